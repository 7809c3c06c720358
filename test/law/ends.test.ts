import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type IsoDate, addDays, addJalaliYears, completedYears, parseJalali } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import * as law from '#law/dependants.ts'

const ME = '9901234565' as PersonalNumber
const OTHER = '9911234568' as PersonalNumber
const TODAY = day('1404/10/20')

function day(text: string): IsoDate {
  const read = parseJalali(text)
  assert.ok(read.ok, text)
  return read.value
}

function held(more: Partial<law.Held> = {}): law.Held {
  const from = more.from ?? day('1400/01/10')
  return {
    relation: 'son',
    sex: 'male',
    birth: day('1390/05/05'),
    from,
    ground: 'age',
    since: more.since ?? from,
    studyUntil: null,
    commitmentAskedOn: null,
    committedOn: null,
    ...more,
  }
}

const free = { insured: false, pension: false, otherFund: false, working: false }
const told = (more: Partial<law.Told> = {}): law.Told => ({
  insured: ME,
  insuredDiedOn: null,
  diedOn: null,
  marriages: [],
  own: free,
  ...more,
})
const NOTHING_TOLD = { insuredDiedOn: 'not-told', diedOn: 'not-told', marriages: 'not-told', own: 'not-told' } as const

const daughter = { relation: 'daughter', sex: 'female', ground: 'tie' } as const // she is 18 on 1408/05/05

test('the commitment is asked for a month before a daughter comes of age, of nobody else', () => {
  assert.equal(law.commitmentAskedFrom(held(daughter)), day('1408/04/05'))
  assert.equal(law.commitmentNeededFrom(held({ ...daughter, birth: day('1387/12/30') })), day('1406/01/01'))
  for (const other of [
    { relation: 'son', sex: 'male' },
    { relation: 'wife', sex: 'female' },
    { relation: 'adopted', sex: 'male' },
    { ...daughter, from: day('1408/05/05') },
    { ...daughter, committedOn: TODAY },
  ] as const)
    assert.equal(law.commitmentAskedFrom(held(other)), null, JSON.stringify(other))
  assert.notEqual(law.commitmentAskedFrom(held({ relation: 'adopted', sex: 'female' })), null)
})

describe('the end that dates bring', () => {
  const planned = (more: Partial<law.Held>) => law.plannedEnd(held(more))
  const table: [string, Partial<law.Held>, string | null, law.EndReason | null][] = [
    ['a son: the day he completes nineteen years', { birth: day('1386/10/20') }, '1405/10/20', 'age-limit'],
    ['born on 30 Esfand: 1 Farvardin after a common year', { birth: day('1387/12/30') }, '1407/01/01', 'age-limit'],
    [
      'born on 30 Esfand, nineteen in the Esfand of a common year',
      { birth: day('1391/12/30') },
      '1411/01/01',
      'age-limit',
    ],
    ['born on 29 Esfand of a leap year', { birth: day('1387/12/29') }, '1406/12/29', 'age-limit'],
    ['born on 1 Farvardin', { birth: day('1388/01/01') }, '1407/01/01', 'age-limit'],
    [
      'before 1391 the day he completed eighteen',
      { birth: day('1370/05/05'), from: day('1380/01/01') },
      '1388/05/05',
      'age-limit',
    ],
    [
      'eighteen the day before the new law',
      { birth: day('1373/11/30'), from: day('1380/01/01') },
      '1391/11/30',
      'age-limit',
    ],
    [
      'eighteen on its first day: a year more',
      { birth: day('1373/12/01'), from: day('1380/01/01') },
      '1392/12/01',
      'age-limit',
    ],
    ['an adopted boy like a son', { relation: 'adopted', birth: day('1390/05/05') }, '1409/05/05', 'age-limit'],
    ['a daughter by no date', { relation: 'daughter', sex: 'female', ground: 'tie' }, null, null],
    [
      'a daughter asked for the commitment: a month after she comes of age',
      { ...daughter, commitmentAskedOn: day('1408/04/05') },
      '1408/06/05',
      'commitment',
    ],
    [
      'asked only later: a month after the asking, never in the past',
      { ...daughter, commitmentAskedOn: day('1410/01/20') },
      '1410/02/20',
      'commitment',
    ],
    [
      'committed for: by no date',
      { ...daughter, commitmentAskedOn: TODAY, committedOn: day('1408/05/01') },
      null,
      null,
    ],
    [
      'of age when the cover began: committed for with the application',
      { ...daughter, from: day('1408/05/05'), commitmentAskedOn: TODAY },
      null,
      null,
    ],
    ['an adopted girl by no date', { relation: 'adopted', sex: 'female', ground: 'tie' }, null, null],
    ['wife, husband, father, mother by no date', { relation: 'mother', sex: 'female', ground: 'tie' }, null, null],
    ['a disabled son by no date: the vote has no term', { ground: 'disability', birth: day('1370/01/01') }, null, null],
    [
      'a student: the day after his last day of study',
      { ground: 'study', studyUntil: day('1405/06/31') },
      '1405/07/01',
      'study-ended',
    ],
    [
      'a student until 29 Esfand of a common year',
      { ground: 'study', studyUntil: day('1404/12/29') },
      '1405/01/01',
      'study-ended',
    ],
    [
      'a student whose study ends in no register: a year after it was shown',
      { ground: 'study', since: day('1404/07/01') },
      '1405/07/01',
      'study-proof-due',
    ],
    [
      'shown on 30 Esfand: the last day of the next Esfand',
      { ground: 'study', since: day('1403/12/30') },
      '1404/12/29',
      'study-proof-due',
    ],
    ['never before it began', { ground: 'study', studyUntil: day('1399/01/01') }, '1400/01/10', 'study-ended'],
  ]
  for (const [name, more, on, reason] of table)
    test(name, () => {
      const end = planned(more)
      assert.equal(end?.on ?? null, on === null ? null : day(on))
      assert.equal(end?.reason ?? null, reason)
    })

  test('names the parameters it rests on', () => {
    assert.deepEqual(planned({})?.parameters, ['son-age-limit@2013-02-19', 'son-age-reading@2013-02-19'])
    assert.deepEqual(planned({ ground: 'study' })?.parameters, ['study-proof-years@1975-06-24'])
  })

  test('a son is covered on every day before it and on none from it: as the rule of enrolment says', () => {
    const none = { claimed: false, confirmed: () => false, voted: () => false }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: -400, max: 400 }), (offset, around) => {
        const birth = addDays(day('1340/01/01'), offset)
        const end = planned({ birth, from: birth, since: birth })!.on
        const on = addDays(end, around)
        // Around the change of 1391 somebody could be out for a while and in again: out once is out.
        if (birth > day('1374/01/01') || birth < day('1371/01/01'))
          assert.equal(law.sonOfAge(birth, on, none, none).verdict, around < 0 ? 'yes' : 'no')
        assert.ok(completedYears(birth, end) >= 18)
      }),
    )
  })

  test('whoever is younger does not reach it earlier, and who begins later does not end earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 800 }), (offset, more) => {
        const birth = addDays(day('1340/01/01'), offset)
        const younger = addDays(birth, more)
        const from = day('1320/01/01')
        assert.ok(planned({ birth, from })!.on <= planned({ birth: younger, from })!.on)
        const begun = addDays(birth, more)
        assert.ok(planned({ birth, from: birth })!.on <= planned({ birth, from: begun })!.on)
        assert.ok(planned({ birth, from: begun })!.on >= begun)
      }),
    )
  })
})

describe('a month before', () => {
  test('is the same day of the Jalali month before, across Nowruz too', () => {
    const table = [
      ['1405/10/20', '1405/09/20'],
      ['1405/01/01', '1404/12/01'],
      ['1405/01/31', '1404/12/29'],
      ['1404/01/30', '1403/12/30'],
      ['1405/07/31', null],
      ['1405/07/30', '1405/06/30'],
    ] as const
    for (const [end, from] of table) if (from !== null) assert.equal(law.warnFrom(day(end)), day(from))
  })

  test('and from then on a new application may be sent for somebody who is still covered', () => {
    const cover = { ...free, dependantOf: ME, coveredUntil: day('1405/01/01') }
    const on = (text: string) => law.notCovered('son', ME, cover, day(text))
    assert.equal(on('1404/11/30').verdict, 'no')
    assert.match(on('1404/11/30').mend ?? '', /از ۱ اسفند ۱۴۰۴/)
    assert.equal(on('1404/12/01').verdict, 'yes')
    assert.equal(on('1405/01/05').verdict, 'yes')
    assert.equal(law.notCovered('son', OTHER, cover, day('1404/12/20')).verdict, 'no', 'only by who covers them')
    assert.equal(law.notCovered('wife', ME, { ...cover, coveredUntil: null }, TODAY).mend, null)
  })
})

describe('what a cover rests on', () => {
  const ground = (relation: law.Relation, sex: law.Sex, birth: string, study = false, disability = false) =>
    law.groundOf(relation, sex, day(birth), TODAY, { study, disability })
  test('a son under the limit on his age; older on study or the vote; everybody else on the tie', () => {
    assert.equal(ground('son', 'male', '1385/10/21'), 'age')
    assert.equal(ground('son', 'male', '1385/10/20', true), 'study')
    assert.equal(ground('son', 'male', '1385/10/20', false, true), 'disability')
    assert.equal(
      ground('son', 'male', '1385/10/21', true),
      'study',
      'shown before the birthday that ends the other ground',
    )
    assert.equal(ground('adopted', 'male', '1395/01/01'), 'age')
    assert.equal(ground('adopted', 'female', '1395/01/01'), 'tie')
    assert.equal(ground('daughter', 'female', '1395/01/01'), 'tie')
    assert.equal(ground('mother', 'female', '1360/01/01', false, true), 'disability')
  })
})

describe('the end that events bring', () => {
  const wife = held({ relation: 'wife', sex: 'female', ground: 'tie', birth: day('1365/01/01') })
  const husband = held({ relation: 'husband', sex: 'male', ground: 'tie', birth: day('1330/01/01') })
  const daughter = held({ relation: 'daughter', sex: 'female', ground: 'tie', birth: day('1380/01/01') })
  const son = held({ birth: day('1388/01/01') })
  const mother = held({ relation: 'mother', sex: 'female', ground: 'tie', birth: day('1330/01/01') })
  const father = held({ relation: 'father', sex: 'male', ground: 'tie', birth: day('1330/01/01') })
  const everybody = [wife, husband, daughter, son, mother, father]
  const D = day('1404/06/10')
  const wed = (spouse: PersonalNumber, on: string, ended: { on: IsoDate; by: 'divorce' | 'death' } | null = null) => ({
    spouse,
    marriedOn: day(on),
    ended,
  })
  const bond = [wed(ME, '1390/01/01')]
  const says = (one: law.Held, more: Partial<law.Told>) => law.goesOn(one, told(more), TODAY)
  const ends = (one: law.Held, more: Partial<law.Told>) => {
    const result = says(one, more)
    return result.verdict === 'no' ? `${result.end.reason} ${result.end.on}` : result.verdict
  }

  test('nothing that is told ends a cover that rests on what it did', () => {
    for (const one of everybody)
      assert.equal(ends(one, { marriages: bond }), one.relation === 'daughter' ? `marriage ${one.from}` : 'yes')
  })

  test('the death of either ends every cover on its day', () => {
    for (const one of everybody) {
      const marriages = one.relation === 'daughter' ? [] : bond
      assert.equal(ends(one, { diedOn: D, marriages }), `death ${D}`)
      assert.equal(ends(one, { insuredDiedOn: D, marriages }), `insured-death ${D}`)
    }
    assert.equal(ends(son, { diedOn: day('1399/01/01') }), `death ${son.from}`, 'not before it began')
  })

  test('divorce ends the cover of wife and husband, and of nobody else', () => {
    for (const one of [wife, husband]) {
      assert.equal(ends(one, { marriages: [wed(ME, '1390/01/01', { on: D, by: 'divorce' })] }), `divorce ${D}`)
      const again = [wed(ME, '1390/01/01', { on: D, by: 'divorce' }), wed(ME, '1404/07/01')]
      assert.equal(ends(one, { marriages: again }), 'yes', 'married to each other again')
      const others = [wed(OTHER, '1380/01/01', { on: day('1385/01/01'), by: 'divorce' }), ...bond]
      assert.equal(ends(one, { marriages: others }), 'yes', 'an earlier marriage does not matter')
    }
    const divorced = [wed(OTHER, '1390/01/01', { on: D, by: 'divorce' })]
    for (const one of [daughter, son, mother, father]) assert.equal(ends(one, { marriages: divorced }), 'yes')
  })

  test('a registry that has no marriage of the two, or contradicts itself, ends nothing: somebody must look', () => {
    for (const marriages of [[], [wed(OTHER, '1390/01/01')], 'not-told' as const]) {
      const result = says(wife, { marriages })
      assert.deepEqual(result, { verdict: 'unknown', questions: ['bond'] })
    }
    assert.equal(ends(wife, { marriages: [wed(ME, '1390/01/01', { on: D, by: 'death' })] }), 'unknown')
  })

  test('a marriage that death ended, with a living wife, tells of the death of the insured who is not told of', () => {
    const marriages = [wed(ME, '1390/01/01', { on: D, by: 'death' as const })]
    assert.equal(ends(wife, { marriages, insuredDiedOn: 'not-told' }), `insured-death ${D}`)
    assert.equal(ends(wife, { marriages, diedOn: D }), `death ${D}`)
  })

  test('marriage ends the cover of a daughter, not of a son; a marriage that is over does not', () => {
    assert.equal(ends(daughter, { marriages: [wed(OTHER, '1404/02/01')] }), `marriage ${day('1404/02/01')}`)
    assert.equal(ends(daughter, { marriages: [wed(OTHER, '1404/02/01', { on: D, by: 'divorce' })] }), 'yes')
    assert.equal(ends(son, { marriages: [wed(OTHER, '1404/02/01')] }), 'yes')
    const adopted = (sex: law.Sex | null) =>
      ends(held({ relation: 'adopted', sex, ground: 'tie' }), { marriages: [wed(OTHER, '1404/02/01')] })
    assert.deepEqual(
      [adopted('female'), adopted('male'), adopted(null)],
      [`marriage ${day('1404/02/01')}`, 'yes', 'unknown'],
    )
    assert.equal(ends(daughter, { marriages: 'not-told' }), 'unknown')
    assert.equal(ends(son, { marriages: 'not-told' }), 'yes')
  })

  test('a mother who marries while covered: who keeps her is for the inquiry', () => {
    assert.deepEqual(says(mother, { marriages: [wed(OTHER, '1404/02/01')] }), {
      verdict: 'unknown',
      questions: ['support'],
    })
    assert.equal(
      ends(mother, { marriages: [wed(OTHER, '1390/02/01')] }),
      'yes',
      'a marriage from before was looked at then',
    )
    assert.equal(ends(father, { marriages: [wed(OTHER, '1404/02/01')] }), 'yes')
  })

  test('work ends the cover of children, insurance of their own too; a wife may have both', () => {
    for (const one of [son, daughter]) {
      assert.equal(ends(one, { own: { ...free, working: true } }), `job ${TODAY}`)
      assert.equal(ends(one, { own: { ...free, insured: true } }), `own-insurance ${TODAY}`)
      assert.equal(ends(one, { own: { ...free, otherFund: true } }), `own-insurance ${TODAY}`)
      assert.equal(ends(one, { own: 'not-told' }), 'unknown')
    }
    for (const own of [{ ...free, working: true, insured: true }, 'not-told' as const])
      assert.equal(ends(wife, { marriages: bond, own }), 'yes')
  })

  test('husband, father and mother lose it by any pension, insurance or work', () => {
    for (const one of [husband, father, mother])
      for (const key of ['insured', 'pension', 'otherFund', 'working'] as const)
        assert.equal(ends(one, { marriages: bond, own: { ...free, [key]: true } }), `means ${TODAY}`)
  })

  test('of several ends the earliest counts, and a certain one is not held up by what is not known', () => {
    const both = { diedOn: D, insuredDiedOn: day('1404/05/01') }
    assert.equal(ends(wife, { ...both, marriages: 'not-told' }), `insured-death ${day('1404/05/01')}`)
    const grown = held({ birth: day('1385/01/01') })
    assert.equal(ends(grown, { diedOn: D }), `age-limit ${day('1404/01/01')}`)
    assert.equal(ends(grown, { diedOn: day('1403/06/01') }), `death ${day('1403/06/01')}`)
  })

  test('where nothing is told nothing is known, and the questions say what', () => {
    const questions = (one: law.Held) => {
      const result = law.goesOn(one, told(NOTHING_TOLD), TODAY)
      assert.equal(result.verdict, 'unknown')
      return result.verdict === 'unknown' ? result.questions : []
    }
    assert.deepEqual(questions(wife), ['death', 'insured-death', 'bond'])
    assert.deepEqual(questions(daughter), ['death', 'insured-death', 'marriage', 'own-cover'])
    assert.deepEqual(questions(son), ['death', 'insured-death', 'own-cover'])
    assert.deepEqual(questions(mother), ['death', 'insured-death', 'own-cover'])
  })

  test('more knowledge never takes back an end, and time alone never revives a cover', () => {
    const day_ = fc.integer({ min: 0, max: 2500 }).map((n) => addDays(day('1398/01/01'), n))
    const union = fc.record({
      spouse: fc.constantFrom(ME, OTHER),
      marriedOn: day_,
      ended: fc.option(fc.record({ on: day_, by: fc.constantFrom('divorce' as const, 'death' as const) })),
    })
    const facts = fc.record({
      insured: fc.constant(ME),
      insuredDiedOn: fc.option(day_),
      diedOn: fc.option(day_),
      marriages: fc.array(union, { maxLength: 3 }),
      own: fc.record({ insured: fc.boolean(), pension: fc.boolean(), otherFund: fc.boolean(), working: fc.boolean() }),
    })
    const hidden = fc.subarray(['insuredDiedOn', 'diedOn', 'marriages', 'own'] as const)
    fc.assert(
      fc.property(fc.constantFrom(...everybody), facts, hidden, day_, fc.nat(900), (one, all, hide, on, more) => {
        const less = { ...all, ...Object.fromEntries(hide.map((key) => [key, 'not-told'])) } as law.Told
        const known = law.goesOn(one, all, on)
        const partly = law.goesOn(one, less, on)
        if (partly.verdict === 'no') assert.equal(known.verdict === 'yes', false)
        if (partly.verdict === 'yes' && hide.length === 0) assert.equal(known.verdict, 'yes')
        const then = law.goesOn(one, all, addDays(on, more))
        if (known.verdict === 'no') assert.equal(then.verdict, 'no')
        if (known.verdict === 'no') assert.ok(known.end.on >= one.from)
      }),
    )
  })
})

test('only those events are asked for that can end the cover', () => {
  assert.deepEqual(law.eventsThatMatter('wife'), { dependant: ['death', 'divorce'], insured: ['death', 'divorce'] })
  assert.deepEqual(law.eventsThatMatter('daughter'), { dependant: ['death', 'marriage'], insured: ['death'] })
  assert.deepEqual(law.eventsThatMatter('son'), { dependant: ['death'], insured: ['death'] })
  assert.deepEqual(law.eventsThatMatter('father'), { dependant: ['death'], insured: ['death'] })
})

test('every end is told in whole sentences, with its article and what can be done', () => {
  for (const { title, because, articles, mend } of Object.values(law.ENDINGS)) {
    assert.match(title, /^[آ-ی‌ٔ ]+$/)
    for (const text of [because, mend]) if (text !== null) assert.match(text, /^[^0-9a-zA-Z]*[آ-ی][^0-9a-zA-Z]*\.$/)
    assert.ok(articles.length > 0 && articles.every(({ cite }) => /[آ-ی]/.test(cite)))
  }
  assert.ok(law.isEndReason('divorce') && !law.isEndReason('constructor') && !law.isEndReason('x'))
  assert.equal(addJalaliYears(day('1403/12/30'), 1), day('1404/12/29'))
})
