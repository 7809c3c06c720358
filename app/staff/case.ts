import { tehranDate } from '#kernel/dates.ts'
import type { Json, Raw } from '#kernel/fields/field.ts'
import type { Actor, Grounds } from '#kernel/service/action.ts'
import { type MoveName, moveOf } from '#kernel/service/flow.ts'
import { type Judgement, judge } from '#kernel/service/judge.ts'
import { permissionOf, permitted, type Permitted } from '#kernel/service/permitted.ts'
import { type Situation, situation } from '#kernel/service/situation.ts'
import type { ApplicationKey, ApplicationRow } from '#store/applications.ts'
import { findInScope, listColleagues, listOfPersonInScope, staffNames, type Colleague } from '#store/desk.ts'
import { getPerson, type Person } from '#store/people.ts'
import { listFiles } from '#store/files.ts'
import { randomUUID } from 'node:crypto'
import { act, type Seen } from '../applications/act.ts'
import { loadApplication, type Loaded } from '../applications/load.ts'
import { handle, moveApplication, note, view } from '../applications/move.ts'
import type { App } from '../app.ts'
import { openFile, scanWords, type OpenedFile } from '../files/open-file.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { listed, type Desk, type Listed } from './desk.ts'
import { recordedFacts } from './recorded-facts.ts'
import { deskRoles, type StaffRole } from './staff.ts'

/** An application on a desk, with all that its reader needs to decide. */
export type Case = Loaded & {
  readonly person: Person
  readonly now: Situation
  readonly judgement: Judgement
  readonly permitted: Permitted
  /** Names of the staff who appear in it, by id. */
  readonly names: ReadonlyMap<string, string>
  /** Other applications of this person that the reader may see. */
  readonly others: readonly Listed[]
  /** To whom a supervisor can give it; empty for everybody else. */
  readonly colleagues: readonly Colleague[]
  /** What is known of the safety of each file, by its id. */
  readonly safety: ReadonlyMap<string, string>
  /** Of the reader. */
  readonly desk: Desk
}

const HOUR = 3600_000
const actorOf = ({ role, staffId }: Desk): Actor => ({ role, id: staffId })
const notFound = failed({
  code: 'not-found',
  message: 'پرونده‌ای با این نشانی در میز شما نیست. کد رهگیری را بررسی کنید.',
})
const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })

/** Opens a case for reading. That it was read is an action, once an hour for each reader. */
export async function openCase(app: App, desk: Desk, code: string): Promise<Result<Case>> {
  const row = await findInScope(app.db, desk, code)
  if (row === undefined) return notFound
  const loaded = await loadApplication(app, row)
  if (loaded === undefined) return notFound
  const { application, moment } = loaded
  const readLately = application.actions.some(
    ({ kind, by, at }) => kind === 'viewed' && by.id === desk.staffId && at > moment.at - HOUR,
  )
  if (readLately) return done(await caseOf(app, desk, loaded))
  const seen = await view(app, row, actorOf(desk), 'case')
  return seen.ok ? done(await caseOf(app, desk, { ...loaded, application: seen.value })) : seen
}

async function caseOf(app: App, desk: Desk, loaded: Loaded): Promise<Case> {
  const { row, service, application, moment } = loaded
  const today = tehranDate(moment.at)
  const may = permitted(service, application, actorOf(desk), moment)
  const ids = application.actions.flatMap((action) =>
    [action.kind === 'assigned' ? [action.to] : [], isStaff(action.by) ? [action.by.id] : []].flat(),
  )
  const [person, names, others, files, colleagues] = await Promise.all([
    getPerson(app.db, row.personId),
    staffNames(app.db, [...new Set(ids)]),
    listOfPersonInScope(app.db, desk, row.personId, 20),
    listFiles(app.db, row.personId, row.applicationId),
    may.assign ? assignable(app, loaded) : [],
  ])
  return {
    ...loaded,
    person,
    now: situation(service, application, today),
    judgement: judge(service, application, today),
    permitted: may,
    names,
    others: await listed(
      app,
      others.filter(({ applicationId }) => applicationId !== row.applicationId),
    ),
    colleagues,
    safety: new Map(files.map((file) => [file.id, scanWords(file)])),
    desk,
  }
}

const isStaff = ({ role }: Actor) => role !== 'citizen' && role !== 'clock'

/** Those who serve the branch and could take it in hand were it free. */
async function assignable(app: App, { row, service, application, moment }: Loaded): Promise<Colleague[]> {
  const roles = (Object.keys(deskRoles) as StaffRole[]).filter((role) => row.roles.includes(deskRoles[role]!))
  const colleagues = await listColleagues(app.db, row.branchId, roles)
  const free = { ...application, holder: null }
  return colleagues.filter(({ staffId, role }) => {
    const desk = deskRoles[role as StaffRole]
    if (desk === undefined || staffId === application.holder) return false
    return permitted(service, free, { role: desk, id: staffId }, moment).claim
  })
}

/** Opens a file of a case; every opening is an action. */
export const openCaseFile = (app: App, desk: Desk, code: string, fileId: string): Promise<Result<OpenedFile>> =>
  onCase(app, desk, code, async (row) => {
    const loaded = await loadApplication(app, row)
    const sent = loaded?.application.actions.find((action) => action.kind === 'uploaded' && action.file.id === fileId)
    if (sent?.kind !== 'uploaded') return notFound
    const opened = await openFile(app, row.personId, fileId)
    if (opened === null) return notFound
    if (opened === 'quarantine') return refused('این پرونده هنوز در صف پویش است. کمی بعد دوباره آن را باز کنید.')
    if (opened === 'infected') return refused('این پرونده آلوده بود و پاک شد. از متقاضی بخواهید دوباره بفرستد.')
    const seen = await view(app, row, actorOf(desk), sent.document)
    return seen.ok ? done(opened) : seen
  })

/** The use cases below act on one case of a desk. What is out of its scope does not exist for it. */
async function onCase<T>(
  app: App,
  desk: Desk,
  code: string,
  work: (row: ApplicationRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  const row = await findInScope(app.db, desk, code)
  return row === undefined ? notFound : work(row)
}

/** Takes a case in hand. */
export const claimCase = (app: App, desk: Desk, code: string) =>
  onCase(app, desk, code, (row) => handle(app, row, actorOf(desk), 'claimed'))

/** Gives a case back to the queue. */
export const releaseCase = (app: App, desk: Desk, code: string) =>
  onCase(app, desk, code, (row) => handle(app, row, actorOf(desk), 'released'))

/** Writes a word to colleagues into a case. */
export const noteOnCase = (app: App, desk: Desk, code: string, text: string) =>
  onCase(app, desk, code, async (row) =>
    text.trim() === ''
      ? invalid([{ field: 'text', message: 'متن یادداشت را بنویسید.' }])
      : note(app, row, actorOf(desk), text.slice(0, 2000), 'staff'),
  )

/** A supervisor gives a case to somebody who can act on it now. */
export const assignCase = (app: App, desk: Desk, code: string, to: string) =>
  onCase(app, desk, code, async (row) => {
    const loaded = await loadApplication(app, row)
    if (loaded === undefined) return notFound
    const whom = (await assignable(app, loaded)).find(({ staffId }) => staffId === to)
    const version = loaded.application.moves.length
    return act(app, row, actorOf(desk), null, ({ service, application, moment }: Seen) => {
      if (!permitted(service, application, actorOf(desk), moment).assign)
        return refused('این پرونده را اکنون نمی‌توان به کسی سپرد.')
      if (whom === undefined) return invalid([{ field: 'to', message: 'همکاری را از فهرست انتخاب کنید.' }])
      if (application.moves.length !== version) return refused('وضعیت پرونده همین حالا تغییر کرد. دوباره نگاه کنید.')
      return done([{ kind: 'assigned', to: whom.staffId }])
    })
  })

/**
 * Makes a move of the flow, `approve` or `return` say: the role of the desk is put before it. `once` names this attempt:
 * sent again it is the same request.
 */
export const moveCase = (
  app: App,
  desk: Desk,
  code: string,
  action: string,
  grounds: Grounds,
  once: string | null = null,
) =>
  onCase(app, desk, code, async (row) => {
    const name = `${desk.role}:${action}` as MoveName
    const loaded = await loadApplication(app, row)
    if (loaded === undefined || !isMove(loaded, name)) return notFound
    const requestKey = once === null ? null : `${desk.staffId}:${once}`
    const errors = errorsIn(loaded, desk, name, grounds)
    return errors.length > 0 ? invalid(errors) : moveApplication(app, row, actorOf(desk), name, grounds, requestKey)
  })

const isMove = ({ service }: Loaded, name: MoveName): boolean =>
  Object.values(service.flow.states).some((state) => moveOf(state, name) !== null)

/** What can be mended in the form itself; everything else is for the move to refuse. */
function errorsIn(
  { service, application, moment }: Loaded,
  desk: Desk,
  name: MoveName,
  grounds: Grounds,
): FieldError[] {
  const move = moveOf(service.flow.states[application.state], name)
  if (move === null || !permissionOf(service, application, actorOf(desk), name, moment).allowed) return []
  const { remarks = [], reasons = [] } = grounds
  if (move.needs === 'remarks' && remarks.length === 0)
    return [{ field: '', message: 'دست‌کم برای یک پرسش یا مدرک بنویسید چه چیزی باید اصلاح شود.' }]
  if (move.needs !== 'reasons') return []
  if (reasons.length === 0) return [{ field: '', message: 'دست‌کم یک دلیل را از فهرست انتخاب کنید.' }]
  return reasons
    .filter((reason) => reason.note.trim() === '')
    .map(({ rule }) => ({
      field: `note-${rule}`,
      message: `برای دلیل «${service.rules[rule]?.title ?? ''}» توضیحی برای شخص بنویسید.`,
    }))
}

/** Records what a colleague found out, as a fact of the case. `form` has the inputs of `recordedFacts` under the fact's name. */
export const recordFact = (app: App, desk: Desk, code: string, name: string, form: Raw) =>
  onCase(app, desk, code, (row: ApplicationKey) =>
    act(app, row, actorOf(desk), null, ({ service, application, moment }) => {
      const missing = permitted(service, application, actorOf(desk), moment).record.find((fact) => fact.name === name)
      if (missing === undefined) return refused('ثبت این نتیجه اکنون با شما نیست، یا پیش‌تر ثبت شده است.')
      const field = recordedFacts[missing.from.key]
      if (field === undefined) throw new Error(`nobody knows how to record ${missing.from.key}`)
      const found = field.read(form, name)
      if (!found.ok) return invalid(found.errors)
      const value: Json = field.toJson(found.value)
      const saidAt = new Date(moment.at).toISOString()
      return done([
        { kind: 'fact', name, about: missing.about, value, source: desk.staffId, replyId: randomUUID(), saidAt },
      ])
    }),
  )
