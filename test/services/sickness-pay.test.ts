import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rial } from '#kernel/rial.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { situation } from '#kernel/service/situation.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import { sicknessPay, type Sickness } from '#law/short-term.ts'
import { APPLICANT, CASES_ON, jalali } from '#services/case.ts'
import { CASES } from '#services/sickness-pay/cases.ts'
import service from '#services/sickness-pay/service.ts'
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

// Five million rials a day for ninety days; of them three quarters with a family, two thirds alone, half alone in a hospital.
const base = {
  wages: rial(450_000_000),
  daysWorked: 90,
  family: true,
  cause: 'illness',
  place: 'home',
  days: 10,
} as const
const expected: Readonly<Record<string, [spell: Sickness, amount: number]>> = {
  'ده روز در خانه با همسر': [base, 7 * 3_750_000],
  'ده روز در خانه بی‌خانواده': [{ ...base, family: false }, 23_333_333],
  'ده روز بستری بی‌خانواده': [{ ...base, family: false, place: 'hospital' }, 25_000_000],
  'حادثهٔ کار: از روز اول': [{ ...base, cause: 'accident-or-occupational' }, 37_500_000],
  'دنبالهٔ دو استراحت پیشین: روز انتظار ندارد': [{ ...base, daysBefore: 20 }, 37_500_000],
  'چهار روز در خانه': [{ ...base, days: 4 }, 3_750_000],
}

for (const [title, [spell, amount]] of Object.entries(expected))
  test(`${title}: what is shown, granted and ordered is what the law says`, () => {
    const journey = played(title)
    const ruling = sicknessPay(spell, jalali('1404/09/01'))
    assert.equal(ruling.value.amount, rial(amount))
    const sheet = sheetOf(service, situation(service, journey.application, journey.today))!
    const shown = sheet.sections.find((section) => section.kind === 'amount')!
    assert.deepEqual([shown.rials, shown.working.steps], [ruling.value.amount, ruling.steps])
    journey.moves('citizen:submit').moves('officer:approve')
    const [granted, ordered] = outcome(service, journey.application, journey.today)
    const { from, until } = CASES.find((one) => one.title === title)!.answers
    assert.deepEqual(granted?.do === 'register' && granted.data, {
      kind: 'sickness',
      about: null,
      from,
      until,
      rials: String(amount),
      grantedOn: CASES_ON,
    })
    assert.deepEqual(ordered, { do: 'pay', rials: String(amount), purpose: 'غرامت دستمزد ایام بیماری' })
  })
