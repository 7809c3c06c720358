import type pg from 'pg'

/** What `pg` calls on a query of another kind; its types leave out COPY. */
type Wire = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

/**
 * Sends rows in the text format of COPY, all at once: a batch that is a buffer already needs no stream. The client must not
 * be in pipeline mode. Rejects with what the database says of the first wrong row; nothing of them is then there.
 */
export function copyIn(client: pg.Client, statement: string, rows: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      callback: () => {},
      submit: (connection: Wire) => connection.query(statement),
      handleCopyInResponse: (connection: Wire) => {
        connection.sendCopyFromChunk(rows)
        connection.endCopyFrom()
      },
      handleError: reject,
      handleCommandComplete: () => {},
      handleReadyForQuery: () => resolve(), // not called after an error
    } as unknown as pg.Submittable)
  })
}
