import { decimal, percent } from '#kernel/rational.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import * as disability from '../disability.ts'
import * as law from '../old-age.ts'
import { jalaliDay } from '../parameters.ts'
import * as disabled from '../parameters/disability.ts'
import * as old from '../parameters/old-age.ts'
import * as left from '../parameters/survivors.ts'
import { yearlyIncreaseOfMinimum, yearlyIncreaseOfOthers } from '../parameters/wages.ts'
import * as survivors from '../survivors.ts'
import { number } from '../words.ts'
import { type Chapter, judged, worked } from './chapter.ts'

const ON = jalaliDay(1405, 2)
const AVERAGE = rial(450_000_000)

export const OLD_AGE: Chapter = {
  id: 'old-age',
  title: 'مستمری بازنشستگی',
  lead: 'میانگین مزد، مبلغ مستمری، حداقل آن و افزایش سالانه.',
  parameters: [
    old.averageMonths,
    old.fiveYearAverage,
    old.yearPart,
    old.mostYears,
    old.fractionOfYear,
    old.guaranteeYears,
    old.minimumOf,
    old.workingWomanYears,
    old.hardYearsInAmount,
    old.hardWorkPremium,
    old.hardWorkDays,
    yearlyIncreaseOfMinimum,
    yearlyIncreaseOfOthers,
  ],
  formulas: [
    worked(
      law.TWO_YEAR_AVERAGE,
      'دوازده ماه ۴۰۰ و دوازده ماه ۵۰۰ میلیون ریال مزد',
      () =>
        law.twoYearAverage(
          { wages: Array.from({ length: 24 }, (_, at) => rial(at < 12 ? 400_000_000 : 500_000_000)) },
          ON,
        ),
      formatRial,
    ),
    worked(
      law.FIVE_YEAR_CHECK,
      'رشد مزد در دو سال آخر ۶ و در پنج سال ۵٫۹۴ برابر',
      () =>
        law.averageForPension(
          {
            twoYearAverage: AVERAGE,
            fiveYearAverage: rial(300_000_000),
            twoYearGrowth: decimal('6'),
            fiveYearGrowth: decimal('5.94'),
          },
          ON,
        ),
      formatRial,
    ),
    worked(
      law.OLD_AGE_PENSION,
      'میانگین ۴۵۰ میلیون ریال با ۲۵ سال و ۶ ماه سابقه',
      () => law.oldAgePension({ average: AVERAGE, record: { years: 25, months: 6 } }, ON),
      ({ amount }) => `${formatRial(amount)} در ماه`,
    ),
    worked(law.MINIMUM_PENSION, 'مستمری برقرارشده در سال ۱۴۰۵', () => law.minimumPension(ON), formatRial),
    worked(
      law.HARD_WORK_PREMIUM,
      'بیست سال کار سخت با آخرین مزد روزانهٔ ۱۵ میلیون ریال',
      () => law.hardWorkPremiumDue({ lastDailyWage: rial(15_000_000), hardDays: 7_300 }, ON),
      formatRial,
    ),
    worked(
      law.YEARLY_INCREASE,
      'حداقل‌بگیری با ۵۳٬۰۸۲٬۸۴۰ ریال، در سال ۱۴۰۳',
      () => law.increasedPension({ pension: rial(53_082_840), level: 'minimum' }, jalaliDay(1403)),
      formatRial,
    ),
  ],
}

export const RETIREMENT: Chapter = {
  id: 'retirement',
  title: 'شرایط بازنشستگی',
  lead: 'سن و سابقهٔ هر راه، کار سخت و زیان‌آور، و سال‌های اضافهٔ برنامهٔ هفتم.',
  parameters: [
    old.routes,
    old.hardYears,
    old.hardYearCounts,
    old.plan7Bands,
    old.plan7Ages,
    old.plan7Method,
    old.plan7Edges,
    old.plan7Scope,
  ],
  formulas: [
    judged(
      law.RETIREMENT_ROUTES,
      'مردی ۶۱ ساله با ۲۲ سال سابقه در سال ۱۴۰۵',
      () =>
        law
          .retirementRoutes({ sex: 'male', birth: jalaliDay(1344), record: { years: 22 } }, ON)
          .find(({ route }) => route === 'ordinary')!.entitlement,
    ),
    worked(
      law.PLAN_7_YEARS,
      'مردی که در روز قانون ۲۲ سال سابقه داشت',
      () => law.plan7({ sex: 'male', recordAtLaw: { years: 22 } }, ON),
      ({ requiredYears, age }) => toPersianDigits(`${number(requiredYears)} سال سابقه، یا ${age} سالگی`),
    ),
  ],
}

export const DISABILITY: Chapter = {
  id: 'disability',
  title: 'ازکارافتادگی',
  lead: 'ازکارافتادگی کلی و جزئی، و غرامت نقص عضو.',
  parameters: [
    disabled.totalFrom,
    disabled.partialFrom,
    disabled.lumpSumFrom,
    disabled.degreeEdges,
    disabled.disabilityRecord,
    disabled.disabilityDays,
    disabled.disabilityYearPart,
    disabled.disabilityFloor,
    disabled.disabilityCap,
    disabled.familyHelp,
    disabled.familyHelpUpTo,
    disabled.lumpSumTimes,
  ],
  formulas: [
    worked(
      disability.DISABILITY_DEGREE,
      'کاهش ۳۳ درصدی توان کار بر اثر حادثهٔ کار',
      () => disability.disabilityOf({ degree: percent(33), workRelated: true }, ON),
      (kind) => disability.DISABILITIES[kind],
    ),
    judged(disability.DISABILITY_ENTITLEMENT, 'بیماری عادی، ۴۰۰ روز سابقه در ده سال و ۶۰ روز در سال آخر', () =>
      disability.disabilityEntitlement({ workRelated: false, paidInTenYears: 400, paidInLastYear: 60 }, ON),
    ),
    worked(
      disability.DISABILITY_AVERAGE,
      'جمع مزد ۹ میلیارد ریال برای ۶۰۰ روز کار',
      () => disability.disabilityAverage({ wages: rial(9_000_000_000), daysWorked: 600 }, ON),
      formatRial,
    ),
    worked(
      disability.TOTAL_DISABILITY,
      'مزد متوسط ۴۵۰ میلیون ریال، ۱۲ سال سابقه، با همسر',
      () => disability.totalDisabilityPension({ average: AVERAGE, record: { years: 12 }, family: true }, ON),
      formatRial,
    ),
    worked(
      disability.PARTIAL_DISABILITY,
      'همان مزد و سابقه، ۴۰ درصد ازکارافتادگی ناشی از کار',
      () => disability.partialDisabilityPension({ average: AVERAGE, record: { years: 12 }, degree: percent(40) }, ON),
      formatRial,
    ),
    worked(
      disability.LUMP_SUM,
      'همان مزد و سابقه، ۱۵ درصد نقص عضو ناشی از کار',
      () => disability.disabilityLumpSum({ average: AVERAGE, record: { years: 12 }, degree: percent(15) }, ON),
      formatRial,
    ),
  ],
}

export const SURVIVORS: Chapter = {
  id: 'survivors',
  title: 'مستمری بازماندگان',
  lead: 'چه کسی بازمانده است و سهم هر کس چقدر است.',
  parameters: [
    left.yearsPaidRegardless,
    ...Object.values(left.survivorShare),
    left.survivorsBelowWhole,
    left.survivingWidow,
  ],
  formulas: [
    judged(survivors.SURVIVORS_ENTITLEMENT, 'درگذشت بیمه‌شده‌ای با ۲۱ سال سابقه که سال آخر کار نکرده بود', () =>
      survivors.survivorsEntitlement(
        { was: 'insured', record: { years: 21 }, workRelated: false, paidInTenYears: 900, paidInLastYear: 0 },
        ON,
      ),
    ),
    judged(survivors.WHO_SURVIVES, 'پسری ۲۲ ساله که درس نمی‌خواند', () =>
      survivors.survives({ relation: 'son', birth: jalaliDay(1383), student: false, disabled: false }, ON),
    ),
    worked(
      survivors.SURVIVORS_PENSION,
      'مستمری ۴۰۰ میلیون ریال؛ همسر، سه فرزند',
      () =>
        survivors.survivorsPension(
          { pension: rial(400_000_000), survivors: ['spouse', 'child', 'child', 'child'] },
          ON,
        ),
      ({ amounts }) => `همسر ${formatRial(amounts[0]!)} و هر فرزند ${formatRial(amounts[1]!)}`,
    ),
  ],
}
