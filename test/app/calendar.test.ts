import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, beforeEach, describe, test } from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { WorkingTimes } from '#app/applications/working-times.ts'
import { openApplication } from '#app/applications/open.ts'
import { restate } from '#app/applications/restate.ts'
import { wakeDue } from '#app/applications/move.ts'
import { decideDays, proposeDays } from '#app/calendar/change-calendar.ts'
import { previewProposal } from '#app/calendar/preview.ts'
import { addDays, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { deadline } from '#kernel/service/deadline.ts'
import type { Edit, Scope } from '#kernel/working-time/calendar.ts'
import { dueAt } from '#kernel/working-time/due.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import { addBranch } from '#store/branches.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { insertStaff } from '#store/staff.ts'
import { randomId } from '#store/ids.ts'
import { branchOf, ok } from '../support/desk.ts'
import { good } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const day = (text: string): IsoDate => good(parseJalali(text))
const at = (text: string, minutes = 600) => tehranInstant(day(text), minutes) * 1000
const setTo = (instant: number) => portal.clock.forward(instant - portal.clock.now())
await addBranch(app.db, {
  branchId: 21,
  name: 'شعبهٔ یک کاشان',
  province: 'اصفهان',
  city: 'کاشان',
  address: 'کاشان',
  phone: '03100000001',
  hours: 'شنبه تا چهارشنبه',
  isDefault: false,
})
for (const userName of ['sara', 'reza']) {
  const names = { userName, displayName: userName, role: 'administrator', branchId: null, province: null }
  const access = { passwordHash: 'x', totpSecret: Buffer.alloc(1) }
  await insertStaff(app.db, { staffId: randomId(), ...names, ...access }, new Date())
}

const edit = (text: string, more: Partial<Edit> = {}): Edit => ({
  day: day(text),
  scope: 'nation',
  spans: [],
  name: 'تعطیلی به سبب سرما',
  source: 'مصوبهٔ هیئت وزیران',
  confirmed: true,
  ...more,
})
const propose = async (...days: Edit[]) => ok(await proposeDays(app, 'sara', days))
const approve = async (id: string) => ok(await decideDays(app, 'reza', id, true))
const change = async (...days: Edit[]) => approve(await propose(...days))

/** The promised day of an application, Gregorian, as its page shows it and as its row has it. */
async function promised(key: ApplicationKey): Promise<IsoDate> {
  const { service, application, moment, row } = await branch.load(key)
  const limit = deadline(service, application, moment.time)!
  assert.equal(row.dueAt?.getTime(), limit.at, 'the queue is sorted by what the page says')
  return tehranDate(limit.at - 1)
}

beforeEach(async () => {
  await portal.database.query('truncate calendar_proposal cascade')
  app.workingTimes.forget()
  // Saturday; the third working day is Tuesday the 23rd.
  setTo(at('1404/10/20'))
})

describe('a changed day', () => {
  test('a decree closes a province tomorrow: there the promised day moves, elsewhere it stays', async () => {
    const [here, there] = [await branch.sent('wife', 1), await branch.sent('wife', 21)]
    assert.equal(await promised(here), day('1404/10/23'))
    const id = await propose(edit('1404/10/21', { scope: { province: 'قم' } }))
    assert.equal(await promised(here), day('1404/10/23'), 'what is only proposed does not hold')
    const { looked, moving } = ok(await previewProposal(app, id))
    assert.ok(looked >= 1)
    assert.deepEqual(
      moving.map(({ from, to }) => [from, to]),
      [[day('1404/10/23'), day('1404/10/24')]],
    )
    assert.ok((await approve(id)) >= moving[0]!.applications)
    assert.deepEqual([await promised(here), await promised(there)], [day('1404/10/24'), day('1404/10/23')])
  })

  test('is seen by another process within half a minute', async () => {
    const elsewhere = new WorkingTimes(portal.clock)
    const third = async () => {
      const time = await elsewhere.of(app.db, 1)
      return tehranDate(dueAt(time, portal.clock.now(), { days: 3, unit: 'working-day' }) - 1)
    }
    assert.equal(await third(), day('1404/10/23'))
    await change(edit('1404/10/22'))
    portal.clock.forward(30_000)
    assert.equal(await third(), day('1404/10/24'))
  })

  test('a half day is a working day; a holiday that was moved closes another day and opens its own', async () => {
    const here = await branch.sent()
    await change(edit('1404/10/21', { spans: [[450, 600]], name: 'نیمه‌تعطیل' }))
    assert.equal(await promised(here), day('1404/10/23'))
    // 13 Dey was a Saturday; the moon was seen a day later.
    setTo(at('1404/10/10'))
    const before = await branch.sent()
    await change(edit('1404/10/13', { spans: null }), edit('1404/10/14', { name: 'ولادت امام علی (ع)' }))
    const later = await branch.sent()
    assert.deepEqual([await promised(before), await promised(later)], [day('1404/10/16'), day('1404/10/16')])
  })

  test('the nearer word holds: a branch that stays open on a day that its province is closed', async () => {
    const [one, two] = [await branch.sent('wife', 1), await branch.sent('wife', 2)]
    await change(
      edit('1404/10/21', { scope: { branch: '2' }, spans: [[450, 870]], name: 'کشیک' }),
      edit('1404/10/21', { scope: { province: 'قم' } }),
    )
    assert.deepEqual([await promised(one), await promised(two)], [day('1404/10/24'), day('1404/10/23')])
  })
})

describe('a promised day', () => {
  test('never moves to an earlier one when a day is opened again; who comes later has the earlier one', async () => {
    const early = await branch.sent()
    await change(edit('1404/10/22'))
    assert.equal(await promised(early), day('1404/10/24'))
    portal.clock.forward(3600_000)
    await change(edit('1404/10/22', { spans: null }))
    assert.equal(await promised(early), day('1404/10/24'))
    portal.clock.forward(3600_000)
    assert.equal(await promised(await branch.sent()), day('1404/10/23'))
  })

  test('property: through any changes it is the latest of those that were ever shown, and never goes back', async () => {
    const days = fc.integer({ min: -3, max: 12 }).map((n) => addDays(day('1404/10/20'), n))
    const scopes = fc.constantFrom<Scope>('nation', { province: 'قم' }, { province: 'اصفهان' }, { branch: '1' })
    const spans = fc.constantFrom<Edit['spans']>([], [], null, [[450, 600]])
    const edits = fc.record({ day: days, scope: scopes, spans, wait: fc.integer({ min: 0, max: 300_000 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 5 }), async (series) => {
        await portal.database.query('truncate calendar_proposal cascade')
        app.workingTimes.forget()
        setTo(at('1404/10/20'))
        const key = await branch.sent()
        let last = await promised(key)
        for (const { wait, ...more } of series) {
          portal.clock.forward(wait)
          await change({ ...edit('1404/10/20'), ...more })
          const now = await promised(key)
          assert.ok(now >= last, `${last} → ${now}`)
          const { application, moment } = await branch.load(key)
          const bare = dueAt({ ...moment.time }, application.since, { days: 3, unit: 'working-day' })
          assert.ok(tehranDate(bare - 1) <= now, 'nor is it earlier than the calendar of today says')
          last = now
        }
      }),
      { numRuns: 12 },
    )
  })

  test('a draft lapses at the day it was last told, not before', async () => {
    const person = (await branch.draft()).personId
    const key = { ...ok(await openApplication(app, person, 'dependants')) }
    const before = await promised(key)
    await change(edit('1404/11/20', { day: before }))
    const later = await promised(key)
    assert.ok(later > before)
    await portal.database.query('update application_wake set at = $1 where application_id = $2', [
      new Date(tehranInstant(before, 870) * 1000),
      key.applicationId,
    ])
    setTo(tehranInstant(before, 900) * 1000)
    await wakeDue(app)
    assert.equal((await branch.load(key)).row.turn, 'citizen', 'woken too early, it is left alone')
    setTo(tehranInstant(later, 900) * 1000)
    assert.ok((await wakeDue(app)) >= 1)
    assert.equal((await branch.load(key)).application.state, 'lapsed')
  })

  test('to write a row anew twice changes nothing more', async () => {
    const key = await branch.sent()
    await change(edit('1404/10/22'))
    const row = () => portal.database.query('select * from application where application_id = $1', [key.applicationId])
    const once = await row()
    await restate(app, key)
    assert.deepEqual(await row(), once)
  })
})

describe('who may change the calendar', () => {
  test('two people: nobody approves what they proposed, nothing is decided twice, and strangers do nothing', async () => {
    const id = await propose(edit('1404/10/22'))
    const own = await decideDays(app, 'sara', id, true)
    assert.match(own.ok ? '' : own.problem.message, /پیشنهاد خود/)
    assert.equal((await decideDays(app, 'nobody', id, true)).ok, false)
    assert.equal((await proposeDays(app, 'nobody', [edit('1404/10/22')])).ok, false)
    ok(await decideDays(app, 'reza', id, false))
    assert.equal((await decideDays(app, 'reza', id, true)).ok, false)
    assert.equal((await previewProposal(app, id)).ok, false)
    const { overrides } = await app.workingTimes.calendar(app.db)
    assert.ok(!overrides.some((one) => one.day === day('1404/10/22')), 'what was rejected does not hold')
  })

  test('the database holds it too: append-only, and no decision by the proposer', async () => {
    const id = await propose(edit('1404/10/22'))
    await assert.rejects(app.db.query('update calendar_day set name = $1', ['x']), /permission denied/)
    await assert.rejects(app.db.query('delete from calendar_proposal'), /permission denied/)
    await assert.rejects(
      app.db.query(
        `insert into calendar_decision select proposal_id, proposed_by, true, proposed_by, now() from calendar_proposal
         where proposal_id = $1`,
        [id],
      ),
      /violates check constraint/,
    )
  })

  test('what cannot be is refused in words', async () => {
    for (const [wrong, words] of [
      [edit('1410/01/05'), /تقویم سامانه/],
      [edit('1404/10/22', { name: ' ' }), /نام این روز/],
      [edit('1404/10/22', { source: '' }), /چه کسی/],
      [edit('1404/10/22', { scope: { province: 'ناکجا' } }), /ناکجا/],
      [edit('1404/10/22', { scope: { branch: '999' } }), /999/],
      [edit('1404/10/22', { spans: [[600, 500]] }), /ساعت‌ها/],
      [
        edit('1404/10/22', {
          spans: [
            [450, 600],
            [590, 700],
          ],
        }),
        /ساعت‌ها/,
      ],
    ] as const) {
      const result = await proposeDays(app, 'sara', [wrong])
      assert.match(result.ok ? '' : result.problem.message, words)
    }
  })
})

describe('npm run calendar', () => {
  const run = async (...args: string[]) => {
    const program = ['--import', './scripts/tsx.mjs', 'app/calendar-main.ts', ...args]
    const { stdout } = await promisify(execFile)(process.execPath, program, {
      env: { ...process.env, DATABASE_URL: portal.database.url },
    })
    return stdout
  }

  test('proposes, shows what would move, approves by a second person, and lists', async () => {
    const given = ['--province', 'قم', '--name', 'تعطیلی', '--source', 'استانداری']
    const proposed = await run('close', '1405/11/03..1405/11/04', ...given, '--by', 'sara')
    const number = /Proposal (\d+): 2 days/.exec(proposed)?.[1] ?? ''
    assert.match(await run('waiting'), new RegExp(`Proposal ${number}\\n.*۱۴۰۵/۱۱/۰۳.*قم.*closed`))
    assert.match(await run('preview', number), /0 open applications|applications/)
    await assert.rejects(run('approve', number, '--by', 'sara'), /پیشنهاد خود/)
    assert.match(await run('approve', number, '--by', 'reza'), /It holds now/)
    assert.match(await run('list', '1405/11/01', '1405/11/05'), /۱۴۰۵\/۱۱\/۰۳.*قم.*closed.*تعطیلی.*استانداری/)
    await assert.rejects(run('close', '1405/13/01', ...given, '--by', 'sara'), /1405\/13\/01/)
    await assert.rejects(run(), /npm run calendar -- list/)
  })
})
