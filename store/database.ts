import pg from 'pg'

/** Rows a statement answers. Values come as PostgreSQL sends them: bigint as text, date as 'YYYY-MM-DD', instants as Date. */
export type Row = Record<string, unknown>

export type Tx = {
  /** Runs one statement inside the transaction. */
  query<T extends Row>(text: string, values?: readonly unknown[]): Promise<T[]>
}

export type Reader = {
  /** A single read on a pipelined connection, prepared under its name: for what every page asks. */
  read<T extends Row>(name: string, text: string, values: readonly unknown[]): Promise<T[]>
}

export type Database = Tx &
  Reader & {
    /** Runs `work` in one transaction; any throw rolls it back. */
    transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
    /**
     * For counters that a crash of the database may set back by half a second: what is written here does not wait for the
     * disk. Pipelined, and prepared under its name. What is read beside them at the same moment goes out in the same write.
     */
    readonly counters: Counters
    close(): Promise<void>
  }

export type Transaction = Tx & {
  /** The last statement: it goes out in one write with the commit, which holds if it did what it says. Nothing after it can undo it. */
  readonly last: Tx
}

export type Counters = Reader & {
  /** Counts; never sent again, for it may have been done. */
  count<T extends Row>(name: string, text: string, values: readonly unknown[]): Promise<T[]>
  /** For what nobody waits for: goes out with whatever is counted or read next, before it, or else in a moment. */
  countSoon(name: string, text: string, values: readonly unknown[]): Promise<void>
}

// Dates stay text: a calendar day has no time zone. (1082 is the type number of `date`.)
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === 1082 ? (text: string) => text : pg.types.getTypeParser(oid as number, format as 'text'),
}

/** Opens the database as the role `tamin_app`, which cannot change append-only tables. */
export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const config: pg.ClientConfig & { pipeline: true } = {
    connectionString: url,
    types,
    options: '-c role=tamin_app -c timezone=UTC',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    pipeline: true,
  }
  const pool = new pg.Pool({ ...config, max: options.poolSize ?? 10, idleTimeoutMillis: 30_000 })
  pool.on('error', () => {}) // an idle connection broke; the pool replaces it
  // One that breaks inside a transaction says so beside failing its statements; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const reads = pipelined(config)
  const counters = pipelined({ ...config, options: `${config.options} -c synchronous_commit=off` })
  // A read has no side effect, so one that met a broken connection is simply sent again.
  const reader =
    ({ rows }: typeof reads) =>
    <T extends Row>(name: string, text: string, values: readonly unknown[]): Promise<T[]> =>
      rows<T>(name, text, values).catch((error: unknown) => {
        if (!connectionBroke(error)) throw error
        return rows<T>(name, text, values)
      })
  const named = statementNames()

  return {
    counters: { read: reader(counters), count: counters.rows, countSoon: counters.soon },
    read: reader(reads),
    async query<T extends Row>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<T>(named(text, values))).rows
    },
    async transaction(work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        const send = (statement: string | pg.QueryConfig): Promise<pg.QueryResult> => {
          sendTogether(client, (now) => process.nextTick(now))
          const answer = client.query(statement)
          answer.catch(() => {}) // heard where it is waited for
          return answer
        }
        const begun = send('begin') // goes out with the first statement
        let ended: Promise<pg.QueryResult> | undefined
        const query: Tx['query'] = async <T extends Row>(text: string, values: readonly unknown[] = []) =>
          (await send(named(text, values))).rows as T[]
        const last: Tx['query'] = (text, values) => {
          const answer = query(text, values)
          ended = send('commit')
          return answer as Promise<never>
        }
        const result = await work({ query, last: { query: last } })
        await begun
        if (ended === undefined) await send('commit')
        // So PostgreSQL answers a commit after a statement that failed.
        else if ((await ended).command !== 'COMMIT')
          throw new Error('a statement of the transaction failed, nothing of it was done')
        return result
      } catch (error) {
        await client.query('rollback').catch((failure: Error) => (broken = failure))
        throw error
      } finally {
        client.release(broken)
      }
    },
    async close() {
      await Promise.all([pool.end(), reads.close(), counters.close()])
    },
  }
}

/** One connection that sends statements without waiting for earlier answers; made anew when it breaks. */
function pipelined(config: pg.ClientConfig) {
  let current: Promise<pg.Client> | null = null

  const connect = (): Promise<pg.Client> => {
    const client = new pg.Client(config)
    const forget = () => {
      if (current === opening) current = null
    }
    client.on('error', forget)
    client.on('end', forget)
    const opening = client.connect().then(() => client)
    opening.catch(forget)
    return opening
  }

  let waiting: (() => Promise<unknown>)[] = []
  let timer: NodeJS.Timeout | undefined
  const sendWaiting = () => {
    clearTimeout(timer)
    timer = undefined
    return Promise.allSettled(waiting.splice(0).map((send) => send()))
  }

  const rows = async <T extends Row>(name: string, text: string, values: readonly unknown[]): Promise<T[]> => {
    if (waiting.length > 0) void sendWaiting()
    const connection = (current ??= connect())
    try {
      const client = await connection
      sendTogether(client, setImmediate)
      return await ask<T>(client, name, text, values)
    } catch (error) {
      // From here the stack tells who asked; the driver's own tells only of its socket.
      if (error instanceof Error) Error.captureStackTrace(error)
      if (connectionBroke(error) && current === connection) current = null
      throw error
    }
  }

  return {
    rows,
    soon: (name: string, text: string, values: readonly unknown[]): Promise<void> =>
      new Promise((resolve, reject) => {
        waiting.push(() => rows(name, text, values).then(() => resolve(), reject))
        timer ??= setTimeout(() => void sendWaiting(), soonest)
      }),
    close: async () => {
      await sendWaiting()
      const closing = current
      current = null
      if (closing) await closing.then((client) => client.end()).catch(() => {})
    },
  }
}

/** As `client.query` does, which copies every statement it is given and hangs a second promise on it. */
const ask = <T extends Row>(client: pg.Client, name: string, text: string, values: readonly unknown[]): Promise<T[]> =>
  new Promise((resolve, reject) => {
    const callback = (error: Error | null, result: pg.QueryResult<T>) => (error ? reject(error) : resolve(result.rows))
    client.query(Object.assign(new pg.Query<T>(text, values as unknown[]), { name, callback }))
  })

/** Milliseconds that a statement which nobody waits for may wait for another to go out with. */
const soonest = 25

/** What is said to the database until `then` goes out in one write: a write costs more than most statements. */
function sendTogether(client: pg.ClientBase, then: (send: () => void) => void): void {
  const { stream } = (client as pg.Client).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  then(() => stream.uncork())
}

/** Of several statements in one text, none can be prepared. */
const oneSelect = /^\s*select\b[^;]*$/i

/** The database plans a statement that has a name once per connection. Texts beyond the first 500 are not ours: no name. */
function statementNames() {
  const names = new Map<string, string>()
  return (text: string, values: readonly unknown[]): pg.QueryConfig => {
    if (values.length === 0 && !oneSelect.test(text)) return { text }
    if (!names.has(text) && names.size < 500) names.set(text, `statement-${names.size}`)
    const name = names.get(text)
    return { text, values: values as unknown[], ...(name !== undefined && { name }) }
  }
}

/** True when the connection broke or the server is stopping (SQLSTATE class 08, 57P0x), not when the statement was wrong. */
export function connectionBroke(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  // Names of the system first: EPIPE looks like an SQLSTATE.
  if (typeof code === 'string' && ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(code))
    return true
  if (typeof code === 'string') return code.startsWith('08') || code.startsWith('57P')
  return /connection terminated|connection ended|not queryable|client was closed|timeout/i.test(error.message)
}
