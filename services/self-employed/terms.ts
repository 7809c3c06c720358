import type { IsoDate } from '#kernel/dates.ts'
import { monthOf, type WageRecord } from '#kernel/register.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import { type EarlierRecord, examNeeded, examSpan, premiumDeadline, selfEmployedPremium } from '#law/contributions.ts'
import type { Protection } from '#law/parameters/self-employed.ts'
import type { PaidRecord } from '#law/record.ts'
import { dailyWage } from '#law/wages.ts'
import { mergedMonths, recordOf } from '../records.ts'
import type * as sources from '../sources.ts'
import { monthsBefore } from '../wages.ts'
import type { fields } from './pages.ts'

/** What the rules and pages of this service read. */
export type Given = Context<
  typeof fields,
  {
    self: typeof sources.civilSelf
    member: typeof sources.registered
    cover: typeof sources.cover
    spells: typeof sources.spells
    contracts: typeof sources.contracts
    wages: typeof sources.wages
    branch: typeof sources.branchNamed
    exam: typeof sources.medicalExam
  }
>

const PROTECTION: Readonly<Record<'12' | '14' | '18', Protection>> = {
  '12': 'old-age',
  '14': 'old-age-death',
  '18': 'full',
}

/** Everything that the register has of wages: it begins with the Act. */
export const ALL_MONTHS = 135401

export const protection = ({ answers }: Given): Protection => PROTECTION[answers.rate]

/** The whole record, which decides who above fifty may begin. */
export const record = ({ facts }: Given): PaidRecord => recordOf(mergedMonths(facts.wages))

/** What decides about the examination: whole months before the month of the contract. */
function earlier({ facts, today }: Given): EarlierRecord {
  const within = (months: number): readonly WageRecord[] => {
    const { from, to } = monthsBefore(today, months)
    return facts.wages.filter(({ month }) => month >= from && month <= to)
  }
  const lastYear = mergedMonths(within(12)).reduce((sum, { days }) => sum + days, 0)
  return {
    all: recordOf(mergedMonths(facts.wages)),
    recent: recordOf(mergedMonths(within(examSpan(today) * 12))),
    lastYearDays: lastYear,
  }
}

export const exam = (given: Given) => examNeeded({ protection: protection(given), record: earlier(given) }, given.today)

/** The branch that was named, else the person's own; null where there is neither. */
export function branch({ answers, facts }: Given) {
  return answers.branch === null ? (facts.member?.branch ?? null) : facts.branch
}

/** The premium of a month of thirty days. */
export function premium(given: Given) {
  const { answers, today } = given
  const daily = dailyWage({ wage: answers.base }, today).value
  return selfEmployedPremium({ protection: protection(given), days: 30, base: { daily } }, today)
}

export const firstDue = (begins: IsoDate): IsoDate => premiumDeadline({ begins, paidThrough: null }, begins).value

/** From the beginning of the records to the month of a day. */
export const allMonths = (today: IsoDate) => ({ from: ALL_MONTHS, to: monthOf(today) })

/** What the medical commission says, where it has to be asked. */
export const isFit = ({ facts }: Given): boolean => known(facts.exam).fit
