import { toPersianDigits } from '#kernel/text.ts'
import { decimal, percent, share, type Share } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { type Parameter, type Switch, jalaliDay } from '../parameters.ts'

export const PROTECTIONS = ['old-age', 'old-age-death', 'full'] as const
/** What a self-employed person insures: old age; and death; and disability besides. */
export type Protection = (typeof PROTECTIONS)[number]

const OWN_RATE = 'kargozari192.ir؛ ssa.gov 2006 و 2010؛ bimebin.ir'

export const selfEmployedRate: Readonly<Record<Protection, Parameter<Share>>> = {
  'old-age': {
    id: 'self-employed-rate-old-age',
    title: 'نرخ صاحبان حرف: بازنشستگی، و فوت پس از آن',
    unit: 'درصد',
    values: [{ from: jalaliDay(1385), value: percent(12), source: OWN_RATE, certainty: 'B' }],
  },
  'old-age-death': {
    id: 'self-employed-rate-old-age-death',
    title: 'نرخ صاحبان حرف: بازنشستگی و فوت',
    unit: 'درصد',
    values: [{ from: jalaliDay(1385), value: percent(14), source: OWN_RATE, certainty: 'B' }],
  },
  full: {
    id: 'self-employed-rate-full',
    title: 'نرخ صاحبان حرف: بازنشستگی، ازکارافتادگی و فوت',
    unit: 'درصد',
    values: [{ from: jalaliDay(1385), value: percent(18), source: OWN_RATE, certainty: 'B' }],
  },
}

export const selfEmployedStateRate: Parameter<Share> = {
  id: 'self-employed-state-rate',
  title: 'کمک دولت به حق بیمهٔ صاحبان حرف',
  unit: 'درصد',
  values: [{ from: jalaliDay(1385), value: percent(2), source: 'ssa.gov؛ kargaronline.ir', certainty: 'B' }],
}

/** The trades' coefficients of the minimum wage. */
export const TRADES = {
  other: 'سایر مشاغل',
  'urban-driver': 'رانندهٔ درون‌شهری',
  'own-account': 'کارفرما، شرکت یک‌نفره، پیمانکار، مدیر، روحانی',
} as const
export type Trade = keyof typeof TRADES

export const tradeCoefficient: Readonly<Record<Trade, Parameter<Share>>> = {
  other: {
    id: 'trade-coefficient-other',
    title: 'ضریب مزد مبنای سایر مشاغل',
    unit: 'برابر',
    values: [{ from: jalaliDay(1385), value: share(1), source: 'حق بیمه‌های چاپ‌شدهٔ ۱۳۹۸ تا ۱۴۰۳', certainty: 'B' }],
  },
  'urban-driver': {
    id: 'trade-coefficient-urban-driver',
    title: 'ضریب مزد مبنای رانندهٔ درون‌شهری',
    unit: 'برابر',
    values: [{ from: jalaliDay(1400), value: decimal('1.1'), source: 'mrlawyer.ir؛ bimego.ir', certainty: 'C' }],
  },
  'own-account': {
    id: 'trade-coefficient-own-account',
    title: 'ضریب مزد مبنای کارفرما، پیمانکار و مدیر',
    unit: 'برابر',
    values: [{ from: jalaliDay(1400), value: decimal('1.2'), source: 'mrlawyer.ir؛ bimego.ir', certainty: 'C' }],
  },
}

export const selfEmployedAge: Parameter<number> = {
  id: 'self-employed-age',
  title: 'سنی که پیش از آن بیمهٔ صاحبان حرف سابقه نمی‌خواهد',
  unit: 'سال',
  values: [{ from: jalaliDay(1398), value: 50, source: 'iribnews.ir 2374974', certainty: 'B' }],
}

export const selfEmployedFreeRecord: Parameter<number> = {
  id: 'self-employed-free-record',
  title: 'سابقه‌ای که با آن شرط سنی بیمهٔ صاحبان حرف نیست',
  unit: 'سال',
  values: [{ from: jalaliDay(1398), value: 10, source: 'iribnews.ir 2374974', certainty: 'B' }],
}

/** Charged by head besides the premium; its amount was not found, so it is refused for every day. */
export const healthPerHead: Parameter<Rial> = {
  id: 'health-per-head',
  title: 'سرانهٔ درمان هر نفر در بیمهٔ صاحبان حرف',
  unit: 'ریال',
  values: [],
}

export const studentAges: Parameter<{ readonly from: number; readonly to: number }> = {
  id: 'student-ages',
  title: 'سن بیمهٔ دانشجویی',
  unit: 'سال',
  show: ({ from, to }) => toPersianDigits(`${from} تا ${to} سال`),
  values: [{ from: jalaliDay(1398), value: { from: 18, to: 50 }, source: 'majmainfo.ir', certainty: 'C' }],
}

export const studentMonthsToPay: Parameter<number> = {
  id: 'student-months-to-pay',
  title: 'مهلت پرداخت حق بیمهٔ دانشجویی: تا پایان چند ماه بعد',
  unit: 'ماه',
  values: [{ from: jalaliDay(1398), value: 2, source: 'majmainfo.ir', certainty: 'C' }],
}

export const voluntaryRate: Switch<'26' | '27'> = {
  id: 'voluntary-rate',
  title: 'نرخ بیمهٔ اختیاری (ادامهٔ بیمه)',
  options: { '26': '۲۶ درصد، جدا از ۳ درصد دولت', '27': '۲۷ درصد' },
  dispute: 'نرخ ۲۷ درصد زیاد گفته می‌شود ولی در منبعی دیده نشد؛ ۲۶ درصد در گزارش‌های بین‌المللی آمده است.',
  values: [{ from: jalaliDay(1385), value: '26', source: 'ssa.gov 2006 و 2010', certainty: 'B' }],
}

export const voluntaryStateRate: Parameter<Share> = {
  id: 'voluntary-state-rate',
  title: 'سهم دولت در بیمهٔ اختیاری',
  unit: 'درصد',
  values: [{ from: jalaliDay(1385), value: percent(3), source: 'ssa.gov 2006 و 2010', certainty: 'B' }],
}

export const voluntaryLeastRecord: Parameter<number> = {
  id: 'voluntary-least-record',
  title: 'کمترین سابقه برای بیمهٔ اختیاری',
  unit: 'روز',
  values: [{ from: jalaliDay(1385), value: 30, source: 'ssa.gov 2006 و 2010', certainty: 'B' }],
}

export const voluntaryAge: Parameter<number> = {
  id: 'voluntary-age',
  title: 'سن شروع بیمهٔ اختیاری، حداکثر',
  unit: 'سال',
  values: [{ from: jalaliDay(1389), value: 55, source: 'ssa.gov 2010', certainty: 'B' }],
}

export const voluntaryFloor: Parameter<Share> = {
  id: 'voluntary-floor',
  title: 'کمترین مبنای بیمهٔ اختیاری، چند برابر حداقل مزد',
  unit: 'برابر',
  values: [{ from: jalaliDay(1402), value: decimal('1.1'), source: 'bimego.ir 2023/11', certainty: 'C' }],
}

export const VOLUNTARY_RATES: Readonly<Record<'26' | '27', Share>> = { '26': percent(26), '27': percent(27) }
