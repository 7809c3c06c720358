import { toPersianDigits } from '#kernel/text.ts'
import { percent, type Share } from '#kernel/rational.ts'
import { type Parameter, type Switch } from '../parameters.ts'
import { ACT, AMENDMENT_1371 } from './dates.ts'

const DEGREES = 'مواد ۷۰ تا ۷۴: accpress.com 1389؛ neginhesabetus.ir؛ sahoka.azpar.com'
const ARTICLE_72 = 'مادهٔ ۷۲ اصلاحی: accpress.com 1395؛ karfarmanews.ir'

export const totalFrom: Parameter<Share> = {
  id: 'total-disability-from',
  title: 'ازکارافتادگی کلی از این درجه است',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(66), source: DEGREES, certainty: 'A' }],
}

export const partialFrom: Parameter<Share> = {
  id: 'partial-disability-from',
  title: 'ازکارافتادگی جزئی ناشی از کار از این درجه است',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(33), source: DEGREES, certainty: 'A' }],
}

export const lumpSumFrom: Parameter<Share> = {
  id: 'lump-sum-from',
  title: 'غرامت نقص عضو از این درجه است',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(10), source: DEGREES, certainty: 'A' }],
}

export const degreeEdges: Switch<'lower-inside' | 'upper-inside'> = {
  id: 'degree-edges',
  title: 'درجهٔ درست ۳۳ و ۱۰ درصد',
  options: { 'lower-inside': '۳۳ جزئی است و ۱۰ غرامت دارد', 'upper-inside': '۳۳ غرامت دارد و ۱۰ چیزی ندارد' },
  dispute: 'دو ماده «بین» می‌گویند و ۳۳ و ۱۰ درصد در هر دو یا هیچ‌کدام می‌افتد.',
  values: [{ from: ACT, value: 'lower-inside', source: 'فرض ما', certainty: 'U' }],
}

export const lumpSumTimes: Parameter<number> = {
  id: 'lump-sum-times',
  title: 'غرامت نقص عضو، چند برابر مستمری مادهٔ ۷۲',
  unit: 'برابر',
  values: [{ from: ACT, value: 36, source: 'مادهٔ ۷۴: neginhesabetus.ir؛ bimego.ir', certainty: 'A' }],
}

export const disabilityYearPart: Parameter<number> = {
  id: 'disability-year-part',
  title: 'مستمری ازکارافتادگی هر سال سابقه: یک تقسیم بر …',
  values: [
    { from: ACT, value: 35, source: ARTICLE_72, certainty: 'A' },
    { from: AMENDMENT_1371, value: 30, source: ARTICLE_72, certainty: 'A' },
  ],
}

export const disabilityFloor: Parameter<Share> = {
  id: 'disability-floor',
  title: 'کمترین مستمری ازکارافتادگی کلی، از مزد متوسط',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(50), source: ARTICLE_72, certainty: 'A' }],
}

export const disabilityCap: Parameter<Share> = {
  id: 'disability-cap',
  title: 'بیشترین مستمری ازکارافتادگی کلی، از مزد متوسط',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(100), source: ARTICLE_72, certainty: 'A' }],
}

export const familyHelp: Parameter<Share> = {
  id: 'disability-family-help',
  title: 'کمک به کسی که همسر، فرزند یا پدر و مادر تحت تکفل دارد، از مستمری',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(10), source: ARTICLE_72, certainty: 'A' }],
}

export const familyHelpUpTo: Parameter<Share> = {
  id: 'disability-family-help-up-to',
  title: 'این کمک تا این بخش از مزد متوسط است',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(60), source: ARTICLE_72, certainty: 'A' }],
}

export const disabilityRecord: Parameter<{ readonly inTenYears: number; readonly inLastYear: number }> = {
  id: 'record-before-event',
  title: 'سابقهٔ لازم پیش از ازکارافتادگی یا فوت: در ده سال و در سال آخر',
  unit: 'روز',
  show: ({ inTenYears, inLastYear }) => toPersianDigits(`${inTenYears} روز در ده سال، ${inLastYear} روز در سال آخر`),
  values: [
    {
      from: ACT,
      value: { inTenYears: 365, inLastYear: 90 },
      source: 'مادهٔ ۷۵: neginhesabetus.ir؛ مادهٔ ۸۰: labourlaw.ir',
      certainty: 'A',
    },
  ],
}

export const disabilityDays: Parameter<number> = {
  id: 'disability-average-days',
  title: 'مزد متوسط مادهٔ ۷۲: روزهای پیش از حادثه',
  unit: 'روز',
  values: [{ from: ACT, value: 720, source: ARTICLE_72, certainty: 'A' }],
}
