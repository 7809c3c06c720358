import { percent, type Share } from '#kernel/rational.ts'
import { type Parameter, type Switch, jalaliDay } from '../parameters.ts'
import { ACT, UNEMPLOYMENT_ACT } from './dates.ts'

const ARTICLE_28 = 'مادهٔ ۲۸: dastour.ir lid=88029؛ tccim.ir id=653'

export const workerRate: Parameter<Share> = {
  id: 'worker-rate',
  title: 'سهم بیمه‌شده از حق بیمه',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(7), source: ARTICLE_28, certainty: 'A' }],
}

export const employerRate: Parameter<Share> = {
  id: 'employer-rate',
  title: 'سهم کارفرما از حق بیمه',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(20), source: ARTICLE_28, certainty: 'A' }],
}

/** Article 28; not invoiced to the employer. Another three per cent than that of the unemployment insurance. */
export const governmentRate: Parameter<Share> = {
  id: 'government-rate',
  title: 'سهم دولت از حق بیمه',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(3), source: ARTICLE_28, certainty: 'A' }],
}

export const unemploymentRate: Parameter<Share> = {
  id: 'unemployment-rate',
  title: 'حق بیمهٔ بیکاری، بر عهدهٔ کارفرما',
  unit: 'درصد',
  values: [
    {
      from: UNEMPLOYMENT_ACT,
      value: percent(3),
      source: 'مادهٔ ۵ قانون بیمهٔ بیکاری ۱۳۶۹: daftarevekalat.persianblog.ir',
      certainty: 'A',
    },
  ],
}

export const exemptWorkers: Parameter<number> = {
  id: 'exempt-workers',
  title: 'کارگرانی که سهم کارفرمای آنان را در کارگاه‌های مشمول معافیت دولت می‌دهد',
  unit: 'نفر',
  values: [
    {
      from: jalaliDay(1361, 12, 16),
      value: 5,
      source: 'قانون معافیت کارگاه‌های تا پنج کارگر: bidbarg.com؛ ssa.gov 2010',
      certainty: 'B',
    },
  ],
}

export const exemptBeyondFive: Switch<'beyond-only' | 'none-exempt'> = {
  id: 'exempt-beyond-five',
  title: 'کارگاه مشمول معافیت با بیش از پنج کارگر',
  options: {
    'beyond-only': 'فقط برای کارگران بیش از پنج نفر سهم کارفرما گرفته می‌شود.',
    'none-exempt': 'با نفر ششم معافیت همهٔ کارگاه از میان می‌رود.',
  },
  dispute: 'متن قاعدهٔ نفر ششم دیده نشد؛ از شعبه بپرسید.',
  values: [{ from: ACT, value: 'beyond-only', source: 'فرض ما', certainty: 'U' }],
}

/** What is not counted into the wage that premiums are paid on. */
export const NOT_INSURABLE = {
  'child-allowance': 'حق اولاد',
  mission: 'فوق‌العادهٔ مأموریت',
  severance: 'مزایای پایان کار',
  'leave-buyout': 'بازخرید مرخصی',
  bonus: 'عیدی',
} as const
