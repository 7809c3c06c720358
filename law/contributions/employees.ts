import type { IsoDate } from '#kernel/dates.ts'
import { type Money, toRial } from '#kernel/money.ts'
import { type Share, times } from '#kernel/rational.ts'
import { type Rial, addRials, rial } from '#kernel/rial.ts'
import type { Article } from '#kernel/service/verdict.ts'
import { SMALL_WORKSHOPS, article, unemploymentArticle } from '../article.ts'
import type { Parameter, Readings } from '../parameters.ts'
import {
  employerRate,
  exemptBeyondFive,
  exemptWorkers,
  governmentRate,
  unemploymentRate,
  workerRate,
} from '../parameters/employees.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { baseOf } from '../wages.ts'
import { count, percents, rials } from '../words.ts'

export const EMPLOYEE_PREMIUM: Formula = {
  id: 'employee-premium',
  title: 'حق بیمهٔ مزدبگیران',
  says: '۷ درصد بیمه‌شده، ۲۰ درصد کارفرما و ۳ درصد بیمهٔ بیکاری از مزد مبنا؛ ۳ درصد دولت جداست و از کارفرما خواسته نمی‌شود.',
  law: [article(28), article(36), unemploymentArticle(5)],
  source: 'dastour.ir lid=88029؛ tccim.ir id=653؛ daftarevekalat.persianblog.ir',
  certainty: 'A',
}

/** Those for whom no unemployment premium is paid. */
export const WITHOUT_UNEMPLOYMENT = {
  retiree: 'بازنشسته',
  'disability-pensioner': 'ازکارافتاده',
  foreigner: 'تبعهٔ خارجی',
} as const
export type EmployeeKind = 'labour' | keyof typeof WITHOUT_UNEMPLOYMENT

export type EmployeeMonth = {
  /** Insurable wage of the days worked. */
  readonly wage: Rial
  readonly days: number
  readonly kind?: EmployeeKind
  /** Where the workshop is one of the listed trades of up to five workers: how many it has, and which of them this is. */
  readonly exempt?: { readonly workers: number; readonly place: number }
}

export type EmployeePremium = {
  readonly base: Rial
  readonly worker: Rial
  readonly employer: Rial
  readonly unemployment: Rial
  /** What the employer is invoiced: the worker's part, his own, and unemployment. */
  readonly invoice: Rial
  /** Paid by the State: its own part, and the employer's in an exempt workshop. */
  readonly government: Rial
}

/** The premiums of a worker for a month, each to the nearest rial; the invoice is their sum. */
export function employeePremium(month: EmployeeMonth, on: IsoDate, readings: Readings = {}): Ruling<EmployeePremium> {
  const work = new Working(EMPLOYEE_PREMIUM, on, readings)
  const base = baseOf(work, month.wage, month.days)
  const part = partsOf(work, base)

  const worker = part('سهم بیمه‌شده', workerRate, article(28))
  const fromEmployer = part('سهم کارفرما', employerRate, article(28))
  const unemployment = unemploymentPart(work, part, month.kind ?? 'labour')
  const state = part('سهم دولت', governmentRate, article(28))
  const byState = exempted(work, month.exempt)

  const employer = byState ? rial(0) : fromEmployer
  const government = byState ? addRials(state, fromEmployer) : state
  const invoice = addRials(worker, employer, unemployment)
  return work.rules({ base: toRial(base), worker, employer, unemployment, invoice, government })
}

type Part = (title: string, rate: Parameter<Share>, law: Article) => Rial

function partsOf(work: Working, base: Money): Part {
  return (title, rate, law) => {
    const share = work.take(rate)
    const amount = times(base, share)
    work.step(law, () => `${title}: ${percents(share)} × ${rials(base)} = ${rials(amount)}`)
    return toRial(amount)
  }
}

/** Article 5 of the Unemployment Insurance Act: paid for whoever it covers. */
function unemploymentPart(work: Working, part: Part, kind: EmployeeKind): Rial {
  if (kind === 'labour') return part('حق بیمهٔ بیکاری', unemploymentRate, unemploymentArticle(5))
  work.step(unemploymentArticle(5), () => `${WITHOUT_UNEMPLOYMENT[kind]} حق بیمهٔ بیکاری ندارد.`)
  return rial(0)
}

/** The act of 1361: the State pays the employer's part for the first five workers of the listed trades. */
function exempted(work: Working, exempt: EmployeeMonth['exempt']): boolean {
  if (exempt === undefined) return false
  const most = work.take(exemptWorkers)
  const within = exempt.workers <= most
  const byState = within || (work.read(exemptBeyondFive) === 'beyond-only' && exempt.place <= most)
  work.step(
    SMALL_WORKSHOPS,
    () =>
      `کارگاه مشمول معافیت با ${count(exempt.workers, 'کارگر')}: سهم کارفرما را ${byState ? 'دولت' : 'کارفرما'} می‌دهد.`,
  )
  return byState
}
