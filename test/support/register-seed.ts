import type { RegisterLine } from '#ports/register-wire.ts'
import type { TestDatabase } from './database.ts'

/** Tells our own tables what a line of a core's file says. */
export async function seedRegister({ query }: TestDatabase, line: RegisterLine): Promise<void> {
  const identity = (number: string) =>
    query<{ id: string }>(
      `with new as (insert into identity (number, person_id) values ($1, (random() * 1e15)::bigint) on conflict do nothing
         returning person_id)
       select person_id as id from new union select person_id from identity where number = $1`,
      [number],
    )
  const person = (await identity(line.number))[0]!.id
  const put = (table: string, row: Record<string, unknown>) => {
    const columns = Object.keys(row)
    return query(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
      Object.values(row),
    )
  }
  const { member } = line
  if (member !== undefined)
    await put('register_member', {
      person_id: person,
      standing: member.standing,
      branch_id: member.branch?.code ?? null,
      pension: member.pension,
      other_fund: member.otherFund,
      working: member.working,
      first_birth_date: member.firstBirthDate,
      id_card_on_file: member.idCardOnFile,
      insurance_number: member.insuranceNumber,
      since: member.since,
    })
  for (const { branch, ...workshop } of line.workshops ?? [])
    await put('workshop', { ...workshop, branch_id: branch?.code ?? null })
  for (const { workshop, jobTitle, from, until } of line.spells ?? [])
    await put('register_spell', {
      person_id: person,
      workshop_code: workshop.code,
      from_date: from,
      until_date: until,
      job_title: jobTitle,
    })
  for (const { workshop, jobTitle, ...wage } of line.wages ?? [])
    await put('register_wage', { person_id: person, ...wage, workshop_code: workshop?.code ?? '', job_title: jobTitle })
  for (const contract of line.contracts ?? []) {
    const { contractId, jobTitle, branch, from, until, endedBecause, premiums, ...rest } = contract
    await put('register_contract', {
      person_id: person,
      contract_id: contractId,
      job_title: jobTitle,
      branch_id: branch?.code ?? null,
      from_date: from,
      until_date: until,
      ended_because: endedBecause,
      ...rest,
    })
    for (const { dueOn, paidOn, ...premium } of premiums)
      await put('register_premium', {
        person_id: person,
        contract_id: contractId,
        due_on: dueOn,
        paid_on: paidOn,
        ...premium,
      })
  }
  for (const { benefitId, about, from, until, grantedOn, paidOn, ...rest } of line.benefits ?? [])
    await put('register_benefit', {
      person_id: person,
      benefit_id: benefitId,
      about_id: about === null ? null : (await identity(about))[0]!.id,
      from_date: from,
      until_date: until,
      granted_on: grantedOn,
      paid_on: paidOn,
      ...rest,
    })
  for (const { pensionNumber, from, until, edicts, payslips, ...rest } of line.pensions ?? []) {
    const of = { person_id: person, pension_number: pensionNumber }
    await put('register_pension', { ...of, from_date: from, until_date: until, ...rest })
    for (const { issuedOn, lines, ...edict } of edicts)
      await put('register_edict', { ...of, issued_on: issuedOn, lines: JSON.stringify(lines), ...edict })
    for (const { payments, deductions, paidOn, ...payslip } of payslips)
      await put('register_payslip', {
        ...of,
        payments: JSON.stringify(payments),
        deductions: JSON.stringify(deductions),
        paid_on: paidOn,
        ...payslip,
      })
  }
  for (const { workshop, from, until } of line.employs ?? [])
    await put('register_employer', {
      person_id: person,
      workshop_code: workshop.code,
      from_date: from,
      until_date: until,
    })
  for (const { legalNumber, from, until } of line.represents ?? [])
    await put('register_representative', {
      person_id: person,
      legal_number: legalNumber,
      from_date: from,
      until_date: until,
    })
  for (const { legalNumber, name, employs } of line.legalPersons ?? [])
    for (const { workshop, from, until } of employs)
      await put('legal_employer', {
        legal_number: legalNumber,
        workshop_code: workshop.code,
        from_date: from,
        until_date: until,
        name,
      })
  if (line.bankAccount) await put('register_bank_account', { person_id: person, ...line.bankAccount })
}
