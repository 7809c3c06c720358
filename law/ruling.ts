import type { IsoDate } from '#kernel/dates.ts'
import type { Article, Finding } from '#kernel/service/verdict.ts'
import { type Certainty, type Parameter, type Readings, type Switch, inForce, lessSure } from './parameters.ts'

/** A rule of the law by which something is worked out, as a lawyer would name it. */
export type Formula = {
  readonly id: string
  readonly title: string
  /** The rule in one sentence. */
  readonly says: string
  readonly law: readonly Article[]
  readonly source: string
  readonly certainty: Certainty
}

/** One step of the working: what came out of what, by which provision. */
export type Step = { readonly text: string; readonly law: Article | null }

/** A disputed point that the result rests on, and how it was read. */
export type Note = {
  readonly id: string
  readonly dispute: string
  readonly reading: string
  readonly source: string
  readonly certainty: Certainty
}

/** What a function of the law answers: the value, and all that is needed to explain and to check it. */
export type Ruling<T> = {
  readonly formula: Formula
  readonly value: T
  /** In the order of the working; written out when they are asked for. */
  readonly steps: readonly Step[]
  /** The dated parameters it rests on, 'minimum-daily-wage@2026-03-21'. */
  readonly parameters: readonly string[]
  /** That of the least sure thing it rests on. */
  readonly certainty: Certainty
  readonly notes: readonly Note[]
}

/** Whether somebody is entitled, and what would have to change; how sure that is. */
export type Entitlement = Finding & { readonly certainty: Certainty; readonly notes: readonly Note[] }

/** One condition of an entitlement. */
export type Condition = {
  readonly law: Article
  /** What was looked at, «سابقهٔ پرداخت: ۷۲۵ روز از ۷۲۰ روز لازم». */
  readonly says: string
  readonly holds: boolean
  readonly refusal: string
  readonly mend: string | null
}

type Thunk = { readonly text: () => string; readonly law: Article | null }

/** A working in progress: which parameters were read for its day, which steps were taken. */
export class Working {
  readonly #formula: Formula
  readonly #readings: Readings
  readonly #steps: Thunk[] = []
  readonly #parameters: string[] = []
  readonly #notes: Note[] = []
  readonly on: IsoDate
  #certainty: Certainty

  /** `readings` of disputed points other than the defaults. */
  constructor(formula: Formula, on: IsoDate, readings: Readings = {}) {
    this.#formula = formula
    this.#certainty = formula.certainty
    this.#readings = readings
    this.on = on
  }

  /** The value of a parameter on the day of the working, or on another. Throws NoDataError where it has none. */
  take<T>(parameter: Parameter<T>, on: IsoDate = this.on): T {
    const { value, certainty, version } = inForce(parameter, on)
    if (!this.#parameters.includes(version)) this.#parameters.push(version)
    this.#certainty = lessSure(this.#certainty, certainty)
    return value
  }

  /** How a disputed point is read: by the caller, else by default. It is noted with the result. */
  read<Option extends string>(point: Switch<Option>, on: IsoDate = this.on): Option {
    const { value, certainty, version } = inForce(point, on)
    const other = this.#readings[point.id]
    if (other !== undefined && !Object.hasOwn(point.options, other))
      throw new RangeError(`${point.id} has no reading ${other}`)
    const chosen = (other ?? value) as Option
    if (this.#notes.some(({ id }) => id === point.id)) return chosen
    this.#parameters.push(other === undefined ? version : `${point.id}=${other}`)
    this.#certainty = lessSure(this.#certainty, other === undefined ? certainty : 'U')
    const source = other === undefined ? point.values.findLast(({ from }) => from <= on)!.source : 'برداشت انتخاب‌شده'
    this.#notes.push({ id: point.id, dispute: point.dispute, reading: point.options[chosen], source, certainty })
    return chosen
  }

  /** Notes a step; its sentence is written only when somebody reads it. */
  step(law: Article | null, text: () => string): void {
    this.#steps.push({ text, law })
  }

  rules<T>(value: T): Ruling<T> {
    return new Told(this.#formula, value, this.#steps, this.#parameters, this.#certainty, this.#notes)
  }

  /** Entitled where every condition holds; the first that does not says why. */
  judges(conditions: readonly Condition[]): Entitlement {
    const failed = conditions.find(({ holds }) => !holds)
    const articles = [...new Map(conditions.map(({ law }) => [law.id, law])).values()]
    return {
      verdict: failed === undefined ? 'yes' : 'no',
      steps: conditions.map(({ says, holds }) => `${says} (${holds ? 'شرط هست' : 'شرط نیست'})`),
      articles,
      refusal: failed?.refusal ?? null,
      mend: failed?.mend ?? null,
      parameters: this.#parameters,
      certainty: this.#certainty,
      notes: this.#notes,
    }
  }
}

/** A ruling whose steps are put into words when somebody reads them. */
class Told<T> implements Ruling<T> {
  readonly formula: Formula
  readonly value: T
  readonly parameters: readonly string[]
  readonly certainty: Certainty
  readonly notes: readonly Note[]
  readonly #steps: readonly Thunk[]

  constructor(
    formula: Formula,
    value: T,
    steps: readonly Thunk[],
    parameters: readonly string[],
    certainty: Certainty,
    notes: readonly Note[],
  ) {
    this.formula = formula
    this.value = value
    this.#steps = steps
    this.parameters = parameters
    this.certainty = certainty
    this.notes = notes
  }

  get steps(): readonly Step[] {
    return this.#steps.map(({ text, law }) => ({ text: text(), law }))
  }
}
