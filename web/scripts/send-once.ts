/** A form that is on its way is not sent again; after a while, or when the page is shown again, it may be. */
const WAIT_MS = 15_000

export function sendOnce(): void {
  addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post') return
    if (form.dataset['sent'] !== undefined) {
      event.preventDefault()
      return
    }
    form.dataset['sent'] = ''
    form.querySelector('button[type="submit"]')?.setAttribute('aria-disabled', 'true')
    say('در حال فرستادن است. لطفاً صبر کنید.')
    setTimeout(() => release(form), WAIT_MS)
  })
  addEventListener('pageshow', () => document.querySelectorAll<HTMLFormElement>('form[data-sent]').forEach(release))
}

function release(form: HTMLFormElement): void {
  delete form.dataset['sent']
  form.querySelector('[aria-disabled]')?.removeAttribute('aria-disabled')
  say('')
}

let status: HTMLElement | undefined

/** For screen readers only: the button shows the same by its look. */
export function say(text: string): void {
  if (status === undefined) {
    status = document.createElement('div')
    status.className = 'sr'
    status.setAttribute('role', 'status')
    document.body.append(status)
  }
  status.textContent = text
}
