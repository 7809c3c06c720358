// Everything that must be there before our TypeScript can run: Node 24, the dependencies of the lock file, the build.
// Each step first looks whether its work is done already, so that a second start costs next to nothing.
import { claim, data, notedProcess, Refusal, release, requireSpace, requireWritableData, root } from './machine.mjs'
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const NEEDED = [24, 3] // since 24.3 Node runs TypeScript without a warning

/** Does all set-up and answers the Node to run the rest with. `build: false` leaves the bundles as they are. */
export async function setUp({ build = true } = {}) {
  requireOldestNode()
  process.chdir(root)
  requireWritableData()
  const todo = () => [
    ...(nodeToUse() === null ? ['Node'] : []),
    ...(dependenciesAreRight() ? [] : ['dependencies']),
    ...(!build || buildIsFresh() ? [] : ['build']),
  ]
  requireSpace(data, todo().length === 0 ? 100 : dependenciesAreRight() ? 300 : 1000)
  if (todo().length > 0) await alone(() => catchUp(todo))
  return nodeToUse()
}

async function catchUp(todo) {
  if (todo().includes('Node')) fetchNode()
  if (todo().includes('dependencies')) installDependencies()
  if (todo().includes('build')) await makeBuild()
}

function requireOldestNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return
  throw new Refusal(
    `Node ${process.versions.node} is too old: 20 or newer is needed (24 is fetched then where it is not there).`,
  )
}

// Two starts at once must not install into the same directory.
async function alone(work) {
  for (let told = false; ;) {
    const other = claim('set-up')
    if (other === null) break
    if (!told) console.log(`Waiting for another set-up of this directory (process ${other}).`)
    told = true
    await sleep(200)
  }
  try {
    await work()
  } finally {
    release('set-up')
  }
}

// Node --------------------------------------------------------------------------------------------------------------

const fetched = join(data, 'node24')
const fetchedNode = join(fetched, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')

/** The Node that is new enough: the one that runs us, else the one fetched before, else null. */
export function nodeToUse() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return process.execPath
  return nodeIsFetched() ? fetchedNode : null
}

function nodeIsFetched() {
  const wanted = JSON.parse(readFileSync(join(root, 'scripts/node24/package.json'), 'utf8')).optionalDependencies
  try {
    const there = JSON.parse(readFileSync(join(dirname(dirname(fetchedNode)), 'package.json'), 'utf8'))
    return there.version === wanted[there.name] && existsSync(join(fetched, 'runs'))
  } catch {
    return false
  }
}

function fetchNode() {
  console.log(`Fetching Node 24, because this is Node ${process.versions.node} …`)
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Refusal(
      `Node ${process.versions.node} is too old, and 24 cannot be fetched for ${process.platform} on ${process.arch}: install Node 24.`,
    )
  }
  rmSync(fetched, { recursive: true, force: true })
  mkdirSync(fetched, { recursive: true })
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(root, 'scripts/node24', file), join(fetched, file))
  npm(process.execPath, ['ci', '--ignore-scripts', '--prefix', fetched], 'Node 24 could not be fetched')
  const tried = spawnSync(fetchedNode, ['--version'], { encoding: 'utf8' })
  if (tried.status !== 0)
    throw new Refusal('The Node 24 of the npm registry does not run on this system: install Node 24.')
  writeFileSync(join(fetched, 'runs'), tried.stdout)
}

// Dependencies ------------------------------------------------------------------------------------------------------

/** Whether node_modules holds what package-lock.json says. npm itself keeps the list of what is in there. */
function dependenciesAreRight() {
  let there
  try {
    there = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages
  } catch {
    return false
  }
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    return there[path] === undefined ? optional === true : there[path].version === version
  })
}

function installDependencies() {
  console.log('Installing the dependencies of package-lock.json …')
  npm(nodeToUse(), ['ci', '--ignore-scripts'], 'The dependencies could not be installed')
}

function npm(node, args, failure) {
  const cli = npmProgram()
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
  const all = [...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const done = cli.endsWith('.js')
    ? spawnSync(node, [cli, ...all], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync(cli, all, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.status === 0) return
  requireSpace(data, 50)
  if (done.signal !== null) throw new Refusal(`${failure}: npm was stopped by ${done.signal}.`)
  throw new Refusal(`${failure}: see what npm says above, and whether its registry can be reached.`)
}

function npmProgram() {
  const caller = process.env.npm_execpath
  if (caller !== undefined && basename(caller) === 'npm-cli.js' && existsSync(caller)) return caller
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const program = join(directory, 'npm')
    if (directory !== '' && existsSync(program)) return realpathSync(program)
  }
  throw new Refusal('npm was not found: start with "npm start".')
}

// Build -------------------------------------------------------------------------------------------------------------

const SOURCES = [
  'kernel',
  'law',
  'services',
  'ports',
  'store',
  'connectors',
  'app',
  'web',
  'worker',
  'simulators',
  'demo',
]
const BUILDERS = ['vite.server.config.ts', 'vite.assets.config.ts', 'package-lock.json', 'package.json']
const stamp = join(root, 'dist', 'stamp')

function buildIsFresh() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesDigest()
}

function sourcesDigest() {
  const hash = createHash('sha256')
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  for (const room of SOURCES) {
    if (!existsSync(join(root, room))) continue
    const names = readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    for (const name of names.sort()) add(name)
  }
  for (const file of BUILDERS) add(file)
  return hash.digest('hex')
}

/** Builds the bundles of the processes and what browsers load, both at once. */
export async function makeBuild() {
  console.log('Building …')
  const digest = sourcesDigest()
  rmSync(stamp, { force: true })
  // A portal that runs from here may still ask for parts of the old build.
  const keep = notedProcess('portal') !== null
  if (!keep) rmSync(join(root, 'dist'), { recursive: true, force: true })
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const all = ['vite.server.config.ts', 'vite.assets.config.ts'].map((config) =>
    run(nodeToUse(), [
      vite,
      'build',
      '--config',
      config,
      '--logLevel',
      'warn',
      ...(keep ? ['--emptyOutDir=false'] : []),
    ]),
  )
  if ((await Promise.all(all)).some((code) => code !== 0)) {
    requireSpace(data, 50)
    throw new Refusal('The build failed: see above.')
  }
  writeFileSync(stamp, digest)
}

// Handing over ------------------------------------------------------------------------------------------------------

function run(program, args) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit' })
    child.once('error', (error) => {
      console.error(error.message)
      done(1)
    })
    child.once('exit', (code, signal) => done(signal === null ? code : 1))
  })
}

/**
 * Lets another program take our place as far as one can: it has our terminal, gets our signals, and its end is ours.
 * It notices by its channel when we are killed outright.
 */
export function handOver(node, args, environment = {}) {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, NODE_COMPILE_CACHE: join(data, 'compile-cache'), ...environment },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  endWithNpm(() => child.kill('SIGTERM'))
  child.once('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

// npm passes SIGTERM to the shell in between, and some shells end without passing it on. Then our parent is another.
export function endWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 100)
  watch.unref()
}

/** The arguments that our caller gave, as npm passes them after `--`. */
export const givenArguments = process.argv.slice(2)

export const script = (name) => resolve(root, 'scripts', name)
