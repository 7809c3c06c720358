import pg from 'pg'

/** Rows a statement answers. Values come as PostgreSQL sends them: bigint as text, date as 'YYYY-MM-DD', instants as Date. */
export type Row = Record<string, unknown>

export type Tx = {
  /** Runs one statement inside the transaction. */
  query<T extends Row>(text: string, values?: readonly unknown[]): Promise<T[]>
}

export type Database = Tx & {
  /** A single read on a pipelined connection, prepared under its name: for what every page asks. */
  read<T extends Row>(name: string, text: string, values: readonly unknown[]): Promise<T[]>
  /** Runs `work` in one transaction; any throw rolls it back. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The pool, for libraries that bring their own statements. */
  readonly pool: pg.Pool
  close(): Promise<void>
}

// Dates stay text: a calendar day has no time zone. (1082 is the type number of `date`.)
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === 1082 ? (text: string) => text : pg.types.getTypeParser(oid as number, format as 'text'),
}

/** Opens the database as the role `tamin_app`, which cannot change append-only tables. */
export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const config: pg.ClientConfig = {
    connectionString: url,
    types,
    options: '-c role=tamin_app -c timezone=UTC',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...config, max: options.poolSize ?? 10, idleTimeoutMillis: 30_000 })
  pool.on('error', () => {}) // an idle connection broke; the pool replaces it
  const reader = pipelinedReader(config)

  return {
    pool,
    read: reader.read,
    async query<T extends Row>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<T>(text, values as unknown[])).rows
    },
    async transaction(work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('begin')
        const result = await work({
          query: async <T extends Row>(text: string, values: readonly unknown[] = []) =>
            (await client.query<T>(text, values as unknown[])).rows,
        })
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch((failure: Error) => (broken = failure))
        throw error
      } finally {
        client.release(broken)
      }
    },
    async close() {
      await Promise.all([pool.end(), reader.close()])
    },
  }
}

/** One connection that sends statements without waiting for earlier answers; made anew when it breaks. */
function pipelinedReader(config: pg.ClientConfig) {
  let current: Promise<pg.Client> | null = null

  const connect = (): Promise<pg.Client> => {
    const client = new pg.Client({ ...config, pipeline: true } as pg.ClientConfig)
    const forget = () => {
      if (current === opening) current = null
    }
    client.on('error', forget)
    client.on('end', forget)
    const opening = client.connect().then(() => client)
    opening.catch(forget)
    return opening
  }

  const once = async <T extends Row>(name: string, text: string, values: readonly unknown[]): Promise<T[]> => {
    const client = await (current ??= connect())
    return (await client.query<T>({ name, text, values: values as unknown[] })).rows
  }

  return {
    /** A read has no side effect, so one that met a broken connection is simply sent again. */
    read: async <T extends Row>(name: string, text: string, values: readonly unknown[]): Promise<T[]> => {
      try {
        return await once<T>(name, text, values)
      } catch (error) {
        if (!connectionBroke(error)) throw error
        current = null
        return await once<T>(name, text, values)
      }
    },
    close: async () => {
      const closing = current
      current = null
      if (closing) await closing.then((client) => client.end()).catch(() => {})
    },
  }
}

/** True when the connection broke or the server is stopping (SQLSTATE class 08, 57P0x), not when the statement was wrong. */
export function connectionBroke(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code.startsWith('08') || code.startsWith('57P')
  if (typeof code === 'string') return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(code)
  return /connection terminated|connection ended|not queryable|client was closed|timeout/i.test(error.message)
}
