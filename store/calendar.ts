import type { IsoDate } from '#kernel/dates.ts'
import type { Clock } from '#kernel/request/clock.ts'
import type { Edit, Hours, Scope } from '#kernel/working-time/calendar.ts'
import type { ApplicationKey } from './applications.ts'
import { clockColumns, clockOf, type ClockRow } from './clocks.ts'
import type { Database, Row, Tx } from './database.ts'
import type { RequestKey } from './requests.ts'

/** Days that somebody proposes to change, all at once. */
export type Proposal = {
  readonly proposalId: string
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly days: readonly Edit[]
  /** Jalali years whose whole calendar these days are. */
  readonly years: readonly number[]
}

/** A proposal that holds, and since when it is known. */
export type Known = Proposal & { readonly decidedBy: string; readonly decidedAt: Date }

type Line = Omit<Proposal, 'days' | 'years'> & {
  years: number[]
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
    d.source, d.confirmed, array(select y.year from calendar_year y where y.proposal_id = p.proposal_id order by 1) as years
  from calendar_proposal p join calendar_day d using (proposal_id) left join calendar_decision c using (proposal_id)`

/** Proposes days; answers the number of the proposal. */
export async function addProposal(
  tx: Tx,
  by: string,
  at: Date,
  days: readonly Edit[],
  years: readonly number[] = [],
): Promise<string> {
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
  for (const year of years)
    await tx.query(`insert into calendar_year (proposal_id, year) values ($1, $2)`, [row!.id, year])
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

/** A proposal that holds. */
export async function findKnown(db: Tx, proposalId: string): Promise<Known | undefined> {
  return proposals(
    await db.query<Line>(`${lines} where p.proposal_id = $1 and c.approved order by d.n`, [proposalId]),
  )[0] as Known | undefined
}

/** A proposal as lists show it: by whom, and what a second person said of it. */
export type ListedProposal = Proposal & {
  readonly proposedName: string
  readonly decidedName: string | null
  readonly decidedAt: Date | null
  /** Null: nobody has decided yet. */
  readonly approved: boolean | null
}

/** Proposals, those that wait first and then the newest, at most `limit`. */
export async function listProposals(db: Tx, limit: number): Promise<ListedProposal[]> {
  const heads = await db.query<Omit<ListedProposal, 'days' | 'years' | 'proposedBy' | 'proposedAt'> & Row>(
    `select p.proposal_id as "proposalId", s.display_name as "proposedName", d.display_name as "decidedName",
       c.decided_at as "decidedAt", c.approved
     from calendar_proposal p join staff s on s.staff_id = p.proposed_by left join calendar_decision c using (proposal_id)
       left join staff d on d.staff_id = c.decided_by
     order by c.decided_at is not null, p.proposal_id desc limit $1`,
    [limit],
  )
  const days = await db.query<Line>(`${lines} where p.proposal_id = any($1) order by p.proposal_id, d.n`, [
    heads.map(({ proposalId }) => proposalId),
  ])
  const byId = new Map(proposals(days).map((one) => [one.proposalId, one]))
  return heads.flatMap((head) => {
    const proposal = byId.get(head.proposalId)
    return proposal === undefined ? [] : [{ ...proposal, ...head }]
  })
}

function proposals(rows: readonly Line[]): (Proposal & Partial<Known>)[] {
  const byId = Map.groupBy(rows, ({ proposalId }) => proposalId)
  return [...byId.values()].map((days) => {
    const { proposalId, proposedBy, proposedAt, decidedBy, decidedAt, years } = days[0]!
    const decided = decidedBy === null || decidedAt === null ? {} : { decidedBy, decidedAt }
    return { proposalId, proposedBy, proposedAt, ...decided, years, days: days.map(editOf) }
  })
}

function editOf({ day, province, branchId, spans, name, source, confirmed }: Line): Edit {
  const scope: Scope = province !== null ? { province } : branchId !== null ? { branch: String(branchId) } : 'nation'
  return { day, scope, spans, name, source, confirmed }
}

export type DueEnd = { readonly dueAt: Date; readonly applicationId: string }

/** Whose time some days concern: those of these branches, and those that a province as a whole serves. Null: everybody's. */
export type Places = { readonly branches: readonly number[]; readonly provinces: readonly string[] } | null

/** Between two instants: what runs over days that change. */
export type Within = { readonly begins: Date; readonly ends: Date }

/** Open applications of some places whose time runs over some days, one page of them. */
export async function listRunningOver(
  db: Database,
  places: Places,
  { begins, ends }: Within,
  after: DueEnd | null,
  limit: number,
): Promise<(ApplicationKey & { dueAt: Date })[]> {
  return db.query<ApplicationKey & { dueAt: Date }>(
    `select person_id as "personId", application_id as "applicationId", due_at as "dueAt" from application
     where turn is not null and due_at >= $2 and opened_at < $3 and ($1::int[] is null or branch_id = any($1))
       and ($4::timestamptz is null or (due_at, application_id) > ($4, $5::bigint))
     order by due_at, application_id limit $6`,
    [places?.branches ?? null, begins, ends, after?.dueAt ?? null, after?.applicationId ?? null, limit],
  )
}

/** A running clock of an answer, with whose working time it runs by. */
export type RunningClock = RequestKey & {
  readonly branchId: number | null
  readonly province: string | null
  readonly clock: Clock
}

/** Clocks of answers of some places that run over some days, one page of them in the order of their requests. */
export async function listClocksOver(
  db: Database,
  places: Places,
  { begins, ends }: Within,
  after: RequestKey | null,
  limit: number,
): Promise<RunningClock[]> {
  const rows = await db.query<ClockRow & { branchId: number | null; province: string | null }>(
    `select ${clockColumns}, r.branch_id as "branchId", r.province
     from clock c join request r on r.person_id = c.person_id and r.request_id = c.request_id
     where c.kind = 'answer' and c.stopped_at is null and c.due_at >= $1 and c.started_at < $2
       and ($3::int[] is null or r.branch_id = any($3) or (r.branch_id is null and r.province = any($4)))
       and ($5::bigint is null or (c.person_id, c.request_id) > ($5, $6::bigint))
     order by c.person_id, c.request_id limit $7`,
    [
      begins,
      ends,
      places?.branches ?? null,
      places?.provinces ?? null,
      after?.personId ?? null,
      after?.requestId ?? null,
      limit,
    ],
  )
  return rows.map((row) => {
    const { personId, requestId, branchId, province } = row
    return { personId, requestId, branchId, province, clock: clockOf(row) }
  })
}
