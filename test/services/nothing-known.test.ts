import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from '#kernel/service/difference.ts'
import { nextPage } from '#kernel/service/form.ts'
import { judge, judgeContext, type Judged } from '#kernel/service/judge.ts'
import { outcome } from '#kernel/service/outcome.ts'
import type { Service, Source } from '#kernel/service/service.ts'
import { pendingKey, situation, subjectOf } from '#kernel/service/situation.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { sheetOf, sheetOfPage } from '#kernel/sheet/shown.ts'
import { services } from '#services/all.ts'
import { APPLICANT } from '#services/case.ts'
import { casesOf, examine, fill, toldBy } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'
import { seeded } from '../support/seeded.ts'

// A source may know nothing of whom it is asked about. Whoever asks gets words for it, never an error and never a form that
// waits for what nobody will say.

const random = seeded(5)

/** Whether a source may answer that there is nobody, or nothing. */
const mayBeNull = ({ sample }: Source): boolean =>
  Array.from({ length: 200 }, () => {
    try {
      return sample(random, { about: {}, applicant: APPLICANT })
    } catch {
      return undefined // It cannot be asked about nothing; it never answers null either.
    }
  }).includes(null)

const refuses = (rules: readonly Judged[]): boolean =>
  rules.some(({ verdict, refusal, mend }) => verdict === 'no' && /[آ-ی].*\.$/.test(refusal ?? '') && mend !== null)

for (const service of services)
  for (const [name, { from }] of Object.entries(service.facts).filter(([, fact]) => mayBeNull(fact.from)))
    test(`${service.id}: where ${from.key} knows nothing (${name}), the person reads why and what to do, or goes on`, async () => {
      const good = (await casesOf(service)).filter(({ ends }) => typeof ends === 'string')
      assert.ok(good.length > 0)
      for (const one of good) {
        const facts = { ...one.facts, [name]: null }
        const rules = isReading(service) ? toldWith(service, { ...one, facts }) : playedWith(service, { ...one, facts })
        const waiting = rules.filter(({ wanted }) => wanted?.kind === 'rule')
        assert.ok(refuses(rules) || waiting.length === 0, `${one.title}: ${waiting.map(({ rule }) => rule).join(', ')}`)
      }
    })

type Plain = Pick<Awaited<ReturnType<typeof casesOf>>[number], 'answers' | 'facts' | 'documents' | 'pages' | 'found'>

function toldWith(service: Service, one: Plain): readonly Judged[] {
  const now = toldBy(service, one)
  sheetOf(service, now)
  return judgeContext(service, now.context).rules
}

/** Filled in as the portal leads; all that reads facts is asked after every step. */
function playedWith(service: Service, one: Plain): readonly Judged[] {
  const journey = new Journey(service, APPLICANT)
  const ask = () => {
    const { application, today } = journey
    const now = situation(service, application, today)
    for (const page of now.pages) sheetOfPage(service, now, page)
    sheetOf(service, now)
    pendingKey(service, now)
    subjectOf(service, now)
    differences(service, application)
    outcome(service, application, today)
    nextPage(service, application, today)
    return judge(service, application, today).rules
  }
  fill(journey, one)
  const rules = ask()
  if (journey.refusalOf('citizen:submit') !== null) return rules
  journey.moves('citizen:submit')
  examine(journey, one.found)
  return ask()
}
