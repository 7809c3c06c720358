import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDatabase } from '#store/database.ts'
import { addWriters, CORPUS_FOLDER } from '../support/answers.ts'
import { testDatabase } from '../support/database.ts'

const root = join(import.meta.dirname, '../..')

test('the operator takes in the organisation’s answers, a second person approves them, and each step says what it did', async (t) => {
  const database = await testDatabase(t)
  const db = openDatabase(database.url, { poolSize: 2 })
  await addWriters({ db, clock: { now: () => Date.now() } }, 'sara', 'reza')
  await db.close()
  const answers = (...args: string[]) => {
    const told = spawnSync(process.execPath, ['--import', './scripts/tsx.mjs', 'app/answers-main.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url },
    })
    return { status: told.status, text: told.stdout + told.stderr }
  }
  assert.match(answers('import', CORPUS_FOLDER, '--by', 'sara').text, /60 questions, 180 wordings; 73 answers now wait/)
  assert.match(answers('import', CORPUS_FOLDER, '--by', 'sara').text, /0 questions, 0 wordings; 0 answers/)
  assert.match(answers('approve', '1', '--by', 'sara').text, /خودتان نوشته‌اید/)
  assert.equal(answers('approve', '1', '--by', 'reza').status, 0)
  assert.match(answers('approve', 'all', '--by', 'reza').text, /^72 answers approved/)
  assert.match(answers('list', '53').text, /question 53 {2}holds {2}۱۴۰۴\/۰۱\/۰۱- {2}portal-account/)
  assert.match(answers('import', 'package.json', '--by', 'sara').text, /package\.json: .*Unrecognized/)
  assert.match(answers('import', CORPUS_FOLDER, '--by', 'nobody').text, /کارمند فعالی/)
  assert.equal(answers('all').status, 1)
})
