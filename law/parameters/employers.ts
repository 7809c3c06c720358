import { percent, type Share } from '#kernel/rational.ts'
import { rial, type Rial } from '#kernel/rial.ts'
import { type Parameter, type Switch, jalaliDay } from '../parameters.ts'
import { percents } from '../words.ts'
import { ACT, FINES_ACT } from './dates.ts'

const ARTICLE_39 = 'مادهٔ ۳۹: neginhesabetus.ir'
const FINES = 'قانون جرایم نقدی ۱۳۷۳: shenasname.ir/laws/tamin/1930؛ sahoka.azpar.com ?p=4588'
const ARTICLE_46 = 'مادهٔ ۴۶: hamrahyaar.com؛ neginhesabetus.ir'
const CIRCULAR_14 = 'مادهٔ ۳۸ و بخشنامهٔ ۱۴ سال ۱۳۸۰: bargozideha.com؛ talischi.com؛ accline.ir'
const CONTRACTS = jalaliDay(1380)

export const listMonths: Parameter<number> = {
  id: 'list-months',
  title: 'مهلت فهرست و حق بیمه: تا پایان چند ماه بعد',
  unit: 'ماه',
  values: [{ from: ACT, value: 1, source: ARTICLE_39, certainty: 'A' }],
}

export const exemptListMonths: Parameter<number> = {
  id: 'exempt-list-months',
  title: 'مهلت فهرست کارگاه مشمول معافیت: تا پایان چند ماه بعد',
  unit: 'ماه',
  values: [{ from: ACT, value: 2, source: 'eghareh.blogsky.com', certainty: 'C' }],
}

export const listFine: Parameter<Share> = {
  id: 'list-fine',
  title: 'جریمهٔ ندادن یا دیر دادن فهرست، از حق بیمهٔ همان ماه',
  unit: 'درصد',
  values: [{ from: FINES_ACT, value: percent(10), source: `تبصرهٔ ۱ مادهٔ ۱ ${FINES}`, certainty: 'A' }],
}

export const lateFine: Parameter<Share> = {
  id: 'late-fine',
  title: 'جریمهٔ هر ماه دیرکرد، از مبلغ پرداخت‌نشده',
  unit: 'درصد',
  values: [{ from: FINES_ACT, value: percent(2), source: `تبصرهٔ ۲ مادهٔ ۱ ${FINES}`, certainty: 'A' }],
}

export const partOfMonth: Switch<'whole-month' | 'not-counted'> = {
  id: 'part-of-month',
  title: 'بخشی از ماه در دیرکرد',
  options: { 'whole-month': 'هر ماهی که آغاز شود یک ماه کامل است', 'not-counted': 'فقط ماه‌های کامل' },
  dispute: 'فقط یک نمونهٔ چاپ‌شده دیده شد: یک روز دیرکرد، دو درصد.',
  values: [{ from: FINES_ACT, value: 'whole-month', source: 'bimego.ir 2024/01', certainty: 'C' }],
}

export const finesWaived: Parameter<Share> = {
  id: 'fines-waived',
  title: 'بخشودگی جریمه با پرداخت همهٔ اصل بدهی پیش از اجراییه',
  unit: 'درصد',
  values: [{ from: FINES_ACT, value: percent(30), source: `مادهٔ ۳ ${FINES}`, certainty: 'A' }],
}

export const examineMonths: Parameter<number> = {
  id: 'examine-months',
  title: 'مهلت سازمان برای رسیدگی به فهرست',
  unit: 'ماه',
  values: [{ from: ACT, value: 6, source: 'مواد ۳۹ و ۱۰۱: neginhesabetus.ir', certainty: 'A' }],
}

export const mostInstalments: Switch<'36' | '60'> = {
  id: 'most-instalments',
  title: 'بیشترین تعداد قسط بدهی',
  options: { '36': '۳۶ قسط ماهانه', '60': '۶۰ قسط ماهانه' },
  dispute: 'مادهٔ ۴۶ سی‌وشش قسط می‌گوید؛ شصت قسط در متنی دیده نشد.',
  values: [{ from: ACT, value: '36', source: ARTICLE_46, certainty: 'A' }],
}

export const instalmentRate: Parameter<Share> = {
  id: 'instalment-rate',
  title: 'بهرهٔ سالانهٔ ماندهٔ بدهی تقسیط‌شده',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(12), source: ARTICLE_46, certainty: 'A' }],
}

export const instalmentForm: Switch<'declining' | 'annuity' | 'flat'> = {
  id: 'instalment-form',
  title: 'شکل اقساط',
  options: {
    declining: 'اصل برابر، بهره بر ماندهٔ هر ماه',
    annuity: 'قسط برابر، بهره بر ماندهٔ هر ماه',
    flat: 'قسط برابر، بهرهٔ همهٔ مدت بر کل بدهی',
  },
  dispute: 'ماده می‌گوید ۱۲ درصد در سال نسبت به مانده؛ شکل قسط‌ها در متنی دیده نشد.',
  values: [{ from: ACT, value: 'declining', source: 'برداشت از مادهٔ ۴۶', certainty: 'U' }],
}

export const hardshipFloor: Parameter<Share> = {
  id: 'hardship-floor',
  title: 'جریمه پس از تخفیف عسر و حرج از این نرخ سالانه کمتر نمی‌شود',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(12), source: `تبصرهٔ ${ARTICLE_46}`, certainty: 'A' }],
}

export const CONTRACTS_OF = {
  materials: 'پیمان عادی، مصالح با پیمانکار',
  'labour-only': 'پیمان عادی، فقط دستمزد',
  consulting: 'طرح عمرانی، مشاور',
  'price-list': 'طرح عمرانی، فهرست بها',
} as const
export type ContractKind = keyof typeof CONTRACTS_OF

/** Of the gross work done: the premium, and upon it the unemployment insurance; who bears which part, where it is told. */
export type ContractRate = {
  readonly premium: Share
  readonly unemployment: Share
  readonly contractor: Share | null
  readonly owner: Share | null
}

export const contractRate: Readonly<Record<ContractKind, Parameter<ContractRate>>> = {
  materials: {
    id: 'contract-rate-materials',
    show: contractText,
    title: `ضریب ${CONTRACTS_OF.materials}`,
    unit: 'درصد',
    values: [
      {
        from: CONTRACTS,
        value: { premium: percent(7), unemployment: percent(7, 9), contractor: null, owner: null },
        source: CIRCULAR_14,
        certainty: 'A',
      },
    ],
  },
  'labour-only': {
    id: 'contract-rate-labour-only',
    show: contractText,
    title: `ضریب ${CONTRACTS_OF['labour-only']}`,
    unit: 'درصد',
    values: [
      {
        from: CONTRACTS,
        value: { premium: percent(15), unemployment: percent(15, 9), contractor: null, owner: null },
        source: CIRCULAR_14,
        certainty: 'A',
      },
    ],
  },
  consulting: {
    id: 'contract-rate-consulting',
    show: contractText,
    title: `ضریب ${CONTRACTS_OF.consulting}`,
    unit: 'درصد',
    values: [
      {
        from: CONTRACTS,
        value: { premium: percent(14), unemployment: percent(16, 10), contractor: percent(36, 10), owner: percent(12) },
        source: `${CIRCULAR_14}`,
        certainty: 'A',
      },
    ],
  },
  'price-list': {
    id: 'contract-rate-price-list',
    show: contractText,
    title: `ضریب ${CONTRACTS_OF['price-list']}`,
    unit: 'درصد',
    values: [
      {
        from: CONTRACTS,
        value: { premium: percent(5), unemployment: percent(16, 10), contractor: percent(16, 10), owner: percent(5) },
        source: CIRCULAR_14,
        certainty: 'A',
      },
    ],
  },
}

function contractText({ premium, unemployment, contractor, owner }: ContractRate): string {
  const parts =
    contractor === null || owner === null ? '' : ` (پیمانکار ${percents(contractor)}، واگذارنده ${percents(owner)})`
  return `${percents(premium)} و بیمهٔ بیکاری ${percents(unemployment)}${parts}`
}

export const contractRounding: Switch<'exact-ninth' | 'two-decimals'> = {
  id: 'contract-rounding',
  title: 'ضریب پیمان: یک‌نهم دقیق یا گردشده',
  options: { 'exact-ninth': 'یک‌نهم دقیق: ۷ و ۷÷۹ درصد', 'two-decimals': 'گردشده: ۷٫۷۸ و ۱۶٫۶۷ درصد' },
  dispute: 'روشن نیست که سازمان ضریب دقیق را به کار می‌برد یا گردشده؛ اختلاف سه در صدهزار است.',
  values: [{ from: CONTRACTS, value: 'exact-ninth', source: 'بخشنامه: یک‌نهم', certainty: 'U' }],
}

export const contractSetOff: Switch<'lists-set-off' | 'no-set-off'> = {
  id: 'contract-set-off',
  title: 'کم شدن حق بیمهٔ فهرست‌های همان ردیف پیمان',
  options: { 'lists-set-off': 'کم می‌شود', 'no-set-off': 'کم نمی‌شود' },
  dispute: 'کم شدن حق بیمهٔ فهرست‌ها رویهٔ معمول است؛ متن کامل آن خوانده نشد.',
  values: [{ from: CONTRACTS, value: 'lists-set-off', source: 'رویهٔ معمول', certainty: 'U' }],
}

export const retentionRate: Parameter<Share> = {
  id: 'retention-rate',
  title: 'سپردهٔ بیمه: از هر پرداخت به پیمانکار',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(5), source: 'مادهٔ ۳۸: bargozideha.com؛ behravesh-co.ir', certainty: 'A' }],
}

export const clearanceMonths: Parameter<number> = {
  id: 'clearance-months',
  title: 'مهلت گرفتن مفاصاحساب پس از پایان پیمان',
  unit: 'ماه',
  values: [{ from: CONTRACTS, value: 12, source: 'tarazmehvaracc.com', certainty: 'C' }],
}

export const ownerDays: Parameter<number> = {
  id: 'owner-days',
  title: 'مهلت واگذارنده برای پرداخت سپرده پس از مطالبه',
  unit: 'روز',
  values: [{ from: CONTRACTS, value: 25, source: 'tarazmehvaracc.com', certainty: 'C' }],
}

export const objectionDays: Parameter<number> = {
  id: 'objection-days',
  title: 'مهلت اعتراض کارفرما به بدهی',
  unit: 'روز',
  values: [{ from: ACT, value: 30, source: 'مادهٔ ۴۲: bedobes.com', certainty: 'B' }],
}

export const appealDays: Parameter<number> = {
  id: 'appeal-days',
  title: 'مهلت تجدیدنظر از رأی هیئت بدوی',
  unit: 'روز',
  values: [{ from: ACT, value: 20, source: 'مادهٔ ۴۳: bedobes.com', certainty: 'B' }],
}

export const appealFrom: Parameter<Rial> = {
  id: 'appeal-from',
  title: 'بدهی بیش از این تجدیدنظر دارد',
  unit: 'ریال',
  values: [{ from: ACT, value: rial(1_500_000), source: 'bedobes.com؛ آستانهٔ امروز خوانده نشد', certainty: 'B' }],
}

export const accidentDays: Parameter<number> = {
  id: 'accident-days',
  title: 'مهلت کارفرما برای خبر دادن حادثهٔ کار (روز کاری)',
  unit: 'روز',
  values: [{ from: ACT, value: 3, source: 'مادهٔ ۶۵؛ ilna.ir 874068', certainty: 'B' }],
}
