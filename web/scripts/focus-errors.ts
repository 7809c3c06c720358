/** Browsers honour `autofocus` on a plain element unevenly, and not after an address with a fragment. */
export function focusErrors(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}
