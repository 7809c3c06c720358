import type { IsoDate } from '#kernel/dates.ts'
import type { Edit, Hours, Scope } from '#kernel/working-time/calendar.ts'
import type { ApplicationKey } from './applications.ts'
import type { Database, Tx } from './database.ts'

/** Days that somebody proposes to change, all at once. */
export type Proposal = {
  readonly proposalId: string
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly days: readonly Edit[]
}

/** A proposal that holds, and since when it is known. */
export type Known = Proposal & { readonly decidedBy: string; readonly decidedAt: Date }

type Line = Omit<Proposal, 'days'> & {
  decidedBy: string | null
  decidedAt: Date | null
  day: IsoDate
  province: string | null
  branchId: number | null
  spans: Hours | null
  name: string
  source: string
  confirmed: boolean
}

const lines = `select p.proposal_id as "proposalId", p.proposed_by as "proposedBy", p.proposed_at as "proposedAt",
    c.decided_by as "decidedBy", c.decided_at as "decidedAt", d.day, d.province, d.branch_id as "branchId", d.spans, d.name,
    d.source, d.confirmed
  from calendar_proposal p join calendar_day d using (proposal_id) left join calendar_decision c using (proposal_id)`

/** Proposes days; answers the number of the proposal. */
export async function addProposal(tx: Tx, by: string, at: Date, days: readonly Edit[]): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into calendar_proposal (proposed_by, proposed_at) values ($1, $2) returning proposal_id as id`,
    [by, at],
  )
  for (const [n, { day, scope, spans, name, source, confirmed }] of days.entries())
    await tx.query(
      `insert into calendar_day (proposal_id, n, day, province, branch_id, spans, name, source, confirmed)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [row!.id, n, day, provinceOf(scope), branchOf(scope), jsonOf(spans), name, source, confirmed],
    )
  return row!.id
}

const provinceOf = (scope: Scope) => (scope !== 'nation' && 'province' in scope ? scope.province : null)
const branchOf = (scope: Scope) => (scope !== 'nation' && 'branch' in scope ? Number(scope.branch) : null)
const jsonOf = (spans: Hours | null) => (spans === null ? null : JSON.stringify(spans))

/** Decides a proposal that waits. False when it was decided already, or by this very person proposed. */
export async function decideProposal(
  tx: Tx,
  proposalId: string,
  by: string,
  approved: boolean,
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into calendar_decision (proposal_id, proposed_by, approved, decided_by, decided_at)
     select proposal_id, proposed_by, $3, $2, $4 from calendar_proposal where proposal_id = $1 and proposed_by <> $2
     on conflict do nothing returning proposal_id`,
    [proposalId, by, approved, at],
  )
  return rows.length === 1
}

/** A proposal that nobody has decided yet. */
export async function findProposal(db: Tx, proposalId: string): Promise<Proposal | undefined> {
  return proposals(
    await db.query<Line>(`${lines} where p.proposal_id = $1 and c.decided_at is null order by d.n`, [proposalId]),
  )[0]
}

/** All that nobody has decided yet. */
export async function listWaiting(db: Tx): Promise<Proposal[]> {
  return proposals(await db.query<Line>(`${lines} where c.decided_at is null order by p.proposal_id, d.n`))
}

/** All that hold, in the order in which they became known. */
export async function listKnown(db: Tx): Promise<Known[]> {
  return proposals(
    await db.query<Line>(`${lines} where c.approved order by c.decided_at, p.proposal_id, d.n`),
  ) as Known[]
}

function proposals(rows: readonly Line[]): (Proposal & Partial<Known>)[] {
  const byId = Map.groupBy(rows, ({ proposalId }) => proposalId)
  return [...byId.values()].map((days) => {
    const { proposalId, proposedBy, proposedAt, decidedBy, decidedAt } = days[0]!
    const decided = decidedBy === null || decidedAt === null ? {} : { decidedBy, decidedAt }
    return { proposalId, proposedBy, proposedAt, ...decided, days: days.map(editOf) }
  })
}

function editOf({ day, province, branchId, spans, name, source, confirmed }: Line): Edit {
  const scope: Scope = province !== null ? { province } : branchId !== null ? { branch: String(branchId) } : 'nation'
  return { day, scope, spans, name, source, confirmed }
}

export type DueEnd = { readonly dueAt: Date; readonly applicationId: string }

/** Open applications of some branches (null: of all, and of none) whose time runs over some days, one page of them. */
export async function listRunningOver(
  db: Database,
  branches: readonly number[] | null,
  { begins, ends }: { begins: Date; ends: Date },
  after: DueEnd | null,
  limit: number,
): Promise<(ApplicationKey & { dueAt: Date })[]> {
  return db.query<ApplicationKey & { dueAt: Date }>(
    `select person_id as "personId", application_id as "applicationId", due_at as "dueAt" from application
     where turn is not null and due_at >= $2 and opened_at < $3 and ($1::int[] is null or branch_id = any($1))
       and ($4::timestamptz is null or (due_at, application_id) > ($4, $5::bigint))
     order by due_at, application_id limit $6`,
    [branches, begins, ends, after?.dueAt ?? null, after?.applicationId ?? null, limit],
  )
}
