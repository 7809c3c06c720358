import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addDays } from '#kernel/dates.ts'
import { CHAPTERS } from '#law/chapters.ts'
import { type Parameter, NoDataError, inForce } from '#law/parameters.ts'
import type { Formula, Ruling } from '#law/ruling.ts'
import { isSwitch, valueText } from '#law/words.ts'

const root = join(import.meta.dirname, '../..')

/** Everything that the files of law/ export, tables of it opened. */
async function exported(pattern: string): Promise<object[]> {
  const found: object[] = []
  for (const file of globSync(pattern, { cwd: root })) {
    const module = (await import(join(root, file))) as Record<string, unknown>
    for (const value of Object.values(module)) {
      if (typeof value !== 'object' || value === null) continue
      found.push(
        value,
        ...Object.values(value).filter((inner): inner is object => typeof inner === 'object' && inner !== null),
      )
    }
  }
  return [...new Set(found)]
}

const isParameter = (value: object): value is Parameter<unknown> =>
  'values' in value && 'id' in value && 'title' in value
const isFormula = (value: object): value is Formula => 'says' in value && 'law' in value && 'certainty' in value
const all = CHAPTERS.flatMap(({ parameters }) => parameters)
const cases = CHAPTERS.flatMap(({ formulas }) => formulas)

const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id).toSorted()

test('every parameter of the law stands in one chapter', async () => {
  const parameters = (await exported('law/parameters/*.ts')).filter(isParameter)
  assert.ok(parameters.length > 90)
  assert.deepEqual(ids(all), ids(parameters))
  assert.equal(new Set(ids(all)).size, all.length)
})

test('every formula of the law is carried out on an example', async () => {
  const formulas = (await exported('law/**/*.ts')).filter(isFormula)
  assert.ok(formulas.length > 40)
  assert.deepEqual(ids(cases.map(({ formula }) => formula)), ids(formulas))
})

test('every value has a source and a mark, and holds for days of its own', () => {
  for (const { id, values } of all)
    for (const [at, { from, until, source, certainty }] of values.entries()) {
      assert.ok(source.length > 5, id)
      assert.match(certainty, /^[ABCU]$/)
      assert.ok(until === undefined || until > from, id)
      const next = values[at + 1]
      assert.ok(next === undefined || (next.from > from && (until === undefined || until <= next.from)), id)
    }
})

test('a day without data is refused by every parameter, in words', () => {
  for (const parameter of all) {
    const first = parameter.values[0]?.from
    if (first !== undefined) assert.ok(inForce(parameter, first).version.endsWith(first))
    const before = first === undefined ? '2026-01-01' : addDays(first, -1)
    assert.throws(
      () => inForce(parameter, before as never),
      (error) => error instanceof NoDataError && error instanceof RangeError && error.said.includes(parameter.title),
    )
    for (const { until } of parameter.values)
      if (until !== undefined && parameter.values.every(({ from }) => from !== until))
        assert.throws(() => inForce(parameter, until), NoDataError)
  }
})

test('what is disputed has more than one reading, each in words, and the default is one of them', () => {
  const disputed = all.filter(isSwitch)
  for (const { id, options, dispute, values } of disputed) {
    assert.ok(dispute.length > 20, id)
    for (const { value } of values) assert.ok(Object.hasOwn(options, value), id)
  }
  const open = `survivors-below-whole maternity-rate maternity-months-reading five-year-average fraction-of-year plan7-scope
    plan7-edges plan7-method voluntary-rate driver-split family-allowance-children most-instalments instalment-form
    part-of-month unemployment-floor-against-cap unemployment-average contract-set-off contract-rounding`
  const known = disputed.map(({ id }) => id)
  for (const id of open.split(/\s+/)) assert.ok(known.includes(id), id)
})

test('values, readings and formulas are told in Persian', () => {
  const texts = [
    ...all.flatMap((parameter) => [
      parameter.title,
      ...parameter.values.map(({ value }) => valueText(parameter, value)),
      ...(isSwitch(parameter) ? [parameter.dispute, ...Object.values(parameter.options)] : []),
    ]),
    ...cases.flatMap(({ formula, situation }) => [formula.title, formula.says, situation]),
    ...CHAPTERS.flatMap(({ title, lead }) => [title, lead]),
  ]
  for (const text of texts) assert.match(text, /^[^A-Za-z0-9٠-٩يك]+$/, text)
})

test('every example comes to a result, with its steps, parameters and mark', () => {
  for (const { formula, work } of cases) {
    const { ruling, result } = work()
    assert.match(result, /^[^A-Za-z0-9]+$/, formula.id)
    assert.ok(ruling.steps.length > 0, formula.id)
    for (const step of ruling.steps) {
      const text = typeof step === 'string' ? step : step.text
      assert.match(text, /^[^A-Za-z0-9٠-٩]+$/, text)
    }
    assert.ok(ruling.certainty >= formula.certainty, formula.id)
    for (const note of ruling.notes) assert.ok(note.reading.length > 3 && note.source.length > 3)
  }
})

test('a result is no surer than the least sure thing it rests on', () => {
  for (const { work } of cases) {
    const { ruling } = work()
    const used = ruling.parameters.map((version) => {
      const [id, from] = version.split('@')
      return all.find((parameter) => parameter.id === id)?.values.find((value) => value.from === from)
    })
    assert.ok(used.every((value) => value !== undefined && value.certainty <= (ruling as Ruling<unknown>).certainty))
  }
})
