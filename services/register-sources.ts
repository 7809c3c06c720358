import { addDays, formatJalali, type IsoDate } from '#kernel/dates.ts'
import type { Random } from '#kernel/fields/field.ts'
import { digits, oneOf, whole } from '#kernel/fields/random.ts'
import type { KeptWorkshop, WorkshopMonth } from '#kernel/employer.ts'
import { lastFour } from '#kernel/mask.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import {
  BENEFIT_KINDS,
  daysOfMonth,
  type BankAccount,
  type Benefit,
  type Contract,
  type MonthNumber,
  type MoneyLine,
  type Payslip,
  type Premium,
  type RegisteredMember,
  type RegisteredPension,
  type Spell,
  type WageRecord,
  type Workshop,
} from '#kernel/register.ts'
import { rial, formatRial } from '#kernel/rial.ts'
import { formatNumber, isolateLtr, toPersianDigits } from '#kernel/text.ts'
import { source } from '#kernel/service/service.ts'

// What the organisation's register says of somebody. Somebody it has never met has empty lists.

type Of = { readonly number: PersonalNumber }
type Shown = Readonly<Record<string, string>>

const title = 'سازمان تأمین اجتماعی'

/** What somebody is to the organisation; null where it has never met them. */
export const registered = source<Of, RegisteredMember | null>({
  key: 'register.member',
  title,
  recordedBy: null,
  show: (member): Shown =>
    member === null
      ? { نتیجه: 'سازمان این شخص را نمی‌شناسد.' }
      : {
          ...(member.insuranceNumber === null ? {} : { 'شمارهٔ بیمه': formatDigits(member.insuranceNumber) }),
          ...(member.branch === null ? {} : { شعبه: member.branch.name }),
          ...(member.since === null ? {} : { 'نخستین روز بیمه': formatJalali(member.since, 'long') }),
        },
  sample: (random) =>
    random() < 0.1
      ? null
      : {
          insuranceNumber: random() < 0.2 ? null : digits(random, oneOf(random, [8, 10])),
          standing: oneOf(random, ['insured', 'insured', 'insured', 'retiree', 'totally-disabled', 'survivor', 'none']),
          branch: random() < 0.1 ? null : sampleBranch(random),
          pension: random() < 0.2,
          otherFund: random() < 0.1,
          working: random() < 0.6,
          firstBirthDate: random() < 0.5 ? sampleDay(random, '1940-01-01', 24_000) : null,
          idCardOnFile: random() < 0.5,
          since: random() < 0.1 ? null : sampleDay(random, '2000-01-01', 8_000),
        },
})

/** Employment spells, oldest first. */
export const spells = source<Of, readonly Spell[]>({
  key: 'register.spells',
  title,
  recordedBy: null,
  show: (list): Shown => counted('دورهٔ اشتغال', list.length, 'دوره'),
  sample: (random) => {
    let from = sampleDay(random, '2008-01-01', 1_500)
    return Array.from({ length: whole(random, 0, 4) }, (_, n, last = n === 3) => {
      const until = addDays(from, whole(random, 20, 900))
      const spell = {
        workshop: sampleWorkshop(random),
        jobTitle: random() < 0.3 ? null : oneOf(random, JOBS),
        from,
        until: last && random() < 0.5 ? null : until,
      }
      from = addDays(until, whole(random, 1, 200))
      return spell
    })
  },
})

/** Wage records from one month to another, oldest first. */
export const wages = source<Of & { readonly from: MonthNumber; readonly to: MonthNumber }, readonly WageRecord[]>({
  key: 'register.wages',
  title,
  recordedBy: null,
  show: (list): Shown => ({
    'سوابق بیمه': `${formatNumber(list.reduce((sum, { days }) => sum + days, 0))} روز در ${formatNumber(new Set(list.map(({ month }) => month)).size)} ماه`,
  }),
  sample: (random, { about: { from, to } }) => {
    const [workshop, jobTitle, hard] = [sampleWorkshop(random), oneOf(random, JOBS), random() < 0.2]
    const daily = whole(random, 6, 20) * 1_000_000
    const share = random()
    return monthsBetween(from, to, 120)
      .filter(() => random() < share)
      .map((month): WageRecord => {
        const days = random() < 0.8 ? daysOfMonth(month) : whole(random, 1, 29)
        return {
          month,
          kind: 'employee',
          workshop,
          days,
          wage: String(daily * days),
          jobTitle,
          hard,
          origin: oneOf(random, ['list', 'list', 'list', 'decision']),
        }
      })
  },
})

/** Contracts of those who insure themselves, oldest first. */
export const contracts = source<Of, readonly Contract[]>({
  key: 'register.contracts',
  title,
  recordedBy: null,
  show: (list): Shown => counted('قرارداد بیمه', list.length, 'قرارداد'),
  sample: (random) =>
    Array.from({ length: whole(random, 0, 2) }, (_, n): Contract => {
      const from = addDays('2020-03-20' as IsoDate, n * 900 + whole(random, 0, 300))
      const ended = n === 0 || random() < 0.5
      return {
        contractId: digits(random, 12),
        kind: oneOf(random, ['self-employed', 'self-employed', 'voluntary', 'student', 'housewife']),
        rate: oneOf(random, ['12', '14', '18']),
        base: String(whole(random, 60, 400) * 1_000_000),
        health: random() < 0.7,
        jobTitle: random() < 0.5 ? null : oneOf(random, JOBS),
        branch: sampleBranch(random),
        from,
        until: ended ? addDays(from, whole(random, 30, 500)) : null,
        endedBecause: ended ? 'درخواست بیمه‌شده' : null,
      }
    }),
})

/** Premiums of a contract by month, oldest first. */
export const premiums = source<Of & { readonly contractId: string }, readonly Premium[]>({
  key: 'register.premiums',
  title,
  recordedBy: null,
  show: (list): Shown => counted('حق بیمهٔ پرداخت‌شده', list.filter(({ paidOn }) => paidOn !== null).length, 'ماه'),
  sample: (random) => {
    const paid = whole(random, 0, 14)
    const rials = String(whole(random, 8, 60) * 1_000_000)
    return monthsBetween(140401, 140504, 16).map((month, n): Premium => {
      const dueOn = addDays('2025-06-22' as IsoDate, n * 30)
      return n < paid
        ? { month, rials, dueOn, paidOn: addDays(dueOn, -whole(random, 0, 60)), receipt: digits(random, 12) }
        : { month, rials, dueOn, paidOn: null, receipt: null }
    })
  },
})

/** Short-term benefits that were granted, newest first. */
export const benefits = source<Of, readonly Benefit[]>({
  key: 'register.benefits',
  title,
  recordedBy: null,
  show: (list): Shown => counted('کمک‌های کوتاه‌مدت', list.length, 'مورد'),
  sample: (random, { applicant }) => {
    let grantedOn = sampleDay(random, '2025-06-01', 300)
    return Array.from({ length: whole(random, 0, 3) }, (): Benefit => {
      grantedOn = addDays(grantedOn, -whole(random, 1, 200))
      const kind = oneOf(random, BENEFIT_KINDS)
      const spans = kind !== 'marriage' && kind !== 'funeral' && kind !== 'orthosis'
      return {
        benefitId: digits(random, 12),
        kind,
        about: kind === 'funeral' ? applicant : null,
        from: spans ? addDays(grantedOn, -40) : null,
        until: spans ? addDays(grantedOn, -40 + whole(random, 0, 30)) : null,
        rials: String(whole(random, 10, 900) * 1_000_000),
        grantedOn,
        paidOn: random() < 0.7 ? addDays(grantedOn, whole(random, 1, 20)) : null,
      }
    })
  },
})

/** Pensions with their edicts. */
export const pensions = source<Of, readonly RegisteredPension[]>({
  key: 'register.pensions',
  title,
  recordedBy: null,
  show: ([pension]): Shown =>
    pension === undefined
      ? { مستمری: 'ندارد' }
      : {
          'شمارهٔ مستمری': formatDigits(pension.pensionNumber),
          'از تاریخ': formatJalali(pension.from, 'long'),
          'مبلغ ماهانه': formatRial(rial(BigInt(pension.monthly))),
        },
  sample: (random) =>
    Array.from({ length: oneOf(random, [0, 1, 1, 1, 2]) }, (): RegisteredPension => {
      const monthly = whole(random, 100, 600) * 1_000_000
      return {
        pensionNumber: digits(random, 12),
        kind: oneOf(random, ['old-age', 'old-age', 'total-disability', 'partial-disability', 'survivors']),
        from: sampleDay(random, '2015-01-01', 3_500),
        until: random() < 0.1 ? ('2026-01-01' as IsoDate) : null,
        monthly: String(monthly),
        edicts: [1405, 1404].slice(0, whole(random, 0, 2)).map((year) => ({
          year,
          issuedOn: addDays('2025-04-09' as IsoDate, (year - 1404) * 365),
          lines: [{ title: 'مستمری', rials: String(monthly) }],
          total: String(monthly),
        })),
      }
    }),
})

/** Payslips of a pension, oldest first. */
export const payslips = source<Of & { readonly pensionNumber: string }, readonly Payslip[]>({
  key: 'register.payslips',
  title,
  recordedBy: null,
  show: (list): Shown => counted('فیش مستمری', list.length, 'فیش'),
  sample: (random) => {
    const line = (name: string, most: number): MoneyLine => ({
      title: name,
      rials: String(whole(random, 1, most) * 1_000_000),
    })
    return monthsBetween(140401, 140504, 16)
      .filter(() => random() < 0.9)
      .map((month): Payslip => ({
        month,
        kind: month % 100 === 12 && random() < 0.5 ? 'bonus' : 'monthly',
        payments: [line('مستمری', 400), line('کمک‌هزینهٔ عائله‌مندی', 30)],
        deductions: random() < 0.5 ? [] : [line('قسط وام', 40)],
        paidOn: random() < 0.9 ? addDays('2025-04-19' as IsoDate, (month % 100) * 30) : null,
        iban: random() < 0.9 ? SAMPLE_IBAN : null,
      }))
  },
})

/** The account into which the organisation pays; null where none is declared. */
export const bankAccount = source<Of, BankAccount | null>({
  key: 'register.bank-account',
  title,
  recordedBy: null,
  show: (account): Shown => ({
    'حساب بانکی': account === null ? 'اعلام نشده' : `شبای منتهی به ${lastFour(account.iban)}`,
  }),
  sample: (random) => (random() < 0.3 ? null : { iban: SAMPLE_IBAN, since: sampleDay(random, '2018-01-01', 2_500) }),
})

/** A workshop by its code; null where there is none. */
export const workshop = source<{ readonly code: string }, Workshop | null>({
  key: 'register.workshop',
  title,
  recordedBy: null,
  show: (found): Shown =>
    found === null
      ? { نتیجه: 'کارگاهی با این کد ثبت نشده است.' }
      : { کارگاه: found.name, ...(found.branch === null ? {} : { شعبه: found.branch.name }) },
  sample: (random, { about: { code } }) =>
    random() < 0.2
      ? null
      : {
          code,
          name: sampleWorkshop(random).name,
          branch: random() < 0.1 ? null : sampleBranch(random),
          employer: random() < 0.5 ? null : 'کارفرمای آزمونی',
          address: random() < 0.5 ? null : 'قم، خیابان آزمون',
        },
})

/** The workshops that somebody keeps or kept, by their first day. */
export const workshopsOf = source<Of, readonly KeptWorkshop[]>({
  key: 'register.workshops-of',
  title,
  recordedBy: null,
  show: (list): Shown => counted('کارگاه', new Set(list.map(({ workshop: { code } }) => code)).size, 'کارگاه'),
  sample: (random) =>
    Array.from({ length: whole(random, 0, 3) }, (): KeptWorkshop => {
      const from = sampleDay(random, '2015-01-01', 3_000)
      return {
        workshop: sampleWorkshop(random),
        branch: random() < 0.1 ? null : sampleBranch(random),
        legalPerson: random() < 0.5 ? null : { number: '10380284790', name: 'شرکت آزمونی' },
        from,
        until: random() < 0.3 ? addDays(from, whole(random, 0, 1_000)) : null,
      }
    }),
})

/** What the lists of somebody's workshops said of each month of a range. */
export const workshopMonths = source<
  Of & { readonly from: MonthNumber; readonly to: MonthNumber },
  readonly WorkshopMonth[]
>({
  key: 'register.workshop-months',
  title,
  recordedBy: null,
  show: (list): Shown => counted('لیست بیمه', list.length, 'ماه'),
  sample: (random, { about: { from, to } }) => {
    const workshopCalled = sampleWorkshop(random)
    return monthsBetween(from, to, 12).map((month): WorkshopMonth => {
      const people = whole(random, 1, 400)
      const days = people * whole(random, 1, 29)
      return { workshop: workshopCalled, month, people, days, wages: String(BigInt(days) * 6_000_000n) }
    })
  },
})

const JOBS = ['حسابدار', 'کارگر ساده', 'جوشکار', 'راننده', 'کارمند اداری'] as const
const SAMPLE_IBAN = 'IR820540102680020817909002'

const formatDigits = (value: string): string => isolateLtr(toPersianDigits(value))
const counted = (label: string, count: number, unit: string): Shown => ({
  [label]: count === 0 ? 'ندارد' : `${formatNumber(count)} ${unit}`,
})
const sampleDay = (random: Random, from: string, days: number): IsoDate =>
  addDays(from as IsoDate, whole(random, 0, days))
const sampleBranch = (random: Random) =>
  oneOf(random, [
    { code: '1', name: 'شعبهٔ یک قم' },
    { code: '2', name: 'شعبهٔ دو قم' },
  ])
const sampleWorkshop = (random: Random) =>
  oneOf(random, [
    { code: '0371000011', name: 'کارگاه آزمونی یک' },
    { code: '0371000022', name: 'کارگاه آزمونی دو' },
  ])

/** The last `most` months of a range. */
function monthsBetween(from: MonthNumber, to: MonthNumber, most: number): MonthNumber[] {
  const nth = (month: MonthNumber) => Math.trunc(month / 100) * 12 + (month % 100) - 1
  const count = Math.max(0, Math.min(nth(to) - nth(from) + 1, most))
  return Array.from({ length: count }, (_, n) => nth(to) - count + 1 + n).map(
    (n) => Math.trunc(n / 12) * 100 + (n % 12) + 1,
  )
}
