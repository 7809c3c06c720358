import { percent, type Share } from '#kernel/rational.ts'
import { type Parameter, type Switch } from '../parameters.ts'
import { ACT } from './dates.ts'

const ARTICLE_83 = 'مادهٔ ۸۳: neginhesabetus.ir'

export const SURVIVORS = {
  spouse: 'همسر',
  child: 'فرزند',
  orphan: 'فرزندی که پدر و مادر هر دو درگذشته‌اند',
  parent: 'پدر یا مادر تحت تکفل',
} as const
export type Survivor = keyof typeof SURVIVORS

/** The spouse's share is that of all wives together. */
export const survivorShare: Readonly<Record<Survivor, Parameter<Share>>> = {
  spouse: {
    id: 'survivor-share-spouse',
    title: 'سهم همسر (میان همسران به تساوی)',
    unit: 'درصد',
    values: [{ from: ACT, value: percent(50), source: ARTICLE_83, certainty: 'A' }],
  },
  child: {
    id: 'survivor-share-child',
    title: 'سهم هر فرزند',
    unit: 'درصد',
    values: [{ from: ACT, value: percent(25), source: ARTICLE_83, certainty: 'A' }],
  },
  orphan: {
    id: 'survivor-share-orphan',
    title: 'سهم هر فرزندی که پدر و مادر هر دو درگذشته‌اند',
    unit: 'درصد',
    values: [{ from: ACT, value: percent(50), source: ARTICLE_83, certainty: 'A' }],
  },
  parent: {
    id: 'survivor-share-parent',
    title: 'سهم پدر یا مادر تحت تکفل',
    unit: 'درصد',
    values: [{ from: ACT, value: percent(20), source: ARTICLE_83, certainty: 'A' }],
  },
}

export const survivorsBelowWhole: Switch<'raised-to-whole' | 'as-listed'> = {
  id: 'survivors-below-whole',
  title: 'جمع سهم بازماندگان کمتر از صد درصد',
  options: {
    'raised-to-whole': 'سهم‌ها به همان نسبت تا صد درصد بالا می‌رود',
    'as-listed': 'هر کس فقط سهم خودش را می‌گیرد',
  },
  dispute: 'پایان مادهٔ ۸۳ می‌گوید بازماندگان در هر حال صد درصد می‌گیرند؛ رویهٔ شعبه‌ها با عدد سنجیده نشده است.',
  values: [
    { from: ACT, value: 'raised-to-whole', source: 'پایان مادهٔ ۸۳؛ گفتهٔ مدیر سازمان در irnews24', certainty: 'B' },
  ],
}

export const yearsPaidRegardless: Parameter<number> = {
  id: 'survivors-record-regardless',
  title: 'سابقه‌ای که با آن مستمری بازماندگان شرط دیگری ندارد',
  unit: 'سال',
  values: [{ from: ACT, value: 20, source: 'مادهٔ ۸۰ اصلاحی: labourlaw.ir؛ malionline.ir/1141', certainty: 'A' }],
}

export const survivingWidow: Switch<'until-remarriage' | 'keeps'> = {
  id: 'surviving-widow',
  title: 'مستمری همسر پس از ازدواج دوباره',
  options: { 'until-remarriage': 'با ازدواج دوباره قطع می‌شود', keeps: 'ادامه می‌یابد' },
  dispute:
    'مادهٔ ۸۱ آن را تا ازدواج دوباره می‌داند؛ گفته می‌شود مادهٔ ۴۸ قانون حمایت خانواده آن را برداشته، متن آن دیده نشد.',
  values: [{ from: ACT, value: 'until-remarriage', source: 'بند ۱ مادهٔ ۸۱: neginhesabetus.ir', certainty: 'A' }],
}
