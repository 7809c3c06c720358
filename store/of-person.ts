import type { Database, Reader, Row } from './database.ts'
import type { PersonId } from './ids.ts'

/**
 * Rows of one person, or of one member of staff, read alone or in one statement with who is signed in. They travel as texts in one column: a row of
 * many columns costs the web process more to take apart than the database to read.
 */
export type OfPerson<T> = {
  /** Names the prepared statement. */
  readonly name: string
  /** SQL of each value. */
  readonly values: readonly string[]
  /** All after the values; the person or member of staff is `$1`. */
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

/** What a page reads of a person together with their session, by names of its own. */
export type Asked = Readonly<Record<string, OfPerson<unknown>>>
export type Answered<A extends Asked> = { readonly [K in keyof A]: A[K] extends OfPerson<infer T> ? T[] : never }

/** A statement of one row, kept as the column `row`, with what is asked beside it; prepared under the name of all of it. */
export function withAsked(name: string, values: readonly string[], from: string) {
  const statements = new WeakMap<Asked, { name: string; text: string }>()
  type Found = { row: Value[] } & Record<string, Value[][]>
  return async <A extends Asked>(
    db: Reader,
    given: readonly unknown[],
    person: string,
    asked: A,
  ): Promise<{ row: Value[]; answered: Answered<A> } | undefined> => {
    let statement = statements.get(asked)
    if (statement === undefined) {
      const lists = Object.values(asked)
      const columns = lists.map((list) => `, ${rowsOf(list)} as "${list.name}"`).join('')
      statement = {
        name: [name, ...lists.map((list) => list.name)].join('-'),
        text: `select ${asOneColumn(values)} as row ${columns} ${from}`,
      }
      statements.set(asked, statement)
    }
    const [found] = await db.read<Found>(statement.name, statement.text, given)
    if (found === undefined) return undefined
    const answered: Record<string, unknown[]> = {}
    for (const key of Object.keys(asked))
      answered[key] = readRows(asked[key]!, found[asked[key]!.name]!, person as PersonId)
    return { row: found.row, answered: answered as Answered<A> }
  }
}

/** An instant in milliseconds, as a value. */
export const milliseconds = (instant: string): string => `(date_part('epoch', ${instant}) * 1000)`

/** Bytes, as a value. */
export const hex = (bytes: string): string => `encode(${bytes}, 'hex')`

export const dateFrom = (value: Value | undefined): Date | null => (value == null ? null : new Date(Number(value)))
