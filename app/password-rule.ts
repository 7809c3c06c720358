import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Mobile } from '#kernel/mobile.ts'
import { passwordFaults } from '#kernel/password.ts'
import type { FieldError } from './problem.ts'

type Owner = { firstName: string; lastName: string; number: PersonalNumber; mobile: Mobile }

/** The rules a password breaks, as one error on its field; empty when it is good. */
export function passwordErrors(field: string, password: string, owner: Owner): FieldError[] {
  if (password === '') return [{ field, message: 'گذرواژه را بنویسید.' }]
  const broken = passwordFaults(password, { ...owner, nationalCode: owner.number }).filter((rule) => !rule.met)
  if (broken.length === 0) return []
  return [{ field, message: `گذرواژه این شرط‌ها را ندارد: ${broken.map((rule) => rule.text).join('؛ ')}.` }]
}
