/** Yes, no, or not known yet. */
export type Verdict = 'yes' | 'no' | 'unknown'

/** A provision of the law, ready to be shown: «بند ۲ مادهٔ ۵۸ قانون تأمین اجتماعی». */
export type Article = { readonly id: string; readonly cite: string }

/** What a function of the law found about one condition, with all that is needed to explain it. */
export type Finding = {
  readonly verdict: Verdict
  /** How it was reached, in Persian sentences. */
  readonly steps: readonly string[]
  readonly articles: readonly Article[]
  /** Why not, said to the person; null unless the verdict is no. */
  readonly refusal: string | null
  /** What would change a refusal; null where nothing can. */
  readonly mend: string | null
  /** The dated parameters it rests on, 'son-age-limit@2013-03-12'. */
  readonly parameters: readonly string[]
}
