import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcome } from '#kernel/service/outcome.ts'
import { situation } from '#kernel/service/situation.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import type { WageRecord } from '#kernel/register.ts'
import { minimumWage } from '#law/wages.ts'
import { APPLICANT, jalali } from '#services/case.ts'
import { CASES } from '#services/missing-records/cases.ts'
import service from '#services/missing-records/service.ts'
import { examine, fill } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'

function approved(title: string) {
  const one = CASES.find((each) => each.title === title)!
  const journey = new Journey(service, APPLICANT)
  fill(journey, one)
  assert.equal(sheetOf(service, situation(service, journey.application, journey.today)), null, 'nothing is found yet')
  journey.moves('citizen:submit')
  examine(journey, one.found)
  const sheet = sheetOf(service, situation(service, journey.application, journey.today))!
  journey.moves('officer:approve')
  const [entry, message] = outcome(service, journey.application, journey.today)
  assert.ok(entry?.do === 'register' && entry.entry === 'wages.add')
  return { sheet, message, records: (entry.data as unknown as { records: readonly WageRecord[] }).records }
}
const brief = (records: readonly WageRecord[]) => records.map(({ month, days, wage }) => [month, days, wage])

test('the days that the branch found land in the register by month, for the daily wage it found', () => {
  const { records, message } = approved('سه ماه کار که شعبه همه را تأیید کرد')
  assert.deepEqual(brief(records), [
    [140402, 31, '279000000'],
    [140403, 31, '279000000'],
    [140404, 31, '279000000'],
  ])
  assert.ok(records.every(({ origin, workshop }) => origin === 'decision' && workshop?.code === '0371000011'))
  assert.deepEqual(message?.do === 'sms' && message.values, { days: '۹۳ روز' })
})

test('where it found fewer, only these are added, and the person reads what was asked and what was found', () => {
  const { records, sheet } = approved('شعبه روزهای کمتری را تأیید کرد')
  assert.deepEqual(
    records.map(({ days }) => days),
    [20, 20, 20],
  )
  const [told] = sheet.sections
  assert.ok(told?.kind === 'rows')
  assert.deepEqual(told.rows.slice(1), [
    ['روزهایی که خواستید', '۹۳ روز'],
    ['روزهایی که پذیرفته شد', '۶۰ روز'],
  ])
  assert.ok(sheet.sections.some((section) => section.kind === 'remark' && section.text.includes('فیش‌های مزد')))
})

test('a daily wage below the least of its time is raised to it', () => {
  const least = minimumWage({ days: 31 }, jalali('1404/02/01')).value
  assert.equal(approved('مزدی کمتر از حداقل مزد').records[0]!.wage, String(least))
})

test('what the workshop has on record of a month stays, and the days found are added to it', () => {
  assert.deepEqual(brief(approved('ماهی که ده روزش ثبت شده است').records), [
    [140402, 30, String(90_000_000 + 180_000_000)],
  ])
})

test('a workshop known by its name alone gets the code that the branch found', () => {
  assert.deepEqual(approved('کارگاهی که فقط نامش را می‌داند').records[0]!.workshop, {
    code: '0371000011',
    name: 'نانوایی سحر',
  })
})
