import { toPersianDigits } from '#kernel/text.ts'
import { percent, type Share, share } from '#kernel/rational.ts'
import { type Parameter, type Switch, jalaliDay } from '../parameters.ts'
import { ACT, AMENDMENT_1371, HARD_WORK_ACT } from './dates.ts'

const ROUTES = 'مادهٔ ۷۶ و تبصره‌ها: karvarz.com؛ chabokonline.com'
const HARD = 'تبصرهٔ ۲ مادهٔ ۷۶: sakht.tkrtehran.ir (وزارت کار)'
const ARTICLE_77 = 'مادهٔ ۷۷ اصلاحی ۱۶ اسفند ۱۳۷۱: dadteam.ir؛ wikihoghoogh.net؛ farshadweb.ir'

export const ROUTE_NAMES = {
  ordinary: 'سن و بیست سال سابقه',
  'thirty-years': 'سی سال سابقه',
  hard: 'کار سخت و زیان‌آور',
  'any-age': 'سی‌وپنج سال سابقه در هر سن',
  'working-woman': 'زن کارگر با بیست سال سابقه',
  short: 'سابقهٔ کمتر از بیست سال',
} as const
export type Route = keyof typeof ROUTE_NAMES

/** What a route asks of men and of women; null: not open to them. Ages and records in years. */
export type Asked = { readonly age: number; readonly years: number }
type Routes = Readonly<Record<Exclude<Route, 'hard'>, { readonly male: Asked | null; readonly female: Asked | null }>>

export const routes: Parameter<Routes> = {
  id: 'retirement-routes',
  title: 'سن و سابقهٔ بازنشستگی',
  show: routesText,
  values: [
    {
      from: AMENDMENT_1371,
      value: {
        ordinary: { male: { age: 60, years: 20 }, female: { age: 55, years: 20 } },
        'thirty-years': { male: { age: 50, years: 30 }, female: { age: 45, years: 30 } },
        'any-age': { male: { age: 0, years: 35 }, female: { age: 0, years: 35 } },
        'working-woman': { male: null, female: { age: 42, years: 20 } },
        short: { male: { age: 60, years: 10 }, female: { age: 55, years: 10 } },
      },
      source: `${ROUTES}؛ tarazmohaseb.ir؛ maliatman.com`,
      certainty: 'B',
    },
  ],
}

function routesText(all: Routes): string {
  const asked = (one: Asked | null) =>
    one === null
      ? 'ندارد'
      : toPersianDigits(`${one.age === 0 ? 'هر سن' : `${one.age} سال سن`} و ${one.years} سال سابقه`)
  return Object.entries(all)
    .map(([route, { male, female }]) => `${ROUTE_NAMES[route as Route]}: مرد ${asked(male)}، زن ${asked(female)}`)
    .join('؛ ')
}

export const hardYears: Parameter<{ readonly continuous: number; readonly interrupted: number }> = {
  id: 'hard-work-years',
  title: 'سال‌های کار سخت و زیان‌آور: پیوسته، یا ناپیوسته',
  unit: 'سال',
  show: ({ continuous, interrupted }) => toPersianDigits(`${continuous} سال پیوسته، ${interrupted} سال ناپیوسته`),
  values: [{ from: HARD_WORK_ACT, value: { continuous: 20, interrupted: 25 }, source: HARD, certainty: 'B' }],
}

export const hardYearCounts: Parameter<Share> = {
  id: 'hard-year-counts',
  title: 'هر سال کار سخت چند سال سابقه است',
  unit: 'برابر',
  values: [{ from: HARD_WORK_ACT, value: share(3, 2), source: HARD, certainty: 'B' }],
}

export const hardYearsInAmount: Switch<'route-only' | 'amount-too'> = {
  id: 'hard-years-in-amount',
  title: 'ضریب ۱٫۵ کار سخت در مبلغ مستمری',
  options: { 'route-only': 'فقط برای رسیدن به شرایط', 'amount-too': 'در مبلغ هم' },
  dispute: 'روشن نیست که هر سال کار سخت در خود مبلغ هم یک سال و نیم شمرده شود.',
  values: [{ from: HARD_WORK_ACT, value: 'route-only', source: 'فرض ما', certainty: 'U' }],
}

export const hardWorkPremium: Parameter<Share> = {
  id: 'hard-work-premium',
  title: 'حق بیمهٔ اضافهٔ کارفرما برای کار سخت',
  unit: 'درصد',
  values: [{ from: HARD_WORK_ACT, value: percent(4), source: 'tccim.ir 48180؛ bedobes.com 665', certainty: 'C' }],
}

export const hardWorkDays: Parameter<number> = {
  id: 'hard-work-days',
  title: 'بیشترین روزهای کار سخت که حق بیمهٔ اضافه دارد',
  unit: 'روز',
  values: [{ from: HARD_WORK_ACT, value: 7_300, source: 'tccim.ir 48180؛ bedobes.com 665', certainty: 'C' }],
}

export const averageMonths: Parameter<number> = {
  id: 'average-months',
  title: 'میانگین مزد: ماه‌های آخر پرداخت حق بیمه',
  unit: 'ماه',
  values: [{ from: AMENDMENT_1371, value: 24, source: ARTICLE_77, certainty: 'A' }],
}

export const yearPart: Parameter<number> = {
  id: 'year-part',
  title: 'مستمری هر سال سابقه: یک تقسیم بر …',
  values: [{ from: AMENDMENT_1371, value: 30, source: ARTICLE_77, certainty: 'A' }],
}

export const mostYears: Parameter<number> = {
  id: 'most-years',
  title: 'بیشترین سال‌های سابقه که در مستمری شمرده می‌شود',
  unit: 'سال',
  values: [{ from: AMENDMENT_1371, value: 35, source: ARTICLE_77, certainty: 'A' }],
}

export const workingWomanYears: Parameter<number> = {
  id: 'working-woman-years',
  title: 'زن کارگر با بیست سال سابقه و ۴۲ سال سن: مستمری چند روز در ماه',
  unit: 'روز',
  values: [{ from: AMENDMENT_1371, value: 20, source: `${ROUTES}؛ تبصرهٔ ۴`, certainty: 'B' }],
}

export const guaranteeYears: Parameter<number> = {
  id: 'guarantee-years',
  title: 'سابقه‌ای که از آن مستمری به حداقل می‌رسد',
  unit: 'سال',
  values: [{ from: AMENDMENT_1371, value: 20, source: 'tamasco.ir؛ tarazmohaseb.ir؛ maliatman.com', certainty: 'B' }],
}

export const fractionOfYear: Switch<'days-365' | 'months-of-30' | 'whole-months' | 'whole-years'> = {
  id: 'fraction-of-year',
  title: 'شمردن کسر سال در سابقه',
  options: {
    'days-365': 'روزها تقسیم بر ۳۶۵',
    'months-of-30': 'ماه سی‌روزه و سال دوازده ماه',
    'whole-months': 'فقط ماه‌های کامل',
    'whole-years': 'فقط سال‌های کامل',
  },
  dispute: 'متنی دربارهٔ شمردن کسر سال در سابقه دیده نشد.',
  values: [{ from: ACT, value: 'days-365', source: 'فرض ما', certainty: 'U' }],
}

export const fiveYearAverage: Switch<'tenths' | 'never'> = {
  id: 'five-year-average',
  title: 'میانگین پنج‌ساله به جای دوساله، اگر رشد مزد دو سال آخر غیرعادی باشد',
  options: {
    tenths: 'اگر رشد پنج‌ساله، گردشده تا یک‌دهم، کمتر از رشد دوساله باشد',
    never: 'همیشه میانگین دو سال آخر',
  },
  dispute: 'مبنای قانونی و آزمون دقیق میانگین پنج‌ساله پیدا نشد؛ از یک جدول سال ۱۳۹۲ فهمیده شده است.',
  values: [
    { from: AMENDMENT_1371, value: 'tenths', source: 'paraf.ir، جدول ۱۳۹۲؛ tarazmehvaracc.com', certainty: 'C' },
  ],
}

/** Bands of the record at the date of the law: extra months for each year that is missing to thirty. */
export type Band = { readonly from: number; readonly extraMonths: number }

export const plan7Bands: Parameter<readonly Band[]> = {
  id: 'plan7-bands',
  title: 'برنامهٔ هفتم: ماه‌های اضافه برای هر سال باقی‌مانده تا سی سال',
  show: (bands) =>
    bands.map(({ from, extraMonths }) => toPersianDigits(`از ${from} سال: ${extraMonths} ماه`)).join('؛ '),
  values: [
    {
      from: jalaliDay(1403),
      until: jalaliDay(1408),
      value: [
        { from: 28, extraMonths: 0 },
        { from: 25, extraMonths: 2 },
        { from: 20, extraMonths: 3 },
        { from: 15, extraMonths: 4 },
        { from: 0, extraMonths: 5 },
      ],
      source: 'saat24.news 650413 (ایلنا)؛ serfanonline؛ jahanemana.ir؛ روز اجرا و شمارهٔ ماده روشن نیست',
      certainty: 'B',
    },
  ],
}

export const plan7Ages: Parameter<{ readonly male: number; readonly female: number }> = {
  id: 'plan7-ages',
  title: 'برنامهٔ هفتم: سن بازنشستگی مردان (به جای سابقه) و زنان (همراه با سی سال)',
  unit: 'سال',
  show: ({ male, female }) => toPersianDigits(`مردان ${male} سال، زنان ${female} سال`),
  values: [
    {
      from: jalaliDay(1403),
      until: jalaliDay(1408),
      value: { male: 62, female: 55 },
      source: 'سخنگوی کمیسیون تلفیق، ۱۴۰۲/۸',
      certainty: 'B',
    },
  ],
}

export const plan7Method: Switch<'band-of-today' | 'through-bands'> = {
  id: 'plan7-method',
  title: 'برنامهٔ هفتم: ماه‌های اضافه از کدام ردیف',
  options: {
    'band-of-today': 'ردیفی که فرد در روز قانون در آن است، برای همهٔ سال‌های باقی‌مانده',
    'through-bands': 'هر سال باقی‌مانده با ردیف خودش',
  },
  dispute: 'روشن نیست که نرخ یک ردیف برای همهٔ سال‌های باقی‌مانده است یا ردیف به ردیف عوض می‌شود.',
  values: [
    {
      from: jalaliDay(1403),
      until: jalaliDay(1408),
      value: 'band-of-today',
      source: 'برداشت از آیین‌نامه در خبر ایلنا',
      certainty: 'C',
    },
  ],
}

export const plan7Edges: Switch<'lower-inside' | 'upper-inside'> = {
  id: 'plan7-edges',
  title: 'برنامهٔ هفتم: مرز ردیف‌ها',
  options: { 'lower-inside': 'مرز پایین در همان ردیف است', 'upper-inside': 'مرز پایین در ردیف پایین‌تر است' },
  dispute: 'روشن نیست که ۱۵، ۲۰، ۲۵ و ۲۸ سال درست در کدام ردیف است.',
  values: [{ from: jalaliDay(1403), until: jalaliDay(1408), value: 'lower-inside', source: 'فرض ما', certainty: 'U' }],
}

export const plan7Scope: Switch<'thirty-years-only' | 'not-applied'> = {
  id: 'plan7-scope',
  title: 'برنامهٔ هفتم: بر کدام راه بازنشستگی اثر دارد',
  options: { 'thirty-years-only': 'فقط راه سی سال سابقه', 'not-applied': 'هیچ راهی؛ شرایط مادهٔ ۷۶ می‌ماند' },
  dispute: 'روشن نیست که سال‌های اضافه بر راه‌های ۶۰/۲۰، زنان کارگر و مشاغل سخت هم اثر دارد یا نه.',
  values: [
    { from: ACT, value: 'not-applied', source: 'پیش از برنامهٔ هفتم', certainty: 'A' },
    { from: jalaliDay(1403), until: jalaliDay(1408), value: 'thirty-years-only', source: 'فرض ما', certainty: 'U' },
  ],
}

/** Which year's minimum wage guards the pension. */
export const minimumOf: Switch<'year-of-award'> = {
  id: 'minimum-of',
  title: 'حداقل مستمری: حداقل مزد کدام سال',
  options: { 'year-of-award': 'سال برقراری؛ پس از آن با افزایش سالانه' },
  dispute: 'متنی که سال حداقل مزد را بگوید دیده نشد.',
  values: [{ from: ACT, value: 'year-of-award', source: 'فرض ما', certainty: 'U' }],
}
