import type { Parameter } from '../parameters.ts'
import type { Entitlement, Formula, Ruling } from '../ruling.ts'

/** A formula carried out on an example, as it is shown to people. */
export type Worked = {
  readonly formula: Formula
  /** Whose case it is, in a sentence. */
  readonly situation: string
  /** Carries it out; `result` is what came of it, in words. */
  readonly work: () => { readonly ruling: Ruling<unknown> | Entitlement; readonly result: string }
}

/** One subject of the law: all its parameters, and every formula with a worked case. */
export type Chapter = {
  readonly id: string
  readonly title: string
  /** What it is about, in one sentence. */
  readonly lead: string
  readonly parameters: readonly Parameter<unknown>[]
  readonly formulas: readonly Worked[]
}

/** A formula with a value. */
export function worked<T>(
  formula: Formula,
  situation: string,
  ask: () => Ruling<T>,
  tell: (value: T) => string,
): Worked {
  return {
    formula,
    situation,
    work: () => {
      const ruling = ask()
      return { ruling, result: tell(ruling.value) }
    },
  }
}

/** A formula that says whether somebody is entitled. */
export function judged(formula: Formula, situation: string, ask: () => Entitlement): Worked {
  return {
    formula,
    situation,
    work: () => {
      const ruling = ask()
      return { ruling, result: ruling.verdict === 'yes' ? 'شرایط برقرار است.' : (ruling.refusal ?? '') }
    },
  }
}
