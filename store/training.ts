import type { IsoDate } from '#kernel/dates.ts'
import type { QueueScope } from './scope.ts'
import type { LawDocument } from './articles.ts'
import type { Database, Row, Tx } from './database.ts'
import { staffInScope } from './deputies.ts'

/** One of the three questions about a document. */
export type CheckQuestion = {
  readonly articleId: string
  readonly question: string
  readonly options: readonly string[]
  /** The place of the right option, from 1. */
  readonly right: number
  /** Why it is right: what one reads who chose another. */
  readonly because: string
}

const DAWN = '-infinity'

/** Writes down three questions about a document, as its texts are from a day on; null: as far back as we answer. */
export async function addCheck(
  tx: Tx,
  documentId: string,
  since: IsoDate | null,
  questions: readonly CheckQuestion[],
  by: string,
  at: Date,
): Promise<void> {
  for (const [n, { articleId, question, options, right, because }] of questions.entries())
    await tx.query(
      `insert into training_check (document_id, since, n, article_id, question, options, right_option, because,
         entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [documentId, since ?? DAWN, n + 1, articleId, question, options, right, because, by, at],
    )
}

const checkColumns = `article_id as "articleId", question, options, right_option as right, because`

/** The three questions about a document as its texts are on a day; none where nobody has written them. */
export async function listCheck(db: Tx, documentId: string, day: IsoDate): Promise<CheckQuestion[]> {
  return db.query<CheckQuestion & Row>(
    `select ${checkColumns} from training_check where document_id = $1
       and since = (select max(since) from training_check where document_id = $1 and since <= $2) order by n`,
    [documentId, day],
  )
}

/** Every set of questions that was written down, by document and first day. */
export async function listCheckSets(
  tx: Tx,
): Promise<{ documentId: string; since: IsoDate | null; questions: CheckQuestion[] }[]> {
  return tx.query(
    `select document_id as "documentId", nullif(since, '-infinity') as since,
       jsonb_agg(jsonb_build_object('articleId', article_id, 'question', question, 'options', to_jsonb(options),
         'right', right_option, 'because', because) order by n) as questions
     from training_check group by document_id, since`,
  )
}

/** A document that answers rest on, with the edition of its texts that one learns. */
export type Edition = LawDocument & {
  /** The first day of the newest text; null: as far back as we answer questions. */
  readonly edition: IsoDate | null
  /** From this day on the edition is the one in force. */
  readonly from: IsoDate | null
  readonly hasCheck: boolean
}

/**
 * What one must have learnt: of every document that has questions, or on which an approved answer rests today or later,
 * the edition of today and every edition that is known to come.
 */
export const editions = `
  select d.document_id as "documentId", d.kind, d.number, d.title, d.issuer, d.issued_on as "issuedOn", e.edition as day,
    nullif(e.edition, '-infinity') as edition, case when e.edition > $1 then e.edition end as "from",
    exists (select from training_check k where k.document_id = d.document_id and k.since <= greatest(e.edition, $1)) as "hasCheck"
  from law_document d cross join lateral (
    select document_edition(d.document_id, $1) as edition
    union select lower(v.valid) from article_version v join article r using (article_id)
    where r.document_id = d.document_id and lower(v.valid) > $1) e
  where exists (select from training_check k where k.document_id = d.document_id) or exists (
    select from article r join article_version v using (article_id) join citation c using (article_version_id)
      join answer_version a using (answer_id)
    where r.document_id = d.document_id and a.status = 'approved' and (upper_inf(a.valid) or upper(a.valid) > $1))`

export async function listEditions(db: Tx, today: IsoDate): Promise<Edition[]> {
  return db.query<Edition & Row>(
    `select "documentId", kind, number, title, issuer, "issuedOn", edition, "from", "hasCheck" from (${editions}) one
     order by "documentId", day`,
    [today],
  )
}

/** What one member of staff has to learn and has learnt. */
export async function listLearnt(
  db: Tx,
  staffId: string,
  today: IsoDate,
): Promise<(Edition & { passedAt: Date | null; tries: number })[]> {
  return db.query<Edition & Row & { passedAt: Date | null; tries: number }>(
    `select one."documentId", kind, number, title, issuer, "issuedOn", one.edition, one."from", "hasCheck",
       max(t.at) filter (where t.score = 3) as "passedAt", count(t.n)::int as tries
     from (${editions}) one left join training t
       on t.staff_id = $2 and t.document_id = one."documentId" and t.edition = one.day
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, one.day order by one."documentId", one.day`,
    [today, staffId],
  )
}

/** The texts of a document that are in force on a day, in the order of its articles. */
export async function listTexts(
  db: Tx,
  documentId: string,
  day: IsoDate,
): Promise<
  { articleId: string; cite: string; summary: string; certainty: 'A' | 'B' | 'C' | 'U'; from: IsoDate | null }[]
> {
  return db.query(
    `select r.article_id as "articleId", r.cite, v.summary, v.certainty, lower(v.valid) as "from"
     from article r join article_version v using (article_id)
     where r.document_id = $1 and v.valid @> $2::date
     order by length(r.article_id), r.article_id`,
    [documentId, day],
  )
}

/** How often somebody has tried the check of an edition, and whether they passed. */
export async function findTries(
  db: Tx,
  staffId: string,
  documentId: string,
  edition: IsoDate | null,
): Promise<{ tries: number; passedAt: Date | null }> {
  const [row] = await db.query<{ tries: number; passedAt: Date | null }>(
    `select count(*)::int as tries, max(at) filter (where score = 3) as "passedAt" from training
     where staff_id = $1 and document_id = $2 and edition = $3`,
    [staffId, documentId, edition ?? DAWN],
  )
  return row!
}

/** Notes a try; false when it was noted before, or the check is passed already. */
export async function noteTry(
  tx: Tx,
  staffId: string,
  of: { documentId: string; edition: IsoDate | null; n: number; score: number },
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into training (staff_id, document_id, edition, n, at, score) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning n`,
    [staffId, of.documentId, of.edition ?? DAWN, of.n, at, of.score],
  )
  return rows.length === 1
}

/** May a member of staff send an approved answer on a day? They passed the check on each document that it cites. */
export async function mayCite(db: Tx, staffId: string, answerId: string, day: IsoDate): Promise<boolean> {
  const [row] = await db.query<{ may: boolean }>('select may_cite($1, $2, $3) as may', [staffId, answerId, day])
  return row!.may
}

/** The documents that an answer cites and whose check the member of staff has still to pass, as of a day. */
export async function listToLearn(
  db: Tx,
  staffId: string,
  answerId: string,
  day: IsoDate,
): Promise<{ documentId: string; title: string }[]> {
  return db.query(
    `select distinct d.document_id as "documentId", d.title
     from citation c join article_version v using (article_version_id) join article r using (article_id)
       join law_document d using (document_id)
     where c.answer_id = $2 and not exists (select from training t where t.staff_id = $1 and t.score = 3
       and t.document_id = d.document_id and t.edition = document_edition(d.document_id, $3))
     order by d.document_id`,
    [staffId, answerId, day],
  )
}

/**
 * Which canonical questions a member of staff cannot answer on a day, and for want of which check: an approved answer of
 * that day cites a document whose edition of the day they have not passed.
 */
export async function listUnlearnt(
  db: Tx,
  staffId: string,
  day: IsoDate,
): Promise<{ questionId: number; documentId: string; title: string }[]> {
  return db.query(
    `with unlearnt as materialized (
       select d.document_id, d.title from law_document d where not exists (
         select from training t where t.staff_id = $1 and t.score = 3 and t.document_id = d.document_id
           and t.edition = document_edition(d.document_id, $2::date)))
     select distinct a.question_id as "questionId", u.document_id as "documentId", u.title
     from unlearnt u join article r using (document_id) join article_version v using (article_id)
       join citation c using (article_version_id) join answer_version a using (answer_id)
     where a.status = 'approved' and a.valid @> $2::date order by u.document_id, a.question_id`,
    [staffId, day],
  )
}

/** Of one edition in one branch: how many answer people there, how many of them have passed, and who has not. */
export type Readiness = {
  readonly branchId: number | null
  readonly branchName: string | null
  readonly documentId: string
  readonly edition: IsoDate | null
  readonly from: IsoDate | null
  readonly staff: number
  readonly passed: number
  /** At most five names. */
  readonly missing: readonly string[]
}

/** Every branch and edition of a scope in which somebody has not passed, those in force first, most urgent first. */
export async function listReadiness(
  db: Database,
  scope: QueueScope,
  roles: readonly string[],
  today: IsoDate,
): Promise<Readiness[]> {
  const [within, value] = staffInScope(scope, '$3')
  return db.query<Readiness & Row>(
    `select s.branch_id as "branchId", b.name as "branchName", one."documentId", one.edition, one."from",
       count(*)::int as staff, count(t.staff_id)::int as passed,
       coalesce((array_agg(s.display_name order by s.display_name) filter (where t.staff_id is null))[1:5], '{}') as missing
     from (select staff_id, branch_id, display_name from staff
           where ${within} and disabled_at is null and role = any($2)) s
       cross join (${editions}) one left join branch b using (branch_id)
       left join training t on t.staff_id = s.staff_id and t.document_id = one."documentId" and t.edition = one.day
         and t.score = 3
     group by s.branch_id, b.name, one."documentId", one.edition, one."from", one.day
     having count(*) > count(t.staff_id)
     order by one."from" nulls first, s.branch_id nulls first, one."documentId" limit 2000`,
    [today, roles, value],
  )
}

/** How many of each branch of a scope answer people, and how many of them have passed all that is in force. */
export async function listReadyBranches(
  db: Database,
  scope: QueueScope,
  roles: readonly string[],
  today: IsoDate,
): Promise<{ branchId: number | null; branchName: string | null; staff: number; ready: number }[]> {
  const [within, value] = staffInScope(scope, '$3')
  return db.query(
    `with needed as materialized (select "documentId", day from (${editions}) one where "from" is null)
     select s.branch_id as "branchId", b.name as "branchName", count(*)::int as staff,
       count(*) filter (where not exists (select from needed where not exists (
         select from training t where t.staff_id = s.staff_id and t.document_id = needed."documentId"
           and t.edition = needed.day and t.score = 3)))::int as ready
     from (select staff_id, branch_id from staff where ${within} and disabled_at is null and role = any($2)) s
       left join branch b using (branch_id)
     group by s.branch_id, b.name order by s.branch_id nulls first limit 2000`,
    [today, roles, value],
  )
}
