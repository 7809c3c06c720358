/** Our custom elements, as the views write them; `web/scripts/` gives them life. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'jalali-date': { class?: string; children?: ComponentChildren }
      'show-password': { for: string; children?: ComponentChildren }
      'password-rules': { for: string; class?: string; 'data-owner'?: string | undefined; children?: ComponentChildren }
      'question-suggest': { children?: ComponentChildren }
      'resend-wait': { seconds: number; class?: string; children?: ComponentChildren }
      /** Title of the document, and the most bytes its file may have. */
      'upload-form': { 'data-title': string; 'data-most': number; children?: ComponentChildren }
      'result-watch': { seconds: number; state: string; children?: ComponentChildren }
    }
  }
}

export {}
