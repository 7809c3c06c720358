import { completedYears, isIsoDate, tehranDate } from '#kernel/dates.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import { maritalDates, maritalStatus } from '#ports/crvs-person.ts'
import { isInstant, lastPart } from '#ports/crvs-wire.ts'
import { z } from 'zod'

/** What can be asked of a person: a test, and the number it pins the person to if it does. */
export type Query = { readonly test: (person: CivilPerson) => boolean; readonly number: string | undefined }

/** A query that this registry does not understand. The sentence goes into status_reason_message. */
export class QueryInvalid extends Error {}

type Value = string | number | undefined
type Attribute = { readonly kind: 'text' | 'day' | 'number'; read(person: CivilPerson, today: number): Value }

const number: Attribute = { kind: 'text', read: (person) => person.number }
const birthDate: Attribute = { kind: 'day', read: (person) => person.birthDate }
const deathDate: Attribute = { kind: 'day', read: (person) => person.diedOn ?? undefined }
const sex: Attribute = { kind: 'text', read: (person) => person.sex }
const givenName: Attribute = { kind: 'text', read: (person) => person.firstName }
const surname: Attribute = { kind: 'text', read: (person) => person.lastName }
const birthPlace: Attribute = { kind: 'text', read: (person) => person.placeOfBirth ?? undefined }

/** Queryable attributes, by the last part of their name in small letters. */
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  uin: number,
  nin: number,
  fida: number,
  identifier_value: number,
  birth_date: birthDate,
  date_of_birth: birthDate,
  dob: birthDate,
  death_date: deathDate,
  date_of_death: deathDate,
  yob: { kind: 'number', read: (person) => Number(person.birthDate.slice(0, 4)) },
  age: {
    kind: 'number',
    read: (person, now) => (person.diedOn === null ? completedYears(person.birthDate, tehranDate(now)) : undefined),
  },
  sex,
  gender: sex,
  given_name: givenName,
  surname,
  birth_place: birthPlace,
  place_of_birth: birthPlace,
  marital_status: { kind: 'text', read: (person) => maritalStatus(person) },
  marriage_date: { kind: 'day', read: (person) => maritalDates(person).marriage },
  divorce_date: { kind: 'day', read: (person) => maritalDates(person).divorce },
  fathername: { kind: 'text', read: (person) => person.fatherName ?? undefined },
  idcardnumber: { kind: 'text', read: (person) => person.idCardNumber ?? undefined },
}

/** Identifier types of the standard; this registry numbers people, not certificates. */
const NUMBER_TYPES = new Set(['uin', 'nin', 'fida'])
const CERTIFICATE_TYPES = new Set(['brn', 'mrn', 'drn', 'birth_reg_no', 'marriage_reg_no', 'death_reg_no'])

const Expression = z.looseObject({
  attribute_name: z.string().min(1),
  operator: z.enum(['gt', 'lt', 'eq', 'ge', 'le', 'in']),
  attribute_value: z.unknown(),
})

const blank = (value: unknown) => (value === '' || value === null ? undefined : value)

const Predicates = z
  .array(
    z.looseObject({
      seq_num: z.preprocess(blank, z.number().optional()),
      expression1: Expression,
      condition: z.preprocess(blank, z.enum(['and', 'or', 'not']).optional()),
      expression2: z.preprocess(blank, Expression.optional()),
    }),
  )
  .min(1)
  .max(100)
type Predicates = z.infer<typeof Predicates>

/** Understands a search criterion or a subscription filter. `now` in milliseconds, for ages. Throws QueryInvalid. */
export function queryOf(type: unknown, query: unknown, now: number): Query {
  switch (type) {
    case 'idtype-value':
      return byIdentifier(query)
    case 'predicate':
      return byPredicates(query, now)
    case 'expression':
      return byExpression(query, now)
    case 'graphql':
      throw new QueryInvalid('query_type graphql is not supported; use idtype-value, predicate or expression')
    default:
      throw new QueryInvalid('query_type must be idtype-value, expression, predicate or graphql')
  }
}

/** A subscription filter may come without its type; the shape tells. */
export function filterOf(type: unknown, filter: unknown, now: number): Query {
  if (type !== undefined) return queryOf(type, filter, now)
  if (Array.isArray(filter)) return queryOf('predicate', filter, now)
  const isIdentifier = z.looseObject({ type: z.string(), value: z.union([z.string(), z.number()]) }).safeParse(filter)
  return queryOf(isIdentifier.success ? 'idtype-value' : 'expression', filter, now)
}

/** Compares two people by an attribute for `sort`; undefined where there is no such attribute. Absent values come last. */
export function order(
  attributeName: string,
  now: number,
): ((one: CivilPerson, other: CivilPerson) => number) | undefined {
  const attribute = attributeNamed(attributeName)
  if (attribute === undefined) return undefined
  return (one, other) => {
    const [left, right] = [attribute.read(one, now), attribute.read(other, now)]
    if (left === right) return 0
    if (left === undefined || right === undefined) return left === undefined ? 1 : -1
    return left < right ? -1 : 1
  }
}

function byIdentifier(query: unknown): Query {
  const read = z
    .looseObject({ type: z.string(), value: z.union([z.string(), z.number()]).transform(String) })
    .safeParse(query)
  if (!read.success) throw new QueryInvalid('an idtype-value query is {type, value} with a plain value')
  const type = lastPart(read.data.type).toLowerCase()
  if (CERTIFICATE_TYPES.has(type)) return { test: () => false, number: '' }
  if (!NUMBER_TYPES.has(type)) throw new QueryInvalid('this identifier type is not known here; use UIN or FIDA')
  const { value } = read.data
  return { test: (person) => person.number === value, number: value }
}

function byPredicates(query: unknown, now: number): Query {
  const read = Predicates.safeParse(query)
  if (!read.success)
    throw new QueryInvalid(`predicate query: ${read.error.issues[0]?.path.join('.')} is not as the standard says`)
  const lines = read.data.toSorted((one, other) => (one.seq_num ?? 0) - (other.seq_num ?? 0))
  return joined(lines, now)
}

/**
 * Lines are taken in the order of seq_num, from left to right. A line's condition stands between its two expressions; in
 * a line with one expression it stands between that line and the next. `not` is "and not", or, with nothing after it, "not".
 */
function joined(lines: Predicates, now: number): Query {
  let result: Query | undefined
  let joint: 'and' | 'or' | 'not' = 'and'
  for (const [at, line] of lines.entries()) {
    const isLast = at === lines.length - 1
    let value = compare(line.expression1, now)
    if (line.expression2 !== undefined) value = join(value, line.condition ?? 'and', compare(line.expression2, now))
    else if (line.condition === 'not' && isLast) value = negated(value)
    result = result === undefined ? value : join(result, joint, value)
    joint = line.expression2 === undefined ? (line.condition ?? 'and') : 'and'
  }
  return result!
}

/** An expression is a list of predicates, or conditions in the manner {"$and": [{attribute: {"$eq": value}}, …]}. */
function byExpression(query: unknown, now: number): Query {
  let inner = query
  for (const wrapper of ['value', 'expression', 'query']) {
    if (isObject(inner) && wrapper in inner) inner = inner[wrapper]
  }
  if (Array.isArray(inner)) return byPredicates(inner, now)
  if (isObject(inner) && 'expression1' in inner) return byPredicates([inner], now)
  return byConditions(inner, now, 0)
}

const OPERATORS: Readonly<Record<string, z.infer<typeof Expression>['operator']>> = {
  eq: 'eq',
  gt: 'gt',
  lt: 'lt',
  ge: 'ge',
  gte: 'ge',
  le: 'le',
  lte: 'le',
  in: 'in',
}

function byConditions(condition: unknown, now: number, depth: number): Query {
  if (!isObject(condition) || depth > 10) throw new QueryInvalid('the expression is not understood here')
  const parts = Object.entries(condition).map(([name, value]) => {
    if (name === '$and' || name === '$or') {
      if (!Array.isArray(value) || value.length === 0 || value.length > 100)
        throw new QueryInvalid(`${name} takes a list`)
      const each = value.map((item) => byConditions(item, now, depth + 1))
      return each.reduce((one, other) => join(one, name === '$and' ? 'and' : 'or', other))
    }
    if (name === '$not') return negated(byConditions(value, now, depth + 1))
    if (!isObject(value)) return compare({ attribute_name: name, operator: 'eq', attribute_value: value }, now)
    const tests = Object.entries(value).map(([sign, operand]) => {
      const operator = OPERATORS[sign.replace(/^\$/, '')]
      if (operator === undefined) throw new QueryInvalid('an operator of the expression is not known here')
      return compare({ attribute_name: name, operator, attribute_value: operand }, now)
    })
    if (tests.length === 0) throw new QueryInvalid('an attribute of the expression has no condition')
    return tests.reduce((one, other) => join(one, 'and', other))
  })
  if (parts.length === 0) throw new QueryInvalid('the expression is empty')
  return parts.reduce((one, other) => join(one, 'and', other))
}

function compare(expression: z.infer<typeof Expression>, now: number): Query {
  const attribute = attributeNamed(expression.attribute_name)
  if (attribute === undefined) throw new QueryInvalid('an attribute of the query is not known here')
  const { operator } = expression
  if (operator === 'in') {
    const wanted = new Set(listed(expression.attribute_value).map((value) => operand(attribute, value)))
    const only = wanted.size === 1 && attribute === number ? [...wanted][0] : undefined
    return { test: (person) => wanted.has(attribute.read(person, now)), number: only as string | undefined }
  }
  const wanted = operand(attribute, expression.attribute_value)!
  const test = (person: CivilPerson): boolean => {
    const value = attribute.read(person, now)
    if (value === undefined) return false
    if (operator === 'eq') return value === wanted
    if (operator === 'gt') return value > wanted
    if (operator === 'ge') return value >= wanted
    return operator === 'lt' ? value < wanted : value <= wanted
  }
  return { test, number: operator === 'eq' && attribute === number ? String(wanted) : undefined }
}

function join(one: Query, condition: 'and' | 'or' | 'not', other: Query): Query {
  if (condition === 'or') return { test: (person) => one.test(person) || other.test(person), number: undefined }
  if (condition === 'not') return { test: (person) => one.test(person) && !other.test(person), number: one.number }
  return { test: (person) => one.test(person) && other.test(person), number: one.number ?? other.number }
}

function negated(query: Query): Query {
  return { test: (person) => !query.test(person), number: undefined }
}

function attributeNamed(name: string): Attribute | undefined {
  const key = lastPart(name).split('.').at(-1)!.toLowerCase()
  return Object.hasOwn(ATTRIBUTES, key) ? ATTRIBUTES[key] : undefined
}

function operand(attribute: Attribute, value: unknown): Value {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new QueryInvalid('an attribute_value is not a plain value')
  }
  const text = String(value)
  if (attribute.kind === 'number') {
    const figure = Number(text)
    if (text.trim() === '' || !Number.isFinite(figure)) throw new QueryInvalid('an attribute_value is not a number')
    return figure
  }
  if (attribute.kind === 'text') return attribute === sex ? lastPart(text).toLowerCase() : text
  if (isIsoDate(text)) return text
  if (isInstant(text)) return tehranDate(Date.parse(text))
  const day = text.slice(0, 10)
  if (/^[Tt ]\d\d:\d\d/.test(text.slice(10)) && isIsoDate(day)) return day
  throw new QueryInvalid('an attribute_value is not a date')
}

/** The standard gives `in` no list type: a comma-separated text, a list, or an object of values. */
function listed(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return value.split(',').map((item) => item.trim())
  if (isObject(value)) return Object.values(value).flat()
  return [value]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
