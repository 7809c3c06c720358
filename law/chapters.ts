import * as benefits from './chapters/benefits.ts'
import type { Chapter } from './chapters/chapter.ts'
import * as employers from './chapters/employers.ts'
import * as insurance from './chapters/insurance.ts'
import * as pensions from './chapters/pensions.ts'

export type { Chapter, Worked } from './chapters/chapter.ts'

/** The whole law as it is coded here, by subject: what the pages of the law and their tests go through. */
export const CHAPTERS: readonly Chapter[] = [
  insurance.WAGES,
  insurance.EMPLOYEES,
  insurance.OWN_INSURANCE,
  insurance.TRADES,
  pensions.RETIREMENT,
  pensions.OLD_AGE,
  pensions.DISABILITY,
  pensions.SURVIVORS,
  benefits.SICKNESS,
  benefits.GRANTS,
  benefits.UNEMPLOYMENT,
  benefits.TREATMENT,
  benefits.DEPENDANTS,
  employers.LISTS,
  employers.CONTRACTS,
]
