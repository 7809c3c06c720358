import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { approveAll, type AnswersApp } from '#app/answers/answers.ts'
import { casesOf } from '#app/answers/case-key.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { QuestionBook } from '#app/answers/question-book.ts'
import { render } from '#app/answers/render.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { listInForce } from '#store/answers.ts'
import { openDatabase } from '#store/database.ts'
import { addWriters, organisationCorpus } from '../support/answers.ts'
import { QUESTIONS } from '../support/askings.ts'
import { testDatabase } from '../support/database.ts'

const today = '2025-11-22' as IsoDate
const corpus = organisationCorpus()
const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 2 })
after(() => db.close())
const app: AnswersApp = { db, clock: { now: () => Date.UTC(2025, 10, 22) } }
await addWriters(app, 'sara', 'reza')
for (const result of [await importCorpus(app, 'sara', corpus), await approveAll(app, 'reza')])
  assert.ok(result.ok, result.ok ? '' : result.problem.message)
const inForce = await listInForce(db, today)
const questions = new Map(
  corpus.questions.map(({ id, canonical, topic, facts }) => [id, { questionId: id, canonical, topic, facts }]),
)
const byText = (one: string | undefined, other: string | undefined) => ((one ?? '') < (other ?? '') ? -1 : 1)
const rendered = inForce.map((answer) => render(questions.get(answer.questionId)!, answer, today))

describe('what the organisation answers', () => {
  test('sixty questions, and every case of each is answered once', () => {
    assert.equal(corpus.questions.length, 60)
    const answered = inForce.map(({ questionId, caseKey }) => `${questionId} ${caseKey}`)
    const cases = corpus.questions.flatMap(({ id, facts }) => casesOf(facts).map((key) => `${id} ${key}`))
    assert.deepEqual(answered.toSorted(byText), cases.toSorted(byText))
    assert.ok(corpus.questions.filter(({ facts }) => facts.length > 0).length >= 4)
  })

  test('every answer says on which article it rests, in which version, and since when it holds', () => {
    for (const { grounds, validity, question } of rendered) {
      assert.match(grounds, /^مستند: \S.*، نسخهٔ معتبر در تاریخ ۱ آذر ۱۴۰۴$/, question)
      assert.match(validity, /^این پاسخ از ۱ فروردین ۱۴۰۴ معتبر است\.$/, question)
    }
  })

  test('Persian digits, no Gregorian year, no Latin or Arabic letters, of a length one reads', () => {
    for (const { text, question } of rendered) {
      assert.doesNotMatch(text, /[0-9٠-٩]/, question)
      assert.doesNotMatch(text, /[a-zA-Zيك]/, question)
      assert.doesNotMatch(text, /(?<!\d)[۱۲][۹۰][۰-۹]{2}(?![۰-۹٬])/, question)
      assert.ok(text.length > 150 && text.length < 1_600, `${question}: ${text.length}`)
    }
  })

  test('where a practice is all there is, the answer says so or sends to the branch', () => {
    for (const [at, answer] of inForce.entries()) {
      const sure = answer.citations.some(({ certainty }) => certainty === 'A' || certainty === 'B')
      if (!sure) assert.match(rendered[at]!.text, /بپرسید/, rendered[at]!.question)
    }
  })

  test('promptness is cited from the by-law of Article 8, never from the clause of secrets', () => {
    const about = rendered.filter(({ text }) => /فوریت/.test(text))
    assert.ok(about.length > 0)
    for (const { grounds } of about)
      assert.match(grounds, /بند ۱ مادهٔ ۱۳ آیین‌نامهٔ اجرایی مادهٔ ۸ قانون انتشار و دسترسی آزاد به اطلاعات/)
    const secrets = corpus.articles.find(({ id }) => id === 'foia-13')!
    assert.match(secrets.texts[0]!.summary, /طبقه‌بندی‌شده/)
  })

  test('the text of an answer is the same to the byte in any time zone and language', () => {
    const digests = (environment: Record<string, string>) => {
      const script = join(import.meta.dirname, '../support/render-digests.ts')
      const loader = join(import.meta.dirname, '../../scripts/tsx.mjs')
      const told = spawnSync(process.execPath, ['--import', loader, script], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...environment },
      })
      assert.equal(told.status, 0, told.stderr)
      return told.stdout
    }
    const here = digests({ TZ: 'Asia/Tehran', LANG: 'fa_IR.UTF-8', LC_ALL: 'fa_IR.UTF-8' })
    assert.equal(digests({ TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C' }), here)
    assert.deepEqual(
      here
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[1])
        .toSorted(byText),
      rendered.map(({ digest }) => digest).toSorted(byText),
      'and read from the database',
    )
  })
})

test('a text that differs in a letter has another digest', () => {
  const [answer] = inForce
  const question = questions.get(answer!.questionId)!
  const digest = (change: object) => render(question, { ...answer!, ...change }, today).digest
  assert.equal(digest({}), digest({}))
  assert.notEqual(digest({}), digest({ body: `${answer!.body} ` }))
})

describe('the questions of the database', () => {
  const book = new QuestionBook()
  const found = async (text: string) => (await book.like(db, text, 3)).map(({ questionId }) => questionId)

  test('are found by their own words, and by every wording that was learnt', async () => {
    for (const { id, canonical, asked } of QUESTIONS) {
      assert.equal((await found(canonical))[0], Number(id), canonical)
      for (const one of asked) assert.ok((await found(one)).includes(Number(id)), one)
    }
  })

  test('are found by words that nobody has learnt', async () => {
    const unseen: Readonly<Record<string, number>> = {
      'چند سال باید کار کنم تا بازنشست بشم': 1,
      'حقوق پدر مرحومم به مادرم می رسد؟': 4,
      'بیکار شدم چه کار کنم': 7,
      'تا چند وقت بیمه بیکاری پرداخت میشه': 8,
      'پول روزای مریضیم': 10,
      'واسه زایمان چقدر میدن': 11,
      'هدیه عروسی': 12,
      'سابقه کارم ناقصه': 15,
      'قسط بندی بدهی شرکت': 17,
      'بیمه خانومای خونه دار': 24,
      'بیمه بنا و کارگر ساختمون': 25,
      'نسخه دکتر رو کجا ببینم': 29,
      'هزینه بیمارستان خصوصی': 30,
      'سمعک میخوام بخرم': 31,
      'دستم سر کار قطع شد': 38,
      'فیش حقوق بازنشستگیم': 42,
      'مادرم رو بیمه کنم': 46,
      'پسر دانشجوم بیمه میمونه؟': 47,
      'رمزم رو گم کردم': 53,
      'ساعت کار شعبه': 56,
      'کد رهگیری دارم نتیجه چی شد': 57,
      'کارگر افغان': 60,
    }
    const missed: string[] = []
    for (const [text, id] of Object.entries(unseen)) if (!(await found(text)).includes(id)) missed.push(text)
    assert.ok(missed.length <= 3, missed.join(' | '))
  })
})
