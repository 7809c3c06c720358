import type { IsoDate } from '#kernel/dates.ts'
import type { Rial } from '#kernel/rial.ts'
import type { PersonId } from '#store/ids.ts'
import type { Payment, PaymentPart } from '#store/payments.ts'
import type { App } from '../app.ts'
import { premium } from '../contracts/premium.ts'

/** What a slip asks for; of several together the sum, and what each of them asks for. */
export type Owed = { readonly title: string; readonly rials: Rial; readonly parts: readonly PaymentPart[] }

/** One kind of thing that people pay; the name of a slip begins with it: 'premium:…'. */
export type Purpose = {
  /** The single slips that a name stands for; none where it is no name of such slips. */
  slips(slip: string): readonly string[]
  /**
   * What a slip, or several together, ask of their person; null where one of them is not to be paid: paid otherwise,
   * withdrawn, out of turn, never there. `on`: the day it is paid.
   */
  owed(app: App, personId: PersonId, slip: string, on: IsoDate): Promise<Owed | null>
  /** What follows a payment that was settled. Done again it changes nothing. */
  settled(app: App, payment: Payment): Promise<void>
}

const PURPOSES: Readonly<Record<string, Purpose>> = { premium }

/** Undefined for the slip of nothing that we know. */
export const purposeOf = (slip: string): Purpose | undefined => {
  const name = slip.split(':', 1)[0] ?? ''
  return Object.hasOwn(PURPOSES, name) ? PURPOSES[name] : undefined
}
