import { data, noteProcess, notedProcess, release, root } from './machine.mjs'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

export type Program = {
  readonly name: string
  /** File to run, relative to the checkout. */
  readonly file: string
  readonly environment: Readonly<Record<string, string>>
  /** How long it may take to end in order before it is killed, milliseconds. */
  readonly patience: number
}

const LONGEST_PAUSE = 10_000
const STEADY = 30_000
const BIGGEST_LOG = 10 * 1024 * 1024

/** Runs programs, starts again what dies, and ends them all. Their output goes to .data/logs. */
export class Supervisor {
  readonly #children = new Map<
    string,
    { program: Program; child: ChildProcess | null; deaths: number; since: number }
  >()
  readonly #onDeath: (program: Program, how: string, deaths: number) => void
  #stopping = false

  /** `onDeath` hears of every end that we did not ask for; `deaths` counts those in a row. */
  constructor(onDeath: (program: Program, how: string, deaths: number) => void) {
    this.#onDeath = onDeath
  }

  start(program: Program): void {
    this.#children.set(program.name, { program, child: null, deaths: 0, since: 0 })
    this.#run(program.name)
  }

  /** Whether every program runs, and those that died before have lived for a second since. */
  isSteady(): boolean {
    return [...this.#children.values()].every(
      ({ child, deaths, since }) => child !== null && (deaths === 0 || Date.now() - since > 1_000),
    )
  }

  /** Ends these programs in order; no other is started again from now on. */
  async stop(names: readonly string[] = [...this.#children.keys()]): Promise<void> {
    this.#stopping = true
    await Promise.all(names.map((name) => this.#stopOne(name)))
  }

  #run(name: string): void {
    const entry = this.#children.get(name)
    if (entry === undefined || this.#stopping) return
    const log = openLog(name)
    const preload = pathToFileURL(join(root, 'scripts/end-with-parent.mjs')).href
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', preload, entry.program.file], {
      cwd: root,
      env: { ...inherited(), ...entry.program.environment },
      // A session of its own: Ctrl-C reaches us alone, and we end the others in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    entry.child = child
    entry.since = Date.now()
    if (child.pid !== undefined) noteProcess(name, child.pid)
    let over = false
    const ended = (how: string): void => {
      if (over) return
      over = true
      entry.child = null
      release(name)
      if (this.#stopping) return
      entry.deaths = Date.now() - entry.since > STEADY ? 1 : entry.deaths + 1
      this.#onDeath(entry.program, how, entry.deaths)
      // The first time at once: most deaths are single ones.
      const pause = entry.deaths === 1 ? 0 : Math.min(LONGEST_PAUSE, 250 * 2 ** (entry.deaths - 2))
      setTimeout(() => this.#run(name), pause)
    }
    child.once('error', (error) => ended(error.message))
    child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`))
  }

  async #stopOne(name: string): Promise<void> {
    const entry = this.#children.get(name)
    const child = entry?.child
    if (entry === undefined || child === null || child === undefined) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), entry.program.patience)
    await gone
    clearTimeout(timer)
  }
}

/** Ends what an earlier launcher, killed outright, may have left behind under this name. */
export async function endLeftover(name: string, patience: number): Promise<void> {
  const pid = notedProcess(name)
  if (pid === null) return release(name)
  for (const [signal, wait] of [
    ['SIGTERM', patience],
    ['SIGKILL', 5_000],
  ] as const) {
    signalTo(pid, signal)
    const until = Date.now() + wait
    while (Date.now() < until) {
      if (notedProcess(name) !== pid) return release(name)
      await sleep(20)
    }
  }
  throw new Error(`process ${pid} (${name}) of an earlier start does not end`)
}

/** The end of what the program wrote, for a message. */
export function lastLines(name: string, count = 3): string {
  try {
    return readFileSync(logOf(name), 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}

/** Our environment without what npm put there for us alone. */
export function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
}

export const logs = join(data, 'logs')

const logOf = (name: string): string => join(logs, `${name}.log`)

function openLog(name: string): number {
  mkdirSync(logs, { recursive: true })
  const file = logOf(name)
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > BIGGEST_LOG) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
