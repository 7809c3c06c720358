import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { approveAll } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import type { StaffSignedIn } from '#app/staff/sign-in-staff.ts'
import { myTraining, openLesson, takeCheck } from '#app/training/learn.ts'
import { readiness } from '#app/training/readiness.ts'
import { parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { findAnswer } from '#store/answers.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { listCheck, listToLearn, mayCite } from '#store/training.ts'
import { addWriters, organisationCorpus } from '../support/answers.ts'
import { testDatabase } from '../support/database.ts'
import { ok } from '../support/desk.ts'
import { good } from '../support/people.ts'
import { member } from '../support/staff.ts'

const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 3 })
after(() => db.close())
let now = Date.UTC(2025, 10, 22, 8)
const app = { db, clock: { now: () => now } }
const today = () => tehranDate(now)
const day = (text: string): IsoDate => good(parseJalali(text))
const corpus = organisationCorpus()
for (const [branchId, province] of [
  [1, 'قم'],
  [2, 'قم'],
  [3, 'تهران'],
] as const)
  await addBranch(db, {
    branchId,
    name: `شعبهٔ ${branchId}`,
    province,
    city: province,
    address: province,
    phone: '02530000001',
    hours: 'شنبه',
    isDefault: false,
  })
await addWriters(app, 'sara', 'reza')
await database.query(`update staff set disabled_at = now()`) // they only write; who is ready is asked of others
await database.query(`update staff set disabled_at = null where user_name in ('sara', 'reza')`)
ok(await importCorpus(app, 'sara', corpus))
ok(await approveAll(app, 'reza'))
await database.query(`update staff set role = 'administrator'`)

/** The right answers to a lesson as it is asked now, or wrong ones. */
async function answers(
  who: StaffSignedIn,
  documentId: string,
  from = '',
  right = true,
): Promise<Record<string, string>> {
  const { attempt } = ok(await openLesson(app, who, documentId, from))
  const questions = await listCheck(db, documentId, from === '' ? today() : (from as IsoDate))
  const chosen = questions.map((one, n) => [
    `q${n + 1}`,
    `o${right ? one.right : (one.right % one.options.length) + 1}`,
  ])
  return { read: 'yes', try: String(attempt), ...Object.fromEntries(chosen) }
}
const pass = async (who: StaffSignedIn, documentId: string, from = '') =>
  ok(await takeCheck(app, who, documentId, from, await answers(who, documentId, from)))
/** The answer to «مدت مرخصی زایمان»: it cites the Act and the law of youth. */
const maternity = async () => (await findAnswer(db, 11, '', today()))!

describe('the check of a document', () => {
  test('there are three questions about every document that an answer cites', async () => {
    const { documents } = await myTraining(app, await member(app, 'officer', { branchId: 1 }))
    assert.deepEqual(
      documents.map(({ documentId }) => documentId),
      corpus.documents.map(({ id }) => id).toSorted(),
    )
    for (const { hasCheck, documentId } of documents) assert.ok(hasCheck, documentId)
    for (const { questions, document } of corpus.checks) {
      assert.equal(questions.length, 3)
      assert.equal(new Set(questions.map(({ question }) => question)).size, 3)
      for (const { article, options, right, question, because } of questions) {
        assert.equal(corpus.articles.find(({ id }) => id === article)?.document, document)
        assert.ok(right <= options.length && new Set(options).size === options.length, question)
        assert.doesNotMatch([question, because, ...options].join(' '), /[0-9a-zA-Zيك]/)
      }
    }
    const places = corpus.checks.flatMap(({ questions }) => questions.map(({ right }) => right))
    for (const place of [1, 2, 3]) assert.ok(places.filter((one) => one === place).length >= 10, 'no place is likelier')
  })

  test('all three right is passed; a wrong one is explained, and the questions come again in another order', async () => {
    const who = await member(app, 'officer', { branchId: 1 })
    const orders = new Set<string>()
    for (let times = 1; times <= 6; times += 1) {
      const { asked, attempt } = ok(await openLesson(app, who, 'ssa', ''))
      assert.equal(attempt, times)
      orders.add(JSON.stringify(asked.map(({ field, options }) => [field, Object.keys(options)])))
      const tried = ok(await takeCheck(app, who, 'ssa', '', await answers(who, 'ssa', '', false)))
      assert.ok(!tried.passed && tried.wrong.length === 3)
      const [first] = await listCheck(db, 'ssa', today())
      assert.deepEqual(tried.wrong[0], { question: first!.question, because: first!.because })
    }
    assert.ok(orders.size >= 4, 'the order changes from try to try')
    assert.deepEqual(await pass(who, 'ssa'), { passed: true })
    const rows = await database.query<{ score: number }>(`select score from training where staff_id = $1 order by n`, [
      who.staffId,
    ])
    assert.deepEqual(
      rows.map(({ score }) => score),
      [0, 0, 0, 0, 0, 0, 3],
    )
  })

  test('one has to say that one has read, and to answer each; the same try twice counts once', async () => {
    const who = await member(app, 'officer', { branchId: 1 })
    const full = await answers(who, 'fpa', '', false)
    const wrong = async (form: Record<string, string>) => {
      const result = await takeCheck(app, who, 'fpa', '', form)
      return result.ok ? [] : (result.problem.errors ?? []).map(({ field }) => field)
    }
    assert.deepEqual(await wrong({ try: '1' }), ['read', 'q1', 'q2', 'q3'])
    assert.deepEqual(await wrong({ ...full, read: '' }), ['read'])
    for (const odd of ['', '1', 'o0', 'o4', 'o9', 'right']) assert.deepEqual(await wrong({ ...full, q2: odd }), ['q2'])
    assert.equal(ok(await takeCheck(app, who, 'fpa', '', full)).passed, false)
    const again = await takeCheck(app, who, 'fpa', '', full)
    assert.equal(again.ok ? '' : again.problem.code, 'wrong-step')
    assert.equal((await database.query(`select from training where staff_id = $1`, [who.staffId])).length, 1)
  })

  test('a set of questions is whole, about its own articles, and right in the database itself', async () => {
    const insert = (more: string) =>
      database.query(`insert into training_check values ${more}`).then(
        () => 'taken',
        (error: { constraint?: string }) => error.constraint,
      )
    const [staff] = await database.query<{ id: string }>(`select staff_id as id from staff limit 1`)
    const row = (n: number, article = 'ssa-39', right = 1) =>
      `('ssa', '2030-01-01', ${n}, '${article}', '؟', '{a,b}', ${right}, '.', ${staff!.id}, now())`
    assert.equal(await insert([1, 2].map((n) => row(n)).join()), 'training_set_whole')
    assert.equal(await insert([row(1), row(2), row(3, 'fpa-48')].join()), 'training_set_whole')
    assert.match((await insert([row(1), row(2), row(3, 'ssa-39', 3)].join()))!, /check/)
    await assert.rejects(db.query(`update training set score = 3`), /permission denied/)
    await assert.rejects(db.query(`delete from training`), /permission denied/)
  })
})

describe('who may send an answer', () => {
  test('who has passed the check on every document it cites, and nobody else', async () => {
    const who = await member(app, 'officer', { branchId: 1 })
    const { answerId, citations } = await maternity()
    const documents = [...new Set(citations.map(({ articleId }) => articleId.split('-')[0]!))]
    assert.deepEqual(documents.toSorted(), ['ssa', 'youth'])
    assert.deepEqual(
      (await listToLearn(db, who.staffId, answerId, today())).map(({ documentId }) => documentId),
      ['ssa', 'youth'],
    )
    assert.equal(await mayCite(db, who.staffId, answerId, today()), false)
    await pass(who, 'ssa')
    assert.equal(await mayCite(db, who.staffId, answerId, today()), false)
    await pass(who, 'youth')
    assert.equal(await mayCite(db, who.staffId, answerId, today()), true)
    assert.deepEqual(await listToLearn(db, who.staffId, answerId, today()), [])
    assert.equal(await mayCite(db, (await member(app, 'officer')).staffId, answerId, today()), false)
  })

  test('for any documents that were passed: exactly the answers that cite nothing else', async () => {
    const all = await database.query<{ id: string; documents: string[] }>(
      `select answer_id as id, array_agg(distinct document_id) as documents from citation
       join article_version using (article_version_id) join article using (article_id) group by 1`,
    )
    const ids = corpus.documents.map(({ id }) => id)
    await fc.assert(
      fc.asyncProperty(fc.subarray(ids), async (passed) => {
        const { staffId } = await member(app, 'call-centre')
        for (const document of passed)
          await database.query(`insert into training select $1, $2, document_edition($2, $3), 1, now(), 3`, [
            staffId,
            document,
            today(),
          ])
        const rows = await db.query<{ id: string; may: boolean }>(
          `select answer_id as id, may_cite($1, answer_id, $2) as may from answer_version`,
          [staffId, today()],
        )
        const may = new Set(rows.filter((row) => row.may).map(({ id }) => id))
        for (const { id, documents } of all)
          assert.equal(
            may.has(id),
            documents.every((one) => passed.includes(one)),
          )
      }),
      { numRuns: 20 },
    )
  })
})

describe('a text that changes', () => {
  test('is learnt before its day; who has not may no longer send from that day on', async () => {
    const [early, late] = [await member(app, 'officer', { branchId: 1 }), await member(app, 'officer', { branchId: 2 })]
    const leader = await member(app, 'supervisor', { branchId: 2 }, 'منصور راد')
    for (const who of [early, late]) for (const document of ['ssa', 'youth']) await pass(who, document)
    const old = await maternity()
    const from = day('1404/10/01')
    ok(
      await importCorpus(app, 'sara', {
        documents: [],
        articles: [
          {
            id: 'youth-17',
            document: 'youth',
            cite: 'مادهٔ ۱۷ قانون حمایت از خانواده و جوانی جمعیت',
            texts: [{ from, summary: 'متن تازه', certainty: 'A', source: 'روزنامهٔ رسمی' }],
          },
        ],
        questions: [],
        checks: [{ ...corpus.checks.find(({ document }) => document === 'youth')!, since: from }],
      }),
    )
    const lessons = (await myTraining(app, early)).documents.filter(({ documentId }) => documentId === 'youth')
    assert.deepEqual(
      lessons.map((one) => [one.from, one.passedAt !== null]),
      [
        [null, true],
        [from, false],
      ],
    )
    assert.equal(ok(await openLesson(app, early, 'youth', from)).texts[0]!.summary, 'متن تازه')
    assert.equal((await openLesson(app, early, 'youth', '2099-01-01')).ok, false)
    const coming = (await readiness(app, leader))!.documents.find((one) => one.from === from)!
    assert.equal(coming.gaps.find(({ branchId }) => branchId === 2)?.passed, 0)
    await pass(early, 'youth', from)
    assert.equal(await mayCite(db, late.staffId, old.answerId, today()), true, 'today nothing has changed')

    now += 60 * 24 * 3600_000
    assert.ok(today() > from)
    assert.equal(await findAnswer(db, 11, '', today()), undefined, 'the answer ended with the text')
    assert.equal(await mayCite(db, early.staffId, old.answerId, today()), true)
    assert.equal(await mayCite(db, late.staffId, old.answerId, today()), false)
    await pass(late, 'youth')
    assert.equal(await mayCite(db, late.staffId, old.answerId, today()), true)
  })
})

describe('readiness', () => {
  test('each who leads sees their own scope, by branch and document; who does not lead sees nothing', async () => {
    const seen = async (role: 'supervisor' | 'province-head' | 'administrator', scope: StaffSignedIn['scope']) => {
      const ready = (await readiness(app, await member(app, role, scope)))!
      const inGaps = ready.documents.flatMap(({ gaps }) => gaps.map(({ branchId }) => branchId))
      const branches = ready.branches.map(({ branchId }) => branchId)
      for (const branchId of new Set(inGaps)) assert.ok(branches.includes(branchId))
      return branches
    }
    await member(app, 'officer', { branchId: 3 })
    assert.deepEqual(await seen('supervisor', { branchId: 1 }), [1])
    assert.deepEqual(await seen('province-head', { province: 'قم' }), [1, 2])
    assert.deepEqual((await seen('administrator', 'everywhere')).filter(Boolean), [1, 2, 3])
    for (const role of ['officer', 'call-centre', 'information-officer', 'medical-commission'] as const)
      assert.equal(await readiness(app, await member(app, role, { branchId: 1 })), null)
  })

  test('a branch is ready when each who answers there has passed all; who left does not count', async () => {
    const who = await member(app, 'officer', { branchId: 3 }, 'لیلا رضایی')
    await database.query(`update staff set disabled_at = now() where branch_id = 3 and staff_id <> $1`, [who.staffId])
    const head = await member(app, 'province-head', { province: 'تهران' })
    const branch = async () => (await readiness(app, head))!.branches[0]!
    const { documents } = (await readiness(app, head))!
    const needed = documents.filter(({ from }) => from === null)
    assert.ok(needed.every(({ gaps }) => gaps[0]!.missing.includes('لیلا رضایی')))
    for (const [n, { documentId }] of needed.entries()) {
      assert.equal((await branch()).ready, 0, `${n} passed`)
      await pass(who, documentId)
    }
    assert.deepEqual(await branch(), { branchId: 3, branchName: 'شعبهٔ 3', staff: 1, ready: 1 })
    assert.deepEqual(
      (await readiness(app, head))!.documents.filter(({ from }) => from === null).flatMap(({ gaps }) => gaps),
      [],
    )
  })
})
