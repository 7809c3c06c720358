import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../scripts/free-port.ts'
import { SIMULATORS } from '../../scripts/programs.ts'

const root = join(import.meta.dirname, '../..')

// The real scripts with the smallest programs that can show what a launcher does to them.
const PROGRAMS: Record<string, string> = {
  'store/migrations/001.sql': 'create table kept (what text)',
  'store/migrate-main.ts': `
    import pg from 'pg'
    const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
    await client.connect()
    await client.query('create table if not exists kept (what text)')
    await client.end()`,
  'demo/main.ts': `
    import { existsSync, writeFileSync } from 'node:fs'
    const { POPULATION_FILE, DEMO_FILE } = process.env as Record<string, string>
    if (!existsSync(POPULATION_FILE!)) writeFileSync(POPULATION_FILE!, String(Math.random()))
    const accounts = [{ name: 'زهرا', nationalCode: '0012345679', password: 'Demo#1234' }]
    const unregistered = [{ nationalCode: '0087654321', mobile: '09120000000', birthDate: '1360/1/1' }]
    writeFileSync(DEMO_FILE!, JSON.stringify({ accounts, unregistered, staff: [] }))`,
  'web/main.ts': `
    import { createServer } from 'node:http'
    import pg from 'pg'
    const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] })
    pool.on('error', () => {})
    const server = createServer(async (request, response) => {
      try {
        if (request.url === '/keep') await pool.query("insert into kept values ('one')")
        const { rows } = await pool.query('select count(*)::integer as rows from kept')
        response.end(JSON.stringify({ pid: process.pid, ...rows[0] }))
      } catch {
        response.writeHead(503).end()
      }
    })
    server.listen(Number(process.env['PORT']), process.env['HOST'])`,
  // Does not notice the death of the launcher, as a program that hangs would not.
  'worker/main.ts': `
    process.removeAllListeners('disconnect')
    setInterval(() => {}, 1000)`,
  'app/staff-main.ts': `console.log(process.argv.slice(2).join(' '))`,
  // Programs that only an operator runs.
  'store/distribute-main.ts': '',
  'connectors/typst/press-main.ts': '',
  'app/calendar-main.ts': '',
  'app/watch-main.ts': '',
  'app/branches-main.ts': '',
  'app/answers-main.ts': '',
  'app/services-main.ts': '',
  'app/orders-main.ts': '',
  'app/payments-main.ts': '',
  'simulators/register/main.ts': '',
  'app/register-main.ts': '',
  'connectors/typst/fonts/none.txt': '',
  'web/main.css': 'body { margin: 0 }',
  'vite.assets.config.ts': `export default {
    publicDir: false, build: { outDir: 'dist/assets', rolldownOptions: { input: 'web/main.css' } },
  }`,
}
for (const name of SIMULATORS) {
  PROGRAMS[`simulators/${name}/main.ts`] = `
    import { createServer } from 'node:http'
    createServer((_, response) => response.end('ok')).listen(Number(process.env['PORT']), process.env['HOST'])`
}

export type Ended = { readonly code: number | null; readonly output: string }
export type Start = {
  readonly pid: number
  readonly ended: Promise<Ended>
  output(): string
}
export type Demo = {
  portal: string
  smsInbox: string
  simulators: Record<string, string>
  accounts: object[]
  unregistered: object[]
}

/** A checkout of its own with the launcher of this one; removed at the end, with everything that still runs from it. */
export class Scratch {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'tamin-scratch-')))
  port = 0

  static async make(after: (work: () => Promise<void>) => void): Promise<Scratch> {
    const scratch = new Scratch()
    after(() => scratch.#remove())
    for (const name of ['scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.server.config.ts']) {
      cpSync(join(root, name), join(scratch.directory, name), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(scratch.directory, 'node_modules'))
    for (const [name, text] of Object.entries(PROGRAMS)) {
      mkdirSync(dirname(join(scratch.directory, name)), { recursive: true })
      writeFileSync(join(scratch.directory, name), text)
    }
    scratch.port = await freePort()
    return scratch
  }

  path(...names: string[]): string {
    return join(this.directory, ...names)
  }

  /** Runs `npm start`, without npm, in a process group of its own as a terminal would. */
  start(environment: Record<string, string> = {}, as: { uid?: number; gid?: number } = {}): Start {
    const env = { ...process.env, PORT: String(this.port), DATABASE_URL: '', ...environment }
    const child = spawn(process.execPath, [this.path('scripts/start.mjs')], {
      cwd: this.directory,
      env,
      detached: true,
      ...as,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, output }))
    })
    return { pid: child.pid ?? 0, ended, output: () => output }
  }

  /** Waits until the portal has told its addresses. */
  async ready(start: Start): Promise<Demo> {
    let over: Ended | undefined
    void start.ended.then((ended) => (over = ended))
    await until(() => {
      if (over !== undefined) throw new Error(`the launcher ended with ${over.code}: ${over.output}`)
      return start.output().includes('Tamin runs.')
    })
    return JSON.parse(readFileSync(this.path('.data/demo.json'), 'utf8')) as Demo
  }

  /** Process number of a program; null when it does not run. */
  pidOf(name: string): number | null {
    if (!existsSync(this.path('.data/run', `${name}.pid`))) return null
    return Number(readFileSync(this.path('.data/run', `${name}.pid`), 'utf8').split(' ')[0])
  }

  /** Null between the end of one and the start of the next. */
  postgresPid(): number | null {
    if (!existsSync(this.path('.data/postgres/postmaster.pid'))) return null
    return Number(readFileSync(this.path('.data/postgres/postmaster.pid'), 'utf8').split('\n')[0])
  }

  /** All processes that were started from this directory or work on its data. */
  processes(): number[] {
    const places = [this.directory, this.#outside()].filter((place) => place !== null)
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid)
      .filter((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
          return places.some((place) => command.includes(place))
        } catch {
          return false
        }
      })
  }

  // As root the cluster lies outside of a directory that only root can enter.
  #outside(): string | null {
    const link = this.path('.data/postgres')
    if (!existsSync(link)) return null
    const data = realpathSync(link)
    return data.startsWith(this.directory) ? null : dirname(data)
  }

  async #remove(): Promise<void> {
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL')
    await until(() => this.processes().length === 0)
    const outside = this.#outside()
    if (outside !== null) rmSync(outside, { recursive: true, force: true })
    rmSync(this.directory, { recursive: true, force: true })
  }
}

/** Waits until `holds`, for a minute at most. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); await sleep(25)) {
    if (Date.now() > end) throw new Error(`it does not come to pass: ${holds.toString()}`)
  }
}
