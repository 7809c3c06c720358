import type { PostalCode } from '../postal-code.ts'
import type { Field, FieldOptions } from './field.ts'
import { group } from './group.ts'
import { postalCode } from './postal-code.ts'
import { text } from './text.ts'

export type Address = {
  readonly province: string
  readonly city: string
  readonly street: string
  readonly postalCode: PostalCode
}

export function address(label = 'نشانی', options: FieldOptions = {}): Field<Address> {
  const members = {
    province: text('استان', { longest: 40 }),
    city: text('شهر', { longest: 60 }),
    street: text('خیابان، کوچه، پلاک و واحد', { longest: 200 }),
    postalCode: postalCode(),
  }
  return group('address', label, members, options)
}
