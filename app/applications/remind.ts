import { addDays, tehranDate } from '#kernel/dates.ts'
import { isCitizens, type Application } from '#kernel/service/application.ts'
import { deadline } from '#kernel/service/deadline.ts'
import type { Service } from '#kernel/service/service.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { enqueue, type Command, type Decided } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { loadApplication } from './load.ts'

/** The command that reminds of a state in which the person has something to do; none where the state has no reminder. */
export function reminderOf(
  { flow }: Service,
  { personId, applicationId }: ApplicationKey,
  { state, moves }: Application,
): Decided[] {
  const entered = flow.states[state]
  if (entered?.final !== undefined || entered?.reminder === undefined) return []
  const payload = { applicationId, moves: moves.length }
  return [{ personId, kind: 'remind-applicant', payload, dedupeKey: `remind:${applicationId}:${moves.length}` }]
}

/** The hour at which people are reminded, in minutes after midnight. */
const MORNING = 10 * 60

/** Reminds a person in the morning, so many days before their time ends; before that it only waits. Nothing where they have gone on. */
export async function remindApplicant(app: App, command: Command): Promise<void> {
  const key = { personId: command.personId, applicationId: String(command.payload['applicationId']) }
  const loaded = await loadApplication(app, key)
  if (loaded === undefined || loaded.application.moves.length !== Number(command.payload['moves'])) return
  const { service, application, moment } = loaded
  const state = service.flow.states[application.state]
  const limit = deadline(service, application, moment.time)
  if (!isCitizens(state) || state?.final !== undefined || state?.reminder === undefined || limit === null) return
  const day = addDays(tehranDate(limit.at - 1), -state.reminder)
  const at = tehranInstant(day, MORNING) * 1000
  const { dedupeKey } = reminderOf(service, key, application)[0]!
  if (moment.at < at) {
    // The day may move with the calendar: it is looked at again when it comes.
    const { personId, kind, payload } = command
    return enqueue(app.db, { personId, kind, payload, dedupeKey: `${dedupeKey}:${day}` }, nowOf(app), new Date(at))
  }
  const payload = { template: 'application-reminder', to: 'person', applicationId: key.applicationId }
  await enqueue(
    app.db,
    { personId: key.personId, kind: 'send-sms', payload, dedupeKey: `${dedupeKey}:sms` },
    nowOf(app),
  )
}
