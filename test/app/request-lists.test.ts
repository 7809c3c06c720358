import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { kindsOf } from '#app/requests/clerk.ts'
import { todayOf } from '#app/requests/inbox.ts'
import { AREAS, KINDS, type Area, type Kind } from '#kernel/request/request.ts'
import { standing, STANDINGS, type Standing } from '#kernel/request/standing.ts'
import { STATES, isOpen, type State } from '#kernel/request/states.ts'
import { withEdits, type Hours } from '#kernel/working-time/calendar.ts'
import { dueAt } from '#kernel/working-time/due.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { workingTime } from '#kernel/working-time/working-time.ts'
import { addDays, tehranDate } from '#kernel/dates.ts'
import type { RequestViewer } from '#store/request-desk.ts'
import { listRequestLoads } from '#store/request-heads.ts'
import { countInbox, listInbox, type InboxEnd, type InboxFilter, type InboxRow } from '#store/request-inbox.ts'
import { at } from '../support/jalali.ts'
import { requestsStage } from '../support/requests-app.ts'
import { seeded } from '../support/seeded.ts'

// The lists of the desk are conditions in the database; where a request stands is a function of the kernel. Over random
// requests, calendars, moments, viewers and wishes both must say the same, page after page, in the same order.

const SIZE = Number(process.env['ROWS'] ?? 1500)
const numRuns = Number(process.env['RUNS'] ?? 60)
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e6))
const random = seeded(seed)
const one = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!
const STAFF = ['71', '72', '73']
const BEGIN = at('1404/12/20', '00:00')
const MIDNIGHT = at('1404/12/25', '00:00')

type Line = {
  id: string
  kind: Kind
  area: Area
  state: State
  branch: number | null
  province: string
  about: number | null
  holder: string | null
  promptness: number
  due: number
  late: boolean
  received: number
}
const lines: Line[] = Array.from({ length: SIZE }, (_, n) => {
  const branch = one([1, 1, 2, 2, 3, null])
  const received = BEGIN + Math.floor(random() * 9 * 86_400_000)
  return {
    id: String(n + 1),
    kind: one(Object.keys(KINDS) as Kind[]),
    area: one(Object.keys(AREAS) as Area[]),
    state: one(Object.keys(STATES) as State[]),
    branch,
    province: branch === 3 ? 'تهران' : 'قم',
    about: one([1, null, null, null]),
    holder: one([null, ...STAFF]),
    promptness: one([1, 1, 4, 27]),
    due: dueOf(received),
    late: random() < 0.15,
    received,
  }
})

/** By a calendar of its own: days closed, short, or open until midnight; and now and then at a moment that is easily got wrong. */
function dueOf(received: number): number {
  if (random() < 0.2) return MIDNIGHT + one([0, -1, 1, 86_400_000, 86_400_000 - 1, 86_400_000 + 1])
  const hours: readonly Hours[] = [[], [[450, 600]], [[450, 1440]], [[0, 1440]]]
  const edits = Array.from({ length: 6 }, () => ({
    day: addDays(tehranDate(BEGIN), Math.floor(random() * 14)),
    scope: 'nation' as const,
    spans: one(hours),
    name: 'x',
    source: 'x',
    confirmed: true,
  }))
  const limit = { days: one([1, 2, 3, 7]), unit: one(['working-day', 'calendar-day'] as const) }
  return dueAt(workingTime(withEdits(IRAN, edits)), received, limit)
}

const { app, database } = await requestsStage({ after }, BEGIN)
before(async () => {
  await database.query(
    `insert into branch (branch_id, name, province, city, address, phone, hours) values (50, 'x', 'تهران', 'x', 'x', 'x', 'x')`,
  )
  await database.query(
    `insert into staff (staff_id, user_name, display_name, role, branch_id, password_hash, totp_secret, created_at)
     select n, n, 'x', 'officer', 1, 'x', '\\x00', now() from unnest($1::int[]) n`,
    [STAFF.map(Number)],
  )
  await database.query(`alter table request disable trigger user`)
  await database.query(
    `insert into request (person_id, request_id, tracking_code, kind, area, channel, state, since, title, folded, branch_id,
       province, about_branch, holder, promptness, cycle, due_at, late, received_at, touched_at, events, last_hash)
     select id, id, id, kind, area, 'web', state, to_timestamp(0), 'x', '', branch, province, about, holder, promptness, 1,
       to_timestamp(due / 1000.0), late, to_timestamp(received / 1000.0), to_timestamp(0), 1, ''
     from jsonb_to_recordset($1::jsonb) as l(id bigint, kind text, area text, state text, branch int, province text,
       about int, holder bigint, promptness int, due bigint, late boolean, received bigint)`,
    [JSON.stringify(lines)],
  )
  await database.query(`alter table request enable trigger user`)
})

const viewers = fc.constantFrom<RequestViewer>(
  { staffId: '71', kinds: kindsOf('director'), scope: 'everywhere' },
  { staffId: '72', kinds: kindsOf('information-officer'), scope: 'everywhere' },
  { staffId: '72', kinds: kindsOf('province-head'), scope: { province: 'قم' } },
  { staffId: '73', kinds: kindsOf('oversight-officer'), scope: { province: 'قم' } },
  { staffId: '71', kinds: kindsOf('officer'), scope: { branchId: 1 } },
  { staffId: '72', kinds: kindsOf('supervisor'), scope: { branchId: 3 } },
)
const moments = fc.oneof(
  fc.integer({ min: BEGIN, max: BEGIN + 16 * 86_400_000 }),
  fc
    .tuple(fc.constantFrom(...lines.map(({ due }) => due)), fc.integer({ min: -1, max: 1 }))
    .map(([due, by]) => due + by),
  fc.constantFrom(MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + 1),
)
const wishes = fc.record(
  {
    kind: fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
    area: fc.constantFrom(...(Object.keys(AREAS) as Area[])),
    holder: fc.constantFrom<'free' | string[]>('free', ['71'], ['72', '73'], []),
  },
  { requiredKeys: [] },
)

const seenBy = ({ kinds, scope }: RequestViewer, line: Line): boolean => {
  if (!kinds.includes(line.kind)) return false
  if (scope === 'everywhere') return true
  if ('province' in scope) return line.province === scope.province
  return line.branch === scope.branchId && line.about !== scope.branchId
}
const wished = ({ kind, area, holder }: InboxFilter, line: Line): boolean =>
  (kind === undefined || line.kind === kind) &&
  (area === undefined || line.area === area) &&
  (holder === undefined || (holder === 'free' ? line.holder === null : holder.includes(line.holder ?? '')))

const byDeadline = (a: Line, b: Line) => a.due - b.due || b.promptness - a.promptness || Number(a.id) - Number(b.id)
const byReceipt = (a: Line, b: Line) => b.received - a.received || Number(b.id) - Number(a.id)

test(`every list of every viewer is what the kernel says, and their numbers too (SEED=${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(viewers, wishes, moments, fc.integer({ min: 3, max: 400 }), async (viewer, wish, now, page) => {
      const today = todayOf({ clock: { now: () => now } })
      const mine = lines.filter((line) => seenBy(viewer, line) && wished(wish, line))
      const stands = (line: Line) => standing({ state: line.state, dueAt: line.due, late: line.late }, now)
      const listed: string[] = []
      for (const list of Object.keys(STANDINGS) as Standing[]) {
        const right = mine.filter((line) => stands(line) === list).toSorted(list === 'done' ? byReceipt : byDeadline)
        const found = await allPages({ ...wish, standing: list }, page)
        assert.deepEqual(
          found,
          right.map(({ id }) => id),
          list,
        )
        listed.push(...found)
      }
      assert.deepEqual(listed.toSorted(), mine.map(({ id }) => id).toSorted(), 'in exactly one list each')
      const open = mine.filter(({ state }) => isOpen(state))
      assert.deepEqual(
        await allPages(wish, page),
        open.toSorted(byDeadline).map(({ id }) => id),
      )
      const { holder: _, ...counted } = wish
      const all = lines.filter((line) => seenBy(viewer, line) && wished(counted, line) && isOpen(line.state))
      const count = (list: Standing) => all.filter((line) => stands(line) === list).length
      assert.deepEqual(await countInbox(app.db, viewer, counted, today), {
        open: all.length,
        late: count('late'),
        dueToday: count('due-today'),
        onTime: count('on-time'),
        waiting: count('waiting'),
        mine: all.filter(({ holder }) => holder === viewer.staffId).length,
      })

      async function allPages(filter: InboxFilter, limit: number): Promise<string[]> {
        const ids: string[] = []
        for (let after: InboxEnd | null = null; ;) {
          const rows: InboxRow[] = await listInbox(app.db, viewer, filter, today, after, limit)
          ids.push(...rows.map(({ requestId }) => requestId))
          const last = rows.at(-1)
          if (rows.length < limit || last === undefined) return ids
          after = { ...last, at: filter.standing === 'done' ? last.receivedAt : last.dueAt }
        }
      }
    }),
    { numRuns },
  )
})

test('what each of the staff has in hand is what the kernel says, whoever has most that is late on top', async () => {
  await fc.assert(
    fc.asyncProperty(viewers, moments, fc.integer({ min: 1, max: 4 }), async (viewer, now, limit) => {
      const mine = lines.filter((line) => seenBy(viewer, line) && isOpen(line.state))
      const right = STAFF.map((staffId) => {
        const held = mine.filter(({ holder }) => holder === staffId)
        const late = held.filter(
          ({ state, due, late: broken }) => standing({ state, dueAt: due, late: broken }, now) === 'late',
        )
        return { staffId, inHand: held.length, late: late.length, nextDue: Math.min(...held.map(({ due }) => due)) }
      })
        .filter(({ inHand }) => inHand > 0)
        .toSorted((a, b) => b.late - a.late || b.inHand - a.inHand || Number(a.staffId) - Number(b.staffId))
      const told = await listRequestLoads(app.db, viewer, todayOf({ clock: { now: () => now } }), limit)
      const found = told.map(({ staffId, inHand, late, nextDue }) => ({
        staffId,
        inHand,
        late,
        nextDue: nextDue!.getTime(),
      }))
      if (viewer.scope !== 'everywhere') assert.deepEqual(found, right.slice(0, limit))
      else {
        // Of the country: those who are shown exactly, and nobody is left out who has more that is late.
        assert.deepEqual(
          found,
          right.filter(({ staffId }) => found.some((one) => one.staffId === staffId)),
        )
        assert.deepEqual(
          found.map(({ late }) => late),
          right.slice(0, limit).map(({ late }) => late),
        )
      }
    }),
    { numRuns },
  )
})
