import type { IsoDate } from '#kernel/dates.ts'
import { daughterCommitmentFrom, ENDINGS, isEndReason, warnFrom, type Ending } from '#law/dependants.ts'

// What may be read of the conditions before anything is asked: from the same functions of the law that judge.
export { conditionsOf, RELATIONS, type Relation } from '#law/dependants.ts'

export { DAUGHTER_COMMITMENT } from './pages.ts'

/** Completed years from which a daughter's cover needs the commitment. */
export const commitmentAge = (on: IsoDate): number => daughterCommitmentFrom(on).value

/** What is known beforehand of the end of a cover. */
type Planned = { readonly until: IsoDate | null; readonly ground: string | null; readonly studyUntil: IsoDate | null }

/** Why a cover will end on the day that is known beforehand. */
export function plannedEnding({ ground, studyUntil }: Planned): Ending {
  if (ground === 'tie') return ENDINGS.commitment
  if (ground !== 'study') return ENDINGS['age-limit']
  return ENDINGS[studyUntil === null ? 'study-proof-due' : 'study-ended']
}

/** Does it end within a month, so that a new application may be sent already? */
export const endsSoon = ({ until }: Planned, today: IsoDate): boolean => until !== null && warnFrom(until) <= today

/** Why a cover has ended. Words of the register from before reasons had names tell nothing. */
export const endingOf = (reason: string | null): Ending =>
  reason !== null && isEndReason(reason) ? ENDINGS[reason] : ENDINGS.branch
