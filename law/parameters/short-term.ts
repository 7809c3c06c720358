import { toPersianDigits } from '#kernel/text.ts'
import { percent, share, type Share } from '#kernel/rational.ts'
import { type Parameter, type Switch, jalaliDay } from '../parameters.ts'
import { ACT, FAMILY_AND_YOUTH_ACT } from './dates.ts'

const ARTICLE_62 = 'مادهٔ ۶۲: neginhesabetus.ir؛ acc20.com/detail/680'
const ARTICLE_63 = 'مادهٔ ۶۳: dadfaran.com؛ bidbarg.com'
const ARTICLE_67 = 'مادهٔ ۶۷: neginhesabetus.ir؛ sharghtehran.sso.ir؛ parsnews 557526'
const ARTICLE_85 = 'مادهٔ ۸۵: malionline.ir/1145؛ esalary.ir'

export const averageDays: Parameter<number> = {
  id: 'short-term-average-days',
  title: 'غرامت دستمزد: روزهای پیش از بیماری یا بارداری که میانگین گرفته می‌شود',
  unit: 'روز',
  values: [{ from: ACT, value: 90, source: ARTICLE_63, certainty: 'A' }],
}

export const sicknessWithFamily: Parameter<Share> = {
  id: 'sickness-with-family',
  title: 'غرامت بیماری، با همسر، فرزند یا پدر و مادر تحت تکفل',
  values: [{ from: ACT, value: share(3, 4), source: ARTICLE_62, certainty: 'A' }],
}

export const sicknessAlone: Parameter<Share> = {
  id: 'sickness-alone',
  title: 'غرامت بیماری، بدون خانوادهٔ تحت تکفل',
  values: [{ from: ACT, value: share(2, 3), source: ARTICLE_62, certainty: 'A' }],
}

export const sicknessAloneInHospital: Parameter<Share> = {
  id: 'sickness-alone-in-hospital',
  title: 'غرامت بیماری، بدون خانواده و بستری به هزینهٔ سازمان',
  values: [{ from: ACT, value: share(1, 2), source: ARTICLE_62, certainty: 'A' }],
}

export const sicknessWaitingDays: Parameter<number> = {
  id: 'sickness-waiting-days',
  title: 'روزهای اول بیماری در خانه که پرداخت ندارد',
  unit: 'روز',
  values: [{ from: ACT, value: 3, source: ARTICLE_62, certainty: 'A' }],
}

export const sicknessAway: Parameter<Share> = {
  id: 'sickness-away',
  title: 'افزوده برای درمان سرپایی در شهر دیگر، از غرامت روزانه',
  unit: 'درصد',
  values: [{ from: ACT, value: percent(100), source: 'بند ۵ مادهٔ ۶۲: neginhesabetus.ir', certainty: 'A' }],
}

export const maternityRecord: Parameter<number> = {
  id: 'maternity-record',
  title: 'سابقهٔ لازم در سال پیش از زایمان',
  unit: 'روز',
  values: [{ from: ACT, value: 60, source: ARTICLE_67, certainty: 'A' }],
}

export const maternityRate: Switch<'two-thirds' | 'full'> = {
  id: 'maternity-rate',
  title: 'غرامت بارداری: دوسوم یا همهٔ مزد',
  options: { 'two-thirds': 'دوسوم میانگین مزد', full: 'همهٔ میانگین مزد' },
  dispute: 'قانون ۱۴۰۰ مرخصی «با حقوق کامل» می‌گوید، ولی سازمان در خرداد ۱۴۰۵ همچنان دوسوم می‌پردازد.',
  values: [
    { from: ACT, value: 'two-thirds', source: `${ARTICLE_67}؛ اعلام سازمان، akhbarefori 654963`, certainty: 'A' },
  ],
}

/** Between the Breastfeeding Act (not read) and 1400 the number of weeks was changed more than once: refused. */
export const maternityWeeks: Parameter<number> = {
  id: 'maternity-weeks',
  title: 'مدت غرامت بارداری در مادهٔ ۶۷، هفته',
  values: [{ from: ACT, until: jalaliDay(1374, 12, 22), value: 12, source: ARTICLE_67, certainty: 'A' }],
}

export const maternityMonths: Parameter<{ readonly one: number; readonly more: number }> = {
  id: 'maternity-months',
  title: 'مدت غرامت بارداری: یک فرزند، و دو قلو یا بیشتر',
  unit: 'ماه',
  show: ({ one, more }) => toPersianDigits(`یک فرزند ${one} ماه، بیشتر ${more} ماه`),
  values: [
    {
      from: FAMILY_AND_YOUTH_ACT,
      value: { one: 9, more: 12 },
      source: 'بند الف مادهٔ ۱۷ قانون حمایت از خانواده و جوانی جمعیت: edari.kntu.ac.ir؛ negareshkhabar.ir',
      certainty: 'A',
    },
  ],
}

export const maternityMonthsReading: Switch<'calendar-months' | 'thirty-days'> = {
  id: 'maternity-months-reading',
  title: 'نه ماه مرخصی زایمان به روز',
  options: { 'calendar-months': 'ماه‌های تقویم', 'thirty-days': 'هر ماه سی روز، یعنی ۲۷۰ روز' },
  dispute: 'متنی که نه ماه را به روز بگوید دیده نشد.',
  values: [{ from: FAMILY_AND_YOUTH_ACT, value: 'thirty-days', source: 'فرض ما', certainty: 'U' }],
}

export const maternityBeforeBirth: Parameter<number> = {
  id: 'maternity-before-birth',
  title: 'بیشترین بخش مرخصی زایمان پیش از تولد',
  unit: 'ماه',
  values: [
    {
      from: FAMILY_AND_YOUTH_ACT,
      value: 2,
      source: 'مادهٔ ۱۷ قانون حمایت از خانواده و جوانی جمعیت: edari.kntu.ac.ir',
      certainty: 'A',
    },
  ],
}

export const marriageMonths: Parameter<number> = {
  id: 'marriage-months',
  title: 'هدیهٔ ازدواج: جمع مزد دو سال تقسیم بر چند ماه',
  unit: 'ماه',
  values: [{ from: ACT, value: 24, source: ARTICLE_85, certainty: 'A' }],
}

export const marriageRecord: Parameter<number> = {
  id: 'marriage-record',
  title: 'سابقهٔ لازم برای هدیهٔ ازدواج در پنج سال پیش از آن',
  unit: 'روز',
  values: [{ from: ACT, value: 720, source: ARTICLE_85, certainty: 'A' }],
}

export const funeralMonths: Parameter<number> = {
  id: 'funeral-months',
  title: 'کمک‌هزینهٔ ترحیم: چند حداقل مزد ماهانه',
  unit: 'ماه',
  values: [{ from: ACT, value: 1, source: 'مادهٔ ۸۴: parsnews 101280؛ idc.kish.ir؛ bedobes.com', certainty: 'B' }],
}

/** From when each kind of person is covered by the funeral grant. */
export const funeralVoluntaryFrom: Parameter<boolean> = {
  id: 'funeral-voluntary',
  title: 'کمک‌هزینهٔ ترحیم برای بیمه‌شدهٔ اختیاری',
  values: [
    { from: ACT, value: false, source: 'tamin.info', certainty: 'C' },
    { from: jalaliDay(1385, 8, 1), value: true, source: 'tamin.info', certainty: 'C' },
  ],
}

export const funeralSpouseFrom: Parameter<boolean> = {
  id: 'funeral-spouse',
  title: 'کمک‌هزینهٔ ترحیم برای همسر بیمه‌شده و مستمری‌بگیر',
  values: [
    { from: ACT, value: false, source: 'tamin.info', certainty: 'C' },
    { from: jalaliDay(1386, 11, 20), value: true, source: 'tamin.info', certainty: 'C' },
  ],
}
