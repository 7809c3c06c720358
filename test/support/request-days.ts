import type { App } from '#app/app.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { approveReply } from '#app/requests/approve.ts'
import { askPerson } from '#app/requests/ask.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { draftReply, type DraftValues } from '#app/requests/draft.ts'
import { openOwnRequest } from '#app/requests/read.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { takeNextRequest } from '#app/requests/take.ts'
import { writeToRequest } from '#app/requests/write.ts'
import type { Kind } from '#kernel/request/request.ts'
import { randomId } from '#store/ids.ts'
import { takeDue } from '#store/outbox.ts'
import type { RequestKey } from '#store/requests.ts'
import type { TestDatabase } from './database.ts'
import { at } from './jalali.ts'
import { replayRequests } from './crash-requests-replay.ts'
import { notingProvider } from './noting-provider.ts'
import type { Diary, Evening } from './request-diary.ts'
import { ok, requestsOf } from './requests.ts'
import type { StoppedClock } from './requests-app.ts'
import { seeded } from './seeded.ts'

// Days of an organisation in virtual time: people ask at all hours and every day, clerks take what is next in line and answer
// it in office hours, the worker sends and fires clocks. All of it by the use cases of the portal, many at once. At the end an
// account written apart reads what the database holds.

export const FIRST_DAY = at('1404/12/02', '00:00')
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Hours of a day at which something is done. */
const HOURS = [1, 8, 9, 11, 13, 14, 17, 21]
const AT_ONCE = 12
const BRANCHES = 3
/** So many does a clerk take until the worker comes round: answers go out while others are written. */
const IN_A_ROW = 25

export type Days = {
  readonly days: number
  readonly perDay: number
  readonly seed: number
  /** Midnight of the first day, in milliseconds since 1970 UTC; the stage stands there. */
  readonly from?: number
}

export type Lived = {
  readonly requests: number
  readonly answered: number
  readonly breaches: number
  readonly pauses: number
  readonly reopened: number
  readonly steps: number
  readonly messages: number
  /** Of real time, without the account at the end. */
  readonly seconds: number
  /** What the account finds wrong; nothing, if all is as it was promised. */
  readonly faults: readonly string[]
}

/** What lies outside the database at the end: messages by the number that the provider knows them by, requests with a receipt. */
export type Outside = {
  readonly messages: readonly string[]
  readonly acknowledged: readonly string[]
  readonly now: number
}
/** Reads all back and says what is wrong. */
export type Account = (outside: Outside) => Promise<string[]>

const replayedHere =
  (query: TestDatabase['query']): Account =>
  ({ messages, acknowledged, now }) =>
    replayRequests(query as never, keysOf(messages), receiptsOf(acknowledged), now)

export const keysOf = (messages: readonly string[]): { key: string }[] => messages.map((key) => ({ key }))
export const receiptsOf = (acknowledged: readonly string[]): { received: { requestId: string } }[] =>
  acknowledged.map((requestId) => ({ received: { requestId } }))

/** All the days; null where the diary ends before them. */
export async function liveDays(
  { app: real, clock, database }: { app: App; clock: StoppedClock; database: Pick<TestDatabase, 'query' | 'url'> },
  { days, perDay, seed, from = FIRST_DAY }: Days,
  diary: Diary = { last: null, keep: () => true },
  account: Account = replayedHere(database.query),
): Promise<Lived | null> {
  const { last } = diary
  const messages = last?.messages ?? []
  const acknowledged = last?.acknowledged ?? []
  const app = { ...real, sms: notingProvider(messages) } as App
  const desk = requestsOf({ app, clock, database: database as TestDatabase })
  const staff = last?.staff ?? (await staffOf(desk))
  const { heads, clerks, officers } = staff
  const people = last?.people ?? []
  for (let n = people.length; n < Math.max(20, perDay / 4); n += 1) people.push(await desk.member(1 + (n % BRANCHES)))
  if (last !== null) clock.forward(last.now - clock.now())

  /** Answered lately, and what people were asked and have not answered. */
  const sent = last?.sent ?? []
  const asked = last?.asked ?? []
  const inHand = new Map(last?.inHand)
  let random = seeded(seed)
  let counter = last?.counter ?? 0
  let seconds = last?.seconds ?? 0

  for (let day = last?.days ?? 0; day < days; day += 1) {
    const begun = performance.now()
    const before = { messages: messages.length, acknowledged: acknowledged.length }
    random = seeded(seed + day)
    for (const hour of HOURS) {
      clock.forward(from + day * DAY + hour * HOUR - clock.now())
      await arrive(Math.floor(perDay / HOURS.length) + (hour === HOURS[0] ? perDay % HOURS.length : 0))
      await answerPeople()
      await work()
      await send()
      while ((await sweepClocks(app)) > 0);
    }
    // What a database does by itself; those of tests do not.
    if (day % 3 === 2 && day + 1 < days) await database.query('vacuum (analyze)')
    seconds += (performance.now() - begun) / 1000
    const goesOn = diary.keep(
      { days: day + 1, now: clock.now(), counter, seconds, staff, people, sent, asked, inHand: [...inHand] },
      { messages: messages.slice(before.messages), acknowledged: acknowledged.slice(before.acknowledged) },
    )
    if (!goesOn) return null
  }
  // Whatever nobody answered by then climbs its ladder.
  clock.forward(6 * DAY)
  for (let quiet = false; !quiet;) {
    quiet = !(await send())
    while ((await sweepClocks(app)) > 0) quiet = false
  }
  const [counted] = await database.query<Omit<Lived, 'faults' | 'seconds' | 'messages'>>(
    `select count(*)::int as requests, count(answered_at)::int as answered,
       (select count(*)::int from breach) as breaches, (select count(*)::int from clock where kind = 'citizen') as pauses,
       count(*) filter (where cycle > 1)::int as reopened, (select count(*)::int from clock_fired) as steps from request`,
  )
  const faults = await account({ messages, acknowledged, now: clock.now() })
  if (counted!.requests !== counter) faults.push(`${counter} were received, ${counted!.requests} are there`)
  return { ...counted!, messages: messages.length, seconds, faults }

  /** People ask, at any hour; some press twice. */
  async function arrive(count: number): Promise<void> {
    await each(Array.from({ length: count }), async () => {
      counter += 1
      const once = randomId()
      const kind: Kind = one(['question', 'question', 'question', 'question', 'complaint', 'suggestion', 'information'])
      const asker = { by: 'person', personId: one(people) } as const
      const values = {
        kind,
        area: one(['insurance', 'treatment', 'pension'] as const),
        title: '',
        body: `پرسش شمارهٔ ${counter}`,
      }
      const twice = random() < 0.02 ? [once, once] : [once]
      const receipts = await Promise.all(twice.map((key) => receiveRequest(app, asker, values, key)))
      acknowledged.push(...new Set(receipts.map((receipt) => ok(receipt).key.requestId)))
    })
  }

  /** Whoever was asked something reads it and writes, or lets the days pass; some open again what did not help. */
  async function answerPeople(): Promise<void> {
    await each(asked.splice(0), async (key) => {
      const deed = random()
      if (deed < 0.2) return
      await openOwnRequest(app, key.personId, key.requestId)
      if (deed < 0.7) await writeToRequest(app, key, { text: 'این است.' }, randomId())
    })
    await each(sent.splice(0), async (key) => {
      if (random() < 0.01) await reopenRequest(app, key, 'حل نشد', randomId())
    })
  }

  /** In office hours clerks answer somewhat more than comes on a day, so that what Nowruz leaves behind is made up for. */
  async function work(): Promise<void> {
    const [open] = await database.query<{ open: boolean }>(
      `select extract(isodow from to_timestamp($1 / 1000.0) at time zone 'Asia/Tehran') not in (4, 5) as open`,
      [clock.now()],
    )
    const hour = new Date(clock.now() + 3.5 * HOUR).getUTCHours()
    const nowruz = clock.now() > at('1404/12/29', '00:00') && clock.now() < at('1405/01/05', '00:00')
    if (!open!.open || nowruz || hour < 8 || hour > 14) return
    const share = Math.ceil((perDay * 0.5) / (clerks.length + officers.length))
    const everybody = [...clerks, ...officers]
    await each(everybody, async (clerk) => {
      for (const code of inHand.get(clerk.staffId)?.splice(0) ?? []) await answer(clerk, code)
    })
    for (let done = 0; done < share; done += IN_A_ROW) {
      let taken = 0
      await each(everybody, async (clerk) => (taken += await takeSome(clerk, Math.min(IN_A_ROW, share - done))))
      if (taken === 0) return
      await send()
    }
  }

  /** How many there were to take. */
  async function takeSome(clerk: Clerk, most: number): Promise<number> {
    for (let n = 0; n < most; n += 1) {
      const next = ok(await takeNextRequest(app, clerk, randomId()))
      if (next === null) return n
      if (random() < 0.05 && clerk.role === 'officer') {
        const question = await askPerson(app, clerk, next.trackingCode, 'کدام کارگاه؟', randomId())
        if (question.ok) asked.push(next)
        keepInHand(clerk, next.trackingCode)
      } else if (random() < 0.01) {
        // Forgotten until the ladder has climbed for days.
        if (random() < 0.7) keepInHand(clerk, next.trackingCode)
      } else await answer(clerk, next.trackingCode, next)
    }
    return most
  }

  function keepInHand({ staffId }: Clerk, code: string): void {
    inHand.set(staffId, [...(inHand.get(staffId) ?? []), code])
  }

  async function answer(clerk: Clerk, code: string, key?: RequestKey): Promise<void> {
    const own: DraftValues = { how: 'own', text: 'پاسخ شما این است.', reason: 'مورد ویژه', questionId: null }
    const values: DraftValues = random() < 0.9 ? { how: 'canonical', questionId: 1, chosen: {} } : own
    let drafted = await draftReply(app, clerk, code, values, randomId())
    if (!drafted.ok) drafted = await draftReply(app, clerk, code, own, randomId())
    // It waits for the person, or was taken back meanwhile.
    if (!drafted.ok) return
    if (key !== undefined) sent.push(key)
    if (drafted.value.state !== 'pending-approval') return
    const second = clerk.role === 'officer' ? heads[headOf(clerk)]! : other(clerk)
    ok(await approveReply(app, second, code, randomId()))
  }

  function headOf({ scope }: Clerk): number {
    return scope !== 'everywhere' && 'branchId' in scope ? scope.branchId - 1 : 0
  }

  function other(clerk: Clerk): Clerk {
    return officers.find(({ staffId }) => staffId !== clerk.staffId)!
  }

  /** The worker's part: messages, and answers whose fifteen seconds are over. Whether there was anything. */
  async function send(): Promise<boolean> {
    clock.forward(15_000)
    for (let some = false; ; some = true) {
      const due = await takeDue(app.db, new Date(clock.now()), new Date(clock.now() + 60_000), 500)
      if (due.length === 0) return some
      await each(due, (command) => carryOut(app, command))
    }
  }

  function one<T>(some: readonly T[]): T {
    return some[Math.floor(random() * some.length)]!
  }
}

/** Clerks of three branches with their heads, those who answer for information, and who stands above them. */
async function staffOf(desk: ReturnType<typeof requestsOf>): Promise<Evening['staff']> {
  await desk.questions()
  await desk.answer('فیش را از «خدمات من» بگیرید.')
  for (const role of ['province-head', 'director'] as const) await desk.staff(role, 'everywhere')
  const heads: Clerk[] = []
  const clerks: Clerk[] = []
  for (let branchId = 1; branchId <= BRANCHES; branchId += 1) {
    heads.push(await desk.staff('supervisor', { branchId }))
    for (let n = 0; n < 3; n += 1) clerks.push(await desk.staff('officer', { branchId }))
  }
  const officers = []
  for (let n = 0; n < 2; n += 1) officers.push(await desk.staff('information-officer', 'everywhere'))
  return { heads, clerks, officers }
}

/** Some at once, in their order. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, items.length) }, async () => {
      for (;;) {
        const index = next
        next += 1
        if (index >= items.length) return
        await work(items[index]!)
      }
    }),
  )
}
