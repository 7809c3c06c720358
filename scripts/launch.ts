// What `npm start` runs once set-up is done: PostgreSQL, migrations, demo population, simulators, web, worker; until Ctrl-C.
import { demoKeys } from './demo-keys.ts'
import { freePort } from './free-port.ts'
import { claim, data, noteProcess, portFrom, Refusal, release, requireFreePort, root, sentence } from './machine.mjs'
import { startPostgres } from './postgres.ts'
import type { Postgres } from './postgres.ts'
import { PORTAL, programs, SIMULATORS, simulatorAddress } from './programs.ts'
import type { Place } from './programs.ts'
import { endLeftover, inherited, lastLines, logs, Supervisor } from './supervisor.ts'
import type { Program } from './supervisor.ts'
import { spawn } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const files = {
  addresses: join(data, 'demo.json'),
  people: join(data, 'demo-people.json'),
  population: join(data, 'population.ndjson'),
  ports: join(data, 'ports.json'),
}

let phase: 'starting' | 'running' | 'stopping' = 'starting'
let giveUp: (error: Error) => void = () => {}
let postgres: Postgres | null = null
let watch: NodeJS.Timeout | undefined
let restarting: Promise<void> | null = null

const supervisor = new Supervisor((program, how, deaths) => {
  console.log(`${program.name} ended (${how}); starting it again.`)
  if (phase === 'starting' && deaths === 3) {
    giveUp(new Refusal(`${program.name} does not start (${how}), see ${logs}: ${lastLines(program.name)}`))
  }
})

const stopAsked = new Promise<'stop'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('stop'))
  process.once('disconnect', () => resolve('stop'))
})

const running = claim('portal')
if (running !== null) {
  console.error(`Tamin already runs from this directory (process ${running}): stop it first.`)
  process.exit(1)
}
let exitCode = 0
try {
  const failed = new Promise<never>((_resolve, reject) => (giveUp = reject))
  const begun = await Promise.race([start(), stopAsked, failed])
  if (begun !== 'stop') {
    phase = 'running'
    report(begun)
    await stopAsked
  }
} catch (error) {
  console.error(sentence(error))
  exitCode = 1
}
phase = 'stopping'
noteProcess('stopping', process.pid)
await stop().catch((error: unknown) => {
  console.error(sentence(error))
  exitCode = 1
})
release('portal')
release('stopping')
process.exit(exitCode)

async function start(): Promise<Place> {
  rmSync(files.addresses, { force: true })
  // Before the port is tried: a web process left over from a killed launcher may hold it.
  await Promise.all([...PORTAL, ...SIMULATORS].map((name) => endLeftover(name, 5_000)))
  const port = portFrom(process.env['PORT'])
  const host = process.env['HOST'] || '127.0.0.1'
  await requireFreePort(port, host)
  const ports = await choosePorts(port)
  const keys = demoKeys()
  const place: Place = {
    host,
    port,
    publicUrl: process.env['PUBLIC_URL'] || `http://${reachable(host)}:${port}`,
    databaseUrl: await startDatabase(ports.postgres),
    populationFile: files.population,
    simulatorPorts: ports.simulators,
    keys,
  }
  await runOnce('migrate', { DATABASE_URL: place.databaseUrl })
  await runOnce('demo', {
    DATABASE_URL: place.databaseUrl,
    SECRET_KEY: keys.secretKey,
    POPULATION_FILE: files.population,
    DEMO_FILE: files.people,
    ANSWERS: join(root, 'law/answers'),
  })
  if (phase !== 'starting') return place
  const table = programs(place)
  for (const program of Object.values(table)) supervisor.start(program)
  await Promise.all([
    ...SIMULATORS.map((name) => answers(`${simulatorAddress(place, name)}/`, table[name], () => true)),
    answers(`http://${reachable(host)}:${port}/readyz`, table.web, (response) => response.ok),
  ])
  while (phase === 'starting' && !supervisor.isSteady()) await sleep(25)
  return place
}

async function stop(): Promise<void> {
  clearInterval(watch)
  await supervisor.stop(PORTAL)
  await supervisor.stop()
  await restarting
  await postgres?.stop()
}

/** The database of the operator if DATABASE_URL names one, which is theirs to start and stop; else our own. */
async function startDatabase(port: number | undefined): Promise<string> {
  const given = process.env['DATABASE_URL']
  if (given !== undefined && given !== '') return given
  const cluster = { directory: join(data, 'postgres') }
  const started = await startPostgres({ ...cluster, port })
  postgres = started
  keepPorts({ postgres: started.port })
  watch = setInterval(() => {
    if (phase === 'stopping' || restarting !== null || postgres?.isRunning()) return
    console.log('PostgreSQL ended; starting it again.')
    restarting = startPostgres({ ...cluster, port: started.port })
      .then((again) => void (postgres = again))
      .catch((error: unknown) => {
        console.log(sentence(error))
        return sleep(5_000, undefined, { ref: false })
      })
      .finally(() => (restarting = null))
  }, 500)
  return started.url()
}

/** Runs a program that does its work and ends. What it writes to stderr is why it failed. */
async function runOnce(name: string, environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['--enable-source-maps', `dist/server/${name}.js`], {
    cwd: root,
    env: { ...inherited(), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const [code] = await new Promise<[number | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exit) => resolve([exit]))
  })
  if (code === 0) return
  if (/ENOSPC|No space left on device/.test(words))
    throw new Refusal('The disk is full: free some space and start again.')
  throw new Refusal(words.trim() || `${name} ended with exit code ${code}.`)
}

async function answers(url: string, program: Program, good: (response: Response) => boolean): Promise<void> {
  const until = Date.now() + 60_000
  while (phase === 'starting') {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' })
      await response.body?.cancel()
      if (good(response)) return
    } catch {
      // not yet
    }
    if (Date.now() > until)
      throw new Refusal(`${program.name} does not answer at ${url}, see ${logs}: ${lastLines(program.name)}`)
    await sleep(25)
  }
}

/** Writes .data/demo.json and tells the operator where everything is. */
function report(place: Place): void {
  type Person = Record<string, string>
  const people = JSON.parse(readFileSync(files.people, 'utf8')) as Record<
    'accounts' | 'unregistered' | 'staff',
    Person[]
  >
  const smsInbox = simulatorAddress(place, 'sms')
  const simulators = Object.fromEntries(
    SIMULATORS.map((name) => [
      name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      simulatorAddress(place, name),
    ]),
  )
  const all = { portal: place.publicUrl, smsInbox, simulators, ...people }
  writeFileSync(`${files.addresses}.part`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${files.addresses}.part`, files.addresses)
  const lines = [
    '',
    'Tamin runs. Ctrl-C stops it.',
    '',
    `  Portal     ${place.publicUrl}`,
    `  Staff      ${place.publicUrl}/staff`,
    `  SMS inbox  ${smsInbox}`,
    '',
    'Sign in with a national code and its password:',
    ...people.accounts.map((one) => `  ${one['nationalCode']}  ${one['password']}  ${one['name']}`),
    'Sign up as one of these (all of them are invented):',
    ...people.unregistered.map(
      (one) => `  ${one['nationalCode']}  ${one['mobile']}  ${one['birthDate']}  ${one['case'] ?? ''}`,
    ),
    '',
    `All of this is in ${files.addresses}; logs are in ${logs}.`,
  ]
  console.log(lines.join('\n'))
}

type Ports = { postgres?: number; simulators?: Record<string, number> }

async function choosePorts(portal: number) {
  const before = keptPorts()
  const simulators: Record<string, number> = {}
  const taken = new Set([portal])
  for (const [index, name] of SIMULATORS.entries()) {
    const wanted = [before.simulators?.[name], portal + 1 + index].filter(
      (port) => port !== undefined && !taken.has(port),
    )
    const port = await freePort(...wanted)
    simulators[name] = port
    taken.add(port)
  }
  keepPorts({ simulators })
  return { postgres: before.postgres, simulators: simulators as Place['simulatorPorts'] }
}

function keptPorts(): Ports {
  try {
    return JSON.parse(readFileSync(files.ports, 'utf8')) as Ports
  } catch {
    return {}
  }
}

function keepPorts(some: Ports): void {
  writeFileSync(`${files.ports}.part`, JSON.stringify({ ...keptPorts(), ...some }))
  renameSync(`${files.ports}.part`, files.ports)
}

/** The address at which we ourselves reach a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
