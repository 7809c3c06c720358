import { formatJalali } from '#kernel/dates.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import * as law from '../employers.ts'
import { jalaliDay } from '../parameters.ts'
import * as boss from '../parameters/employers.ts'
import { count } from '../words.ts'
import { type Chapter, judged, worked } from './chapter.ts'

const ON = jalaliDay(1405, 2)
const MONTH = { year: 1405, month: 1 }

export const LISTS: Chapter = {
  id: 'lists',
  title: 'فهرست، جریمه و اقساط کارفرما',
  lead: 'مهلت‌ها، جریمه‌ها، بخشودگی، تقسیط و اعتراض.',
  parameters: [
    boss.listMonths,
    boss.exemptListMonths,
    boss.listFine,
    boss.lateFine,
    boss.partOfMonth,
    boss.finesWaived,
    boss.hardshipFloor,
    boss.mostInstalments,
    boss.instalmentRate,
    boss.instalmentForm,
    boss.examineMonths,
    boss.objectionDays,
    boss.appealDays,
    boss.appealFrom,
    boss.accidentDays,
  ],
  formulas: [
    worked(
      law.LIST_DEADLINE,
      'فهرست فروردین ۱۴۰۵',
      () => law.listDeadline(MONTH),
      (day) => `تا ${formatJalali(day, 'long')}`,
    ),
    worked(
      law.LIST_FINE,
      'حق بیمهٔ ۵۰۰ میلیون ریال، فهرست با یک ماه تأخیر',
      () => law.listFineDue({ premium: rial(500_000_000), month: MONTH, deliveredOn: jalaliDay(1405, 3, 31) }),
      formatRial,
    ),
    worked(
      law.LATE_FINE,
      'همان حق بیمه، یک روز پس از مهلت',
      () => law.lateFineDue({ unpaid: rial(500_000_000), month: MONTH, paidOn: jalaliDay(1405, 3, 1) }),
      ({ fine }) => formatRial(fine),
    ),
    worked(
      law.FINES_WAIVED,
      'جریمهٔ ۶۰ میلیون ریال، همهٔ اصل بدهی پرداخت شد',
      () => law.finesAfterWaiver({ fines: rial(60_000_000), principalPaidInTime: true }, ON),
      ({ due }) => `${formatRial(due)} می‌ماند`,
    ),
    worked(
      law.HARDSHIP,
      'بدهی ۵۰۰ میلیون ریال با ۱۰ ماه تأخیر',
      () => law.leastFine({ debt: rial(500_000_000), months: 10 }, ON),
      formatRial,
    ),
    worked(
      law.INSTALMENTS,
      'بدهی ۱٬۲۰۰ میلیون ریال در ۱۲ قسط',
      () => law.instalments({ debt: rial(1_200_000_000), months: 12 }, ON),
      (plan) =>
        `${count(plan.length, 'قسط')}: اولی ${formatRial(plan[0]!.amount)}، آخری ${formatRial(plan.at(-1)!.amount)}`,
    ),
    worked(
      law.DISPUTES,
      'بدهی که اول اردیبهشت ۱۴۰۵ ابلاغ شد',
      () => law.objectionDeadline(ON),
      (day) => `اعتراض تا ${formatJalali(day, 'long')}`,
    ),
  ],
}

export const CONTRACTS: Chapter = {
  id: 'contracts',
  title: 'پیمان و مفاصاحساب',
  lead: 'ضرایب پیمان، سپردهٔ بیمه و مفاصاحساب.',
  parameters: [
    ...Object.values(boss.contractRate),
    boss.contractRounding,
    boss.contractSetOff,
    boss.retentionRate,
    boss.clearanceMonths,
    boss.ownerDays,
  ],
  formulas: [
    worked(
      law.CONTRACT_PREMIUM,
      'پیمانی با مصالح پیمانکار، کارکرد ناخالص ۹ میلیارد ریال، ۴۰۰ میلیون ریال با فهرست پرداخت شده',
      () => law.contractPremium({ kind: 'materials', gross: rial(9_000_000_000), paidOnLists: rial(400_000_000) }, ON),
      ({ balance }) => `مانده ${formatRial(balance)}`,
    ),
    worked(
      law.RETENTION,
      'دو پرداخت ۴ میلیاردی و قسط آخر یک میلیارد ریال، حق بیمهٔ پرداخت‌شده ۴۰۰ میلیون ریال',
      () =>
        law.retention(
          {
            payments: [rial(4_000_000_000), rial(4_000_000_000)],
            lastPayment: rial(1_000_000_000),
            premiumPaid: rial(400_000_000),
          },
          ON,
        ),
      ({ held, releasable }) => `${formatRial(held)} نگه داشته می‌شود و ${formatRial(releasable)} آزادشدنی است`,
    ),
    judged(law.CLEARANCE, 'پیمانی با ۳۰۰ میلیون ریال مانده', () =>
      law.clearance({ balance: rial(300_000_000), fines: rial(0) }, ON),
    ),
  ],
}
