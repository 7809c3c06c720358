import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '#kernel/dates.ts'
import { comparisons } from '#kernel/service/difference.ts'
import { judge } from '#kernel/service/judge.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { pendingKey, situation } from '#kernel/service/situation.ts'
import { APPLICANT, CASES, CASES_ON, type Case } from '#services/dependants/cases.ts'
import dependants from '#services/dependants/service.ts'
import { examine, fill } from '../support/cases.ts'
import { Journey, actor } from '../support/journey.ts'

const find = (title: string): Case => CASES.find((one) => one.title === title)!

test('whoever is refused is told what would change it, but where nothing can', () => {
  for (const one of CASES) {
    const journey = new Journey(dependants, APPLICANT)
    fill(journey, one)
    if (judge(dependants, journey.application, journey.today).verdict !== 'no') {
      journey.moves('citizen:submit')
      examine(journey, one.found)
    }
    const { rules } = judge(dependants, journey.application, journey.today)
    for (const { rule, verdict, mend } of rules)
      assert.ok(verdict !== 'no' || mend !== null || ['means', 'free'].includes(rule), one.title)
  }
})

test('the labels are the organisation’s own', () => {
  const input = dependants.fields.person.input('person')
  assert.equal(dependants.title, 'مشاهده و ثبت افراد تبعی')
  assert.equal(dependants.texts['add'], 'اضافه کردن فرد جدید تحت پوشش')
  assert.equal(dependants.texts['next'], 'تأیید و ادامه')
  assert.equal(dependants.fields.relation.label, 'نسبت')
  assert.ok(input.kind === 'group')
  assert.deepEqual(
    input.inputs.map(({ label }) => label),
    ['کد ملی', 'تاریخ تولد'],
  )
  assert.equal(input.button, 'دریافت اطلاعات از سازمان ثبت احوال')
})

test('changing number, birth date or relation wipes the registry’s answer and the files', () => {
  for (const change of [
    { relation: 'mother' },
    { person: { number: '9911234568', birthDate: '1991-03-25' } },
    { person: { number: '9901234565', birthDate: '1991-03-26' } },
  ]) {
    const journey = new Journey(dependants, APPLICANT)
    fill(journey, find('همسر'))
    const { person, relation } = find('همسر').answers
    journey.answers('person', { person: person!, relation: relation!, ...change })
    assert.deepEqual([journey.application.facts, journey.application.documents], [{}, {}])
    assert.deepEqual(Object.keys(journey.application.answers).toSorted(), ['person', 'relation'])
  }
})

test('the registry changes its answer between look-up and sending: the sending is refused', () => {
  const journey = new Journey(dependants, APPLICANT)
  fill(journey, find('همسر'))
  assert.equal(journey.refusalOf('citizen:submit'), null)
  const { about } = journey.application.facts['civil']!
  const died = { ...find('همسر').facts.civil!, diedOn: CASES_ON }
  journey.does(actor('clock'), {
    kind: 'fact',
    name: 'civil',
    about,
    value: died,
    source: 'civil-registry.person',
    replyId: '2',
    saidAt: '',
  })
  assert.match(journey.refusalOf('citizen:submit') ?? '', /درگذشت/)
})

test('ages are of the day of sending, though the branch answers later', () => {
  const journey = new Journey(dependants, APPLICANT)
  fill(journey, find('پسر یک روز مانده به ۱۹ سال'))
  journey.moves('citizen:submit')
  assert.equal(judge(dependants, journey.application, addDays(journey.today, 30)).verdict, 'yes')
})

test('a draft is judged by the day it is looked at', () => {
  const { application, today } = new Journey(dependants, APPLICANT)
    .facts(find('پسر یک روز مانده به ۱۹ سال').facts)
    .answers('person', {
      person: find('پسر یک روز مانده به ۱۹ سال').answers['person']!,
      relation: 'son',
    })
    .facts(find('پسر یک روز مانده به ۱۹ سال').facts)
  const pages = (days: number) => situation(dependants, application, addDays(today, days)).pages
  assert.deepEqual([pages(0).includes('son'), pages(1).includes('son'), pages(0).includes('son')], [false, true, false])
})

test('what an approval carries out: entry, certificate, messages to the insured and to a grown dependant', () => {
  const effects = (title: string) => {
    const journey = new Journey(dependants, APPLICANT)
    fill(journey, find(title))
    journey.moves('citizen:submit').moves('officer:approve')
    return outcome(dependants, journey.application, journey.today)
  }
  const done = effects('همسر')
  assert.deepEqual(
    done.map((effect) => effect.do),
    ['register', 'certificate', 'sms', 'sms'],
  )
  assert.deepEqual(done[0], {
    do: 'register',
    entry: 'cover.begin',
    data: {
      number: '9901234565',
      name: 'زهرا آزمونی',
      birthDate: '1991-03-25',
      insured: APPLICANT,
      relation: 'wife',
      from: CASES_ON,
      until: null,
      sex: 'female',
      ground: 'tie',
      studyUntil: null,
    },
  })
  assert.deepEqual(
    effects('دختر خردسال').map((effect) => effect.do),
    ['register', 'certificate', 'sms'],
  )
  const [student] = effects('پسر ۱۹ سالهٔ دانشجو')
  // The first day without cover: after the last day of study, which is 31 Shahrivar 1408.
  assert.equal(student?.do === 'register' && (student.data as { until: string }).until, '2029-09-22')
  const [young] = effects('پسر یک روز مانده به ۱۹ سال')
  assert.equal(young?.do === 'register' && (young.data as { until: string }).until, addDays(CASES_ON, 1))
})

test('one open application for each person to be covered', () => {
  const journey = new Journey(dependants, APPLICANT)
  assert.equal(pendingKey(dependants, situation(dependants, journey.application, journey.today)), null)
  fill(journey, find('همسر'))
  assert.equal(pendingKey(dependants, situation(dependants, journey.application, journey.today)), '9901234565')
})

test('the desk sees where an answer differs from the registry', () => {
  const journey = new Journey(dependants, APPLICANT)
  fill(journey, { ...find('همسر'), answers: { ...find('همسر').answers, placeOfBirth: 'کاشان' } })
  const { context } = situation(dependants, journey.application, journey.today)
  assert.deepEqual(
    comparisons(dependants, context).map(({ field, same }) => [field, same]),
    [
      ['placeOfBirth', false],
      ['placeOfIssue', true],
    ],
  )
})
