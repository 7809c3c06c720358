import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from './civil-registry.ts'
import type { Provenance } from './outside.ts'

/** Where somebody studies; `until` is the last day the university vouches for, when it says one. */
export type Study = { readonly university: string; readonly until: IsoDate | null }

/** `study` is null where the code is not this person's, or has ended. */
export type StudentStatusReply = { readonly study: Study | null } & Provenance

/** University study by the code the student got from the ministry. Throws OutsideSystemUnavailable when no usable answer came. */
export interface StudentStatus {
  check(number: PersonalNumber, code: string): Promise<StudentStatusReply>
}
