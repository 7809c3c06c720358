import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clustersOf, coverage } from '#kernel/question-gaps.ts'
import { organisationAnswers } from '../support/answers.ts'

const asked = [
  ['1', 'کارت اعتباری سلامت چطور صادر می‌شود'],
  ['2', 'چگونه كارت اعتباري سلامت بگيرم؟'],
  ['3', 'صدور کارت‌های اعتباری سلامت'],
  ['4', 'استخر شنا برای بازنشسته‌ها رایگان است؟'],
  ['5', 'استخر شنای رایگان بازنشستگان'],
  ['6', 'ققنوس'],
].map(([id, text]) => ({ id: id!, text: text! }))

test('what asks for one thing stands together, in any spelling, the most frequent on top', () => {
  const clusters = clustersOf(asked)
  assert.deepEqual(
    clusters.map(({ texts }) => texts.map(({ id }) => id)),
    [['1', '2', '3'], ['4', '5'], ['6']],
  )
  assert.ok(clusters[0]!.words.includes('سلامت'))
  assert.deepEqual(
    clustersOf([{ id: '1', text: 'وام خرید دوچرخه' }])[0]!.words.toSorted(),
    ['خرید', 'دوچرخه', 'وام'],
    'the words are written as people write them, not as they are found',
  )
})

test('every text stands in exactly one group, whatever the order in which they came', () => {
  const questions = organisationAnswers().questions.map(({ questionId, canonical }) => ({
    id: String(questionId),
    text: canonical,
  }))
  const some = fc.shuffledSubarray([...questions, ...asked.map(({ id, text }) => ({ id: `x${id}`, text }))])
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (texts, numbers) => {
      const clusters = clustersOf(texts)
      assert.deepEqual(
        clusters.flatMap((one) => one.texts.map(({ id }) => id)).toSorted(),
        texts.map(({ id }) => id).toSorted(),
      )
      const shuffled = texts
        .map((text) => [numbers.next().value, text] as const)
        .toSorted(([one], [other]) => one - other)
      assert.deepEqual(clustersOf(shuffled.map(([, text]) => text)), clusters)
      for (const [n, { texts: group }] of clusters.entries())
        assert.ok(n === 0 || group.length <= clusters[n - 1]!.texts.length)
    }),
    { numRuns: 60 },
  )
})

test('a question covers itself in any of its wordings, and a strange one not', () => {
  for (const { canonical } of organisationAnswers().questions) assert.equal(coverage(canonical, [canonical]), 1)
  const wordings = ['شرایط دریافت مقرری بیمه بیکاری چیست؟', 'از کار اخراج شدم چطور بیمه بیکاری بگیرم']
  assert.equal(coverage('شرايط بيمه بيكاري', wordings), 1)
  assert.equal(coverage('استخر شنا رایگان', wordings), 0)
  assert.equal(coverage('؟', wordings), 1)
})
