import {
  type DateStyle,
  type IsoDate,
  MONTH_NAMES,
  addDays,
  addJalaliMonths,
  addJalaliYears,
  compare,
  completedYears,
  dayOfWeek,
  daysBetween,
  formatInstant,
  formatJalali,
  fromJalali,
  isIsoDate,
  isLeapJalali,
  monthLength,
  parseJalali,
  tehranDate,
  tehranTime,
  toJalali,
} from '#kernel/dates.ts'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'

const DAY_MS = 86_400_000
const iso = (instant: number): IsoDate => new Date(instant).toISOString().slice(0, 10) as IsoDate
const jalali = (year: number, month: number, day: number): IsoDate => {
  const date = fromJalali({ year, month, day })
  assert.ok(date !== null, `${year}/${month}/${day}`)
  return date
}

const FIRST = jalali(1200, 1, 1)
const anyDay = fc.integer({ min: 0, max: daysBetween(FIRST, jalali(1500, 12, 29)) }).map((days) => addDays(FIRST, days))
const dayOfPeople = fc.integer({ min: 0, max: 55_000 }).map((days) => addDays(jalali(1300, 1, 1), days))

describe('the Jalali calendar', () => {
  test('agrees with ICU on every day of the years 1200 to 1500', () => {
    const icu = new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-latn', {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      weekday: 'long',
      timeZone: 'UTC',
    })
    const last = Date.parse(jalali(1500, 12, monthLength(1500, 12)))
    let days = 0
    for (let instant = Date.parse(FIRST); instant <= last; instant += DAY_MS) {
      const date = iso(instant)
      const ours = toJalali(date)
      const theirs = Object.fromEntries(icu.formatToParts(instant).map(({ type, value }) => [type, value]))
      const same =
        ours.year === Number(theirs.year) && ours.month === Number(theirs.month) && ours.day === Number(theirs.day)
      if (!same || fromJalali(ours) !== date) assert.fail(`${date}: ${JSON.stringify(ours)} ${JSON.stringify(theirs)}`)
      const weekday = formatJalali(date, 'weekday').split(' ')[0]?.replaceAll('\u200c', '')
      if (weekday !== theirs.weekday?.replace(/[\u200c ]/g, ''))
        assert.fail(`${date} is ${theirs.weekday}, not ${weekday}`)
      days += 1
    }
    assert.equal(days, 109_938)
  })

  test('known days', () => {
    assert.equal(jalali(1404, 1, 1), '2025-03-21')
    assert.equal(jalali(1405, 1, 1), '2026-03-21')
    assert.equal(jalali(1406, 1, 1), '2027-03-21')
    assert.equal(jalali(1403, 12, 30), '2025-03-20')
    assert.equal(jalali(1357, 11, 22), '1979-02-11')
    assert.deepEqual([1391, 1395, 1399, 1403, 1408, 1412].map(isLeapJalali), Array(6).fill(true))
    assert.deepEqual([1404, 1405, 1406, 1407].map(isLeapJalali), Array(4).fill(false))
    assert.equal(dayOfWeek(jalali(1404, 9, 1)), 0)
    assert.equal(dayOfWeek(jalali(1404, 1, 1)), 6)
  })

  test('there is no such day', () => {
    for (const [year, month, day] of [
      [1404, 12, 30],
      [1404, 7, 31],
      [1404, 1, 32],
      [1404, 0, 1],
      [1404, 13, 1],
      [1404, 1, 0],
      [1404, 1, 1.5],
      [1199, 1, 1],
      [1501, 1, 1],
    ] as const) {
      assert.equal(fromJalali({ year, month, day }), null, `${year}/${month}/${day}`)
    }
  })

  test('a day as systems write it', () => {
    for (const good of ['1991-03-25', '2024-02-29', '1900-01-01']) assert.ok(isIsoDate(good), good)
    for (const bad of [
      '1991-3-25',
      '2023-02-29',
      '1991-13-01',
      '1991-03-25T00:00:00Z',
      '',
      '0000-00-00',
      '1991-00-10',
    ]) {
      assert.ok(!isIsoDate(bad), bad)
    }
    fc.assert(fc.property(anyDay, (date) => isIsoDate(date)))
  })
})

describe('counting', () => {
  test('days added and days between are inverse, and comparing agrees', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const moved = addDays(date, days)
        assert.equal(daysBetween(date, moved), days)
        assert.equal(addDays(moved, -days), date)
        assert.equal(Math.sign(compare(moved, date)), Math.sign(days))
      }),
    )
  })

  test('months are added in the Jalali calendar and held to the end of a shorter month', () => {
    assert.equal(addJalaliMonths(jalali(1404, 6, 31), 1), jalali(1404, 7, 30))
    assert.equal(addJalaliMonths(jalali(1404, 11, 30), 1), jalali(1404, 12, 29))
    assert.equal(addJalaliMonths(jalali(1404, 1, 31), -1), jalali(1403, 12, 30))
    assert.equal(addJalaliYears(jalali(1403, 12, 30), 1), jalali(1404, 12, 29))
    assert.throws(() => addJalaliYears(jalali(1499, 1, 1), 2), RangeError)
    fc.assert(
      fc.property(dayOfPeople, fc.integer({ min: -500, max: 240 }), (date, months) => {
        const from = toJalali(date)
        const to = toJalali(addJalaliMonths(date, months))
        assert.equal(to.year * 12 + to.month - (from.year * 12 + from.month), months)
        assert.equal(to.day, Math.min(from.day, monthLength(to.year, to.month)))
      }),
    )
  })

  test('age is counted by Jalali birthdays', () => {
    assert.equal(completedYears(jalali(1370, 1, 5), jalali(1404, 1, 4)), 33)
    assert.equal(completedYears(jalali(1370, 1, 5), jalali(1404, 1, 5)), 34)
    assert.equal(completedYears(jalali(1370, 1, 5), jalali(1370, 1, 5)), 0)
    assert.ok(completedYears(jalali(1370, 1, 5), jalali(1370, 1, 4)) < 0)
  })

  test('born on 30 Esfand: a year older on 1 Farvardin after a common year, on 30 Esfand of a leap one', () => {
    const birth = jalali(1375, 12, 30)
    assert.equal(completedYears(birth, jalali(1376, 12, 29)), 0)
    assert.equal(completedYears(birth, jalali(1377, 1, 1)), 1)
    assert.equal(completedYears(birth, jalali(1379, 12, 29)), 3)
    assert.equal(completedYears(birth, jalali(1379, 12, 30)), 4)
  })

  test('age never falls as days go by, and rises once a year', () => {
    fc.assert(
      fc.property(dayOfPeople, fc.integer({ min: 0, max: 36_000 }), (birth, lived) => {
        const age = completedYears(birth, addDays(birth, lived))
        const tomorrow = completedYears(birth, addDays(birth, lived + 1))
        assert.ok(tomorrow === age || tomorrow === age + 1)
        assert.ok(Math.abs(age - lived / 365.2422) < 1.01)
      }),
    )
  })
})

describe('Iran’s clock', () => {
  test('the day turns at midnight in Tehran, with the daylight saving that was law until 1401', () => {
    assert.equal(tehranDate(Date.parse('2025-11-21T20:29:59Z')), '2025-11-21')
    assert.equal(tehranDate(Date.parse('2025-11-21T20:30:00Z')), '2025-11-22')
    assert.equal(tehranDate(Date.parse('2022-07-01T19:30:00Z')), '2022-07-02')
    assert.equal(tehranDate(Date.parse('2023-07-01T19:30:00Z')), '2023-07-01')
  })

  test('every instant is told as the tables of time zones say, also around each change of the clocks', () => {
    const tables = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Tehran',
      dateStyle: 'short',
      timeStyle: 'short',
    })
    const agree = (instant: number) => {
      const { date, time } = tehranTime(instant)
      assert.equal(`${date} ${time}`, tables.format(instant))
    }
    const first = Date.parse('1900-01-01T00:00:00Z')
    fc.assert(fc.property(fc.integer({ min: first, max: Date.parse('2100-01-01T00:00:00Z') }), agree))
    const hour = 3600_000
    const changes: number[] = []
    for (
      let at = Date.parse('1970-01-01T00:00:00Z'), ahead = 0;
      at < Date.parse('2024-01-01T00:00:00Z');
      at += hour / 2
    ) {
      const { date, time } = tehranTime(at)
      const now = Date.parse(`${date}T${time}:00Z`) - at
      if (now !== ahead) changes.push(at)
      ahead = now
    }
    assert.ok(changes.length > 50, `${changes.length} changes`)
    for (const at of changes) for (const off of [-hour, -60_000, -1, 0, 1, 60_000, hour]) agree(at + off)
  })

  test('an instant is written with its hour', () => {
    const instant = Date.parse('2025-11-22T11:00:00Z')
    assert.equal(formatInstant(instant, 'weekday'), 'شنبه ۱ آذر ۱۴۰۴، ساعت ۱۴:۳۰')
    assert.equal(formatInstant(instant, 'long'), '۱ آذر ۱۴۰۴، ساعت ۱۴:۳۰')
    assert.equal(formatInstant(Date.parse('2025-11-21T20:35:00Z'), 'numeric'), '۱۴۰۴/۰۹/۰۱، ساعت ۰۰:۰۵')
  })
})

describe('a date as people write it', () => {
  test('every form means the same day', () => {
    for (const typed of [
      '۱۳۷۰/۰۱/۰۵',
      '١٣٧٠/٠١/٠٥',
      '1370/01/05',
      '۱۳۷۰/۱/۵',
      '1370-1-5',
      '1370.01.05',
      '1370 1 5',
      '۱۳۷۰٫۱٫۵',
      '۱۳۷۰ـ۰۱ـ۰۵',
      '۱۳۷۰\u200c۰۱\u200c۰۵',
      '۱۳۷۰۰۱۰۵',
      '13700105',
      ' \u200f۱۳۷۰/۰۱/۰۵\u200f ',
      '5/1/1370',
      '۰۵-۰۱-۱۳۷۰',
      '۵ فروردین ۱۳۷۰',
      '۵ فروردين ۱۳۷۰',
      '5فروردین1370',
      '۵ فروردین‌ماه ۱۳۷۰',
      '۵ فروردین ماه سال ۱۳۷۰',
      '۱۳۷۰ فروردین ۵',
      'دوشنبه ۵ فروردین ۱۳۷۰',
      'دو‌شنبه، ۵ فروردین ۱۳۷۰',
      '۵ام فروردین ۱۳۷۰',
    ]) {
      assert.deepEqual(parseJalali(typed), { ok: true, value: '1991-03-25' }, typed)
    }
    MONTH_NAMES.forEach((name, index) => {
      assert.deepEqual(parseJalali(`۱ ${name} ۱۴۰۰`), { ok: true, value: jalali(1400, index + 1, 1) }, name)
    })
    assert.deepEqual(parseJalali('۱ امرداد ۱۴۰۰'), { ok: true, value: jalali(1400, 5, 1) })
  })

  test('what cannot be is refused with its reason', () => {
    const refusals: [string, RegExp][] = [
      ['', /مانند ۱۳۷۰\/۰۱\/۰۵/],
      ['۷۰/۱/۵', /چهار رقم/],
      ['۷۰۰۱۰۵', /چهار رقم/],
      ['1991/03/25', /سال ۱۹۹۱ میلادی است/],
      ['25/03/1991', /سال ۱۹۹۱ میلادی است/],
      ['19910325', /سال ۱۹۹۱ میلادی است/],
      ['25 March 1991', /شمسی بنویسید، نه میلادی/],
      ['۱۴۰۴/۱۲/۳۰', /اسفند ۱۴۰۴ ۲۹ روز دارد/],
      ['30/12/1404', /اسفند ۱۴۰۴ ۲۹ روز دارد/],
      ['۳۱ مهر ۱۴۰۴', /مهر ۱۴۰۴ ۳۰ روز دارد/],
      ['۱۴۰۴/۱/۳۲', /فروردین ۱۴۰۴ ۳۱ روز دارد/],
      ['۱۴۰۴/۱۳/۱', /از ۱ تا ۱۲/],
      ['۱۴۰۴/۰/۱', /از ۱ تا ۱۲/],
      ['۱۴۰۴/۱/۰', /از ۱ شروع/],
      ['۰۹۹۹/۱/۱', /سال ۹۹۹ درست نیست/],
      ['۵ فرودین ۱۳۷۰', /نام ماه «فرودین» شناخته نشد/],
      ['سه‌شنبه ۵ فروردین ۱۳۷۰', /۵ فروردین ۱۳۷۰ دوشنبه است/],
      ['دیروز', /سال، ماه، روز/],
      ['۱۳۷۰', /سال، ماه، روز/],
      ['1370/1/1370', /سال، ماه، روز/],
      ['137/001/05', /سال، ماه، روز/],
    ]
    for (const [typed, sentence] of refusals) {
      const result = parseJalali(typed)
      assert.match(result.ok ? `accepted as ${result.value}` : result.error, sentence, typed)
    }
  })

  test('reading what was written gives the same day, in every style', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom<DateStyle>('numeric', 'long', 'weekday'), (date, style) => {
        assert.deepEqual(parseJalali(formatJalali(date, style)), { ok: true, value: date })
      }),
      { numRuns: 2_000 },
    )
  })

  test('any text gets an answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'۰۱۲۳۴/-. فروردینشنبه') })), (text) => {
        const result = parseJalali(text)
        assert.ok(result.ok ? isIsoDate(result.value) : result.error.length > 0)
      }),
      { numRuns: 2_000 },
    )
  })
})
