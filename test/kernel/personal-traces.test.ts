import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { nationalCheckDigit } from '#kernel/national-code.ts'
import { personalTraces } from '#kernel/personal-traces.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { organisationAnswers } from '../support/answers.ts'

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const nationalCode = digits(9)
  .filter((nine) => !/^(\d)\1*$/.test(nine) && !nine.endsWith('000000'))
  .map((nine) => nine + nationalCheckDigit(nine))
const mobile = fc.tuple(fc.constantFrom('09', '+989', '00989', '9'), digits(9)).map((parts) => parts.join(''))
const card = digits(15).map((fifteen) => {
  const sum = Array.from(fifteen, Number).reduce((so, digit, at) => {
    const value = at % 2 === 0 ? digit * 2 : digit
    return so + (value > 9 ? value - 9 : value)
  }, 0)
  return fifteen + ((10 - (sum % 10)) % 10)
})
const iban = digits(22).map((account) => {
  const check = 98n - (BigInt(`${account}182700`) % 97n)
  return `IR${String(check).padStart(2, '0')}${account}`
})

/** How people write a number: grouped, with half-spaces and marks, in any digits. */
const written = (number: fc.Arbitrary<string>) =>
  fc
    .tuple(number, fc.constantFrom('', ' ', '-', '\u200c', ' - ', '.', '/', '\u2013', '،'), fc.nat(6), fc.nat(2))
    .map(([plain, between, every, script]) => {
      const grouped = every === 0 ? plain : plain.replace(new RegExp(`(.{${every}})(?=.)`, 'g'), `$1${between}`)
      if (script === 0) return grouped
      return script === 1
        ? toPersianDigits(grouped)
        : grouped.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    })
const answers = organisationAnswers().answers.map(({ body }) => body)
const around = fc.tuple(
  fc.constantFrom('', 'سال ۱۴۰۴ ', 'کد ملی:', 'مبلغ ۱٬۲۰۰٬۰۰۰ ریال ', ...answers),
  fc.constantFrom('', ' است', '؛ ۱۴۰۵/۰۱/۰۱', '\n۱۲ سال'),
)

describe('no text passes that has', () => {
  const numbers = { 'national-code': nationalCode, mobile, card, iban } as const
  for (const [trace, number] of Object.entries(numbers))
    test(`any ${trace}, wherever and however it is written`, () => {
      fc.assert(
        fc.property(written(number), around, (text, [before, after]) => {
          assert.ok(personalTraces(before + text + after).includes(trace as 'card'), before + text + after)
        }),
        { numRuns: 500 },
      )
    })

  test('the name of somebody concerned, in any spelling', () => {
    for (const text of ['آقای علي رضا كريمي گفت', 'از علیرضا کریمی پرسیدم', 'علی‌رضا  کَریمی.', '(علی رضا کریمی)'])
      assert.deepEqual(personalTraces(text, ['علی‌رضا کریمی']), ['name'], text)
    assert.deepEqual(personalTraces('خانم کریمی', ['علی‌رضا کریمی', 'کریمی']), ['name'])
    assert.deepEqual(personalTraces('کریمیان و رضا', ['علی‌رضا کریمی', 'کریمی', '']), [])
  })

  test('an e-mail address', () => {
    assert.deepEqual(personalTraces('بنویسید به Maryam.h@example.ir لطفا'), ['email'])
  })
})

test('what the organisation answers passes: days, amounts, percents and articles are nobody’s', () => {
  for (const body of answers) assert.deepEqual(personalTraces(body), [], body)
  for (const text of ['۱۴۰۴/۰۹/۰۲ ساعت ۱۱:۳۰', '۱۰۳٬۹۰۹٬۶۸۰ ریال', 'مادهٔ ۵۸ و ۷۶', '۱۴۲۰', ''])
    assert.deepEqual(personalTraces(text), [], text)
})
