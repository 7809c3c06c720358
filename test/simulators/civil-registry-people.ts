import type { IsoDate } from '#kernel/dates.ts'
import type { ForeignNumber } from '#kernel/foreign-number.ts'
import { isNationalCode, nationalCheckDigit, type NationalCode } from '#kernel/national-code.ts'
import type { CivilPerson, Marriage, PersonalNumber } from '#ports/civil-registry.ts'
import { signingKeyFrom } from '#ports/crvs-signature.ts'
import fc from 'fast-check'
import { createHash, generateKeyPairSync } from 'node:crypto'

/** The n-th synthetic national code. */
export function code(n: number): NationalCode {
  const nine = String(370_000_000 + n)
  return `${nine}${nationalCheckDigit(nine)}` as NationalCode
}

export const day = (text: string): IsoDate => text as IsoDate

export function person(number: PersonalNumber, differently: Partial<CivilPerson> = {}): CivilPerson {
  return {
    number,
    firstName: 'مریم',
    lastName: 'احمدی',
    fatherName: 'حسین',
    sex: 'female',
    birthDate: day('1990-05-05'),
    placeOfBirth: 'قم',
    idCardNumber: '412',
    placeOfIssue: 'قم',
    father: null,
    mother: null,
    marriages: [],
    children: [],
    diedOn: null,
    ...differently,
  }
}

export function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    privatePem,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    signingKey: signingKeyFrom(privatePem),
    publicKey,
  }
}

/** Something that differs with every text, for made-up ids. */
export const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

const nationalCodes = fc
  .integer({ min: 1_000_000, max: 999_999_999 })
  .map((nine) => String(nine).padStart(9, '0'))
  .map((nine) => `${nine}${nationalCheckDigit(nine)}`)
  .filter(isNationalCode)
const foreignNumbers = fc.stringMatching(/^[1-9]\d{10}0$/).map((digits) => digits as ForeignNumber)
export const numbers: fc.Arbitrary<PersonalNumber> = fc.oneof(nationalCodes, foreignNumbers)

export const days = (from: string, to: string): fc.Arbitrary<IsoDate> =>
  fc
    .date({ min: new Date(`${from}T00:00:00Z`), max: new Date(`${to}T00:00:00Z`), noInvalidDate: true })
    .map((date) => day(date.toISOString().slice(0, 10)))

const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(fields, { noNullPrototype: true })

const words = fc.stringMatching(/^[آ-ی]{2,8}( [آ-ی]{2,8})?$/)

const marriages: fc.Arbitrary<Marriage> = record({
  spouse: numbers,
  marriedOn: days('1970-01-01', '2000-01-01'),
  ended: fc.option(record({ on: days('2000-01-02', '2020-01-01'), by: fc.constantFrom('divorce', 'death') })),
  permanent: fc.boolean(),
})

export const people: fc.Arbitrary<CivilPerson> = record({
  number: numbers,
  firstName: words,
  lastName: words,
  fatherName: fc.option(words),
  sex: fc.constantFrom('female', 'male'),
  birthDate: days('1900-01-01', '1960-01-01'),
  placeOfBirth: fc.option(words),
  idCardNumber: fc.option(fc.stringMatching(/^\d{1,10}$/)),
  placeOfIssue: fc.option(words),
  father: fc.option(numbers),
  mother: fc.option(numbers),
  marriages: fc.option(fc.array(marriages, { maxLength: 3 })),
  children: fc.option(fc.array(numbers, { maxLength: 4 })),
  diedOn: fc.option(days('1960-01-02', '2024-01-01')),
})
