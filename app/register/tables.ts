import { fromJalali, type IsoDate } from '#kernel/dates.ts'
import { BENEFIT_KINDS, INSURANCE_KINDS, daysOfMonth } from '#kernel/register.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { ceilingMultiple, minimumDailyWage } from '#law/parameters/wages.ts'
import type { LoadedTable } from '#store/register/loaded-tables.ts'
import * as read from './columns.ts'
import { column, NULL, optional, Refusal, type Column } from './columns.ts'

/** What goes into a column of the record, by its place in `columns`; `NULL` for nothing. */
export type ValueAt = (place: number) => string

/** How the records of a file become rows of a table: columns in the order in which `store/register/loaded-tables.ts` takes them. */
export type Reading = {
  /** Columns after those of people. */
  readonly columns: readonly Column[]
  /** `number`: whose; `about`: whom it is about, or nobody. */
  readonly people: readonly ('number' | 'about')[]
  /** Looks at a record as a whole; values by place in `columns`. */
  readonly check?: (value: ValueAt) => Refusal | null
  /** What must be known already: by the place of its code among `columns`, or of the id of what belongs to the person. */
  readonly refers?: { readonly to: 'workshop' | 'contract' | 'pension'; readonly at: number; readonly else: string }
  /** The place of a branch among `columns`. */
  readonly branch?: number
}

const branch = () => read.wholeNumber(1, 99_999, 'شمارهٔ شعبه درست نیست.')
const id = () => read.givenNumber(40, 'شماره باید حرف و رقم لاتین باشد، تا چهل نویسه.')
const noWorkshop = 'کارگاهی با این کد ثبت نشده است؛ اول پروندهٔ کارگاه‌ها را وارد کنید.'
const noContract = 'این شخص قراردادی با این شماره ندارد؛ اول پروندهٔ قراردادها را وارد کنید.'
const noPension = 'این شخص مستمری‌ای با این شماره ندارد؛ اول پروندهٔ مستمری‌ها را وارد کنید.'

/** Refuses a record whose second day lies before the first. */
const inOrder =
  (from: number, until: number) =>
  (value: ValueAt): Refusal | null => {
    const [first, last] = [value(from), value(until)]
    return last !== NULL && first !== NULL && last < first ? before : null
  }
const before = new Refusal('روز پایان پیش از روز آغاز است.')

export const READINGS: Readonly<Record<LoadedTable, Reading>> = {
  workshops: {
    people: [],
    columns: [
      column('code', read.workshopCode()),
      column('name', read.words()),
      optional('branch', branch()),
      optional('employer', read.words()),
      optional('address', read.words(400)),
    ],
    branch: 2,
  },
  employers: {
    people: ['number'],
    columns: [column('workshop', read.workshopCode()), column('from', read.day()), optional('until', read.day())],
    check: inOrder(1, 2),
    refers: { to: 'workshop', at: 0, else: noWorkshop },
  },
  'legal-employers': {
    people: [],
    columns: [
      column('workshop', read.workshopCode()),
      column('legal_number', read.legalNumber()),
      column('from', read.day()),
      optional('until', read.day()),
      column('name', read.words()),
    ],
    check: inOrder(2, 3),
    refers: { to: 'workshop', at: 0, else: noWorkshop },
  },
  representatives: {
    people: ['number'],
    columns: [column('legal_number', read.legalNumber()), column('from', read.day()), optional('until', read.day())],
    check: inOrder(1, 2),
  },
  members: {
    people: ['number'],
    columns: [
      column('standing', read.oneOf(['insured', 'retiree', 'totally-disabled', 'survivor', 'none'])),
      optional('branch', branch()),
      column('pension', read.yesOrNo()),
      optional('other_fund', read.yesOrNo(), 'f'),
      column('working', read.yesOrNo()),
      optional('first_birth_date', read.day()),
      optional('id_card_on_file', read.yesOrNo(), 'f'),
      optional('insurance_number', read.matching(/^(\d{8}|\d{10})$/, 'شمارهٔ بیمه هشت یا ده رقم است.')),
      optional('since', read.day()),
    ],
    branch: 1,
  },
  spells: {
    people: ['number'],
    columns: [
      column('workshop', read.workshopCode()),
      column('from', read.day()),
      optional('until', read.day()),
      optional('job_title', read.words()),
    ],
    check: inOrder(1, 2),
    refers: { to: 'workshop', at: 0, else: noWorkshop },
  },
  wages: {
    people: ['number'],
    columns: [
      column('month', read.month()),
      optional('kind', read.oneOf(INSURANCE_KINDS), 'employee'),
      optional('workshop', read.workshopCode(), ''),
      column('days', read.wholeNumber(0, 31, 'روزهای کارکرد عددی از ۰ تا ۳۱ است.')),
      column('wage', read.rials()),
      optional('job_title', read.words()),
      optional('hard', read.yesOrNo(), 'f'),
      optional('origin', read.oneOf(['list', 'premium', 'decision']), 'list'),
    ],
    check: wageFits(),
    refers: { to: 'workshop', at: 2, else: noWorkshop },
  },
  contracts: {
    people: ['number'],
    columns: [
      column('contract_id', id()),
      column('kind', read.oneOf(INSURANCE_KINDS.filter((kind) => kind !== 'employee' && kind !== 'unemployed'))),
      column('rate', read.matching(/^(?!0+(\.0+)?$)\d{1,2}(\.\d{1,2})?$/, 'نرخ حق بیمه درصدی است، مانند 13.5.')),
      column('base', read.someRials()),
      optional('health', read.yesOrNo(), 'f'),
      optional('job_title', read.words()),
      optional('branch', branch()),
      column('from', read.day()),
      optional('until', read.day()),
      optional('ended_because', read.words()),
    ],
    check: inOrder(7, 8),
    branch: 6,
  },
  premiums: {
    people: ['number'],
    columns: [
      column('contract_id', id()),
      column('month', read.month()),
      column('rials', read.rials()),
      column('due_on', read.day()),
      optional('paid_on', read.day()),
      optional('receipt', read.words(60)),
    ],
    check: (value) =>
      value(5) !== NULL && value(4) === NULL ? new Refusal('رسید پرداخت هست ولی روز پرداخت نیست.') : null,
    refers: { to: 'contract', at: 0, else: noContract },
  },
  benefits: {
    people: ['number', 'about'],
    columns: [
      column('benefit_id', id()),
      column('kind', read.oneOf(BENEFIT_KINDS)),
      optional('from', read.day()),
      optional('until', read.day()),
      column('rials', read.rials()),
      column('granted_on', read.day()),
      optional('paid_on', read.day()),
    ],
    check: (value) =>
      (value(2) === NULL) === (value(3) === NULL)
        ? inOrder(2, 3)(value)
        : new Refusal('آغاز و پایان دوره را با هم بنویسید یا هیچ‌کدام را.'),
  },
  pensions: {
    people: ['number'],
    columns: [
      column('pension_number', id()),
      column('kind', read.oneOf(['old-age', 'total-disability', 'partial-disability', 'survivors'])),
      column('from', read.day()),
      optional('until', read.day()),
      column('monthly', read.rials()),
    ],
    check: inOrder(2, 3),
  },
  edicts: {
    people: ['number'],
    columns: [
      column('pension_number', id()),
      column('year', read.wholeNumber(1300, 1499, 'سال حکم چهار رقم و شمسی است.')),
      column('issued_on', read.day()),
      column('lines', read.moneyLines()),
      column('total', read.rials()),
    ],
    refers: { to: 'pension', at: 0, else: noPension },
  },
  payslips: {
    people: ['number'],
    columns: [
      column('pension_number', id()),
      column('month', read.month()),
      column('kind', read.oneOf(['monthly', 'bonus', 'arrears'])),
      column('payments', read.moneyLines()),
      column('deductions', read.moneyLines()),
      optional('paid_on', read.day()),
      optional('iban', read.iban()),
    ],
    refers: { to: 'pension', at: 0, else: noPension },
  },
  'bank-accounts': {
    people: ['number'],
    columns: [column('iban', read.iban()), column('since', read.day())],
  },
}

/**
 * Days that the month has, and a daily wage between a hundredth of the minimum and its ceiling of that month; what belongs
 * to a list of a workshop names it.
 */
function wageFits() {
  const months = new Map<string, { readonly days: number; readonly daily: number; readonly text: string }>()
  const limits = (month: string) => {
    const [year, of] = [Number(month.slice(0, 4)), Number(month.slice(4))]
    const days = daysOfMonth(Number(month))
    const found = { days, daily: mostOfDay(fromJalali({ year, month: of, day: 1 })!), text: toPersianDigits(days) }
    months.set(month, found)
    return found
  }
  const unnamed = new Refusal('رکورد لیست بیمه کد کارگاه می‌خواهد.')
  const named = new Refusal('کسی که خود را بیمه می‌کند کارگاه ندارد؛ کد کارگاه را خالی بگذارید.')
  const idle = new Refusal('برای صفر روز دستمزد نوشته شده است.')
  const unpaid = new Refusal('برای روزهای کارکرد دستمزدی نوشته نشده است.')
  return (value: ValueAt): Refusal | null => {
    const month = value(0)
    const kind = value(1)
    const workshop = value(2)
    const days = +value(3)
    const wage = +value(4)
    const { days: most, daily, text } = months.get(month) ?? limits(month)
    if (days > most) return new Refusal(`این ماه ${text} روز دارد و روزهای کارکرد بیشتر از آن است.`)
    if (kind === 'employee' ? workshop === '' : workshop !== '' && kind !== 'unemployed')
      return kind === 'employee' ? unnamed : named
    if (days === 0) return wage === 0 ? null : idle
    if (wage === 0) return unpaid
    if (wage > daily * days)
      return new Refusal('دستمزد از سقف دستمزد بیمه‌ای آن ماه بیشتر است؛ شاید یک رقم زیاد است یا به ریال نیست.')
    return null
  }
}

/**
 * The most that a day may be insured for: the ceiling, which is a multiple of the minimum. Where no source tells the
 * minimum of a year, the next one that is told; the multiple of later years also for those before it was told.
 */
function mostOfDay(on: IsoDate): number {
  const minimum = (
    minimumDailyWage.values.find(({ until }) => until === undefined || until > on) ?? minimumDailyWage.values.at(-1)!
  ).value
  const { value: multiple } = ceilingMultiple.values.findLast(({ from }) => from <= on) ?? ceilingMultiple.values[0]!
  return Math.ceil((Number(minimum) * Number(multiple.top)) / Number(multiple.bottom))
}
