import { addDays, addJalaliMonths, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { plannedEnd, warnFrom } from '#law/dependants.ts'
import { askForCommitment, commitmentDays } from './commitment.ts'
import {
  listDueCovers,
  lockCover,
  noteCoverEvent,
  saveLook,
  setLookOn,
  type CoverKey,
  type CoverRow,
} from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import { enqueue } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { askLater } from './ask.ts'
import { endCoverOnce } from './end.ts'
import { isAdult } from './held.ts'

/** The registers are asked about every running cover at least this often, in Jalali months: a notice may be lost. */
const ASK_EVERY = 6

/**
 * The clock's part: looks at the covers whose day has come, the longest due first, and warns or ends as the law of the day
 * says. Answers how many were looked at; throws when some could not be, after the others: they are due again tomorrow.
 */
export async function lookAtDueCovers(app: App, limit = 100): Promise<number> {
  const today = tehranDate(app.clock.now())
  const failures: unknown[] = []
  const due = await listDueCovers(app.db, today, limit)
  for (const key of due) {
    try {
      await app.db.transaction((tx) => look(tx, key, today, nowOf(app)))
    } catch (error) {
      failures.push(error)
      await setLookOn(app.db, key, addDays(today, 1))
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${due.length} covers: ${String(failures[0])}`)
  return due.length
}

/** Everything about one cover in one transaction: killed on the way, nothing of it was; done by another worker, nothing is left. */
async function look(tx: Tx, key: CoverKey, today: IsoDate, at: Date): Promise<void> {
  const row = await lockCover(tx, key)
  if (row === undefined || row.endedOn !== null || row.lookOn === null || row.lookOn > today) return
  const { held, ...asking } = await askForCommitment(tx, row, today, at)
  const end = plannedEnd(held)
  if (end !== null && end.on <= today) {
    await endCoverOnce(tx, row, { ...end, by: 'clock' }, at)
    return
  }
  const until = end?.on ?? null
  if (until !== row.until)
    await noteCoverEvent(tx, row, { kind: 'moved', detail: { from: row.until, to: until }, by: 'clock', at })
  const warns = until !== null && end?.reason !== 'commitment' && warnFrom(until) <= today
  if (warns && row.warnedOf !== until) await warn(tx, row, until, at)
  const asked = row.askedOn ?? row.from
  const asks = addJalaliMonths(asked, ASK_EVERY) <= today
  if (asks) await askLater(tx, row, null, at)
  const askedOn = asks ? today : asked
  const days = [
    addJalaliMonths(askedOn, ASK_EVERY),
    ...(until === null ? [] : [warns || end?.reason === 'commitment' ? until : warnFrom(until)]),
    ...commitmentDays(held, today),
  ]
  const lookOn = days.toSorted()[0]!
  await saveLook(tx, row, { ...asking, until, warnedOf: warns ? until : row.warnedOf, askedOn, lookOn })
}

/** A month before the end, or as soon as it is known: what ends, when, and what can be done until then. */
async function warn(tx: Tx, row: CoverRow, until: IsoDate, at: Date): Promise<void> {
  const { personId, dependantId, from } = row
  await noteCoverEvent(tx, row, { kind: 'warned', detail: { until }, by: 'clock', at })
  const payload = { to: 'person', insuredId: personId, dependantId, from, until }
  const dedupeKey = `cover-ending:${dependantId}:${from}:${until}`
  const tell = (to: typeof personId, template: string) =>
    enqueue(tx, { personId: to, kind: 'send-sms', payload: { template, ...payload }, dedupeKey }, at)
  await tell(personId, 'cover-ending')
  if (isAdult(row, tehranDate(at.getTime()))) await tell(dependantId, 'cover-ending-own')
}
