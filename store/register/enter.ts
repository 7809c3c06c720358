import { type IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Entry } from '#kernel/register-entry.ts'
import { daysOfMonthFrom, monthOf, premiumOf, STANDING_OF, wageOfPremium, type WageRecord } from '#kernel/register.ts'
import type { Database, Tx } from '../database.ts'
import { randomId, randomPersonId, type PersonId } from '../ids.ts'
import { identityOf } from '../people.ts'

/**
 * Writes down what was decided, in one transaction with its key: the same key again, also at the same moment, changes
 * nothing. Throws where the entry cannot be: a contract, premium or benefit that is not there, or was paid already.
 */
export async function enter(
  db: Database,
  number: PersonalNumber,
  entry: Entry,
  key: string,
): Promise<'entered' | 'known'> {
  return db.transaction(async (tx) => {
    const personId = await identityOf(tx, number, randomPersonId())
    const claimed = await tx.query(
      `insert into register_entry (person_id, key, entry, data) values ($1, $2, $3, $4)
       on conflict do nothing returning person_id`,
      [personId, key, entry.entry, JSON.stringify(await withoutNumbers(tx, entry))],
    )
    if (claimed.length === 0) return 'known'
    await write(tx, personId, entry)
    return 'entered'
  })
}

/** What is kept of an entry: people by their ids. */
async function withoutNumbers(tx: Tx, entry: Entry): Promise<object> {
  if (entry.entry !== 'benefit.grant') return entry.data
  const { about, ...data } = entry.data
  return { ...data, aboutId: about === null ? null : await identityOf(tx, about, randomPersonId()) }
}

async function write(tx: Tx, personId: PersonId, entry: Entry): Promise<void> {
  switch (entry.entry) {
    case 'benefit.grant':
      return grantBenefit(tx, personId, entry.data)
    case 'benefit.paid':
      return one(
        `update register_benefit set paid_on = $3 where person_id = $1 and benefit_id = $2 and paid_on is null returning 1`,
        [personId, entry.data.benefitId, entry.data.paidOn],
        'no such benefit waits for its payment',
      )(tx)
    case 'wages.add':
      for (const record of entry.data.records) await putWage(tx, personId, record)
      return
    case 'contract.begin':
      return beginContract(tx, personId, entry.data)
    case 'contract.change':
      return changeContract(tx, personId, entry.data)
    case 'contract.end':
      return one(
        `update register_contract set until_date = $3, ended_because = $4
         where person_id = $1 and contract_id = $2 and until_date is null returning 1`,
        [personId, entry.data.contractId, entry.data.until, entry.data.because],
        'no such contract runs',
      )(tx)
    case 'premium.paid':
      return premiumPaid(tx, personId, entry.data)
    case 'pension.begin':
      return beginPension(tx, personId, entry.data)
    case 'bank-account.declare':
      await tx.query(
        `insert into register_bank_account (person_id, iban, since) values ($1, $2, $3)
         on conflict (person_id) do update set iban = $2, since = $3`,
        [personId, entry.data.iban, entry.data.since],
      )
  }
}

type DataOf<E extends Entry['entry']> = Extract<Entry, { entry: E }>['data']

/** A statement that must find its row. */
const one =
  (text: string, values: readonly unknown[], otherwise: string) =>
  async (tx: Tx): Promise<void> => {
    if ((await tx.query(text, values)).length === 0) throw new Error(otherwise)
  }

async function grantBenefit(tx: Tx, personId: PersonId, data: DataOf<'benefit.grant'>): Promise<void> {
  const { kind, about, from, until, rials, grantedOn } = data
  const aboutId = about === null ? null : await identityOf(tx, about, randomPersonId())
  await tx.query(
    `insert into register_benefit (person_id, benefit_id, kind, about_id, from_date, until_date, rials, granted_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [personId, randomId(), kind, aboutId, from, until, rials, grantedOn],
  )
}

async function putWage(tx: Tx, personId: PersonId, record: WageRecord): Promise<void> {
  const { month, kind, workshop, days, wage, jobTitle, hard, origin } = record
  if (workshop !== null)
    await tx.query(`insert into workshop (code, name) values ($1, $2) on conflict do nothing`, [
      workshop.code,
      workshop.name,
    ])
  await tx.query(
    `insert into register_wage (person_id, month, workshop_code, kind, days, wage, hard, origin, job_title)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (person_id, month, workshop_code, kind)
     do update set days = $5, wage = $6, hard = $7, origin = $8, job_title = $9`,
    [personId, month, workshop?.code ?? '', kind, days, wage, hard, origin, jobTitle],
  )
}

async function beginContract(tx: Tx, personId: PersonId, data: DataOf<'contract.begin'>): Promise<void> {
  const { kind, rate, base, health, jobTitle, branch, from, firstDueOn } = data
  const contractId = publicNumber()
  await tx.query(
    `insert into register_contract (person_id, contract_id, kind, rate, base, health, job_title, branch_id, from_date)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [personId, contractId, kind, rate, base, health, jobTitle, branch === null ? null : Number(branch.code), from],
  )
  await tx.query(
    `insert into register_premium (person_id, contract_id, month, rials, due_on)
     values ($1, $2, $3, $4, $5)`,
    [personId, contractId, monthOf(from), premiumOf(data), firstDueOn],
  )
  await becomes(tx, personId, { standing: 'insured', branchId: branch === null ? null : Number(branch.code), from })
}

/** A running contract of which nothing is paid gets another base, and its first premium with it. */
async function changeContract(tx: Tx, personId: PersonId, data: DataOf<'contract.change'>): Promise<void> {
  const { contractId, base } = data
  const changed = await tx.query<{ rate: string }>(
    `update register_contract set base = $3
     where person_id = $1 and contract_id = $2 and until_date is null and not exists (
       select from register_premium p where p.person_id = $1 and p.contract_id = $2 and p.paid_on is not null)
     returning rate`,
    [personId, contractId, base],
  )
  if (changed[0] === undefined) throw new Error('no such contract waits for its first payment')
  await tx.query(
    `update register_premium set rials = $3 where person_id = $1 and contract_id = $2 and paid_on is null`,
    [personId, contractId, premiumOf({ base, rate: changed[0].rate })],
  )
}

/** A premium that nobody had asked for yet counts as due on the day it was paid. */
async function premiumPaid(tx: Tx, personId: PersonId, data: DataOf<'premium.paid'>): Promise<void> {
  const { contractId, month, rials, paidOn, receipt } = data
  const contracts = await tx.query<{
    kind: WageRecord['kind']
    base: string
    rate: string
    title: string | null
    from: IsoDate
  }>(
    `select kind, base, rate, job_title as title, from_date as "from" from register_contract
     where person_id = $1 and contract_id = $2 for update`,
    [personId, contractId],
  )
  const contract = contracts[0]
  if (contract === undefined) throw new Error('a premium of no contract')
  await one(
    `insert into register_premium as p (person_id, contract_id, month, rials, due_on, paid_on, receipt)
     values ($1, $2, $3, $4, $5, $5, $6)
     on conflict (person_id, contract_id, month) do update set rials = $4, paid_on = $5, receipt = $6
     where p.paid_on is null returning 1`,
    [personId, contractId, month, rials, paidOn, receipt],
    'this month is paid already',
  )(tx)
  const { kind, title } = contract
  await putWage(tx, personId, {
    month,
    kind,
    workshop: null,
    days: daysOfMonthFrom(month, contract.from),
    wage: wageOfPremium(contract, rials),
    jobTitle: title,
    hard: false,
    origin: 'premium',
  })
}

async function beginPension(tx: Tx, personId: PersonId, data: DataOf<'pension.begin'>): Promise<void> {
  const { kind, from, monthly, edict } = data
  const pensionNumber = publicNumber()
  await tx.query(
    `insert into register_pension (person_id, pension_number, kind, from_date, monthly) values ($1, $2, $3, $4, $5)`,
    [personId, pensionNumber, kind, from, monthly],
  )
  await tx.query(
    `insert into register_edict (person_id, pension_number, year, issued_on, lines, total) values ($1, $2, $3, $4, $5, $6)`,
    [personId, pensionNumber, edict.year, edict.issuedOn, JSON.stringify(edict.lines), edict.total],
  )
  await becomes(tx, personId, { standing: STANDING_OF[kind], branchId: null, from: null })
  await tx.query(
    `update register_member set pension = true, working = working and $2 where person_id = $1`,
    // Whom age or total disability pensions has left their work.
    [personId, kind === 'survivors' || kind === 'partial-disability'],
  )
}

/** What a member is from now on; what is known of them besides stays. */
async function becomes(
  tx: Tx,
  personId: PersonId,
  now: { readonly standing: string; readonly branchId: number | null; readonly from: IsoDate | null },
): Promise<void> {
  await tx.query(
    `insert into register_member as m (person_id, standing, branch_id, pension, other_fund, working, id_card_on_file, since)
     values ($1, $2, $3, false, false, false, false, $4)
     on conflict (person_id) do update set standing = $2, branch_id = coalesce(m.branch_id, $3), since = coalesce(m.since, $4)`,
    [personId, now.standing, now.branchId, now.from],
  )
}

/** A number that people read off their papers: twelve digits, random, so that nothing is learnt from it. */
const publicNumber = (): string => String(10n ** 11n + (BigInt(randomId()) % (9n * 10n ** 11n)))
