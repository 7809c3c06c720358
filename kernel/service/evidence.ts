/** Something a rule read: an answer, a fact or a property of a fact, with what it was. */
export type Evidence = {
  readonly kind: 'answer' | 'fact'
  readonly name: string
  readonly property: string | null
  readonly value: unknown
}

/** What a rule still waits for; `name` is null where the rule itself says that it does not know. */
export type Wanted = { readonly kind: 'answer' | 'fact' | 'rule'; readonly name: string }

type Readable = { readonly answers: object; readonly facts: object }

export type Asked<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly wanted: Wanted }
export type Evaluated<T> = Asked<T> & { readonly because: readonly Evidence[] }

/** Thrown by reading what is not there yet; always caught by `evaluate`. No Error: its stack would cost more than the rule. */
class NotKnownYet {
  readonly wanted: Wanted
  constructor(wanted: Wanted) {
    this.wanted = wanted
  }
}

function stopAt(signal: NotKnownYet): never {
  // oxlint-disable-next-line typescript/only-throw-error
  throw signal
}

/** Asks a function of answers and facts, noting all it reads. Reading what is not there makes the result unknown. */
export function evaluate<C extends Readable, T>(context: C, ask: (context: C) => T): Evaluated<T> {
  const because = new Map<string, Evidence>()
  const note = (kind: Evidence['kind'], name: string, property: string | null, value: unknown) =>
    because.set(`${kind}.${name}.${property}`, { kind, name, property, value })
  const answers = reading(context.answers, 'answer', (name, value) => {
    note('answer', name, null, value)
    return value
  })
  const facts = reading(context.facts, 'fact', (name, value) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      note('fact', name, null, value)
      return value
    }
    return new Proxy(value, {
      get(target, property) {
        const found: unknown = Reflect.get(target, property)
        if (typeof property === 'string' && property in target) note('fact', name, property, found)
        return found
      },
    })
  })
  const asked = attempt(() => ask({ ...context, answers, facts }))
  return { ...asked, because: [...because.values()] }
}

/** For many questions of which only the result counts: what they read is not noted, and `context` may grow between them. */
export function asking<C extends Readable>(context: C): <T>(ask: (context: C) => T) => Asked<T> {
  const asIs = (_name: string, value: unknown) => value
  const answers = reading(context.answers, 'answer', asIs)
  const facts = reading(context.facts, 'fact', asIs)
  const given = { ...context, answers, facts }
  return (ask) => attempt(() => ask(given))
}

function attempt<T>(ask: () => T): Asked<T> {
  try {
    return { known: true, value: ask() }
  } catch (error) {
    if (error instanceof NotKnownYet) return { known: false, wanted: error.wanted }
    throw error
  }
}

function reading(from: object, kind: 'answer' | 'fact', found: (name: string, value: unknown) => unknown): object {
  return new Proxy(from, {
    get(target, name) {
      if (typeof name === 'symbol') return undefined
      if (!Object.hasOwn(target, name)) stopAt(new NotKnownYet({ kind, name }))
      return found(name, Reflect.get(target, name))
    },
  })
}

/** A value that another rule refuses to miss: where it is null this one has nothing to say yet. */
export function known<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) return stopAt(new NotKnownYet({ kind: 'rule', name: 'value' }))
  return value
}

/** Yes when one is yes, though others are not known yet; no when all are no. */
export function either(...asks: readonly (() => boolean)[]): boolean {
  return weigh(asks, true)
}

/** No when one is no, though others are not known yet; yes when all are yes. */
export function both(...asks: readonly (() => boolean)[]): boolean {
  return weigh(asks, false)
}

function weigh(asks: readonly (() => boolean)[], decides: boolean): boolean {
  let unknown: NotKnownYet | null = null
  for (const ask of asks) {
    try {
      if (ask() === decides) return decides
    } catch (error) {
      if (!(error instanceof NotKnownYet)) throw error
      unknown ??= error
    }
  }
  return unknown === null ? !decides : stopAt(unknown)
}
