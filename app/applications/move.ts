import type { Actor, Deed, Grounds } from '#kernel/service/action.ts'
import { isCitizens, type Application } from '#kernel/service/application.ts'
import type { Json } from '#kernel/fields/field.ts'
import { CLOCK_MOVE, type MoveName } from '#kernel/service/flow.ts'
import { judge } from '#kernel/service/judge.ts'
import { permissionOf, permitted } from '#kernel/service/permitted.ts'
import { tehranDate } from '#kernel/dates.ts'
import { listDueWakes, setWake, type ApplicationKey } from '#store/applications.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import { act, type Seen } from './act.ts'
import { clockActor } from './load.ts'
import { restate } from './restate.ts'

const refused = (why: string): Result<never> => failed({ code: 'wrong-step', message: why })

/** Makes a move of the flow: submit, withdraw, return, approve, reject, object … Decisions keep the judgement of that moment. */
export async function moveApplication(
  app: App,
  key: ApplicationKey,
  by: Actor,
  move: MoveName,
  grounds: Grounds = {},
  requestKey: string | null = null,
): Promise<Result<Application>> {
  return act(app, key, by, requestKey, (seen) => moved(seen, by, move, grounds))
}

/** The deed of a move, where it is permitted. */
export function moved(seen: Seen, by: Actor, move: MoveName, grounds: Grounds = {}): Result<readonly Deed[]> {
  const permission = permissionOf(seen.service, seen.application, by, move, seen.moment, grounds)
  if (!permission.allowed) return refused(permission.why)
  return done([{ kind: 'moved', move, ...grounds, verdicts: verdictsOf(seen) }])
}

/**
 * Somebody takes an application in hand or gives it back. Taken may be a free one, and one in the hand of a colleague in
 * whose place they work (`absent`, staff ids).
 */
export async function handle(
  app: App,
  key: ApplicationKey,
  by: Actor,
  how: 'claimed' | 'released',
  absent: readonly string[] = [],
): Promise<Result<Application>> {
  return act(app, key, by, null, (seen) => handled(seen, by, how, absent))
}

/** The deed of taking in hand or giving back, where it is permitted; none for what one has in hand already. */
export function handled(
  { service, application, moment }: Seen,
  by: Actor,
  how: 'claimed' | 'released',
  absent: readonly string[] = [],
): Result<readonly Deed[]> {
  const { holder } = application
  const insteadOf = how === 'claimed' && holder !== null && absent.includes(holder) ? holder : null
  const may = permitted(service, insteadOf === null ? application : { ...application, holder: null }, by, moment)
  if (how === 'released') return may.release ? done([{ kind: 'released' }]) : refused('این پرونده در دست شما نیست.')
  if (holder === by.id) return done([])
  if (!may.claim) return refused('این پرونده را اکنون نمی‌توان برداشت؛ شاید همکار دیگری برداشته باشد.')
  return done([insteadOf === null ? { kind: 'claimed' } : { kind: 'claimed', insteadOf }])
}

/** A word on an application, for colleagues or for the person. The same key again is the same note. */
export async function note(
  app: App,
  key: ApplicationKey,
  by: Actor,
  text: string,
  shownTo: 'citizen' | 'staff',
  requestKey: string | null = null,
): Promise<Result<Application>> {
  return act(app, key, by, requestKey, () =>
    text.trim() === '' ? refused('متن یادداشت را بنویسید.') : done([{ kind: 'noted', text: text.trim(), shownTo }]),
  )
}

/** Every look of staff into an application is an action, which its owner can read. */
export async function view(app: App, key: ApplicationKey, by: Actor, what: string): Promise<Result<Application>> {
  return act(app, key, by, null, () => done([{ kind: 'viewed', what }]))
}

/**
 * The clock's part: moves on what has come to the end of its time, oldest first. What was woken too early, because its
 * day has moved, is woken again when it is time; a person who cannot send because the service is off loses nothing by it.
 * Answers how many were moved.
 */
export async function wakeDue(app: App, limit = 100): Promise<number> {
  const due = await listDueWakes(app.db, new Date(app.clock.now()), limit)
  const states = await app.serviceStates.now(app.db)
  let moved = 0
  for (const key of due) {
    let [early, held] = [false, false]
    const result = await act(app, key, clockActor, null, (seen) => {
      const { service, application } = seen
      held = isCitizens(service.flow.states[application.state]) && states.holdsBack(service.id, key.personId)
      if (held) return done([])
      early = !permissionOf(seen.service, seen.application, clockActor, CLOCK_MOVE, seen.moment).allowed
      return early ? done([]) : done([{ kind: 'moved', move: CLOCK_MOVE }])
    })
    if (held) await setWake(app.db, key, new Date(app.clock.now() + HOUR))
    else if (early) await restate(app, key)
    else if (result.ok) moved += 1
  }
  return moved
}

const HOUR = 3600_000

/** The judgement of this moment. Lists that a rule read, all wages of a life say, stand in the application's facts already. */
const verdictsOf = ({ service, application, moment }: Seen): Json =>
  JSON.parse(JSON.stringify(judge(service, application, tehranDate(moment.at)).rules, withoutLists)) as Json

function withoutLists(key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  return key === 'value' && Array.isArray(value) ? null : value
}
