import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { announcedAhead, proposeYear } from '#app/calendar/announce-year.ts'
import { decideDays } from '#app/calendar/change-calendar.ts'
import { formatJalali, parseJalali, tehranDate, toJalali, type IsoDate } from '#kernel/dates.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { announcedUntil, carriedOn, withYears } from '#kernel/working-time/calendar.ts'
import { countedDays } from '#kernel/working-time/due.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { tehranInstant, workingTime } from '#kernel/working-time/working-time.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { randomId } from '#store/ids.ts'
import { insertStaff } from '#store/staff.ts'
import { branchOf, ok } from '../support/desk.ts'
import { good } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

// Years whose official calendar the release does not know: shown as such, counted safely, and brought in as data.

const day = (text: string): IsoDate => good(parseJalali(text))
const FIXED = [
  '01/01 نوروز',
  '01/02 نوروز',
  '01/03 نوروز',
  '01/04 نوروز',
  '01/12 روز جمهوری اسلامی',
  '01/13 روز طبیعت',
  '03/14 رحلت امام',
  '03/15 پانزده خرداد',
  '11/22 پیروزی انقلاب',
  '12/29 ملی شدن صنعت نفت',
]
/** A whole year's file: what is fixed, and lunar days in its summer. */
const fileOf = (year: number, ...more: string[]) =>
  [
    ...FIXED.map((line) => `${year}/${line}`),
    ...['10', '11', '12', '20', '21'].map((d) => `${year}/05/${d} مناسبت قمری`),
  ]
    .concat(more)
    .join('\n')

test('a calendar that is carried on keeps the week and the days the sun fixes, and says that nobody announced it', () => {
  const carried = carriedOn(IRAN, day('1412/06/01'))
  const time = workingTime(carried)
  const of = (text: string) => time.days.find(({ date }) => date === day(text))!
  for (const year of [1407, 1410, 1412]) {
    for (const fixed of ['01/01', '01/04', '01/13', '03/14']) {
      const { closes, announced } = of(`${year}/${fixed}`)
      assert.deepEqual([closes, announced], [null, false], `${year}/${fixed}`)
    }
  }
  assert.deepEqual([of('1405/12/28').announced, of('1406/01/15').announced], [true, false])
  assert.equal(announcedUntil(carried, day('1405/09/02')), day('1406/01/01'))
  assert.equal(announcedUntil(carried, day('1408/02/02')), day('1408/02/02'))
})

test('an announced year is certain from its first day to its last, whatever is announced before or after it', () => {
  for (const years of [[1406], [1406, 1407], [1407, 1406], [1408, 1406]]) {
    const known = withYears(carriedOn(IRAN, day('1412/06/01')), years)
    const time = workingTime(known)
    const announced = (text: string) => time.days.find(({ date }) => date === day(text))!.announced
    assert.deepEqual([announced('1406/01/01'), announced('1406/12/29')], [true, true])
    assert.equal(announced('1407/01/01'), years.includes(1407))
    assert.equal(announced('1408/01/01'), years.includes(1408))
    assert.equal(announced('1409/01/01'), false)
    assert.equal(announcedUntil(known, day('1405/01/05')), day(years.includes(1407) ? '1408/01/01' : '1407/01/01'))
  }
})

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
for (const userName of ['sara', 'reza']) {
  const names = { userName, displayName: userName, role: 'administrator', branchId: null, province: null }
  await insertStaff(
    app.db,
    { staffId: randomId(), ...names, passwordHash: 'x', totpSecret: Buffer.alloc(1) },
    new Date(),
  )
}
const setTo = (text: string) => portal.clock.forward(tehranInstant(day(text), 600) * 1000 - portal.clock.now())
const approve = async (id: string) => ok(await decideDays(app, 'reza', id, true))
async function promised(key: ApplicationKey): Promise<IsoDate> {
  const { service, application, moment } = await branch.load(key)
  return tehranDate(deadline(service, application, moment.time)!.at - 1)
}
const pageOf = async (key: ApplicationKey) =>
  (await (await branch.owner(key)).open(`/applications/${key.applicationId}`)).text
const gauge = async () =>
  Number(/^tamin_calendar_announced_days (\d+)/m.exec(await (await fetch(`${portal.url}/metrics`)).text())?.[1])

test('a deadline beyond the announced calendar is given and said to be so; the year that comes in moves it later, never earlier', async () => {
  setTo('1405/12/26')
  const key = await branch.sent()
  const before = await promised(key)
  assert.ok(before > day('1406/01/04'), 'Nowruz is known without an announcement')
  assert.match(await pageOf(key), /تقویم سال ۱۴۰۶ هنوز اعلام نشده است/)
  assert.equal((await announcedAhead(app)).soon, true)

  // The promised day itself turns out to be a holiday, and 12 Farvardin is named anew.
  const closed = formatJalali(before, 'numeric')
  const id = ok(await proposeYear(app, 'sara', fileOf(1406, `${closed} عید سعید`), 'تقویم رسمی کشور'))
  assert.match(await pageOf(key), /هنوز اعلام نشده/, 'what is only proposed does not hold')
  const director = await branch.staff('director', 'everywhere')
  await director.open('/staff/calendar')
  director.sees('تقویم سال ۱۴۰۶: ۱۶ تعطیلی')
  await director.open(`/staff/calendar/${id}`)
  director.sees('تقویم سال ۱۴۰۶: ۱۶ تعطیلی')
  await approve(id)
  assert.ok((await promised(key)) > before)
  assert.doesNotMatch(await pageOf(key), /هنوز اعلام نشده/)
  const { service, application, moment } = await branch.load(key)
  const limit = deadline(service, application, moment.time)!
  assert.ok(countedDays(limit.time, limit.received, limit.limit).every(({ confirmed }) => confirmed))
})

test('operators are alarmed from 120 days before the end on, by a number and at the desk', async () => {
  setTo('1406/08/20')
  const far = await announcedAhead(app)
  assert.deepEqual([far.until, far.soon], [day('1407/01/01'), false])
  const head = await branch.staff('director', 'everywhere')
  await head.open('/staff/calendar')
  assert.ok(!head.text.includes('هنوز اعلام نشده'))
  setTo('1406/09/02')
  const near = await announcedAhead(app)
  assert.ok(near.soon && near.days <= 120)
  assert.equal(await gauge(), near.days)
  const again = await branch.staff('director', 'everywhere')
  await again.open('/staff/calendar')
  again.sees('تقویم سال ۱۴۰۷ هنوز اعلام نشده است')
})

test('years after the last announcement deadlines still pass over Nowruz, and are provisional', async () => {
  setTo('1412/12/26')
  const key = await branch.sent()
  assert.ok((await promised(key)) > day('1413/01/04'))
  assert.match(await pageOf(key), /تقویم سال ۱۴۱۲ هنوز اعلام نشده است/)
  assert.equal((await announcedAhead(app)).days, 0)
})

test('a file that is no year is refused in words, and a holiday that it does not name is none', async () => {
  setTo('1413/02/01')
  const refused = async (text: string) => {
    const result = await proposeYear(app, 'sara', text, 'تقویم رسمی کشور')
    return result.ok ? 'proposed' : result.problem.message
  }
  assert.match(await refused('1414/13/01 نوروز'), /سطر 1/)
  assert.match(await refused('1414/01/01 نوروز'), /در این پرونده 1 روز/)
  assert.match(await refused(`${fileOf(1414)}\n1415/01/01 نوروز`), /یک سال/)
  assert.match(await refused(`${fileOf(1414)}\n1414/01/01 نوروز`), /دو بار/)
  assert.match(await refused(fileOf(1490)), /تقویم سامانه نیست/)
  const without = fileOf(1414).replace('1414/01/04 نوروز\n', '').concat('\n1414/06/06? عید')
  await approve(ok(await proposeYear(app, 'sara', without, 'تقویم رسمی کشور')))
  const { overrides } = await app.workingTimes.calendar(app.db)
  const named = (text: string) => overrides.find((one) => one.day === day(text))
  assert.equal(named('1414/01/04'), undefined)
  assert.deepEqual([named('1414/01/03')?.confirmed, named('1414/06/06')?.confirmed], [true, false])
})

test('npm run calendar -- import proposes it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'calendar-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'year.txt')
  const next = toJalali(tehranDate(Date.now())).year + 1
  await writeFile(file, fileOf(next))
  const program = [
    '--import',
    './scripts/tsx.mjs',
    'app/calendar-main.ts',
    'import',
    file,
    '--source',
    'تقویم',
    '--by',
    'sara',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, program, {
    env: { ...process.env, DATABASE_URL: portal.database.url },
  })
  assert.match(stdout, /Proposal \d+\. Now somebody else/)
})
