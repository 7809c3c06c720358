import type { IsoDate } from '#kernel/dates.ts'
import type { Database, Row, Tx } from './database.ts'

/** Something one must know of a person before their question can be answered: one of a few choices. */
export type AskedFact = {
  readonly name: string
  readonly label: string
  /** Value by value what it is called, in Persian. */
  readonly options: Readonly<Record<string, string>>
}

/** A question in the organisation's own words, for all the ways in which people ask it. */
export type Question = {
  readonly questionId: number
  readonly canonical: string
  readonly topic: string
  readonly facts: readonly AskedFact[]
}

/** An article as an answer cites it: our short account of what it says from a day on, and how sure we are of that. */
export type Cited = {
  readonly articleId: string
  readonly cite: string
  readonly summary: string
  readonly certainty: 'A' | 'B' | 'C' | 'U'
  readonly source: string
}

/** One answer; it holds from a day to the day before `until`. */
export type Answer = {
  readonly answerId: string
  readonly questionId: number
  readonly caseKey: string
  readonly body: string
  /** Hex; of body and citations: the same again is the same answer. */
  readonly digest: string
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly status: 'proposed' | 'approved' | 'refused' | 'withdrawn'
  readonly author: string
  readonly citations: readonly Cited[]
}

const questionColumns = `question_id as "questionId", canonical, topic, facts`

export async function listQuestions(db: Tx): Promise<Question[]> {
  return db.query<Question & Row>(`select ${questionColumns} from question order by question_id`)
}

export async function findQuestion(db: Tx, questionId: number): Promise<Question | undefined> {
  return (
    await db.query<Question & Row>(`select ${questionColumns} from question where question_id = $1`, [questionId])
  )[0]
}

/** What the index of questions is built from has changed when this number has. */
export async function questionRevision(db: Database): Promise<string> {
  const rows = await db.read<{ revision: string }>('question-revision', 'select revision from question_revision', [])
  return rows[0]?.revision ?? ''
}

/** Every question with all wordings known for it, its own first. */
export async function listWordings(db: Tx): Promise<{ questionId: number; wordings: string[] }[]> {
  return db.query(
    `select q.question_id as "questionId",
       array_prepend(q.canonical, coalesce(array_agg(a.wording order by a.wording) filter (where a.wording is not null), '{}'))
         as wordings
     from question q left join question_alias a using (question_id) group by q.question_id order by q.question_id`,
  )
}

/** Writes a question down, or its new wording, topic and facts. */
export async function saveQuestion(tx: Tx, { questionId, canonical, topic, facts }: Question): Promise<void> {
  await tx.query(
    `insert into question (question_id, canonical, topic, facts) values ($1, $2, $3, $4)
     on conflict (question_id) do update set canonical = $2, topic = $3, facts = $4`,
    [questionId, canonical, topic, JSON.stringify(facts)],
  )
}

export async function addWording(tx: Tx, questionId: number, wording: string, by: string, at: Date): Promise<void> {
  await tx.query(
    `insert into question_alias (question_id, wording, added_by, added_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [questionId, wording, by, at],
  )
}

/** The columns of an `Answer`, from `answer_version a`. */
export const answers = `select a.answer_id as "answerId", a.question_id as "questionId", a.case_key as "caseKey", a.body,
    encode(a.digest, 'hex') as digest, lower(a.valid) as "from", upper(a.valid) as "until", a.status, a.author,
    coalesce((select jsonb_agg(jsonb_build_object('articleId', r.article_id, 'cite', r.cite, 'summary', v.summary,
        'certainty', v.certainty, 'source', v.source) order by c.n)
      from citation c join article_version v using (article_version_id) join article r using (article_id)
      where c.answer_id = a.answer_id), '[]') as citations
  from answer_version a`

/** The answer that is in force for a question in a case on a day. */
export async function findAnswer(
  db: Tx,
  questionId: number,
  caseKey: string,
  day: IsoDate,
): Promise<Answer | undefined> {
  const rows = await db.query<Answer & Row>(
    `${answers} where a.question_id = $1 and a.case_key = $2 and a.status = 'approved' and a.valid @> $3::date`,
    [questionId, caseKey, day],
  )
  return rows[0]
}

/** Every answer that is in force on a day, to all questions or to some. */
export async function listInForce(
  db: Tx,
  day: IsoDate,
  questionIds: readonly number[] | null = null,
): Promise<Answer[]> {
  return db.query<Answer & Row>(
    `${answers} where a.status = 'approved' and a.valid @> $1::date and ($2::int[] is null or a.question_id = any($2))
     order by a.question_id, a.case_key`,
    [day, questionIds],
  )
}

/** Every answer to a question that is in force at some time or waits for a second person, or to all of them. */
export async function listAnswers(db: Tx, questionId: number | null): Promise<Answer[]> {
  return db.query<Answer & Row>(
    `${answers} where a.status in ('proposed', 'approved') and ($1::int is null or a.question_id = $1)
     order by a.question_id, a.case_key, a.valid`,
    [questionId],
  )
}

/** What was ever proposed, withdrawn ones too: by question, case, first day and digest. */
export async function listEverProposed(tx: Tx): Promise<Pick<Answer, 'questionId' | 'caseKey' | 'from' | 'digest'>[]> {
  return tx.query<Pick<Answer, 'questionId' | 'caseKey' | 'from' | 'digest'> & Row>(
    `select question_id as "questionId", case_key as "caseKey", lower(valid) as "from", encode(digest, 'hex') as digest
     from answer_version`,
  )
}

/** Lets nobody else take in questions until this transaction ends. */
export async function lockQuestions(tx: Tx): Promise<void> {
  await tx.query('select from question_revision for update')
}

/** Answers that wait for a second person. */
export async function listProposed(db: Tx): Promise<Answer[]> {
  return db.query<Answer & Row>(`${answers} where a.status = 'proposed' order by a.answer_id`)
}

export async function findProposed(tx: Tx, answerId: string): Promise<Answer | undefined> {
  const rows = await tx.query<Answer & Row>(
    `${answers} where a.answer_id = $1 and a.status = 'proposed' for update of a`,
    [answerId],
  )
  return rows[0]
}

export type NewAnswer = Pick<Answer, 'questionId' | 'caseKey' | 'body' | 'digest' | 'from' | 'until' | 'author'> & {
  /** The text of each that is in force on the first day is cited, in this order. */
  readonly articleIds: readonly string[]
}

/** Writes a proposal down; answers its number, or null where an article has no text on the first day. */
export async function addAnswer(tx: Tx, answer: NewAnswer, at: Date): Promise<string | null> {
  const { questionId, caseKey, body, digest, from, until, author, articleIds } = answer
  const versions = await tx.query<{ id: string }>(
    `select article_version_id as id from article_version where article_id = any($1) and valid @> $2::date
     order by array_position($1, article_id)`,
    [articleIds, from],
  )
  if (versions.length !== new Set(articleIds).size) return null
  const [row] = await tx.query<{ id: string }>(
    `insert into answer_version (question_id, case_key, body, digest, valid, status, author, proposed_at)
     values ($1, $2, $3, decode($4, 'hex'), daterange($5, $6), 'proposed', $7, $8) returning answer_id as id`,
    [questionId, caseKey, body, digest, from, until, author, at],
  )
  for (const [n, { id }] of versions.entries())
    await tx.query('insert into citation (answer_id, article_version_id, n) values ($1, $2, $3)', [row!.id, id, n])
  return row!.id
}

/**
 * Approves a proposal: it holds as long as every text that it cites, the answer that held on its first day ends the day
 * before, and the tasks that waited for it are done. False when a cited text has ended before its first day.
 * Throws `one_answer` where another answer was approved for a later day, and `approved_by_a_second_person`.
 */
export async function approveAnswer(tx: Tx, answer: Answer, approver: string, at: Date): Promise<boolean> {
  const { answerId, questionId, caseKey, from } = answer
  const [founded] = await tx.query<{ whole: boolean }>(
    `select coalesce(range_intersect_agg(v.valid) @> $2::date, false) as whole
     from citation join article_version v using (article_version_id) where answer_id = $1`,
    [answerId, from],
  )
  if (founded?.whole !== true) return false
  await tx.query(
    `update answer_version set valid = valid - daterange($3, null)
     where question_id = $1 and case_key = $2 and status = 'approved' and valid @> $3::date and lower(valid) < $3`,
    [questionId, caseKey, from],
  )
  await tx.query(
    `update answer_version a set status = 'approved', approver = $2, approved_at = $3,
       valid = a.valid * (select range_intersect_agg(v.valid) from citation c join article_version v using (article_version_id)
                          where c.answer_id = a.answer_id)
     where answer_id = $1`,
    [answerId, approver, at],
  )
  await tx.query(
    `update answer_task t set done_at = $2 from answer_version ended, answer_version made
     where made.answer_id = $1 and ended.answer_id = t.answer_id and t.done_at is null
       and ended.question_id = made.question_id and ended.case_key = made.case_key and made.valid @> t.due_on`,
    [answerId, at],
  )
  return true
}

/** Ends an approved answer before a day, or withdraws it where that is its first; false when there is none to end. */
export async function endAnswer(tx: Tx, answerId: string, day: IsoDate): Promise<boolean> {
  const rows = await tx.query(
    `update answer_version set
       status = case when lower(valid) >= $2::date then 'withdrawn' else status end,
       valid = case when lower(valid) >= $2::date then valid else valid - daterange($2, null) end
     where answer_id = $1 and status = 'approved' and valid && daterange($2, null) returning answer_id`,
    [answerId, day],
  )
  return rows.length === 1
}

export type AnswerTask = {
  readonly answerId: string
  readonly ownerId: string
  readonly questionId: number
  readonly canonical: string
  readonly caseKey: string
  readonly cite: string
  readonly owner: string
  readonly ownerName: string
  /** From this day on nothing answers the question. */
  readonly dueOn: IsoDate
}

/** Answers that end because an article changes, and whose successors are not approved yet; the most urgent first. */
export async function listTasks(db: Tx): Promise<AnswerTask[]> {
  return db.query<AnswerTask & Row>(
    `select t.answer_id as "answerId", t.owner as "ownerId", q.question_id as "questionId", q.canonical,
       a.case_key as "caseKey", r.cite, s.user_name as owner, s.display_name as "ownerName", t.due_on as "dueOn"
     from answer_task t join answer_version a using (answer_id) join question q using (question_id)
       join article_version v using (article_version_id) join article r using (article_id)
       join staff s on s.staff_id = t.owner
     where t.done_at is null order by t.due_on, q.question_id, a.case_key`,
  )
}

/** Counts that an answer helped somebody, or was not about their case. */
export async function countUse(db: Tx, day: IsoDate, questionId: number, use: 'solved' | 'not-mine'): Promise<void> {
  const [solved, other] = use === 'solved' ? [1, 0] : [0, 1]
  await db.query(
    `insert into answer_use (day, question_id, solved, not_mine) values ($1, $2, $3, $4)
     on conflict (day, question_id) do update
       set solved = answer_use.solved + excluded.solved, not_mine = answer_use.not_mine + excluded.not_mine`,
    [day, questionId, solved, other],
  )
}
