import { type IsoDate, addJalaliMonths, completedYears } from '#kernel/dates.ts'
import { inForce } from '../parameters.ts'
import { daughterCommitmentGrace, daughterCommitmentReading } from '../parameters/dependants.ts'
import { birthdayOf, daughterCommitmentFrom } from './ages.ts'
import type { End, Held } from './ends.ts'
import { warnFrom } from './month-before.ts'
import { childAs } from './relation.ts'

/**
 * The day on which a covered daughter comes of the age from which her cover needs the commitment that she has neither
 * husband nor job (FPA 48(3), article 97); null for everybody else, and where it was given: with the application, when she
 * was of age then, or since.
 */
export function commitmentNeededFrom({ relation, sex, birth, from, committedOn }: Held): IsoDate | null {
  if (committedOn !== null || childAs(relation, sex ?? 'female') !== 'daughter') return null
  const age = daughterCommitmentFrom(from).value
  return completedYears(birth, from) >= age ? null : birthdayOf(birth, age)
}

/** The day from which the commitment is asked for, a month before it is needed; null where none is. */
export function commitmentAskedFrom(held: Held): IsoDate | null {
  const needed = commitmentNeededFrom(held)
  return needed === null ? null : warnFrom(needed)
}

/**
 * The end of a cover whose commitment was asked for and is not given: so many months after the birthday, or after the
 * asking where that was later, so that nobody loses a cover unasked. Null where the reading in force keeps the cover.
 */
export function commitmentMissed(held: Held): End | null {
  const needed = commitmentNeededFrom(held)
  const asked = held.commitmentAskedOn
  if (needed === null || asked === null) return null
  const reading = inForce(daughterCommitmentReading, asked)
  if (reading.value === 'cover-stays') return null
  const grace = inForce(daughterCommitmentGrace, asked)
  const on = addJalaliMonths(needed > asked ? needed : asked, grace.value)
  return { on, reason: 'commitment', parameters: [reading.version, grace.version] }
}
