import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CATALOGUE } from '#web/catalogue.ts'
import { MENU } from '#web/menu.ts'
import { LIFE_EVENTS } from '#web/life-events.ts'
import { NEEDS } from '#web/catalogue-needs.ts'
import { searchLifeEvents, searchServices } from '#web/search.ts'

const first = (query: string) => searchServices(query)[0]?.id
const found = (query: string) => searchServices(query).map(({ id }) => id)

test('a service is found by its own name, first', () => {
  for (const { id, name } of MENU) assert.equal(first(name), id, name)
})

test('people find services by their own words', () => {
  const said = {
    نوزاد: 'dependants',
    'سابقه بیمه': 'records',
    'وام ازدواج': 'marriage-gift',
    عینک: 'orthosis-aid',
    زایمان: 'maternity-pay',
    'فیش بازنشستگی': 'payslip',
    'شماره حساب': 'bank-account',
    پیمانکار: 'contract-rows',
    'نسخه دارو': 'e-prescriptions',
  }
  for (const [query, id] of Object.entries(said))
    assert.ok(found(query).slice(0, 2).includes(id), `${query}: ${found(query).join()}`)
})

test('spelling is forgiven: Arabic letters, half-spaces, same sounds, one wrong letter', () => {
  assert.ok(found('مستمري').includes('pension-status'), 'Arabic yeh')
  assert.ok(found('بیمه ی زنان خانه دار').includes('housewives'), 'no half-space')
  assert.ok(found('خانهدار').includes('housewives'), 'written together')
  assert.ok(found('غرامط').includes('sickness-pay'), 'ط for ت')
  assert.ok(found('ازدواچ').includes('marriage-gift'), 'one letter')
  assert.ok(found('بازنشتسگی').includes('retirement'), 'two letters swapped')
})

test('a keyboard left in Latin, other forms of a word, and questions in whole sentences are forgiven', () => {
  assert.ok(found('nvlhk').includes('treatment-cover'), '«درمان» on Latin keys')
  assert.ok(found('مریضم').includes('sickness-pay'))
  assert.ok(found('بیکار شدم چه کار کنم').includes('voluntary'))
})

test('words of an event of life find all its services, and the event itself', () => {
  const said = {
    'بچه‌دار شدم': 'birth',
    عروسی: 'marriage',
    'وام ازدواج': 'marriage',
    تصادف: 'illness',
    'اخراج شدم': 'job-loss',
    'بیمه بیکاری': 'job-loss',
    بازنشته: 'retirement',
    'فوت پدر': 'death',
    مرحوم: 'death',
  }
  for (const [query, id] of Object.entries(said))
    assert.equal(
      searchLifeEvents(query)[0]?.id,
      id,
      `${query}: ${searchLifeEvents(query)
        .map((one) => one.id)
        .join()}`,
    )
  for (const { words, steps } of LIFE_EVENTS) {
    const [word = ''] = words.split(' ')
    for (const id of steps.flatMap(({ services }) => services)) assert.ok(found(word).includes(id), `${word}: ${id}`)
  }
})

test('events of life name services that there are, and every service of the catalogue says what it needs', () => {
  const ids = MENU.map(({ id }) => id)
  const named = LIFE_EVENTS.flatMap(({ steps }) => steps.flatMap(({ services }) => services))
  assert.deepEqual(
    named.filter((id) => !ids.includes(id)),
    [],
  )
  assert.deepEqual(
    Object.keys(NEEDS).filter((id) => !ids.includes(id)),
    [],
  )
  assert.deepEqual(
    CATALOGUE.map(({ id }) => id).filter((id) => NEEDS[id] === undefined),
    [],
  )
})

test('every telling word must be met; small words and empty queries tell nothing', () => {
  assert.deepEqual(found(''), [])
  assert.deepEqual(found(' ، برای من '), [])
  assert.deepEqual(found('ازدواج سیمان'), [])
  assert.deepEqual(found('برای ازدواج'), found('ازدواج'))
})

test('any text whatever is answered with services, each once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (query) => {
      const ids = found(query)
      assert.equal(new Set(ids).size, ids.length)
    }),
  )
})
