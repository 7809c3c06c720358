import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcome } from '#kernel/service/outcome.ts'
import { situation } from '#kernel/service/situation.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import { APPLICANT, jalali } from '#services/case.ts'
import { CASES } from '#services/dependency-end/cases.ts'
import service from '#services/dependency-end/service.ts'
import { SPOUSE } from '#services/samples.ts'
import { examine, fill } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'

const played = (title: string) => {
  const one = CASES.find((each) => each.title === title)!
  const journey = new Journey(service, APPLICANT)
  fill(journey, one)
  return { one, journey, now: () => situation(service, journey.application, journey.today) }
}
const approved = (title: string) => {
  const { one, journey } = played(title)
  journey.moves('citizen:submit')
  examine(journey, one.found)
  journey.moves('officer:approve')
  return outcome(service, journey.application, journey.today)
}
const end = (relation: string, because: string, note: string | null) => {
  const days = { from: jalali('1395/05/01'), on: jalali('1404/09/12') }
  return [{ do: 'register', entry: 'cover.end', data: { number: SPOUSE, relation, ...days, because, note } }]
}

test('what the civil registry confirms needs no paper and no finding, and still the branch decides', () => {
  const { journey, now } = played('جدایی که در ثبت احوال ثبت شده است')
  assert.deepEqual(now().documents, [])
  assert.deepEqual(now().missingFacts, [])
  journey.moves('citizen:submit')
  assert.equal(journey.application.state, 'submitted')
})

test('what it does not confirm needs both', () => {
  const { journey, now } = played('پسری که شاغل شده است و قرارداد کار دارد')
  assert.deepEqual(now().documents, ['proof'])
  journey.moves('citizen:submit')
  assert.notEqual(journey.refusalOf('officer:approve'), null, 'nobody has looked at the paper yet')
})

test('an approval ends the cover that was named, with its reason; a paper or own words are kept as a note', () => {
  const seen = 'شما خبر دادید و شعبه مدرک آن را دید.'
  const own = 'شما خبر دادید: «مخارج مادرم را اکنون برادرم می‌دهد.» و شعبه مدرک آن را دید.'
  assert.deepEqual(approved('جدایی که در ثبت احوال ثبت شده است'), end('wife', 'divorce', null))
  assert.deepEqual(approved('پسری که شاغل شده است و قرارداد کار دارد'), end('son', 'job', seen))
  assert.deepEqual(approved('مادری که با فرزند دیگری زندگی می‌کند'), end('mother', 'branch', own))
})

test('the last day of cover stands before sending; whoever never had one by then is shown none', () => {
  const last = (title: string) => {
    const { now } = played(title)
    const section = sheetOf(service, now())!.sections.find((one) => one.kind === 'rows')!
    return Object.fromEntries(section.rows)['آخرین روز پوشش']
  }
  assert.equal(last('جدایی که در ثبت احوال ثبت شده است'), '۱۱ آذر ۱۴۰۴')
  assert.equal(last('روز نخست پوشش'), '—')
})
