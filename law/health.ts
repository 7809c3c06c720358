import { type IsoDate, addJalaliYears, formatJalali } from '#kernel/dates.ts'
import { AIDS_RULE, article } from './article.ts'
import { AIDS, type Aid, aidYears } from './parameters/health.ts'
import { type Entitlement, type Formula, type Ruling, Working } from './ruling.ts'
import { count } from './words.ts'

export const TREATMENT: Formula = {
  id: 'treatment',
  title: 'استحقاق درمان',
  says: 'بیمه‌شده تا بیمه‌اش برقرار است، مستمری‌بگیر، مقرری‌بگیر بیکاری، و خانوادهٔ تحت تکفل آنان؛ صاحبان حرف اگر سرانهٔ درمان داده باشند.',
  law: [article(54), article(58)],
  source: 'مواد ۵۴ و ۵۸؛ مدت برقراری پس از آخرین حق بیمه را سازمان اعلام می‌کند',
  certainty: 'B',
}

export const AIDS_DUE: Formula = {
  id: 'aids',
  title: 'وسایل کمکی (اروتز و پروتز)',
  says: 'هر وسیله پس از گذشت سال‌های تعیین‌شده دوباره داده می‌شود؛ مبلغ هر قلم را سازمان اعلام می‌کند.',
  law: [AIDS_RULE],
  source: 'ilna.ir 1723718؛ mehrnews.com 6665584؛ mizanonline 289906؛ bimego.ir 2023/06',
  certainty: 'C',
}

export const COVERED_AS = {
  employee: 'بیمه‌شدهٔ اجباری',
  agreement: 'بیمهٔ توافقی',
  voluntary: 'بیمهٔ اختیاری',
  'self-employed': 'صاحب حرفه و شغل آزاد',
  pensioner: 'مستمری‌بگیر',
  unemployed: 'مقرری‌بگیر بیکاری',
} as const

export type Patient = {
  /** How the main insured, the patient or the one who covers the patient, belongs to the organisation. */
  readonly as: keyof typeof COVERED_AS
  /** The last day on which the insurance or the payment runs, as the organisation's register says; null: without an end. */
  readonly until: IsoDate | null
  /** For the self-employed: whether the health charge per head is paid for the patient. */
  readonly healthPaid?: boolean
  /** A dependant whose cover runs; true for the main insured themselves. */
  readonly covered: boolean
}

/** Is the patient treated at the organisation's expense on that day? */
export function treatment(patient: Patient, on: IsoDate): Entitlement {
  const { as, until, healthPaid = false, covered } = patient
  const law = article(54)
  return new Working(TREATMENT, on).judges([
    {
      law,
      says: `${COVERED_AS[as]}${until === null ? '' : `، تا ${formatJalali(until, 'long')}`}`,
      holds: until === null || on <= until,
      refusal: 'بیمه در این روز برقرار نیست.',
      mend: 'اگر کار می‌کنید، از کارفرما بخواهید فهرست بیمه را بفرستد؛ اگر خودتان می‌پردازید، حق بیمه را بدهید.',
    },
    {
      law: article(58),
      says: 'بیمه‌شدهٔ اصلی یا فرد تبعی با پوشش برقرار',
      holds: covered,
      refusal: 'پوشش این فرد برقرار نیست.',
      mend: 'بیمه‌شدهٔ اصلی می‌تواند او را معرفی کند.',
    },
    {
      law,
      says: as === 'self-employed' ? 'پرداخت سرانهٔ درمان' : 'درمان در همین بیمه است',
      holds: as !== 'self-employed' || healthPaid,
      refusal: 'سرانهٔ درمان پرداخت نشده است.',
      mend: 'سرانهٔ درمان را همراه حق بیمه بپردازید.',
    },
  ])
}

/** Are aids and their refund paid for? Not for the self-employed, says one source. */
export function aidEntitlement(patient: Pick<Patient, 'as'>, on: IsoDate): Entitlement {
  return new Working(AIDS_DUE, on).judges([
    {
      law: AIDS_RULE,
      says: COVERED_AS[patient.as],
      holds: patient.as !== 'self-employed',
      refusal: 'وسایل کمکی برای بیمهٔ صاحبان حرف و مشاغل آزاد نیست.',
      mend: null,
    },
  ])
}

/** From which day an aid can be had again. */
export function nextAid({ aid, receivedOn }: { aid: Aid; receivedOn: IsoDate }): Ruling<IsoDate> {
  const work = new Working(AIDS_DUE, receivedOn)
  const years = work.take(aidYears)[aid]
  const next = addJalaliYears(receivedOn, years)
  work.step(AIDS_RULE, () => `${AIDS[aid]}: هر ${count(years, 'سال')}؛ از ${formatJalali(next, 'long')}`)
  return work.rules(next)
}
