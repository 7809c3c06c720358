import { completedYears } from '#kernel/dates.ts'
import { countedBirthDate, groundOf, type Held, type Relation, type Sex } from '#law/dependants.ts'
import type { CoverRow } from '#store/covers.ts'

const ADULT = 18

/** A cover of the register as the law reads it. */
export function heldOf(row: CoverRow): Held {
  const relation = row.relation as Relation
  const birth = countedBirthDate(row.firstBirthDate, row.birthDate)
  const { from, sex, since, studyUntil, commitmentAskedOn, committedOn } = row
  const ground = row.ground ?? presumed(row, birth)
  return { relation, sex, birth, from, ground, since: since ?? from, studyUntil, commitmentAskedOn, committedOn }
}

/** What a cover rests on that began before it was kept: an older son was a student where an end was known, else disabled. */
function presumed(row: CoverRow, birth: Held['birth']): Held['ground'] {
  const relation = row.relation as Relation
  const sex: Sex = row.sex ?? (relation === 'son' || (relation === 'adopted' && row.until !== null) ? 'male' : 'female')
  const ground = groundOf(relation, sex, birth, row.from, { study: false, disability: false })
  if (ground === 'age' || relation !== 'son') return ground
  return row.until === null ? 'disability' : 'study'
}

/** Is the covered person told too, on a phone of their own? */
export const isAdult = ({ birthDate }: Pick<CoverRow, 'birthDate'>, on: Held['birth']): boolean =>
  completedYears(birthDate, on) >= ADULT
