import { fold, tidyName, toLatinDigits } from '#kernel/text.ts'
import type { Branch } from '#store/branches.ts'

export type NewBranch = Branch & { readonly isDefault: boolean }

/** A line that cannot be taken, by its number in the file, and why. */
export type Refused = { readonly line: number; readonly why: string }

/** The provinces of Iran: staff of a province see its branches, so each has one spelling. */
export const PROVINCES: readonly string[] = [
  'آذربایجان شرقی',
  'آذربایجان غربی',
  'اردبیل',
  'اصفهان',
  'البرز',
  'ایلام',
  'بوشهر',
  'تهران',
  'چهارمحال و بختیاری',
  'خراسان جنوبی',
  'خراسان رضوی',
  'خراسان شمالی',
  'خوزستان',
  'زنجان',
  'سمنان',
  'سیستان و بلوچستان',
  'فارس',
  'قزوین',
  'قم',
  'کردستان',
  'کرمان',
  'کرمانشاه',
  'کهگیلویه و بویراحمد',
  'گلستان',
  'گیلان',
  'لرستان',
  'مازندران',
  'مرکزی',
  'هرمزگان',
  'همدان',
  'یزد',
]

/** The columns by their English and Persian names; any order. */
const COLUMNS = {
  number: 'شماره',
  name: 'نام',
  province: 'استان',
  city: 'شهر',
  address: 'نشانی',
  phone: 'تلفن',
  hours: 'ساعت کار',
  default: 'پیش‌فرض',
} as const
type Column = keyof typeof COLUMNS

/**
 * Reads the branches of a CSV file (UTF-8; comma, semicolon or tab; quotes as spreadsheets write them). Digits, letters
 * and spaces in any writing. Answers the branches, and every line that cannot be taken with the reason.
 */
export function readBranches(text: string): { branches: NewBranch[]; refused: Refused[] } {
  const rows = readCsv(text.replace(/^\uFEFF/, ''))
  const [head, ...body] = rows
  if (head === undefined) return { branches: [], refused: [{ line: 1, why: 'the file is empty' }] }
  const columns = head.cells.map(columnOf)
  const missing = (Object.keys(COLUMNS) as Column[]).filter((name) => name !== 'default' && !columns.includes(name))
  if (missing.length > 0)
    return { branches: [], refused: [{ line: head.line, why: `the header lacks: ${missing.join(', ')}` }] }

  const branches: NewBranch[] = []
  const refused: Refused[] = []
  const seen = new Map<string, number>()
  for (const { line, cells } of body) {
    const sent = Object.fromEntries(columns.map((name, n) => [name, cells[n] ?? '']))
    const branch = branchFrom(sent as Record<Column, string>)
    const faults = typeof branch === 'string' ? [branch] : repeats(branch, line, seen)
    if (cells.length > columns.length) faults.unshift('more cells than the header has')
    if (faults.length > 0) refused.push(...faults.map((why) => ({ line, why })))
    else branches.push(branch as NewBranch)
  }
  return { branches, refused }
}

function columnOf(title: string): Column | null {
  const folded = fold(title)
  const found = Object.entries(COLUMNS).find(([name, persian]) => folded === name || folded === fold(persian))
  return (found?.[0] as Column | undefined) ?? null
}

/** The branch, or what is wrong. */
function branchFrom(sent: Record<Column, string>): NewBranch | string {
  const number = toLatinDigits(sent.number).trim()
  if (!/^[1-9]\d{0,8}$/.test(number)) return `number «${sent.number}»: a whole number from 1 is needed`
  const tidy = {
    name: tidyName(sent.name),
    city: tidyName(sent.city),
    address: tidyName(sent.address),
    hours: tidyName(sent.hours),
  }
  for (const [column, value] of Object.entries(tidy)) {
    if (value === '') return `${column} is empty`
    if (value.length > 300) return `${column} is longer than 300 characters`
  }
  const province = PROVINCES.find((one) => fold(one) === fold(sent.province))
  if (province === undefined) return `province «${sent.province}» is none of the thirty-one`
  const phone = toLatinDigits(sent.phone).replace(/[\s()-]/g, '')
  if (!/^(0\d{7,10}|\d{3,5})$/.test(phone)) return `phone «${sent.phone}»: with its area code, 02537770001 say`
  const mark = fold(sent.default ?? '')
  if (!['', '1', '0', 'yes', 'no', 'بله', 'خیر'].includes(mark)) return `default «${sent.default}»: yes or nothing`
  const isDefault = ['1', 'yes', 'بله'].includes(mark)
  return { branchId: Number(number), ...tidy, province, phone, isDefault }
}

/** What a line says that only one line may say. */
function repeats(branch: NewBranch, line: number, seen: Map<string, number>): string[] {
  const keys = [`number ${branch.branchId}`, `name «${branch.name}»`, ...(branch.isDefault ? ['default'] : [])]
  return keys.flatMap((key) => {
    const before = seen.get(key)
    seen.set(key, before ?? line)
    return before === undefined ? [] : [`${key} is in line ${before} already`]
  })
}

type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/** Rows that have something in them, each with the number of the line it begins in. */
function readCsv(text: string): CsvRow[] {
  const [first = ''] = text.split('\n', 1)
  const comma = ['\t', ';', ','].find((sign) => first.includes(sign)) ?? ','
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let begins = 1
  const endCell = () => {
    cells.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begins, cells })
    cells = []
    begins = line
  }
  for (let n = 0; n < text.length; n += 1) {
    const sign = text[n]!
    if (sign === '\n') line += 1
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[n + 1] === '"') {
        cell += '"'
        n += 1
      } else quoted = false
    } else if (sign === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (sign === comma) endCell()
    else if (sign === '\n') endRow()
    else if (sign !== '\r') cell += sign
  }
  if (cell !== '' || cells.length > 0) endRow()
  return rows
}
