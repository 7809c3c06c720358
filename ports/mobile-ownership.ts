import type { Mobile } from '#kernel/mobile.ts'
import type { PersonalNumber } from './civil-registry.ts'
import type { Provenance } from './outside.ts'

/** `unknown`: the operator's data cannot say for now (a number just ported, say); ask again later, never take it as yes. */
export type MobileOwnershipReply = { readonly owner: 'yes' | 'no' | 'unknown' } & Provenance

/** Does this SIM belong to this person? Throws OutsideSystemUnavailable when no usable answer came. */
export interface MobileOwnership {
  check(number: PersonalNumber, mobile: Mobile): Promise<MobileOwnershipReply>
}
