import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Register, RegisteredMember } from '#ports/register.ts'
import type { Database } from '../database.ts'
import { listKeptWorkshops, listWorkshopMonths } from './employers.ts'
import { enter } from './enter.ts'
import { findInRegister, toldOfMember, type Cover } from './members.ts'
import {
  findBankAccount,
  findWorkshop,
  listBenefits,
  listContracts,
  listPayslips,
  listPensions,
  listPremiums,
  listSpells,
  listWages,
} from './read.ts'

/** What somebody is, and who covers them. */
export type Standing = { readonly member: RegisteredMember | undefined; readonly coveredBy: Cover | null }

/** Our own tables know both in one read. */
export type OwnRegister = Register & { readonly withCover: (number: PersonalNumber) => Promise<Standing> }

/** The register in our own tables. */
export function ownRegister(db: Database): OwnRegister {
  const withCover = async (number: PersonalNumber): Promise<Standing> => {
    const { member, coveredBy } = await findInRegister(db, number)
    return { member: member === undefined ? undefined : toldOfMember(member), coveredBy }
  }
  return {
    withCover,
    member: async (number) => (await withCover(number)).member,
    spells: (number) => listSpells(db, number),
    wages: (number, months) => listWages(db, number, months),
    contracts: (number) => listContracts(db, number),
    premiums: (number, contractId) => listPremiums(db, number, contractId),
    benefits: (number) => listBenefits(db, number),
    pensions: (number) => listPensions(db, number),
    payslips: (number, pensionNumber) => listPayslips(db, number, pensionNumber),
    bankAccount: (number) => findBankAccount(db, number),
    workshop: (code) => findWorkshop(db, code),
    workshopsOf: (number) => listKeptWorkshops(db, number),
    workshopMonths: (number, months) => listWorkshopMonths(db, number, months),
    enter: (number, entry, key) => enter(db, number, entry, key),
  }
}
