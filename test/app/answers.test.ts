import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { approveAll, approveAnswer, endAnswer, proposeAnswer, type AnswersApp } from '#app/answers/answers.ts'
import { Corpus, importCorpus } from '#app/answers/corpus.ts'
import { QuestionBook } from '#app/answers/question-book.ts'
import type { Result } from '#app/problem.ts'
import { addDays, parseJalali, type IsoDate } from '#kernel/dates.ts'
import { findAnswer, listAnswers, listProposed, listTasks } from '#store/answers.ts'
import { openDatabase } from '#store/database.ts'
import { addWriters, smallCorpus } from '../support/answers.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 3 })
after(() => db.close())
const app: AnswersApp = { db, clock: { now: () => Date.UTC(2025, 10, 22) } }
await addWriters(app, 'sara', 'reza')
ok(await importCorpus(app, 'sara', smallCorpus()))
beforeEach(() => database.query('truncate answer_version, citation, answer_task cascade'))

function ok<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : result.problem.message)
  return result.value
}
const day = (jalali: string): IsoDate => {
  const read = parseJalali(jalali)
  assert.ok(read.ok)
  return read.value
}
const draft = (body: string, from: string, more: { until?: string; caseKey?: string; articleIds?: string[] } = {}) => ({
  questionId: more.caseKey === undefined ? 1 : 2,
  caseKey: more.caseKey ?? '',
  body,
  from: day(from),
  until: more.until === undefined ? null : day(more.until),
  articleIds: more.articleIds ?? ['act-1'],
})
const proposed = async (...given: Parameters<typeof draft>) => ok(await proposeAnswer(app, 'sara', draft(...given)))
async function approved(...given: Parameters<typeof draft>): Promise<string> {
  const id = await proposed(...given)
  ok(await approveAnswer(app, 'reza', id))
  return id
}
const bodyOn = async (jalali: string, caseKey?: string) =>
  (await findAnswer(db, caseKey === undefined ? 1 : 2, caseKey ?? '', day(jalali)))?.body

/** A file that says a new text of the first article holds from a day on. */
const newText = (from: string) => {
  const { articles } = smallCorpus()
  const texts = [{ from: day(from), summary: `متن از ${from}`, certainty: 'A' as const, source: 'قانون اصلاح' }]
  return { documents: [], articles: [{ ...articles[0]!, texts }], questions: [], checks: [] }
}

/** Writes as the portal's own role, past every use case, and tells which constraint refused. */
async function refusedBy(...statements: [text: string, values?: readonly unknown[]][]): Promise<string> {
  const refusal = await db
    .transaction(async (tx) => {
      for (const [text, values] of statements) await tx.query(text, values ?? [])
    })
    .then(
      () => null,
      (error: unknown) => error as { constraint?: string; code?: string; message: string },
    )
  assert.ok(refusal !== null, 'the database took it')
  return refusal.constraint ?? `${refusal.code} ${refusal.message}`
}

describe('one answer', () => {
  test('from proposal to approval by a second person; before that nobody reads it', async () => {
    const id = await proposed('از سامانه', '1404/01/01')
    assert.equal(await bodyOn('1404/02/01'), undefined)
    assert.deepEqual(
      (await listProposed(db)).map(({ answerId }) => answerId),
      [id],
    )
    ok(await approveAnswer(app, 'reza', id))
    assert.equal(await bodyOn('1404/02/01'), 'از سامانه')
    assert.equal(await bodyOn('1403/12/29'), undefined)
    assert.deepEqual(await listProposed(db), [])
  })

  test('nobody approves what they wrote themselves: neither by the use case nor past it', async () => {
    const id = await proposed('از سامانه', '1404/01/01')
    const refused = await approveAnswer(app, 'sara', id)
    assert.match(refused.ok ? '' : refused.problem.message, /خودتان نوشته‌اید/)
    assert.equal(
      await refusedBy([
        `update answer_version set status = 'approved', approver = author, approved_at = now() where answer_id = $1`,
        [id],
      ]),
      'approved_by_a_second_person',
    )
    assert.equal(await bodyOn('1404/02/01'), undefined)
  })

  test('a second approved answer on any same day is refused by the database itself', async () => {
    await approved('نخست', '1404/01/01', { until: '1405/01/01' })
    const second = await proposed('دوم', '1404/12/29')
    assert.equal(
      await refusedBy([
        `update answer_version set status = 'approved', approved_at = now(),
           approver = (select staff_id from staff where user_name = 'reza') where answer_id = $1`,
        [second],
      ]),
      'one_answer',
    )
  })

  test('two who approve two answers at the same moment: one holds, the other is told', async () => {
    for (let round = 0; round < 5; round += 1) {
      await database.query('truncate answer_version, citation, answer_task cascade')
      const ids = [await proposed('یک', '1404/01/01'), await proposed('دو', '1404/01/01')]
      const results = await Promise.all(ids.map((id) => approveAnswer(app, 'reza', id)))
      assert.equal(results.filter(({ ok: held }) => held).length, 1)
    }
  })

  test('a later answer ends the one before it, the day before it begins', async () => {
    await approved('پارسال', '1404/01/01')
    await approved('امسال', '1405/01/01')
    assert.deepEqual([await bodyOn('1404/12/29'), await bodyOn('1405/01/01')], ['پارسال', 'امسال'])
  })

  test('it must cite; an approved one whose citation goes, or that never had one, is refused at commit', async () => {
    assert.equal((await proposeAnswer(app, 'sara', draft('بی‌سند', '1404/01/01', { articleIds: [] }))).ok, false)
    assert.equal((await proposeAnswer(app, 'sara', draft('بی‌سند', '1404/01/01', { articleIds: ['act-9'] }))).ok, false)
    assert.equal(
      await refusedBy([
        `insert into answer_version (question_id, case_key, body, digest, valid, status, author, proposed_at, approver, approved_at)
         select 1, '', 'بی‌سند', '', '[2025-03-21,)', 'approved', s.staff_id, now(), r.staff_id, now()
         from staff s, staff r where s.user_name = 'sara' and r.user_name = 'reza'`,
      ]),
      'answer_founded',
    )
    const id = await approved('با سند', '1404/01/01')
    await assert.rejects(
      database.query('delete from citation where answer_id = $1', [id]),
      ({ constraint }: { constraint?: string }) => constraint === 'answer_founded',
    )
    assert.match(await refusedBy(['delete from citation where answer_id = $1', [id]]), /42501/)
  })

  test('it cites only what is in force on its every day', async () => {
    const id = await proposed('پیش از قانون', '1404/01/01')
    await database.query(`update answer_version set valid = '[2020-01-01,)' where answer_id = $1`, [id])
    assert.equal(
      await refusedBy([
        `update answer_version set status = 'approved', approved_at = now(),
           approver = (select staff_id from staff where user_name = 'reza') where answer_id = $1`,
        [id],
      ]),
      'answer_founded',
    )
    const refused = await approveAnswer(app, 'reza', id)
    assert.match(refused.ok ? '' : refused.problem.message, /عوض شده/)
  })

  test('an approved answer is never rewritten, and never holds longer than it was approved for', async () => {
    const id = await approved('از سامانه', '1404/01/01', { until: '1405/01/01' })
    assert.match(await refusedBy([`update answer_version set body = 'دیگر' where answer_id = $1`, [id]]), /42501/)
    await assert.rejects(database.query(`update answer_version set body = 'دیگر' where answer_id = $1`, [id]))
    for (const change of [`valid = '[2025-03-21,)'`, `valid = '[2025-06-01,2026-03-21)'`, `status = 'proposed'`])
      assert.match(await refusedBy([`update answer_version set ${change} where answer_id = $1`, [id]]), /23514/, change)
  })

  test('it can be ended without another in its place', async () => {
    const id = await approved('از سامانه', '1404/01/01')
    ok(await endAnswer(app, 'sara', id, day('1404/06/01')))
    assert.deepEqual([await bodyOn('1404/05/31'), await bodyOn('1404/06/01')], ['از سامانه', undefined])
    assert.equal((await endAnswer(app, 'sara', id, day('1404/07/01'))).ok, false, 'it has ended already')
  })

  test('each case of a question has its own, and none but its own cases', async () => {
    await approved('شش ماه', '1404/01/01', { caseKey: 'family=single;years=short' })
    assert.equal(await bodyOn('1404/02/01', 'family=single;years=short'), 'شش ماه')
    assert.equal(await bodyOn('1404/02/01', 'family=married;years=short'), undefined)
    for (const caseKey of ['family=single', 'years=short;family=single', 'family=divorced;years=short'])
      assert.equal((await proposeAnswer(app, 'sara', draft('؟', '1404/01/01', { caseKey }))).ok, false, caseKey)
  })
})

test('whatever is proposed, approved, ended: at most one approved answer is in force on any day', async () => {
  const first = day('1404/01/01')
  const step = fc.record({
    from: fc.integer({ min: 0, max: 30 }),
    length: fc.option(fc.integer({ min: 1, max: 20 })),
    caseKey: fc.constantFrom('family=single;years=short', 'family=married;years=short'),
    ends: fc.option(fc.integer({ min: 0, max: 30 })),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      await database.query('truncate answer_version, citation, answer_task cascade')
      const ids: string[] = []
      for (const { from, length, caseKey, ends } of steps) {
        const until = length === null ? null : addDays(first, from + length)
        const answer = { ...draft(`${from}`, '1404/01/01', { caseKey }), from: addDays(first, from), until }
        ids.push(ok(await proposeAnswer(app, 'sara', answer)))
        await approveAnswer(app, 'reza', ids.at(-1)!)
        if (ends !== null) await endAnswer(app, 'reza', ids[ends % ids.length]!, addDays(first, ends))
      }
      const all = (await listAnswers(db, 2)).filter(({ status }) => status === 'approved')
      assert.ok(all.length > 0 || steps.some(({ ends }) => ends !== null))
      for (let n = 0; n <= 52; n += 1) {
        const on = addDays(first, n)
        const holding = all.filter(({ from, until }) => from <= on && (until === null || on < until))
        const cases = holding.map(({ caseKey }) => caseKey)
        assert.equal(new Set(cases).size, cases.length, on)
      }
    }),
    { numRuns: 15 },
  )
})

describe('a new text of an article', () => {
  /** Each in a database of its own: texts of articles only ever become more. */
  async function stage(t: Parameters<typeof testDatabase>[0]) {
    const own = await testDatabase(t)
    const ownDb = openDatabase(own.url, { poolSize: 2 })
    t.after(() => ownDb.close())
    const ownApp: AnswersApp = { db: ownDb, clock: app.clock }
    await addWriters(ownApp, 'sara', 'reza')
    ok(await importCorpus(ownApp, 'sara', smallCorpus()))
    const holds = async (...given: Parameters<typeof draft>) => {
      const id = ok(await proposeAnswer(ownApp, 'sara', draft(...given)))
      ok(await approveAnswer(ownApp, 'reza', id))
    }
    const on = async (jalali: string) => (await findAnswer(ownDb, 1, '', day(jalali)))?.body
    return { own, app: ownApp, db: ownDb, holds, on }
  }

  test('ends the answers built on it from its day, gives their author a task before, and leaves all others', async (t) => {
    const { app: here, db: there, holds, on } = await stage(t)
    await holds('بر پایهٔ مادهٔ ۱', '1404/01/01', { articleIds: ['act-1', 'act-2'] })
    ok(
      await proposeAnswer(
        here,
        'sara',
        draft('کوتاه', '1404/01/01', { caseKey: 'family=single;years=short', articleIds: ['act-2'] }),
      ),
    )
    ok(await approveAll(here, 'reza'))
    ok(await importCorpus(here, 'reza', newText('1405/01/01')))
    assert.deepEqual([await on('1404/12/29'), await on('1405/01/01')], ['بر پایهٔ مادهٔ ۱', undefined])
    assert.deepEqual(
      (await listTasks(there)).map(({ questionId, owner, dueOn }) => ({ questionId, owner, dueOn })),
      [{ questionId: 1, owner: 'sara', dueOn: day('1405/01/01') }],
    )
    assert.ok(await findAnswer(there, 2, 'family=single;years=short', day('1405/06/01')), 'the other article stands')
  })

  test('until somebody approves a new answer on the new text; then the task is done', async (t) => {
    const { app: here, db: there, holds, on } = await stage(t)
    await holds('پیشین', '1404/01/01')
    ok(await importCorpus(here, 'reza', newText('1405/01/01')))
    const id = ok(await proposeAnswer(here, 'sara', draft('تازه', '1405/01/01')))
    assert.equal(await on('1405/01/01'), undefined)
    ok(await approveAnswer(here, 'reza', id))
    assert.deepEqual([await on('1404/12/29'), await on('1405/01/01')], ['پیشین', 'تازه'])
    assert.deepEqual(await listTasks(there), [])
    assert.match((await findAnswer(there, 1, '', day('1405/01/01')))!.citations[0]!.summary, /متن از/)
  })

  test('withdraws an answer that would only have begun later, and cuts a proposal when it is approved', async (t) => {
    const { app: here, db: there, holds, on } = await stage(t)
    await holds('سال بعد', '1405/06/01')
    const waiting = ok(await proposeAnswer(here, 'sara', draft('در انتظار', '1404/01/01')))
    ok(await importCorpus(here, 'reza', newText('1405/01/01')))
    assert.equal(await on('1405/07/01'), undefined)
    assert.deepEqual(
      (await listTasks(there)).map(({ dueOn }) => dueOn),
      [day('1405/06/01')],
    )
    ok(await approveAnswer(here, 'reza', waiting))
    assert.deepEqual([await on('1404/12/29'), await on('1405/01/01')], ['در انتظار', undefined])
  })

  test('never overlaps another, never goes back, and is never rewritten', async (t) => {
    const { own, app: here, db: there } = await stage(t)
    ok(await importCorpus(here, 'reza', newText('1405/01/01')))
    const between = await importCorpus(here, 'reza', newText('1404/01/01'))
    assert.match(between.ok ? '' : between.problem.message, /پس از آن/)
    const changed = newText('1405/01/01')
    changed.articles[0]!.texts[0]!.summary = 'متنی دیگر از همان روز'
    const refused = await importCorpus(here, 'reza', changed)
    assert.match(refused.ok ? '' : refused.problem.message, /متن دیگری ثبت شده/)
    await assert.rejects(there.query(`update article_version set summary = 'دیگر'`), /permission denied/)
    await assert.rejects(there.query(`update article_version set valid = daterange(lower(valid) - 1, upper(valid))`))
    assert.equal((await own.query(`select from article_version where article_id = 'act-1'`)).length, 2)
  })
})

describe('a file of questions and answers', () => {
  test('is taken in once: the same again changes nothing', async () => {
    const corpus = Corpus.parse({
      questions: [
        {
          id: 7,
          topic: 'آزمون',
          canonical: 'سؤال هفتم چیست؟',
          aliases: ['هفتمی'],
          answers: [{ from: '1404/01/01', body: ['پاسخ.', '- نکته'], cites: ['act-1'] }],
        },
      ],
    })
    assert.deepEqual(ok(await importCorpus(app, 'sara', corpus)), { texts: 0, questions: 1, wordings: 1, answers: 1 })
    assert.deepEqual(ok(await importCorpus(app, 'sara', corpus)), { texts: 0, questions: 0, wordings: 0, answers: 0 })
    ok(await approveAll(app, 'reza'))
    assert.deepEqual(ok(await importCorpus(app, 'sara', corpus)), { texts: 0, questions: 0, wordings: 0, answers: 0 })
    assert.equal((await findAnswer(db, 7, '', day('1404/01/01')))?.body, 'پاسخ.\n- نکته')
  })

  test('two who take in the same at the same moment propose each answer once; what was withdrawn does not come back', async () => {
    const corpus = Corpus.parse({
      questions: [
        {
          id: 70,
          topic: 'آزمون',
          canonical: 'سؤال هفتادم چیست؟',
          answers: [{ from: '1404/01/01', body: ['پاسخ.'], cites: ['act-1'] }],
        },
      ],
    })
    const results = await Promise.all([importCorpus(app, 'sara', corpus), importCorpus(app, 'reza', corpus)])
    assert.equal(
      results.map(ok).reduce((sum, { answers }) => sum + answers, 0),
      1,
    )
    const [waiting] = await listProposed(db)
    const other = (await approveAnswer(app, 'reza', waiting!.answerId)).ok ? 'reza' : 'sara'
    if (other === 'sara') ok(await approveAnswer(app, 'sara', waiting!.answerId))
    ok(await endAnswer(app, 'reza', waiting!.answerId, day('1404/01/01')))
    assert.equal(ok(await importCorpus(app, 'sara', corpus)).answers, 0)
  })

  test('may not ask other facts of a question that was answered', async () => {
    const { questions } = smallCorpus()
    const [, asking] = questions
    ok(await proposeAnswer(app, 'sara', draft('؟', '1404/01/01', { caseKey: 'family=single;years=short' })))
    const changed = {
      documents: [],
      articles: [],
      checks: [],
      questions: [{ ...asking!, facts: asking!.facts.slice(1) }],
    }
    const refused = await importCorpus(app, 'sara', changed)
    assert.match(refused.ok ? '' : refused.problem.message, /پرسش ۲: آنچه پیش از پاسخ می‌پرسد/)
    const renamed = asking!.facts.map((fact) => ({ ...fact, label: `${fact.label}؟` }))
    assert.equal(
      ok(await importCorpus(app, 'sara', { ...changed, questions: [{ ...asking!, facts: renamed }] })).questions,
      1,
    )
  })

  test('is approved at once but for what oneself proposed, or what cannot be', async () => {
    const own = ok(await proposeAnswer(app, 'reza', draft('از رضا', '1404/01/01', { until: '1404/02/01' })))
    const [late, early] = [await proposed('دیر', '1405/01/01'), await proposed('زود', '1404/06/01')]
    const { approved: count, refused } = ok(await approveAll(app, 'reza'))
    assert.deepEqual([count, refused.map(({ answerId }) => answerId)], [1, [early]])
    assert.deepEqual(
      (await listProposed(db)).map(({ answerId }) => answerId),
      [own, early],
    )
    assert.equal(await bodyOn('1405/01/01'), 'دیر', late)
    assert.equal(ok(await approveAll(app, 'sara', 'reza')).approved, 1)
  })

  test('is taken in whole or not at all', async () => {
    const wrong = Corpus.parse({
      questions: [
        { id: 8, topic: 'آزمون', canonical: 'سؤال هشتم؟' },
        { id: 9, topic: 'آزمون', canonical: '؟', answers: [{ from: '1404/01/01', body: ['.'], cites: ['none-1'] }] },
      ],
    })
    assert.equal((await importCorpus(app, 'sara', wrong)).ok, false)
    assert.deepEqual(await database.query('select from question where question_id in (8, 9)'), [])
  })

  test('what was learnt is found at once, in a process that had built its index before', async () => {
    const book = new QuestionBook()
    const first = async (text: string) => (await book.like(db, text, 3))[0]?.questionId
    assert.equal(await first('فیشم کو'), 1)
    assert.equal(await first('زرافه قشنگ'), undefined)
    const { questions } = smallCorpus()
    ok(
      await importCorpus(app, 'sara', {
        documents: [],
        articles: [],
        checks: [],
        questions: [{ ...questions[0]!, aliases: ['زرافه'] }],
      }),
    )
    assert.equal(await first('زرافه قشنگ'), 1)
    const same = await book.all(db)
    assert.deepEqual(await book.all(db), same)
  })
})
