import { toPersianDigits } from '#kernel/text.ts'
import { percent, type Share } from '#kernel/rational.ts'
import { type Parameter, type Switch } from '../parameters.ts'
import { UNEMPLOYMENT_ACT } from './dates.ts'

const ARTICLE_7 = 'مادهٔ ۷ قانون بیمهٔ بیکاری: sahoka.azpar.com/?notlaw=2823'
const from = UNEMPLOYMENT_ACT

export const unemploymentBenefitRate: Parameter<Share> = {
  id: 'unemployment-benefit-rate',
  title: 'مقرری بیکاری، از میانگین مزد',
  unit: 'درصد',
  values: [{ from, value: percent(55), source: ARTICLE_7, certainty: 'A' }],
}

export const unemploymentPerDependant: Parameter<Share> = {
  id: 'unemployment-per-dependant',
  title: 'افزوده برای هر نفر تحت تکفل، از حداقل مزد',
  unit: 'درصد',
  values: [{ from, value: percent(10), source: `${ARTICLE_7}؛ kavianhesab.ir 1400/09/03`, certainty: 'A' }],
}

export const unemploymentDependants: Parameter<number> = {
  id: 'unemployment-dependants',
  title: 'بیشترین افراد تحت تکفل که افزوده دارند',
  unit: 'نفر',
  values: [{ from, value: 4, source: ARTICLE_7, certainty: 'A' }],
}

export const unemploymentCap: Parameter<Share> = {
  id: 'unemployment-cap',
  title: 'بیشترین مقرری بیکاری، از میانگین مزد',
  unit: 'درصد',
  values: [{ from, value: percent(80), source: ARTICLE_7, certainty: 'A' }],
}

export const floorAgainstCap: Switch<'floor-wins' | 'cap-wins'> = {
  id: 'unemployment-floor-against-cap',
  title: 'وقتی ۸۰ درصد میانگین مزد کمتر از حداقل مزد است',
  options: { 'floor-wins': 'حداقل مزد پرداخت می‌شود', 'cap-wins': 'همان ۸۰ درصد پرداخت می‌شود' },
  dispute: 'قانون می‌گوید نه کمتر از حداقل مزد و نه بیشتر از ۸۰ درصد؛ برای برخورد این دو متنی دیده نشد.',
  values: [{ from, value: 'floor-wins', source: 'یک برنامهٔ عمومی', certainty: 'C' }],
}

export const unemploymentAverage: Switch<'ninety-days' | 'days-worked'> = {
  id: 'unemployment-average',
  title: 'میانگین مزد بیکاری: تقسیم بر ۹۰ یا بر روزهای کارکرد',
  options: { 'ninety-days': 'تقسیم بر ۹۰ روز', 'days-worked': 'تقسیم بر روزهای کارکرد در آن ۹۰ روز' },
  dispute: 'متن «نود روز آخر» می‌گوید؛ تقسیم بر روزهای کارکرد در جایی دیده نشد.',
  values: [{ from, value: 'ninety-days', source: ARTICLE_7, certainty: 'B' }],
}

export const unemploymentRecord: Parameter<number> = {
  id: 'unemployment-record',
  title: 'سابقهٔ لازم برای مقرری بیکاری',
  unit: 'ماه',
  values: [{ from, value: 6, source: 'مادهٔ ۶ قانون بیمهٔ بیکاری: daftarevekalat.persianblog.ir', certainty: 'A' }],
}

export const unemploymentReportDays: Parameter<number> = {
  id: 'unemployment-report-days',
  title: 'مهلت خبر دادن بیکاری',
  unit: 'روز',
  values: [{ from, value: 30, source: 'بند ب مادهٔ ۶: daftarevekalat.persianblog.ir', certainty: 'A' }],
}

export const unemploymentReportMonths: Parameter<number> = {
  id: 'unemployment-report-months',
  title: 'مهلت خبر دادن بیکاری با عذر موجه',
  unit: 'ماه',
  values: [{ from, value: 3, source: 'بند ب مادهٔ ۶: daftarevekalat.persianblog.ir', certainty: 'A' }],
}

export const unemploymentStayAge: Parameter<number> = {
  id: 'unemployment-stay-age',
  title: 'سنی که از آن مقرری تا بازنشستگی ادامه می‌یابد',
  unit: 'سال',
  values: [{ from, value: 55, source: `تبصرهٔ ${ARTICLE_7}`, certainty: 'A' }],
}

/** Rows of article 7: from so many months of record, months of benefit in a whole life. */
export type DurationRow = { readonly from: number; readonly single: number; readonly family: number }

export const unemploymentDurations: Parameter<readonly DurationRow[]> = {
  id: 'unemployment-durations',
  title: 'مدت مقرری بیکاری در همهٔ عمر کاری',
  unit: 'ماه',
  show: (rows) =>
    rows
      .map((row) => toPersianDigits(`از ${row.from} ماه سابقه: مجرد ${row.single}، متأهل یا متکفل ${row.family} ماه`))
      .join('؛ '),
  values: [
    {
      from,
      value: [
        { from: 6, single: 6, family: 12 },
        { from: 25, single: 12, family: 18 },
        { from: 121, single: 18, family: 26 },
        { from: 181, single: 26, family: 36 },
        { from: 241, single: 36, family: 50 },
      ],
      source: ARTICLE_7,
      certainty: 'A',
    },
  ],
}
