import pg from 'pg'
import { randomUUID } from 'node:crypto'
import { digest } from '#app/applications/act.ts'
import { sourcesOf } from '#app/applications/sources.ts'
import { buildApp } from '#app/build-app.ts'
import { tokenHash } from '#app/secrets.ts'
import { readSettings } from '#app/settings.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { brokenLink } from '#kernel/hash-chain.ts'
import { systemClock } from '#ports/clock.ts'
import { listActions } from '#store/applications.ts'
import type { Database } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { ownRegister } from '#store/register/own-register.ts'
import { buildServer } from '#web/server.ts'
import { testDatabase } from '../test/support/database.ts'
import { safeCode } from '../test/support/people.ts'
import type { Ending } from '../test/support/portal.ts'
import { get, inTurn, postEach, rate, type Headers } from './measure.ts'
import {
  APPLICATIONS,
  BRANCHES,
  DRAFTS,
  freshDrafts,
  millionApplications,
  PEOPLE,
  personIdOf,
  SPREAD,
} from './million.ts'
import { pageRate } from './pages.ts'
import { findPgbench, pgbenchRate, scriptOf } from './pgbench.ts'
import { recorded } from '../test/support/recorded.ts'
import { buildStage, formToken, type Stage } from './stage.ts'
import { atLeast, told, type Row } from './table.ts'

const atOnce = 32
const secret = 's'.repeat(43)

/** Pages, queue, look-ups and sending where the table holds a million applications. */
export async function applicationRates(t: Ending): Promise<Row[]> {
  const million = await millionApplications()
  const database = await testDatabase(t, million.name)
  const stage = await buildStage(t, database.url)
  await signInMany(stage)
  const size = `${APPLICATIONS.toLocaleString('en')} applications of ${PEOPLE.toLocaleString('en')} people`
  return [
    ...(million.seconds === null ? [] : [told(`loading ${size}`, million.seconds, 's')]),
    told(`${size}, on disk`, million.megabytes, 'MB'),
    ...(await listRates(stage)),
    ...(await queueRates(stage)),
    ...(await lookUpRates(stage)),
    ...(await submitRates(stage)),
  ]
}

/**
 * As on a working day of a portal of this size, many are signed in: all who have a draft, and the officers of every branch.
 * Of a few hundred sessions the database would read the whole table each time.
 */
async function signInMany(stage: Stage): Promise<void> {
  await signIn(
    stage,
    Array.from({ length: DRAFTS }, (_, n) => personIdOf(n)),
  )
  await officersOf(
    stage,
    Array.from({ length: BRANCHES }, (_, n) => ({ id: n + 1 })),
  )
  const owner = new pg.Client(stage.databaseUrl)
  await owner.connect()
  await owner.query('analyze session, staff_session')
  await owner.end()
}

/** «درخواست‌های من» of people who have four, and whom members cover. */
async function listRates(stage: Stage): Promise<Row[]> {
  const { cookie } = await formToken(stage.web)
  const people = await stage.db.query<{ id: string }>(
    `select person_id as id from application group by person_id having count(*) = 4 order by md5(person_id::text) limit 200`,
  )
  await signIn(
    stage,
    people.map(({ id }) => id),
  )
  const visitors = people.map(({ id }) => ({ cookie: `${cookie}; ${cookieOf(id)}` }))
  return [
    ...(await pageRate(stage, 'my applications, four', '/applications', visitors)),
    ...(await pageRate(stage, 'my dependants', '/services/dependants', visitors)),
  ]
}

/** The first page of the queue of officers, in branches of the middle and in the largest. */
async function queueRates(stage: Stage): Promise<Row[]> {
  const branches = await stage.db.query<{ id: number; waiting: number }>(
    `select branch_id as id, count(*)::int as waiting from application where turn = 'organisation'
     group by 1 order by 2 desc`,
  )
  const average = branches.reduce((sum, { waiting }) => sum + waiting, 0) / branches.length
  const middle = branches.filter(({ waiting }) => Math.abs(waiting / average - 1) < 0.1)
  const largest = branches.slice(0, 1)
  const name = (waiting: number) => `desk queue, ${Math.round(waiting)} waiting`
  const rows: Row[] = []
  for (const [waiting, some] of [
    [average, middle],
    [largest[0]!.waiting, largest],
  ] as const) {
    const officers = await officersOf(stage, some)
    rows.push(...(await pageRate(stage, name(waiting), '/staff', officers)))
    const acting = officers.map(({ cookie }) => ({ cookie: `${cookie}; acted=1` }))
    const anew = await get(`${stage.web.url}/staff`, acting)
    rows.push(told(`${name(waiting)}, for officers who have all just acted`, anew.rate, 'requests/s'))
  }
  return rows
}

async function officersOf(stage: Stage, branches: readonly { id: number }[]): Promise<Headers[]> {
  const { cookie } = await formToken(stage.web)
  const ids = branches.map(({ id }) => String(id * 10 + 1))
  await stage.db.query(
    `insert into staff_session (staff_id, session_id, token_hash, created_at, last_seen_at, expires_at)
     select id, 1, $2, now(), now() + interval '1 h', now() + interval '9 h' from unnest($1::bigint[]) s (id)
     on conflict do nothing`,
    [ids, tokenHash(secret)],
  )
  return ids.map((id) => ({ cookie: `${cookie}; staff=${id}.1.${secret}` }))
}

/** Everybody of these gets a session. Its last use lies ahead, so that no measured page writes it. */
async function signIn({ db }: Stage, personIds: readonly string[]): Promise<void> {
  await db.query(
    `insert into session (person_id, session_id, token_hash, rotated_at, created_at, last_seen_at, expires_at, device, address,
       first_name, last_name)
     select id, 1, $2, now() + interval '1 h', now(), now() + interval '1 h', now() + interval '9 h', 'x', '127.0.0.1',
       p.first_name, p.last_name
     from unnest($1::bigint[]) s (id) join person p on p.person_id = id on conflict do nothing`,
    [personIds, tokenHash(secret)],
  )
}

const cookieOf = (personId: string): string => `session=${personId}.1.${secret}`

/**
 * What our own register says of somebody by national code, as the inquiry of a new dependant asks it, against its statement
 * sent through the driver alone, and against one row by its key.
 */
async function lookUpRates({ db }: Stage): Promise<Row[]> {
  const coverOf = (on: Database) => {
    const app = { db: on, clock: systemClock, register: ownRegister(on) } as unknown as Parameters<typeof sourcesOf>[0]
    return sourcesOf(app)['register.cover']!
  }
  const numbers = Array.from({ length: 4_000 }, (_, n) => safeCode(100_000 + ((n * 7919) % 500_000)) as PersonalNumber)
  const writing = recorded(db)
  await coverOf(writing.db)({ number: numbers[0]! })
  const [statement, ...others] = writing.statements
  if (statement === undefined || others.length > 0) throw new Error('a look-up is not one statement')
  const ours = () => rate(numbers, atOnce, async (number) => coverOf(db)({ number }))
  const asked = (name: string, text: string) => () =>
    rate(numbers, atOnce, async (number) => db.read(name, text, [number]))
  const alone = await inTurn(ours, asked('bench-look-up', statement.text))
  const oneRow = await inTurn(ours, asked('bench-identity', 'select person_id from identity where number = $1'))
  return [
    atLeast('look-up of a dependant in the register / its statement alone', alone, 'look-ups/s', 0.5),
    told('look-up of a dependant in the register / one row by its key', oneRow.ours, 'look-ups/s', oneRow.reference),
  ]
}

let used = 0

/** So many drafts that were not sent yet, as they were loaded. */
function nextDrafts(count: number): number {
  used += count
  if (used > DRAFTS) throw new Error('there are no more drafts')
  return used - count
}

/** Sending an application over HTTP against the very statements of that request, sent by pgbench. */
async function submitRates(stage: Stage): Promise<Row[]> {
  await freshDrafts(stage.databaseUrl)
  const { cookie, token } = await formToken(stage.web)
  const each = 60
  const submitted: string[] = []
  // `postEach` leaves as many over as there are connections.
  const ours = async () => {
    const from = nextDrafts(atOnce * each)
    submitted.push(personIdOf(from))
    const posts = Array.from({ length: atOnce * each }, (_, n) => postOf(personIdOf(from + n), cookie, token))
    return postEach(stage.web.url, posts, atOnce, 303)
  }
  const program = findPgbench()
  if (program === null)
    return [told('sending an application; pgbench is not installed, not compared', await ours(), 'submits/s')]
  const script = await submitScript(stage)
  const pair = await inTurn(ours, () =>
    pgbenchRate(program, stage.databaseUrl, script, { clients: atOnce, times: each, first: nextDrafts(atOnce * each) }),
  )
  for (const id of submitted) await mustHold(stage, id)
  return [atLeast('sending an application / the same statements by pgbench', pair, 'submits/s', 0.6)]
}

const postOf = (id: string, cookie: string, token: string) => ({
  path: `/applications/${id}/submit`,
  headers: { cookie: `${cookie}; ${cookieOf(id)}`, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ _csrf: token, _key: randomUUID() }).toString(),
})

/** One draft is sent by a server in this process that writes down its statements. */
async function submitScript({ environment, db }: Stage) {
  const settings = readSettings({ ...environment, PORT: '0' })
  const built = buildApp(settings)
  const writing = recorded(db)
  const server = await buildServer({ ...built, db: writing.db }, { secure: false, trustProxy: 0, logLevel: 'silent' })
  const page = await server.inject({ url: '/sign-in' })
  const cookie = String(page.headers['set-cookie']).split(';')[0]!
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)![1]!
  const id = personIdOf(nextDrafts(1))
  const { path, headers, body } = postOf(id, cookie, token)
  writing.statements.length = 0
  const sent = await server.inject({ method: 'POST', url: path, headers, payload: body })
  if (sent.statusCode !== 303) throw new Error(`sending answered ${sent.statusCode}`)
  await server.close()
  await built.db.close()
  return scriptOf(
    writing.statements,
    [
      '\\set i :i + 1',
      '\\set n :first + :client_id * :times + :i',
      `\\set person (:n * 100003 % ${PEOPLE} + 1) * ${SPREAD}`,
    ],
    { [id]: 'person' },
  )
}

/** Throws when an application was not sent, or its chain of hashes is broken. */
async function mustHold({ db }: Stage, id: string): Promise<void> {
  const links = await listActions(db, { personId: id as PersonId, applicationId: id })
  const sent = links.some(({ action }) => action.kind === 'moved' && action.move === 'citizen:submit')
  if (!sent || brokenLink(links, digest) !== null) throw new Error(`application ${id} was not sent as it should be`)
}
