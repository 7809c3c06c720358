import { nationalCheckDigit } from '#kernel/national-code.ts'
import { toPersianDigits } from '#kernel/text.ts'
import fc from 'fast-check'

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })

/** Numbers that lead to a person, each right in its check digits. */
export const personalNumbers = {
  'national-code': digits(9)
    .filter((nine) => !/^(\d)\1*$/.test(nine) && !nine.endsWith('000000'))
    .map((nine) => nine + nationalCheckDigit(nine)),
  mobile: fc.tuple(fc.constantFrom('09', '+989', '00989', '9'), digits(9)).map((parts) => parts.join('')),
  card: digits(15).map((fifteen) => {
    const sum = Array.from(fifteen, Number).reduce((so, digit, at) => {
      const value = at % 2 === 0 ? digit * 2 : digit
      return so + (value > 9 ? value - 9 : value)
    }, 0)
    return `${fifteen}${(10 - (sum % 10)) % 10}`
  }),
  iban: digits(22).map((account) => {
    const check = 98n - (BigInt(`${account}182700`) % 97n)
    return `IR${String(check).padStart(2, '0')}${account}`
  }),
} as const

const BETWEEN = ['', ' ', '-', '\u200c', ' - ', '.', '/', '\u2013', '،', '\u200f', ' * '] as const

/** How people write a number: grouped, with half-spaces and marks between, in any digits. */
export const written = (number: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(number, fc.constantFrom(...BETWEEN), fc.nat(6), fc.nat(2)).map(([plain, between, every, script]) => {
    const grouped = every === 0 ? plain : plain.replace(new RegExp(`(.{${every}})(?=.)`, 'g'), `$1${between}`)
    if (script === 0) return grouped
    return script === 1
      ? toPersianDigits(grouped)
      : grouped.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
  })
