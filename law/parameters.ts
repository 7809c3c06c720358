import { type IsoDate, formatJalali, fromJalali } from '#kernel/dates.ts'
import { Lack } from '#kernel/lack.ts'
import { type Rial, rial } from '#kernel/rial.ts'

/**
 * How sure a value is. A: the wording of the provision was read; B: an official statement or several independent sources;
 * C: one source, or the practice of the organisation's own program; U: no source, our assumption.
 */
export type Certainty = 'A' | 'B' | 'C' | 'U'

/** The less sure of two. */
export const lessSure = (one: Certainty, other: Certainty): Certainty => (one > other ? one : other)

/** What a value counts, for showing it. */
export type Unit = 'ریال' | 'درصد' | 'برابر' | 'سال' | 'ماه' | 'روز' | 'نفر' | 'قسط'

/** A number or a choice of the law that holds from a day on. What is disputed is a choice with a name. */
export type Parameter<T> = {
  readonly id: string
  /** What it is, in Persian. */
  readonly title: string
  readonly unit?: Unit
  /** How a value that is neither a number nor a choice is told. */
  show?(value: T): string
  /** In order of their first days. */
  readonly values: readonly Dated<T>[]
}

export type Dated<T> = {
  readonly from: IsoDate
  /** The first day on which it no longer holds, where it does not simply last until the next value. */
  readonly until?: IsoDate
  readonly value: T
  readonly source: string
  readonly certainty: Certainty
}

/** A disputed point: which reading the portal follows, and since when. The choice is named on every result that rests on it. */
export type Switch<Option extends string> = Parameter<Option> & {
  /** Every reading, in Persian. */
  readonly options: Readonly<Record<Option, string>>
  /** What is not settled, and where one can ask; said with the result. */
  readonly dispute: string
}

/** Another reading than the default, by the id of its switch: { 'survivors-below-whole': 'as-listed' }. */
export type Readings = Readonly<Record<string, string>>

export type InForce<T> = {
  readonly value: T
  readonly certainty: Certainty
  /** 'son-age-limit@2013-02-19' */ readonly version: string
}

/** There is no value for that day. It is never taken from another year. */
export class NoDataError extends Lack {
  constructor({ id, title }: Pick<Parameter<unknown>, 'id' | 'title'>, on: IsoDate) {
    super(
      `${id} has no value on ${on}`,
      `برای ${formatJalali(on, 'long')} مقداری برای «${title}» نداریم و از سال دیگری حدس نمی‌زنیم.`,
    )
  }
}

/** The value on a day. Throws NoDataError, a RangeError, where there is none. */
export function inForce<T>(parameter: Parameter<T>, on: IsoDate): InForce<T> {
  const found = parameter.values.findLast(({ from }) => from <= on)
  if (found === undefined || (found.until !== undefined && on >= found.until)) throw new NoDataError(parameter, on)
  return { value: found.value, certainty: found.certainty, version: `${parameter.id}@${found.from}` }
}

/** A day of the Jalali calendar. Throws RangeError where there is none. */
export function jalaliDay(year: number, month = 1, day = 1): IsoDate {
  const date = fromJalali({ year, month, day })
  if (date === null) throw new RangeError(`there is no day ${year}/${month}/${day}`)
  return date
}

/** A value that holds for one Jalali year and not a day longer. */
export function ofYear<T>(year: number, value: T, source: string, certainty: Certainty): Dated<T> {
  return { from: jalaliDay(year), until: jalaliDay(year + 1), value, source, certainty }
}

/** An amount of one Jalali year. */
export const rialsOfYear = (year: number, amount: number, source: string, certainty: Certainty): Dated<Rial> =>
  ofYear(year, rial(amount), source, certainty)
