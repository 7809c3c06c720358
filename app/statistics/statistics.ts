import { addDays, addJalaliMonths, fromJalali, tehranDate, toJalali, type IsoDate } from '#kernel/dates.ts'
import { tehranInstant, type WorkingTime } from '#kernel/working-time/working-time.ts'
import { countRequests, type CountedDay, type CountedMonth, type MonthOfBranch } from '#store/statistics.ts'
import type { App } from '../app.ts'

/** Below this a number could point at somebody; it is not shown. */
export const LEAST_SHOWN = 10
const MONTHS = 12

/** Shown as a number; null: too few, or nothing to divide by. */
export type Figure = number | null

/** A line of the public statistics; shares are percents. */
export type StatisticsLine = {
  /** A Jalali month, «1405-09». */
  readonly month: string
  readonly branchId: number | null
  readonly branch: string
  readonly received: Figure
  /** Of those whose limit is over or that were answered: answered in time. */
  readonly inTime: Figure
  readonly medianHours: Figure
  readonly slowHours: Figure
  readonly openLate: Figure
  readonly reopened: Figure
  readonly solved: Figure
  readonly deviations: Figure
  readonly pauses: Figure
}

export type Statistics = { readonly countedAt: number; readonly lines: readonly StatisticsLine[] }

/** The last twelve Jalali months, the present one among them, by branch; newest first. For everybody. */
export async function publicStatistics(app: Pick<App, 'db' | 'clock' | 'workingTimes'>): Promise<Statistics> {
  const countedAt = app.clock.now()
  const time = await app.workingTimes.of(app.db, null)
  const rows = await countRequests(app.db, lastMonths(tehranDate(countedAt)), daysOf(time))
  return { countedAt, lines: rows.map(lineOf) }
}

function lastMonths(today: IsoDate): CountedMonth[] {
  const { year, month } = toJalali(today)
  const first = fromJalali({ year, month, day: 1 })!
  return Array.from({ length: MONTHS }, (_, back) => {
    const begins = addJalaliMonths(first, -back)
    const of = toJalali(begins)
    return {
      month: `${of.year}-${String(of.month).padStart(2, '0')}`,
      begins: midnight(begins),
      ends: midnight(addJalaliMonths(begins, 1)),
    }
  })
}

const midnight = (day: IsoDate): Date => new Date(tehranInstant(day, 0) * 1000)

/** The days of the nation's calendar with their hours, for the query. Throws for a day of three spans: it knows two. */
function daysOf({ days, opens, closes, before }: WorkingTime): CountedDay[] {
  let window = 0
  let worked = 0
  return days.map(({ date }) => {
    const ends = tehranInstant(addDays(date, 1), 0)
    const spans: number[] = []
    for (; window < opens.length && opens[window]! < ends; window += 1) spans.push(window)
    if (spans.length > 2) throw new RangeError(`${date} has more than two spans of work`)
    const at = (list: readonly number[], n: number) =>
      spans[n] === undefined ? null : new Date(list[spans[n]]! * 1000)
    const day = {
      day: date,
      before: worked,
      opens: at(opens, 0),
      closes: at(closes, 0),
      opensAgain: at(opens, 1),
      closesAgain: at(closes, 1),
    }
    for (const span of spans) worked = before[span]! + closes[span]! - opens[span]!
    return day
  })
}

/** What may be shown of a month of a branch: no count from one to nine, no share or time of fewer than ten. */
export function lineOf(row: MonthOfBranch): StatisticsLine {
  const { answered, inTime, openLate, rated } = row
  return {
    month: row.month,
    branchId: row.branchId,
    branch: row.branchName ?? (row.province === null ? 'ستاد' : `استان ${row.province}`),
    received: count(row.received),
    inTime: share(inTime, answered + openLate),
    medianHours: answered < LEAST_SHOWN ? null : hours(row.medianHours),
    slowHours: answered < LEAST_SHOWN ? null : hours(row.slowHours),
    openLate: count(openLate),
    reopened: share(row.reopened, answered),
    solved: share(row.solved, rated),
    deviations: count(row.deviations),
    pauses: count(row.pauses),
  }
}

const count = (number: number): Figure => (number > 0 && number < LEAST_SHOWN ? null : number)
/** A percent to one decimal. */
const share = (part: number, whole: number): Figure =>
  whole < LEAST_SHOWN ? null : Math.round((1000 * part) / whole) / 10
const hours = (number: number | null): Figure => (number === null ? null : Math.round(number * 10) / 10)

const KEPT_MS = 15 * 60_000

/** The statistics as they were counted at most a quarter of an hour ago: whoever asks meanwhile gets the same. */
export class StatisticsBook {
  #kept: Promise<Statistics> | null = null

  async read(app: Pick<App, 'db' | 'clock' | 'workingTimes'>): Promise<Statistics> {
    const kept = await this.#kept?.catch(() => null)
    if (kept != null && app.clock.now() - kept.countedAt < KEPT_MS) return kept
    this.#kept = publicStatistics(app)
    return this.#kept
  }
}

const COLUMNS = [
  'month',
  'branchId',
  'branch',
  'received',
  'inTime',
  'medianHours',
  'slowHours',
  'openLate',
  'reopened',
  'solved',
  'deviations',
  'pauses',
] as const satisfies readonly (keyof StatisticsLine)[]

/** One line a month and branch, RFC 4180; what is not shown is empty. */
export function statisticsCsv({ lines }: Statistics): string {
  const field = (value: string | number | null) =>
    typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value ?? '')
  return [COLUMNS.join(','), ...lines.map((line) => COLUMNS.map((column) => field(line[column])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
}
