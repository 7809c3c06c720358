import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { rial } from '#kernel/rial.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { situation } from '#kernel/service/situation.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import { marriageGift } from '#law/short-term.ts'
import { APPLICANT, CASES_ON, jalali } from '#services/case.ts'
import { CASES } from '#services/marriage-gift/cases.ts'
import service from '#services/marriage-gift/service.ts'
import { fill } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'

const played = (title: string) => {
  const journey = new Journey(service, APPLICANT)
  fill(
    journey,
    CASES.find((one) => one.title === title)!,
  )
  return journey
}
const sheet = (journey: Journey) => sheetOf(service, situation(service, journey.application, journey.today))!

test('the gift is that of article 85 on the wages of the two years, and its steps are shown before sending', () => {
  // Five years at 150,000,000 a month: a month's wage. And 12 × 150,000,000 in the two years: half of it, also by 24.
  for (const [title, wages] of [
    ['ازدواج نخست با پنج سال سابقه', 24 * 150_000_000],
    ['یک سال کار در دو سال پیش: باز هم تقسیم بر بیست‌وچهار', 12 * 150_000_000],
  ] as const) {
    const journey = played(title)
    const ruling = marriageGift({ wages: rial(wages) }, jalali('1404/06/15'))
    assert.equal(ruling.value, rial(wages / 24))
    const shown = sheet(journey).sections.find((section) => section.kind === 'amount')!
    assert.equal(shown.rials, ruling.value)
    assert.deepEqual(shown.working.steps, ruling.steps)
    journey.moves('citizen:submit').moves('officer:approve')
    assert.deepEqual(outcome(service, journey.application, journey.today), [
      {
        do: 'register',
        entry: 'benefit.grant',
        data: {
          kind: 'marriage',
          about: null,
          from: null,
          until: null,
          rials: String(wages / 24),
          grantedOn: CASES_ON,
        },
      },
      { do: 'pay', rials: String(wages / 24), purpose: 'هدیهٔ ازدواج' },
      {
        do: 'sms',
        text: 'approved',
        to: 'applicant',
        values: { amount: wages === 24 * 150_000_000 ? '۱۵۰٬۰۰۰٬۰۰۰ ریال' : '۷۵٬۰۰۰٬۰۰۰ ریال' },
      },
    ])
  }
})

test('whoever has no account is told before sending that the payment will wait for one', () => {
  assert.match(inspect(sheet(played('کسی که هنوز حسابی اعلام نکرده است')), { depth: 6 }), /شمارهٔ حسابی اعلام نکرده‌اید/)
  assert.match(inspect(sheet(played('ازدواج نخست با پنج سال سابقه')), { depth: 6 }), /منتهی به ۹۰۰۲/)
})
