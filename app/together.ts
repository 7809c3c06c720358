/**
 * Questions that many ask at the same moment. Whoever asks while an answer is on its way shares the next one with all who
 * do, and that is asked when the first has come: so of each key one is on its way, and nobody is told what was true before
 * they asked. The more there is to do, the more share. An answer is shared as it is: nobody changes it.
 *
 * Where an answer may be somewhat old, it is kept for so many milliseconds for whoever asks the same; somebody who has just
 * changed something asks anew, and then the others have that answer too.
 */
export class Together {
  readonly #underWay = new Map<string, Promise<void>>()
  readonly #next = new Map<string, Promise<unknown>>()

  readonly #kept = new Map<string, Promise<unknown>>()

  askKept<T>(key: string, question: () => Promise<T>, keep: { ms: number; anew: boolean }): Promise<T> {
    const kept = keep.anew ? undefined : (this.#kept.get(key) as Promise<T> | undefined)
    if (kept !== undefined) return kept
    const answer = this.ask(key, question)
    this.#kept.set(key, answer)
    const forget = () => {
      if (this.#kept.get(key) === answer) this.#kept.delete(key)
    }
    answer.then(() => setTimeout(forget, keep.ms).unref(), forget)
    return answer
  }

  ask<T>(key: string, question: () => Promise<T>): Promise<T> {
    const next = this.#next.get(key) as Promise<T> | undefined
    if (next !== undefined) return next
    const underWay = this.#underWay.get(key)
    if (underWay === undefined) return this.#begin(key, question)
    const shared = underWay.then(() => {
      this.#next.delete(key)
      return this.#begin(key, question)
    })
    this.#next.set(key, shared)
    return shared
  }

  #begin<T>(key: string, question: () => Promise<T>): Promise<T> {
    const answer = question()
    const end = () => void this.#underWay.delete(key)
    this.#underWay.set(key, answer.then(end, end))
    return answer
  }
}

const onDatabase = new WeakMap<object, Together>()

/** The one of a database. */
export function togetherOn(db: object): Together {
  const one = onDatabase.get(db) ?? new Together()
  onDatabase.set(db, one)
  return one
}
