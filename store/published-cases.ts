import pg from 'pg'

/** A published copy, as everybody reads it. */
export type PublishedCase = {
  readonly caseId: string
  readonly kind: 'question' | 'information'
  readonly question: string
  readonly answer: string
  readonly publishedAt: Date
}

/** Where a page of the register ends: the next begins after it. */
export type PublishedEnd = { readonly publishedAt: Date; readonly caseId: string }

/** The register of published answers: read as the role `tamin_public`, which sees published copies and nothing else. */
export type PublishedCases = {
  /** Newest first, at most `limit`; with words only those that have them all. */
  list(words: readonly string[], after: PublishedEnd | null, limit: number): Promise<readonly PublishedCase[]>
  find(caseId: string): Promise<PublishedCase | undefined>
  close(): Promise<void>
}

const columns = `case_id as "caseId", kind, question_text as question, answer_text as answer, published_at as "publishedAt"`

/** Opens the register over connections of its own, which are made when somebody reads. */
export function publishedCases(url: string): PublishedCases {
  const pool = new pg.Pool({
    connectionString: url,
    options: '-c role=tamin_public -c timezone=UTC',
    connectionTimeoutMillis: 5_000,
    max: 2,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  })
  pool.on('error', () => {}) // an idle connection broke; the pool replaces it
  return {
    async list(words, after, limit) {
      const { rows } = await pool.query<PublishedCase>(
        `select ${columns} from published_case
         where words @> $1 and ($2::timestamptz is null or (published_at, case_id) < ($2, $3::bigint))
         order by published_at desc, case_id desc limit $4`,
        [words, after?.publishedAt ?? null, after?.caseId ?? null, limit],
      )
      return rows
    },
    async find(caseId) {
      return (await pool.query<PublishedCase>(`select ${columns} from published_case where case_id = $1`, [caseId]))
        .rows[0]
    },
    close: () => pool.end(),
  }
}
