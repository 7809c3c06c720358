import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextStep, type Order, type Standing } from '#kernel/payment/payment.ts'
import { rial } from '#kernel/rial.ts'

const rials = rial(5_000)
const bools = [true, false]

/** Every situation that there is. */
const all: { payment: Standing; order: Order }[] = (['begun', 'returned', 'verified', 'lapsed'] as const).flatMap(
  (state) =>
    (['unknown', 'waiting', 'refused', 'paid', 'verified', 'settled', 'reversed'] as const).flatMap((at) =>
      bools.flatMap((owed) =>
        bools.flatMap((late) =>
          bools.flatMap((same) =>
            ([null, 'slip', 'amount'] as const).map((reversing) => ({
              payment: { state, rials, owed, late, reversing },
              order: { state: at, rials: same ? rials : rial(5_001) },
            })),
          ),
        ),
      ),
    ),
)
const told = (one: (typeof all)[number]) =>
  JSON.stringify([one.payment.state, one.order.state, nextStep(one.payment, one.order)])

test('only what the gateway settled, and we verified, is settled', () => {
  for (const one of all) {
    const step = nextStep(one.payment, one.order)
    const settles = step.do === 'end' && step.state === 'settled'
    assert.equal(settles, one.order.state === 'settled' && one.payment.state === 'verified', told(one))
  }
})

test('money of another amount, for a slip that asks for nothing, or that we decided to give back, goes back', () => {
  for (const one of all) {
    if (one.order.state !== 'paid' && one.order.state !== 'verified') continue
    const fits = one.payment.owed && one.payment.reversing === null && one.order.rials === rials
    assert.equal(nextStep(one.payment, one.order).do === 'reverse', !fits, told(one))
  }
})

test('nothing is settled before it is verified on both sides', () => {
  for (const one of all) {
    const step = nextStep(one.payment, one.order)
    if (step.do === 'settle') assert.ok(one.order.state === 'verified' && one.payment.state === 'verified', told(one))
    if (step.do === 'verify') assert.ok(one.order.state === 'paid' || one.payment.state !== 'verified', told(one))
  }
})

test('a payment lapses only when its half hour is over and the gateway has no money', () => {
  for (const one of all) {
    const step = nextStep(one.payment, one.order)
    if (step.do !== 'end' || step.state !== 'lapsed') continue
    assert.ok(one.payment.late && (one.order.state === 'unknown' || one.order.state === 'waiting'), told(one))
  }
})

test('what the gateway has ended ends with us', () => {
  for (const one of all) {
    const step = nextStep(one.payment, one.order)
    if (one.order.state !== 'refused' && one.order.state !== 'reversed') continue
    assert.ok(step.do === 'end' && step.state === one.order.state, told(one))
  }
})
