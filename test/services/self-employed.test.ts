import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#kernel/fields/field.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { situation } from '#kernel/service/situation.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import { rial } from '#kernel/rial.ts'
import { premiumDeadline, selfEmployedPremium } from '#law/contributions.ts'
import { APPLICANT, CASES_ON } from '#services/case.ts'
import { CASES } from '#services/self-employed/cases.ts'
import { jobTitle, tradeOf } from '#services/self-employed/job.ts'
import service from '#services/self-employed/service.ts'
import { examine, fill } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'

const played = (title: string) => {
  const journey = new Journey(service, APPLICANT)
  const one = CASES.find((each) => each.title === title)!
  fill(journey, one as never)
  journey.moves('citizen:submit')
  examine(journey, one.found as never)
  journey.moves('officer:approve')
  return journey
}

test('an approved contract lands in the register with its terms, the first payment within thirty days', () => {
  const { application } = played('رانندهٔ درون‌شهری با کف ۱٫۱ برابر')
  const [begin, told] = outcome(service, application, CASES_ON)
  const firstDueOn = premiumDeadline({ begins: CASES_ON, paidThrough: null }, CASES_ON).value
  assert.deepEqual(begin, {
    do: 'register',
    entry: 'contract.begin',
    data: {
      kind: 'self-employed',
      rate: '18',
      base: '114300648',
      health: true,
      jobTitle: 'رانندهٔ درون‌شهری: تاکسی',
      branch: { code: '1', name: 'شعبهٔ یک قم' },
      from: CASES_ON,
      firstDueOn,
    },
  })
  assert.ok(told?.do === 'sms' && told.text === 'approved')
})

test('the premium that is shown is the law’s, of thirty days at the chosen base', () => {
  const journey = played('نرخ ۱۴ درصد با یک سال سابقهٔ قدیمی')
  const sheet = sheetOf(service, situation(service, journey.application, journey.today))!
  const shown = sheet.sections.find(({ kind }) => kind === 'amount')
  const month = { protection: 'old-age-death', days: 30, base: { daily: rial(6_666_667) } } as const
  const { premium } = selfEmployedPremium(month, CASES_ON).value
  assert.ok(shown?.kind === 'amount')
  assert.equal(shown.rials, premium)
  assert.equal(shown.rials, 28_000_001n, 'fourteen per cent of thirty days at a thirtieth of the base')
  assert.ok(shown.working.steps.length >= 3)
})

test('the trade that sets the least base is kept with the job title', () => {
  for (const trade of ['other', 'urban-driver', 'own-account'] as const)
    assert.equal(tradeOf(jobTitle(trade, 'تاکسی')), trade)
  assert.equal(tradeOf(null), 'other')
  const answers: Record<string, Json> = CASES[0]!.answers
  assert.equal(tradeOf(String(answers['job'])), 'other')
})
