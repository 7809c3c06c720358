import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { RegisteredMember } from '#ports/register.ts'
import type { Database, Row, Tx } from '../database.ts'
import type { PersonId } from '../ids.ts'
import { asOneColumn, type Value } from '../of-person.ts'

/** What the organisation knows of a member. */
export type Member = {
  personId: PersonId
  standing: 'insured' | 'retiree' | 'totally-disabled' | 'survivor' | 'none'
  branchId: number | null
  branchName: string | null
  pension: boolean
  otherFund: boolean
  working: boolean
  /** On the ID card first presented to the organisation. */
  firstBirthDate: IsoDate | null
  idCardOnFile: boolean
  insuranceNumber: string | null
  /** The first day of insurance. */
  since: IsoDate | null
}

/** Who covers somebody now, and the first day without that cover where it is known. */
export type Cover = { readonly number: PersonalNumber; readonly until: IsoDate | null }

/** What the register holds of a number: undefined and null where it has never met the person, or nobody covers them. One read. */
export async function findInRegister(
  db: Database,
  number: PersonalNumber,
): Promise<{ member: Member | undefined; coveredBy: Cover | null }> {
  const rows = await db.read<Row & { member: Value[]; cover: Value[] | null }>('in-register', inRegister, [number])
  const row = rows[0]
  if (row === undefined) return { member: undefined, coveredBy: null }
  const [insured, until] = row.cover ?? []
  return {
    member: memberFrom(row.member),
    coveredBy: insured == null ? null : { number: insured as PersonalNumber, until: until as IsoDate | null },
  }
}

// Most people have no cover: who covers them is looked for only where somebody does.
const inRegister = `select ${asOneColumn([
  'm.person_id',
  'm.standing',
  'm.branch_id',
  '(select b.name from branch b where b.branch_id = m.branch_id)',
  'm.pension',
  'm.other_fund',
  'm.working',
  'm.first_birth_date',
  'm.id_card_on_file',
  'm.insurance_number',
  'm.since',
])} as member,
   (select ${asOneColumn(['insured.number', 'c.until_date'])} from identity insured
    left join register_cover c on c.person_id = d.insured_id and c.dependant_id = d.person_id and c.ended_on is null
    where insured.person_id = d.insured_id) as cover
 from identity i left join register_member m on m.person_id = i.person_id
 left join register_dependant d on d.person_id = i.person_id
 where i.number = $1`

function memberFrom(values: readonly Value[]): Member | undefined {
  // oxfmt-ignore
  const [personId, standing, branchId, branchName, pension, otherFund, working, firstBirthDate, idCardOnFile, insuranceNumber, since] = values
  if (personId == null) return undefined
  return {
    personId: personId as PersonId,
    standing: standing as Member['standing'],
    branchId: branchId == null ? null : Number(branchId),
    branchName: branchName ?? null,
    pension: pension === 'true',
    otherFund: otherFund === 'true',
    working: working === 'true',
    firstBirthDate: firstBirthDate as IsoDate | null,
    idCardOnFile: idCardOnFile === 'true',
    insuranceNumber: insuranceNumber ?? null,
    since: since as IsoDate | null,
  }
}

/** A member as the port tells of them. */
export function toldOfMember({ branchId, branchName, ...member }: Member): RegisteredMember {
  const { standing, pension, otherFund, working, firstBirthDate, idCardOnFile, insuranceNumber, since } = member
  const branch = branchId === null ? null : { code: String(branchId), name: branchName ?? '' }
  return { standing, branch, pension, otherFund, working, firstBirthDate, idCardOnFile, insuranceNumber, since }
}

type Late = 'insuranceNumber' | 'since'

/** Writes down what a member is now. An insurance number and a first day that are known stay where none is told. */
export async function putMember(
  tx: Tx,
  member: Omit<Member, 'branchName' | Late> & Partial<Pick<Member, Late>>,
): Promise<void> {
  await tx.query(
    `insert into register_member as m (person_id, standing, branch_id, pension, other_fund, working, first_birth_date,
       id_card_on_file, insurance_number, since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (person_id) do update set standing = $2, branch_id = $3, pension = $4, other_fund = $5, working = $6,
       first_birth_date = $7, id_card_on_file = $8, insurance_number = coalesce($9, m.insurance_number),
       since = coalesce($10, m.since)`,
    [
      member.personId,
      member.standing,
      member.branchId,
      member.pension,
      member.otherFund,
      member.working,
      member.firstBirthDate,
      member.idCardOnFile,
      member.insuranceNumber ?? null,
      member.since ?? null,
    ],
  )
}

/** How many members the register holds: nothing is written twice by the demonstration. */
export async function countMembers(db: Database): Promise<number> {
  const rows = await db.query<{ n: number }>(`select count(*)::int as n from register_member`)
  return rows[0]!.n
}
