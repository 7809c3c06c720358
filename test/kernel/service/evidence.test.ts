import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { both, either, evaluate, known } from '#kernel/service/evidence.ts'

type Three = boolean | null
type Given = { readonly answers: Readonly<Record<string, boolean>>; readonly facts: Readonly<Record<string, unknown>> }

const three = fc.constantFrom<Three>(true, false, null)
const verdict = (values: readonly Three[], ask: (asks: readonly (() => boolean)[]) => boolean): Three => {
  const answers = Object.fromEntries(values.flatMap((value, n) => (value === null ? [] : [[`a${n}`, value]])))
  const given: Given = { answers, facts: {} }
  const found = evaluate(given, (read) => ask(values.map((_, n) => () => read.answers[`a${n}`]!)))
  return found.known ? found.value : null
}

test('either and both follow the three-valued logic of Kleene, in any order', () => {
  fc.assert(
    fc.property(fc.array(three, { minLength: 1, maxLength: 5 }), (values) => {
      const or = values.includes(true) ? true : values.includes(null) ? null : false
      const and = values.includes(false) ? false : values.includes(null) ? null : true
      assert.equal(
        verdict(values, (asks) => either(...asks)),
        or,
      )
      assert.equal(
        verdict(values, (asks) => both(...asks)),
        and,
      )
    }),
  )
})

test('all that was read is kept, with what it was, each thing once', () => {
  const given = { answers: { age: 19 }, facts: { person: { sex: 'male', diedOn: null }, list: [1, 2], nothing: null } }
  const found = evaluate(given, ({ answers, facts }) => [
    answers.age,
    facts.person.sex,
    facts.person.sex,
    facts.list.length,
    facts.nothing,
  ])
  assert.deepEqual(found.because, [
    { kind: 'answer', name: 'age', property: null, value: 19 },
    { kind: 'fact', name: 'person', property: 'sex', value: 'male' },
    { kind: 'fact', name: 'list', property: null, value: [1, 2] },
    { kind: 'fact', name: 'nothing', property: null, value: null },
  ])
})

test('what is missing makes it unknown and is named; what was read before is kept', () => {
  const given: Given = { answers: { a: true }, facts: {} }
  const found = evaluate(given, ({ answers, facts }) => answers['a'] && facts['person'])
  assert.deepEqual([found.known, !found.known && found.wanted], [false, { kind: 'fact', name: 'person' }])
  assert.deepEqual(
    found.because.map(({ name }) => name),
    ['a'],
  )
  const nulled = evaluate({ answers: {}, facts: { person: null } }, ({ facts }) => known(facts.person))
  assert.deepEqual(!nulled.known && nulled.wanted.kind, 'rule')
  assert.equal(known(0), 0)
})

test('nothing that objects have by themselves is taken for an answer', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    assert.equal(evaluate({ answers: {}, facts: {} } as Given, ({ answers }) => answers[name]).known, false)
})

test('a mistake in a rule stays an error', () => {
  assert.throws(
    () =>
      evaluate({ answers: {}, facts: {} }, () => {
        throw new TypeError('x')
      }),
    TypeError,
  )
})
