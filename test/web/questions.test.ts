import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { approveAll } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { addWriters, organisationCorpus } from '../support/answers.ts'
import { startPortal } from '../support/portal.ts'
import { Visitor } from '../support/visitor.ts'
import { render } from '#web/look/render.ts'
import { VIEW_SAMPLES } from './view-samples.tsx'
import { ApiClient } from './api-client.ts'

const portal = await startPortal({ after })
const { app } = portal
await addWriters(app, 'sara', 'reza')
for (const result of [await importCorpus(app, 'sara', organisationCorpus()), await approveAll(app, 'reza')])
  assert.ok(result.ok, result.ok ? '' : result.problem.message)
const uses = () =>
  portal.database.query<{ id: number; solved: number; other: number }>(
    'select question_id as id, solved, not_mine as other from answer_use order by question_id',
  )
const api = await ApiClient.of(portal.server)

describe('whoever has a question', () => {
  test('finds it as they would say it, from any page, and reads the dated answer with what it rests on', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/')
    assert.ok(visitor.html.includes('href="/questions"'))
    await visitor.open(`/questions?q=${encodeURIComponent('پول كفن‌ودفن پدرم رو چطور بگيرم')}`)
    visitor.sees('کمک هزینه کفن و دفن چگونه پرداخت می‌شود؟')
    await visitor.open('/questions/13')
    visitor.sees('حداقل دستمزد ماهانه').sees('مستند: مادهٔ ۸۴ قانون تأمین اجتماعی، نسخهٔ معتبر در تاریخ')
    visitor.sees('این پاسخ از ۱ فروردین ۱۴۰۴ معتبر است')
  })

  test('sees all of them by topic where they have nothing to search for, or nothing is found', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/questions')
    for (const topic of ['بیمهٔ بیکاری', 'درمان', 'کارفرمایان']) visitor.sees(topic)
    await visitor.open('/questions?q=qqqq')
    visitor.sees('پیدا نشد').sees('۱۴۲۰').sees('بیمهٔ بیکاری')
  })

  test('is asked what the answer depends on, and nothing is guessed', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/questions/8')
    visitor.sees('وضعیت شما').sees('سابقهٔ پرداخت حق بیمه')
    assert.doesNotMatch(visitor.html, /مستند:/)
    await visitor.open('/questions/8?family=married')
    assert.doesNotMatch(visitor.html, /مستند:/)
    await visitor.open('/questions/8?family=married&months=m241')
    visitor.sees('۵۰ ماه').sees('مستند: مادهٔ ۷ قانون بیمهٔ بیکاری')
    await visitor.open('/questions/8?family=single&months=m6')
    visitor.sees('۶ ماه')
  })

  test('says that it helped, and is only counted, by day', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/questions/53')
    await visitor.submit({}, '/questions/53')
    visitor.sees('خوشحالیم')
    assert.deepEqual(await uses(), [{ id: 53, solved: 1, other: 0 }])
    const columns = await portal.database.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'answer_use' order by ordinal_position`,
    )
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['day', 'question_id', 'solved', 'not_mine'],
    )
  })

  test('says that it is not their case, and is led to the branch and the telephone', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/questions/54')
    await visitor.submit({ use: 'not-mine' }, '/questions/54')
    visitor.sees('پس موردتان را بپرسید').sees('۱۴۲۰').sees('پرسش‌های نزدیک')
    assert.deepEqual((await uses()).at(-1), { id: 54, solved: 0, other: 1 })
  })

  test('is told openly where nothing approved is in force', async () => {
    await portal.database.query(`update answer_version set status = 'withdrawn' where question_id = 60`)
    const visitor = new Visitor(portal.url)
    await visitor.open('/questions/60')
    visitor.sees('امروز پاسخ تأییدشده‌ای نداریم').sees('۱۴۲۰')
    assert.doesNotMatch(visitor.html, /مورد من نیست/)
  })

  test('finds nothing at an address that names no question', async () => {
    for (const id of ['0', '61', 'abc', '99999999999', '-1']) {
      const response = await fetch(`${portal.url}/questions/${id}`)
      assert.equal(response.status, 404, id)
    }
  })
})

test('whoever was refused is led from the refusal to what is answered about it', () => {
  const html = render(VIEW_SAMPLES['application-rejected']!())
  assert.match(html, /پرسشی دارید؟ <a href="\/questions\?q=%D9%85/)
})

test('whoever presses a hundred times is not counted a hundred times', async () => {
  const visitor = new Visitor(portal.url)
  for (let press = 0; press < 70; press += 1) {
    await visitor.open('/questions/57')
    await visitor.submit({}, '/questions/57')
  }
  visitor.sees('نظرهای زیادی')
  const counted = (await uses()).find(({ id }) => id === 57)!
  assert.ok(counted.solved <= 60, String(counted.solved))
})

describe('a program', () => {
  test('finds questions and gets the very answer that people read', async () => {
    const { questions } = await api.does('GET', `/questions?q=${encodeURIComponent('بیمه بیکاری چند ماه میدن')}`)
    assert.equal(questions[0].id, 8)
    assert.equal((await api.does('GET', '/questions')).questions.length, 60)
    const asked = await api.does('GET', '/questions/8')
    assert.deepEqual([asked.case, asked.answer], [null, null])
    assert.deepEqual(Object.keys(asked.question.facts[1].options), ['m6', 'm25', 'm121', 'm181', 'm241'])
    const { answer } = await api.does('GET', '/questions/8?case=family=single;months=m25')
    assert.match(answer.text, /۱۲ ماه/)
    assert.equal(answer.articles[0].id, 'uia-7')
    assert.match(answer.digest, /^[0-9a-f]{64}$/)
    assert.equal(answer.validFrom, '1404/01/01')
    const again = await api.does('GET', '/questions/8?case=family=single;months=m25')
    assert.equal(again.answer.digest, answer.digest)
  })

  test('is told in words what it did wrong', async () => {
    await api.refused('404 not-found', 'GET', '/questions/61')
    await api.refused('422 invalid', 'GET', '/questions/x')
    assert.equal((await api.does('GET', '/questions/8?case=family=divorced;months=m6')).answer, null)
  })

  test('every operation of questions was met with success', () => {
    assert.deepEqual(
      api.unmet((tag) => tag === 'Questions'),
      [],
    )
  })
})
