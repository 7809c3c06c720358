import { toPersianDigits } from '#kernel/text.ts'
import { type Parameter, jalaliDay } from '../parameters.ts'

export const AIDS = {
  spectacles: 'عینک',
  'hearing-aid': 'سمعک',
  'contact-lens': 'لنز',
  wheelchair: 'صندلی چرخ‌دار',
  'artificial-eye': 'چشم مصنوعی',
  limb: 'اندام مصنوعی',
  'club-foot-shoe': 'کفش پاچنبری',
} as const
export type Aid = keyof typeof AIDS

/** The table of 1396; a list of 169 items of Azar 1404 is known of, its periods were not read. */
export const aidYears: Parameter<Readonly<Record<Aid, number>>> = {
  id: 'aid-years',
  title: 'فاصلهٔ دریافت دوبارهٔ وسیلهٔ کمکی',
  unit: 'سال',
  show: (years) =>
    Object.entries(years)
      .map(([aid, count]) => toPersianDigits(`${AIDS[aid as Aid]} ${count} سال`))
      .join('، '),
  values: [
    {
      from: jalaliDay(1396),
      value: {
        spectacles: 2,
        'hearing-aid': 10,
        'contact-lens': 10,
        wheelchair: 7,
        'artificial-eye': 5,
        limb: 5,
        'club-foot-shoe': 2,
      },
      source: 'mizanonline 289906؛ با جدول ۱۴۰۴ سنجیده نشد',
      certainty: 'C',
    },
  ],
}
