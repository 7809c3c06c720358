import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type IsoDate,
  addDays,
  dayOfWeek,
  daysBetween,
  formatJalali,
  parseJalali,
  tehranDate,
  toJalali,
} from '#kernel/dates.ts'
import type { Calendar, Hours, Override } from '#kernel/working-time/calendar.ts'
import { type Limit, countedDays, dueAt, dueInCalendarDays, dueInWorkingDays } from '#kernel/working-time/due.ts'
import { IRAN, IRANIAN_HOLIDAYS } from '#kernel/working-time/iran.ts'
import {
  OutsideCalendar,
  type WorkingTime,
  dueAfterPause,
  dueAfterSeconds,
  instantAfter,
  tehranInstant,
  workingSeconds,
  workingSecondsBetween,
  workingTime,
} from '#kernel/working-time/working-time.ts'

const iran = workingTime(IRAN)
const working = (days: number): Limit => ({ days, unit: 'working-day' })
const calendar = (days: number): Limit => ({ days, unit: 'calendar-day' })

/** An instant in Tehran, Jalali: at('1404/12/26', '10:00'). */
function at(date: string, time = '10:00'): number {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
  return (tehranInstant(day(date), hour * 60 + minute) + second) * 1000
}

function day(date: string): IsoDate {
  const read = parseJalali(date)
  assert.ok(read.ok)
  return read.value
}

const due = (received: number, limit: Limit, time = iran) =>
  formatJalali(tehranDate(dueAt(time, received, limit)), 'numeric')

test('around Nowruz three and seven days differ by their reading', () => {
  const received = at('1404/12/26')
  assert.equal(due(received, working(3)), '۱۴۰۵/۰۱/۰۸')
  assert.equal(due(received, working(7)), '۱۴۰۵/۰۱/۱۵')
  assert.equal(due(received, calendar(3)), '۱۴۰۵/۰۱/۰۵')
  assert.equal(due(received, calendar(7)), '۱۴۰۵/۰۱/۰۵')
})

test('due at the close of the last day, whatever the hour of receipt', () => {
  for (const time of ['00:00', '07:30', '14:29:59', '14:30', '14:30:01', '23:59', '23:59:59']) {
    assert.equal(dueAt(iran, at('1404/07/05', time), working(3)), at('1404/07/08', '14:30'), time)
  }
  assert.equal(dueAt(iran, at('1404/07/06', '00:00'), working(3)), at('1404/07/09', '14:30'))
})

test('received on a closed day: the next open day is the first', () => {
  assert.equal(due(at('1404/07/10'), working(1)), '۱۴۰۴/۰۷/۱۲')
  assert.equal(due(at('1405/01/01'), working(1)), '۱۴۰۵/۰۱/۰۵')
  assert.equal(due(at('1404/11/21', '23:59'), working(1)), '۱۴۰۴/۱۱/۲۵')
})

test('a day given at the last second of the year, in a leap year too', () => {
  assert.equal(due(at('1404/12/29', '23:59:59'), working(1)), '۱۴۰۵/۰۱/۰۵')
  const old = workingTime({ ...IRAN, from: day('1403/12/01'), weeks: [{ ...IRAN.weeks[0]!, from: day('1403/12/01') }] })
  assert.equal(due(at('1403/12/30'), working(1), old), '۱۴۰۴/۰۱/۰۵')
  assert.equal(due(at('1403/12/28'), calendar(2), old), '۱۴۰۴/۰۱/۰۵')
})

test('the short days of Ramadan are whole days, with fewer seconds', () => {
  const short = (date: string): Override => ({
    day: day(date),
    scope: 'nation',
    spans: [[540, 840]],
    name: 'ساعت کار ماه رمضان',
    source: 'بخشنامه',
    confirmed: true,
  })
  const ramadan = workingTime({ ...IRAN, overrides: [...IRAN.overrides, short('1404/12/02'), short('1404/12/03')] })
  assert.equal(due(at('1404/11/29'), working(2), ramadan), due(at('1404/11/29'), working(2)))
  assert.equal(dueAt(ramadan, at('1404/11/29'), working(1)), at('1404/12/02', '14:00'))
  assert.equal(workingSecondsBetween(ramadan, at('1404/12/02', '00:00'), at('1404/12/03', '00:00')), 5 * 3600)
  assert.equal(dueAfterSeconds(ramadan, at('1404/12/02', '13:00'), 2 * 3600), at('1404/12/03', '10:00'))
})

test('a whole day of work ends at its close, not at the next opening', () => {
  assert.equal(dueAfterSeconds(iran, at('1404/07/05', '07:30'), 7 * 3600), at('1404/07/05', '14:30'))
  assert.equal(dueAfterSeconds(iran, at('1404/07/05', '07:30'), 7 * 3600 + 1), at('1404/07/06', '07:30:01'))
  assert.equal(dueAfterSeconds(iran, at('1404/07/09', '14:00'), 0), at('1404/07/09', '14:00'))
})

test('a closure of a province or branch holds there only, and the most particular one wins', () => {
  const closed = (scope: Override['scope'], spans: Hours = []): Override => ({
    day: day('1404/07/06'),
    scope,
    spans,
    name: 'آلودگی هوا',
    source: 'استانداری',
    confirmed: true,
  })
  const some: Calendar = {
    ...IRAN,
    overrides: [...IRAN.overrides, closed({ branch: '0371' }, [[450, 600]]), closed({ province: 'قم' })],
  }
  const dueIn = (place: { province?: string; branch?: string }) =>
    due(at('1404/07/05'), working(1), workingTime(some, place))
  assert.equal(dueIn({}), '۱۴۰۴/۰۷/۰۶')
  assert.equal(dueIn({ province: 'قم' }), '۱۴۰۴/۰۷/۰۷')
  assert.equal(dueIn({ province: 'قم', branch: '0371' }), '۱۴۰۴/۰۷/۰۶')
  assert.equal(dueIn({ province: 'تهران' }), '۱۴۰۴/۰۷/۰۶')
})

test('a new weekend holds from its day on', () => {
  const [now] = IRAN.weeks
  const week = now!.days
  const changed: Calendar = {
    ...IRAN,
    weeks: [
      now!,
      { from: day('1404/07/01'), confirmed: true, days: [[], week[0], week[0], week[0], week[0], week[0], []] },
    ],
  }
  assert.equal(due(at('1404/06/26'), working(1), workingTime(changed)), '۱۴۰۴/۰۶/۲۹')
  assert.equal(due(at('1404/07/02'), working(1), workingTime(changed)), '۱۴۰۴/۰۷/۰۳')
  assert.equal(due(at('1404/07/03'), working(1), workingTime(changed)), '۱۴۰۴/۰۷/۰۶')
})

test('the receipt of a deadline counts day by day and names the days that do not count', () => {
  const lines = countedDays(iran, at('1404/12/26'), working(3))
  assert.deepEqual(
    lines.map(({ date, counted, why, name }) => [formatJalali(date, 'numeric'), counted, why, name]),
    [
      ['۱۴۰۴/۱۲/۲۶', null, 'receipt', null],
      ['۱۴۰۴/۱۲/۲۷', 1, 'working', null],
      ['۱۴۰۴/۱۲/۲۸', null, 'weekend', null],
      ['۱۴۰۴/۱۲/۲۹', null, 'closed', 'روز ملی شدن صنعت نفت'],
      ['۱۴۰۵/۰۱/۰۱', null, 'closed', 'نوروز'],
      ['۱۴۰۵/۰۱/۰۲', null, 'closed', 'نوروز'],
      ['۱۴۰۵/۰۱/۰۳', null, 'closed', 'نوروز'],
      ['۱۴۰۵/۰۱/۰۴', null, 'closed', 'نوروز'],
      ['۱۴۰۵/۰۱/۰۵', 2, 'working', null],
      ['۱۴۰۵/۰۱/۰۶', null, 'weekend', null],
      ['۱۴۰۵/۰۱/۰۷', null, 'weekend', null],
      ['۱۴۰۵/۰۱/۰۸', 3, 'working', null],
    ],
  )
  const moved = countedDays(iran, at('1405/06/05'), calendar(1))
  assert.deepEqual(
    moved.map(({ counted, why }) => [counted, why]),
    [
      [null, 'receipt'],
      [1, 'calendar'],
      [null, 'moved-on'],
    ],
  )
  assert.deepEqual(
    countedDays(iran, at('1405/06/07'), working(1)).map(({ confirmed }) => confirmed),
    [true, false, true],
  )
})

test('the published counts of holidays: 26 with four Fridays in 1404, 25 with six Thursdays and three Fridays in 1405', () => {
  const of = (year: number, weekday?: number) =>
    IRANIAN_HOLIDAYS.filter(
      ({ day: date }) => toJalali(date).year === year && (weekday === undefined || dayOfWeek(date) === weekday),
    ).length
  assert.deepEqual([of(1404), of(1404, 6)], [26, 4])
  assert.deepEqual([of(1405), of(1405, 5), of(1405, 6)], [25, 6, 3])
  assert.equal(new Set(IRANIAN_HOLIDAYS.map(({ day: date }) => date)).size, IRANIAN_HOLIDAYS.length)
})

test('outside the calendar nothing is guessed', () => {
  assert.throws(() => dueAt(iran, at('1406/12/28'), working(3)), OutsideCalendar)
  assert.throws(() => dueAt(iran, at('1406/12/28'), calendar(3)), OutsideCalendar)
  assert.throws(() => workingSeconds(iran, at('1403/12/30')), OutsideCalendar)
  assert.throws(() => workingSeconds(iran, at('1407/01/01', '00:00')), OutsideCalendar)
  assert.throws(() => dueAfterSeconds(iran, at('1406/12/25'), 80 * 3600), OutsideCalendar)
  assert.throws(() => dueAt(iran, at('1404/05/01'), working(0)), RangeError)
})

test('Tehran had summer time until 1401 and none since', () => {
  assert.equal(new Date(tehranInstant(day('1401/05/01'), 450) * 1000).toISOString(), '2022-07-23T03:00:00.000Z')
  assert.equal(new Date(tehranInstant(day('1401/11/01'), 450) * 1000).toISOString(), '2023-01-21T04:00:00.000Z')
  assert.equal(new Date(tehranInstant(day('1402/05/01'), 450) * 1000).toISOString(), '2023-07-23T04:00:00.000Z')
})

test('the midnight that summer time skipped is the instant it began, so no window runs backwards', () => {
  const began = Date.parse('2022-03-21T20:30:00Z') / 1000
  assert.equal(tehranInstant('2022-03-21' as IsoDate, 1439), began - 60)
  assert.equal(tehranInstant('2022-03-21' as IsoDate, 1440), began)
  for (const minutes of [0, 30, 60]) assert.equal(tehranInstant('2022-03-22' as IsoDate, minutes), began)
  assert.equal(tehranInstant('2022-03-22' as IsoDate, 61), began + 60)
})

test('in every hour of the years of summer time the clock never runs backwards', () => {
  let last = 0
  for (let date = '2021-01-01' as IsoDate; date < '2023-01-01'; date = addDays(date, 1))
    for (let minutes = 0; minutes < 1440; minutes += 20) {
      const instant = tehranInstant(date, minutes)
      assert.ok(instant >= last, `${date} ${minutes}`)
      last = instant
    }
})

// ---- properties on random calendars

const HOURS: readonly Hours[] = [
  [],
  [[480, 840]],
  [[450, 870]],
  [
    [480, 720],
    [780, 960],
  ],
  [[0, 1440]],
  [[600, 601]],
  [
    [420, 480],
    [481, 482],
    [1439, 1440],
  ],
]
const hours = fc.constantFrom(...HOURS)

const calendars = fc
  .record({
    from: fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2021-01-01' as IsoDate, days)),
    length: fc.integer({ min: 20, max: 60 }),
    weeks: fc.array(fc.tuple(hours, hours, hours, hours, hours, hours, hours), { minLength: 1, maxLength: 3 }),
    overrides: fc.array(fc.tuple(fc.nat(59), hours), { maxLength: 12 }),
  })
  .map(({ from, length, weeks, overrides }): Calendar => ({
    version: 1,
    from,
    until: addDays(from, length),
    weeks: weeks.map((days, index) => ({ from: addDays(from, index * 13), days, confirmed: true })),
    overrides: overrides.map(([offset, spans]) => ({
      day: addDays(from, offset),
      scope: 'nation',
      spans,
      name: 'تعطیل',
      source: 'آزمون',
      confirmed: true,
    })),
  }))

const within = (time: WorkingTime) => (share: number) =>
  (time.starts + Math.floor(share * (time.ends - time.starts))) * 1000
const share = fc.double({ min: 0, max: 0.999, noNaN: true })
const total = (time: WorkingTime) => workingSeconds(time, time.ends * 1000 - 1000)
const runs = { numRuns: 400 }

/** The slow and obvious way: every window of every day, cut to the interval. */
function naiveBetween(given: Calendar, from: number, to: number): number {
  let seconds = 0
  for (let date = given.from; date < given.until; date = addDays(date, 1)) {
    const week = given.weeks.filter((one) => one.from <= date).at(-1)!
    const spans = given.overrides.filter((one) => one.day === date).at(-1)?.spans ?? week.days[dayOfWeek(date)]!
    for (const [opens, closes] of spans) {
      const a = Math.max(tehranInstant(date, opens), Math.floor(from / 1000))
      const b = Math.min(tehranInstant(date, closes), Math.floor(to / 1000))
      seconds += Math.max(0, b - a)
    }
  }
  return seconds
}

test('working seconds are additive, never fall, and equal a naive walk', () => {
  fc.assert(
    fc.property(calendars, share, share, share, (given, ...shares) => {
      const time = workingTime(given)
      const [a, b, c] = shares.map(within(time)).toSorted((one, other) => one - other) as [number, number, number]
      assert.equal(
        workingSecondsBetween(time, a, b) + workingSecondsBetween(time, b, c),
        workingSecondsBetween(time, a, c),
      )
      assert.ok(workingSecondsBetween(time, a, b) >= 0)
      assert.equal(workingSecondsBetween(time, a, c), naiveBetween(given, a, c))
    }),
    runs,
  )
})

test('the inverse gives the first instant with so many working seconds before it', () => {
  fc.assert(
    fc.property(calendars, share, (given, part) => {
      const time = workingTime(given)
      fc.pre(total(time) > 1)
      const seconds = 1 + Math.floor(part * (total(time) - 1))
      const instant = instantAfter(time, seconds)
      assert.equal(workingSeconds(time, instant - 1000), seconds - 1)
      if (instant < time.ends * 1000) assert.equal(workingSeconds(time, instant), seconds)
    }),
    runs,
  )
})

test('a pause moves a deadline by its own working time, and what was left before is left after', () => {
  fc.assert(
    fc.property(calendars, share, share, share, share, (given, ...shares) => {
      const time = workingTime(given)
      const [start, paused, resumed] = shares
        .slice(0, 3)
        .map(within(time))
        .toSorted((a, b) => a - b) as [number, number, number]
      const left = total(time) - workingSeconds(time, resumed)
      fc.pre(left > 0)
      const needed = workingSecondsBetween(time, start, paused) + 1 + Math.floor((shares[3] ?? 0) * (left - 1))
      const before = dueAfterSeconds(time, start, needed)
      const after = dueAfterPause(time, before, paused, resumed)
      assert.ok(after >= before)
      assert.equal(
        workingSecondsBetween(time, paused, before),
        workingSecondsBetween(time, resumed, Math.min(after, time.ends * 1000 - 1)) +
          (after >= time.ends * 1000 ? 1 : 0),
      )
    }),
    runs,
  )
})

test('a holiday never shortens a deadline, and a later receipt is never due earlier', () => {
  fc.assert(
    fc.property(
      calendars,
      share,
      fc.integer({ min: 1, max: 6 }),
      fc.nat(59),
      fc.constantFrom('working-day', 'calendar-day'),
      (given, part, days, offset, unit) => {
        const time = workingTime(given)
        const closure: Override = {
          day: addDays(given.from, offset),
          scope: 'nation',
          spans: [],
          name: 'تعطیل',
          source: 'آزمون',
          confirmed: true,
        }
        const closed = workingTime({ ...given, overrides: [...given.overrides, closure] })
        const received = within(time)(part)
        const then = dueOrNull(closed, received, { days, unit })
        fc.pre(then !== null)
        const now = dueAt(time, received, { days, unit })
        assert.ok(now <= then)
        assert.ok(now > received)
        const later = dueOrNull(time, received + 3_600_000, { days, unit })
        assert.ok(later === null || later >= now)
      },
    ),
    runs,
  )
})

test('days equal a naive count; a calendar-day deadline is open, minimal and not after the working-day one; the receipt agrees', () => {
  fc.assert(
    fc.property(calendars, share, fc.integer({ min: 1, max: 6 }), (given, part, days) => {
      const time = workingTime(given)
      const received = within(time)(part)
      const first = tehranDate(received)
      const isOpen = (date: IsoDate) => time.days[daysBetween(given.from, date)]!.closes !== null
      fc.pre(dueOrNull(time, received, working(days)) !== null && dueOrNull(time, received, calendar(days)) !== null)

      let counted = 0
      let naive = first
      while (counted < days) {
        naive = addDays(naive, 1)
        if (isOpen(naive)) counted += 1
      }
      assert.equal(tehranDate(dueInWorkingDays(time, received, days) - 1000), naive)

      let moved = addDays(first, days)
      while (!isOpen(moved)) moved = addDays(moved, 1)
      assert.equal(tehranDate(dueInCalendarDays(time, received, days) - 1000), moved)
      assert.ok(moved <= naive)

      const lines = countedDays(time, received, working(days))
      assert.deepEqual(
        lines.flatMap((line) => (line.counted === null ? [] : [line.counted])),
        Array.from({ length: days }, (_, index) => index + 1),
      )
      assert.ok(lines.every((line) => line.why === 'receipt' || isOpen(line.date) === (line.counted !== null)))
    }),
    runs,
  )
})

function dueOrNull(time: WorkingTime, received: number, limit: Limit): number | null {
  try {
    return dueAt(time, received, limit)
  } catch (error) {
    if (error instanceof OutsideCalendar) return null
    throw error
  }
}
