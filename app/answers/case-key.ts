import type { AskedFact } from '#store/answers.ts'

/**
 * The key of a case: the chosen value of every fact that a question asks, in the question's order; '' where it asks none.
 * Null where a fact was not chosen: it is then asked for, never guessed.
 */
export function caseKeyOf(facts: readonly AskedFact[], chosen: Readonly<Record<string, unknown>>): string | null {
  const parts: string[] = []
  for (const { name, options } of facts) {
    const value = Object.hasOwn(chosen, name) ? chosen[name] : undefined
    if (typeof value !== 'string' || !Object.hasOwn(options, value)) return null
    parts.push(`${name}=${value}`)
  }
  return parts.join(';')
}

/** Every case of a question. */
export function casesOf(facts: readonly AskedFact[]): string[] {
  return facts.reduce<string[]>(
    (keys, { name, options }) =>
      keys.flatMap((key) => Object.keys(options).map((value) => (key === '' ? '' : `${key};`) + `${name}=${value}`)),
    [''],
  )
}

/** What was chosen in a case, as people read it: «وضعیت شما: متأهل». */
export function caseWords(facts: readonly AskedFact[], caseKey: string): string[] {
  const chosen = new Map(caseKey.split(';').map((part) => part.split('=') as [string, string]))
  return facts.map(({ name, label, options }) => `${label}: ${options[chosen.get(name) ?? ''] ?? ''}`)
}
