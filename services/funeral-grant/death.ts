import type { IsoDate } from '#kernel/dates.ts'
import { person, choice } from '#kernel/fields/fields.ts'
import { Lack, orLack } from '#kernel/lack.ts'
import type { Rial } from '#kernel/rial.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import type { Ruling } from '#law/ruling.ts'
import { DECEASED, funeralGrant } from '#law/short-term.ts'
import { truth } from '../commitment.ts'
import type * as sources from '../sources.ts'
import { contractOn, isEmployedOn } from '../wages.ts'

/** What is asked. */
export const fields = {
  deceased: person('درگذشته', { hint: 'نام و روز درگذشت را ثبت احوال خودش پاسخ می‌دهد.' }),
  kinship: choice('شما چه نسبتی با او دارید؟', { spouse: 'همسر او', child: 'فرزند او', parent: 'پدر یا مادر او' }),
  truth: truth(),
}

/** What the rules of this service read. */
export type Given = Context<
  typeof fields,
  {
    self: typeof sources.civilSelf
    civil: typeof sources.civilPerson
    member: typeof sources.registered
    spells: typeof sources.spells
    contracts: typeof sources.contracts
    pensions: typeof sources.pensions
    unemployment: typeof sources.benefits
    own: typeof sources.benefits
    account: typeof sources.bankAccount
    papers: typeof sources.papersSeen
  }
>

/** Do we have the figures of the law for the day of the death? They are never taken from another year. */
export function isReckonable({ facts }: Given): boolean {
  const grant = orLack(() => funeralGrant(known(known(facts.civil).diedOn)).value)
  return !(grant instanceof Lack) && grant > 0n
}

/** The day of the death. Not known while the registry tells none that can be reckoned with. */
export const diedOn = (given: Given): IsoDate => known(isReckonable(given) ? given.facts.civil?.diedOn : null)

/** The kinship as the registry tells it; null where it does not tell: then papers show it. */
export function kinInRegistry({ answers, facts, applicant }: Given): boolean | null {
  const civil = known(facts.civil)
  if (answers.kinship === 'spouse')
    return civil.marriages === null ? null : civil.marriages.some(({ spouse }) => spouse === applicant)
  if (answers.kinship === 'parent')
    return civil.father === null && civil.mother === null
      ? null
      : civil.father === applicant || civil.mother === applicant
  if (civil.children !== null) return civil.children.includes(applicant)
  // Of somebody whom the registry does not find it tells no parents.
  const { father, mother } = facts.self ?? { father: null, mother: null }
  return father === null && mother === null ? null : father === civil.number || mother === civil.number
}

/** What the deceased was to the organisation on that day. */
export function deceased(given: Given): { readonly deceased: keyof typeof DECEASED; readonly insuredAtDeath: boolean } {
  const on = diedOn(given)
  const { facts, answers } = given
  const of = (kind: keyof typeof DECEASED) => ({ deceased: kind, insuredAtDeath: true })
  if (facts.pensions.some(({ from, until }) => from <= on && (until === null || until >= on))) return of('pensioner')
  if (isEmployedOn(facts.spells, on)) return of('employee')
  const contract = contractOn(facts.contracts, on)
  if (contract !== undefined) return of(contract.kind === 'voluntary' ? 'voluntary' : 'self-employed')
  const isJobless = facts.unemployment.some(
    ({ kind, from, until }) => kind === 'unemployment' && from !== null && until !== null && from <= on && until >= on,
  )
  if (isJobless) return of('unemployed')
  const standing = facts.member?.standing ?? 'none'
  if (answers.kinship !== 'spouse') return { deceased: 'employee', insuredAtDeath: false }
  return { deceased: 'spouse', insuredAtDeath: standing !== 'none' && standing !== 'survivor' }
}

export const grantOf = (given: Given): Ruling<Rial> => funeralGrant(diedOn(given))
