import { formatJalali } from '#kernel/dates.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import * as health from '../health.ts'
import { jalaliDay } from '../parameters.ts'
import { DEPENDANT_PARAMETERS } from '../parameters/dependants.ts'
import { aidYears } from '../parameters/health.ts'
import * as short from '../parameters/short-term.ts'
import * as jobless from '../parameters/unemployment.ts'
import * as law from '../short-term.ts'
import * as unemployment from '../unemployment.ts'
import { count } from '../words.ts'
import { type Chapter, judged, worked } from './chapter.ts'

const ON = jalaliDay(1405, 2)
const NINETY = { wages: rial(1_350_000_000), daysWorked: 90 }

export const SICKNESS: Chapter = {
  id: 'sickness',
  title: 'بیماری و بارداری',
  lead: 'غرامت دستمزد روزهایی که بیمه‌شده برای بیماری یا زایمان کار نمی‌کند.',
  parameters: [
    short.averageDays,
    short.sicknessWithFamily,
    short.sicknessAlone,
    short.sicknessAloneInHospital,
    short.sicknessWaitingDays,
    short.sicknessAway,
    short.maternityRecord,
    short.maternityRate,
    short.maternityWeeks,
    short.maternityMonths,
    short.maternityMonthsReading,
    short.maternityBeforeBirth,
  ],
  formulas: [
    worked(
      law.SICKNESS_PAY,
      'ده روز بیماری در خانه، با همسر؛ مزد نود روز ۱٬۳۵۰ میلیون ریال',
      () => law.sicknessPay({ ...NINETY, family: true, cause: 'illness', place: 'home', days: 10 }, ON),
      ({ amount }) => formatRial(amount),
    ),
    worked(
      law.MATERNITY_PAY,
      'یک فرزند، استراحت از اول اردیبهشت ۱۴۰۵؛ همان مزد',
      () => law.maternityPay({ ...NINETY, children: 1, restFrom: ON }),
      ({ amount, until }) => `${formatRial(amount)}، تا ${formatJalali(until, 'long')}`,
    ),
  ],
}

export const GRANTS: Chapter = {
  id: 'grants',
  title: 'ازدواج و ترحیم',
  lead: 'دو کمکی که یک بار پرداخت می‌شود.',
  parameters: [
    short.marriageMonths,
    short.marriageRecord,
    short.funeralMonths,
    short.funeralVoluntaryFrom,
    short.funeralSpouseFrom,
  ],
  formulas: [
    worked(
      law.MARRIAGE_GIFT,
      'جمع مزد دو سال پیش از ازدواج ۷٬۲۰۰ میلیون ریال',
      () => law.marriageGift({ wages: rial(7_200_000_000) }, ON),
      formatRial,
    ),
    worked(law.FUNERAL_GRANT, 'درگذشت در سال ۱۴۰۵', () => law.funeralGrant(ON), formatRial),
  ],
}

export const UNEMPLOYMENT: Chapter = {
  id: 'unemployment',
  title: 'بیمهٔ بیکاری',
  lead: 'شرایط، مبلغ و مدت مقرری بیکاری.',
  parameters: [
    jobless.unemploymentRecord,
    jobless.unemploymentReportDays,
    jobless.unemploymentReportMonths,
    jobless.unemploymentAverage,
    jobless.unemploymentBenefitRate,
    jobless.unemploymentPerDependant,
    jobless.unemploymentDependants,
    jobless.unemploymentCap,
    jobless.floorAgainstCap,
    jobless.unemploymentDurations,
    jobless.unemploymentStayAge,
  ],
  formulas: [
    judged(
      unemployment.UNEMPLOYMENT_ENTITLEMENT,
      'پایان قرارداد در اول اردیبهشت ۱۴۰۵، هشت ماه سابقه، خبر پس از بیست روز',
      () =>
        unemployment.unemploymentEntitlement({
          involuntary: true,
          paidMonths: 8,
          lostOn: ON,
          reportedOn: jalaliDay(1405, 2, 21),
          excused: false,
        }),
    ),
    worked(
      unemployment.UNEMPLOYMENT_BENEFIT,
      'مزد نود روز آخر ۱٬۳۵۰ میلیون ریال، همسر و دو فرزند',
      () => unemployment.unemploymentBenefit({ wages: NINETY.wages, dependants: 3 }, ON),
      ({ monthly }) => `${formatRial(monthly)} در ماه`,
    ),
    worked(
      unemployment.UNEMPLOYMENT_DURATION,
      'متأهلی با ۱۳۰ ماه سابقه که پیش‌تر ۶ ماه مقرری گرفته است',
      () => unemployment.unemploymentDuration({ months: 130, family: true, drawn: 6 }, ON),
      ({ months }) => count(months, 'ماه'),
    ),
  ],
}

export const TREATMENT: Chapter = {
  id: 'treatment',
  title: 'درمان و وسایل کمکی',
  lead: 'چه کسی به هزینهٔ سازمان درمان می‌شود و وسیلهٔ کمکی هر چند سال داده می‌شود.',
  parameters: [aidYears],
  formulas: [
    judged(health.TREATMENT, 'صاحب حرفه‌ای که سرانهٔ درمان نداده است', () =>
      health.treatment({ as: 'self-employed', until: null, covered: true }, ON),
    ),
    worked(
      health.AIDS_DUE,
      'عینکی که اول اردیبهشت ۱۴۰۵ گرفته شد',
      () => health.nextAid({ aid: 'spectacles', receivedOn: ON }),
      (from) => `دوباره از ${formatJalali(from, 'long')}`,
    ),
  ],
}

/** The conditions themselves are read on the pages of enrolment. */
export const DEPENDANTS: Chapter = {
  id: 'dependants',
  title: 'افراد تحت تکفل',
  lead: 'سن‌ها و برداشت‌هایی که شرایط پوشش خانواده بر آن‌هاست.',
  parameters: [...DEPENDANT_PARAMETERS],
  formulas: [],
}
