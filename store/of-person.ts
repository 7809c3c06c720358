import type { Database, Row } from './database.ts'
import type { PersonId } from './ids.ts'

/**
 * Rows of one person, read alone or in one statement with who is signed in. They travel as texts in one column: a row of
 * many columns costs the web process more to take apart than the database to read.
 */
export type OfPerson<T> = {
  /** Names the prepared statement. */
  readonly name: string
  /** SQL of each value. */
  readonly values: readonly string[]
  /** All after the values; the person is `$1`. */
  readonly from: string
  readonly read: (values: readonly Value[], personId: PersonId) => T
}

/** As PostgreSQL writes a value. */
export type Value = string | null

/** The values of a row as an array of texts. */
export const asTexts = (values: readonly string[]): string =>
  `array[${values.map((value) => `${value}::text`).join(', ')}]`

/** The values of a row as one column. */
export const asOneColumn = (values: readonly string[]): string => `array_to_json(${asTexts(values)})`

/** The rows as one column. */
export const rowsOf = ({ values, from }: OfPerson<unknown>): string =>
  `array_to_json(array(select ${asTexts(values)} ${from}))`

export const readRows = <T>({ read }: OfPerson<T>, rows: readonly (readonly Value[])[], personId: PersonId): T[] =>
  rows.map((row) => read(row, personId))

/** The rows, and nothing else. */
export async function listOf<T>(db: Database, list: OfPerson<T>, personId: PersonId): Promise<T[]> {
  const answer = await db.read<Row & { rows: Value[][] }>(`alone-${list.name}`, `select ${rowsOf(list)} as rows`, [
    personId,
  ])
  return readRows(list, answer[0]!.rows, personId)
}

/** An instant in milliseconds, as a value. */
export const milliseconds = (instant: string): string => `(date_part('epoch', ${instant}) * 1000)`

export const dateFrom = (value: Value | undefined): Date | null => (value == null ? null : new Date(Number(value)))
