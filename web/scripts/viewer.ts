// Pictures of documents in a dialogue over the page, larger or smaller, and turned.

/** By the place on the keyboard; the same as the buttons. */
const KEYS: Readonly<Record<string, string>> = {
  Equal: 'larger',
  NumpadAdd: 'larger',
  Minus: 'smaller',
  NumpadSubtract: 'smaller',
  Digit0: 'fit',
  Numpad0: 'fit',
  KeyR: 'right',
  KeyL: 'left',
}

const WORDS: Readonly<Record<string, string>> = {
  larger: 'بزرگ‌تر',
  smaller: 'کوچک‌تر',
  fit: 'اندازهٔ صفحه',
  right: 'چرخش به راست',
  left: 'چرخش به چپ',
  close: 'بستن',
}

/** Opens links with `data-view` (the title of the document) in the viewer. Ctrl or the middle button open a page as ever. */
export function viewer(): void {
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-view]') : null
    if (link === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (typeof HTMLDialogElement === 'undefined') return
    event.preventDefault()
    view(link)
  })
}

function view(link: HTMLAnchorElement): void {
  const title = link.dataset['view'] ?? ''
  const image = Object.assign(document.createElement('img'), { alt: `${title}: ${link.textContent.trim()}` })
  const sheet = box('sheet', image)
  const pane = Object.assign(box('pane', sheet), { tabIndex: 0 })
  const told = Object.assign(document.createElement('output'), { className: 'soft' })
  const heading = Object.assign(document.createElement('b'), { textContent: title })
  const bar = box('bar', heading, told)
  const dialog = document.createElement('dialog')
  dialog.className = 'viewer'
  dialog.setAttribute('aria-label', title)
  pane.setAttribute('role', 'region')
  pane.setAttribute('aria-label', 'تصویر')
  let [scale, angle] = [1, 0]

  const does: Readonly<Record<string, () => void>> = {
    larger: () => (scale = Math.min(8, scale * 1.25)),
    smaller: () => (scale = Math.max(0.25, scale / 1.25)),
    fit: () => ([scale, angle] = [1, 0]),
    right: () => (angle = (angle + 90) % 360),
    left: () => (angle = (angle + 270) % 360),
    close: () => dialog.close(),
  }
  const run = (name: string) => {
    does[name]?.()
    draw()
  }
  for (const [name, text] of Object.entries(WORDS)) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text })
    button.addEventListener('click', () => run(name))
    bar.append(button)
  }

  /** The sheet is as large as the turned picture, so that it can be scrolled to every edge. */
  function draw(): void {
    const { naturalWidth: width, naturalHeight: height } = image
    if (width === 0) return
    const lies = angle % 180 !== 0
    const [across, down] = lies ? [height, width] : [width, height]
    const k = Math.min((pane.clientWidth - 8) / across, (pane.clientHeight - 8) / down) * scale
    Object.assign(sheet.style, { width: `${across * k}px`, height: `${down * k}px` })
    Object.assign(image.style, {
      width: `${width * k}px`,
      height: `${height * k}px`,
      left: `${((across - width) * k) / 2}px`,
      top: `${((down - height) * k) / 2}px`,
      transform: `rotate(${angle}deg)`,
    })
    told.textContent = `${(Math.round(scale * 100) / 100).toLocaleString('fa-IR', { style: 'percent' })}${
      angle === 0 ? '' : `، ${angle.toLocaleString('fa-IR')} درجه`
    }`
  }

  image.addEventListener('load', draw)
  image.addEventListener('error', () => {
    const there = Object.assign(document.createElement('a'), { href: link.href, textContent: 'در صفحهٔ تازه باز کنید' })
    there.target = '_blank'
    pane.replaceChildren('این پرونده این‌جا باز نشد. ', there)
  })
  dialog.addEventListener('keydown', (event) => {
    const name = event.altKey || event.ctrlKey || event.metaKey ? undefined : KEYS[event.code]
    if (name === undefined) return
    event.preventDefault()
    run(name)
  })
  addEventListener('resize', draw)
  dialog.addEventListener('close', () => {
    removeEventListener('resize', draw)
    dialog.remove()
    link.focus()
  })
  dialog.append(bar, pane)
  document.body.append(dialog)
  dialog.showModal()
  pane.focus()
  image.src = link.href
}

function box(className: string, ...children: Node[]): HTMLDivElement {
  const div = Object.assign(document.createElement('div'), { className })
  div.append(...children)
  return div
}
