import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseIban } from '#kernel/iban.ts'

test('check digits run from 02 to 98: 00, 01 and 99 have the remainder of a right one and are none (ISO 7064)', () => {
  for (let account = 0; account < 97; account += 1) {
    const bban = `013${String(account).padStart(19, '0')}`
    const right = 98n - (BigInt(`${bban}182700`) % 97n)
    assert.equal(parseIban(`IR${String(right).padStart(2, '0')}${bban}`).ok, true)
    for (const wrong of ['00', '01', '99']) assert.equal(parseIban(`IR${wrong}${bban}`).ok, false)
  }
})
