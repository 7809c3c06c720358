import { claimCase, moveCase, openCase, recordFact } from '#app/staff/case.ts'
import type { Desk } from '#app/staff/desk.ts'
import { recordedFacts } from '#app/staff/recorded-facts.ts'
import { loadApplication, type Loaded } from '#app/applications/load.ts'
import type { Sources } from '#app/applications/look-up.ts'
import type { App } from '#app/app.ts'
import { formatJalali, isIsoDate, tehranDate } from '#kernel/dates.ts'
import type { Json, Raw } from '#kernel/fields/field.ts'
import type { Grounds } from '#kernel/service/action.ts'
import { canonical } from '#kernel/hash-chain.ts'
import { movesOf, moveOf, type StaffRole } from '#kernel/service/flow.ts'
import { judge } from '#kernel/service/judge.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { toLatinDigits } from '#kernel/text.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from './seeded.ts'
import { ok } from './desk.ts'
import { sampleAnswer } from './journey.ts'

/** An application to be played: what the person answers, what sources and colleagues say of what they are asked. */
export type Play = {
  readonly title: string
  readonly answer: (field: string) => Json
  /** Undefined: the source says nothing. */
  readonly said: (fact: string, about: Json) => Json | undefined
  /** What it must come to; null: whatever the rules say. */
  readonly ends: 'approved' | 'told' | { readonly refusedBy: string } | null
  readonly documents: readonly string[] | null
  readonly pages: readonly string[] | null
}

type Cases = { CASES: readonly (Omit<Play, 'answer' | 'said'> & { answers: object; facts: object; found?: object })[] }

/** The cases of a service, or where it has none, some made up of what its fields and sources might say. */
export async function playsOf(service: Service): Promise<readonly Play[]> {
  const folder = join(import.meta.dirname, '../../services', service.id)
  if (!readdirSync(folder).includes('cases.ts'))
    return [1, 2, 3, 4].map((seed) => madeUp(service, seed, APPLICANT_OF_SAMPLES))
  const { CASES } = (await import(join(folder, 'cases.ts'))) as Cases
  return CASES.map(({ title, answers, facts, found = {}, ends, pages, documents }) => ({
    title,
    ends,
    pages,
    documents,
    answer: (field) => ((answers as Record<string, Json>)[field] ?? null) as Json,
    said: (fact) => ({ ...facts, ...found })[fact as never] as Json | undefined,
  }))
}

/** Of the cases; nobody has this number. */
export const APPLICANT_OF_SAMPLES = '9912345673'

function madeUp(service: Service, seed: number, applicant: string): Play {
  const random = seeded(seed)
  const answers: Record<string, Json> = {}
  const facts: Record<string, Json> = {}
  return {
    title: `${service.id}, made up ${seed}`,
    ends: null,
    pages: null,
    documents: null,
    answer: (field) => (answers[field] ??= sampleAnswer(service, field, random)),
    said: (fact, about) =>
      (facts[`${fact} ${canonical(about)}`] ??= service.facts[fact]!.from.sample(random, {
        about,
        applicant: applicant as never,
      }) as Json),
  }
}

/** As an app sends it: days in the Jalali calendar. */
export function inJalali(json: Json): Json {
  if (typeof json === 'string') return isIsoDate(json) ? toLatinDigits(formatJalali(json, 'numeric')) : json
  if (Array.isArray(json)) return (json as readonly Json[]).map(inJalali)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, inJalali(value as Json)]))
}

/** Sources that answer for the play that is on, whoever they are. */
export function playing(app: () => App): {
  sources: Sources
  play(play: Play, key: (() => Promise<ApplicationKey>) | Service): void
} {
  let now: { play: Play; key: (() => Promise<ApplicationKey>) | Service } | null = null
  const answer = (source: string) => async (about: Json) => {
    const value = now!.play.said(await factOf(source, about), about)
    if (value === undefined) throw new OutsideSystemUnavailable(source, 'says nothing in this play')
    return { value, source, replyId: 'play', saidAt: new Date(app().clock.now()).toISOString() }
  }
  /** Which fact is asked for: of the application, or, where nothing is opened, the one of this source. */
  async function factOf(source: string, about: Json): Promise<string> {
    if (typeof now!.key !== 'function')
      return Object.entries(now!.key.facts).find(([, { from }]) => from.key === source)![0]
    const { service, application, moment } = (await loadApplication(app(), await now!.key()))!
    const missing = situation(service, application, tehranDate(moment.at)).missingFacts
    return missing.find((one) => one.from.key === source && canonical(one.about) === canonical(about))!.name
  }
  return {
    sources: new Proxy({}, { get: (_, source) => answer(String(source)) }),
    play: (play, key) => (now = { play, key }),
  }
}

const desk = (role: StaffRole, second = false): Desk => ({
  role,
  staffId: { officer: '71', supervisor: '72', inquirer: '73', physician: '74' }[role] + (second ? '0' : ''),
  scope: 'everywhere',
})

/** How a colleague does their part: by the use cases, or at the pages of the desk. */
export type DeskHand = {
  record(role: StaffRole, code: string, name: string, written: Raw): Promise<void>
  move(role: StaffRole, code: string, action: string, grounds: Grounds): Promise<void>
}

const byUseCases = (app: App): DeskHand => ({
  async record(role, code, name, written) {
    ok(await claimCase(app, desk(role), code))
    ok(await recordFact(app, desk(role), code, name, written))
  },
  async move(role, code, action, grounds) {
    ok(await claimCase(app, desk(role), code))
    ok(await openCase(app, desk(role), code))
    ok(await moveCase(app, desk(role), code, action, grounds))
  },
})

/** The organisation's part of one state: finds out what is to be found out, or decides. False where it is not its turn. */
export async function deskActs(
  app: App,
  key: ApplicationKey,
  play: Play,
  hand: DeskHand = byUseCases(app),
): Promise<boolean> {
  const loaded = (await loadApplication(app, key))!
  const { service, application, moment, row } = loaded
  const state = service.flow.states[application.state]!
  if (state.clock !== 'organisation') return false
  const moves = movesOf(state)
  const code = row.trackingCode
  const missing = situation(service, application, tehranDate(moment.at)).missingFacts
  for (const { name, from, about } of missing) {
    const role = from.recordedBy
    const value = role === null ? undefined : play.said(name, about)
    if (role === null || value === undefined) continue
    if (moves.some((move) => move.startsWith(`${role}:`))) {
      await hand.record(role, code, name, recordedFacts[from.key]!.write(value, name))
      const report = moves.find((move) => moveOf(state, move)?.needs === `recorded:${role}`)
      if (report === undefined) return true
      return move(hand, loaded, report)
    }
    const refer = moves.find((one) => moveOf(state, one)?.needs === `wanted:${role}`)
    if (refer !== undefined) return move(hand, loaded, refer)
  }
  const { verdict } = judge(service, application, tehranDate(moment.at))
  const approves = play.ends === null ? verdict === 'yes' : typeof play.ends === 'string'
  const decision = approves ? 'approve' : 'reject'
  const made = moves.find((one) => one.endsWith(`:${decision}`)) ?? moves.find((one) => one.endsWith(':confirm'))
  if (made === undefined) throw new Error(`nobody decides in ${application.state}`)
  return move(hand, loaded, made, approves ? null : play)
}

async function move(hand: DeskHand, { row, service, application }: Loaded, name: string, rejects: Play | null = null) {
  const [role = '', action = ''] = name.split(':')
  const rule = typeof rejects?.ends === 'object' ? rejects.ends?.refusedBy : Object.keys(service.rules)[0]
  const needs = moveOf(service.flow.states[application.state], name)?.needs
  const grounds = needs === 'reasons' ? { reasons: [{ rule: rule!, note: 'طبق قانون پذیرفته نیست.' }] } : {}
  await hand.move(role as StaffRole, row.trackingCode, action, grounds)
  return true
}
