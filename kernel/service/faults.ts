import type { Field, Random } from '../fields/field.ts'
import { madeUp, TODAY } from '../made-up.ts'
import type { Effect } from './effect.ts'
import { evaluate } from './evidence.ts'
import { CLOCK_MOVE, ROLES, type State, moveOf, movesOf } from './flow.ts'
import { judgeContext } from './judge.ts'
import type { Document, Page, Rule, Service, Source } from './service.ts'
import { situation } from './situation.ts'
import { checkSheets } from '../sheet/sheet-faults.ts'
import { faultOfAt } from '../steps/later-documents.ts'
import { codeOfNobody } from '../steps/proof.ts'

// oxfmt-ignore
export type FaultCode =
  | 'unreachable-state' | 'unknown-state' | 'no-exit' | 'no-end' | 'no-timer' | 'nobodys-turn' | 'unknown-move' | 'unknown-role'
  | 'missing-outcome' | 'outcome-of-no-end' | 'nobody-records' | 'nothing-to-record'
  | 'unknown-field' | 'never-asked' | 'asked-twice' | 'empty-page' | 'bad-name' | 'bad-text' | 'unknown-text'
  | 'unknown-certificate' | 'bad-certificate'
  | 'never-shown' | 'throws' | 'reads-hidden' | 'stays-unknown' | 'no-refusal' | 'bad-sheet' | 'code-of-nobody' | 'bad-at'

/** A mistake in a service, with the place it was found at: 'flow.submitted', 'rules.found'. */
export type Fault = { readonly code: FaultCode; readonly at: string; readonly detail: string }

/** All mistakes found in a service: in its tables, and by trying it on `probes` made-up applications. None in a good one. */
export function faults(service: Service, random: Random, probes = 300): readonly Fault[] {
  const found = new Map<string, Fault>()
  const add = (code: FaultCode, at: string, detail = '') => found.set(`${code} ${at}`, { code, at, detail })
  checkFlow(service, add)
  checkForm(service, add)
  checkTexts(service, add)
  if (found.size === 0) probe(service, random, probes, add)
  return [...found.values()]
}

type Add = (code: FaultCode, at: string, detail?: string) => void

function checkFlow(service: Service, add: Add): void {
  const { start, states } = service.flow
  const nextOf = (name: string) => movesOf(states[name]).map((move) => moveOf(states[name], move)?.to ?? '')
  const reached = spread([start], nextOf)
  const all = Object.values(states).flatMap(movesOf)
  for (const [name, state] of Object.entries(states)) {
    const at = `flow.${name}`
    const moves = movesOf(state)
    if (!reached.has(name)) add('unreachable-state', at)
    for (const move of codeOfNobody(state)) add('code-of-nobody', at, move)
    for (const to of nextOf(name)) if (states[to] === undefined) add('unknown-state', at, to)
    for (const other of state.otherThan ?? []) if (!all.includes(other)) add('unknown-move', at, other)
    for (const move of moves) if (!ROLES.some((role) => move.startsWith(`${role}:`))) add('unknown-role', at, move)
    if (state.final === 'outcome' && service.outcome[name] === undefined) add('missing-outcome', at)
    if (state.final !== undefined) continue
    if (moves.length === 0) add('no-exit', at)
    if (![...spread([name], nextOf)].some((one) => states[one]?.final !== undefined)) add('no-end', at)
    if (!(state.days > 0) || (state.clock === 'citizen' && state.after === undefined)) add('no-timer', at)
    const turns = moves.filter(
      (move) => move !== CLOCK_MOVE && move.startsWith('citizen:') === (state.clock === 'citizen'),
    )
    if (turns.length === 0) add('nobodys-turn', at)
    for (const move of moves) {
      const [how, role] = (moveOf(state, move)?.needs ?? '').split(':')
      const records = Object.values(service.facts).some(({ from }) => from.recordedBy === role)
      if (how === 'wanted' && !records) add('nothing-to-record', `${at}.${move}`)
    }
  }
  for (const name of Object.keys(service.outcome))
    if (states[name]?.final !== 'outcome') add('outcome-of-no-end', `outcome.${name}`)
  for (const [name, { from }] of Object.entries(service.facts))
    if (from.recordedBy !== null && !all.some((move) => move.startsWith(`${from.recordedBy}:`)))
      add('nobody-records', `facts.${name}`)
}

function spread(from: readonly string[], nextOf: (name: string) => readonly string[]): Set<string> {
  const reached = new Set(from)
  for (const name of reached) for (const next of nextOf(name)) reached.add(next)
  return reached
}

function checkForm(service: Service, add: Add): void {
  const asked = Object.values(service.pages).flatMap((page) => page.fields)
  for (const name of Object.keys(service.fields)) {
    const times = asked.filter((one) => one === name).length
    if (times === 0) add('never-asked', `fields.${name}`)
    if (times > 1) add('asked-twice', `fields.${name}`)
  }
  for (const [name, page] of Object.entries(service.pages)) {
    if (page.fields.length === 0) add('empty-page', `pages.${name}`)
    for (const field of page.fields)
      if (service.fields[field] === undefined) add('unknown-field', `pages.${name}`, field)
  }
  const { fields, pages, documents, rules, facts } = service
  for (const [group, members] of Object.entries({ fields, pages, documents, rules, facts }))
    for (const name of Object.keys(members)) if (!/^[a-z][A-Za-z]*$/.test(name)) add('bad-name', `${group}.${name}`)
  for (const [name, { at }] of Object.entries(documents)) {
    if (name in fields) add('bad-name', `documents.${name}`, 'also a field')
    const fault = at === undefined ? null : faultOfAt(service, at)
    if (fault !== null) add('bad-at', `documents.${name}`, fault)
  }
}

function checkTexts(service: Service, add: Add): void {
  const check = (group: string, members: object, textsOf: (member: never) => readonly (string | undefined)[]) => {
    for (const [name, member] of Object.entries(members))
      for (const text of textsOf(member as never))
        if (text !== undefined && (!/[آ-ی]/.test(text) || /[0-9]/.test(text))) add('bad-text', `${group}.${name}`, text)
  }
  check('service', { title: service.title }, (title: string) => [title])
  check('fields', service.fields, (field: Field) => [field.label])
  check('pages', service.pages, (page: Page) => [page.title, page.hint])
  check('documents', service.documents, (document: Document) => [document.title, document.hint])
  check('rules', service.rules, (rule: Rule) => [rule.title, rule.else, rule.mend])
  check('flow', service.flow.states, (state: State) => [state.title])
  check('facts', service.facts, ({ from }: { from: Source }) => [from.title])
  check('texts', service.texts, (text: string) => [text])
}

function probe(service: Service, random: Random, probes: number, add: Add): void {
  const shown = new Set<string>()
  for (let n = 0; n < probes; n += 1) {
    try {
      const application = madeUp(service, random)
      const now = situation(service, application, TODAY)
      const { context, pages, wanted } = now
      for (const page of pages) shown.add(page)
      checkSheets(service, now, add)
      for (const { kind, at, name } of wanted) if (kind === 'answer') add('reads-hidden', at, name)
      const { verdict, rules } = judgeContext(service, context)
      for (const rule of rules) {
        if (rule.verdict === 'no' && rule.refusal === '') add('no-refusal', `rules.${rule.rule}`)
        if (rule.wanted === null || wanted.length > 0) continue
        if (rule.wanted.kind === 'answer') add('reads-hidden', `rules.${rule.rule}`, rule.wanted.name)
        else if (verdict === 'unknown') add('stays-unknown', `rules.${rule.rule}`, rule.wanted.name)
      }
      for (const [state, end] of Object.entries(service.outcome)) {
        const effects = verdict === 'yes' || state !== 'approved' ? evaluate(context, end) : null
        for (const effect of effects?.known === true ? effects.value : []) {
          if (effect.do === 'sms' && !Object.hasOwn(service.texts, effect.text))
            add('unknown-text', `outcome.${state}`, effect.text)
          if (effect.do === 'certificate') checkCertificate(service, effect, add)
        }
      }
    } catch (error) {
      add('throws', service.id, String(error))
    }
  }
  for (const page of Object.keys(service.pages)) if (!shown.has(page)) add('never-shown', `pages.${page}`)
}

function checkCertificate(service: Service, { template, data }: CertificateEffect, add: Add): void {
  const kind = service.certificates?.[template]
  if (kind === undefined) return add('unknown-certificate', `certificates.${template}`)
  const texts = [kind.title, ...Object.values(kind.lines(data)), ...kind.shown(data).flat()]
  const bad = texts.find((text) => text === '' || /[0-9]/.test(text))
  if (bad !== undefined) add('bad-certificate', `certificates.${template}`, bad)
}

type CertificateEffect = Extract<Effect, { do: 'certificate' }>
