// What `npm test` runs once set-up is done: every check in turn, then all tests. `npm test -- PATTERN` runs only test files.
import { Refusal, refuse, root } from './machine.mjs'
import { startPostgres } from './postgres.ts'
import { dropLeftovers, TEST_CLUSTER, TEST_SETTINGS } from '../test/support/database.ts'
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { finished } from 'node:stream/promises'

const bin = (name: string): string => join(root, 'node_modules', name)

const patterns = process.argv.slice(2)
const running = new Set<{ kill(): unknown }>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopShort(1))
process.once('disconnect', () => void stopShort(1))

let postgres: Awaited<ReturnType<typeof startPostgres>> | null = null
const started = Date.now()
const results: { what: string; ok: boolean; took: number }[] = []

try {
  if (patterns.length === 0) {
    await step('Types', () => node(bin('typescript/bin/tsc'), '--noEmit', '--project', 'tsconfig.json'))
    await step('Lint', () => node(bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'))
    await step('Formatting', () => node(bin('oxfmt/bin/oxfmt'), '--check'))
    await step('Import rule', () => node('scripts/import-rule.ts'))
    await step('Build', () => node('scripts/build.mjs'))
    await step('Known holes in dependencies', auditDependencies)
  }
  const { passed, failed } = await tests()
  console.log('')
  for (const { what, ok, took } of results) console.log(`${ok ? 'ok    ' : 'FAILED'} ${what} (${seconds(took)})`)
  const broken = results.filter(({ ok }) => !ok).length
  console.log(`In all ${seconds(Date.now() - started)}.`)
  if (broken > 0) console.log(`${broken} of the checks before the tests failed.`)
  console.log(`${passed} passed, ${failed} failed`)
  await end(failed > 0 || broken > 0 || passed === 0 ? 1 : 0)
} catch (error) {
  await stopPostgres()
  refuse(error)
}

async function step(what: string, work: () => Promise<boolean>): Promise<void> {
  console.log(`\n== ${what}`)
  const begun = Date.now()
  const ok = await work()
  results.push({ what, ok, took: Date.now() - begun })
  console.log(`${ok ? 'ok' : 'FAILED'} (${seconds(Date.now() - begun)})`)
}

/** Runs a script with the Node that runs us; true when it ends well. */
async function node(...args: string[]): Promise<boolean> {
  const { code } = await execute(process.execPath, args, 'inherit')
  return code === 0
}

/** Asks the registry for known holes in what we ship. A registry that does not answer the question is no failure of ours. */
async function auditDependencies(): Promise<boolean> {
  const npm = process.env['npm_execpath'] ?? ''
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=1', '--fetch-timeout=20000']
  const { code, output } = npm.endsWith('.js')
    ? await execute(process.execPath, [npm, ...args], 'pipe')
    : await execute('npm', args, 'pipe')
  const report = parseJson(output)
  const counts = report?.metadata?.vulnerabilities
  if (counts === undefined) {
    console.log(
      `Not checked: the npm registry does not answer the question (${report?.message ?? report?.error?.summary ?? `exit code ${code}`}).`,
    )
    return true
  }
  console.log(`low ${counts.low}, moderate ${counts.moderate}, high ${counts.high}, critical ${counts.critical}`)
  if (code !== 0) console.log('Details: npm audit --omit=dev')
  return code === 0
}

type AuditReport = {
  message?: string
  error?: { summary?: string }
  metadata?: { vulnerabilities: Record<'low' | 'moderate' | 'high' | 'critical', number> }
}

function parseJson(text: string): AuditReport | null {
  try {
    return JSON.parse(text) as AuditReport
  } catch {
    return null
  }
}

async function tests(): Promise<{ passed: number; failed: number }> {
  const files = testFiles()
  console.log(`\n== Tests (${files.length} files)`)
  if (process.env['TEST_DATABASE_URL'] === undefined) {
    postgres = await startPostgres({ directory: TEST_CLUSTER, settings: TEST_SETTINGS })
    process.env['TEST_DATABASE_URL'] = postgres.url()
  }
  await dropLeftovers()
  const abort = new AbortController()
  running.add({ kill: () => abort.abort() })
  const stream = run({
    files,
    cwd: root,
    concurrency: Math.max(2, availableParallelism()),
    execArgv: ['--import', join(root, 'scripts/tsx.mjs')],
    timeout: 10 * 60_000,
    signal: abort.signal,
  })
  let passed = 0
  let failed = 0
  stream.on('test:summary', (summary) => {
    if (summary.file !== undefined) return
    passed = summary.counts.passed
    failed = summary.counts.tests - summary.counts.passed - summary.counts.skipped - summary.counts.todo
    if (!summary.success && failed === 0) failed = 1
  })
  const report = stream.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await finished(report, { writable: false })
  return { passed, failed }
}

function testFiles(): string[] {
  const all = globSync('test/**/*.test.{ts,tsx}', { cwd: root }).toSorted()
  if (patterns.length === 0) return all
  const wanted = all.filter((file) => patterns.some((pattern) => file.includes(pattern) || matches(file, pattern)))
  if (wanted.length === 0) throw new Refusal(`No test file matches ${patterns.join(' ')}.`)
  return wanted
}

function matches(file: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(file)
  } catch {
    return false
  }
}

async function execute(
  program: string,
  args: string[],
  stdout: 'inherit' | 'pipe',
): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', stdout, stdout === 'pipe' ? 'ignore' : 'inherit'] })
  running.add(child)
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve({ code: 1, output })
    })
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

async function stopShort(code: number): Promise<void> {
  for (const one of running) one.kill()
  await end(code)
}

async function end(code: number): Promise<void> {
  await stopPostgres()
  process.exit(code)
}

// A server that somebody's own tests had running before stays.
async function stopPostgres(): Promise<void> {
  if (postgres !== null && !postgres.adopted) await postgres.stop()
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
