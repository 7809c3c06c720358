import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../../scripts/postgres.ts'

export type Cluster = {
  readonly url: string
  /** One statement, as the owner of the tables. */
  query<T extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<T[]>
  /** Ends the postmaster and every server of it at once, as a power cut would; answers when all are gone. */
  kill(): Promise<void>
  /** Starts it again on the same data at the same address; it recovers by itself. */
  restart(): Promise<void>
}

/** A PostgreSQL server that this test has for itself, to be killed at will. It ends with the test, data and all. */
export async function ownCluster(
  t: { after(work: () => unknown): void },
  settings: Record<string, string> = {},
): Promise<Cluster> {
  const home = mkdtempSync(join(tmpdir(), 'tamin-cluster-'))
  chmodSync(home, 0o755) // as root, PostgreSQL runs as another user who must come through here
  const directory = join(home, 'data')
  let running = await startPostgres({ directory, settings })
  const url = running.url()
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  const data = realpathSync(directory)
  t.after(async () => {
    await pool.end()
    await running.stop()
    // Not before: whoever started it still reads its log when its end is told.
    process.once('exit', () => {
      if (data !== directory) rmSync(dirname(data), { recursive: true, force: true })
      rmSync(home, { recursive: true, force: true })
    })
  })
  return {
    url,
    async query<T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<T>(text, [...values])).rows
    },
    async kill() {
      const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
      const family = [postmaster, ...childrenOf(postmaster)]
      for (const pid of family) strike(pid)
      while (family.some(isRunning)) await sleep(10)
    },
    async restart() {
      running = await startPostgres({ directory, port: running.port, settings })
      if (running.url() !== url) throw new Error('somebody else has taken the port of the database meanwhile')
    },
  }
}

/** One that has ended by itself in the meantime is as good. */
function strike(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** State and parent of a process, out of /proc; null when there is none. */
function statusOf(pid: number): { state: string; parent: number } | null {
  try {
    const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return { state, parent: Number(parent) }
  } catch {
    return null
  }
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statusOf(pid)?.parent === parent)

/** One that is dead and only waits for its parent to notice is not. */
const isRunning = (pid: number): boolean => !['Z', 'X', undefined].includes(statusOf(pid)?.state)
