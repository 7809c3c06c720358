import { toPersianDigits } from '#kernel/text.ts'

/** Counts down to the moment when another code may be asked for. */
export class ResendWait extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined

  connectedCallback(): void {
    const until = Date.now() + Number(this.getAttribute('seconds')) * 1000
    const button = this.querySelector('button')
    const note = this.querySelector('[data-wait]')
    if (button === null || note === null || until <= Date.now()) return
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000)
      button.disabled = left > 0
      if (left > 0) {
        note.textContent = toPersianDigits(`(تا ${left} ثانیهٔ دیگر ممکن می‌شود)`)
        return
      }
      clearInterval(this.#timer)
      note.setAttribute('role', 'status')
      note.textContent = 'اکنون می‌توانید کد تازه بخواهید.'
    }
    this.#timer = setInterval(tick, 1000)
    tick()
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer)
  }
}
