import type { Mobile } from '#kernel/mobile.ts'
import type { CivilPerson, PersonalNumber } from './civil-registry.ts'

/** A line of the population file (NDJSON) that the simulators of outside systems answer from. */
export type PopulationLine = {
  readonly person: CivilPerson
  /** SIMs held in this person's name. */
  readonly mobiles: readonly Mobile[]
  /** Those of them whose owner the operators cannot name for now. */
  readonly unknownMobiles?: readonly Mobile[]
}

export type { PersonalNumber }
