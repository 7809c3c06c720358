import { daysBetween, parseJalali, tehranDate, toJalali, type IsoDate } from '#kernel/dates.ts'
import { announcedUntil, type Edit } from '#kernel/working-time/calendar.ts'
import { findStaff } from '#store/staff.ts'
import { failed, type Result } from '../problem.ts'
import { proposeDaysAs, type CalendarApp } from './change-calendar.ts'

const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })

/** Fewer holidays no calendar of the country has had: a file that was cut short. */
const FEWEST = 15
const MOST = 60

/**
 * Proposes the announced calendar of a whole Jalali year: the days on which everybody is closed, a line each,
 * `1406/01/01 نوروز`, with `?` behind the day while it waits for the moon. Once somebody else has approved it all other
 * days of the year are certain. What the portal took for a holiday of that year and the file does not name is none.
 */
export async function proposeYear(
  app: CalendarApp,
  userName: string,
  text: string,
  source: string,
): Promise<Result<string>> {
  const staff = await findStaff(app.db, userName)
  if (staff === undefined) return refused(`کارمند فعالی با نام کاربری «${userName}» نیست.`)
  const read = linesOf(text, source)
  if (!read.ok) return read
  const { days, year } = read.value
  const { overrides } = await app.workingTimes.calendar(app.db)
  const named = new Set(days.map(({ day }) => day))
  const dropped = overrides
    .filter(({ day, scope }) => scope === 'nation' && toJalali(day).year === year && !named.has(day))
    .map(({ day, scope, name }): Edit => ({ day, scope, name, spans: null, source, confirmed: true }))
  return proposeDaysAs(app, staff.staffId, [...days, ...dropped], [year])
}

function linesOf(text: string, source: string): Result<{ readonly year: number; readonly days: readonly Edit[] }> {
  const days = new Map<IsoDate, Edit>()
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, date = '', mark, name = ''] = /^\s*(\S+?)(\?)?\s+(.+?)\s*$/.exec(line) ?? []
    const read = parseJalali(date)
    if (!read.ok || name === '') return refused(`سطر ${n + 1} خوانده نشد؛ هر سطر یک روز و نام آن است: 1406/01/01 نوروز`)
    if (days.has(read.value)) return refused(`سطر ${n + 1}: این روز دو بار آمده است.`)
    days.set(read.value, { day: read.value, scope: 'nation', spans: [], name, source, confirmed: mark === undefined })
  }
  const years = new Set([...days.keys()].map((day) => toJalali(day).year))
  const [year] = years
  if (year === undefined || years.size > 1) return refused('روزهای یک سال را در یک پرونده بنویسید، نه کمتر و نه بیشتر.')
  if (days.size < FEWEST || days.size > MOST)
    return refused(`تقویم یک سال میان ${FEWEST} تا ${MOST} تعطیلی دارد و در این پرونده ${days.size} روز است.`)
  return { ok: true, value: { year, days: [...days.values()] } }
}

/** Days of today and after it of which the official calendar is announced, and the first one of which it is not. */
export async function announcedAhead(
  app: CalendarApp,
): Promise<{ readonly until: IsoDate; readonly days: number; readonly soon: boolean }> {
  const today = tehranDate(app.clock.now())
  const until = announcedUntil(await app.workingTimes.calendar(app.db), today)
  const days = daysBetween(today, until)
  return { until, days, soon: days <= ALARM }
}

/** Calendars are published some months before the year; from then on the missing one is somebody's business. */
const ALARM = 120
