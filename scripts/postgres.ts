import { freePort } from './free-port.ts'
import { canRun, homeOf, own } from './postgres-home.ts'
import type { Home } from './postgres-home.ts'
import { copySoftware, findSoftware } from './postgres-software.ts'
import type { Software } from './postgres-software.ts'
import { Refusal, requireSpace } from './machine.mjs'
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Postgres = {
  /** The address of a database of the cluster for the role `tamin`, who owns it but is no superuser. */
  url(database?: string): string
  readonly port: number
  /** True when it was running before we came. */
  readonly adopted: boolean
  isRunning(): boolean
  /** Ends open transactions, writes everything down and waits until it has ended. */
  stop(): Promise<void>
}

/**
 * Runs the cluster in `directory`, making it first where there is none; one that runs already is taken over.
 * It listens on 127.0.0.1 only, on `port` if free, and stays when we end. Throws a Refusal the operator can mend.
 */
export async function startPostgres(options: {
  directory: string
  port?: number | undefined
  settings?: Record<string, string>
}): Promise<Postgres> {
  const home = homeOf(options.directory)
  const log = `${options.directory}.log`
  requireSpace(home.beside, 50)
  if (!existsSync(join(home.data, 'PG_VERSION'))) createCluster(home, log)
  const adopted = ourPostmaster(home) !== null
  await run(home, log, options)
  const password = readFileSync(join(home.data, PASSWORD), 'utf8')
  const port = postmaster(home)?.port
  if (port === undefined) throw new Error('PostgreSQL ended right after its start')
  await prepare(port, password)
  return {
    port,
    adopted,
    url: (database = 'tamin') => `postgres://tamin:${password}@127.0.0.1:${port}/${database}${throughSocket(home)}`,
    isRunning: () => ourPostmaster(home) !== null,
    stop: () => stop(home),
  }
}

const PASSWORD = 'tamin-password'

// initdb works in a directory of its own that is then renamed: a start that was cut off leaves no half cluster behind.
function createCluster(home: Home, log: string): void {
  const { bin } = reachable(findSoftware(), home)
  const made = mkdtempSync(join(home.beside, '.new-cluster-'))
  own(made, home.runner)
  const password = randomBytes(24).toString('base64url')
  const passwordFile = `${made}.password`
  const output = openSync(log, 'a', 0o600)
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    own(passwordFile, home.runner)
    const locale = utf8Locale(localeNames())
    const done = spawnSync(
      join(bin, 'initdb'),
      [
        '-D',
        made,
        '-U',
        'postgres',
        '-E',
        'UTF8',
        `--locale=${locale}`,
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
      ],
      {
        ...home.runner,
        cwd: home.runner === undefined ? home.beside : made,
        env: environment(locale),
        stdio: ['ignore', output, output],
      },
    )
    if (done.status !== 0) throw startFailure('PostgreSQL could not make its data directory', lastWords(log, 0))
    writeFileSync(join(made, PASSWORD), password, { mode: 0o600 })
    own(join(made, PASSWORD), home.runner)
    renameSync(made, home.data)
  } catch (error) {
    // Another start may have been faster; its cluster is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    closeSync(output)
    rmSync(passwordFile, { force: true })
    rmSync(made, { recursive: true, force: true })
  }
}

async function run(
  home: Home,
  log: string,
  options: { port?: number | undefined; settings?: Record<string, string> },
): Promise<void> {
  const major = Number(readFileSync(join(home.data, 'PG_VERSION'), 'utf8'))
  const patience = Date.now() + 120_000
  for (;;) {
    const running = ourPostmaster(home)
    if (running?.status === 'ready') return
    if (Date.now() > patience) throw new Refusal(`PostgreSQL did not become ready in two minutes: see ${log}.`)
    if (running !== null) {
      await sleep(25)
      continue
    }
    if (usedBySurvivors(home)) {
      await sleep(100)
      continue
    }
    forgetStranger(home)
    const { bin } = reachable(findSoftware(major), home)
    const port = await freePort(options.port)
    const trouble = await launch(join(bin, 'postgres'), home, log, { ...options.settings, port: String(port) })
    if (
      trouble === null ||
      /postmaster\.pid" already exists|pre-existing shared memory|Address already in use/.test(trouble)
    ) {
      await sleep(25)
      continue
    }
    throw startFailure('PostgreSQL did not start', trouble)
  }
}

/** Starts the postmaster and waits until it is ready (null) or has ended (its last words). */
async function launch(
  program: string,
  home: Home,
  log: string,
  settings: Record<string, string>,
): Promise<string | null> {
  const output = openSync(log, 'a', 0o600)
  const before = statSync(log).size
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketDirectory(home),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse', // the details of an error would carry personal data into the log
    ...settings,
  }
  const child = spawn(
    program,
    ['-D', home.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...home.runner,
      cwd: home.data,
      env: environment('C'),
      detached: true, // Ctrl-C is for us; PostgreSQL ends last
      stdio: ['ignore', output, output],
    },
  )
  closeSync(output)
  let ended: string | null = null
  child.once('error', (error) => (ended = error.message))
  child.once('exit', () => (ended = lastWords(log, before)))
  child.unref()
  while (ended === null) {
    const now = postmaster(home)
    if (now?.pid === child.pid && now?.status === 'ready') return null
    await sleep(20)
  }
  return ended
}

// Roles and database are made at every start if missing, so that a start cut off in between mends itself.
async function prepare(port: number, password: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' })
  await client.connect()
  try {
    const roles = await client.query(`select from pg_roles where rolname = 'tamin'`)
    if (roles.rowCount === 0) {
      await client
        .query(`create role tamin login createdb createrole password ${client.escapeLiteral(password)}`)
        .catch(unlessThere)
    }
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`)
    // Since 16 a role that makes another must be told that it may act as it.
    if (Number(rows[0]?.version) >= 160_000)
      await client.query(`alter role tamin set createrole_self_grant = 'set, inherit'`)
    const databases = await client.query(`select from pg_database where datname = 'tamin'`)
    if (databases.rowCount === 0) await client.query('create database tamin owner tamin').catch(unlessThere)
  } finally {
    await client.end()
  }
}

function unlessThere(error: unknown): void {
  const thereAlready = ['42710', '42P04', '23505']
  if (!(error instanceof pg.DatabaseError && thereAlready.includes(error.code ?? ''))) throw error
}

async function stop(home: Home): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    const running = ourPostmaster(home)
    if (running === null) return
    process.kill(running.pid, signal)
    const until = Date.now() + patience
    while (Date.now() < until) {
      if (ourPostmaster(home)?.pid !== running.pid) return
      await sleep(20)
    }
  }
  throw new Error('PostgreSQL does not end')
}

type Postmaster = { pid: number; port: number; status: string; shared: string }

/** What postmaster.pid says, true or not any more. */
function postmaster(home: Home): Postmaster | null {
  try {
    const lines = readFileSync(join(home.data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return null
    return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '', shared: lines[6]?.trim() ?? '' }
  } catch {
    return null
  }
}

/** The postmaster of this very cluster if it is alive; the number may have gone to a stranger since. */
function ourPostmaster(home: Home): Postmaster | null {
  const noted = postmaster(home)
  if (noted === null) return null
  try {
    const command = readFileSync(`/proc/${noted.pid}/cmdline`, 'utf8').split('\0')
    return command.includes(home.data) && command[0]?.endsWith('/postgres') ? noted : null
  } catch {
    return null
  }
}

/** Whether servers of a killed postmaster still hold its shared memory; they notice its death and end by themselves. */
function usedBySurvivors(home: Home): boolean {
  const [key, id] = postmaster(home)?.shared.split(/\s+/) ?? []
  if (key === undefined || id === undefined) return false
  return readFileSync('/proc/sysvipc/shm', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some((columns) => columns[0] === key && columns[1] === id && Number(columns[6]) > 0)
}

// PostgreSQL itself would refuse while any process has the number noted in postmaster.pid.
function forgetStranger(home: Home): void {
  const noted = postmaster(home)
  if (noted === null || !existsSync(`/proc/${noted.pid}`)) return
  if (ourPostmaster(home) === null && !usedBySurvivors(home)) rmSync(join(home.data, 'postmaster.pid'), { force: true })
}

function reachable(software: Software, home: Home): Software {
  if (canRun(join(software.bin, 'postgres'), home.runner)) return software
  return copySoftware(software, join(home.beside, `software-${software.major}`))
}

// The path of a socket has at most 107 bytes; without room for it PostgreSQL listens on the loopback only.
function socketDirectory(home: Home): string {
  return Buffer.byteLength(home.data) <= 80 ? home.data : ''
}

/** A tenth of a sign-in is spent writing to the database; by the socket a write costs half of one by the loopback. */
function throughSocket(home: Home): string {
  const directory = socketDirectory(home)
  return directory === '' ? '' : `?host=${encodeURIComponent(directory)}`
}

function environment(locale: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: locale, TZ: 'UTC' }
}

/** The UTF-8 locale for the cluster, out of the names that `locale -a` gives. Throws a Refusal when there is none. */
export function utf8Locale(names: readonly string[]): string {
  const utf8 = names.filter((name) => /utf-?8/i.test(name))
  const found = utf8.find((name) => /^C\./i.test(name)) ?? utf8.find((name) => /^(fa|en)_/.test(name)) ?? utf8[0]
  if (found !== undefined) return found
  throw new Refusal(
    'This system has no UTF-8 locale, without which Persian cannot be searched: install one, for example C.UTF-8 (package "locales").',
  )
}

function localeNames(): string[] {
  const told = spawnSync('locale', ['-a'], { encoding: 'utf8' })
  // Small systems have no `locale`, but their C library may well have the locale; initdb will tell.
  return told.status === 0 ? told.stdout.split('\n').filter((name) => name !== '') : ['C.UTF-8']
}

function startFailure(what: string, words: string): Refusal {
  if (/No space left on device/.test(words)) return new Refusal(`${what}: the disk is full.`)
  if (/invalid locale|locale name/i.test(words))
    return new Refusal(`${what}: this system has no UTF-8 locale; install one, for example C.UTF-8.`)
  const line =
    words.split('\n').findLast((text) => /FATAL|error:|PANIC/.test(text)) ?? words.trim().split('\n').at(-1) ?? ''
  return new Refusal(`${what}: ${line.replace(/^.*(FATAL|PANIC|error):\s*/, '')}.`)
}

function lastWords(log: string, from: number): string {
  return readFileSync(log).subarray(from).toString('utf8')
}
