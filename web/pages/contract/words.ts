import { formatJalali, tehranDate } from '#kernel/dates.ts'
import type { Contract } from '#kernel/register.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { Payment } from '#store/payments.ts'

const KINDS: Readonly<Record<Contract['kind'], string>> = {
  'self-employed': 'صاحبان حرف و مشاغل آزاد',
  voluntary: 'بیمهٔ اختیاری',
  student: 'بیمهٔ دانشجویی',
  housewife: 'زنان خانه‌دار',
  builder: 'کارگران ساختمانی',
  driver: 'رانندگان',
}

/** «قرارداد صاحبان حرف و مشاغل آزاد» */
export const contractTitle = ({ kind }: Pick<Contract, 'kind'>): string => `قرارداد ${KINDS[kind]}`

/** «۱۴ درصد» */
export const rateText = (rate: string): string => `${toPersianDigits(rate.replace('.', '٫'))} درصد`

export const RATES: Readonly<Record<string, string>> = {
  '12': 'بازنشستگی',
  '14': 'بازنشستگی و فوت',
  '18': 'بازنشستگی، ازکارافتادگی و فوت',
}

/** What became of a payment, in a word or two. */
export const PAYMENT_STATES: Readonly<Record<Payment['state'], string>> = {
  begun: 'در درگاه بانک',
  returned: 'در انتظار پاسخ بانک',
  verified: 'در حال ثبت',
  settled: 'پرداخت شد',
  refused: 'انصراف',
  reversed: 'پول برگشت',
  lapsed: 'پرداخت نشد',
}

export const dayOf = (at: Date): string => formatJalali(tehranDate(at.getTime()), 'long')

export const contractAddress = (contractId: string, rest = ''): string => `/contracts/${contractId}${rest}`
export const paymentAddress = ({ paymentId }: Pick<Payment, 'paymentId'>): string => `/payments/${paymentId}`
