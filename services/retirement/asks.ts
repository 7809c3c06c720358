import { evaluate, known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import type { Route } from '#law/parameters/old-age.ts'
import { type WhatIf, type Working, routesOf } from '../career.ts'
import type * as registered from '../register-sources.ts'
import type * as sources from '../sources.ts'
import type { fields } from './fields.ts'

/** What the rules and pages of this service read. */
export type Given = Context<
  typeof fields,
  {
    member: typeof registered.registered
    self: typeof sources.civilSelf
    wages: typeof registered.wages
    spells: typeof registered.spells
    pensions: typeof registered.pensions
    bank: typeof registered.bankAccount
    check: typeof sources.recordCheck
  }
>

/** Who asks. Age is counted by the birth date on the ID card first presented: later changes of it do not count. */
export const workingOf = ({ facts }: Given): Working => ({
  sex: known(facts.self).sex,
  birthDate: known(facts.member).firstBirthDate ?? known(facts.self).birthDate,
  wages: facts.wages,
})

/** What is supposed on the first page; nothing before it is answered. */
export function whatIfOf(given: Given): WhatIf {
  const supposed = evaluate(given, ({ answers: { moreYears, otherWage } }) => ({ moreYears, otherWage }))
  return supposed.known ? supposed.value : {}
}

/** Whether a route is open on the day of the request: the law says so, with article and what would change it. */
export const routeFinding = (given: Given, route: Route): Finding =>
  routesOf(workingOf(given), given.today).find((one) => one.route === route)!.entitlement
