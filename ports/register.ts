import type { KeptWorkshop, WorkshopMonth } from '#kernel/employer.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Entry } from '#kernel/register-entry.ts'
import type {
  BankAccount,
  Benefit,
  Contract,
  MonthRange,
  Payslip,
  Premium,
  RegisteredMember,
  RegisteredPension,
  Spell,
  WageRecord,
  Workshop,
} from '#kernel/register.ts'

export * from '#kernel/employer.ts'
export * from '#kernel/register-entry.ts'
export * from '#kernel/register.ts'

/**
 * What the organisation knows of a person: its register. Either our own tables hold it, or a core system of the
 * organisation does, which is asked over HTTP. Money is whole rials in Latin digits (a rial amount outgrows what JSON carries
 * safely); days are Gregorian ISO dates; months are Jalali.
 */
export interface Register {
  /** Undefined where the register has never met the person. */
  member(number: PersonalNumber): Promise<RegisteredMember | undefined>
  /** Employment spells, oldest first. */
  spells(number: PersonalNumber): Promise<readonly Spell[]>
  /** Wage records, oldest first: of all workshops, several for one month where there were several. */
  wages(number: PersonalNumber, months?: MonthRange): Promise<readonly WageRecord[]>
  contracts(number: PersonalNumber): Promise<readonly Contract[]>
  premiums(number: PersonalNumber, contractId: string): Promise<readonly Premium[]>
  /** Short-term benefits that were granted, newest first. */
  benefits(number: PersonalNumber): Promise<readonly Benefit[]>
  pensions(number: PersonalNumber): Promise<readonly RegisteredPension[]>
  payslips(number: PersonalNumber, pensionNumber: string): Promise<readonly Payslip[]>
  /** The account into which the organisation pays; null where none is declared. */
  bankAccount(number: PersonalNumber): Promise<BankAccount | null>
  /** A workshop by its code. */
  workshop(code: string): Promise<Workshop | undefined>
  /** The workshops that the person keeps or kept, themselves or for a legal person they represent, by their first day. */
  workshopsOf(number: PersonalNumber): Promise<readonly KeptWorkshop[]>
  /**
   * What the wage lists of these workshops said, of the months in which the person keeps them; by workshop, oldest first.
   * Only lists: neither names nor what decisions on objections put right. A range is a year at most.
   */
  workshopMonths(number: PersonalNumber, months: MonthRange): Promise<readonly WorkshopMonth[]>
  /** Writes down what was decided. The same key again changes nothing: 'known'. */
  enter(number: PersonalNumber, entry: Entry, key: string): Promise<'entered' | 'known'>
}
