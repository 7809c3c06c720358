import { parseJalali } from '#kernel/dates.ts'
import { parseMobile } from '#kernel/mobile.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import type { Parsed } from '#kernel/parsed.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import type { PopulationLine } from '#ports/population.ts'

/** The value of a parse that a test knows to be good. */
export function good<T>(answer: Parsed<T>): T {
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}

/** A checksum-valid national code of a prefix that nobody holds, by number: 0 to 999,999. */
export function safeCode(n: number): string {
  const nine = `990${String(n + 1).padStart(6, '0')}`
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0) % 11
  return nine + String(sum < 2 ? sum : 11 - sum)
}

let made = 100

/** A person whom the simulators know, with one SIM of their own; give what matters to the test. */
export function somebody(
  given: Partial<Record<'number' | 'mobile' | 'born', string>> & Partial<Omit<CivilPerson, 'number'>> = {},
): PopulationLine & {
  form: { personalNumber: string; mobile: string } & Record<string, string>
} {
  made += 1
  const { number = safeCode(made), mobile = `0999${String(1_000_000 + made)}`, born = '۱۳۶۵/۰۲/۱۵', ...rest } = given
  const person: CivilPerson = {
    number: good(parsePersonalNumber(number)),
    firstName: 'مریم',
    lastName: 'صادقی',
    fatherName: 'حسن',
    sex: 'female',
    birthDate: good(parseJalali(born)),
    placeOfBirth: 'قم',
    idCardNumber: '1234',
    placeOfIssue: 'قم',
    father: null,
    mother: null,
    marriages: [],
    children: [],
    diedOn: null,
    ...rest,
  }
  return {
    person,
    mobiles: [good(parseMobile(mobile))],
    form: {
      personalNumber: number,
      mobile,
      firstName: person.firstName,
      lastName: person.lastName,
      fatherName: person.fatherName ?? '',
      idCardNumber: person.idCardNumber ?? '',
      sex: person.sex,
      birthDate: born,
    },
  }
}

export const goodPassword = 'Sabz#Darya24'
