import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { moveDeadlines } from '#app/calendar/move-deadlines.ts'
import type { StaffRole, StaffScope } from '#app/staff/staff.ts'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { randomPersonId } from '#store/ids.ts'
import type { Command } from '#store/outbox.ts'
import { branchOf } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { at, requestsOf } from '../support/requests.ts'
import type { Visitor } from '../support/visitor.ts'

// The working calendar at the desk: one proposes, another decides, and only then deadlines move on.
const portal = await startPortal({ after })
const branch = branchOf(portal)
const people = requestsOf(portal)
const AT = at('1404/10/20', '10:00')

const day = (instant: number) => formatJalali(tehranDate(instant - 1), 'numeric')
const dueOf = async ({ key }: { key: Parameters<typeof people.view>[0] }) =>
  day((await people.view(key)).row.dueAt.getTime())
const dueOfCase = async (key: Awaited<ReturnType<typeof branch.sent>>) =>
  day((await branch.load(key)).row.dueAt!.getTime())
const colleague = (role: StaffRole, scope: StaffScope, name?: string) => branch.staff(role, scope, name)

const closed = {
  from: '۱۴۰۴/۱۰/۲۱',
  place: 'province-قم',
  how: 'closed',
  name: 'آلودگی هوا',
  source: 'مصوبهٔ کارگروه استان',
}

/** Proposes and answers the address of the proposal. */
async function propose(who: Visitor, values: Record<string, string> = closed): Promise<string> {
  await who.open('/staff/calendar')
  await who.submit(values, '/staff/calendar')
  assert.match(who.path, /^\/staff\/calendar\/\d+$/, who.text.slice(0, 400))
  return who.path
}
const decide = async (who: Visitor, path: string, decision: 'approve' | 'refuse') => {
  await who.open(path)
  return who.submit({ decision }, path)
}
async function proposeAndApprove(values: Record<string, string>): Promise<void> {
  const path = await propose(await colleague('director', 'everywhere'), values)
  await decide(await colleague('administrator', 'everywhere'), path, 'approve')
  await portal.work()
}

describe('a day is closed', () => {
  test('by two people: the second sees whose day moves; then applications and requests there move, and no others', async () => {
    people.until(AT)
    const [here, there] = [await people.receive(), await people.receive({ branchId: 2 })]
    const province = await people.receive({ kind: 'information' })
    const case_ = await branch.sent()
    assert.deepEqual([await dueOf(here), await dueOfCase(case_)], ['۱۴۰۴/۱۰/۲۳', '۱۴۰۴/۱۰/۲۳'])
    const informationDue = await dueOf(province)
    await portal.database.query(`update branch set province = 'تهران' where branch_id = 2`)

    const head = await colleague('province-head', { province: 'قم' }, 'منصور راد')
    const path = await propose(head)
    head.sees('این پیشنهاد خود شماست')
    head.sees('این تغییر مهلت ۳ درخواست را جابه‌جا می‌کند.')
    head.sees('مهلتی که به کسی گفته‌ایم هرگز زودتر نمی‌شود')
    await head.post(path, { ...head.form('/staff/sign-out').hidden, decision: 'approve' })
    assert.equal(head.status, 409)
    head.sees('پیشنهاد خود را نمی‌توانید تأیید یا رد کنید')
    await portal.work()
    assert.equal(await dueOf(here), '۱۴۰۴/۱۰/۲۳', 'what is only proposed moves nothing')

    const director = await colleague('director', 'everywhere', 'شیرین دانا')
    await director.open('/staff/calendar')
    director.sees('آلودگی هوا')
    await decide(director, path, 'approve')
    director.at('/staff/calendar').sees('تصمیم شیرین دانا').sees('استان قم')
    await portal.work()
    assert.deepEqual([await dueOf(here), await dueOfCase(case_)], ['۱۴۰۴/۱۰/۲۴', '۱۴۰۴/۱۰/۲۴'])
    assert.equal(await dueOf(there), '۱۴۰۴/۱۰/۲۳')
    assert.notEqual(await dueOf(province), informationDue)
    const second = await colleague('director', 'everywhere')
    assert.equal((await second.open(path)).status, 404, 'it no longer waits')
  })

  test('what was promised by the old calendar in the minute after is moved on too', async () => {
    const path = await propose(await colleague('director', 'everywhere'), { ...closed, from: '1404/10/22' })
    await decide(await colleague('administrator', 'everywhere'), path, 'approve')
    await portal.work()
    const late = await people.receive()
    const before = (await people.view(late.key)).row.dueAt
    // As another process would have promised it, which has not read the new day yet.
    const earlier = new Date(before.getTime() - 24 * 3600_000)
    const { requestId } = late.key
    await portal.database.query('update clock set due_at = $2 where request_id = $1', [requestId, earlier])
    await portal.database.query('update request set due_at = $2 where request_id = $1', [requestId, earlier])
    await portal.database.query(
      `update request_event set event = jsonb_set(event, '{clock,dueAt}', to_jsonb($2::bigint))
       where request_id = $1 and n = 0`,
      [requestId, earlier.getTime()],
    )
    portal.clock.forward(61_000)
    await portal.work()
    assert.equal((await people.view(late.key)).row.dueAt.getTime(), before.getTime())
  })

  test('a worker that dies on any page has lost nothing, and a page done twice is done once', async () => {
    const some = await Promise.all([people.receive(), people.receive(), people.receive()])
    const before = await Promise.all(some.map(dueOf))
    const path = await propose(await colleague('director', 'everywhere'), { ...closed, from: '1404/10/24' })
    await decide(await colleague('administrator', 'everywhere'), path, 'approve')
    await portal.database.query(`delete from outbox where kind = 'move-deadlines'`)
    const proposalId = path.split('/').at(-1)!
    const payload = { proposalId, round: 1, part: 'applications', n: 0, after: null }
    let next: Command[] = [
      {
        personId: randomPersonId(),
        commandId: '1',
        kind: 'move-deadlines',
        payload,
        attempts: 1,
        createdAt: new Date(),
      },
    ]
    let pages = 0
    while (next.length > 0) {
      const [command] = next
      // Dead after its work and before it is marked as done: the same comes again.
      await moveDeadlines(portal.app, command!, 1)
      await moveDeadlines(portal.app, command!, 1)
      pages += 1
      next = await portal.database.query<Command>(
        `delete from outbox where kind = 'move-deadlines' returning person_id as "personId", command_id as "commandId", kind,
           payload, attempts, created_at as "createdAt"`,
      )
      assert.ok(next.length <= 1, 'one page follows another')
    }
    assert.ok(pages > some.length)
    const moved = await portal.database.query<{ n: number }>(
      `select count(*)::int as n from request_event where kind = 'deadline-moved' and request_id = any($1)`,
      [some.map(({ key }) => key.requestId)],
    )
    const after = await Promise.all(some.map(dueOf))
    assert.equal(moved[0]!.n, after.filter((due, n) => due !== before[n]).length)
    assert.ok(moved[0]!.n > 0)
  })
})

describe('a day is opened again', () => {
  test('no running deadline comes forward by itself, and the second person reads so with how many', async () => {
    people.until(at('1404/11/11', '09:00'))
    await proposeAndApprove({ ...closed, from: '1404/11/12' })
    const receipt = await people.receive()
    const due = await dueOf(receipt)
    const path = await propose(await colleague('province-head', { province: 'قم' }), {
      ...closed,
      from: '1404/11/12',
      how: 'usual',
    })
    const director = await colleague('director', 'everywhere')
    await director.open(path)
    director.sees('این تغییر مهلت هیچ درخواستی را جابه‌جا نمی‌کند.')
    assert.match(director.text, /با این تقویم [۰-۹]+ درخواست مردمی زودتر به مهلت می‌رسید؛ مهلت آن‌ها همان می‌ماند/)
    await decide(director, path, 'approve')
    await portal.work()
    assert.equal(await dueOf(receipt), due)
    portal.clock.forward(120_000)
    assert.notEqual(await dueOf(await people.receive()), due, 'who comes later has the earlier day')
  })
})

describe('who may', () => {
  test('each within their own branch, province or the country: to propose, to see whose deadlines move, and to decide', async () => {
    const supervisor = await colleague('supervisor', { branchId: 1 })
    await supervisor.open('/staff/calendar')
    for (const place of ['nation', 'province-قم', 'branch-2', 'branch-x', '']) {
      await supervisor.open('/staff/calendar')
      await supervisor.submit({ ...closed, from: '1404/12/02', place }, '/staff/calendar')
      assert.equal(supervisor.status, 422, place)
    }
    await supervisor.open('/staff/calendar')
    await supervisor.submit({ ...closed, from: '1404/12/02', branch: '2', place: 'branch-1' }, '/staff/calendar')
    assert.equal(supervisor.status, 422)
    const own = await propose(supervisor, { ...closed, from: '1404/12/02', place: 'branch-1' })
    assert.equal(await propose(supervisor, { ...closed, from: '1404/12/02', place: 'branch-1' }), own, 'sent twice')
    const nation = await propose(await colleague('director', 'everywhere'), {
      ...closed,
      from: '1404/12/03',
      place: 'nation',
    })
    const may = async (role: StaffRole, scope: StaffScope, path: string) => {
      const visitor = await colleague(role, scope)
      const seen = (await visitor.open(path)).status === 200
      await visitor.open('/staff')
      await visitor.post(path, { ...visitor.form('/staff/sign-out').hidden, decision: 'nonsense' })
      const { status } = visitor
      assert.equal(status, seen ? 422 : 404)
      return seen
    }
    assert.equal(await may('supervisor', { branchId: 2 }, own), false)
    assert.equal(await may('supervisor', { branchId: 1 }, own), true)
    assert.equal(await may('province-head', { province: 'قم' }, own), true)
    assert.equal(await may('province-head', { province: 'اصفهان' }, own), false)
    assert.equal(await may('province-head', { province: 'قم' }, nation), false)
    assert.equal(await may('administrator', 'everywhere', nation), true)
    assert.equal(await may('officer', { branchId: 1 }, own), false)
  })

  test('a refusal holds nothing, and stands in the history', async () => {
    const path = await propose(await colleague('director', 'everywhere'), {
      ...closed,
      from: '1404/12/04',
      name: 'روز ردشده',
    })
    const second = await colleague('director', 'everywhere', 'بهرام کارآمد')
    await decide(second, path, 'refuse')
    second.at('/staff/calendar').sees('روز ردشده').sees('رد شد').sees('تصمیم بهرام کارآمد')
    const { overrides } = await portal.app.workingTimes.calendar(portal.app.db)
    assert.ok(!overrides.some(({ name }) => name === 'روز ردشده'))
  })
})

test('hours, several days and one branch by its number; what cannot be is said at its field', async () => {
  const director = await colleague('director', 'everywhere')
  const hours = {
    ...closed,
    from: '1404/12/06',
    until: '1404/12/08',
    how: 'hours',
    opens: '۷:۳۰',
    closes: '12',
    branch: '1',
  }
  await propose(director, hours)
  director.sees('۷:۳۰ تا ۱۲:۰۰').sees('شعبهٔ یک قم')
  assert.equal(director.text.split('۷:۳۰ تا ۱۲:۰۰').length - 1, 3)
  for (const [wrong, words] of [
    [{ from: '1404/01/01' }, 'این روز خیلی گذشته است'],
    [{ from: 'دیروز' }, 'تاریخ'],
    [{ until: '1404/12/05' }, 'پس از روز آغاز'],
    [{ until: '1405/12/05' }, 'حداکثر ۶۰ روز'],
    [{ how: 'hours', opens: '۱۲', closes: '۷' }, 'ساعت آغاز و پایان'],
    [{ how: 'hours', opens: '۷:۷۰', closes: '۹' }, 'ساعت آغاز و پایان'],
    [{ how: '' }, 'یکی را انتخاب کنید'],
    [{ branch: '۹۹۹۹' }, 'شعبه‌ای با این شماره نیست'],
    [{ name: ' ' }, 'نام این روز'],
    [{ source: '' }, 'چه کسی'],
  ] as const) {
    await director.open('/staff/calendar')
    await director.submit({ ...hours, ...wrong }, '/staff/calendar')
    assert.equal(director.status, 422, words)
    director.sees(words)
  }
})
