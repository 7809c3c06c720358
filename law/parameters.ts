import type { IsoDate } from '#kernel/dates.ts'

/**
 * How sure a value is. A: the wording of the provision was read; B: an official statement or several independent sources;
 * C: one source, or the practice of the organisation's own program; U: no source, our assumption.
 */
export type Certainty = 'A' | 'B' | 'C' | 'U'

/** A number or a choice of the law that holds from a day on. What is disputed is a choice with a name. */
export type Parameter<T> = {
  readonly id: string
  /** What it is, in Persian. */
  readonly title: string
  /** In order of their first days. */
  readonly values: readonly {
    readonly from: IsoDate
    readonly value: T
    readonly source: string
    readonly certainty: Certainty
  }[]
}

export type InForce<T> = {
  readonly value: T
  readonly certainty: Certainty
  /** 'son-age-limit@2013-02-19' */ readonly version: string
}

/** The value on a day. Throws RangeError before the first one. */
export function inForce<T>(parameter: Parameter<T>, on: IsoDate): InForce<T> {
  const found = parameter.values.findLast(({ from }) => from <= on)
  if (found === undefined) throw new RangeError(`${parameter.id} has no value on ${on}`)
  return { value: found.value, certainty: found.certainty, version: `${parameter.id}@${found.from}` }
}
