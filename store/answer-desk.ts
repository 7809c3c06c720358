import type { IsoDate } from '#kernel/dates.ts'
import { answers, type Answer, type Cited } from './answers.ts'
import type { LawDocument } from './articles.ts'
import type { Database, Row, Tx } from './database.ts'

/** How a question stands: cases answered today, proposals that wait, answers that end and have no successor. */
export type Standing = {
  readonly questionId: number
  readonly answered: number
  readonly proposed: number
  readonly tasks: number
  /** The first day from which a case has no answer any more; null where none is known. */
  readonly endsOn: IsoDate | null
}

export async function listStandings(db: Database, today: IsoDate): Promise<Standing[]> {
  return db.query<Standing & Row>(
    `select q.question_id as "questionId",
       count(*) filter (where a.status = 'approved' and a.valid @> $1::date)::int as answered,
       count(*) filter (where a.status = 'proposed')::int as proposed,
       count(t.answer_id)::int as tasks, min(t.due_on) as "endsOn"
     from question q left join answer_version a using (question_id)
       left join lateral (select answer_id, min(due_on) as due_on from answer_task where answer_id = a.answer_id
         and done_at is null group by answer_id) t on true
     group by q.question_id order by q.question_id`,
    [today],
  )
}

/** An answer with who wrote it and who decided about it. */
export type Version = Answer & {
  readonly authorName: string
  readonly proposedAt: Date
  readonly deciderName: string | null
  readonly decidedAt: Date | null
  readonly refusal: string | null
}

const versions = answers.replace(
  'select ',
  `select writer.display_name as "authorName", a.proposed_at as "proposedAt", decider.display_name as "deciderName",
     coalesce(a.approved_at, a.refused_at) as "decidedAt", a.refusal, `,
)
const people = `join staff writer on writer.staff_id = a.author
  left join staff decider on decider.staff_id = coalesce(a.approver, a.refused_by)`

/** Every answer that was ever proposed to a question, by case, the newest on top. */
export async function listVersions(db: Database, questionId: number): Promise<Version[]> {
  return db.query<Version & Row>(
    `${versions} ${people} where a.question_id = $1 order by a.case_key, lower(a.valid) desc, a.answer_id desc`,
    [questionId],
  )
}

/** One answer in whatever state. */
export async function findVersion(db: Tx, answerId: string): Promise<Version | undefined> {
  return (await db.query<Version & Row>(`${versions} ${people} where a.answer_id = $1`, [answerId]))[0]
}

/** Proposals that wait for a second person, the oldest on top. */
export async function listWaiting(db: Database): Promise<Version[]> {
  return db.query<Version & Row>(`${versions} ${people} where a.status = 'proposed' order by a.answer_id limit 500`)
}

/** Refuses a proposal with a reason; false where it waits no longer. Throws `refused_by_a_second_person`. */
export async function refuseAnswer(tx: Tx, answerId: string, by: string, refusal: string, at: Date): Promise<boolean> {
  const rows = await tx.query(
    `update answer_version set status = 'refused', refused_by = $2, refused_at = $3, refusal = $4
     where answer_id = $1 and status = 'proposed' returning answer_id`,
    [answerId, by, at, refusal],
  )
  return rows.length === 1
}

/** Takes back one's own proposal; false where it waits no longer or is another's. */
export async function takeBackAnswer(tx: Tx, answerId: string, author: string): Promise<boolean> {
  const rows = await tx.query(
    `update answer_version set status = 'withdrawn' where answer_id = $1 and status = 'proposed' and author = $2
     returning answer_id`,
    [answerId, author],
  )
  return rows.length === 1
}

/** Writes a new question down under the next number. */
export async function addQuestion(
  tx: Tx,
  question: { canonical: string; topic: string; facts: readonly unknown[] },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into question (question_id, canonical, topic, facts)
     select coalesce(max(question_id), 0) + 1, $1, $2, $3 from question returning question_id as id`,
    [question.canonical, question.topic, JSON.stringify(question.facts)],
  )
  return row!.id
}

/** An article with what it says on a day, and from which day on it will say something else. */
export type ArticleNow = {
  readonly articleId: string
  readonly documentId: string
  readonly document: string
  readonly cite: string
  readonly summary: string | null
  readonly certainty: Cited['certainty'] | null
  readonly source: string | null
  /** Since when; null: as far back as we answer questions, or nothing in force. */
  readonly from: IsoDate | null
  /** The first day of the next text; null where none is known. */
  readonly changesOn: IsoDate | null
  /** How many approved answers rest on it. */
  readonly answers: number
}

/** Every article, in the order of documents and numbers, or one. */
export async function listArticles(db: Tx, day: IsoDate, articleId: string | null = null): Promise<ArticleNow[]> {
  return db.query<ArticleNow & Row>(
    `select r.article_id as "articleId", r.document_id as "documentId", d.title as document, r.cite, v.summary, v.certainty, v.source,
       lower(v.valid) as "from",
       (select min(lower(n.valid)) from article_version n where n.article_id = r.article_id and lower(n.valid) > $1) as "changesOn",
       (select count(*)::int from citation c join answer_version a using (answer_id)
        where c.article_version_id = v.article_version_id and a.status = 'approved' and a.valid @> $1::date) as answers
     from article r join law_document d using (document_id)
       left join article_version v on v.article_id = r.article_id and v.valid @> $1::date
     where $2::text is null or r.article_id = $2
     order by r.document_id, length(r.article_id), r.article_id`,
    [day, articleId],
  )
}

export async function listDocuments(db: Tx): Promise<LawDocument[]> {
  return db.query<LawDocument & Row>(
    `select document_id as "documentId", kind, number, title, issuer, issued_on as "issuedOn" from law_document
     order by document_id`,
  )
}

/** Approved answers that a new text of an article would end or withdraw from its day on: the same that its trigger ends. */
export async function listEndedBy(
  db: Tx,
  articleId: string,
  from: IsoDate,
): Promise<{ answerId: string; questionId: number; canonical: string; caseKey: string; ownerName: string }[]> {
  return db.query(
    `select distinct a.answer_id as "answerId", q.question_id as "questionId", q.canonical, a.case_key as "caseKey",
       s.display_name as "ownerName"
     from answer_version a join citation using (answer_id) join article_version v using (article_version_id)
       join question q using (question_id) join staff s on s.staff_id = a.author
     where v.article_id = $1 and a.status = 'approved' and a.valid && daterange($2, null)
     order by q.question_id, a.case_key`,
    [articleId, from],
  )
}

/** The texts of articles on a day as an answer would cite them, in the order given; what has none is left out. */
export async function listCited(db: Tx, articleIds: readonly string[], day: IsoDate): Promise<Cited[]> {
  return db.query<Cited & Row>(
    `select article_id as "articleId", cite, summary, certainty, source from article join article_version using (article_id)
     where article_id = any($1) and valid @> $2::date order by array_position($1, article_id)`,
    [articleIds, day],
  )
}
