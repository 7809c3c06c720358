import type { Article, Finding } from '#kernel/service/verdict.ts'

type Grounds = {
  readonly articles: readonly Article[]
  readonly steps: readonly string[]
  /** Versions of the parameters it rests on. */
  readonly parameters?: readonly string[]
}

export function allows({ articles, steps, parameters = [] }: Grounds): Finding {
  return { verdict: 'yes', steps, articles, refusal: null, mend: null, parameters }
}

/** `mend`: what would change it; null where nothing can. */
export function refuses(grounds: Grounds, refusal: string, mend: string | null): Finding {
  return { ...allows(grounds), verdict: 'no', refusal, mend }
}
