import { keepFile, type FilesApp } from '#app/files/keep-file.ts'
import { openFile, scanWords } from '#app/files/open-file.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import { sweepFiles } from '#app/files/sweep-files.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import type { App } from '#app/app.ts'
import { clamd } from '#connectors/clamd/client.ts'
import { directoryFiles } from '#connectors/files/directory.ts'
import type { FileRef } from '#kernel/fields/file.ts'
import { parsed, refused } from '#kernel/parsed.ts'
import { openDatabase } from '#store/database.ts'
import { discardFile, findFile, listFiles } from '#store/files.ts'
import { randomId, randomPersonId, type PersonId } from '#store/ids.ts'
import { takeDue } from '#store/outbox.ts'
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { clamdStandIn, EICAR, noClamd, startClamd } from '../support/clamd.ts'
import { testDatabase } from '../support/database.ts'
import { pdf } from '../support/pdf.ts'
import { TestClock } from '../support/portal.ts'

type Scanner = FilesApp['virusScan']

async function start(t: TestContext, virusScan: Scanner = null) {
  const database = await testDatabase(t)
  const db = openDatabase(database.url, { poolSize: 4 })
  t.after(() => db.close())
  const directory = await mkdtemp(join(tmpdir(), 'tamin-files-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  const clock = new TestClock()
  const app: FilesApp = { db, clock, files: directoryFiles(directory), virusScan }
  return {
    app,
    clock,
    database,
    /** Paths of all that lies in the store. */
    stored: async () =>
      (await readdir(directory, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    /** Carries out what is due, as the worker would. */
    work: async (using: FilesApp = app) => {
      const commands = await takeDue(db, new Date(clock.now()), new Date(clock.now() + 60_000), 50)
      return Promise.all(
        commands.map(async (command) => `${command.kind} ${(await carryOut(using as App, command)).ended}`),
      )
    },
  }
}

const sent = (personId: PersonId, more: { name?: string; bytes?: Uint8Array; applicationId?: string } = {}) => ({
  personId,
  applicationId: more.applicationId ?? '7',
  document: 'birth-certificate',
  name: more.name ?? 'شناسنامه.pdf',
  bytes: more.bytes ?? pdf(),
})

async function kept(app: FilesApp, personId: PersonId, more: Parameters<typeof sent>[1] = {}): Promise<FileRef> {
  const answer = await keepFile(app, sent(personId, more))
  return answer.ok ? answer.value : assert.fail(answer.error)
}

const saying = async (t: TestContext, reply: () => string): Promise<Scanner> =>
  clamd(await clamdStandIn(t, (socket) => socket.end(reply())), { timeoutMs: 2_000 })

describe('a file that is kept', () => {
  test('without a scanner can be read at once, and is marked as not scanned', async (t) => {
    const { app, stored } = await start(t)
    const person = randomPersonId()
    const ref = await kept(app, person)
    assert.deepEqual(await openFile(app, person, ref.id), {
      bytes: pdf(),
      type: 'application/pdf',
      name: 'شناسنامه.pdf',
    })
    assert.equal(scanWords((await findFile(app.db, person, ref.id))!), 'بدون پویش')
    assert.equal((await stored()).length, 1)
  })

  test('belongs to one person: for everybody else it is not there', async (t) => {
    const { app } = await start(t)
    const [owner, other] = [randomPersonId(), randomPersonId()]
    const { id } = await kept(app, owner)
    assert.equal(await openFile(app, other, id), null)
    for (const wrong of ['', 'nothing', "' or true --", randomId()])
      assert.equal(await openFile(app, owner, wrong), null)
  })

  test('lies under a key that tells nothing, neither person nor application nor name nor digest', async (t) => {
    const { app, stored } = await start(t)
    const person = randomPersonId()
    const ref = await kept(app, person, { name: 'secret-name.pdf', applicationId: '123456789' })
    const [path] = await stored()
    const key = path!.slice(-40)
    assert.match(key, /^[0-9a-f]{40}$/)
    for (const secret of [person, '123456789', 'secret-name', ref.id, ref.sha256.slice(0, 8)])
      assert.ok(!path!.includes(secret))
  })

  test('is listed with its application, oldest first', async (t) => {
    const { app, clock } = await start(t)
    const person = randomPersonId()
    const first = await kept(app, person, { name: '1.pdf' })
    clock.forward(1_000)
    const second = await kept(app, person, { name: '2.pdf', bytes: pdf({ version: '1.4' }) })
    await kept(app, person, { applicationId: '8' })
    assert.deepEqual(
      (await listFiles(app.db, person, '7')).map(({ id }) => id),
      [first.id, second.id],
    )
  })

  test('that the store lost or changed is not shown as the file', async (t) => {
    const { app, stored } = await start(t)
    const person = randomPersonId()
    const { id } = await kept(app, person)
    const [path] = await stored()
    const bytes = await readFile(path!)
    await writeFile(path!, Buffer.concat([bytes, Buffer.from(' ')]))
    await assert.rejects(openFile(app, person, id), /has changed file/)
    await rm(path!)
    await assert.rejects(openFile(app, person, id), /has lost file/)
  })

  test('that is not fit to be kept leaves nothing behind', async (t) => {
    const { app, stored, database } = await start(t)
    const answer = await keepFile(app, sent(randomPersonId(), { bytes: Buffer.from('<html>') }))
    assert.ok(!answer.ok)
    assert.deepEqual(await stored(), [])
    assert.deepEqual(await database.query('select from file union all select from stray_file'), [])
  })
})

describe('what belongs together with a file', () => {
  test('is written with it or not at all', async (t) => {
    const { app, stored, database } = await start(t, await saying(t, () => 'stream: OK\0'))
    const person = randomPersonId()
    const answer = await keepFile(app, sent(person), async (tx, file) => {
      assert.equal((await listFiles(tx, person, '7'))[0]?.id, file.id)
      return refused('این مدرک خواسته نشده است.')
    })
    assert.deepEqual(answer, refused('این مدرک خواسته نشده است.'))
    assert.deepEqual(await listFiles(app.db, person, '7'), [])
    assert.deepEqual(await database.query('select from outbox'), [])
    assert.deepEqual(await stored(), [])
  })

  test('that breaks leaves bytes which the next sweep deletes, but not before an hour', async (t) => {
    const { app, stored, clock } = await start(t)
    const person = randomPersonId()
    await assert.rejects(
      keepFile(app, sent(person), async () => {
        throw new Error('the database went away')
      }),
      /went away/,
    )
    await kept(app, person)
    assert.equal((await stored()).length, 2)
    assert.equal(await sweepFiles(app), 0)
    clock.forward(3600_001)
    assert.equal(await sweepFiles(app), 1)
    assert.equal((await stored()).length, 1)
    assert.equal(await sweepFiles(app), 0)
  })

  test('a file store that does not work keeps nothing, and what it may hold all the same is swept away later', async (t) => {
    const { app, stored, clock, database } = await start(t)
    const person = randomPersonId()
    const failing: FilesApp = {
      ...app,
      files: {
        ...app.files,
        put: async (...put) => {
          await app.files.put(...put)
          throw new Error('no answer')
        },
      },
    }
    await assert.rejects(keepFile(failing, sent(person)), /no answer/)
    assert.deepEqual(await database.query('select from file'), [])
    clock.forward(3600_001)
    await sweepFiles(app)
    assert.deepEqual(await stored(), [])
  })

  test('a store that cannot delete is asked again at the next sweep', async (t) => {
    const { app, stored, clock } = await start(t)
    const person = randomPersonId()
    const { id } = await kept(app, person)
    await app.db.transaction((tx) => discardFile(tx, person, id, new Date(clock.now())))
    assert.equal(await openFile(app, person, id), null)
    clock.forward(3600_001)
    const failing = { ...app, files: { ...app.files, delete: () => Promise.reject(new Error('no answer')) } }
    await assert.rejects(sweepFiles(failing), /no answer/)
    assert.equal((await stored()).length, 1)
    await sweepFiles(app)
    assert.deepEqual(await stored(), [])
  })
})

describe('a file and the scanner', () => {
  test('in quarantine until it is found clean', async (t) => {
    const { app, work } = await start(t, await saying(t, () => 'stream: OK\0'))
    const person = randomPersonId()
    const { id } = await kept(app, person)
    assert.equal(await openFile(app, person, id), 'quarantine')
    assert.deepEqual(await work(), ['scan-file done'])
    assert.notEqual(await openFile(app, person, id), 'quarantine')
    assert.equal(scanWords((await findFile(app.db, person, id))!), 'پویش‌شده و سالم')
  })

  test('an infected one is never read by anybody, and its bytes are deleted', async (t) => {
    const { app, work, stored } = await start(t, await saying(t, () => 'stream: Evil.Thing FOUND\0'))
    const person = randomPersonId()
    const { id } = await kept(app, person)
    assert.deepEqual(await work(), ['scan-file done'])
    assert.equal(await openFile(app, person, id), 'infected')
    assert.deepEqual(await stored(), [])
    assert.equal((await findFile(app.db, person, id))?.found, 'Evil.Thing')
  })

  test('while the scanner does not answer, the file waits; it is never let through', async (t) => {
    let reply = 'stream: Can’t open file ERROR\0'
    const { app, work, clock } = await start(t, await saying(t, () => reply))
    const person = randomPersonId()
    const { id } = await kept(app, person)
    for (let tries = 0; tries < 3; tries += 1) {
      assert.deepEqual(await work(), ['scan-file waits'])
      assert.equal(await openFile(app, person, id), 'quarantine')
      clock.forward(600_000)
    }
    reply = 'stream: OK\0'
    assert.deepEqual(await work(), ['scan-file done'])
    assert.equal(typeof (await openFile(app, person, id)), 'object')
  })

  test('a scanner taken away lets nothing out of quarantine', async (t) => {
    const { app, work } = await start(t, await saying(t, () => 'stream: OK\0'))
    const person = randomPersonId()
    const { id } = await kept(app, person)
    assert.deepEqual(await work({ ...app, virusScan: null }), ['scan-file waits'])
    assert.equal(await openFile(app, person, id), 'quarantine')
  })

  test('a command that comes again changes nothing: a verdict stands', async (t) => {
    let reply = 'stream: Evil.Thing FOUND\0'
    const { app, work, database } = await start(t, await saying(t, () => reply))
    const person = randomPersonId()
    const { id } = await kept(app, person)
    await work()
    reply = 'stream: OK\0'
    await database.query('update outbox set done_at = null')
    assert.deepEqual(await work(), [])
    await database.query("update outbox set due_at = now() - interval '1 day'")
    assert.deepEqual(await work(), ['scan-file done'])
    assert.equal(await openFile(app, person, id), 'infected')
  })

  test('a real clamd finds the test signature in a PDF and lets the next one pass', { skip: noClamd }, async (t) => {
    const { app, work } = await start(t, clamd({ path: await startClamd(t) }))
    const person = randomPersonId()
    const bad = await kept(app, person, { bytes: pdf({ objects: [`% ${EICAR}\n<< >>`] }) })
    const good = await kept(app, person)
    assert.deepEqual(await work(), ['scan-file done', 'scan-file done'])
    assert.equal(await openFile(app, person, bad.id), 'infected')
    assert.equal((await findFile(app.db, person, bad.id))?.found, 'Eicar-Test-Signature.UNOFFICIAL')
    assert.equal(typeof (await openFile(app, person, good.id)), 'object')
  })
})

describe('the database', () => {
  test('lets the portal change nothing of a file but its verdict', async (t) => {
    const { app } = await start(t)
    const person = randomPersonId()
    await kept(app, person)
    for (const change of [
      "name = 'x'",
      "sha256 = ''",
      "type = 'image/png'",
      "storage_key = 'x'",
      'created_at = now()',
      'person_id = 1',
    ])
      await assert.rejects(app.db.query(`update file set ${change}`), /permission denied/)
  })
})

describe('headers under which a file leaves the portal', () => {
  test('images and PDFs are shown in a sandbox; anything else is only saved', () => {
    for (const [type, disposition] of [
      ['image/jpeg', 'inline'],
      ['image/png', 'inline'],
      ['application/pdf', 'inline'],
      ['text/html', 'attachment'],
      ['image/svg+xml', 'attachment'],
      ['', 'attachment'],
      ['constructor', 'attachment'],
    ] as const) {
      const headers = fileHeaders(type, 'x')
      assert.ok(headers['content-disposition']!.startsWith(`${disposition};`), type)
      assert.equal(headers['content-type'], disposition === 'inline' ? type : 'application/octet-stream')
      assert.match(headers['content-security-policy']!, /default-src 'none'.*sandbox/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.match(headers['cache-control']!, /no-store/)
    }
  })
  test('a name reaches the browser whole, ends as its true type, and cannot break out of its header', () => {
    const name = (type: string, given: string): string => fileHeaders(type, given)['content-disposition']!
    assert.equal(
      name('application/pdf', 'کارت ملی.jpg'),
      `inline; filename="________.jpg.pdf"; filename*=UTF-8''${encodeURIComponent('کارت ملی.jpg.pdf')}`.replace(
        '________',
        '____ ___',
      ),
    )
    assert.ok(name('image/jpeg', 'a.JPEG').includes(`filename="a.JPEG"`))
    assert.ok(name('image/png', 'run.exe').includes(`filename="run.exe.png"`))
    const hostile = name('image/png', 'a"; x="\r\nSet-Cookie: b\\%41\'(*).png')
    assert.doesNotMatch(hostile, /[\r\n\\]/)
    assert.equal(hostile.match(/"/g)?.length, 2)
    assert.match(hostile, /filename\*=UTF-8''[\w%.!~-]+$/)
  })
})

test('a file can be kept by many at once', async (t) => {
  const { app, stored } = await start(t)
  const person = randomPersonId()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      keepFile(app, sent(person, { name: `${at}.pdf` }), async (_, file) => parsed(file)),
    ),
  )
  assert.ok(answers.every(({ ok }) => ok))
  assert.equal((await stored()).length, 20)
  assert.equal((await listFiles(app.db, person, '7')).length, 20)
})
