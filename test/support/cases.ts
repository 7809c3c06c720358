import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { missingParts, nextPage } from '#kernel/service/form.ts'
import { movesOf, moveOf, type StaffRole } from '#kernel/service/flow.ts'
import { situation, type Situation } from '#kernel/service/situation.ts'
import type { Service } from '#kernel/service/service.ts'
import type { Json } from '#kernel/fields/field.ts'
import { APPLICANT, type Case, type TellingCase } from '#services/case.ts'
import { Journey } from './journey.ts'

type Plain = Case<Service>

/** The cases of a service; none where it has written down none. */
export async function casesOf({ id }: Service): Promise<readonly Plain[]> {
  const folder = join(import.meta.dirname, '../../services', id)
  if (!readdirSync(folder).includes('cases.ts')) return []
  return ((await import(join(folder, 'cases.ts'))) as { readonly CASES: readonly Plain[] }).CASES
}

/** Fills in page by page, as the portal leads, until a rule refuses or nothing is missing; the pages seen. */
export function fill(
  journey: Journey,
  { answers, facts, documents }: Omit<Plain, 'ends' | 'title'>,
): readonly string[] {
  const { service } = journey
  const seen: string[] = []
  for (;;) {
    journey.facts(facts)
    const next = nextPage(service, journey.application, journey.today)
    if (next.step === 'page') {
      seen.push(next.page)
      const names = service.pages[next.page]!.fields
      journey.answers(next.page, Object.fromEntries(names.map((name) => [name, answers[name] ?? null])))
    } else if (next.step === 'documents') {
      journey.uploads(...documents)
      assert.equal(nextPage(service, journey.application, journey.today).step, 'review')
    } else {
      assert.notEqual(next.step, 'wait', 'a source of this case says nothing')
      return seen
    }
  }
}

/** The colleagues find out what they are asked, then the officer decides. */
export function examine(journey: Journey, found: Plain['found'] = {}): void {
  const { service } = journey
  const asked = () =>
    situation(service, journey.application, journey.today).missingFacts.find(
      ({ name, from }) => from.recordedBy !== null && from.recordedBy !== 'officer' && name in found,
    )
  for (let next = asked(); next !== undefined; next = asked()) {
    const role = next.from.recordedBy!
    const here = () => service.flow.states[journey.application.state]
    const needs = (need: string) => movesOf(here()).find((move) => moveOf(here(), move)?.needs === need)!
    journey.moves(needs(`wanted:${role}`)).facts(found, role satisfies StaffRole)
    journey.moves(needs(`recorded:${role}`))
  }
  journey.facts(found, 'officer')
}

/**
 * Goes on until it has ended: colleagues approve, or reject by a rule, a second person confirms, and the person hands in what is
 * asked of them only now.
 */
export function settle(journey: Journey, rejectedBy: string | null = null): void {
  const { service } = journey
  for (let turns = 0; turns < 10; turns += 1) {
    const state = service.flow.states[journey.application.state]!
    if (state.final !== undefined) return
    if (state.clock === 'citizen') {
      const now = situation(service, journey.application, journey.today)
      journey.uploads(...missingParts(service, journey.application, now).documents).moves('citizen:submit')
      continue
    }
    const moves = movesOf(state)
    const decision = rejectedBy === null ? ':approve' : ':reject'
    const move = moves.find((one) => one.endsWith(decision)) ?? moves.find((one) => one.endsWith(':confirm'))!
    journey.moves(move, rejectedBy === null ? {} : { reasons: [{ rule: rejectedBy, note: 'طبق قانون.' }] })
  }
  assert.fail(`no end from ${journey.application.state}`)
}

/** A service that only tells, with the answers of a case in its address and what the sources say of it. */
export function toldBy(
  service: Service,
  { answers, facts }: Pick<TellingCase<Service>, 'answers' | 'facts'>,
): Situation {
  const { application, today } = new Journey(service, APPLICANT)
  const given = Object.keys(service.fields).map((name) => [name, valueOf(service, name, answers)])
  let known = { ...application, answers: Object.fromEntries(given) as Readonly<Record<string, unknown>> }
  for (;;) {
    const now = situation(service, known, today)
    const said = now.missingFacts.filter(({ name }) => name in facts)
    if (said.length === 0) return now
    const answered = said.map(({ name, about }) => {
      const value = (facts as Readonly<Record<string, Json>>)[name]!
      return [name, { about, value, source: '', replyId: '', saidAt: '', earlier: null }] as const
    })
    known = { ...known, facts: { ...known.facts, ...Object.fromEntries(answered) } }
  }
}

/** An answer of a case as the portal keeps it. */
export const valueOf = (service: Service, name: string, answers: Readonly<Record<string, Json>>) => {
  const read = service.fields[name]!.fromJson(answers[name] ?? null, name)
  if (!read.ok) throw new Error(`a bad answer of a case: ${name}`)
  return read.value
}
