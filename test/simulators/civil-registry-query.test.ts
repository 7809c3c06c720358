import type { CivilPerson } from '#ports/civil-registry.ts'
import { filterOf, order, QueryInvalid, queryOf } from '#simulators/civil-registry/query.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { code, day, people, person } from './civil-registry-people.ts'

const now = Date.parse('2024-03-20T12:00:00Z')
type Operator = 'gt' | 'lt' | 'eq' | 'ge' | 'le' | 'in'
const is = (attribute_name: string, operator: string, attribute_value: unknown) => ({
  attribute_name,
  operator,
  attribute_value,
})
const predicate = (...lines: unknown[]) => queryOf('predicate', lines, now)
const birth = (operator: Operator, value: string) => is('birth_date', operator, value)
const days = fc.constantFrom('1900-01-01', '1930-06-15', '1945-01-01', '1959-12-31')

describe('a predicate query', () => {
  it('compares days as the operators say', () => {
    fc.assert(
      fc.property(people, days, (someone, limit) => {
        const holds = (operator: Operator) => predicate({ expression1: birth(operator, limit) }).test(someone)
        const { birthDate } = someone
        assert.equal(holds('eq'), birthDate === limit)
        assert.equal(holds('gt'), birthDate > limit)
        assert.equal(holds('lt'), birthDate < limit)
        assert.equal(holds('ge'), holds('gt') || holds('eq'))
        assert.equal(holds('le'), !holds('gt'))
      }),
    )
  })

  it('joins two expressions by and, or, not as logic does', () => {
    const expressions = fc.oneof(
      fc
        .record({ operator: fc.constantFrom<Operator>('gt', 'lt', 'eq', 'ge', 'le'), value: days })
        .map(({ operator, value }) => birth(operator, value)),
      fc.constantFrom('female', 'male').map((sex) => is('sex', 'eq', sex)),
    )
    fc.assert(
      fc.property(people, expressions, expressions, (someone, one, other) => {
        const [left, right] = [one, other].map((expression1) => predicate({ expression1 }).test(someone)) as [
          boolean,
          boolean,
        ]
        const joined = (condition: string) =>
          predicate({ expression1: one, condition, expression2: other }).test(someone)
        assert.equal(joined('and'), left && right)
        assert.equal(joined('or'), left || right)
        assert.equal(joined('not'), left && !right)
        assert.equal(predicate({ expression1: one, condition: 'not' }).test(someone), !left)
        // The same, written as one line for each expression.
        for (const condition of ['and', 'or', 'not']) {
          assert.equal(
            predicate({ expression1: one, condition }, { expression1: other }).test(someone),
            joined(condition),
          )
        }
      }),
    )
  })

  it('takes its lines in the order of seq_num', () => {
    const someone = person(code(1))
    const yes = birth('ge', '1900-01-01')
    const no = birth('lt', '1900-01-01')
    // (no and no) or yes, against no and (no or yes)
    const lines = [
      { seq_num: 3, expression1: yes },
      { seq_num: 1, expression1: no, condition: 'and' },
      { seq_num: 2, expression1: no, condition: 'or' },
    ]
    assert.equal(queryOf('predicate', lines, now).test(someone), true)
  })

  it('finds by the number alone where the number is asked for, and gives the same people as going through all', () => {
    fc.assert(
      fc.property(people, people, days, (one, other, limit) => {
        const query = predicate({
          expression1: is('UIN', 'eq', one.number),
          condition: 'and',
          expression2: birth('ge', limit),
        })
        assert.equal(query.number, one.number)
        assert.equal(query.test(one), one.birthDate >= limit)
        assert.equal(query.test(other), other.number === one.number && other.birthDate >= limit)
        const either = predicate({
          expression1: is('UIN', 'eq', one.number),
          condition: 'or',
          expression2: birth('ge', limit),
        })
        assert.equal(either.number, undefined)
      }),
    )
  })

  it('knows `in` as a comma-separated text, a list or an object', () => {
    const marital = (value: unknown) => predicate({ expression1: is('marital_status', 'in', value) })
    for (const value of ['S,W', 'W, S', ['S', 'W'], { 0: 'S', 1: 'W' }]) {
      assert.equal(marital(value).test(person(code(1))), true)
      const married = { spouse: code(2), marriedOn: day('2010-01-01'), ended: null, permanent: true }
      assert.equal(marital(value).test(person(code(1), { marriages: [married] })), false)
    }
  })

  it('never holds for what is not known, in whatever comparison', () => {
    const alive = person(code(1))
    for (const operator of ['gt', 'lt', 'eq', 'ge', 'le', 'in']) {
      assert.equal(predicate({ expression1: is('death_date', operator, '2020-01-01') }).test(alive), false)
    }
  })

  it('knows year of birth and age in completed years, by Jalali birthdays', () => {
    const someone = person(code(1), { birthDate: day('1990-03-22') })
    assert.equal(predicate({ expression1: is('YOB', 'eq', '1990') }).test(someone), true)
    assert.equal(predicate({ expression1: is('age', 'lt', 34) }).test(someone), true)
    assert.equal(predicate({ expression1: is('age', 'ge', '33') }).test(someone), true)
  })

  it('that is not as the standard says, or asks what is not kept here, is refused', () => {
    const wrong: unknown[] = [
      [],
      'UIN eq 1',
      { expression1: birth('eq', '1990-01-01') },
      [{ expression2: birth('eq', '1990-01-01') }],
      [{ expression1: is('birth_date', 'gte', '1990-01-01') }],
      [{ expression1: is('birth_date', 'like', '1990-01-01') }],
      [{ expression1: is('birth_date', 'eq', 'yesterday') }],
      [{ expression1: is('birth_date', 'eq', '1990-02-30') }],
      [{ expression1: is('birth_date', 'eq', { day: 1 }) }],
      [{ expression1: is('YOB', 'eq', 'x') }],
      [{ expression1: is('salary', 'eq', '1') }],
      [{ expression1: is('__proto__', 'eq', '1') }],
      [{ expression1: birth('eq', '1990-01-01'), condition: 'xor', expression2: birth('eq', '1990-01-01') }],
      Array.from({ length: 101 }, () => ({ expression1: birth('eq', '1990-01-01') })),
    ]
    for (const query of wrong)
      assert.throws(() => queryOf('predicate', query, now), QueryInvalid, JSON.stringify(query))
  })
})

describe('other queries', () => {
  const someone = person(code(7))

  it('by identifier type and value find that number, in whatever namespace the type is written', () => {
    for (const type of ['UIN', 'uin', 'ns:org:IdType:UIN', 'FIDA', 'NIN']) {
      const query = queryOf('idtype-value', { type, value: someone.number }, now)
      assert.equal(query.number, someone.number)
      assert.equal(query.test(someone), true)
    }
    assert.equal(queryOf('idtype-value', { type: 'BRN', value: someone.number }, now).test(someone), false)
    for (const query of [{}, { type: 'UIN' }, { type: 'UIN', value: {} }, { type: 'SHOE', value: '1' }, [], null]) {
      assert.throws(() => queryOf('idtype-value', query, now), QueryInvalid)
    }
  })

  it('by expression take a list of predicates or conditions with $and, $or, $not', () => {
    const holds = (query: unknown) => queryOf('expression', query, now).test(someone)
    const conditions = {
      $and: [{ date_of_birth: { $gte: '1980-01-01', $lt: '2000-01-01' } }, { place_of_birth: { $eq: 'قم' } }],
    }
    assert.equal(
      holds({
        type: 'ns:org:QueryType:expression',
        value: { expression: { collection: 'Person', query: conditions } },
      }),
      true,
    )
    assert.equal(holds({ type: 'x', value: conditions }), true)
    assert.equal(holds({ $or: [{ sex: 'male' }, { sex: 'female' }] }), true)
    assert.equal(holds({ $not: conditions }), false)
    assert.equal(holds([{ expression1: is('UIN', 'eq', someone.number) }]), true)
    for (const query of [
      'person(UIN: "1") { name }',
      {},
      { $and: [] },
      { salary: 1 },
      { sex: {} },
      { sex: { $like: 'f' } },
      null,
    ]) {
      assert.throws(() => queryOf('expression', query, now), QueryInvalid, JSON.stringify(query))
    }
  })

  it('as a subscription filter may come without their type', () => {
    assert.equal(filterOf(undefined, { type: 'UIN', value: someone.number }, now).test(someone), true)
    assert.equal(filterOf(undefined, [{ expression1: is('sex', 'eq', 'female') }], now).test(someone), true)
    assert.equal(filterOf(undefined, { sex: 'male' }, now).test(someone), false)
  })

  it('of unknown types are refused, graphql by name', () => {
    assert.throws(() => queryOf('graphql', {}, now), /graphql/)
    assert.throws(() => queryOf('sql', {}, now), QueryInvalid)
  })
})

describe('the order of a sort', () => {
  it('is an order: everybody equals themselves, turned round it is reversed, the unknown come last', () => {
    fc.assert(
      fc.property(
        people,
        people,
        fc.constantFrom('birth_date', 'surname', 'death_date', 'UIN'),
        (one, other, attribute) => {
          const compare = order(attribute, now)!
          assert.equal(compare(one, one), 0)
          assert.equal(Math.sign(compare(one, other)), -Math.sign(compare(other, one)) + 0)
          const dead = (someone: CivilPerson) => someone.diedOn !== null
          if (attribute === 'death_date' && dead(one) && !dead(other)) assert.equal(compare(one, other), -1)
        },
      ),
    )
    assert.equal(order('salary', now), undefined)
  })
})
