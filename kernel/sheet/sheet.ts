import type { Rial } from '../rial.ts'
import type { Article } from '../service/verdict.ts'

/**
 * What a service tells a person, ready to be read: on a page, printed, or as JSON. Text is Persian with Persian digits; who
 * shows it adds nothing but looks.
 */
export type Sheet = { readonly title: string; readonly sections: readonly Section[] }

export type Section = Rows | Table | Chart | Amount | Remark

/** Labels with their values, «شعبه: یک قم». */
export type Rows = {
  readonly kind: 'rows'
  readonly title: string | null
  readonly rows: readonly (readonly [label: string, value: string])[]
}

/** Columns under a caption; the first cell of each row names it. */
export type Table = {
  readonly kind: 'table'
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly foot: readonly string[] | null
  /** On a page it stands closed under this line, «سال ۱۴۰۴: ۳۶۵ روز», so that many do not make it endless; on paper it is open. */
  readonly under?: string
  /** The answers, as typed, to which the service shows this table alone: after many closed ones a page leads there instead. */
  readonly alone?: Readonly<Record<string, string>>
}

/** Bars beside one another; whoever does not see them reads the same as a table. */
export type Chart = {
  readonly kind: 'chart'
  readonly caption: string
  /** What the bars and their values are: ['سال', 'روز']. */
  readonly head: readonly [string, string]
  readonly bars: readonly { readonly label: string; readonly value: number; readonly text: string }[]
  /** The value of a full bar; that of the longest unless given. */
  readonly most?: number
}

/** A sum of money with its working: «چگونه حساب شد؟» */
export type Amount = {
  readonly kind: 'amount'
  readonly title: string
  readonly rials: Rial
  readonly working: Explained
}

export type Remark = { readonly kind: 'remark'; readonly text: string }

/** How a result came about; a ruling of the law is one. */
export type Explained = {
  readonly steps: readonly { readonly text: string; readonly law: Article | null }[]
  readonly parameters: readonly string[]
  readonly certainty: 'A' | 'B' | 'C' | 'U'
  readonly notes: readonly { readonly dispute: string; readonly reading: string; readonly source: string }[]
}

export const rows = (title: string | null, pairs: Rows['rows']): Rows => ({ kind: 'rows', title, rows: pairs })

export const table = (
  caption: string,
  head: readonly string[],
  lines: Table['rows'],
  foot: Table['foot'] = null,
): Table => ({ kind: 'table', caption, head, rows: lines, foot })

export const amount = (title: string, rials: Rial, working: Explained): Amount => ({
  kind: 'amount',
  title,
  rials,
  working,
})

export const remark = (text: string): Remark => ({ kind: 'remark', text })
