import { fromJalali } from '#kernel/dates.ts'
import type { Mobile } from '#kernel/mobile.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { CivilPerson, Sex } from '#ports/civil-registry.ts'
import type { PopulationLine } from '#ports/population.ts'
import { fixedForeignNumber, fixedMobile, fixedNationalCode } from './safe-numbers.ts'

/** How the sign-up of a special person ends, or what is special about them. */
export type SpecialCase =
  | 'ordinary'
  | 'minor'
  | 'aged'
  | 'foreign'
  | 'mobile-of-other'
  | 'mobile-unknown'
  | 'deceased'
  | 'name-mismatch'
  | 'birth-date-mismatch'
  | 'not-in-registry'

/** What the person types into the sign-up form, in the forms people use. The birth date is Jalali. */
export type TypedIdentity = {
  /** Ten digits, or twelve of a foreign national. */
  readonly nationalCode: string
  readonly mobile: string
  readonly firstName: string
  readonly lastName: string
  readonly fatherName: string
  readonly idCardNumber: string
  readonly sex: Sex
  readonly birthDate: string
}

export type SpecialPerson = {
  readonly case: SpecialCase
  readonly form: TypedIdentity
  /** What the outside systems know; null when they have never heard of the number. */
  readonly line: PopulationLine | null
}

type Card = {
  readonly case: SpecialCase
  readonly number: PersonalNumber
  readonly names: readonly [first: string, last: string, father: string]
  readonly sex: Sex
  readonly born: readonly [year: number, month: number, day: number]
  readonly idCardNumber?: string
  readonly mobile: Mobile
  /** SIMs in this person's name, when not just `mobile`. */
  readonly sims?: readonly Mobile[]
  /** What the registry has otherwise than the person's card. */
  readonly registry?: Partial<CivilPerson>
}

const SIM_OF_MARYAM = fixedMobile(1_002)
const SECOND_SIM_OF_MARYAM = fixedMobile(1_102)

/**
 * The same few people in every demo, whatever its seed, who have no account yet and may sign up.
 * All are invented.
 */
export const specialPeople: readonly SpecialPerson[] = (
  [
    {
      case: 'ordinary',
      number: fixedNationalCode(100_001),
      names: ['امیرحسین', 'رضایی', 'محمود'],
      sex: 'male',
      born: [1360, 4, 17],
      idCardNumber: '2481',
      mobile: fixedMobile(1_001),
    },
    {
      case: 'ordinary',
      number: fixedNationalCode(100_002),
      names: ['مریم', 'کاظمی', 'علی‌اکبر'],
      sex: 'female',
      born: [1375, 12, 30],
      mobile: SIM_OF_MARYAM,
      sims: [SIM_OF_MARYAM, SECOND_SIM_OF_MARYAM],
    },
    {
      case: 'ordinary',
      number: fixedNationalCode(100_003),
      names: ['فاطمه سادات', 'حسینی‌نژاد', 'سید جواد'],
      sex: 'female',
      born: [1366, 8, 2],
      idCardNumber: '517',
      mobile: fixedMobile(1_003),
    },
    {
      case: 'minor',
      number: fixedNationalCode(100_004),
      names: ['پارسا', 'احمدی', 'مهدی'],
      sex: 'male',
      born: [1389, 3, 21],
      mobile: fixedMobile(1_004),
    },
    {
      case: 'aged',
      number: fixedNationalCode(100_005),
      names: ['غلامرضا', 'محمدی', 'حیدر'],
      sex: 'male',
      born: [1334, 10, 1],
      idCardNumber: '93',
      mobile: fixedMobile(1_005),
    },
    {
      case: 'foreign',
      number: fixedForeignNumber(100_006),
      names: ['نور محمد', 'حیدری', 'گل محمد'],
      sex: 'male',
      born: [1362, 1, 1],
      mobile: fixedMobile(1_006),
      registry: { placeOfBirth: 'هرات' },
    },
    {
      case: 'mobile-of-other',
      number: fixedNationalCode(100_007),
      names: ['سعید', 'نوروزی', 'یدالله'],
      sex: 'male',
      born: [1371, 6, 9],
      mobile: SECOND_SIM_OF_MARYAM,
      sims: [],
    },
    {
      case: 'mobile-unknown',
      number: fixedNationalCode(100_008),
      names: ['زهرا', 'صادقی', 'حسن'],
      sex: 'female',
      born: [1368, 2, 28],
      mobile: fixedMobile(1_008),
    },
    {
      case: 'deceased',
      number: fixedNationalCode(100_009),
      names: ['حبیب‌الله', 'کریمی', 'نصرت‌الله'],
      sex: 'male',
      born: [1341, 5, 11],
      idCardNumber: '1206',
      mobile: fixedMobile(1_009),
      registry: { diedOn: fromJalali({ year: 1403, month: 11, day: 6 }) },
    },
    {
      case: 'name-mismatch',
      number: fixedNationalCode(100_010),
      names: ['نیلوفر', 'عباسی', 'اکبر'],
      sex: 'female',
      born: [1373, 9, 14],
      mobile: fixedMobile(1_010),
      registry: { firstName: 'سکینه', lastName: 'عباسی فرد' },
    },
    {
      case: 'birth-date-mismatch',
      number: fixedNationalCode(100_011),
      names: ['بهروز', 'جعفری', 'قربانعلی'],
      sex: 'male',
      born: [1357, 6, 31],
      idCardNumber: '4',
      mobile: fixedMobile(1_011),
      registry: { birthDate: jalali(1357, 7, 1) },
    },
    {
      case: 'not-in-registry',
      number: fixedNationalCode(100_012),
      names: ['کیان', 'سلطانی', 'فرهاد'],
      sex: 'male',
      born: [1379, 1, 15],
      mobile: fixedMobile(1_012),
    },
  ] satisfies readonly Card[]
).map(asSpecialPerson)

/** The first special person of a kind. */
export function specialPerson(kind: SpecialCase): SpecialPerson {
  const person = specialPeople.find((one) => one.case === kind)
  if (person === undefined) throw new Error(`No special person: ${kind}`)
  return person
}

function asSpecialPerson(card: Card): SpecialPerson {
  const { number, sex, mobile } = card
  const [firstName, lastName, fatherName] = card.names
  const idCardNumber = card.idCardNumber ?? number
  const form = {
    nationalCode: number,
    mobile,
    firstName,
    lastName,
    fatherName,
    idCardNumber,
    sex,
    birthDate: card.born.join('/'),
  }
  if (card.case === 'not-in-registry') return { case: card.case, form, line: null }
  const person: CivilPerson = {
    number,
    firstName,
    lastName,
    fatherName,
    sex,
    birthDate: jalali(...card.born),
    placeOfBirth: 'قم',
    idCardNumber,
    placeOfIssue: 'قم',
    father: null,
    mother: null,
    marriages: [],
    children: [],
    diedOn: null,
    ...card.registry,
  }
  const mobiles = card.sims ?? [mobile]
  const line = card.case === 'mobile-unknown' ? { person, mobiles, unknownMobiles: mobiles } : { person, mobiles }
  return { case: card.case, form, line }
}

function jalali(year: number, month: number, day: number) {
  const date = fromJalali({ year, month, day })
  if (date === null) throw new RangeError(`No such day: ${year}/${month}/${day}`)
  return date
}
