import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testServer } from '../support/database.ts'

// The gate of mutants: each is one mistake that somebody could make in the clocks of requests, put into a copy of the tree;
// the tests named for it must then fail. A mutant whose text is no longer there fails the gate too: rewrite it.

const KERNEL = 'test/kernel/request.test.ts'
const CLOCKS = 'test/app/requests-clocks.test.ts'
const LADDER = 'test/app/requests-ladder.test.ts'

type Mutant = {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly killedBy: string
  /** Only these tests of the file are run, where the others need not be waited for. */
  readonly tests?: string
}

const MUTANTS: Readonly<Record<string, Mutant>> = {
  'a pause counted in wall time': {
    file: 'kernel/request/clock.ts',
    from: 'dueAfterPause(time, clock.dueAt, clock.pausedAt, at)',
    to: 'clock.dueAt + (at - clock.pausedAt)',
    killedBy: KERNEL,
  },
  'lost notices': {
    file: 'app/requests/sweep.ts',
    from: 'await tellStaff(tx, steps.flatMap(noticesOf), now)',
    to: 'await tellStaff(tx, steps.flatMap(noticesOf).slice(1), now)',
    killedBy: CLOCKS,
    tests: 'the ladder',
  },
  'a forgotten resume': {
    file: 'kernel/request/fold.ts',
    from: "const went = change('answer', (clock) => clockResumed(clock, at, due))",
    to: 'const went = clocks',
    killedBy: KERNEL,
  },
  'a guard that lets a request sleep': {
    file: 'store/migrations/048-request-writes.sql',
    from: 'when (old.state is distinct from new.state)',
    to: 'when (false)',
    killedBy: CLOCKS,
    tests: 'the database refuses',
  },
  'due at the deadline is late': {
    file: 'kernel/request/clock.ts',
    from: '(pausedAt === null && at > dueAt)',
    to: '(pausedAt === null && at >= dueAt)',
    killedBy: KERNEL,
  },
  'a breach at the very instant': {
    file: 'store/clocks.ts',
    from: 'greatest(c.next_fire_at, c.aside_until) <',
    to: 'greatest(c.next_fire_at, c.aside_until) <=',
    killedBy: CLOCKS,
    tests: 'the ladder',
  },
  'sweepers that wait for each other': {
    file: 'store/clocks.ts',
    from: 'for update of r skip locked',
    to: 'for update of r',
    killedBy: CLOCKS,
    tests: 'several sweepers',
  },
  'sweepers that lock nothing': {
    file: 'store/clocks.ts',
    from: 'limit $2 for update of r skip locked',
    to: 'limit $2',
    killedBy: CLOCKS,
    tests: 'several sweepers',
  },
  'moving resets the clock': {
    file: 'kernel/request/fold.ts',
    from: "    case 'sent':\n      return { ...request, clocks: [...stop(true)",
    to: "    case 'transferred':\n      return { ...request, clocks: change('answer', (clock) => ({ ...clock, dueAt: clock.dueAt + at - clock.startedAt })) }\n    case 'sent':\n      return { ...request, clocks: [...stop(true)",
    killedBy: KERNEL,
  },
  'a merger that leaves the earlier deadline behind': {
    file: 'app/requests/merge.ts',
    from: 'dueAt < own.dueAt',
    to: 'dueAt > own.dueAt',
    killedBy: CLOCKS,
    tests: 'the clock',
  },
  'a merger that stops the clock as done': {
    file: 'kernel/request/fold.ts',
    from: "    case 'merged':\n    case 'referred':\n    case 'withdrawn':\n      return { ...request, clocks: stop(false) }",
    to: "    case 'merged':\n    case 'referred':\n    case 'withdrawn':\n      return { ...request, clocks: stop(true) }",
    killedBy: KERNEL,
  },
  'a step skipped when two are due': {
    file: 'store/clocks.ts',
    from: 'set next_step = k.step + 1, next_fire_at',
    to: 'set next_step = k.step + case when k.fire_at < now() then 2 else 1 end, next_fire_at',
    killedBy: CLOCKS,
    tests: 'the ladder',
  },
  'the calendar of the nation for every province': {
    file: 'app/requests/receive.ts',
    from: 'const time = await app.workingTimes.of(tx, route.branchId, route.province)',
    to: 'const time = await app.workingTimes.of(tx, null, null)',
    killedBy: CLOCKS,
    tests: 'the clock',
  },
  'a breach recorded at every step after it': {
    file: 'app/requests/sweep.ts',
    from: 'fired.step === BREACH && !row.late',
    to: 'fired.step >= BREACH',
    killedBy: CLOCKS,
    tests: 'the ladder',
  },
  'a breach that nobody records': {
    file: 'app/requests/step.ts',
    from: 'const late = mustBreach(seen.request, at)',
    to: 'const late = false',
    killedBy: CLOCKS,
    tests: 'the ladder',
  },
  'a breach forgotten once it was answered': {
    file: 'kernel/request/clock.ts',
    from: 'breachedAt !== null || (pausedAt',
    to: '(pausedAt',
    killedBy: KERNEL,
  },
  'reopening keeps the old clock': {
    file: 'kernel/request/fold.ts',
    from: "clocks: [...stop(false), clockStarted('answer', cycle, 1, at, event.clock)] }",
    to: "clocks: clocks.map((clock) => (clock.kind === 'closing' ? clock : { ...clock, stoppedAt: null, outcome: null })) }",
    killedBy: KERNEL,
  },
  'a third pause': {
    file: 'kernel/request/policy.ts',
    from: 'clock.pauses.length < maxPauses',
    to: 'clock.pauses.length <= maxPauses',
    killedBy: KERNEL,
  },
  'a pause after the deadline': {
    file: 'kernel/request/policy.ts',
    from: ' || isLate(clock, at)) return false',
    to: ') return false',
    killedBy: KERNEL,
  },
  'information that can be paused': {
    file: 'kernel/request/policy.ts',
    from: 'return pausable && clock.pauses.length < maxPauses',
    to: 'return clock.pauses.length < 2',
    killedBy: KERNEL,
  },
  'a ladder that ends': {
    file: 'kernel/request/ladder.ts',
    from: 'return openingAfter(time, dueAt, step - BREACH)',
    to: 'return step > BREACH + 3 ? null : openingAfter(time, dueAt, step - BREACH)',
    killedBy: KERNEL,
  },
  'a director told from the first day': {
    file: 'kernel/request/ladder.ts',
    from: 'Math.min(step - BREACH, levels) - 1',
    to: 'levels - 1',
    killedBy: LADDER,
  },
  'a ladder that stops below the director': {
    file: 'kernel/request/ladder.ts',
    from: 'Math.min(step - BREACH, levels) - 1',
    to: 'Math.min(step - BREACH, levels - 1) - 1',
    killedBy: LADDER,
  },
  'warnings counted from the start': {
    file: 'kernel/request/ladder.ts',
    from: 'return before(time, dueAt, allotted / 5)',
    to: 'return before(time, dueAt, allotted)',
    killedBy: KERNEL,
  },
  'the clock stopped by the draft': {
    file: 'kernel/request/fold.ts',
    from: "    case 'closed':\n      return { ...request, clocks: stop(true) }",
    to: "    case 'approved':\n    case 'closed':\n      return { ...request, clocks: stop(true) }",
    killedBy: KERNEL,
  },
  'due today in two lists': {
    file: 'kernel/request/standing.ts',
    from: 'row.late || now > row.dueAt',
    to: 'row.late || now >= row.dueAt - 3_600_000',
    killedBy: KERNEL,
  },
  'poison that holds back the rest': {
    file: 'app/requests/sweep.ts',
    from: 'failed.push({ clock: one.clock, until: nextTry(one.clock, at), reason: String(error) })',
    to: 'throw new Error(String(failed.length), { cause: error })',
    killedBy: 'test/app/requests-clocks.test.ts',
    tests: 'several sweepers',
  },
  'an absent colleague told instead of the deputy': {
    file: 'app/requests/ladder.ts',
    from: 'deputyId ?? staffId',
    to: 'staffId',
    killedBy: LADDER,
  },
}

const root = join(import.meta.dirname, '../..')
const TREE = [
  'kernel',
  'law',
  'services',
  'ports',
  'store',
  'connectors',
  'app',
  'simulators',
  'demo',
  'test',
  'scripts',
]
const AT_ONCE = 2

test('every mutant of the clocks is killed, and the tests pass without one', { timeout: 900_000 }, async (t) => {
  const server = await testServer()
  const folders = Array.from({ length: AT_ONCE }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'tamin-mutant-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    for (const room of TREE) cpSync(join(root, room), join(folder, room), { recursive: true })
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(folder, file))
    symlinkSync(join(root, 'web'), join(folder, 'web'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    return folder
  })

  /** Whether the tests pass in a folder. */
  async function passes(folder: string, file: string, tests?: string): Promise<boolean> {
    const only = tests === undefined ? [] : ['--test-name-pattern', tests]
    const programme = ['--import', './scripts/tsx.mjs', '--test', '--test-force-exit', ...only, file]
    const env = {
      ...process.env,
      TEST_DATABASE_URL: server,
      RUNS: '100',
      NODE_TEST_CONTEXT: undefined,
      // What one run has compiled the next need not, but for the mutant's own file.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    }
    return new Promise((resolve) =>
      execFile(process.execPath, programme, { cwd: folder, env, timeout: 120_000 }, (error) => resolve(error === null)),
    )
  }

  const alive: string[] = []
  const waiting = Object.entries(MUTANTS)
  const work = folders.map(async (folder, n) => {
    if (!(await passes(folder, n === 0 ? KERNEL : CLOCKS))) alive.push('the tests fail without any mutant')
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, { file, from, to, killedBy, tests }] = next
      const path = join(folder, file)
      const text = readFileSync(path, 'utf8')
      assert.equal(text.split(from).length, 2, `${name}: its text stands not once in ${file}`)
      writeFileSync(
        path,
        text.replace(from, () => to),
      )
      if (await passes(folder, killedBy, tests)) alive.push(name)
      writeFileSync(path, text)
    }
  })
  await Promise.all(work)
  assert.deepEqual(alive, [])
})
