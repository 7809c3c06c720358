import type { PasswordOwner } from '#kernel/password.ts'
import { toPersianDigits } from '#kernel/text.ts'

const ABOUT_OWNER = new Set(['no-first-name', 'no-last-name', 'no-national-code', 'no-mobile'])
const QUIET_MS = 900

/** Ticks each rule as one types. The rules themselves are fetched when the field is first entered. */
export class PasswordRules extends HTMLElement {
  connectedCallback(): void {
    const field = document.getElementById(this.getAttribute('for') ?? '')
    if (field instanceof HTMLInputElement)
      field.addEventListener('focus', () => void this.#begin(field), { once: true })
  }

  async #begin(field: HTMLInputElement): Promise<void> {
    const { passwordFaults } = await import('#kernel/password.ts')
    const owner = this.#owner()
    let quiet: ReturnType<typeof setTimeout> | undefined
    const judge = () => {
      const nobody = { firstName: '', lastName: '', nationalCode: '', mobile: '' }
      const typed = field.value !== ''
      const judged = passwordFaults(field.value, owner ?? nobody).filter(
        ({ rule }) => owner !== null || !ABOUT_OWNER.has(rule),
      )
      for (const { rule, met } of judged) {
        this.querySelector(`[data-rule="${rule}"]`)?.toggleAttribute('data-ok', typed && met)
      }
      const met = judged.filter((result) => typed && result.met).length
      clearTimeout(quiet)
      quiet = setTimeout(
        () => this.#say(toPersianDigits(`${met} مورد از ${judged.length} مورد رعایت شده است.`)),
        QUIET_MS,
      )
    }
    field.addEventListener('input', judge)
    if (field.value !== '') judge()
  }

  #owner(): PasswordOwner | null {
    const { owner } = this.dataset
    return owner === undefined ? null : (JSON.parse(owner) as PasswordOwner)
  }

  #say(text: string): void {
    const output = this.querySelector('output')
    if (output !== null) output.textContent = text
  }
}
