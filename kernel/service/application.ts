import type { FileRef } from '../fields/file.ts'
import type { PersonalNumber } from '../personal-number.ts'
import { canonical } from '../hash-chain.ts'
import type { Action, Actor, Grounds, Remark, Said } from './action.ts'
import { type MoveName, type State, moveOf } from './flow.ts'
import type { Service } from './service.ts'

export type Documents = Readonly<Record<string, readonly FileRef[]>>
export type Moved = Grounds & {
  readonly move: MoveName
  readonly from: string
  readonly to: string
  readonly at: number
  readonly by: Actor
}

/** An application as its actions make it. Nothing in it is stored; folding the list gives it again. */
export type Application = {
  readonly applicant: PersonalNumber
  readonly state: string
  /** When this state was entered, in milliseconds. */
  readonly since: number
  readonly opened: number
  /** When it was first sent. */
  readonly submitted: number | null
  /** All answers given and not wiped, hidden ones too: read them through `situation`. */
  readonly answers: Readonly<Record<string, unknown>>
  readonly facts: Readonly<Record<string, Said & { readonly earlier: Said | null }>>
  readonly documents: Documents
  /** The officer who has it in hand. */
  readonly holder: string | null
  /** Of the last return for correction. */
  readonly remarks: readonly Remark[]
  /** Of them, those not given again yet. */
  readonly reopened: readonly Remark[]
  /** Documents and file fields of which the virus scanner destroyed a file that was not given again yet. */
  readonly infected: readonly string[]
  /** How it stood when it was returned. */
  readonly before: { readonly answers: Readonly<Record<string, unknown>>; readonly documents: Documents } | null
  readonly moves: readonly Moved[]
  readonly actions: readonly Action[]
}

/** A list of actions that this service cannot have: written by another version, or damaged. */
export class Unreadable extends Error {
  constructor(service: Service, n: number, why: string) {
    super(`${service.id}@${service.version}, action ${n}: ${why}`)
    this.name = 'Unreadable'
  }
}

/** Throws Unreadable where the list does not fit the service. */
export function fold(service: Service, actions: readonly Action[]): Application {
  let application: Application | null = null
  for (const action of actions) application = step(service, application, action)
  if (application === null) throw new Unreadable(service, 0, 'there is no action')
  return application
}

/** The application after one more action. */
export function step(service: Service, before: Application | null, action: Action): Application {
  const fail = (why: string) => new Unreadable(service, before?.actions.length ?? 0, why)
  if (before === null) {
    if (action.kind !== 'opened') throw fail(`begins with ${action.kind}`)
    if (action.service !== service.id || action.version !== service.version)
      throw fail(`is of ${action.service}@${action.version}`)
    return blank(service.flow.start, action)
  }
  const after: Application = { ...before, actions: [...before.actions, action] }
  switch (action.kind) {
    case 'opened':
      throw fail('opened twice')
    case 'answered':
      return answered(service, after, action, fail)
    case 'fact': {
      const { kind: _kind, name, at: _at, by: _by, ...said } = action
      if (service.facts[name] === undefined) throw fail(`no fact ${name}`)
      return { ...after, facts: { ...before.facts, [name]: { ...said, earlier: saidBefore(before, name, said) } } }
    }
    case 'uploaded': {
      if (service.documents[action.document] === undefined && service.fields[action.document] === undefined)
        throw fail(`no document ${action.document}`)
      const files = [...(before.documents[action.document] ?? []), action.file]
      return {
        ...after,
        documents: { ...before.documents, [action.document]: files },
        reopened: givenAgain(before, 'document', [action.document]),
        // A file field is given again when it is answered with the new file.
        infected: before.infected.filter((name) => name !== action.document || service.fields[name] !== undefined),
      }
    }
    case 'removed': {
      const files = (before.documents[action.document] ?? []).filter(({ id }) => id !== action.file)
      return { ...after, documents: { ...before.documents, [action.document]: files } }
    }
    case 'infected': {
      const { document } = action
      const files = before.documents[document] ?? []
      if (!files.some(({ id }) => id === action.file)) return after
      const rest = files.filter(({ id }) => id !== action.file)
      const infected = [...before.infected.filter((name) => name !== document), document]
      return { ...after, documents: { ...before.documents, [document]: rest }, infected }
    }
    case 'moved':
      return moved(service, after, action, fail)
    case 'claimed':
      return { ...after, holder: action.by.id }
    case 'assigned':
      return { ...after, holder: action.to }
    case 'released':
      return { ...after, holder: null }
    case 'replied':
      if (before.actions[action.question]?.kind !== 'asked') throw fail(`no question ${action.question}`)
      return after
    case 'asked':
    case 'noted':
    case 'viewed':
    case 'outcome':
      return after
  }
}

/** What the source said of the same thing before, so that a change of its mind is seen. */
function saidBefore({ facts }: Application, name: string, said: Said): Said | null {
  const { earlier: _earlier, ...last } = facts[name] ?? { earlier: null }
  return 'value' in last && canonical(last.about) === canonical(said.about) ? last : null
}

export function blank(start: string, action: Extract<Action, { kind: 'opened' }>): Application {
  const { applicant, at } = action
  const nothing = { answers: {}, facts: {}, documents: {}, remarks: [], reopened: [], infected: [], moves: [] }
  return {
    ...nothing,
    applicant,
    state: start,
    since: at,
    opened: at,
    submitted: null,
    holder: null,
    before: null,
    actions: [action],
  }
}

type Fail = (why: string) => Unreadable

function answered(
  service: Service,
  after: Application,
  action: Extract<Action, { kind: 'answered' }>,
  fail: Fail,
): Application {
  const page = service.pages[action.page]
  if (page === undefined) throw fail(`no page ${action.page}`)
  const given: Record<string, unknown> = {}
  for (const [name, json] of Object.entries(action.answers)) {
    if (!page.fields.includes(name)) throw fail(`${name} is not asked on ${action.page}`)
    const value = service.fields[name]?.fromJson(json, name)
    if (value === undefined || !value.ok) throw fail(`${name} cannot be read`)
    given[name] = value.value
  }
  const reopened = givenAgain(after, 'field', Object.keys(given))
  const jsonOf = (name: string, value: unknown) => canonical(service.fields[name]?.toJson(value))
  const changed = Object.keys(given).some(
    (name) => name in after.answers && jsonOf(name, after.answers[name]) !== jsonOf(name, given[name]),
  )
  const infected = after.infected.filter((name) => !(name in given))
  if (page.startsOver !== true || !changed)
    return { ...after, reopened, infected, answers: { ...after.answers, ...given } }
  const kept = Object.entries(after.answers).filter(([name]) => page.fields.includes(name))
  return {
    ...after,
    reopened: [],
    infected: [],
    facts: {},
    documents: {},
    answers: { ...Object.fromEntries(kept), ...given },
  }
}

function givenAgain({ reopened }: Application, about: Remark['about'], names: readonly string[]): readonly Remark[] {
  return reopened.filter((remark) => remark.about !== about || !names.includes(remark.name))
}

function moved(
  service: Service,
  after: Application,
  action: Extract<Action, { kind: 'moved' }>,
  fail: Fail,
): Application {
  const { kind: _kind, ...move } = action
  const from = after.state
  const state = service.flow.states[from]
  const to = moveOf(state, move.move)?.to
  if (to === undefined || !move.move.startsWith(`${move.by.role}:`)) throw fail(`no ${move.move} from ${from}`)
  const next = {
    ...after,
    moves: [...after.moves, { ...move, from, to }],
    state: to,
    since: move.at,
    holder: null,
    reopened: [],
  }
  const goesOn = service.flow.states[to]?.clock === 'organisation' || service.flow.states[to]?.final === 'outcome'
  const submitted = after.submitted ?? (isCitizens(state) && goesOn ? move.at : null)
  const { remarks = [] } = move
  if (remarks.length === 0) return { ...next, submitted }
  const marked = remarks.flatMap(({ about, name }) => (about === 'document' ? [name] : []))
  const documents = Object.fromEntries(Object.entries(after.documents).filter(([name]) => !marked.includes(name)))
  const before = { answers: after.answers, documents: after.documents }
  return { ...next, submitted, remarks, reopened: remarks, documents, before }
}

export const isCitizens = (state: State | undefined): boolean => state?.clock === 'citizen'
