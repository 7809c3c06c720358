import {
  FIRST_YEAR,
  type IsoDate,
  type JalaliDate,
  LAST_YEAR,
  dayOfWeek,
  fromJalali,
  monthLength,
  tehranTime,
  toJalali,
} from './calendar.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { fold, toPersianDigits } from './text.ts'

// oxfmt-ignore
export const MONTH_NAMES = [
  'فروردین', 'اردیبهشت', 'خرداد', 'تیر', 'مرداد', 'شهریور', 'مهر', 'آبان', 'آذر', 'دی', 'بهمن', 'اسفند',
] as const

/** From Saturday, the first day of the week in Iran. */
export const WEEKDAY_NAMES = ['شنبه', 'یکشنبه', 'دوشنبه', 'سه‌شنبه', 'چهارشنبه', 'پنجشنبه', 'جمعه'] as const

/** «۱۳۷۰/۰۱/۰۵», «۵ فروردین ۱۳۷۰» or «دوشنبه ۵ فروردین ۱۳۷۰». */
export type DateStyle = 'numeric' | 'long' | 'weekday'

/** A calendar day as people read it. ICU orders the long Persian forms otherwise, hence our own. */
export function formatJalali(date: IsoDate, style: DateStyle): string {
  const written = writtenDays[style]
  let text = written.get(date)
  if (text === undefined) {
    text = writeDay(date, style)
    if (written.size >= MOST_KEPT) written.clear()
    written.set(date, text)
  }
  return text
}

// Pages are full of days, and the days of a year are few.
const writtenDays: Readonly<Record<DateStyle, Map<IsoDate, string>>> = {
  numeric: new Map(),
  long: new Map(),
  weekday: new Map(),
}
const MOST_KEPT = 10_000

function writeDay(date: IsoDate, style: DateStyle): string {
  const { year, month, day } = toJalali(date)
  if (style === 'numeric') return toPersianDigits(`${year}/${twoDigits(month)}/${twoDigits(day)}`)
  const long = toPersianDigits(`${day} ${monthName(month)} ${year}`)
  return style === 'long' ? long : `${weekdayName(date)} ${long}`
}

/** An instant (milliseconds since 1970 UTC) on the clocks of Iran: «شنبه ۱ آذر ۱۴۰۴، ساعت ۱۴:۳۰». */
export function formatInstant(instant: number, style: DateStyle): string {
  const { date, time } = tehranTime(instant)
  return `${formatJalali(date, style)}، ساعت ${toPersianDigits(time)}`
}

const EXAMPLE = 'تاریخ را مانند ۱۳۷۰/۰۱/۰۵ بنویسید: سال، ماه، روز.'
const SEPARATOR = /[\s/\-.,،٫٬\\–—_]+/
const WEEKDAY = /^(شنبه|یک ?شنبه|دو ?شنبه|سه ?شنبه|چهار ?شنبه|پنج ?شنبه|جمعه)[\s،,]+/
const MONTHS_FOLDED: readonly string[] = MONTH_NAMES.map(fold)
const WEEKDAYS_FOLDED: readonly string[] = WEEKDAY_NAMES.map((name) => fold(name).replaceAll(' ', ''))

/**
 * A Jalali date as people type it: any digits; `/`, `-`, `.`, a space or nothing between («۱۳۷۰۰۱۰۵»); month names;
 * day first only where a four-digit year ends it. A two-digit year is never guessed.
 */
export function parseJalali(text: string): Parsed<IsoDate> {
  const typed = fold(text.replaceAll('ـ', '-'))
  if (typed === '') return refused(EXAMPLE)
  const weekday = WEEKDAY.exec(typed)
  const rest = weekday === null ? typed : typed.slice(weekday[0].length)
  const read = readParts(rest)
  if (!read.ok) return read
  const date = checkedDate(read.value)
  if (!date.ok || weekday === null) return date
  const said = WEEKDAYS_FOLDED.indexOf((weekday[1] ?? '').replaceAll(' ', ''))
  if (said === dayOfWeek(date.value)) return date
  return refused(`${formatJalali(date.value, 'long')} ${weekdayName(date.value)} است. روز هفته یا تاریخ را درست کنید.`)
}

function readParts(typed: string): Parsed<JalaliDate> {
  if (/^\d{8}$/.test(typed)) return inOrder(typed.slice(0, 4), typed.slice(4, 6), typed.slice(6))
  if (/^\d{6}$/.test(typed)) return refused('سال را با چهار رقم بنویسید، مانند ۱۳۷۰.')
  if (/[a-z]/.test(typed)) return refused(`${JALALI_ONLY} ${EXAMPLE}`)
  const parts = typed
    .replace(/(\d)(?=[^\d])|([^\d])(?=\d)/g, '$& ')
    .split(SEPARATOR)
    .filter((part) => !['', 'ام', 'ماه', 'سال'].includes(part))
  const [first = '', second = '', third = ''] = parts
  if (parts.length !== 3 || !isNumber(first) || !isNumber(third)) return refused(EXAMPLE)
  const middle = isNumber(second) ? second : String(MONTHS_FOLDED.indexOf(second === 'امرداد' ? 'مرداد' : second) + 1)
  if (middle === '0' && second !== '0') return refused(`نام ماه «${second}» شناخته نشد. ${EXAMPLE}`)
  if (first.length === 4 && third.length <= 2) return inOrder(first, middle, third)
  if (third.length === 4 && first.length <= 2) return inOrder(third, middle, first)
  if (first.length <= 2 && third.length <= 2) return refused('سال را با چهار رقم بنویسید، مانند ۱۳۷۰.')
  return refused(EXAMPLE)
}

const isNumber = (part: string): boolean => /^\d+$/.test(part)

function inOrder(year: string, month: string, day: string): Parsed<JalaliDate> {
  return parsed({ year: Number(year), month: Number(month), day: Number(day) })
}

const JALALI_ONLY = 'تاریخ را به سال شمسی بنویسید، نه میلادی.'

function checkedDate(typed: JalaliDate): Parsed<IsoDate> {
  const { year, month, day } = typed
  if (year >= 1800 && year <= 2199) return refused(`سال ${toPersianDigits(year)} میلادی است. ${JALALI_ONLY}`)
  if (year < FIRST_YEAR || year > LAST_YEAR) return refused(`سال ${toPersianDigits(year)} درست نیست. ${EXAMPLE}`)
  if (month < 1 || month > 12) return refused('ماه باید عددی از ۱ تا ۱۲ باشد.')
  if (day < 1) return refused('روز باید از ۱ شروع شود.')
  const length = monthLength(year, month)
  const date = fromJalali(typed)
  if (date !== null) return parsed(date)
  return refused(`${monthName(month)} ${toPersianDigits(year)} ${toPersianDigits(length)} روز دارد. روز را درست کنید.`)
}

const monthName = (month: number): string => MONTH_NAMES[month - 1] ?? ''
const weekdayName = (date: IsoDate): string => WEEKDAY_NAMES[dayOfWeek(date)] ?? ''
const twoDigits = (value: number): string => String(value).padStart(2, '0')
