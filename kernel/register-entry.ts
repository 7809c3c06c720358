import type { IsoDate } from './dates.ts'
import type {
  BankAccount,
  Benefit,
  Contract,
  Edict,
  MonthNumber,
  RegisteredPension,
  RialText,
  WageRecord,
} from './register.ts'

/** What decisions write into the register. */
export type Entry =
  | { readonly entry: 'benefit.grant'; readonly data: Omit<Benefit, 'benefitId' | 'paidOn'> }
  | { readonly entry: 'benefit.paid'; readonly data: { readonly benefitId: string; readonly paidOn: IsoDate } }
  /** Months that a decision on an objection adds; a month and workshop that is there is put right. */
  | { readonly entry: 'wages.add'; readonly data: { readonly records: readonly WageRecord[] } }
  | {
      readonly entry: 'contract.begin'
      readonly data: Omit<Contract, 'contractId' | 'until' | 'endedBecause'> & { readonly firstDueOn: IsoDate }
    }
  /** Another base, as long as no premium is paid. */
  | { readonly entry: 'contract.change'; readonly data: { readonly contractId: string; readonly base: RialText } }
  | {
      readonly entry: 'contract.end'
      readonly data: { readonly contractId: string; readonly until: IsoDate; readonly because: string }
    }
  /** A premium was paid: its month becomes a wage record. */
  | {
      readonly entry: 'premium.paid'
      readonly data: {
        readonly contractId: string
        readonly month: MonthNumber
        readonly rials: RialText
        readonly paidOn: IsoDate
        readonly receipt: string
      }
    }
  | {
      readonly entry: 'pension.begin'
      readonly data: Omit<RegisteredPension, 'pensionNumber' | 'until' | 'edicts'> & { readonly edict: Edict }
    }
  | { readonly entry: 'bank-account.declare'; readonly data: BankAccount }
