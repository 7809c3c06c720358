import { appendFileSync, readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { approveReply, refuseReply } from '#app/requests/approve.ts'
import { askPerson } from '#app/requests/ask.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { followDeliveries } from '#app/commands/delivery.ts'
import { draftReply } from '#app/requests/draft.ts'
import { handRequest } from '#app/requests/hand.ts'
import { mergeRequests } from '#app/requests/merge.ts'
import { noteOnRequest } from '#app/requests/note.ts'
import { rateRequest } from '#app/requests/rate.ts'
import { openOwnRequest } from '#app/requests/read.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { referRequest } from '#app/requests/refer.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { releaseRequest, takeNextRequest, takeRequest } from '#app/requests/take.ts'
import { transferRequest } from '#app/requests/transfer.ts'
import { undoSending } from '#app/requests/undo.ts'
import { withdrawRequest } from '#app/requests/withdraw.ts'
import { writeToRequest } from '#app/requests/write.ts'
import type { Result } from '#app/problem.ts'
import { connectionBroke, openDatabase, type Database, type Tx } from '#store/database.ts'
import { randomId, type PersonId } from '#store/ids.ts'
import { takeDue } from '#store/outbox.ts'
import type { RequestKey } from '#store/requests.ts'
import { requestsApp } from './requests-app.ts'

// One process of the crash test: a sweeper, a sender and two actors, which may be struck dead together at any await of theirs.

// Whoever comes after this one begins with what it has compiled: it will not live to put that away at its end.
flushCompileCache()

const given = (name: string): string => process.env[name] ?? ''
const chance = Number(given('KILL'))
const { people, clerks } = JSON.parse(given('CAST')) as { people: PersonId[]; clerks: Clerk[] }

function maybeDie(): void {
  if (Math.random() < chance) process.kill(process.pid, 'SIGKILL')
}
async function deadly<T>(work: () => Promise<T>): Promise<T> {
  maybeDie()
  const value = await work()
  maybeDie()
  return value
}
function mortal(db: Database): Database {
  return {
    ...db,
    read: (name, text, values) => deadly(() => db.read(name, text, values)),
    query: (text, values) => deadly(() => db.query(text, values)),
    transaction: (work) =>
      deadly(() =>
        db.transaction((tx) => {
          const inside = (of: Tx): Tx => ({ query: (text, values) => deadly(() => of.query(text, values)) })
          return work({ ...inside(tx), last: inside(tx.last) })
        }),
      ),
  }
}

const clock = { now: () => Number(readFileSync(given('TIME_FILE'), 'utf8')) }
const db = mortal(openDatabase(given('DATABASE_URL'), { poolSize: 2 }))
const real = requestsApp(db, clock, given('SMS_URL'))
const app = {
  ...real,
  sms: {
    name: real.sms.name,
    send: (message: Parameters<typeof real.sms.send>[0]) => deadly(() => real.sms.send(message)),
    delivery: (id: string, provider: string) => deadly(() => real.sms.delivery(id, provider)),
  },
}

const pick = <T>(some: readonly T[]): T => some[Math.floor(Math.random() * some.length)]!
const again = () => sleep(20 + Math.random() * 30)

async function sweeper(): Promise<void> {
  await sweepClocks(app, 25)
}

async function sender(): Promise<void> {
  const due = await takeDue(db, new Date(clock.now()), new Date(clock.now() + 60_000), 8)
  for (const command of due) await carryOut(app, command)
  if (Math.random() < 0.2) await followDeliveries(app)
}

type Line = RequestKey & { code: string; state: string; holder: string | null }

/** Does one thing somebody might do now. What is broken off is sent again with the same key until there is an answer. */
async function actor(): Promise<void> {
  const once = randomId()
  const [line] = await db.query<Line>(
    `select person_id as "personId", request_id as "requestId", tracking_code as code, state, holder from request
     order by ended_at is null desc, random() limit 1`,
  )
  const deed = line === undefined || Math.random() < 0.12 ? receiving(once) : deedOn(line, once)
  for (;;) {
    const answer = await deed.do().catch(strange)
    if (answer === null) await again()
    else if (answer.ok && deed.key !== null) return acknowledge(deed.key, answer.value)
    else return
  }
}

function acknowledge(key: string, value: unknown): void {
  const receipt = value as { key?: RequestKey }
  appendFileSync(
    given('ACK_FILE'),
    `${JSON.stringify(receipt.key === undefined ? { key } : { received: receipt.key })}\n`,
  )
}

/** `key`: under which the event of the deed is found again; null where it may be no event. */
type Deed = { readonly key: string | null; readonly do: () => Promise<Result<unknown>> }

function receiving(once: string): Deed {
  const asker = { by: 'person', personId: pick(people) } as const
  const kind = pick(['question', 'question', 'complaint', 'information', 'suggestion'] as const)
  const values = { kind, area: pick(['insurance', 'treatment', 'pension'] as const), title: '', body: `پرسش ${once}` }
  return { key: once, do: () => receiveRequest(app, asker, values, once) }
}

function deedOn(line: Line, once: string): Deed {
  const { code, state } = line
  const holder = clerks.find(({ staffId }) => staffId === line.holder) ?? pick(clerks)
  const second = pick(clerks)
  const byHolder = (work: () => Promise<Result<unknown>>): Deed => ({ key: `${holder.staffId}:${once}`, do: work })
  const bySecond = (work: () => Promise<Result<unknown>>): Deed => ({ key: `${second.staffId}:${once}`, do: work })
  const byCitizen = (work: () => Promise<Result<unknown>>): Deed => ({ key: once, do: work })
  const unmarked = (work: () => Promise<Result<unknown>>): Deed => ({ key: null, do: work })

  const note = bySecond(() => noteOnRequest(app, second, code, 'دیده شد', once))
  const write = byCitizen(() => writeToRequest(app, line, { text: 'نوشتم' }, once))
  const take = unmarked(() => takeRequest(app, second, code, once))
  const next = unmarked(() => takeNextRequest(app, second, once))
  const canonical = { how: 'canonical', questionId: 1, chosen: {} } as const
  const own = { how: 'own', text: 'پاسخ', reason: 'مورد ویژه', questionId: null } as const
  const answer = byHolder(() => draftReply(app, holder, code, canonical, once))
  const otherwise = byHolder(() => draftReply(app, holder, code, own, once))
  const rare = [
    byCitizen(() => withdrawRequest(app, line, '', once)),
    byHolder(() => referRequest(app, holder, code, { where: 'جای دیگر', reason: 'قانون' }, once)),
    bySecond(() => handRequest(app, second, code, { to: pick(clerks).staffId, note: '' }, once)),
    byHolder(() => releaseRequest(app, holder, code, once)),
    byHolder(() =>
      transferRequest(app, holder, code, { branchId: pick([1, 2]), province: null, reason: 'آنجا' }, once),
    ),
    unmarked(async () => {
      const [other] = await db.query<{ code: string }>(
        'select tracking_code as code from request where person_id = $1 and open and request_id <> $2 limit 1',
        [line.personId, line.requestId],
      )
      return mergeRequests(app, holder, code, other?.code ?? code, once)
    }),
  ]
  if (Math.random() < 0.08) return pick(rare)
  const ask = byHolder(() => askPerson(app, holder, code, 'کدام کارگاه؟', once))
  const open = unmarked(() => openOwnRequest(app, line.personId, line.requestId))
  switch (state) {
    case 'assigned':
      return pick([take, take, take, next])
    case 'in-progress':
      return pick([ask, ask, ask, ask, answer, answer, otherwise])
    case 'asked':
      return pick([open, open, open, open, write, answer])
    case 'waiting':
      return pick([write, note, note, note])
    case 'pending-approval':
      return pick([
        bySecond(() => approveReply(app, second, code, once)),
        bySecond(() => approveReply(app, second, code, once)),
        bySecond(() => refuseReply(app, second, code, 'نه', once)),
      ])
    case 'sending':
      return pick([note, write, unmarked(() => undoSending(app, holder, code, once))])
    case 'answered':
      return pick([
        byCitizen(() => reopenRequest(app, line, 'حل نشد', once)),
        byCitizen(() => rateRequest(app, line, { solved: Math.random() < 0.3, score: 2, text: '' }, once)),
        note,
      ])
    default:
      return note
  }
}

/** Of a dead database one hears; whatever else is thrown is a fault of ours, and the test is told. */
function strange(error: unknown): null {
  if (!connectionBroke(error)) appendFileSync(given('FAULT_FILE'), `${(error as Error).stack}\n`)
  return null
}

async function forEver(work: () => Promise<void>): Promise<void> {
  for (;;) {
    await work().catch(strange)
    await again()
  }
}

await Promise.all([sweeper, sender, actor, actor].map(forEver))
