import { toPersianDigits } from '#kernel/text.ts'
import { type Parameter, jalaliDay } from '../parameters.ts'

const APP = 'متن‌های برنامهٔ همراه سازمان، قرارداد بیمهٔ صاحبان حرف و مشاغل آزاد'

/** Nobody makes a contract of their own from afar before. */
export const contractAge: Parameter<number> = {
  id: 'contract-age',
  title: 'کمترین سن برای بستن قرارداد بیمه به شکل غیرحضوری',
  unit: 'سال',
  values: [{ from: jalaliDay(1398), value: 18, source: APP, certainty: 'C' }],
}

export const firstPremiumDays: Parameter<number> = {
  id: 'self-employed-first-premium',
  title: 'مهلت پرداخت نخستین حق بیمهٔ قرارداد صاحبان حرف',
  unit: 'روز',
  values: [{ from: jalaliDay(1398), value: 30, source: APP, certainty: 'C' }],
}

/** After the last day for which premium is paid. */
export const laterPremium: Parameter<{ readonly months: number; readonly days: number }> = {
  id: 'self-employed-later-premium',
  title: 'مهلت پرداخت حق بیمه‌های بعدی صاحبان حرف، پس از آخرین روزی که حق بیمه‌اش پرداخت شده است',
  show: ({ months, days }) => toPersianDigits(`${months} ماه و ${days} روز`),
  values: [{ from: jalaliDay(1398), value: { months: 3, days: 1 }, source: APP, certainty: 'C' }],
}

/** With this record nobody is examined for the rate of fourteen per cent; for eighteen it lies in the ten years before. */
export const examFreeYears: Parameter<number> = {
  id: 'self-employed-exam-free-record',
  title: 'سابقه‌ای که با آن معاینهٔ پزشکی صاحبان حرف لازم نیست',
  unit: 'سال',
  values: [{ from: jalaliDay(1398), value: 1, source: APP, certainty: 'C' }],
}

export const examWithinYears: Parameter<number> = {
  id: 'self-employed-exam-within',
  title: 'چند سال پیش از قرارداد، که سابقهٔ نرخ ۱۸ درصد باید در آن باشد',
  unit: 'سال',
  values: [{ from: jalaliDay(1398), value: 10, source: APP, certainty: 'C' }],
}

export const examLastYearDays: Parameter<number> = {
  id: 'self-employed-exam-last-year',
  title: 'سابقهٔ لازم در سال آخر برای نرخ ۱۸ درصد بدون معاینه',
  unit: 'روز',
  values: [{ from: jalaliDay(1398), value: 90, source: APP, certainty: 'C' }],
}
