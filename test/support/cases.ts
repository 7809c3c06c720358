import assert from 'node:assert/strict'
import { nextPage } from '#kernel/service/form.ts'
import type { Case } from '#services/dependants/cases.ts'
import dependants from '#services/dependants/service.ts'
import type { Journey } from './journey.ts'

/** Fills in page by page, as the portal leads, until a rule refuses or nothing is missing; the pages seen. */
export function fill(journey: Journey, { answers, facts, documents }: Case): readonly string[] {
  const seen: string[] = []
  for (;;) {
    journey.facts(facts)
    const next = nextPage(dependants, journey.application, journey.today)
    if (next.step === 'page') {
      seen.push(next.page)
      const names = dependants.pages[next.page]!.fields
      journey.answers(next.page, Object.fromEntries(names.map((name) => [name, answers[name] ?? null])))
    } else if (next.step === 'documents') {
      journey.uploads(...documents)
      assert.equal(nextPage(dependants, journey.application, journey.today).step, 'review')
    } else {
      assert.notEqual(next.step, 'wait', 'a source of this case says nothing')
      return seen
    }
  }
}

/** The colleagues find out what they are asked, then the officer decides. */
export function examine(journey: Journey, found: Case['found'] = {}): void {
  for (const [name, role, move, report] of [
    ['livelihood', 'inquirer', 'officer:inquire', 'inquirer:report'],
    ['commission', 'physician', 'officer:refer', 'physician:report'],
  ] as const) {
    if (!(name in found)) continue
    journey.moves(move).facts(found, role).moves(report)
  }
  journey.facts(found, 'officer')
}
