import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choice, jalaliDate, number, optional } from '#kernel/fields/fields.ts'
import { sms } from '#kernel/service/effect.ts'
import { flow } from '#kernel/service/flow.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { type AnswersOf, type FactsOf, service } from '#kernel/service/service.ts'
import { funeral, registry } from './funeral.ts'

const law = { id: 'ssa-84', cite: 'مادهٔ ۸۴' }
const frame = { id: 'a', version: 1, title: 'آزمون', audience: ['insured'], documents: {} } as const
const fields = {
  days: number('روز'),
  since: jalaliDate('از'),
  kind: choice('نوع', { one: 'یک', two: 'دو' }),
  more: optional(number('بیش')),
}

// The compiler is the judge here: each line under an @ts-expect-error would be a mistake in a service.

service({
  ...frame,
  fields,
  facts: {
    // @ts-expect-error the source is asked about a national code, not a number
    death: { from: registry, about: ({ answers }) => answers.days },
  },
  pages: {
    // @ts-expect-error there is no such field
    one: { title: 'یک', fields: ['days', 'dayz'] },
    // @ts-expect-error there is no such answer
    two: { title: 'دو', fields: ['since'], when: ({ answers }) => answers.until !== null },
  },
  rules: {
    // @ts-expect-error there is no such fact
    fact: { title: 'یک', law, must: ({ facts }) => facts.birth.diedOn !== null, else: 'نه' },
    // @ts-expect-error the fact has no such property
    property: { title: 'یک', law, must: ({ facts }) => facts.death.bornOn !== null, else: 'نه' },
    // @ts-expect-error there is no such option
    option: { title: 'یک', law, must: ({ answers }) => answers.kind === 'three', else: 'نه' },
    // @ts-expect-error an optional answer may be null
    nullable: { title: 'یک', law, must: ({ answers }) => answers.more > 3, else: 'نه' },
  },
  flow: reviewedByBranch({ days: 3 }),
  outcome: {
    // @ts-expect-error there is no such text
    approved: () => [sms('aproved')],
    rejected: () => [],
  },
  texts: { approved: 'تأیید شد.' },
})

service({
  ...frame,
  fields,
  facts: {},
  pages: {},
  rules: {},
  flow: reviewedByBranch({ days: 3 }),
  texts: {},
  // @ts-expect-error there is no such end
  outcome: { approved: () => [], rejected: () => [], withdrawn: () => [] },
})

service({
  ...frame,
  fields,
  facts: {},
  pages: {},
  rules: {},
  flow: reviewedByBranch({ days: 3 }),
  texts: {},
  // @ts-expect-error an end without an outcome
  outcome: { approved: () => [] },
})

const end = { title: 'پایان', final: 'lapse' } as const

flow({
  // @ts-expect-error no state of this name follows
  open: { title: 'باز', clock: 'citizen', days: 3, after: 'lapsd', on: { 'citizen:go': 'lapsed' } },
  lapsed: end,
})

flow({
  // @ts-expect-error no move can lead there
  open: { title: 'باز', clock: 'citizen', days: 3, after: 'lapsed', on: { 'citizen:go': 'gone' } },
  lapsed: end,
})

flow({
  // @ts-expect-error an open state needs a time limit
  open: { title: 'باز', clock: 'citizen', after: 'lapsed', on: { 'citizen:go': 'lapsed' } },
  lapsed: end,
})

test('answers and facts of a service have the types of its fields and sources', () => {
  const kinship: AnswersOf<typeof funeral>['kinship'] = 'friend'
  const death: FactsOf<typeof funeral>['death'] = { diedOn: null, insured: true }
  // @ts-expect-error not among the options
  const wrong: AnswersOf<typeof funeral>['kinship'] = 'uncle'
  // @ts-expect-error not what the source says
  const other: FactsOf<typeof funeral>['death'] = { diedOn: null, insured: 'yes' }
  assert.ok([kinship, death, wrong, other].every((one) => one !== undefined))
})
