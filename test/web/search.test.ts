import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MENU } from '#web/menu.ts'
import { searchServices } from '#web/search.ts'

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
