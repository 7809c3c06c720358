import { tehranDate } from '#kernel/dates.ts'
import type { Json, Raw } from '#kernel/fields/field.ts'
import type { Action, Grounds } from '#kernel/service/action.ts'
import { type MoveName, moveOf } from '#kernel/service/flow.ts'
import { type Judgement, judge } from '#kernel/service/judge.ts'
import { permissionOf, permitted, type Permitted } from '#kernel/service/permitted.ts'
import { type Situation, situation } from '#kernel/service/situation.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { findInScope, listOfPersonInScope, staffNames, type Colleague } from '#store/desk.ts'
import { getPerson, type Person } from '#store/people.ts'
import { listFiles } from '#store/files.ts'
import { randomUUID } from 'node:crypto'
import { act } from '../applications/act.ts'
import { loadApplication, type Loaded } from '../applications/load.ts'
import { handle, moveApplication, note, view } from '../applications/move.ts'
import type { App } from '../app.ts'
import { openFile, scanWords, type OpenedFile } from '../files/open-file.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { assignable, colleaguesOf } from './colleagues.ts'
import { absentOf, isOfDesk, listed, type Desk, type Listed } from './desk.ts'
import { doublesOf, type Doubles } from './doubles.ts'
import { actorOf, notFound, onCase, onceBy } from './on-case.ts'
import { recordedFacts } from './recorded-facts.ts'

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
  /** Colleagues of the branch who can be asked. */
  readonly colleagues: readonly Colleague[]
  /** Those of them to whom it can be given: by a supervisor, or by whoever has it in hand; empty for everybody else. */
  readonly takers: readonly Colleague[]
  /** The colleague who has it in hand and in whose place the reader works today. */
  readonly insteadOf: string | null
  /** Other applications that may be for the same thing. */
  readonly doubles: Doubles
  /** What is known of the safety of each file, by its id. */
  readonly safety: ReadonlyMap<string, string>
  /** Of the reader. */
  readonly desk: Desk
}

const HOUR = 3600_000
const NOBODY: readonly string[] = []
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
  const { holder } = application
  const [person, names, others, files, colleagues, absent, doubles] = await Promise.all([
    getPerson(app.db, row.personId),
    staffNames(app.db, [...new Set(application.actions.flatMap(staffIn))]),
    listOfPersonInScope(app.db, desk, row.personId, 20),
    listFiles(app.db, row.personId, row.applicationId),
    colleaguesOf(app, desk, loaded),
    holder === null ? NOBODY : absentOf(app, desk),
    doublesOf(app, desk, loaded),
  ])
  const insteadOf = holder !== null && absent.includes(holder) ? holder : null
  const free = insteadOf === null ? application : { ...application, holder: null }
  const theirs = isOfDesk(desk, row)
  const all = permitted(service, application, actorOf(desk), moment)
  const may = {
    ...all,
    claim: theirs && permitted(service, free, actorOf(desk), moment).claim,
    assign: theirs && all.assign,
  }
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
    takers: may.assign || may.handOver ? assignable(colleagues, loaded) : [],
    insteadOf,
    doubles,
    safety: new Map(files.map((file) => [file.id, scanWords(file)])),
    desk,
  }
}

/** Ids of the members of staff whom an action names. */
function staffIn(action: Action): string[] {
  const by = action.by.role === 'citizen' || action.by.role === 'clock' ? [] : [action.by.id]
  if (action.kind === 'assigned') return [...by, action.to]
  if (action.kind === 'claimed') return action.insteadOf === undefined ? by : [...by, action.insteadOf]
  return action.kind === 'asked' && 'staff' in action.to ? [...by, action.to.staff] : by
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

/** Takes a case in hand: a free one, or one of a colleague in whose place the reader works today. */
export const claimCase = (app: App, desk: Desk, code: string) =>
  onCase(app, desk, code, async (row) =>
    isOfDesk(desk, row)
      ? handle(app, row, actorOf(desk), 'claimed', row.holder === null ? [] : await absentOf(app, desk))
      : refused('رسیدگی به این خدمت با واحد دیگری از شعبه است.'),
  )

/** Gives a case back to the queue. */
export const releaseCase = (app: App, desk: Desk, code: string) =>
  onCase(app, desk, code, (row) => handle(app, row, actorOf(desk), 'released'))

/** Writes a word to colleagues into a case. `once` names this attempt: sent again it is the same note. */
export const noteOnCase = (app: App, desk: Desk, code: string, text: string, once: string | null = null) =>
  onCase(app, desk, code, async (row) =>
    text.trim() === ''
      ? invalid([{ field: 'text', message: 'متن یادداشت را بنویسید.' }])
      : note(app, row, actorOf(desk), text.slice(0, 2000), 'staff', onceBy(desk, once)),
  )

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
    const errors = errorsIn(loaded, desk, name, grounds)
    return errors.length > 0
      ? invalid(errors)
      : moveApplication(app, row, actorOf(desk), name, grounds, onceBy(desk, once))
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
