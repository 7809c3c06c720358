import { FIRST_YEAR, fromJalali, isIsoDate, LAST_YEAR } from '#kernel/dates.ts'
import { isLegalNumber } from '#kernel/employer.ts'
import { parseIban } from '#kernel/iban.ts'
import { isPersonalNumber } from '#kernel/personal-number.ts'
import { isUtf8 } from 'node:buffer'

// Cells come as bytes in a string (latin1) and go on as COPY reads them; or come back refused, with the reason in Persian.

/** Why a cell or a record is not taken. */
export class Refusal {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/** What COPY takes for null. */
export const NULL = '\\N'

export type Read = ((cell: string) => string | Refusal) & {
  /** Which bytes are taken as they are, without being looked at as text. */
  readonly asItIs?: (bytes: Uint8Array, from: number, to: number) => boolean
}
export type Column = {
  readonly name: string
  readonly read: Read
  /** What an empty cell, or a column that is not there, stands for; without it there must be one. */
  readonly empty?: string
}

export const column = (name: string, read: Read): Column => ({ name, read })
/** May be empty or left out: null, or the value given. */
export const optional = (name: string, read: Read, empty = NULL): Column => ({ name, read, empty })

/** Cells of which most are taken as they stand, and hardly one comes twice. */
const mostly = (asItIs: NonNullable<Read['asItIs']>, read: Read): Read => Object.assign(read, { asItIs })

const digits =
  (most: number) =>
  (bytes: Uint8Array, from: number, to: number): boolean => {
    if (to - from > most) return false
    for (let at = from; at < to; at += 1) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return false
    return true
  }

/** Letters, digits and hyphens alone: numbers that somebody gave. */
const latinWords =
  (most: number) =>
  (bytes: Uint8Array, from: number, to: number): boolean => {
    if (to - from > most) return false
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]!
      const letter = byte | 0x20
      if ((byte < 0x30 || byte > 0x39) && (letter < 0x61 || letter > 0x7a) && byte !== 0x2d) return false
    }
    return true
  }

/** A national code or the number of a foreign national; a code that lost its leading zeros in a spreadsheet is padded. */
export const personalNumber = (): Read => {
  const wrong = new Refusal('کد ملی یا شمارهٔ اتباع درست نیست.')
  return (cell) => {
    const padded = /^\d{8,9}$/.test(cell) ? cell.padStart(10, '0') : cell
    return isPersonalNumber(padded) ? padded : wrong
  }
}

/** A Jalali month: 140502, or 1405/02 and 1405-02. */
export const month = (): Read => (cell) => {
  const [, year = '', of = ''] = /^(1[34]\d\d)[-/]?(0[1-9]|1[0-2])$/.exec(cell) ?? []
  return year === '' ? new Refusal('ماه باید سال و ماه شمسی باشد، مانند ۱۴۰۵۰۲.') : `${year}${of}`
}

/** A Gregorian day, 2026-05-04, or a Jalali one, 1405/02/14; PostgreSQL is given the Gregorian. */
export const day = (): Read => (cell) => {
  if (isIsoDate(cell) && Number(cell.slice(0, 4)) > LAST_YEAR) return cell
  const [, year, of, date] = /^(1[2-5]\d\d)[-/](\d\d?)[-/](\d\d?)$/.exec(cell) ?? []
  const found =
    year === undefined || Number(year) < FIRST_YEAR
      ? null
      : fromJalali({ year: Number(year), month: Number(of), day: Number(date) })
  return found ?? new Refusal('این روز در تقویم نیست؛ روز را مانند ۱۴۰۵/۰۲/۱۴ بنویسید.')
}

/** One of a few words. */
export const oneOf = (words: readonly string[]): Read => {
  const known = new Set(words)
  const wrong = new Refusal(`مقدار باید یکی از این‌ها باشد: ${words.join('، ')}.`)
  return (cell) => (known.has(cell) ? cell : wrong)
}

export const yesOrNo = (): Read => {
  const words = new Map([
    ...['true', 't', '1', 'yes'].map((word) => [word, 't'] as const),
    ...['false', 'f', '0', 'no'].map((word) => [word, 'f'] as const),
  ])
  const wrong = new Refusal('مقدار باید true یا false باشد.')
  return (cell) => words.get(cell) ?? wrong
}

/** Whole rials, up to a thousand million million. */
export const rials = (): Read => {
  const wrong = new Refusal('مبلغ باید عدد صحیح به ریال باشد، بدون جداکننده.')
  return mostly(digits(15), (cell) => (/^\d{1,15}$/.test(cell) ? cell : wrong))
}

/** More than nothing. */
export const someRials = (): Read => {
  const [read, none] = [rials(), new Refusal('مبلغ نمی‌تواند صفر باشد.')]
  return (cell) => (/^0+$/.test(cell) ? none : read(cell))
}

export const wholeNumber = (least: number, most: number, wrong: string): Read => {
  const refusal = new Refusal(wrong)
  return (cell) => (/^\d{1,9}$/.test(cell) && +cell >= least && +cell <= most ? String(+cell) : refusal)
}

export const matching = (form: RegExp, wrong: string): Read => {
  const refusal = new Refusal(wrong)
  return (cell) => (form.test(cell) ? cell : refusal)
}

/** Letters, digits and hyphens, at most so many. */
export const givenNumber = (most: number, wrong: string): Read => {
  const refusal = new Refusal(wrong)
  return mostly(latinWords(most), () => refusal)
}

/** Ten characters, as the organisation gives them to workshops. */
export const workshopCode = (): Read => matching(/^[0-9A-Z]{10}$/, 'کد کارگاه ده رقم یا حرف بزرگ است.')

/** The national number of a legal person. */
export const legalNumber = (): Read => {
  const wrong = new Refusal('شناسهٔ ملی شخص حقوقی درست نیست؛ یازده رقم است.')
  return (cell) => (isLegalNumber(cell) ? cell : wrong)
}

export const iban = (): Read => (cell) => {
  const read = parseIban(cell)
  return read.ok ? read.value : new Refusal(read.error)
}

/** Words for people, on one line. */
export const words = (most = 200): Read =>
  mostly(latinWords(most), (cell) => {
    const bytes = Buffer.from(cell, 'latin1')
    if (!isUtf8(bytes)) return new Refusal('متن به کدگذاری UTF-8 نیست.')
    const text = bytes.toString('utf8').trim()
    // oxlint-disable-next-line no-control-regex
    if (/[\u0000-\u001F\u007F]/.test(text)) return new Refusal('متن نویسهٔ نامرئی یا شکست سطر دارد.')
    if (text.length > most) return new Refusal('متن بیش از اندازه بلند است.')
    return text === '' ? NULL : escaped(Buffer.from(text, 'utf8').toString('latin1'))
  })

/** Sums with their titles, a JSON array: [{"title":"…","rials":"100"}]. */
export const moneyLines = (): Read => {
  const wrong = new Refusal('ردیف‌ها باید فهرستی از عنوان و مبلغ باشد: [{"title":"…","rials":"۱۰۰"}].')
  return (cell) => {
    const bytes = Buffer.from(cell, 'latin1')
    if (!isUtf8(bytes)) return wrong
    try {
      const lines = JSON.parse(bytes.toString('utf8')) as unknown
      if (!Array.isArray(lines) || !lines.every(isMoneyLine)) return wrong
      const kept = lines.map(({ title, rials }) => ({ title, rials }))
      return escaped(Buffer.from(JSON.stringify(kept), 'utf8').toString('latin1'))
    } catch {
      return wrong
    }
  }
}

function isMoneyLine(line: unknown): line is { title: string; rials: string } {
  const { title, rials } = (line ?? {}) as Record<string, unknown>
  return typeof title === 'string' && !title.includes('\0') && typeof rials === 'string' && /^\d{1,15}$/.test(rials)
}

/** COPY gives these signs a meaning. */
const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
