import {
  addDays,
  addJalaliMonths,
  dayOfWeek,
  fromJalali,
  type IsoDate,
  monthLength,
  tehranTime,
  toJalali,
} from '#kernel/calendar.ts'
import { formatJalali, MONTH_NAMES, parseJalali, WEEKDAY_NAMES } from '#kernel/jalali-text.ts'
import { toPersianDigits } from '#kernel/text.ts'

/** The oldest birth one may pick; the field itself takes any. */
const OLDEST_YEAR = 1280
/** Where the calendar opens when nothing is typed: this many years back, near most birth dates. */
const YEARS_BACK = 30
/** Between the calendar and what stands beside it, pixels. */
const GAP = 8

/** Opens the Jalali calendar for a field of a past date; picking writes into the field and gives the focus back to `opener`. */
export function openCalendar(field: HTMLInputElement, opener: HTMLElement): void {
  const today = tehranTime(Date.now()).date
  const typed = parseJalali(field.value)
  const start = typed.ok && typed.value <= today ? typed.value : addJalaliMonths(today, -12 * YEARS_BACK)
  const calendar = new Calendar(start, typed.ok ? typed.value : null, today, (date) => {
    field.value = formatJalali(date, 'numeric')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new Event('change', { bubbles: true }))
    opener.setAttribute('aria-label', `تغییر تاریخ، ${formatJalali(date, 'long')}`)
  })
  calendar.open(opener)
}

/** After the date-picker dialog of the ARIA authoring practices: a modal dialog around a grid of days. */
class Calendar {
  readonly #dialog = element('dialog', { class: 'calendar', 'aria-label': 'انتخاب تاریخ' })
  readonly #month = element('select', { 'aria-label': 'ماه' })
  readonly #year = element('select', { 'aria-label': 'سال' })
  readonly #grid = element('table', { role: 'grid' })
  readonly #body = element('tbody', {})
  readonly #status = element('div', { class: 'sr', role: 'status' })
  #day: IsoDate
  readonly #chosen: IsoDate | null
  readonly #last: IsoDate
  readonly #first: IsoDate
  readonly #choose: (date: IsoDate) => void

  constructor(start: IsoDate, chosen: IsoDate | null, last: IsoDate, choose: (date: IsoDate) => void) {
    this.#day = start
    this.#chosen = chosen
    this.#last = last
    this.#first = fromJalali({ year: OLDEST_YEAR, month: 1, day: 1 })!
    this.#choose = choose
    this.#build()
    this.#show(false)
  }

  open(opener: HTMLElement): void {
    document.body.append(this.#dialog)
    this.#dialog.showModal()
    this.#place(opener)
    this.#dialog.addEventListener('close', () => {
      this.#dialog.remove()
      opener.focus()
    })
    this.#cellOf(this.#day)?.focus()
  }

  /** At the left of its button, or under it, on a wide screen; a phone shows it at the bottom, by the stylesheet. */
  #place(opener: HTMLElement): void {
    if (!matchMedia('(min-width: 40rem) and (min-height: 34rem)').matches) return
    const at = opener.getBoundingClientRect()
    const { offsetHeight, offsetWidth } = this.#dialog
    const leftOf = at.left - offsetWidth - GAP
    const [left, top] = leftOf >= GAP ? [leftOf, at.top] : [Math.max(at.left, GAP), at.bottom + GAP]
    Object.assign(this.#dialog.style, {
      inset: 'auto',
      margin: '0',
      left: `${left}px`,
      top: `${Math.max(GAP, Math.min(top, innerHeight - offsetHeight - GAP))}px`,
    })
  }

  #build(): void {
    MONTH_NAMES.forEach((name, index) => this.#month.append(new Option(name, String(index + 1))))
    for (let year = toJalali(this.#last).year; year >= OLDEST_YEAR; year -= 1) {
      this.#year.append(new Option(toPersianDigits(year), String(year)))
    }
    const turn = () => this.#move(this.#sameDayIn(Number(this.#year.value), Number(this.#month.value)), false)
    this.#month.addEventListener('change', turn)
    this.#year.addEventListener('change', turn)

    const bar = element('div', { class: 'row' })
    bar.append(this.#turner('ماه پیش', '›', -1), this.#month, this.#year, this.#turner('ماه بعد', '‹', 1))

    const head = element('tr', {})
    for (const name of WEEKDAY_NAMES) {
      const cell = element('th', { scope: 'col', abbr: name, 'aria-label': name })
      cell.textContent = name.charAt(0)
      head.append(cell)
    }
    const heads = element('thead', {})
    heads.append(head)
    this.#grid.append(heads, this.#body)
    this.#grid.addEventListener('keydown', (event) => this.#onKey(event))
    this.#grid.addEventListener('click', (event) => {
      const date = (event.target as Element).closest<HTMLElement>('td[data-date]')?.dataset['date'] as
        | IsoDate
        | undefined
      if (date !== undefined) this.#pick(date)
    })

    const close = element('button', { type: 'button', class: 'textlike' })
    close.textContent = 'بستن تقویم'
    close.addEventListener('click', () => this.#dialog.close())
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close()
    })
    const inside = element('div', {})
    inside.append(bar, this.#grid, this.#status, close)
    this.#dialog.append(inside)
  }

  #turner(label: string, sign: string, months: number): HTMLElement {
    const button = element('button', { type: 'button', class: 'textlike turn', 'aria-label': label })
    button.textContent = sign
    button.addEventListener('click', () => this.#move(addJalaliMonths(this.#day, months), false))
    return button
  }

  /** Arrows go where they point: in a right-to-left week the left one leads to the next day. */
  #onKey(event: KeyboardEvent): void {
    const weekday = dayOfWeek(this.#day)
    const target = {
      ArrowLeft: () => addDays(this.#day, 1),
      ArrowRight: () => addDays(this.#day, -1),
      ArrowDown: () => addDays(this.#day, 7),
      ArrowUp: () => addDays(this.#day, -7),
      Home: () => addDays(this.#day, -weekday),
      End: () => addDays(this.#day, 6 - weekday),
      PageDown: () => addJalaliMonths(this.#day, event.shiftKey ? 12 : 1),
      PageUp: () => addJalaliMonths(this.#day, event.shiftKey ? -12 : -1),
    }[event.key]
    if (target !== undefined) this.#move(target(), true)
    else if (event.key === 'Enter' || event.key === ' ') this.#pick(this.#day)
    else return
    event.preventDefault()
  }

  #move(to: IsoDate, focus: boolean): void {
    this.#day = to > this.#last ? this.#last : to < this.#first ? this.#first : to
    this.#show(focus)
  }

  #pick(date: IsoDate): void {
    if (date > this.#last) return
    this.#choose(date)
    this.#dialog.close()
  }

  #show(focus: boolean): void {
    const { year, month } = toJalali(this.#day)
    const name = `${MONTH_NAMES[month - 1]} ${toPersianDigits(year)}`
    const turned = this.#grid.getAttribute('aria-label') !== name
    if (turned) {
      this.#month.value = String(month)
      this.#year.value = String(year)
      this.#grid.setAttribute('aria-label', name)
      this.#body.replaceChildren(...this.#weeks(year, month))
      this.#status.textContent = name
    }
    for (const cell of this.#body.querySelectorAll<HTMLElement>('td[data-date]')) {
      cell.tabIndex = cell.dataset['date'] === this.#day ? 0 : -1
    }
    if (focus) this.#cellOf(this.#day)?.focus()
  }

  #weeks(year: number, month: number): HTMLElement[] {
    const first = fromJalali({ year, month, day: 1 })!
    const rows: HTMLElement[] = []
    for (let slot = -dayOfWeek(first); slot < monthLength(year, month); slot += 7) {
      const row = element('tr', {})
      for (let day = slot; day < slot + 7; day += 1) {
        row.append(day < 0 || day >= monthLength(year, month) ? element('td', {}) : this.#cell(addDays(first, day)))
      }
      rows.push(row)
    }
    return rows
  }

  #cell(date: IsoDate): HTMLElement {
    const cell = element('td', {
      role: 'gridcell',
      'data-date': date,
      'aria-label': formatJalali(date, 'weekday'),
      'aria-selected': String(date === this.#chosen),
    })
    if (date > this.#last) cell.setAttribute('aria-disabled', 'true')
    if (date === tehranTime(Date.now()).date) cell.setAttribute('aria-current', 'date')
    cell.textContent = toPersianDigits(toJalali(date).day)
    return cell
  }

  #cellOf(date: IsoDate): HTMLElement | null {
    return this.#body.querySelector(`[data-date="${date}"]`)
  }

  #sameDayIn(year: number, month: number): IsoDate {
    const day = Math.min(toJalali(this.#day).day, monthLength(year, month))
    return fromJalali({ year, month, day })!
  }
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
