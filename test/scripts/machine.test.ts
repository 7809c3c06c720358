import { testServer } from '../support/database.ts'
import { portFrom, Refusal, requireSpace, sentence } from '../../scripts/machine.mjs'
import { utf8Locale } from '../../scripts/postgres.ts'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import pg from 'pg'

const disk = (megabytes: number) => () => ({ bsize: 4096, bavail: megabytes * 256 })

test('a disk with too little space is refused, one with enough is not', () => {
  assert.throws(
    () => requireSpace('/data', 100, disk(99)),
    (error) => {
      assert.ok(error instanceof Refusal)
      assert.match(error.message, /^The disk is full: \/data has 99 MB free, and 100 MB are needed; /)
      return true
    },
  )
  requireSpace('/data', 100, disk(100))
})

test('troubles of the machine become one sentence without a stack trace', () => {
  const trouble = (code: string): string =>
    sentence(Object.assign(new Error(code), { code, syscall: 'write', path: '/data/x' }))
  assert.equal(trouble('ENOSPC'), 'The disk is full (/data/x): free some space and start again.')
  assert.match(trouble('EROFS'), /^The disk is read-only \(\/data\/x\): .*\.$/)
  assert.match(trouble('EACCES'), /^No permission to write \(\/data\/x\): .*\.$/)
  assert.equal(trouble('EIO'), 'The machine refuses: EIO.')
  assert.match(sentence(new TypeError('a mistake of ours')), /TypeError: a mistake of ours\n +at /)
})

test('PORT is a port, and 3000 when not set', () => {
  assert.equal(portFrom(undefined), 3000)
  assert.equal(portFrom(''), 3000)
  assert.equal(portFrom('8080'), 8080)
  for (const wrong of ['0', '65536', '1e3', ' 80', 'http']) assert.throws(() => portFrom(wrong), Refusal)
})

test('the cluster gets a UTF-8 locale of the system, by preference one without a language', () => {
  assert.equal(utf8Locale(['C', 'POSIX', 'de_DE.utf8', 'C.utf8']), 'C.utf8')
  assert.equal(utf8Locale(['C', 'de_DE.utf8', 'en_US.UTF-8']), 'en_US.UTF-8')
  assert.equal(utf8Locale(['POSIX', 'de_DE.utf8']), 'de_DE.utf8')
  assert.throws(() => utf8Locale(['C', 'POSIX', 'de_DE.iso88591']), Refusal)
})

test('a database whose characters are not UTF-8 is refused before anything is made in it', async (t) => {
  const server = await testServer()
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  const name = `tamin_test_${process.pid}_locale`
  t.after(async () => {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  await admin.query(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
  const address = new URL(server)
  address.pathname = `/${name}`
  const { status, stderr } = spawnSync(process.execPath, ['store/migrate-main.ts'], {
    env: { ...process.env, DATABASE_URL: address.href },
    encoding: 'utf8',
  })
  assert.equal(status, 1)
  assert.match(stderr, /^[^\n]*LC_CTYPE C;[^\n]*UTF-8[^\n]*\n$/)
})
