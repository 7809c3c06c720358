import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { initials, lastFour } from '#kernel/mask.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { certificateKind } from '#kernel/service/certificate.ts'
import { toPersianDigits } from '#kernel/text.ts'

/** What the certificate of cover is made of. */
export type CoverData = {
  readonly number: PersonalNumber
  readonly name: string
  readonly fatherName: string | null
  readonly birthDate: IsoDate
  readonly relationName: string
  readonly insured: PersonalNumber
  readonly insuredName: string
  readonly branch: string | null
  readonly from: IsoDate
  readonly until: IsoDate | null
}

const untilWords = (until: IsoDate | null): string =>
  until === null ? 'تا هنگامی که شرایط قانونی برقرار است' : formatJalali(until, 'long')

/** That somebody is covered as a dependant. */
export const cover = certificateKind<CoverData>({
  version: 1,
  title: 'گواهی پوشش بیمه‌ای فرد تبعی',
  about: ({ number }) => number,
  lines: (data) => ({
    name: data.name,
    number: toPersianDigits(data.number),
    fatherName: data.fatherName ?? '—',
    birthDate: formatJalali(data.birthDate, 'long'),
    relation: data.relationName,
    insuredName: data.insuredName,
    insuredNumber: toPersianDigits(data.insured),
    branch: data.branch ?? '—',
    from: formatJalali(data.from, 'long'),
    until: untilWords(data.until),
  }),
  shown: (data) => [
    ['فرد تحت پوشش', initials(data.name)],
    ['چهار رقم پایانی کد ملی او', lastFour(data.number)],
    ['بیمه‌شدهٔ اصلی', initials(data.insuredName)],
    ['چهار رقم پایانی کد ملی بیمه‌شده', lastFour(data.insured)],
    ['آغاز پوشش', formatJalali(data.from, 'long')],
    ['پایان پوشش', untilWords(data.until)],
  ],
  digits: ({ number, insured }) => [number.slice(-4), insured.slice(-4)],
})
