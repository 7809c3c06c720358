import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { initials, lastFour } from '#kernel/mask.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { certificateKind } from '#kernel/service/certificate.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { ROUTE_NAMES, type Route } from '#law/parameters/old-age.ts'

/** What the edict of a pension is made of; money in whole rials as Latin digits. */
export type EdictData = {
  readonly number: PersonalNumber
  readonly name: string
  readonly fatherName: string | null
  readonly insuranceNumber: string | null
  readonly branch: string | null
  readonly route: Route
  readonly record: string
  readonly average: string
  readonly earned: string
  readonly monthly: string
  readonly from: IsoDate
}

const money = (rials: string): string => formatRial(rial(BigInt(rials)))

/** «حکم برقراری مستمری»: from when on a pension is paid, how much, and by which route. */
export const edict = certificateKind<EdictData>({
  version: 1,
  title: 'حکم برقراری مستمری بازنشستگی',
  about: ({ number }) => number,
  lines: (data) => ({
    name: data.name,
    number: toPersianDigits(data.number),
    fatherName: data.fatherName ?? '—',
    insuranceNumber: data.insuranceNumber === null ? '—' : toPersianDigits(data.insuranceNumber),
    branch: data.branch ?? '—',
    route: ROUTE_NAMES[data.route],
    record: data.record,
    average: money(data.average),
    earned: money(data.earned),
    monthly: money(data.monthly),
    from: formatJalali(data.from, 'long'),
  }),
  shown: (data) => [
    ['دارندهٔ مستمری', initials(data.name)],
    ['چهار رقم پایانی کد ملی', lastFour(data.number)],
    ['مستمری ماهانه', money(data.monthly)],
    ['از تاریخ', formatJalali(data.from, 'long')],
  ],
  digits: ({ number, monthly }) => [number.slice(-4), monthly],
})
