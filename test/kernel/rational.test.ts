import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { IsoDate } from '#kernel/dates.ts'
import { type Money, apportion, money, toRial } from '#kernel/money.ts'
import * as rational from '#kernel/rational.ts'
import { addRials, type Rial, rial } from '#kernel/rial.ts'

const { share, decimal, percent, plus, times, dividedBy, compareFractions } = rational

const anyShare = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([top, bottom]) => share(top, bottom))
const same = (one: rational.Share, other: rational.Share) => assert.equal(compareFractions(one, other), 0)

test('sums, products and quotients are exact', () => {
  fc.assert(
    fc.property(anyShare, anyShare, anyShare, (a, b, c) => {
      same(plus(a, b), plus(b, a))
      same(times(a, plus(b, c)), plus(times(a, b), times(a, c)))
      same(rational.minus(plus(a, b), b), a)
      if (b.top !== 0n) same(times(rational.ratio(a, b), b), a)
      same(rational.timesCount(dividedBy(a, 7), 7), a)
    }),
  )
})

test('a long working stays exact and short', () => {
  const third = share(1, 3)
  let value = rational.WHOLE
  for (let step = 0; step < 200; step += 1) value = times(times(value, third), share(3))
  same(value, rational.WHOLE)
  assert.ok(value.bottom < 1n << 128n)
})

test('the nearest rial, a half up, on either side of zero', () => {
  const cases: [string, bigint][] = [
    ['0.49', 0n],
    ['0.5', 1n],
    ['1.5', 2n],
    ['2.5', 3n],
    ['-0.5', 0n],
    ['-0.51', -1n],
    ['-1.5', -1n],
  ]
  for (const [text, whole] of cases) assert.equal(rational.nearest(decimal(text)), whole, text)
  assert.equal(rational.wholePart(decimal('-0.01')), -1n)
})

test('a decimal is taken as it is written', () => {
  same(decimal('1.35'), share(27, 20))
  same(percent(225, 10), share(9, 40))
  for (const text of ['', '1.', '.5', '1e3', '۱٫۵', '1,5']) assert.throws(() => decimal(text), RangeError)
  assert.throws(() => share(1, 0), RangeError)
  assert.throws(() => dividedBy(share(1), 0), RangeError)
})

test('parts add up to the amount, and each is its share to within a rial', () => {
  const shares = fc.array(
    fc
      .tuple(fc.bigInt({ min: 0n, max: 1000n }), fc.bigInt({ min: 1n, max: 30n }))
      .map(([top, bottom]) => share(top, bottom)),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), shares, (amount, parts) => {
      const whole = parts.reduce((sum, part) => plus(sum, part), rational.NONE)
      fc.pre(whole.top > 0n)
      const paid = apportion(rial(amount), parts)
      assert.equal(addRials(...paid), amount)
      paid.forEach((part, at) => {
        const exact = times(money(rial(amount)), rational.ratio(parts[at]!, whole))
        assert.ok(Math.abs(rational.approximately(rational.minus(money(part), exact))) < 1)
      })
    }),
  )
  assert.deepEqual(apportion(rial(100), [share(1), share(1), share(1)]), [34n, 33n, 33n])
  assert.throws(() => apportion(rial(1), [share(0)]), RangeError)
})

test('money, shares, rials and days are not taken for each other', () => {
  const amount = money(rial(5))
  const part = share(1, 2)
  // Each of these lines is refused by the compiler; were one allowed, the unused expectation would be.
  const mixed = (): unknown[] => [
    // @ts-expect-error money and a share are not added
    plus(amount, part),
    // @ts-expect-error money is not multiplied by money
    times(amount, amount),
    // @ts-expect-error money and a share are not compared
    compareFractions(amount, part),
    // @ts-expect-error a share is no amount
    toRial(part),
    // @ts-expect-error a rial is no exact amount before it is taken as one
    times(rial(5), part),
    // @ts-expect-error a plain number is no rial
    addRials(5n),
    // @ts-expect-error a day is no amount
    money('2026-01-01' as IsoDate),
  ]
  assert.equal(typeof mixed, 'function')
  const half: Money = times(amount, part)
  const rounded: Rial = toRial(half)
  assert.equal(rounded, rial(3))
})
