/** Puts the calendar's button at the left of a typed date. The calendar itself is fetched when first opened. */
export class JalaliDate extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector('input')
    if (field === null || this.querySelector('button') !== null) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button second pick'
    button.setAttribute('aria-label', 'انتخاب تاریخ از تقویم')
    button.setAttribute('aria-haspopup', 'dialog')
    button.append(icon())
    button.addEventListener('click', () => {
      void import('./calendar.ts').then(({ openCalendar }) => openCalendar(field, button))
    })
    this.append(button)
  }
}

function icon(): SVGElement {
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const svg = make('svg', {
    width: '24',
    height: '24',
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'aria-hidden': 'true',
  })
  svg.append(make('path', { d: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4' }))
  return svg
}
