import { decimal, percent, type Share } from '#kernel/rational.ts'
import { type Parameter, type Switch, jalaliDay, ofYear } from '../parameters.ts'

export const driverRate: Parameter<Share> = {
  id: 'driver-rate',
  title: 'حق بیمهٔ کامل رانندگان حمل‌ونقل',
  unit: 'درصد',
  values: [{ from: jalaliDay(1385), value: percent(27), source: 'ssa.gov 2006؛ sirjan.ir 1403', certainty: 'C' }],
}

/** Each source says another split; the latest one before a day is the default for it. */
export const driverSplit: Switch<'driver-27' | 'driver-10-state-17' | 'driver-17-state-10' | 'halves'> = {
  id: 'driver-split',
  title: 'تقسیم ۲۷ درصد حق بیمهٔ راننده با دولت',
  options: {
    'driver-27': 'همه با راننده',
    'driver-10-state-17': '۱۰ درصد راننده و ۱۷ درصد دولت',
    'driver-17-state-10': '۱۷ درصد راننده و ۱۰ درصد دولت',
    halves: 'نصف راننده و نصف دولت',
  },
  dispute: 'منابع دربارهٔ سهم راننده و دولت یکی نیستند؛ از شعبه بپرسید.',
  values: [
    { from: jalaliDay(1385), value: 'driver-27', source: 'ssa.gov 2006', certainty: 'C' },
    { from: jalaliDay(1389), value: 'driver-10-state-17', source: 'ssa.gov 2010', certainty: 'C' },
    { from: jalaliDay(1403), value: 'driver-17-state-10', source: 'sirjan.ir', certainty: 'C' },
  ],
}

export const VEHICLES = { heavy: 'اتوبوس و کامیون', light: 'سواری و مینی‌بوس' } as const
export type Vehicle = keyof typeof VEHICLES

export const driverCoefficient: Readonly<Record<Vehicle, Parameter<Share>>> = {
  heavy: {
    id: 'driver-coefficient-heavy',
    title: 'ضریب مزد مبنای رانندهٔ اتوبوس و کامیون',
    unit: 'برابر',
    values: [ofYear(1403, decimal('1.65'), 'sirjan.ir', 'C')],
  },
  light: {
    id: 'driver-coefficient-light',
    title: 'ضریب مزد مبنای رانندهٔ سواری و مینی‌بوس',
    unit: 'برابر',
    values: [ofYear(1403, decimal('1.35'), 'از مبلغ ۲٫۷ میلیون تومان در sirjan.ir به دست آمد', 'C')],
  },
}

export const driverMonthsToPay: Parameter<number> = {
  id: 'driver-months-to-pay',
  title: 'رانندگان دست‌کم هر چند ماه حق بیمه می‌دهند',
  unit: 'ماه',
  values: [{ from: jalaliDay(1379, 2, 18), value: 3, source: 'قانون بیمهٔ رانندگان: vindad.com', certainty: 'A' }],
}

export const constructionRate: Parameter<Share> = {
  id: 'construction-rate',
  title: 'سهم کارگر ساختمانی',
  unit: 'درصد',
  values: [{ from: jalaliDay(1401), value: percent(7), source: 'مبلغ‌های چاپ‌شدهٔ otageabi.ir', certainty: 'B' }],
}

export const SKILLS = { unskilled: 'ساده', 'semi-skilled': 'نیمه‌ماهر', skilled: 'ماهر' } as const
export type Skill = keyof typeof SKILLS

const BUILDERS_1401 = 'otageabi.ir؛ kavianhesab.ir'
const BUILDERS_1404 = 'یک مخزن عمومی؛ با مزدهای atiyeonline.ir 79341 می‌خواند'

const builders = (skill: Skill, early: string, late: string): Parameter<Share> => ({
  id: `construction-coefficient-${skill}`,
  title: `ضریب مزد مبنای کارگر ساختمانی ${SKILLS[skill]}`,
  unit: 'برابر',
  values: [
    ofYear(1401, decimal(early), BUILDERS_1401, 'B'),
    ofYear(1404, decimal(late), BUILDERS_1404, 'C'),
    ofYear(1405, decimal(late), BUILDERS_1404, 'C'),
  ],
})

export const constructionCoefficient: Readonly<Record<Skill, Parameter<Share>>> = {
  unskilled: builders('unskilled', '1.2', '1.3'),
  'semi-skilled': builders('semi-skilled', '1.3', '1.6'),
  skilled: builders('skilled', '1.4', '1.9'),
}

/** What the owner of a building pays, of the levies on its permit. */
export const permitLevyRate: Parameter<Share> = {
  id: 'permit-levy-rate',
  title: 'سهم مالک ساختمان از عوارض پروانه',
  unit: 'درصد',
  values: [
    {
      from: jalaliDay(1401, 11, 5),
      value: percent(20),
      source: 'مادهٔ ۵ قانون بیمهٔ کارگران ساختمانی، اصلاح ۱۴۰۱',
      certainty: 'B',
    },
    {
      from: jalaliDay(1402, 5, 22),
      value: percent(225, 10),
      source: 'ghatreh.com nn14020553270970507264؛ متن نهایی دیده نشد',
      certainty: 'B',
    },
  ],
}

export const DRIVER_SHARES: Readonly<Record<keyof typeof driverSplit.options, Share>> = {
  'driver-27': percent(27),
  'driver-10-state-17': percent(10),
  'driver-17-state-10': percent(17),
  halves: percent(27, 2),
}
