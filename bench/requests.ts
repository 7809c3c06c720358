import { carryOut } from '#app/commands/carry-out.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { draftReply } from '#app/requests/draft.ts'
import { inbox, type InboxWish } from '#app/requests/inbox.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { takeRequest } from '#app/requests/take.ts'
import { questionIndex } from '#kernel/question-index.ts'
import { takeDueClocks } from '#store/clocks.ts'
import { openDatabase, type Tx } from '#store/database.ts'
import { takeDue } from '#store/outbox.ts'
import { ASKED_OTHERWISE, indexOf, QUESTIONS } from '../test/support/askings.ts'
import { at } from '../test/support/jalali.ts'
import { onDatabase, testDatabase, testServer } from '../test/support/database.ts'
import type { Ending } from '../test/support/portal.ts'
import { requestsApp, requestsStage, StoppedClock } from '../test/support/requests-app.ts'
import { ok, requestsOf } from '../test/support/requests.ts'
import { seeded } from '../test/support/seeded.ts'
import { listRates } from './lists.ts'
import { CLOCKS, manyOpenRequests } from './many-requests.ts'
import { median, nowSeconds, rate } from './measure.ts'
import { told, within, type Row } from './table.ts'

/** Requests a day that the organisation means to answer. */
const DAILY = 20_000

/** The clocks of requests among two million of them, what they cost, a request's whole way, and finding like questions. */
export async function requestRates(t: Ending): Promise<Row[]> {
  return [...(await clockRates(t)), ...(await listRates(t)), ...(await wholeWay(t)), ...matching()]
}

async function clockRates(t: Ending): Promise<Row[]> {
  const database = await testDatabase(t, await manyOpenRequests())
  const db = openDatabase(onDatabase(await testServer(), database.name), { poolSize: 2 })
  t.after(() => db.close())
  const first = await earliest()
  const found = [await finding(first - 1), await finding(first + 20)]
  const clock = new StoppedClock(first + 60_000)
  const app = requestsApp(db, clock)
  const begun = nowSeconds()
  let fired = 0
  while (fired < 20_000) fired += await sweepClocks(app)
  const perSecond = fired / (nowSeconds() - begun)
  return [
    within('finding that no clock is due, of 2,000,000 that run', found[0]!, 1, 'ms'),
    within('finding those due, about twenty', found[1]!, 1, 'ms'),
    told('steps of clocks carried out by one worker', perSecond, 'steps/s'),
    told(`a day of ${DAILY.toLocaleString('en')} requests, five steps each`, (5 * DAILY) / perSecond, 's'),
    ...(await desk()),
    ...(await sizes()),
  ]

  /** Pages of the inbox as heads of branches ask for them, one after the other, and as who sees all. */
  async function desk(): Promise<Row[]> {
    const wishes: InboxWish[] = [{}, { standing: 'late' }, { standing: 'due-today' }, { holder: 'free' }]
    const heads: Clerk[] = Array.from({ length: 40 }, (_, n) => ({
      staffId: String(n + 1),
      role: 'supervisor',
      scope: { branchId: n * 15 + 1 },
    }))
    const director: Clerk = { staffId: '1', role: 'director', scope: 'everywhere' }
    const ofBranches = (await times(heads, wishes)).toSorted((one, other) => one - other)
    return [
      within(
        'the inbox of a branch, 2,000,000 requests in all, p95',
        ofBranches[Math.floor(ofBranches.length * 0.95)]!,
        200,
        'ms',
      ),
      within('the inbox of who sees all of them, median', median(await times([director], wishes)), 200, 'ms'),
    ]
  }

  async function times(clerks: readonly Clerk[], wishes: readonly InboxWish[]): Promise<number[]> {
    const taken: number[] = []
    for (const clerk of clerks)
      for (const wish of wishes) {
        const begun = nowSeconds()
        if ((await inbox(app, clerk, wish, null)) === null) throw new Error(`${clerk.role} has no inbox`)
        taken.push((nowSeconds() - begun) * 1000)
      }
    return taken
  }

  async function earliest(): Promise<number> {
    const [row] = await database.query<{ at: Date }>('select min(next_fire_at) as at from clock')
    return row!.at.getTime()
  }

  /** Milliseconds that PostgreSQL says the statement took which looks for due clocks: the median of many. */
  async function finding(before: number): Promise<number> {
    let statement = ''
    let values: readonly unknown[] = []
    const listen: Tx = {
      query: async (text, given = []) => {
        statement ||= text
        if (values.length === 0) values = given
        return []
      },
    }
    await takeDueClocks(listen, new Date(before), 500)
    const times: number[] = []
    for (let round = 0; round < 31; round += 1) {
      const [plan] = await database.query<{ 'QUERY PLAN': [{ 'Execution Time': number }] }>(
        `explain (analyze, format json, timing off) ${statement}`,
        values,
      )
      times.push(plan!['QUERY PLAN'][0]['Execution Time'])
    }
    return median(times)
  }

  async function sizes(): Promise<Row[]> {
    const size = async (name: string) =>
      (await database.query<{ bytes: string }>('select pg_relation_size($1::regclass) as bytes', [name]))[0]!.bytes
    const row = async (name: string, what: string) => told(what, Number(await size(name)) / 1e6, 'MB')
    const millions = `${CLOCKS.toLocaleString('en')} open requests`
    return [
      await row('request', `table of ${millions}`),
      await row('clock', 'table of their clocks'),
      await row('clock_wake', 'index by which due clocks are found'),
      await row('request_queue', 'index of the queues of branches'),
    ]
  }
}

/** Received, taken, answered with the approved answer, sent: many people at once, one process that is web and worker. */
async function wholeWay(t: Ending): Promise<Row[]> {
  const stage = await requestsStage(t, at('1405/02/05', '09:00'))
  const desk = requestsOf(stage)
  const { app, clock } = stage
  await desk.questions()
  await desk.answer('فیش را از «خدمات من» بگیرید.')
  const clerk = await desk.staff('officer')
  const people = await Promise.all(Array.from({ length: 20 }, () => desk.member()))
  const once = async (n: number) => {
    const asker = { by: 'person', personId: people[n % people.length]! } as const
    const { trackingCode } = await desk.receive({ body: `پرسش ${n}` }, asker)
    ok(await takeRequest(app, clerk, trackingCode, null))
    ok(await draftReply(app, clerk, trackingCode, { how: 'canonical', questionId: 1, chosen: {} }, null))
  }
  const some = Array.from({ length: 400 }, (_, n) => n)
  await rate(some.slice(0, 40), 4, once)
  const begun = nowSeconds()
  await rate(some, 4, once)
  clock.forward(15_000)
  for (;;) {
    const due = await takeDue(app.db, new Date(clock.now()), new Date(clock.now() + 60_000), 100)
    const replies = due.filter(({ kind }) => kind === 'send-reply')
    if (due.length === 0) break
    await rate(replies, 4, (command) => carryOut(app, command))
  }
  await sweepClocks(app)
  const perSecond = some.length / (nowSeconds() - begun)
  return [
    told('requests from receipt to the answer that is sent, 400 of them', perSecond, 'requests/s'),
    told(`so many days of ${DAILY.toLocaleString('en')} requests pass in a minute`, (perSecond * 60) / DAILY, 'days'),
  ]
}

/** How well the words of people find a question, and how fast among ten thousand. */
function matching(): Row[] {
  const known = indexOf(QUESTIONS)
  const asked = [...QUESTIONS, ...ASKED_OTHERWISE].flatMap(({ id, asked: askings }) =>
    askings.map((text) => ({ id, text })),
  )
  const places = asked.map(({ id, text }) => known(text, 3).findIndex((found) => found.id === id))
  const share = (counts: (place: number) => boolean) => (100 * places.filter(counts).length) / places.length

  const random = seeded(7)
  const said = QUESTIONS.flatMap(({ canonical, asked: askings }) => [canonical, ...askings])
  const words = [...new Set(said.flatMap((text) => text.split(/\s+/)))]
  const invented = () => Array.from({ length: 9 }, () => words[Math.floor(random() * words.length)]).join(' ')
  const large = questionIndex(Array.from({ length: 10_000 }, (_, n) => ({ id: String(n), wordings: [invented()] })))
  for (const { text } of asked) large(text, 5)
  const begun = process.cpuUsage()
  for (const { text } of asked) large(text, 5)
  const { user } = process.cpuUsage(begun)
  const above = (name: string, value: number, least: number): Row => ({
    ...told(name, value, '%', least),
    bound: `≥ ${least} %`,
    ok: value >= least,
  })
  return [
    above(
      `askings of ${asked.length} whose question is found first`,
      share((place) => place === 0),
      80,
    ),
    above(
      'among the first three',
      share((place) => place >= 0),
      92,
    ),
    within('finding like questions among 10,000', user / 1000 / asked.length, 5, 'ms'),
  ]
}
