import { canonical, linkHashOf } from '#kernel/hash-chain.ts'
import type { Action, Actor, Deed } from '#kernel/service/action.ts'
import type { Json } from '#kernel/fields/field.ts'
import { fold, step, type Application } from '#kernel/service/application.ts'
import { deadline, type Deadline } from '#kernel/service/deadline.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { pendingKey, situation, subjectOf, type Situation } from '#kernel/service/situation.ts'
import type { Moment } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import type { Effect } from '#kernel/service/effect.ts'
import { tehranDate } from '#kernel/dates.ts'
import { waitsFor } from '#kernel/unit.ts'
import { getVersion } from '#services/all.ts'
import {
  listActions,
  lockApplication,
  isPendingTwice,
  writeStep,
  type ApplicationKey,
  type ApplicationRow,
  type NewLink,
  type Step,
} from '#store/applications.ts'
import type { Tx } from '#store/database.ts'
import { enqueueAll, type Decided } from '#store/outbox.ts'
import { hash } from 'node:crypto'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import { momentOf } from './load.ts'
import { reminderOf } from './remind.ts'
import { tidingsOf } from './tidings.ts'

export const digest = (text: string): string => hash('sha256', text, 'hex')

/** What is seen under the lock, to decide on. */
export type Seen = { service: Service; application: Application; row: ApplicationRow; moment: Moment }

/**
 * The one way an application changes. Locks it, folds its actions, lets `decide` say what is done, and writes in one
 * transaction: the actions chained by hash, the projection, the wake-up, and, when the application has come to an end,
 * its effects as commands. The same key again is the same request: nothing is done, what is there is answered.
 */
export async function act(
  app: App,
  key: ApplicationKey,
  by: Actor,
  requestKey: string | null,
  decide: (seen: Seen) => Result<readonly Deed[]>,
): Promise<Result<Application>> {
  return onePending(
    app.db.transaction(async (tx) => {
      const taken = await take(tx, app, key, by, requestKey, decide)
      if (taken.ok && taken.value.step !== null) await writeStep(tx.last, taken.value.step)
      return onlyApplication(taken)
    }),
  )
}

/** The same inside a transaction that does more: what is refused has written nothing. */
export async function actWithin(
  tx: Tx,
  app: Pick<App, 'clock' | 'workingTimes'>,
  key: ApplicationKey,
  by: Actor,
  requestKey: string | null,
  decide: (seen: Seen) => Result<readonly Deed[]>,
): Promise<Result<Application>> {
  const taken = await take(tx, app, key, by, requestKey, decide)
  if (taken.ok && taken.value.step !== null) await writeStep(tx, taken.value.step)
  return onlyApplication(taken)
}

/** An application, and what is to be written of it; null: nothing has happened. */
type Taken = { readonly application: Application; readonly step: Step | null }

const onlyApplication = (taken: Result<Taken>): Result<Application> =>
  taken.ok ? done(taken.value.application) : taken

/** Locks an application and lets `decide` say what is done; answers what is to be written. */
async function take(
  tx: Tx,
  app: Pick<App, 'clock' | 'workingTimes'>,
  key: ApplicationKey,
  by: Actor,
  requestKey: string | null,
  decide: (seen: Seen) => Result<readonly Deed[]>,
): Promise<Result<Taken>> {
  const [row, links] = await Promise.all([lockApplication(tx, key), listActions(tx, key)])
  if (row === undefined || (by.role === 'citizen' && by.id !== key.personId))
    return failed({ code: 'not-found', message: 'چنین درخواستی پیدا نشد.' })
  const service = getVersion(row.service, row.version)
  const application = fold(
    service,
    links.map(({ action }) => action),
  )
  if (requestKey !== null && links.some((link) => link.key === requestKey)) return done({ application, step: null })
  const moment = await momentOf(tx, app, row.branchId)
  const decided = decide({ service, application, row, moment })
  if (!decided.ok) return decided
  if (decided.value.length === 0) return done({ application, step: null })
  return done(stepOf({ service, application, row, moment }, by, requestKey, decided.value))
}

/** Of two open applications for the same thing the database refuses the second. */
export async function onePending<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work
  } catch (error) {
    if (!isPendingTwice(error)) throw error
    return failed({
      code: 'wrong-step',
      message: 'درخواست باز دیگری برای همین مورد دارید. همان را در «درخواست‌های من» ادامه دهید.',
    })
  }
}

/** An application after these deeds, with all that follows from them. */
function stepOf(seen: Seen, by: Actor, requestKey: string | null, deeds: readonly Deed[]): Taken {
  const { service, row, moment } = seen
  const links: NewLink[] = []
  let application = seen.application
  let hash = row.lastHash
  const add = (deed: Deed, actor: Actor, keyOf: string | null) => {
    const action: Action = { ...deed, at: moment.at, by: actor }
    application = step(service, application, action)
    const text = canonical(action as unknown as Json)
    hash = linkHashOf(hash, text, digest)
    links.push({ text, hash, key: keyOf })
  }
  for (const [index, deed] of deeds.entries()) add(deed, by, index === 0 ? requestKey : null)
  const moved = application.moves.length > seen.application.moves.length
  const effects = moved ? outcome(service, application, tehranDate(moment.at)) : []
  if (effects.length > 0) add({ kind: 'outcome', effects }, { role: 'clock', id: 'clock' }, null)

  const limit = deadline(service, application, moment.time)
  return {
    application,
    step: {
      row: projection(service, application, row, moment, hash, limit),
      first: row.actions,
      links,
      wake: limit?.after == null ? null : new Date(limit.at),
      commands: [
        ...effectCommands(row, effects, application.actions.length - 1, null),
        ...(moved ? [...tidings(service, row, application), ...reminderOf(service, row, application)] : []),
      ],
      at: new Date(moment.at),
    },
  }
}

/** The row of lists and queues, computed anew from the application. */
export function projection(
  service: Service,
  application: Application,
  before: ApplicationRow,
  moment: Moment,
  lastHash: string,
  limit: Deadline | null = deadline(service, application, moment.time),
): ApplicationRow {
  const state = service.flow.states[application.state]!
  const ended = state.final !== undefined
  const now = situation(service, application, tehranDate(moment.at))
  const roles = new Set(Object.keys(state.on ?? {}).map((name) => name.split(':')[0]!))
  roles.delete('citizen')
  roles.delete('clock')
  return {
    ...before,
    state: application.state,
    turn: state.clock ?? null,
    roles: [...roles].flatMap((role) => waitsFor(role, service.unit)),
    pending: ended ? null : pendingOf(service, now),
    subject: subjectOf(service, now),
    holder: application.holder,
    actions: application.actions.length,
    lastHash,
    submittedAt: application.submitted === null ? null : new Date(application.submitted),
    since: new Date(application.since),
    dueAt: ended || limit === null ? null : new Date(limit.at),
    endedAt: ended ? new Date(application.since) : null,
  }
}

/** What only one application may be open for. A hash: the key may be a national number. */
function pendingOf(service: Service, now: Situation): string | null {
  const key = pendingKey(service, now)
  return key === null ? null : digest(`${service.id}:${key}`)
}

/**
 * Each effect is a command of its own, with a key that a repeated end of the same application cannot double. A paper
 * says nothing that the register does not say yet: a certificate waits for the entry before it. `after` is the entry
 * that was just made, null at the end of the application.
 */
export async function enqueueEffects(
  tx: Tx,
  key: ApplicationKey,
  effects: readonly Effect[],
  action: number,
  after: number | null,
  at: Date,
): Promise<void> {
  await enqueueAll(tx, effectCommands(key, effects, action, after), at)
}

function effectCommands(
  { personId, applicationId }: ApplicationKey,
  effects: readonly Effect[],
  action: number,
  after: number | null,
): Decided[] {
  const now = [...effects.keys()].filter((index) => entryBefore(effects, index) === after)
  return now.map((index) => ({
    personId,
    kind: 'application-effect',
    payload: { applicationId, action, effect: index },
    dedupeKey: `effect:${applicationId}:${action}:${index}`,
  }))
}

/** The entry in the register that a certificate waits for; null for all else. */
function entryBefore(effects: readonly Effect[], index: number): number | null {
  if (effects[index]?.do !== 'certificate') return null
  const entry = effects.slice(0, index).findLastIndex((effect) => effect.do === 'register')
  return entry < 0 ? null : entry
}

/** The person is told by SMS of every step that concerns them. */
function tidings({ flow }: Service, { personId, applicationId }: ApplicationKey, { moves }: Application): Decided[] {
  const last = moves.at(-1)
  const told = last === undefined ? null : tidingsOf(flow.states, flow.start, last)
  if (told === null) return []
  return [
    {
      personId,
      kind: 'send-sms',
      payload: { template: told, to: 'person', applicationId },
      dedupeKey: `turn:${applicationId}:${moves.length}`,
    },
  ]
}
