/** A form that sends a file. What shows its progress is fetched when a file is chosen; until then it is a plain form. */
export class UploadForm extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form')
    form?.addEventListener(
      'change',
      () => {
        // Should it not arrive, the plain form still sends the file.
        import('./sending.ts').then(({ Sending }) => new Sending(form, this.dataset)).catch(() => undefined)
      },
      { once: true },
    )
  }
}
