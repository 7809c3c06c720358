import { isForeignNumber } from './foreign-number.ts'
import { isNationalCode } from './national-code.ts'
import { fold } from './text.ts'

/** What in a text could lead to a person. */
export type Trace = 'national-code' | 'foreign-number' | 'mobile' | 'card' | 'iban' | 'email' | 'name'

/**
 * Traces of persons in a text that is to be published: numbers that have the form and the check digits of a personal number,
 * a mobile, a bank card or an IBAN, however they are spaced, grouped or written; e-mail addresses; and the names given, in any
 * spelling. Errs on the side of finding: a long number that happens to have right check digits is one.
 */
export function personalTraces(text: string, names: readonly string[] = []): readonly Trace[] {
  const folded = fold(text)
  const found = new Set<Trace>()
  for (const digits of numbersIn(folded)) {
    if (hasPart(digits, 10, isNationalCode)) found.add('national-code')
    if (hasPart(digits, 12, isForeignNumber)) found.add('foreign-number')
    if (/(?:0|98)?9\d{9}/.test(digits)) found.add('mobile')
    if (hasPart(digits, 16, isCardNumber)) found.add('card')
    if (hasPart(digits, 24, isIbanNumber)) found.add('iban')
  }
  if (/[^\s@]@[^\s@]+\.[a-z]/.test(folded)) found.add('email')
  const words = wordsOf(folded)
  if (names.some((name) => isIn(wordsOf(fold(name)), words))) found.add('name')
  return [...found]
}

/** Runs of digits, with nothing between them but what people put between the digits of one number. */
function numbersIn(folded: string): string[] {
  const runs = folded.match(/\d(?:[\s.,،٬٫:;_*()/\\\p{Pd}|]*\d)*/gu) ?? []
  return runs.map((run) => run.replace(/\D/g, ''))
}

function hasPart(digits: string, length: number, is: (part: string) => boolean): boolean {
  for (let from = 0; from + length <= digits.length; from += 1) if (is(digits.slice(from, from + length))) return true
  return false
}

/** Sixteen digits with the check digit of Luhn. */
function isCardNumber(digits: string): boolean {
  const sum = Array.from(digits, Number).reduce((so, digit, at) => {
    const value = at % 2 === 0 ? digit * 2 : digit
    return so + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** The digits of an Iranian IBAN without its letters: remainder modulo 97 (ISO 13616). */
const isIbanNumber = (digits: string): boolean => BigInt(`${digits.slice(2)}1827${digits.slice(0, 2)}`) % 97n === 1n

const wordsOf = (folded: string): string[] => folded.split(/[^\p{L}]+/u).filter((word) => word !== '')

/** Do the words of a name follow each other in a text? Spelt as one word they do, too. */
function isIn(name: readonly string[], words: readonly string[]): boolean {
  const whole = name.join('')
  if (whole.length < 2) return false
  return words.some((_, from) => {
    let joined = ''
    for (let at = from; joined.length < whole.length && at < words.length; at += 1) joined += words[at]!
    return joined === whole
  })
}
