import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type {
  BankAccount,
  Benefit,
  Contract,
  Edict,
  MoneyLine,
  MonthRange,
  Payslip,
  Premium,
  RegisteredPension,
  Spell,
  WageRecord,
  Workshop,
} from '#ports/register.ts'
import type { Database, Row } from '../database.ts'
import { findPersonId } from '../people.ts'
import { rowsOf, type OfPerson, type Value } from '../of-person.ts'

type ListOf<T> = Omit<OfPerson<T>, 'read'> & { readonly read: (values: readonly Value[]) => T }

/** The rows of the person with this number; none where the register has never met them. */
async function list<T>(db: Database, of: ListOf<T>, number: PersonalNumber, ...more: readonly unknown[]): Promise<T[]> {
  const personId = await findPersonId(db, number)
  if (personId === undefined) return []
  const rows = await db.read<Row & { rows: Value[][] }>(`register-${of.name}`, `select ${rowsOf(of)} as rows`, [
    personId,
    ...more,
  ])
  return rows[0]!.rows.map((row) => of.read(row))
}

const workshopOf = (code: Value | undefined, name: Value | undefined) => ({ code: code!, name: name ?? '' })
const branchOf = (id: Value | undefined, name: Value | undefined) =>
  id == null ? null : { code: id, name: name ?? '' }
const moneyLines = (json: Value | undefined) => JSON.parse(json!) as MoneyLine[]

const spells: ListOf<Spell> = {
  name: 'spells',
  values: ['s.workshop_code', 'w.name', 's.job_title', 's.from_date', 's.until_date'],
  from: `from register_spell s join workshop w on w.code = s.workshop_code where s.person_id = $1
    order by s.from_date, s.workshop_code`,
  read: ([code, name, jobTitle, from, until]) => ({
    workshop: workshopOf(code, name),
    jobTitle: jobTitle ?? null,
    from: from as IsoDate,
    until: until as IsoDate | null,
  }),
}

const wages: ListOf<WageRecord> = {
  name: 'wages',
  values: [
    'r.month',
    'r.kind',
    `nullif(r.workshop_code, '')`,
    'w.name',
    'r.days',
    'r.wage',
    'r.job_title',
    'r.hard',
  ].concat('r.origin'),
  from: `from register_wage r left join workshop w on w.code = r.workshop_code
    where r.person_id = $1 and r.month between $2 and $3 order by r.month, r.workshop_code, r.kind`,
  read: ([month, kind, code, name, days, wage, jobTitle, hard, origin]) => ({
    month: Number(month),
    kind: kind as WageRecord['kind'],
    workshop: code == null ? null : workshopOf(code, name),
    days: Number(days),
    wage: wage!,
    jobTitle: jobTitle ?? null,
    hard: hard === 'true',
    origin: origin as WageRecord['origin'],
  }),
}

const contracts: ListOf<Contract> = {
  name: 'contracts',
  // oxfmt-ignore
  values: ['contract_id', 'kind', 'trim_scale(rate)', 'base', 'health', 'job_title', 'c.branch_id', 'b.name', 'from_date', 'until_date', 'ended_because'],
  from: `from register_contract c left join branch b on b.branch_id = c.branch_id where person_id = $1
    order by from_date, contract_id`,
  read: ([contractId, kind, rate, base, health, jobTitle, branch, branchName, from, until, endedBecause]) => ({
    contractId: contractId!,
    kind: kind as Contract['kind'],
    rate: rate!,
    base: base!,
    health: health === 'true',
    jobTitle: jobTitle ?? null,
    branch: branchOf(branch, branchName),
    from: from as IsoDate,
    until: until as IsoDate | null,
    endedBecause: endedBecause ?? null,
  }),
}

const premiums: ListOf<Premium> = {
  name: 'premiums',
  values: ['month', 'rials', 'due_on', 'paid_on', 'receipt'],
  from: `from register_premium where person_id = $1 and contract_id = $2 order by month`,
  read: ([month, rials, dueOn, paidOn, receipt]) => ({
    month: Number(month),
    rials: rials!,
    dueOn: dueOn as IsoDate,
    paidOn: paidOn as IsoDate | null,
    receipt: receipt ?? null,
  }),
}

const benefits: ListOf<Benefit> = {
  name: 'benefits',
  // oxfmt-ignore
  values: ['benefit_id', 'kind', '(select a.number from identity a where a.person_id = about_id)', 'from_date', 'until_date', 'rials', 'granted_on', 'paid_on'],
  from: `from register_benefit where person_id = $1 order by granted_on desc, benefit_id`,
  read: ([benefitId, kind, about, from, until, rials, grantedOn, paidOn]) => ({
    benefitId: benefitId!,
    kind: kind as Benefit['kind'],
    about: about as PersonalNumber | null,
    from: from as IsoDate | null,
    until: until as IsoDate | null,
    rials: rials!,
    grantedOn: grantedOn as IsoDate,
    paidOn: paidOn as IsoDate | null,
  }),
}

const pensions: ListOf<Omit<RegisteredPension, 'edicts'>> = {
  name: 'pensions',
  values: ['pension_number', 'kind', 'from_date', 'until_date', 'monthly'],
  from: `from register_pension where person_id = $1 order by from_date, pension_number`,
  read: ([pensionNumber, kind, from, until, monthly]) => ({
    pensionNumber: pensionNumber!,
    kind: kind as RegisteredPension['kind'],
    from: from as IsoDate,
    until: until as IsoDate | null,
    monthly: monthly!,
  }),
}

const edicts: ListOf<Edict & { readonly pensionNumber: string }> = {
  name: 'edicts',
  values: ['pension_number', 'year', 'issued_on', 'lines', 'total'],
  from: `from register_edict where person_id = $1 order by year desc`,
  read: ([pensionNumber, year, issuedOn, lines, total]) => ({
    pensionNumber: pensionNumber!,
    year: Number(year),
    issuedOn: issuedOn as IsoDate,
    lines: moneyLines(lines),
    total: total!,
  }),
}

const payslips: ListOf<Payslip> = {
  name: 'payslips',
  values: ['month', 'kind', 'payments', 'deductions', 'paid_on', 'iban'],
  from: `from register_payslip where person_id = $1 and pension_number = $2 order by month, kind`,
  read: ([month, kind, payments, deductions, paidOn, iban]) => ({
    month: Number(month),
    kind: kind as Payslip['kind'],
    payments: moneyLines(payments),
    deductions: moneyLines(deductions),
    paidOn: paidOn as IsoDate | null,
    iban: iban ?? null,
  }),
}

const bankAccounts: ListOf<BankAccount> = {
  name: 'bank-account',
  values: ['iban', 'since'],
  from: `from register_bank_account where person_id = $1`,
  read: ([iban, since]) => ({ iban: iban!, since: since as IsoDate }),
}

/** The lowest and the highest month there are. */
const allMonths: MonthRange = { from: 0, to: 999_999 }

export const listSpells = (db: Database, number: PersonalNumber) => list(db, spells, number)
export const listWages = (db: Database, number: PersonalNumber, { from, to } = allMonths) =>
  list(db, wages, number, from, to)
export const listContracts = (db: Database, number: PersonalNumber) => list(db, contracts, number)
export const listPremiums = (db: Database, number: PersonalNumber, contractId: string) =>
  list(db, premiums, number, contractId)
export const listBenefits = (db: Database, number: PersonalNumber) => list(db, benefits, number)
export const listPayslips = (db: Database, number: PersonalNumber, pensionNumber: string) =>
  list(db, payslips, number, pensionNumber)

/** Pensions with their edicts, newest first. */
export async function listPensions(db: Database, number: PersonalNumber): Promise<RegisteredPension[]> {
  const [found, decided] = await Promise.all([list(db, pensions, number), list(db, edicts, number)])
  return found.map((pension) => ({
    ...pension,
    edicts: decided
      .filter(({ pensionNumber }) => pensionNumber === pension.pensionNumber)
      .map(({ year, issuedOn, lines, total }) => ({ year, issuedOn, lines, total })),
  }))
}

export const findBankAccount = async (db: Database, number: PersonalNumber): Promise<BankAccount | null> =>
  (await list(db, bankAccounts, number))[0] ?? null

export async function findWorkshop(db: Database, code: string): Promise<Workshop | undefined> {
  const rows = await db.read<Omit<Workshop, 'branch'> & { branchId: number | null; branchName: string | null }>(
    'workshop',
    `select code, w.name, w.branch_id as "branchId", b.name as "branchName", employer, w.address
     from workshop w left join branch b on b.branch_id = w.branch_id where code = $1`,
    [code],
  )
  if (rows[0] === undefined) return undefined
  const { branchId, branchName, ...workshop } = rows[0]
  return { ...workshop, branch: branchOf(branchId === null ? null : String(branchId), branchName) }
}
