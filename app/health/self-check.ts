import { addDays, tehranDate } from '#kernel/dates.ts'
import { brokenLink } from '#kernel/hash-chain.ts'
import { foldRequest } from '#kernel/request/fold.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import { findQuestion } from '#store/answers.ts'
import { clockOf, listClocks } from '#store/clocks.ts'
import type { Tx } from '#store/database.ts'
import { findRequest, listEvents, lockRequest, type RequestKey, type RequestRow } from '#store/requests.ts'
import {
  findAnyAnswer,
  lastCheck,
  listSent,
  listTouched,
  noteCheck,
  putFault,
  type CheckKind,
  type SentReply,
} from '#store/self-checks.ts'
import { isDeepStrictEqual } from 'node:util'
import { render } from '../answers/render.ts'
import { nowOf, type App } from '../app.ts'
import { digest } from '../applications/act.ts'
import { rowOf } from '../requests/step.ts'
import { intakeRow } from '../requests/receive.ts'

type CheckApp = Pick<App, 'db' | 'clock'>

const HOUR = 3600_000
/** Of the night, Tehran: minutes after midnight from which yesterday's replies are looked at. */
const NIGHT = 120

/**
 * Looks at what is due of itself, once each: the requests that something happened to up to the last full hour, and the
 * replies up to last midnight. What was missed while no worker ran is made up for. Answers how many faults were found.
 */
export async function checkItself(app: CheckApp): Promise<number> {
  const now = app.clock.now()
  const hour = Math.floor(now / HOUR) * HOUR
  const midnight = tehranInstant(tehranDate(now), 0) * 1000
  const night = now >= midnight + NIGHT * 60_000 ? midnight : tehranInstant(addDays(tehranDate(now), -1), 0) * 1000
  return (await check(app, 'replay', hour, HOUR)) + (await check(app, 'replies', night, 24 * HOUR))
}

async function check(app: CheckApp, kind: CheckKind, until: number, first: number): Promise<number> {
  const last = (await lastCheck(app.db, kind))?.untilAt.getTime() ?? until - first
  if (last >= until) return 0
  const [from, untilAt] = [new Date(last), new Date(until)]
  let [looked, faults] = [0, 0]
  const found = async (key: RequestKey, what: string | null) => {
    looked += 1
    if (what !== null) faults += 1
    await putFault(app.db, key, kind, what, nowOf(app))
  }
  if (kind === 'replay')
    for (const key of await listTouched(app.db, from, untilAt)) await found(key, await faultOfRequest(app, key))
  else
    for (const replies of byRequest(await listSent(app.db, from, untilAt))) {
      const faultsOf: (string | null)[] = []
      for (const reply of replies) faultsOf.push(await faultOfReply(app.db, reply))
      await found(replies[0]!, faultsOf.find((fault) => fault !== null) ?? null)
    }
  await app.db.transaction((tx) => noteCheck(tx, kind, { untilAt, looked, faults }, nowOf(app)))
  return faults
}

const byRequest = (replies: readonly SentReply[]) =>
  Map.groupBy(replies, ({ personId, requestId }) => `${personId} ${requestId}`).values()

/** What of a request does not agree with its events, by name; null: all does. */
export async function faultOfRequest(app: CheckApp, key: RequestKey): Promise<string | null> {
  const row = await findRequest(app.db, key)
  const seen = row === undefined ? 'request' : await faultIn(app.db, row)
  if (seen === null) return null
  // Something may just be happening to it: only what is wrong under its lock is wrong.
  return app.db.transaction(async (tx) => {
    const locked = await lockRequest(tx, key)
    return locked === undefined ? 'request' : faultIn(tx, locked)
  })
}

async function faultIn(tx: Tx, row: RequestRow): Promise<string | null> {
  const [links, clocks] = [await listEvents(tx, row), await listClocks(tx, row)]
  const broken = brokenLink(
    links.map(({ event, hash }) => ({ action: event, hash })),
    digest,
  )
  if (broken !== null) return `event ${broken}`
  try {
    const request = foldRequest(links.map(({ event }) => event))
    const kept = { ...row, ...intakeOf(links[0]!.event) }
    const told: Record<string, unknown> = rowOf(kept, request, links.at(-1)!.hash, links.at(-1)!.event.at)
    const wrong = Object.keys(told).filter(
      (name) => !isDeepStrictEqual(told[name], (row as Record<string, unknown>)[name]),
    )
    if (request.clocks.length !== clocks.length) wrong.push('clocks')
    for (const clock of request.clocks) {
      const stands = clocks.find(({ kind, cycle, n }) => kind === clock.kind && cycle === clock.cycle && n === clock.n)
      if (stands === undefined || !isDeepStrictEqual(clockOf(stands), clock)) wrong.push(`clock ${clock.kind}`)
    }
    return wrong.length === 0 ? null : [...new Set(wrong)].join(' ')
  } catch {
    return 'events'
  }
}

function intakeOf(event: RequestEvent): Partial<RequestRow> {
  if (event.kind !== 'received') throw new RangeError('a request begins with its receipt')
  const { contact, at } = event
  const [contactName, contactMobile] = [contact?.name ?? null, contact?.mobile ?? null]
  return { ...intakeRow(event), contactName, contactMobile, receivedAt: new Date(at) }
}

/** Whether a reply is not what it says it is: its words have another digest, or its answer does not give these words. */
async function faultOfReply(tx: Tx, { event }: SentReply): Promise<string | null> {
  if (digest(event.text) !== event.digest) return 'digest'
  if (event.answerId === null) return null
  const answer = await findAnyAnswer(tx, event.answerId)
  const question = answer === undefined ? undefined : await findQuestion(tx, answer.questionId)
  if (answer === undefined || question === undefined) return 'answer'
  const day = tehranDate(event.at)
  // Its end may have been set since: then it was given as one without an end.
  const ends = [answer, { ...answer, until: null }]
  return ends.some((one) => render(question, one, day).digest === event.digest) ? null : 'answer'
}
