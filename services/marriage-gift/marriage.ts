import type { IsoDate } from '#kernel/dates.ts'
import { formatJalali } from '#kernel/dates.ts'
import type { Rial } from '#kernel/rial.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import { article } from '#law/article.ts'
import { allows, refuses } from '#law/finding.ts'
import type { Ruling } from '#law/ruling.ts'
import { type Marriage, marriageGift } from '#law/short-term.ts'
import { ACT } from '#law/parameters/dates.ts'
import type * as sources from '../sources.ts'
import { contractOn, isEmployedOn, monthsBefore, paidDays, wagesOf, workedIn } from '../wages.ts'
import type { fields } from './pages.ts'

/** What the rules of this service read. */
export type Given = Context<
  typeof fields,
  {
    self: typeof sources.civilSelf
    benefits: typeof sources.benefits
    spells: typeof sources.spells
    contracts: typeof sources.contracts
    account: typeof sources.bankAccount
    wages: typeof sources.wages
    deed: typeof sources.marriageDeed
  }
>

const TWO_YEARS = 24

/** A day on which the Act was in force, and that has come. */
export const dayFits = ({ answers, today }: Given): boolean => answers.marriedOn >= ACT && answers.marriedOn <= today

/** Not known while the day that was written cannot be. */
export const day = (given: Given): IsoDate => known(dayFits(given) ? given.answers.marriedOn : null)

/** The marriage as the civil registry has it; undefined where it has none with this spouse, null where it tells of no marriages: for nobody, or not for this person. */
function inRegistry({ facts, answers }: Given) {
  const marriages = facts.self?.marriages ?? null
  return marriages === null ? null : marriages.find(({ spouse }) => spouse === answers.spouse)
}

/** The registry knows the marriage, on that day. Where it tells of none, an officer sees it in the deed. */
export function registered(given: Given): Finding | boolean {
  const found = inRegistry(given)
  if (found === null) return true
  const grounds = { articles: [article(85)], steps: ['ازدواج شما از سازمان ثبت احوال پرسیده شد.'] }
  if (found === undefined)
    return refuses(
      grounds,
      'ازدواج شما با این فرد در ثبت احوال پیدا نشد.',
      'کد ملی همسر را بررسی کنید؛ اگر درست است، ازدواج را در دفتر رسمی و ثبت احوال ثبت کنید.',
    )
  const { marriedOn } = found
  if (marriedOn === undefined || marriedOn === given.answers.marriedOn) return allows(grounds)
  return refuses(
    grounds,
    `در ثبت احوال تاریخ این ازدواج ${formatJalali(marriedOn, 'long')} است.`,
    'تاریخ را همان‌گونه که در سند ازدواج آمده بنویسید.',
  )
}

/** What article 85 asks of the marriage and of who marries. */
export function marriage(given: Given): Marriage {
  const on = day(given)
  const { facts } = given
  const contract = contractOn(facts.contracts, on)
  const employed = isEmployedOn(facts.spells, on)
  const { paidInFiveYears } = record(given)
  return {
    insurance: employed || contract === undefined ? 'employee' : kindOf(contract.kind),
    ...bond(given),
    employed,
    paidInFiveYears,
  }
}

/** The registry tells in order of the days of marriage: the first of a person's is their first. */
function bond(given: Given): Pick<Marriage, 'first' | 'permanent' | 'registered'> {
  const found = inRegistry(given)
  if (found === null) {
    const { permanent, first } = given.facts.deed
    return { permanent, first, registered: true }
  }
  const { permanent = true } = known(found)
  const [first] = (given.facts.self?.marriages ?? []).filter((one) => one.permanent !== false)
  return { permanent, first: first === undefined || first.spouse === given.answers.spouse, registered: true }
}

const kindOf = (kind: string): Marriage['insurance'] =>
  kind === 'builder' ? 'builder' : kind === 'voluntary' ? 'voluntary' : 'self-employed'

/** The wages of two years and the days of five, both counted in whole months before the month of the marriage. */
export function record(given: Given): { readonly wages: Rial; readonly paidInFiveYears: number } {
  const { wages } = given.facts
  const worked = workedIn(wages, monthsBefore(day(given), 60))
  return { wages: wagesOf(workedIn(wages, monthsBefore(day(given), TWO_YEARS))), paidInFiveYears: paidDays(worked) }
}

export const gift = (given: Given): Ruling<Rial> => marriageGift({ wages: record(given).wages }, day(given))
