import type { IsoDate } from '#kernel/dates.ts'
import { monthsKept } from '#kernel/employer.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { KeptWorkshop, MonthRange, WorkshopMonth } from '#ports/register.ts'
import type { Database, Row } from '../database.ts'
import { findPersonId } from '../people.ts'

type KeptRow = Row & {
  code: string
  name: string
  branchId: number | null
  branchName: string | null
  legalNumber: string | null
  legalName: string | null
  from: IsoDate
  until: IsoDate | null
}

/** The workshops that a person keeps or kept, themselves or for a legal person, by their first day. */
export async function listKeptWorkshops(db: Database, number: PersonalNumber): Promise<KeptWorkshop[]> {
  const personId = await findPersonId(db, number)
  if (personId === undefined) return []
  const rows = await db.read<KeptRow>('kept-workshops', keptWorkshops, [personId])
  return rows.map(({ code, name, branchId, branchName, legalNumber, legalName, from, until }) => ({
    workshop: { code, name },
    branch: branchId === null ? null : { code: String(branchId), name: branchName ?? '' },
    legalPerson: legalNumber === null ? null : { number: legalNumber, name: legalName ?? '' },
    from,
    until,
  }))
}

// Of two last days the one that is known, or the earlier: least() passes over null.
const keptWorkshops = `select w.code, w.name, w.branch_id as "branchId", b.name as "branchName",
   k.legal_number as "legalNumber", k.legal_name as "legalName", k.from_date as "from", k.until_date as "until"
 from (
   select workshop_code, null as legal_number, null as legal_name, from_date, until_date
   from register_employer where person_id = $1
   union all
   select l.workshop_code, l.legal_number, l.name, greatest(l.from_date, r.from_date), least(l.until_date, r.until_date)
   from register_representative r join legal_employer l on l.legal_number = r.legal_number
   where r.person_id = $1 and greatest(l.from_date, r.from_date)
     <= coalesce(least(l.until_date, r.until_date), 'infinity'::date)
 ) k
 join workshop w on w.code = k.workshop_code left join branch b on b.branch_id = w.branch_id
 order by k.from_date, w.code, k.legal_number nulls first`

/**
 * What the wage lists of a person's workshops said in the months in which they keep them: one reach into the index for each
 * workshop and month, whoever was on it.
 */
export async function listWorkshopMonths(
  db: Database,
  number: PersonalNumber,
  range: MonthRange,
): Promise<WorkshopMonth[]> {
  const kept = await listKeptWorkshops(db, number)
  const pairs = [...monthsKept(kept, range)].flatMap(([code, months]) => [...months].map((month) => ({ code, month })))
  if (pairs.length === 0) return []
  const rows = await db.read<Row & { code: string; month: number; people: number; days: number; wages: string }>(
    'workshop-months',
    workshopMonths,
    [pairs.map(({ code }) => code), pairs.map(({ month }) => month)],
  )
  const names = new Map(kept.map(({ workshop }) => [workshop.code, workshop]))
  return rows.map(({ code, ...told }) => ({ workshop: names.get(code)!, ...told }))
}

const workshopMonths = `select r.workshop_code as code, r.month, count(distinct r.person_id)::int as people,
   sum(r.days)::int as days, sum(r.wage)::text as wages
 from unnest($1::text[], $2::int[]) k (code, month)
 join register_wage r on r.workshop_code = k.code and r.month = k.month and r.kind = 'employee' and r.origin = 'list'
 group by 1, 2 order by 1, 2`
