import { findKnown, listClocksOver, listRunningOver } from '#store/calendar.ts'
import { randomPersonId, type PersonId } from '#store/ids.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import type { Tx } from '#store/database.ts'
import { nowOf, type App } from '../app.ts'
import { restate } from '../applications/restate.ts'
import { moveDeadline } from '../requests/deadlines.ts'
import { placesOf, within } from './running.ts'

/** Where the moving on of deadlines has come to. The command is one page of it; it ends with the command for the next one. */
type Place = {
  readonly proposalId: string
  /** The second round is for what another process promised by the old calendar just after it had changed. */
  readonly round: 1 | 2
  readonly part: 'applications' | 'requests'
  /** Which page of the round this is: each follows once, also after a page that was done twice. */
  readonly n: number
  /** The last one of the page before: deadline and id of an application, or person and id of a request. */
  readonly after: readonly [string, string] | null
}

/** What another process knows of the calendar is half a minute old at most; twice that is safe. */
const SECOND_ROUND = 60_000

/** Puts the moving on of all deadlines concerned into the outbox, in the transaction that approved the days. */
export async function moveDeadlinesLater(tx: Tx, proposalId: string, at: Date): Promise<void> {
  // The command is about nobody: it gets an id of its own, as everything in the outbox lies by person.
  const personId = randomPersonId()
  for (const round of [1, 2] as const)
    await enqueuePlace(tx, personId, { proposalId, round, part: 'applications', n: 0, after: null }, at, round)
}

async function enqueuePlace(tx: Tx, personId: PersonId, payload: Place, at: Date, round: 1 | 2 = 1): Promise<void> {
  const { proposalId, n } = payload
  const dedupeKey = `calendar:${proposalId}:${payload.round}:${n}`
  const due = new Date(at.getTime() + (round === 2 ? SECOND_ROUND : 0))
  await enqueue(tx, { personId, kind: 'move-deadlines', payload, dedupeKey }, at, due)
}

/**
 * Writes the rows of one page of open applications anew, or moves the deadlines of one page of requests on, and puts the
 * next page into the outbox. Done twice is done once: a deadline that has moved has nowhere further to go.
 */
export async function moveDeadlines(app: App, command: Command, page = 100): Promise<void> {
  const place = command.payload as unknown as Place
  const { proposalId, part, after } = place
  const proposal = await findKnown(app.db, proposalId)
  if (proposal === undefined) throw new Error(`no approved proposal ${proposalId}`)
  app.workingTimes.forget()
  const [places, over] = [await placesOf(app.db, proposal.days), within(proposal.days)]
  const go = (next: Pick<Place, 'part' | 'after'>) =>
    enqueuePlace(app.db, command.personId, { ...place, ...next, n: place.n + 1 }, nowOf(app))
  if (part === 'applications') {
    const from = after === null ? null : { dueAt: new Date(after[0]), applicationId: after[1] }
    const found = await listRunningOver(app.db, places, over, from, page)
    for (const key of found) await restate(app, key)
    const last = found.at(-1)
    return last === undefined
      ? go({ part: 'requests', after: null })
      : go({ part, after: [last.dueAt.toISOString(), last.applicationId] })
  }
  const from = after === null ? null : { personId: after[0] as PersonId, requestId: after[1] }
  const found = await listClocksOver(app.db, places, over, from, page)
  for (const key of found) await moveDeadline(app, key)
  const last = found.at(-1)
  if (last !== undefined) await go({ part, after: [last.personId, last.requestId] })
}
