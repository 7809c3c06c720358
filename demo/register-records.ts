import type { RegisterLine } from '#ports/register-wire.ts'
import type { LoadedTable } from '#store/register/loaded-tables.ts'

type Cell = string | number | boolean | null | readonly object[]
export type FileRecord = Readonly<Record<string, Cell>>

/** What is known of a person as the records of files, by table. */
export function recordsOf(line: RegisterLine): Record<LoadedTable, FileRecord[]> {
  const { number } = line
  const contracts = line.contracts ?? []
  const pensions = line.pensions ?? []
  const { member } = line
  return {
    workshops: (line.workshops ?? []).map(({ branch, ...workshop }) => ({ ...workshop, branch: branch?.code ?? null })),
    employers: (line.employs ?? []).map(({ workshop, from, until }) => ({
      number,
      workshop: workshop.code,
      from,
      until,
    })),
    'legal-employers': (line.legalPersons ?? []).flatMap(({ legalNumber, name, employs }) =>
      employs.map(({ workshop, from, until }) => ({
        workshop: workshop.code,
        legal_number: legalNumber,
        name,
        from,
        until,
      })),
    ),
    representatives: (line.represents ?? []).map(({ legalNumber, from, until }) => ({
      number,
      legal_number: legalNumber,
      from,
      until,
    })),
    members:
      member === undefined
        ? []
        : [
            {
              number,
              standing: member.standing,
              branch: member.branch?.code ?? null,
              pension: member.pension,
              other_fund: member.otherFund,
              working: member.working,
              first_birth_date: member.firstBirthDate,
              id_card_on_file: member.idCardOnFile,
              insurance_number: member.insuranceNumber,
              since: member.since,
            },
          ],
    spells: (line.spells ?? []).map(({ workshop, jobTitle, from, until }) => ({
      number,
      workshop: workshop.code,
      from,
      until,
      job_title: jobTitle,
    })),
    wages: (line.wages ?? []).map(({ workshop, jobTitle, ...wage }) => ({
      number,
      ...wage,
      workshop: workshop?.code ?? null,
      job_title: jobTitle,
    })),
    contracts: contracts.map(({ contractId, jobTitle, branch, endedBecause, premiums: _premiums, ...contract }) => ({
      number,
      contract_id: contractId,
      ...contract,
      job_title: jobTitle,
      branch: branch?.code ?? null,
      ended_because: endedBecause,
    })),
    premiums: contracts.flatMap(({ contractId, premiums }) =>
      premiums.map(({ dueOn, paidOn, ...premium }) => ({
        number,
        contract_id: contractId,
        ...premium,
        due_on: dueOn,
        paid_on: paidOn,
      })),
    ),
    benefits: (line.benefits ?? []).map(({ benefitId, grantedOn, paidOn, ...benefit }) => ({
      number,
      benefit_id: benefitId,
      ...benefit,
      granted_on: grantedOn,
      paid_on: paidOn,
    })),
    pensions: pensions.map(({ pensionNumber, kind, from, until, monthly }) => ({
      number,
      pension_number: pensionNumber,
      kind,
      from,
      until,
      monthly,
    })),
    edicts: pensions.flatMap(({ pensionNumber, edicts }) =>
      edicts.map(({ issuedOn, ...edict }) => ({
        number,
        pension_number: pensionNumber,
        ...edict,
        issued_on: issuedOn,
      })),
    ),
    payslips: pensions.flatMap(({ pensionNumber, payslips }) =>
      payslips.map(({ paidOn, ...slip }) => ({ number, pension_number: pensionNumber, ...slip, paid_on: paidOn })),
    ),
    'bank-accounts': line.bankAccount ? [{ number, ...line.bankAccount }] : [],
  }
}

/** The names of the columns, in the first line of CSV. */
export const headerOf = (record: FileRecord): string => `${Object.keys(record).join(',')}\n`

/** A record as a line of CSV, its columns in the order of the header. */
export const csvLine = (record: FileRecord): string => `${Object.values(record).map(cell).join(',')}\n`

const marks = /[",\r\n]/

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'object' ? JSON.stringify(value) : value
  return marks.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

type Wages = NonNullable<RegisterLine['wages']>

/**
 * The wage records of a person as lines of CSV, in the columns of `recordsOf`: nine in ten records are wages, so these are
 * written without a step between.
 */
export function wageLines(number: string, wages: Wages): string {
  let text = ''
  for (const { month, kind, workshop, days, wage, jobTitle, hard, origin } of wages)
    text += `${number},${month},${kind},${days},${wage},${hard},${origin},${workshop?.code ?? ''},${cell(jobTitle)}\n`
  return text
}
/** The first line above them. */
export const wageHeader = 'number,month,kind,days,wage,hard,origin,workshop,job_title\n'
