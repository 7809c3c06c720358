import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { toLatinDigits } from '#kernel/text.ts'
import type { Branch as StoredBranch } from '#store/branches.ts'
import { z } from 'zod'

// Shapes that several operations share. What a value must be (a check digit, a real day) is judged by the use case, which
// can say how to mend it; the schemas only say what kind of text goes where. Examples are numbers that belong to nobody.

/** A text a person typed. */
const typed = (description: string, example: string, max = 100) =>
  z
    .string()
    .max(max)
    .meta({ description, examples: [example] })

export const fields = {
  personalNumber: typed(
    'National code (ten digits with its leading zeros) or the twelve-digit number of a foreign national. Persian, Arabic or Latin digits.',
    '9901234565',
  ),
  mobile: typed(
    'Mobile number in the person’s own name: eleven digits with the leading zero; +98 and 0098 are understood.',
    '09123456789',
  ),
  code: typed('The six digits of the newest SMS, any digits. Good for two minutes; five tries.', '123456'),
  newPassword: z
    .string()
    .max(512)
    .meta({
      format: 'password',
      description:
        'Eight to 64 characters with a small and a capital Latin letter, a digit and a sign; without the person’s names (also in Latin letters), number or mobile; not a common password.',
      examples: ['Sabz#Darya24'],
    }),
  password: z
    .string()
    .max(512)
    .meta({ format: 'password', examples: ['Sabz#Darya24'] }),
  deviceId: z
    .string()
    .min(32)
    .max(200)
    .meta({
      description:
        'A random text that this installation of the app keeps for itself. The person is told by SMS of a sign-in from a device that is new; a call without one always counts as new.',
      examples: ['Yq3v6dF0m1yKk2n8cJ4sWb7xRt5uPz9e'],
    }),
  firstName: typed('First name as on the ID card.', 'سارا'),
  lastName: typed('Family name as on the ID card.', 'نمونه'),
  fatherName: typed('Father’s name as on the ID card.', 'علی'),
  idCardNumber: typed(
    'Number of the ID card (شناسنامه), one to ten digits; for those born from 1368 on it is the national code. Foreign nationals: number of the residence document.',
    '1234',
  ),
  sex: z.enum(['female', 'male']),
  birthDate: typed(
    'Day of birth in the Jalali (Solar Hijri) calendar, year first: `1370/01/05`. Persian, Arabic or Latin digits; `/`, `-`, `.` or nothing between. A Gregorian year is refused, never converted.',
    '1370/01/05',
  ),
  email: typed('E-mail address, ASCII.', 'name@example.com', 320),
} as const

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso
  .datetime()
  .meta({ description: 'An instant, ISO 8601 in UTC.', examples: ['2025-11-22T09:30:00.000Z'] })
export const instant = (at: Date): string => at.toISOString()

/** A day as the API answers it: Jalali, 'YYYY/MM/DD', Latin digits. */
export const JalaliDay = z
  .string()
  .regex(/^1[2-5]\d\d\/\d\d\/\d\d$/)
  .meta({
    description: 'A day in the Jalali (Solar Hijri) calendar, `YYYY/MM/DD` in Latin digits. Never Gregorian.',
    examples: ['1370/01/05'],
  })
export const jalaliDay = (date: IsoDate): string => toLatinDigits(formatJalali(date, 'numeric'))

export const MobileHint = z.string().meta({
  description: 'The mobile with its middle hidden, in Persian digits, to be shown left to right.',
  examples: ['۰۹۱۲•••۶۷۸۹'],
})

export const NextCodeIn = z
  .int()
  .min(0)
  .meta({ description: 'Seconds until a new code may be asked for; 0: now.', examples: [60] })

export const Article = z
  .strictObject({
    id: z.string().meta({ examples: ['ssa-58-3'] }),
    cite: z.string().meta({ description: 'In Persian, to be shown.', examples: ['مادهٔ ۵۸ قانون تأمین اجتماعی'] }),
  })
  .meta({ id: 'Article', description: 'A provision of the law.' })

/** A JSON Schema within an answer. */
export const JsonSchemaObject = z.record(z.string(), z.unknown())

export const Branch = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    province: z.string(),
    city: z.string(),
    address: z.string(),
    phone: z.string().meta({ examples: ['02500001001'] }),
    hours: z.string().meta({ description: 'Opening hours in Persian words.' }),
  })
  .meta({ id: 'Branch', description: 'A branch of the organisation. Texts are Persian.' })

export function branchOf({
  branchId,
  name,
  province,
  city,
  address,
  phone,
  hours,
}: StoredBranch): z.output<typeof Branch> {
  return { id: branchId, name, province, city, address, phone, hours }
}
