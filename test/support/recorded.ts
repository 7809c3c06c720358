import type { Database, Row, Tx } from '#store/database.ts'

/** A statement as it was sent. */
export type Statement = { readonly text: string; readonly values: readonly unknown[] }

/** A database that also writes down what it is asked, `begin` and `commit` too. */
export function recorded(db: Database): { db: Database; statements: Statement[] } {
  const statements: Statement[] = []
  const note = (text: string, values: readonly unknown[] = []) => statements.push({ text, values })
  return {
    statements,
    db: {
      ...db,
      async read<T extends Row>(name: string, text: string, values: readonly unknown[]) {
        note(text, values)
        return db.read<T>(name, text, values)
      },
      async query<T extends Row>(text: string, values: readonly unknown[] = []) {
        note(text, values)
        return db.query<T>(text, values)
      },
      transaction: (work) =>
        db.transaction(async (tx) => {
          note('begin')
          const noted = (sent: Tx): Tx => ({
            async query<T extends Row>(text: string, values: readonly unknown[] = []) {
              note(text, values)
              return sent.query<T>(text, values)
            },
          })
          const result = await work({ ...noted(tx), last: noted(tx.last) })
          note('commit')
          return result
        }),
    },
  }
}
