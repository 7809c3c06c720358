import { type IsoDate, addDays, daysBetween } from '#kernel/dates.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import { ACT } from '#law/parameters/dates.ts'
import type { Ruling } from '#law/ruling.ts'
import { type NinetyDays, type SicknessPay, sicknessPay } from '#law/short-term.ts'
import { contractOn, isEmployedOn, lastNinetyDays } from '../wages.ts'
import type * as sources from '../sources.ts'
import type { fields } from './fields.ts'

/** What the rules of this service read. */
export type Given = Context<
  typeof fields,
  {
    self: typeof sources.civilSelf
    spells: typeof sources.spells
    contracts: typeof sources.contracts
    benefits: typeof sources.benefits
    account: typeof sources.bankAccount
    wages: typeof sources.wages
  }
>

/** Days that follow one another, are over, and lie within the time of the Act. */
export const daysFit = ({ answers: { from, until }, today }: Given): boolean =>
  from >= ACT && from <= until && until <= today

/** Not known while the days that were written cannot be. */
export const rest = (given: Given): { readonly from: IsoDate; readonly until: IsoDate; readonly days: number } => {
  const { from, until } = known(daysFit(given) ? given.answers : null)
  return { from, until, days: daysBetween(from, until) + 1 }
}

/** The days of the same illness that were paid for before, without a gap between: the waiting days are not counted again. */
export function daysBefore(given: Given): number {
  let { from } = rest(given)
  let days = 0
  for (;;) {
    const last = addDays(from, -1)
    const before = given.facts.benefits.find(({ kind, until }) => kind === 'sickness' && until === last)
    if (before?.from == null || before.from > last) return days
    days += daysBetween(before.from, last) + 1
    from = before.from
  }
}

/** Article 62: a spouse or a child. */
export function hasFamily({ facts }: Given): boolean {
  const { marriages, children } = known(facts.self)
  return (marriages ?? []).some(({ ended }) => ended === null) || (children ?? []).length > 0
}

/** Under which insurance somebody was on the first day of rest. */
export function insurance(given: Given): 'employee' | 'self-employed' | 'voluntary' | 'none' {
  const { from } = rest(given)
  if (isEmployedOn(given.facts.spells, from)) return 'employee'
  const contract = contractOn(given.facts.contracts, from)
  if (contract === undefined) return 'none'
  return contract.kind === 'voluntary' ? 'voluntary' : 'self-employed'
}

export const ninetyDays = (given: Given): NinetyDays => lastNinetyDays(given.facts.wages, rest(given).from)

/** What is paid; not known where no day of the ninety was worked. */
export function paid(given: Given): Ruling<SicknessPay> {
  const { from, days } = rest(given)
  const base = ninetyDays(given)
  const { place, cause, goesOn } = given.answers
  return sicknessPay(
    {
      ...known(base.daysWorked > 0 ? base : null),
      family: hasFamily(given),
      cause,
      place,
      days,
      daysBefore: goesOn ? daysBefore(given) : 0,
    },
    from,
  )
}
