import { formatJalali } from '#kernel/dates.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import * as law from '../contributions.ts'
import { FAMILY_ALLOWANCE, familyAllowance } from '../family-allowance.ts'
import { jalaliDay } from '../parameters.ts'
import * as employees from '../parameters/employees.ts'
import * as family from '../parameters/family-allowance.ts'
import * as contract from '../parameters/self-employed-contract.ts'
import * as own from '../parameters/self-employed.ts'
import * as trades from '../parameters/trades.ts'
import { ceilingMultiple, minimumDailyWage } from '../parameters/wages.ts'
import { recordText } from '../record.ts'
import * as wages from '../wages.ts'
import { type Chapter, judged, worked } from './chapter.ts'

const ON = jalaliDay(1405, 2)

export const WAGES: Chapter = {
  id: 'wages',
  title: 'حداقل مزد و سقف',
  lead: 'حداقل مزد هر سال، سقف مزد مشمول بیمه و مزدی که حق بیمه از آن حساب می‌شود.',
  parameters: [minimumDailyWage, ceilingMultiple],
  formulas: [
    worked(wages.MINIMUM_WAGE, 'ماه سی‌روزهٔ سال ۱۴۰۵', () => wages.minimumWage({}, ON), formatRial),
    worked(wages.WAGE_CEILING, 'ماه سی‌ویک‌روزهٔ سال ۱۴۰۵', () => wages.wageCeiling({ days: 31 }, ON), formatRial),
    worked(
      wages.INSURABLE_BASE,
      'سی روز کار در سال ۱۴۰۵ با مزد ۱٬۵۰۰٬۰۰۰٬۰۰۰ ریال',
      () => wages.insurableBase({ wage: rial(1_500_000_000), days: 30 }, ON),
      formatRial,
    ),
    worked(
      wages.DAILY_WAGE,
      'مزد ماهانهٔ ۱۶۶٬۲۵۵٬۵۰۰ ریال',
      () => wages.dailyWage({ wage: rial(166_255_500) }, ON),
      formatRial,
    ),
    worked(
      wages.INSURABLE_WAGE,
      'مزد ۳۰۰ میلیون ریال و حق اولاد ۱۶٬۶۲۵٬۵۵۰ ریال',
      () =>
        wages.insurableWage(
          [
            { kind: 'wage', amount: rial(300_000_000) },
            { kind: 'child-allowance', amount: rial(16_625_550) },
          ],
          ON,
        ),
      formatRial,
    ),
  ],
}

export const EMPLOYEES: Chapter = {
  id: 'employees',
  title: 'حق بیمهٔ مزدبگیران و حق اولاد',
  lead: 'سهم بیمه‌شده، کارفرما و دولت، و کمک عائله‌مندی که کارفرما می‌پردازد.',
  parameters: [
    employees.workerRate,
    employees.employerRate,
    employees.unemploymentRate,
    employees.governmentRate,
    employees.exemptWorkers,
    employees.exemptBeyondFive,
    family.familyAllowanceDays,
    family.familyAllowanceRecord,
    family.familyAllowanceAge,
    family.familyAllowanceChildren,
  ],
  formulas: [
    worked(
      law.EMPLOYEE_PREMIUM,
      'کارگری با ۳۱ روز کار و مزد ۲۵۰ میلیون ریال در سال ۱۴۰۵',
      () => law.employeePremium({ wage: rial(250_000_000), days: 31 }, ON),
      ({ worker, invoice }) => `از مزد ${formatRial(worker)}؛ همهٔ حق بیمهٔ کارفرما ${formatRial(invoice)}`,
    ),
    worked(FAMILY_ALLOWANCE, 'کارگری با سه فرزند در سال ۱۴۰۵', () => familyAllowance({ children: 3 }, ON), formatRial),
  ],
}

export const OWN_INSURANCE: Chapter = {
  id: 'self-employed',
  title: 'صاحبان حرف، خانه‌داران، دانشجویان و بیمهٔ اختیاری',
  lead: 'کسانی که حق بیمه را خودشان می‌پردازند.',
  parameters: [
    ...Object.values(own.selfEmployedRate),
    own.selfEmployedStateRate,
    ...Object.values(own.tradeCoefficient),
    own.selfEmployedAge,
    own.selfEmployedFreeRecord,
    own.healthPerHead,
    contract.contractAge,
    contract.firstPremiumDays,
    contract.laterPremium,
    contract.examFreeYears,
    contract.examWithinYears,
    contract.examLastYearDays,
    own.studentAges,
    own.studentMonthsToPay,
    own.voluntaryRate,
    own.voluntaryStateRate,
    own.voluntaryFloor,
    own.voluntaryLeastRecord,
    own.voluntaryAge,
  ],
  formulas: [
    worked(
      law.SELF_EMPLOYED_PREMIUM,
      'زن خانه‌داری با نرخ ۱۴ درصد در ماه ۳۱ روزهٔ سال ۱۴۰۵',
      () => law.selfEmployedPremium({ protection: 'old-age-death', days: 31 }, ON),
      ({ premium }) => formatRial(premium),
    ),
    worked(
      law.SELF_EMPLOYED_ENTRY,
      'کسی که ۵۲ سال و ۳ ماه دارد',
      () => law.selfEmployedRecordNeeded(jalaliDay(1352, 11), ON),
      (needed) => `سابقهٔ لازم: ${recordText(needed)}`,
    ),
    judged(law.CONTRACT_AGE, 'کسی ۱۷ ساله', () => law.ofContractAge({ birth: jalaliDay(1388) }, ON)),
    worked(
      law.SELF_EMPLOYED_BASE,
      'رانندهٔ درون‌شهری در سال ۱۴۰۵',
      () => law.selfEmployedBase({ trade: 'urban-driver' }, ON),
      ({ least, most }) => `از ${formatRial(least)} تا ${formatRial(most)}`,
    ),
    worked(
      law.SELF_EMPLOYED_EXAM,
      'کسی با ۳ سال سابقه، ۶۰ روز آن در سال آخر، که نرخ ۱۸ درصد را می‌خواهد',
      () =>
        law.examNeeded(
          { protection: 'full', record: { all: { years: 3 }, recent: { years: 3 }, lastYearDays: 60 } },
          ON,
        ),
      (needed) => (needed ? 'معاینه لازم است' : 'معاینه لازم نیست'),
    ),
    worked(
      law.PREMIUM_DEADLINE,
      'قراردادی که حق بیمهٔ آن تا پایان تیر ۱۴۰۵ پرداخت شده است',
      () => law.premiumDeadline({ begins: jalaliDay(1405), paidThrough: jalaliDay(1405, 4, 31) }, ON),
      (last) => `تا ${formatJalali(last, 'long')}`,
    ),
    judged(law.STUDENT_ENTRY, 'دانشجوی ۲۰ ساله', () =>
      law.studentEntry({ birth: jalaliDay(1385, 1), studies: true }, ON),
    ),
    worked(
      law.VOLUNTARY_PREMIUM,
      'بیمه‌شده‌ای که میانگین مزد روزانهٔ سال آخرش ۸ میلیون ریال بود، برای سی روز سال ۱۴۰۵',
      () => law.voluntaryPremium({ lastYearDaily: rial(8_000_000), days: 30 }, ON),
      ({ premium }) => formatRial(premium),
    ),
    judged(law.VOLUNTARY_ENTRY, 'کسی ۴۰ ساله با ۲۰ روز سابقه', () =>
      law.voluntaryEntry({ birth: jalaliDay(1365), paidDays: 20 }, ON),
    ),
  ],
}

export const TRADES: Chapter = {
  id: 'trades',
  title: 'رانندگان و کارگران ساختمانی',
  lead: 'حق بیمهٔ دو گروهی که قانون جدا دارند.',
  parameters: [
    trades.driverRate,
    ...Object.values(trades.driverCoefficient),
    trades.driverSplit,
    trades.driverMonthsToPay,
    trades.constructionRate,
    ...Object.values(trades.constructionCoefficient),
    trades.permitLevyRate,
  ],
  formulas: [
    worked(
      law.DRIVER_PREMIUM,
      'رانندهٔ کامیون در ماه ۳۱ روزهٔ سال ۱۴۰۳',
      () => law.driverPremium({ vehicle: { kind: 'heavy' }, days: 31 }, jalaliDay(1403)),
      ({ full, driver }) => `${formatRial(full)}، سهم راننده ${formatRial(driver)}`,
    ),
    worked(
      law.CONSTRUCTION_PREMIUM,
      'کارگر ساختمانی ماهر در ماه ۳۱ روزهٔ سال ۱۴۰۵',
      () => law.builderPremium({ skill: { kind: 'skilled' }, days: 31 }, ON),
      ({ worker }) => formatRial(worker),
    ),
    worked(
      law.OWNER_LEVY,
      'عوارض پروانهٔ یک میلیارد ریال',
      () => law.ownerLevy({ levies: rial(1_000_000_000) }, ON),
      formatRial,
    ),
  ],
}
