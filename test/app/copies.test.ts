import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { REFUSALS } from '#app/answers/refusals.ts'
import { copiesAtDesk, decideAboutCopy, openCopy, proposeCopyOf, takeCopyDown } from '#app/copies/copies.ts'
import { publishedAnswer, publishedAnswers } from '#app/copies/register.ts'
import type { Result } from '#app/problem.ts'
import { openDatabase } from '#store/database.ts'
import { publishedCases } from '#store/published-cases.ts'
import pg from 'pg'
import { testDatabase } from '../support/database.ts'
import { ok } from '../support/desk.ts'
import { personalNumbers, written } from '../support/numbers.ts'
import { member } from '../support/staff.ts'

const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 3 })
const published = publishedCases(database.url)
after(() => Promise.all([db.close(), published.close()]))
let now = Date.UTC(2025, 10, 22, 8)
const app = { db, published, clock: { now: () => now } }
const [mina, omid] = [await member(app, 'information-officer'), await member(app, 'information-officer')]
beforeEach(async () => {
  now += 60_000
  await database.query('truncate public_case')
})

const QUESTION = 'شمار شعبه‌های سازمان در سال گذشته چقدر بود؟'
const ANSWER = 'در پایان سال ۱۴۰۳ سازمان ۴۸۰ شعبه داشت.'
const propose = (question = QUESTION, answer = ANSWER, names: string[] = []) =>
  proposeCopyOf(app, mina, 'information', { question, answer }, names)
const publish = (id: string, who = omid) => decideAboutCopy(app, who, id, { decision: 'publish', read: 'yes' })
const fieldsOf = (result: Result<unknown>) => (result.ok ? [] : (result.problem.errors ?? []).map(({ field }) => field))
const saidOf = (result: Result<unknown>) => (result.ok ? '' : result.problem.message)
const shown = async (words = '') => (await publishedAnswers(app, words, null)).rows.map(({ question }) => question)

describe('a copy of an answered request', () => {
  test('is read by everybody once a second person has agreed, and not before', async () => {
    const id = ok(await propose())
    assert.deepEqual(await shown(), [])
    assert.equal((await publishedAnswer(app, id)).ok, false)
    assert.equal(saidOf(await publish(id, mina)), REFUSALS.copy_checked_by_a_second_person)
    assert.deepEqual(fieldsOf(await decideAboutCopy(app, omid, id, { decision: 'publish' })), ['read'])
    assert.equal(ok(await publish(id)), 'published')
    assert.deepEqual(await shown(), [QUESTION])
    assert.equal(ok(await publishedAnswer(app, id)).answer, ANSWER)
    assert.equal((await publish(id)).ok, false, 'decided once')
  })

  test('is refused with a reason, and taken down by one person at once; neither comes back', async () => {
    const [one, other] = [ok(await propose()), ok(await propose())]
    assert.deepEqual(fieldsOf(await decideAboutCopy(app, omid, one, { decision: 'refuse' })), ['refusal'])
    ok(await decideAboutCopy(app, omid, one, { decision: 'refuse', refusal: 'نام شهر کوچکی در آن است.' }))
    assert.equal(ok(await openCopy(app, mina, one)).refusal, 'نام شهر کوچکی در آن است.')
    ok(await publish(other))
    ok(await takeCopyDown(app, mina, other))
    assert.deepEqual(await shown(), [])
    assert.equal((await publish(one)).ok, false)
    assert.equal((await takeCopyDown(app, mina, other)).ok, false)
    const { waiting, decided } = ok(await copiesAtDesk(app, mina))
    assert.deepEqual([waiting.length, decided.length], [0, 2])
  })

  test('is found by its words in any form and spelling, newest first, page by page', async () => {
    for (let n = 1; n <= 45; n += 1) {
      now += 1000
      ok(
        await publish(
          ok(await propose(`پرسش شماره ${n} دربارهٔ سوابق بیمه`, n % 2 === 0 ? 'پاسخ دربارهٔ شعبه‌ها' : ANSWER)),
        ),
      )
    }
    const first = await publishedAnswers(app, '', null)
    const second = await publishedAnswers(app, '', first.next)
    const third = await publishedAnswers(app, '', second.next)
    const all = [first, second, third].flatMap(({ rows }) =>
      rows.map(({ question }) => Number(/\d+/.exec(question)![0])),
    )
    assert.deepEqual(
      all,
      Array.from({ length: 45 }, (_, at) => 45 - at),
    )
    assert.equal(third.next, null)
    assert.equal((await shown('سابقه')).length, 20)
    assert.equal((await shown('سابقه ۱۷')).length, 1)
    assert.equal((await shown('شعبه 12')).length, 1)
    assert.deepEqual(await shown('ققنوس'), [])
  })
})

describe('nothing of a person is ever published', () => {
  test('names of those concerned, and an e-mail address, are found in either text', async () => {
    const names = ['علی‌رضا کریمی', 'کریمی']
    assert.deepEqual(fieldsOf(await propose('چرا به علیرضا كريمي پاسخ ندادید؟', ANSWER, names)), ['question'])
    assert.deepEqual(fieldsOf(await propose(QUESTION, 'آقای کریمی پاسخ داد که شعبه باز است.', names)), ['answer'])
    assert.deepEqual(fieldsOf(await propose(QUESTION, 'بنویسید به a.b@tamin.ir لطفاً.', names)), ['answer'])
  })

  for (const [what, number] of Object.entries(personalNumbers))
    test(`no text with a ${what} passes: neither the use case, nor the database itself past it`, async () => {
      const texts = fc.tuple(
        written(number),
        fc.constantFrom('', ANSWER, 'سال ۱۴۰۴ '),
        fc.constantFrom('', ' است', '\n۱۲'),
        fc.boolean(),
      )
      await fc.assert(
        fc.asyncProperty(texts, async ([text, before, behind, inAnswer]) => {
          const personal = `این متن: ${before}${text}${behind}`
          const [question, answer] = inAnswer ? [QUESTION, personal] : [personal, ANSWER]
          assert.deepEqual(fieldsOf(await propose(question, answer)), [inAnswer ? 'answer' : 'question'], personal)
          await assert.rejects(
            db.query(
              `insert into public_case (kind, question_text, answer_text, words, proposed_by, proposed_at)
               values ('question', $1, $2, '{}', $3, now())`,
              [question, answer, mina.staffId],
            ),
            { constraint: 'copy_without_numbers' },
            personal,
          )
        }),
        { numRuns: 60 },
      )
      assert.deepEqual(await database.query('select from public_case'), [])
    })

  test('what has no such number does pass: days, amounts of nine digits, articles', async () => {
    ok(await propose('از ۱۴۰۴/۰۹/۰۲ تا ۱۴۰۴/۰۹/۱۲ چه شد؟', 'مبلغ ۱۰۳٬۹۰۹٬۶۸۰ ریال بر پایهٔ مادهٔ ۵۸ در ۳۱ شعبه.'))
  })
})

describe('the promises of the database', () => {
  const refusal = async (sql: string, values: unknown[] = []) =>
    db.query(sql, values).then(
      () => 'done',
      (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
    )

  test('a second person, and nothing rewritten once it is there', async () => {
    const id = ok(await propose())
    const decide = `update public_case set published = true, checked_by = $2, checked_at = now() where case_id = $1`
    assert.equal(await refusal(decide, [id, mina.staffId]), 'copy_checked_by_a_second_person')
    assert.match(
      await refusal(`update public_case set answer_text = 'متن دیگری' where case_id = $1`, [id]),
      /permission denied/,
    )
    await assert.rejects(database.query(`update public_case set answer_text = 'متن دیگری'`), {
      constraint: 'copy_was_decided',
    })
    ok(await publish(id))
    const back = `update public_case set published = null, checked_by = null, checked_at = null where case_id = $1`
    assert.equal(await refusal(back, [id]), 'copy_was_decided')
    ok(await takeCopyDown(app, omid, id))
    const shownAgain = `update public_case set withdrawn_by = null, withdrawn_at = null where case_id = $1`
    assert.equal(await refusal(shownAgain, [id]), 'copy_was_decided')
    assert.match(await refusal(`delete from public_case`), /permission denied/)
  })

  test('the public pages read as a role that can read published copies, and no other table, column or row', async () => {
    const [waiting, shownId] = [ok(await propose('پرسشی که در انتظار است؟')), ok(await propose())]
    ok(await publish(shownId))
    const client = new pg.Client({ connectionString: database.url, options: '-c role=tamin_public' })
    await client.connect()
    try {
      const { rows } = await client.query<{ case_id: string }>('select case_id from published_case')
      assert.deepEqual(rows, [{ case_id: shownId }], `${waiting} waits`)
      const tables = await database.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')`,
      )
      assert.ok(tables.length > 50)
      for (const { name } of tables)
        if (name !== 'published_case')
          await assert.rejects(client.query(`select from ${name}`), /permission denied/, name)
      for (const sql of [
        `delete from published_case`,
        `update published_case set answer_text = 'x'`,
        'create table x (n int)',
      ])
        await assert.rejects(client.query(sql), /permission denied|cannot/, sql)
    } finally {
      await client.end()
    }
  })
})

test('for whoever does not publish, copies are not there', async () => {
  const id = ok(await propose())
  for (const role of [
    'officer',
    'supervisor',
    'call-centre',
    'province-head',
    'administrator',
    'medical-commission',
  ] as const) {
    const who = { ...omid, role }
    for (const result of [
      await proposeCopyOf(app, who, 'question', { question: QUESTION, answer: ANSWER }, []),
      await copiesAtDesk(app, who),
      await openCopy(app, who, id),
      await decideAboutCopy(app, who, id, { decision: 'publish', read: 'yes' }),
      await takeCopyDown(app, who, id),
    ] as Result<unknown>[])
      assert.equal(result.ok ? 'ok' : result.problem.code, 'not-found', role)
  }
  assert.deepEqual(await shown(), [])
})
