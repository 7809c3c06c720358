import { SIMULATORS } from '../../scripts/programs.ts'
import { Scratch, until } from './scratch.ts'
import type { Demo, Start } from './scratch.ts'
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'

type Answer = { pid: number; rows: number }

// One checkout goes through its life, from a machine without a UTF-8 locale to a second clean end.
describe('npm start', { concurrency: 1 }, () => {
  let scratch: Scratch
  let start: Start
  let demo: Demo
  const cleaning: (() => Promise<void>)[] = []
  const ask = async (path: string): Promise<Answer> => (await fetch(demo.portal + path)).json() as Promise<Answer>
  const answers = async (): Promise<boolean> => {
    const response = await fetch(`${demo.portal}/readyz`).catch(() => null)
    await response?.body?.cancel()
    return response?.ok ?? false
  }

  before(async () => {
    scratch = await Scratch.make((work) => cleaning.push(work))
  })
  after(async () => {
    for (const work of cleaning) await work()
  })

  test('without a UTF-8 locale it says so in one sentence and starts nothing', async () => {
    const bin = scratch.path('small-system')
    mkdirSync(bin)
    writeFileSync(`${bin}/locale`, '#!/bin/sh\necho C\necho POSIX\n')
    chmodSync(`${bin}/locale`, 0o755)
    const { code, output } = await scratch.start({ PATH: `${bin}:${process.env['PATH']}` }).ended
    assert.equal(code, 1)
    assert.match(output, /^Building …\nThis system has no UTF-8 locale[^\n]+\n$/)
    assert.deepEqual(scratch.processes(), [])
  })

  test('with everything there it tells addresses and accounts, on the screen and in .data/demo.json', async () => {
    start = scratch.start()
    demo = await scratch.ready(start)
    assert.equal(demo.portal, `http://127.0.0.1:${scratch.port}`)
    for (const name of ['civilRegistry', 'mobileOwnership', 'sms']) assert.ok(demo.simulators[name], name)
    assert.equal(Object.keys(demo.simulators).length, SIMULATORS.length)
    assert.equal(demo.smsInbox, demo.simulators['sms'])
    assert.equal(demo.accounts.length, 1)
    assert.equal(demo.unregistered.length, 1)
    for (const text of [demo.portal, demo.smsInbox, '0012345679', 'Demo#1234', '0087654321']) {
      assert.ok(start.output().includes(text), `${text} is not on the screen`)
    }
    for (const url of Object.values(demo.simulators)) assert.equal(await (await fetch(url)).text(), 'ok')
  })

  test('keys are readable for their owner only', () => {
    for (const file of ['secret-key', 'keys/ours-private.pem', 'keys/civil-registry-private.pem']) {
      assert.equal(statSync(scratch.path('.data', file)).mode & 0o077, 0, file)
    }
    assert.equal(Buffer.from(readFileSync(scratch.path('.data/secret-key'), 'utf8'), 'base64url').length, 32)
  })

  test('a second start in the same directory is refused in one sentence', async () => {
    const { code, output } = await scratch.start().ended
    assert.equal(code, 1)
    assert.match(output, /^Tamin already runs from this directory \(process \d+\): stop it first\.\n$/)
  })

  test('a program that is killed is started again', async () => {
    for (const name of ['web', 'worker', 'sms']) {
      const before = scratch.pidOf(name)
      assert.ok(before)
      process.kill(before, 'SIGKILL')
      await until(() => ![null, before].includes(scratch.pidOf(name)))
      await until(() => start.output().includes(`${name} ended (SIGKILL); starting it again.`))
    }
    await until(answers)
    assert.equal((await ask('/')).pid, scratch.pidOf('web'))
  })

  test('PostgreSQL that is killed is started again, with everything that was written', async () => {
    assert.equal((await ask('/keep')).rows, 1)
    const before = scratch.postgresPid()
    assert.ok(before)
    process.kill(before, 'SIGKILL')
    await until(async () => ![null, before].includes(scratch.postgresPid()) && (await answers()))
    assert.equal((await ask('/')).rows, 1)
    await until(() => start.output().includes('PostgreSQL ended; starting it again.'))
  })

  test('Ctrl-C ends every process', async () => {
    process.kill(-start.pid, 'SIGINT')
    assert.equal((await start.ended).code, 0)
    assert.deepEqual(scratch.processes(), [])
  })

  test('the next start has the same data, keys and ports', async () => {
    const key = readFileSync(scratch.path('.data/secret-key'), 'utf8')
    const people = readFileSync(scratch.path('.data/population.ndjson'), 'utf8')
    const before = demo
    start = scratch.start()
    demo = await scratch.ready(start)
    assert.ok(!start.output().includes('Building'))
    assert.deepEqual(demo, before)
    assert.equal((await ask('/')).rows, 1)
    assert.equal(readFileSync(scratch.path('.data/secret-key'), 'utf8'), key)
    assert.equal(readFileSync(scratch.path('.data/population.ndjson'), 'utf8'), people)
  })

  test('after the launcher is killed outright the next start ends what it left behind and goes on', async () => {
    const launcher = scratch.pidOf('portal')
    const worker = scratch.pidOf('worker')
    assert.ok(launcher && worker)
    process.kill(launcher, 'SIGKILL')
    await start.ended
    await until(() => !scratch.processes().includes(scratch.pidOf('web') ?? 0)) // it notices by itself
    assert.ok(scratch.processes().includes(worker)) // this one does not
    const postgres = scratch.postgresPid()
    assert.ok(postgres)
    assert.ok(scratch.processes().includes(postgres))

    start = scratch.start()
    demo = await scratch.ready(start)
    assert.ok(!scratch.processes().includes(worker))
    assert.equal(scratch.postgresPid(), postgres)
    assert.equal((await ask('/')).rows, 1)
  })

  test('SIGTERM ends every process too, even those of a start that found some running', async () => {
    process.kill(start.pid, 'SIGTERM')
    assert.equal((await start.ended).code, 0)
    assert.deepEqual(scratch.processes(), [])
  })

  test('killing what npm started ends every process: nobody is left to press Ctrl-C', async () => {
    start = scratch.start()
    await scratch.ready(start)
    const worker = scratch.pidOf('worker')
    process.kill(start.pid, 'SIGKILL')
    await until(() => scratch.processes().length === 0)
    assert.ok(worker)
  })

  test('a start right after a stop waits for the end of the run before', async () => {
    start = scratch.start()
    await scratch.ready(start)
    process.kill(start.pid, 'SIGTERM')
    const next = scratch.start()
    demo = await scratch.ready(next)
    assert.equal((await start.ended).code, 0)
    assert.equal((await ask('/')).rows, 1)
    process.kill(next.pid, 'SIGTERM')
    assert.equal((await next.ended).code, 0)
    assert.deepEqual(scratch.processes(), [])
  })

  test('a program that cannot start is named, with its last words', async () => {
    const good = readFileSync(scratch.path('worker/main.ts'), 'utf8')
    writeFileSync(
      scratch.path('worker/main.ts'),
      `console.error('Wrong settings: SECRET_KEY is not set')\nprocess.exit(1)`,
    )
    const { code, output } = await scratch.start().ended
    writeFileSync(scratch.path('worker/main.ts'), good)
    assert.equal(code, 1)
    assert.match(output, /worker does not start \(exit code 1\), see .*: (.*\n)*Wrong settings: SECRET_KEY is not set/)
    assert.deepEqual(scratch.processes(), [])
  })

  test('a port in use is told in one sentence', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(scratch.port, '127.0.0.1', resolve))
    try {
      const { code, output } = await scratch.start().ended
      assert.equal(code, 1)
      assert.match(output, new RegExp(`^Port ${scratch.port} is in use by another program: [^\\n]+\\n$`))
    } finally {
      other.close()
    }
  })

  test('a PORT that is none is told in one sentence', async () => {
    for (const PORT of ['three', '-1', '70000', '30.5']) {
      const { code, output } = await scratch.start({ PORT }).ended
      assert.equal(code, 1)
      assert.equal(output, `PORT is wrong: "${PORT}" is not a number from 1 to 65535.\n`)
    }
  })

  test('a .data that cannot be written is told in one sentence', async () => {
    const asRoot = process.getuid?.() === 0
    if (asRoot) chmodSync(scratch.directory, 0o755)
    else chmodSync(scratch.path('.data/run'), 0o500)
    try {
      const { code, output } = await scratch.start({}, asRoot ? { uid: 65_534, gid: 65_534 } : {}).ended
      assert.equal(code, 1)
      assert.match(output, /^No permission to write [^\n]+\n$/)
    } finally {
      chmodSync(scratch.path('.data/run'), 0o755)
    }
  })
})
