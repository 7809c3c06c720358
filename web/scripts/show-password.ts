/** The tick «نمایش گذرواژه»: out of sight until this element is there. */
export class ShowPassword extends HTMLElement {
  connectedCallback(): void {
    const field = document.getElementById(this.getAttribute('for') ?? '')
    const tick = this.querySelector('input')
    if (!(field instanceof HTMLInputElement) || tick === null) return
    tick.checked = false
    tick.addEventListener('change', () => {
      field.type = tick.checked ? 'text' : 'password'
    })
    // Never send it as plain text: browsers would offer it again in other fields.
    field.form?.addEventListener('submit', () => {
      field.type = 'password'
      tick.checked = false
    })
  }
}
