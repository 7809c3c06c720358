import type { IsoDate } from '../dates.ts'
import type { NationalCode } from '../national-code.ts'
import type { Field, FieldOptions } from './field.ts'
import { group } from './group.ts'
import { jalaliDate } from './jalali-date.ts'
import { nationalCode } from './national-code.ts'

/** What the civil registry is asked with. */
export type PersonKey = { readonly number: NationalCode; readonly birthDate: IsoDate }

/** A person to look up: the names come from the registry, never from the form. */
export function person(label: string, options: FieldOptions = {}): Field<PersonKey> {
  const members = { number: nationalCode('کد ملی'), birthDate: jalaliDate('تاریخ تولد') }
  return group('person', label, members, { ...options, button: 'دریافت اطلاعات از سازمان ثبت احوال' })
}
