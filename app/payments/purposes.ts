import type { IsoDate } from '#kernel/dates.ts'
import type { Rial } from '#kernel/rial.ts'
import type { PersonId } from '#store/ids.ts'
import type { Payment } from '#store/payments.ts'
import type { App } from '../app.ts'
import { premium } from '../contracts/premium.ts'

/** What a slip asks for. */
export type Owed = { readonly title: string; readonly rials: Rial }

/** One kind of thing that people pay; the name of a slip begins with it: 'premium:…'. */
export type Purpose = {
  /** What a slip asks of its person; null where there is nothing to pay: paid otherwise, withdrawn, never there. `on`: the day it is paid. */
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
