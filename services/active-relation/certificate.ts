import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { initials, lastFour } from '#kernel/mask.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { certificateKind } from '#kernel/service/certificate.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { Membership } from '../sources.ts'
import { RELATION_WORDS } from './words.ts'

/** What the certificate of relation is made of. */
export type RelationData = {
  readonly name: string
  readonly number: PersonalNumber
  readonly fatherName: string | null
  readonly birthDate: IsoDate
  readonly standing: Membership['standing']
  readonly insuranceNumber: string | null
  readonly branch: string | null
  readonly recipient: string
  readonly on: IsoDate
}

/** What somebody was to the organisation on a day, for one recipient: it holds beside those for others. */
export const relation = certificateKind<RelationData>({
  version: 1,
  title: 'گواهی ارتباط با سازمان تأمین اجتماعی',
  about: () => null,
  besideOthers: true,
  lines: (data) => ({
    recipient: toPersianDigits(data.recipient),
    name: data.name,
    number: toPersianDigits(data.number),
    fatherName: data.fatherName ?? '—',
    birthDate: formatJalali(data.birthDate, 'long'),
    standing: RELATION_WORDS[data.standing],
    insuranceNumber: data.insuranceNumber === null ? '—' : toPersianDigits(data.insuranceNumber),
    branch: data.branch ?? '—',
    on: formatJalali(data.on, 'long'),
  }),
  shown: (data) => [
    ['دارنده', initials(data.name)],
    ['چهار رقم پایانی کد ملی', lastFour(data.number)],
    ['گیرنده', toPersianDigits(data.recipient)],
    ['در تاریخ', formatJalali(data.on, 'long')],
    ['وضعیت', RELATION_WORDS[data.standing]],
  ],
  digits: ({ number }) => [number.slice(-4)],
})
