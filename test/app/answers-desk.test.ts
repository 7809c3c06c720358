import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { articleAtDesk, corpusAtDesk, enterText, previewText } from '#app/answers/article.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { answerAtDesk, answersAtDesk, knowledgeTidings, proposalsAtDesk, questionAtDesk } from '#app/answers/desk.ts'
import { giveAnswer } from '#app/answers/give.ts'
import { QuestionBook } from '#app/answers/question-book.ts'
import { inWords, REFUSALS } from '#app/answers/refusals.ts'
import { readWording, wordingsAtDesk } from '#app/answers/wordings.ts'
import { decideAnswer, previewAnswer, takeBack, writeAnswer, writeQuestion, writingDesk } from '#app/answers/write.ts'
import { done, type Result } from '#app/problem.ts'
import type { StaffSignedIn } from '#app/staff/sign-in-staff.ts'
import { parseJalali } from '#kernel/dates.ts'
import { migrationsFolder } from '#store/migrate.ts'
import { openDatabase } from '#store/database.ts'
import { listCheck } from '#store/training.ts'
import { proposeWording } from '#store/wordings.ts'
import { addWriters, smallCorpus } from '../support/answers.ts'
import { testDatabase } from '../support/database.ts'
import { ok } from '../support/desk.ts'
import { good } from '../support/people.ts'
import { member } from '../support/staff.ts'

const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 3 })
after(() => db.close())
const app = { db, clock: { now: () => Date.UTC(2025, 10, 22, 8) }, questions: new QuestionBook() }
await addWriters(app, 'sara')
const check = (n: number, article: string) => ({
  article,
  question: `پرسش ${n}؟`,
  options: ['نخست', 'دوم', 'سوم'],
  right: 2,
  because: 'چون چنین است.',
})
const corpus = {
  ...smallCorpus(),
  checks: [{ document: 'act', since: null, questions: [check(1, 'act-1'), check(2, 'act-2'), check(3, 'act-1')] }],
}
ok(await importCorpus(app, 'sara', corpus))
const editor = async (name: string): Promise<StaffSignedIn> => ({
  ...(await member(app, 'administrator', 'everywhere', name)),
  role: 'editor',
})
const [maryam, reza] = [await editor('مریم ویراستار'), await editor('رضا ویراستار')]
const clerk = await member(app, 'officer')
beforeEach(() => database.query('truncate answer_version, citation, answer_task, wording_proposal cascade'))

const form = (body: string, more: Record<string, string> = {}) => ({
  body,
  from: '۱۴۰۴/۰۹/۰۱',
  'cite-act-1': 'yes',
  ...more,
})
const fieldsOf = (result: Result<unknown>) => (result.ok ? [] : (result.problem.errors ?? []).map(({ field }) => field))
const saidOf = (result: Result<unknown>) => (result.ok ? '' : result.problem.message)
const wrote = async (body: string, more: Record<string, string> = {}) =>
  ok(await writeAnswer(app, maryam, 1, form(body, more)))
async function approved(body: string, more: Record<string, string> = {}): Promise<string> {
  const id = await wrote(body, more)
  ok(await decideAnswer(app, reza, id, { decision: 'approve' }))
  return id
}
const answered = async () => ok(await giveAnswer(app, 1, {})).answer?.text

describe('an answer written at the desk', () => {
  test('is seen as citizens will read it, waits, and is read by all once a second editor approves', async () => {
    const typed = form('از سامانه بگيريد 12 روز.\r\n\r\n* فيش ماه\n-  حکم سال ')
    const preview = ok(await previewAnswer(app, maryam, 1, typed))
    assert.deepEqual(preview.blocks, [{ text: 'از سامانه بگیرید ۱۲ روز.' }, { points: ['فیش ماه', 'حکم سال'] }])
    assert.equal(await answered(), undefined, 'a preview proposes nothing')
    assert.deepEqual(await proposalsAtDesk(app, reza), [])
    const id = ok(await writeAnswer(app, maryam, 1, typed))
    assert.equal(await answered(), undefined)
    assert.equal(ok(await answerAtDesk(app, reza, id)).rendered.text, preview.text)
    assert.deepEqual(
      (await proposalsAtDesk(app, reza)).map(({ answerId, own }) => [answerId, own]),
      [[id, false]],
    )
    ok(await decideAnswer(app, reza, id, { decision: 'approve' }))
    assert.equal((await answered())?.split('\n').slice(0, 4).join(), preview.text.split('\n').slice(0, 4).join())
    const [version] = ok(await questionAtDesk(app, clerk, 1)).cases[0]!.versions
    assert.deepEqual(
      [version!.authorName, version!.deciderName, version!.status],
      ['مریم ویراستار', 'رضا ویراستار', 'approved'],
    )
  })

  test('is refused with a reason that its writer reads, and does not hold', async () => {
    const id = await wrote('نادرست')
    assert.deepEqual(fieldsOf(await decideAnswer(app, reza, id, { decision: 'refuse', refusal: 'نه' })), ['refusal'])
    ok(await decideAnswer(app, reza, id, { decision: 'refuse', refusal: 'مادهٔ دیگری لازم است.' }))
    assert.equal(ok(await answerAtDesk(app, maryam, id)).version.refusal, 'مادهٔ دیگری لازم است.')
    assert.equal(await answered(), undefined)
    for (const decision of ['approve', 'refuse'])
      assert.equal((await decideAnswer(app, reza, id, { decision, refusal: 'مادهٔ دیگری' })).ok, false)
  })

  test('nobody decides about their own; they may take it back, and nobody else may', async () => {
    const id = await wrote('خودم')
    assert.equal(
      saidOf(await decideAnswer(app, maryam, id, { decision: 'approve' })),
      REFUSALS.approved_by_a_second_person,
    )
    const refusal = await decideAnswer(app, maryam, id, { decision: 'refuse', refusal: 'نادرست است' })
    assert.equal(saidOf(refusal), REFUSALS.refused_by_a_second_person)
    assert.equal((await takeBack(app, reza, id)).ok, false)
    ok(await takeBack(app, maryam, id))
    assert.equal((await decideAnswer(app, reza, id, { decision: 'approve' })).ok, false)
    assert.equal(ok(await answerAtDesk(app, clerk, id)).version.status, 'withdrawn')
  })

  test('says at each field what is missing or wrong', async () => {
    const wrong = async (values: Record<string, string>, question = 1) =>
      fieldsOf(await writeAnswer(app, maryam, question, values))
    assert.deepEqual(await wrong({}), ['body', 'cites', 'from'])
    assert.deepEqual(await wrong(form(' \n- \n')), ['body'])
    assert.deepEqual(await wrong(form('ن'.repeat(4001))), ['body'])
    assert.deepEqual(await wrong(form('متن', { until: '۱۴۰۴/۰۹/۰۱' })), ['until'])
    assert.deepEqual(await wrong(form('متن', { until: 'فردا' })), ['until'])
    assert.deepEqual(await wrong(form('متن', { from: '۱۳۹۰/۰۱/۰۱' })), ['cites'], 'no text of the article on that day')
    assert.deepEqual(await wrong(form('متن', { 'case-family': 'single' }), 2), ['case-years'])
    assert.deepEqual(await wrong(form('متن', { 'case-family': 'single', 'case-years': 'short' }), 2), [])
    assert.equal((await writeAnswer(app, maryam, 77, form('متن'))).ok, false)
  })

  test('a later one that overlaps an approved one is refused in words', async () => {
    await approved('دیرتر', { from: '۱۴۰۵/۰۱/۰۱' })
    const early = await wrote('زودتر')
    assert.equal(saidOf(await decideAnswer(app, reza, early, { decision: 'approve' })), REFUSALS.one_answer)
  })
})

describe('a new question', () => {
  test('may ask up to five facts, and each case is then answered by itself', async () => {
    const id = ok(
      await writeQuestion(app, maryam, {
        canonical: 'هزینهٔ عینک را کی می‌دهند؟',
        topic: 'درمان',
        'fact-2': 'سن',
        'options-2': 'زیر ۱۸\r\n۱۸ و بیشتر\n',
      }),
    )
    const { question, cases } = ok(await questionAtDesk(app, clerk, id))
    assert.deepEqual(question.facts, [{ name: 'f2', label: 'سن', options: { o1: 'زیر ۱۸', o2: '۱۸ و بیشتر' } }])
    assert.deepEqual(
      cases.map(({ words }) => words),
      [['سن: زیر ۱۸'], ['سن: ۱۸ و بیشتر']],
    )
    ok(await writeAnswer(app, maryam, id, form('هر سال.', { 'case-f2': 'o1' })))
    const again = await writeQuestion(app, maryam, { canonical: 'هزینهٔ عینک را کی می‌دهند؟', topic: 'درمان' })
    assert.deepEqual(fieldsOf(again), ['canonical'])
    const bad = { canonical: '؟', topic: '', 'fact-1': 'سن', 'options-1': 'یک', 'options-3': 'الف\nب' }
    assert.deepEqual(fieldsOf(await writeQuestion(app, maryam, bad)), ['canonical', 'topic', 'options-1', 'fact-3'])
  })
})

describe('a new text of an article', () => {
  const checks = Object.fromEntries(
    [1, 3].flatMap((n) => [
      [`question-${n}`, `پرسش تازهٔ ${n}؟`],
      [`options-${n}`, 'الف\nب'],
      [`right-${n}`, '1'],
      [`because-${n}`, 'متن تازه چنین می‌گوید.'],
    ]),
  )
  const text = (from: string, more: Record<string, string> = {}) => ({
    from,
    summary: `متن تازه از ${from}`,
    certainty: 'A',
    source: 'روزنامهٔ رسمی',
    ...checks,
    ...more,
  })

  test('first shows what ends; entered only as shown; then the answers end, tasks are there, the check is renewed', async () => {
    const id = await approved('پایان می‌یابد')
    const other = await wrote('می‌ماند', { 'cite-act-1': '', from: '۱۴۰۳/۰۱/۰۱', until: '۱۴۰۴/۰۱/۰۱' })
    const day = '۱۴۰۵/۰۱/۰۱'
    const opened = ok(await articleAtDesk(app, maryam, 'act-1'))
    assert.deepEqual(
      opened.checks.map(({ n }) => n),
      [1, 3],
    )
    const shown = ok(await previewText(app, maryam, 'act-1', text(day)))
    assert.deepEqual(
      shown.ends.map(({ questionId, ownerName }) => [questionId, ownerName]),
      [[1, 'مریم ویراستار']],
    )
    assert.deepEqual(await database.query('select from answer_task'), [], 'looking changes nothing')

    assert.equal((await enterText(app, maryam, 'act-1', text(day))).ok, false, 'not before it was seen')
    ok(await decideAnswer(app, reza, other, { decision: 'approve' }))
    const later = await approved('دیگری', { from: '۱۴۰۵/۰۲/۰۱' })
    const stale = await enterText(app, maryam, 'act-1', text(day, { seen: shown.seen }))
    assert.match(saidOf(stale), /دوباره ببینید/, 'another answer would end by now')
    const { seen, ends } = ok(await previewText(app, maryam, 'act-1', text(day)))
    assert.equal(ends.length, 2)
    ok(await enterText(app, maryam, 'act-1', text(day, { seen })))

    const desk = await answersAtDesk(app, maryam, '')
    assert.deepEqual(new Set(desk.tasks.map(({ answerId }) => answerId)), new Set([id, later]))
    assert.ok(desk.tasks.every(({ mine }) => mine))
    assert.equal(desk.questions.find(({ questionId }) => questionId === 1)!.tasks, 2)
    const asked = async (when: string) =>
      (await listCheck(db, 'act', good(parseJalali(when)))).map(({ question }) => question)
    assert.deepEqual(await asked('۱۴۰۵/۰۱/۰۱'), ['پرسش تازهٔ ۱؟', 'پرسش 2؟', 'پرسش تازهٔ ۳؟'])
    assert.deepEqual(await asked('۱۴۰۴/۱۲/۲۹'), ['پرسش 1؟', 'پرسش 2؟', 'پرسش 3؟'])
    const tidings = await knowledgeTidings(app, maryam, { passed: [], anew: true })
    assert.deepEqual([tidings.tasks, tidings.firstDue], [2, shown.from])
    assert.equal(
      (await knowledgeTidings(app, clerk, { passed: [], anew: true })).tasks,
      0,
      'a clerk has only their own',
    )

    // A text from before the newest one is refused by the database, in words.
    const earlier = text('۱۴۰۴/۱۲/۰۱')
    const consequences = ok(await previewText(app, maryam, 'act-1', earlier))
    const refused = await enterText(app, maryam, 'act-1', { ...earlier, seen: consequences.seen })
    assert.equal(saidOf(refused), REFUSALS.one_version_a_day)
  })

  test('says at each field what is missing', async () => {
    const wrong = async (values: Record<string, string>) => fieldsOf(await previewText(app, maryam, 'act-2', values))
    assert.deepEqual(await wrong({}), [
      'from',
      'summary',
      'certainty',
      'source',
      'question-2',
      'options-2',
      'right-2',
      'because-2',
    ])
    const whole = { ...text('۱۴۰۶/۰۱/۰۱'), 'question-2': '؟', 'options-2': 'الف\nب', 'right-2': '2', 'because-2': '.' }
    assert.deepEqual(await wrong(whole), [])
    assert.deepEqual(await wrong({ ...whole, from: '۱۴۰۰/۰۱/۰۱' }), ['from'])
    assert.deepEqual(await wrong({ ...whole, summary: 'خلاصهٔ act-2' }), ['summary'])
    assert.deepEqual(await wrong({ ...whole, 'right-2': '3' }), ['right-2'])
    assert.equal((await previewText(app, maryam, 'none-1', whole)).ok, false)
  })
})

describe('a wording that a clerk recognised', () => {
  const proposal = async (wording: string, by = clerk) => {
    await proposeWording(db, { questionId: 1, wording, by: by.staffId, at: new Date(app.clock.now()) })
    return ok(await wordingsAtDesk(app, maryam)).at(-1)?.proposalId
  }

  test('is learnt once an editor has read it, and the question is found by it', async () => {
    const found = async () => (await app.questions.like(db, 'ژرفاژ', 1))[0]?.questionId
    const id = (await proposal('ژرفاژ كو؟'))!
    assert.equal(await found(), undefined)
    ok(await readWording(app, maryam, id, { decision: 'take', wording: 'ژرفاژ کو' }))
    assert.equal(await found(), 1)
    assert.deepEqual(ok(await wordingsAtDesk(app, maryam)), [])
    assert.equal((await readWording(app, reza, id, { decision: 'leave' })).ok, false, 'decided once')
  })

  test('is kept once whatever its spelling; who proposed it does not decide; nothing personal is learnt', async () => {
    const id = (await proposal('كي ميدن؟', maryam))!
    await proposal('کی می‌دن؟'.replace('می‌', 'می'), reza)
    assert.equal(ok(await wordingsAtDesk(app, maryam)).length, 1)
    assert.equal(
      saidOf(await readWording(app, maryam, id, { decision: 'leave' })),
      REFUSALS.wording_read_by_a_second_person,
    )
    for (const personal of ['من ۰۹۱۲۳۴۵۶۷۸۹ هستم', 'کد ملی 0012345679'])
      assert.deepEqual(fieldsOf(await readWording(app, reza, id, { decision: 'take', wording: personal })), [
        `wording-${id}`,
      ])
    ok(await readWording(app, reza, id, { decision: 'leave' }))
    assert.deepEqual(await database.query(`select from question_alias where wording like '%۰۹%'`), [])
  })
})

describe('who is no editor', () => {
  test('reads all, and for them nothing of writing is there', async () => {
    const id = await wrote('در انتظار')
    assert.equal(ok(await questionAtDesk(app, clerk, 1)).mayEdit, false)
    assert.equal((await corpusAtDesk(app, clerk)).mayEdit, false)
    ok(await answerAtDesk(app, clerk, id))
    const state = () => database.query('select status, refusal from answer_version order by answer_id')
    const before = await state()
    for (const role of [
      'officer',
      'supervisor',
      'call-centre',
      'province-head',
      'administrator',
      'information-officer',
    ] as const) {
      const who = { ...clerk, role }
      for (const result of [
        await writingDesk(app, who, 1),
        await previewAnswer(app, who, 1, form('متن')),
        await writeAnswer(app, who, 1, form('متن')),
        await decideAnswer(app, who, id, { decision: 'approve' }),
        await takeBack(app, who, id),
        await writeQuestion(app, who, { canonical: 'پرسش تازه‌ای هست؟', topic: 'درمان' }),
        await articleAtDesk(app, who, 'act-1'),
        await previewText(app, who, 'act-1', {}),
        await enterText(app, who, 'act-1', {}),
        await wordingsAtDesk(app, who),
        await readWording(app, who, '1', { decision: 'leave' }),
      ] as Result<unknown>[])
        assert.equal(result.ok ? 'ok' : result.problem.code, 'not-found', role)
    }
    assert.deepEqual(await state(), before)
  })
})

test('every constraint by which the database refuses an answer, a text or a wording has a plain sentence', async () => {
  const sql = ['011-answers.sql', '013-knowledge.sql']
    .map((name) => readFileSync(join(migrationsFolder, name), 'utf8'))
    .join('\n')
  const named = [...sql.matchAll(/(?:add )?constraint (?!trigger)(\w+)[\s\n]+(?:check|exclude)|constraint = '(\w+)'/g)]
    .map(([, one, other]) => one ?? other!)
    .filter((name) => name !== 'answer_version_status_check')
  assert.ok(named.length >= 6)
  for (const name of named) assert.ok(Object.hasOwn(REFUSALS, name), name)
  for (const [constraint, sentence] of Object.entries(REFUSALS)) {
    assert.match(sentence, /[\u0600-\u06ff].*\.$/s)
    assert.equal(
      saidOf(await inWords(async () => Promise.reject(Object.assign(new Error('x'), { constraint })))),
      sentence,
    )
  }
  await assert.rejects(
    inWords(async () => Promise.reject(new Error('other'))),
    /other/,
  )
  assert.deepEqual(await inWords(async () => done(1)), done(1))
})
