import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type IsoDate, addDays, completedYears, parseJalali } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import * as law from '#law/dependants.ts'
import { inForce } from '#law/parameters.ts'
import { DEPENDANT_PARAMETERS, sonAgeLimit } from '#law/parameters/dependants.ts'

const ME = '9901234565' as PersonalNumber
const OTHER = '9911234568' as PersonalNumber
const TODAY = day('1404/10/20')
const NOTHING: law.Cover = { insured: false, pension: false, otherFund: false, working: false, dependantOf: null }
const none = { claimed: false, confirmed: () => fail(), voted: () => fail() }

function day(text: string): IsoDate {
  const read = parseJalali(text)
  assert.ok(read.ok)
  return read.value
}

function fail(): never {
  throw new Error('was asked though it does not matter')
}

const verdicts = (findings: readonly Finding[]) => findings.map(({ verdict }) => verdict)

test('a son is covered without condition until nineteen completed years', () => {
  const at = (birth: string) => law.sonOfAge(day(birth), TODAY, none, none).verdict
  assert.equal(at('1385/10/21'), 'yes', '19 years less a day')
  assert.equal(at('1385/10/20'), 'no', '19 years')
  assert.equal(at('1385/10/19'), 'no', '19 years and a day')
  assert.equal(at('1386/10/20'), 'yes', '18 years')
})

test('from nineteen on a student or a disabled son, by the answer of whoever knows', () => {
  const birth = day('1383/01/01')
  const student = (found: boolean) => law.sonOfAge(birth, TODAY, { claimed: true, confirmed: () => found }, none)
  const disabled = (voted: boolean) => law.sonOfAge(birth, TODAY, none, { claimed: true, voted: () => voted })
  assert.deepEqual(verdicts([student(true), student(false), disabled(true), disabled(false)]), [
    'yes',
    'no',
    'yes',
    'no',
  ])
  assert.match(student(false).mend ?? '', /دانشگاه/)
  assert.ok(disabled(false).articles.some(({ id }) => id === 'ssa-91'))
})

test('before 1391 the limit of the Act: eighteen completed years', () => {
  assert.equal(inForce(sonAgeLimit, day('1390/01/01')).value, 18)
  assert.equal(law.sonLimit(day('1391/11/30')).value, 18)
  assert.equal(law.sonLimit(day('1391/12/01')).value, 19)
  assert.throws(() => inForce(sonAgeLimit, day('1350/01/01')), RangeError)
})

test('whoever was born on 30 Esfand is a year older on 1 Farvardin after a common year', () => {
  const birth = day('1387/12/30')
  assert.equal(law.birthdayOf(birth, 17), day('1405/01/01'))
  assert.equal(law.birthdayOf(birth, 16), day('1403/12/30'))
})

test('the day of a birthday is the first day with so many completed years', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 1, max: 70 }), (offset, years) => {
      const birth = addDays(day('1300/01/01'), offset)
      const birthday = law.birthdayOf(birth, years)
      assert.equal(completedYears(birth, birthday), years)
      assert.equal(completedYears(birth, addDays(birthday, -1)), years - 1)
    }),
  )
})

test('the birth date first presented to the organisation counts, whatever was changed later', () => {
  assert.equal(law.countedBirthDate(day('1340/01/01'), day('1345/01/01')), day('1340/01/01'))
  assert.equal(law.countedBirthDate(null, day('1345/01/01')), day('1345/01/01'))
})

test('husband and father at sixty completed years, mother at fifty-five, or disabled at any age', () => {
  const at = (relation: 'husband' | 'father' | 'mother', birth: string, disability: law.Disability = none) =>
    law.oldOrDisabled(relation, day(birth), TODAY, disability)
  for (const relation of ['husband', 'father'] as const)
    assert.deepEqual(verdicts([at(relation, '1344/10/21'), at(relation, '1344/10/20')]), ['no', 'yes'])
  assert.deepEqual(verdicts([at('mother', '1349/10/21'), at('mother', '1349/10/20')]), ['no', 'yes'])
  assert.deepEqual(verdicts([at('mother', '1360/01/01', { claimed: true, voted: () => true })]), ['yes'])
  assert.deepEqual(verdicts([at('mother', '1360/01/01', { claimed: true, voted: () => false })]), ['no'])
  assert.match(at('father', '1344/10/21').mend ?? '', /۲۱ دی ۱۴۰۴/)
})

test('who may enrol others', () => {
  const may = (standing: law.Standing) => law.whoMayEnrol(standing).verdict
  assert.deepEqual(
    ['insured', 'retiree', 'totally-disabled'].map((one) => may(one as law.Standing)),
    ['yes', 'yes', 'yes'],
  )
  assert.deepEqual(
    ['survivor', 'dependant', 'none'].map((one) => may(one as law.Standing)),
    ['no', 'no', 'no'],
  )
})

test('a relation must fit the sex of both', () => {
  const fits = (...given: Parameters<typeof law.sexFits>) => law.sexFits(...given).verdict
  assert.equal(fits('wife', 'female', 'male'), 'yes')
  assert.equal(fits('wife', 'male', 'male'), 'no')
  assert.equal(fits('wife', 'female', 'female'), 'no')
  assert.equal(fits('husband', 'male', 'male'), 'no')
  assert.equal(fits('husband', 'male', 'female'), 'yes')
  assert.equal(fits('daughter', 'male', 'male'), 'no')
  assert.equal(fits('mother', 'male', 'female'), 'no')
  assert.deepEqual([fits('adopted', 'male', 'female'), fits('adopted', 'female', 'male')], ['yes', 'yes'])
})

test('a marriage counts while it lasts; a second wife is a wife', () => {
  const ended = { spouse: ME, ended: { on: day('1403/01/01'), by: 'divorce' as const } }
  const lasting = { spouse: ME, ended: null }
  assert.equal(law.married(ME, [lasting]).verdict, 'yes')
  assert.equal(law.married(ME, [{ spouse: OTHER, ended: null }, lasting]).verdict, 'yes')
  assert.equal(law.married(ME, [ended]).verdict, 'no')
  assert.match(law.married(ME, [ended]).refusal ?? '', /۱ فروردین ۱۴۰۳/)
  assert.equal(law.married(ME, [ended, lasting]).verdict, 'yes')
  assert.equal(law.married(ME, []).verdict, 'no')
})

test('a daughter has no husband; a marriage that ended does not stand in her way', () => {
  const ended = { spouse: OTHER, ended: { on: day('1403/01/01'), by: 'death' as const } }
  assert.deepEqual(
    verdicts([
      law.withoutHusband([]),
      law.withoutHusband([ended]),
      law.withoutHusband([{ spouse: OTHER, ended: null }]),
    ]),
    ['yes', 'yes', 'no'],
  )
})

test('nobody is covered twice, and only a wife may be insured herself', () => {
  const free = (relation: law.Relation, cover: Partial<law.Cover>) =>
    law.notCovered(relation, ME, { ...NOTHING, ...cover }, TODAY).verdict
  assert.equal(free('wife', { insured: true }), 'yes')
  assert.equal(free('son', { insured: true }), 'no')
  assert.equal(free('daughter', { otherFund: true }), 'no')
  for (const relation of Object.keys(law.RELATIONS) as law.Relation[]) {
    assert.equal(free(relation, {}), 'yes')
    assert.equal(free(relation, { dependantOf: OTHER }), 'no')
    assert.equal(free(relation, { dependantOf: ME }), 'no')
  }
})

test('husband, father and mother draw no pension and are not insured anywhere', () => {
  const means = (cover: Partial<law.Cover>) => law.withoutMeans('mother', { ...NOTHING, ...cover }, TODAY).verdict
  assert.deepEqual(
    [
      means({}),
      means({ pension: true }),
      means({ insured: true }),
      means({ otherFund: true }),
      means({ working: true }),
    ],
    ['yes', 'no', 'no', 'no', 'no'],
  )
})

test('support is a matter of the inquiry, and is not inquired into where nobody claims it', () => {
  assert.equal(law.supported('mother', false, fail).verdict, 'no')
  assert.deepEqual(verdicts([law.supported('father', true, () => true), law.supported('father', true, () => false)]), [
    'yes',
    'no',
  ])
})

test('children of an insured mother: the father without job and insurance, or custody', () => {
  const through = (cover: law.Cover | null, custody = false) =>
    law.throughMother({ custody, cover: () => cover }, TODAY).verdict
  assert.equal(through(NOTHING), 'yes')
  assert.equal(through(null), 'yes')
  assert.equal(through({ ...NOTHING, working: true }), 'no')
  assert.equal(through({ ...NOTHING, pension: true }), 'no')
  assert.equal(through({ ...NOTHING, insured: true }, true), 'yes')
})

test('a child who works is not covered', () => {
  assert.deepEqual(verdicts([law.notWorking(NOTHING), law.notWorking({ ...NOTHING, working: true })]), ['yes', 'no'])
})

test('every finding explains itself: steps, articles, and a refusal in whole sentences', () => {
  const all: readonly Finding[] = [
    ...(['insured', 'survivor', 'dependant', 'none'] as const).map(law.whoMayEnrol),
    law.notOneself(ME, ME),
    law.alive(TODAY),
    law.sexFits('wife', 'male', 'male'),
    law.married(ME, []),
    law.related('son', false),
    law.relatedByPapers('adopted', false),
    law.withoutHusband([{ spouse: OTHER, ended: null }]),
    law.notCovered('son', ME, { ...NOTHING, dependantOf: OTHER }, TODAY),
    law.notWorking({ ...NOTHING, working: true }),
    law.withoutMeans('father', { ...NOTHING, pension: true }, TODAY),
    law.supported('husband', false, fail),
    law.throughMother({ custody: false, cover: () => ({ ...NOTHING, working: true }) }, TODAY),
    law.sonOfAge(day('1380/01/01'), TODAY, none, none),
    law.oldOrDisabled('mother', day('1370/01/01'), TODAY, none),
  ]
  for (const finding of all) {
    assert.ok(finding.articles.length > 0 && finding.articles.every(({ cite }) => /[آ-ی]/.test(cite)))
    assert.ok(finding.steps.length > 0)
    for (const text of [...finding.steps, finding.refusal, finding.mend]) {
      if (text !== null) assert.match(text, /^[^0-9a-zA-Z]*[آ-ی][^0-9a-zA-Z]*\.$/)
    }
    assert.equal(finding.refusal === null, finding.verdict === 'yes')
  }
  assert.deepEqual(law.sonOfAge(day('1380/01/01'), TODAY, none, none).parameters, [
    'son-age-limit@2013-02-19',
    'son-age-reading@2013-02-19',
  ])
})

test('the conditions people read are written from the same parameters', () => {
  const read = (relation: law.Relation, on = TODAY) =>
    law
      .conditionsOf(relation, on)
      .map(({ text }) => text)
      .join(' ')
  assert.match(read('son'), /کمتر از ۱۹ سال تمام/)
  assert.match(read('son', day('1390/01/01')), /کمتر از ۱۸ سال تمام/)
  assert.match(read('mother'), /۵۵ سال تمام/)
  assert.match(read('husband'), /۶۰ سال تمام/)
  for (const relation of Object.keys(law.RELATIONS) as law.Relation[])
    for (const { text, articles } of law.conditionsOf(relation, TODAY)) {
      assert.match(text, /^[^0-9a-zA-Z]+\.$/)
      assert.ok(articles.length > 0)
    }
})

test('every parameter has a source, a certainty and days in order', () => {
  const ids = DEPENDANT_PARAMETERS.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const { title, values } of DEPENDANT_PARAMETERS) {
    assert.match(title, /[آ-ی]/)
    assert.ok(values.every(({ source }) => /[آ-ی]/.test(source)))
    assert.ok(values.every(({ from }, n) => n === 0 || from > values[n - 1]!.from))
  }
})
