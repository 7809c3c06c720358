import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CertificateKind } from '#kernel/service/certificate.ts'
import { certificate } from '#kernel/service/effect.ts'
import { type Fault, type FaultCode, faults } from '#kernel/service/faults.ts'
import type { State } from '#kernel/service/flow.ts'
import { instant, reviewedByBranch } from '#kernel/service/flows.ts'
import type { Page, Service } from '#kernel/service/service.ts'
import { remark, type Remark } from '#kernel/sheet/sheet.ts'
import { seeded } from '../../support/seeded.ts'
import { funeral } from './funeral.ts'

const found = (service: Service): readonly Fault[] => faults(service, seeded(7))
const { states } = funeral.flow
const flowOf = (change: Readonly<Record<string, unknown>>): Service => ({
  ...funeral,
  flow: { start: 'draft', states: { ...states, ...change } as Readonly<Record<string, State>> },
})
const without = <T extends object>(from: T, name: string): T =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== name)) as T
const onFinal = { 'citizen:object': { to: 'objection', once: true } }

test('a good service has no faults', () => {
  assert.deepEqual(found(funeral), [])
})

test('the ready-made flows have none, whatever their options', () => {
  const all: Service['facts'] = funeral.facts
  const bare = without(all, 'visit')
  for (const fourEyes of [true, false])
    for (const inquiryDays of [0, 4])
      for (const commissionDays of [0, 9]) {
        const flow = reviewedByBranch({ days: 3, fourEyes, inquiryDays, commissionDays })
        const visit = all['visit']!
        const facts = {
          ...bare,
          ...(inquiryDays > 0 ? { visit } : {}),
          ...(commissionDays > 0
            ? { vote: { ...visit, from: { ...visit.from, recordedBy: 'physician' as const } } }
            : {}),
        }
        const rules = inquiryDays > 0 ? funeral.rules : without(funeral.rules, 'seen')
        assert.deepEqual(found({ ...funeral, flow, facts, rules }), [])
      }
  const outcome = without(funeral.outcome, 'rejected')
  assert.deepEqual(
    found({ ...funeral, flow: instant(), facts: bare, rules: without(funeral.rules, 'seen'), outcome }),
    [],
  )
})

const receipt: CertificateKind = {
  version: 1,
  title: 'رسید',
  about: () => null,
  lines: () => ({ number: '۱۲' }),
  shown: () => [['شماره', '۱۲']],
  digits: () => ['12'],
}
const issuing: Service = {
  ...funeral,
  outcome: { ...funeral.outcome, rejected: () => [certificate('receipt', {})] },
  certificates: { receipt },
}

test('a service that issues a certificate has no faults', () => {
  assert.deepEqual(found(issuing), [])
})

/** Each mutant spoils one thing of the good service; its fault must be found at its place. */
const MUTANTS: readonly (readonly [what: string, service: Service, code: FaultCode, at: string])[] = [
  ['a state nobody can come to', flowOf({ island: states['submitted'] }), 'unreachable-state', 'flow.island'],
  [
    'a move to a state that is not there',
    flowOf({ returned: { ...states['returned'], after: 'nowhere' } }),
    'unknown-state',
    'flow.returned',
  ],
  [
    'a state without a way out',
    flowOf({ returned: { ...states['returned'], on: {}, after: undefined } }),
    'no-exit',
    'flow.returned',
  ],
  [
    'two states that lead only to each other',
    flowOf({
      inquiry: { ...states['inquiry'], on: { 'inquirer:report': 'limbo' } },
      limbo: { ...states['inquiry'], on: { 'officer:back': 'inquiry' } },
    }),
    'no-end',
    'flow.inquiry',
  ],
  [
    'a citizen who may wait for ever',
    flowOf({ draft: { ...states['draft'], after: undefined } }),
    'no-timer',
    'flow.draft',
  ],
  [
    'a state without a time limit',
    flowOf({ submitted: { ...states['submitted'], days: 0 } }),
    'no-timer',
    'flow.submitted',
  ],
  [
    'the organisation’s clock where only the citizen can move',
    flowOf({ returned: { ...states['returned'], clock: 'organisation' } }),
    'nobodys-turn',
    'flow.returned',
  ],
  [
    'a role that nobody has',
    flowOf({ returned: { ...states['returned'], on: { ...states['returned']?.on, 'minister:go': 'lapsed' } } }),
    'unknown-role',
    'flow.returned',
  ],
  [
    'a second person for a move that is not there',
    flowOf({ approving: { ...states['approving'], otherThan: ['officer:apprve'] } }),
    'unknown-move',
    'flow.approving',
  ],
  [
    'an end without an outcome',
    { ...funeral, outcome: without(funeral.outcome, 'rejected') },
    'missing-outcome',
    'flow.rejected',
  ],
  [
    'an outcome of a state that is no end',
    flowOf({ rejected: { title: 'ردشده', final: 'lapse', days: 20, on: onFinal } }),
    'outcome-of-no-end',
    'outcome.rejected',
  ],
  [
    'a finding that nobody records',
    { ...funeral, flow: reviewedByBranch({ days: 3 }) },
    'nobody-records',
    'facts.visit',
  ],
  [
    'a step in which nothing is recorded',
    { ...funeral, flow: reviewedByBranch({ days: 3, inquiryDays: 3, commissionDays: 9 }) },
    'nothing-to-record',
    'flow.submitted.officer:refer',
  ],
  [
    'a page with a field that is not there',
    pageOf('account', ['account', 'note', 'acount']),
    'unknown-field',
    'pages.account',
  ],
  ['a field that is never asked', pageOf('account', ['account']), 'never-asked', 'fields.note'],
  ['a field asked on two pages', pageOf('account', ['account', 'note', 'kinship']), 'asked-twice', 'fields.kinship'],
  ['an empty page', pageOf('extra', []), 'empty-page', 'pages.extra'],
  ['a name that would change the order of pages', pageOf('12', ['note']), 'bad-name', 'pages.12'],
  [
    'a document that shares its name with a field',
    { ...funeral, documents: { ...funeral.documents, account: { title: 'شبا' } } },
    'bad-name',
    'documents.account',
  ],
  [
    'a text that was forgotten',
    { ...funeral, texts: { ...funeral.texts, approved: '' } },
    'bad-text',
    'texts.approved',
  ],
  ['a title with Latin digits', { ...funeral, title: 'خدمت 12' }, 'bad-text', 'service.title'],
  [
    'a message whose text is missing',
    { ...funeral, texts: without(funeral.texts, 'rejected') },
    'unknown-text',
    'outcome.rejected',
  ],
  ['a certificate that is not there', { ...issuing, certificates: {} }, 'unknown-certificate', 'certificates.receipt'],
  [
    'a certificate with Latin digits',
    { ...issuing, certificates: { receipt: { ...receipt, lines: () => ({ number: '12' }) } } },
    'bad-certificate',
    'certificates.receipt',
  ],
  [
    'a page that is never shown',
    { ...funeral, pages: { ...funeral.pages, account: { ...funeral.pages['account']!, when: () => false } } },
    'never-shown',
    'pages.account',
  ],
  [
    'a rule that throws',
    ruleOf(() => {
      throw new TypeError('x')
    }),
    'throws',
    'funeral-grant',
  ],
  ['a rule that reads a hidden answer', ruleOf(({ answers }) => answers.witness !== ''), 'reads-hidden', 'rules.odd'],
  [
    'a rule that waits for a fact nobody asks for',
    ruleOf(({ facts }) => (facts as { visit: { seen: boolean } }).visit.seen),
    'stays-unknown',
    'rules.odd',
  ],
  [
    'a code that is asked of a colleague',
    flowOf({
      submitted: {
        ...states['submitted'],
        on: { ...states['submitted']?.on, 'officer:approve': { to: 'approved', needs: 'code' } },
      },
    }),
    'code-of-nobody',
    'flow.submitted',
  ],
  ...['draft', 'submitted', 'nowhere', 'resting'].map((at): (typeof MUTANTS)[number] => [
    `a document asked in ${at}, where nobody can give it or nothing waits for it`,
    {
      ...flowOf({
        submitted: { ...states['submitted'], on: { ...states['submitted']?.on, 'officer:rest': 'resting' } },
        resting: { title: 'در انتظار', clock: 'citizen', days: 3, after: 'lapsed', on: { 'citizen:go': 'submitted' } },
      }),
      documents: { ...funeral.documents, late: { title: 'نامه', at } },
    },
    'bad-at',
    'documents.late',
  ]),
  [
    'a page whose sheet reads a hidden answer',
    showing('account', ({ answers }) => remark(String(answers.witness))),
    'reads-hidden',
    'pages.account.shows',
  ],
  [
    'a sheet that reads a hidden answer',
    { ...funeral, shows: ({ answers }) => ({ title: 'نتیجه', sections: [remark(String(answers['witness']))] }) },
    'reads-hidden',
    'shows',
  ],
  ['a sheet with Latin digits', showing('deceased', () => remark('12')), 'bad-sheet', 'pages.deceased.shows'],
  [
    'a refusal without a word',
    { ...funeral, rules: { ...funeral.rules, died: without(funeral.rules['died']!, 'else') } },
    'no-refusal',
    'rules.died',
  ],
]

for (const [what, service, code, at] of MUTANTS) {
  test(`caught: ${what}`, () => {
    const all = found(service)
    assert.ok(
      all.some((fault) => fault.code === code && fault.at === at),
      JSON.stringify(all),
    )
  })
}

test('every code is caught by a mutant', () => {
  const codes = new Set(MUTANTS.map(([, , code]) => code))
  const all: Record<FaultCode, true> = {
    'unreachable-state': true,
    'unknown-state': true,
    'no-exit': true,
    'no-end': true,
    'no-timer': true,
    'nobodys-turn': true,
    'unknown-move': true,
    'missing-outcome': true,
    'outcome-of-no-end': true,
    'nobody-records': true,
    'nothing-to-record': true,
    'unknown-field': true,
    'never-asked': true,
    'asked-twice': true,
    'empty-page': true,
    'bad-name': true,
    'bad-text': true,
    'unknown-text': true,
    'unknown-certificate': true,
    'bad-certificate': true,
    'unknown-role': true,
    'never-shown': true,
    throws: true,
    'reads-hidden': true,
    'stays-unknown': true,
    'no-refusal': true,
    'bad-sheet': true,
    'bad-at': true,
    'code-of-nobody': true,
  }
  assert.deepEqual(
    Object.keys(all).filter((code) => !codes.has(code as FaultCode)),
    [],
  )
})

function pageOf(name: string, fields: readonly string[]): Service {
  return { ...funeral, pages: { ...funeral.pages, [name]: { ...(funeral.pages[name] ?? { title: 'صفحه' }), fields } } }
}

function showing(page: string, says: (given: { answers: { witness: unknown } }) => Remark): Service {
  const shows: Page['shows'] = (given) => ({ title: 'نتیجه', sections: [says(given as never)] })
  return { ...funeral, pages: { ...funeral.pages, [page]: { ...funeral.pages[page]!, shows } } }
}

function ruleOf(must: Service['rules'][string]['must']): Service {
  return {
    ...funeral,
    rules: { ...funeral.rules, odd: { title: 'قاعده', law: { id: 'x', cite: 'ماده' }, must, else: 'نه.' } },
  }
}
