import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { IsoDate } from '#kernel/dates.ts'
import { isLegalNumber, legalCheckDigit, monthsKept, shared, type KeptWorkshop } from '#kernel/employer.ts'

const day = (text: string) => text as IsoDate

test('the number of a legal person: eleven digits, the last of which finds every single mistake', () => {
  // Published examples of the checksum.
  for (const right of ['10380284790', '10861677542']) assert.equal(isLegalNumber(right), true, right)
  for (const wrong of ['', '1038028479', '103802847900', '10380284792', '11111111111', '1038028479a', '۱۰۳۸۰۲۸۴۷۹۰'])
    assert.equal(isLegalNumber(wrong), false, wrong)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_998 }), (n) => {
      const ten = String(n).padStart(10, '0')
      const whole = `${ten}${legalCheckDigit(ten)}`
      assert.equal(isLegalNumber(whole), !/^(\d)\1{10}$/.test(whole))
    }),
  )
})

test('the days two periods share', () => {
  const period = (from: string, until: string | null) => ({
    from: day(from),
    until: until === null ? null : day(until),
  })
  const table = [
    [period('2020-01-01', null), period('2021-01-01', null), period('2021-01-01', null)],
    [period('2020-01-01', '2021-01-01'), period('2021-01-01', null), period('2021-01-01', '2021-01-01')],
    [period('2020-01-01', '2020-12-31'), period('2021-01-01', null), null],
    [period('2020-01-01', '2022-01-01'), period('2020-05-01', '2020-06-01'), period('2020-05-01', '2020-06-01')],
  ] as const
  for (const [one, other, both] of table) {
    assert.deepEqual(shared(one, other), both)
    assert.deepEqual(shared(other, one), both)
  }
})

test('the months in which a workshop is kept: of the range alone, each once, also that of the last day', () => {
  const workshop = { code: '0371000011', name: 'نانوایی' }
  const kept = (from: string, until: string | null): KeptWorkshop => ({
    workshop,
    branch: null,
    legalPerson: null,
    from: day(from),
    until: until === null ? null : day(until),
  })
  const months = (...list: KeptWorkshop[]) => [
    ...(monthsKept(list, { from: 140310, to: 140402 }).get(workshop.code) ?? []),
  ]
  assert.deepEqual(months(kept('2001-01-01', null)), [140310, 140311, 140312, 140401, 140402])
  assert.deepEqual(months(kept('2025-03-21', null)), [140401, 140402])
  assert.deepEqual(months(kept('2001-01-01', '2025-01-20')), [140310, 140311]) // 1 Bahman
  assert.deepEqual(months(kept('2001-01-01', '2025-01-20'), kept('2025-01-01', '2025-02-01')), [140310, 140311])
  assert.deepEqual(months(kept('2025-06-01', null)), [])
})
