import type { IsoDate } from '#kernel/dates.ts'
import type { Row, Tx } from './database.ts'

/** A law, a regulation or a circular. */
export type LawDocument = {
  readonly documentId: string
  readonly kind: 'law' | 'regulation' | 'circular'
  readonly number: string | null
  readonly title: string
  readonly issuer: string
  /** Null where the day is not known to us. */
  readonly issuedOn: IsoDate | null
}

/** What an article says from a day on, in our own words. */
export type ArticleText = {
  readonly articleId: string
  /** Null: as far back as we answer questions. */
  readonly from: IsoDate | null
  readonly summary: string
  readonly certainty: 'A' | 'B' | 'C' | 'U'
  /** Where it was read. */
  readonly source: string
}

export async function addDocument(tx: Tx, document: LawDocument): Promise<void> {
  const { documentId, kind, number, title, issuer, issuedOn } = document
  await tx.query(
    `insert into law_document (document_id, kind, number, title, issuer, issued_on) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [documentId, kind, number, title, issuer, issuedOn],
  )
}

export async function addArticle(tx: Tx, articleId: string, documentId: string, cite: string): Promise<void> {
  await tx.query(
    'insert into article (article_id, document_id, cite) values ($1, $2, $3) on conflict (article_id) do nothing',
    [articleId, documentId, cite],
  )
}

/**
 * Writes down what an article says from a day on. What it said before ends that day, and with it every answer that
 * rests on it; their authors get tasks. Throws `one_version_a_day` where a text from a later day is known already.
 */
export async function addArticleText(tx: Tx, text: ArticleText, digest: string, by: string, at: Date): Promise<void> {
  const { articleId, from, summary, certainty, source } = text
  await tx.query(
    `insert into article_version (article_id, valid, summary, certainty, source, digest, entered_by, entered_at)
     values ($1, daterange($2, null), $3, $4, $5, decode($6, 'hex'), $7, $8)`,
    [articleId, from, summary, certainty, source, digest, by, at],
  )
}

/** Every text of every article: its first day and its digest. */
export async function listArticleTexts(tx: Tx): Promise<{ articleId: string; from: IsoDate | null; digest: string }[]> {
  return tx.query<{ articleId: string; from: IsoDate | null; digest: string } & Row>(
    `select article_id as "articleId", lower(valid) as "from", encode(digest, 'hex') as digest from article_version`,
  )
}
