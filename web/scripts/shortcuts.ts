/**
 * Alt and a key press what has that key as its `accesskey`. By the place of the key on the board, so that it works under
 * the Persian layout too, where the letters are others; and never while somebody writes. The attribute itself is taken
 * away, because browsers heed it inside fields. J and K go through a list.
 */
export function shortcuts(): void {
  const pressed = new Map<string, HTMLElement>()
  for (const element of document.querySelectorAll<HTMLElement>('[accesskey]')) {
    const key = element.accessKey.toLowerCase()
    if (!pressed.has(key)) pressed.set(key, element)
    element.setAttribute('aria-keyshortcuts', `Alt+${key.toUpperCase()}`)
    element.removeAttribute('accesskey')
  }
  addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing || isBusy(event)) return
    const key = event.code === 'Slash' ? '/' : /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
    const element = key === undefined ? undefined : (pressed.get(key) ?? neighbour(key))
    if (element === undefined) return
    event.preventDefault()
    press(element)
  })
}

const WRITING = 'input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]'

/** Is somebody writing, or is a dialogue open? */
function isBusy({ target }: Event): boolean {
  return (
    (target instanceof Element && target.closest(WRITING) !== null) || document.querySelector('dialog[open]') !== null
  )
}

function press(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' })
  if (element.matches('input, a')) return element.focus()
  element.click()
  const box = element.parentElement
  if (!(box instanceof HTMLDetailsElement)) return
  // The first thing to fill in of what was opened; the button where there is nothing.
  const first = box.open
    ? box.querySelector<HTMLElement>('form :is(select, textarea, input:not([type=hidden]), button)')
    : null
  ;(first ?? element).focus()
}

/** The link after (J) or before (K) the one that has the focus, in the lists of the page. */
function neighbour(key: string): HTMLElement | undefined {
  if (key !== 'j' && key !== 'k') return undefined
  const links = [...document.querySelectorAll<HTMLElement>('.cases a')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  return key === 'j' ? links[at + 1] : links[at < 0 ? links.length - 1 : at - 1]
}
