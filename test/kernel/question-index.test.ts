import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { questionIndex } from '#kernel/question-index.ts'
import { questionTerms, wordsOf } from '#kernel/question-terms.ts'
import { EMPTY_WORDS } from '#kernel/question-vocabulary.ts'
import { stem } from '#kernel/stem.ts'

// Sixty questions of social security, each also as three people ask it: with Arabic letters, without half-spaces, as spoken.
const intents = readFileSync(join(import.meta.dirname, 'similar-questions.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id = '', canonical = '', ...asked] = line.split('\t')
    return { id, canonical, asked }
  })
const byQuestion = questionIndex(intents.map(({ id, canonical }) => ({ id, wordings: [canonical] })))

/** The shares of askings whose question is found first, and among the first three. */
function quality(change: (asked: string) => string = (asked) => asked): { first: number; third: number } {
  const places = intents.flatMap(({ id, asked }) =>
    asked.map((one) => byQuestion(change(one), 3).findIndex((found) => found.id === id)),
  )
  const share = (counts: (place: number) => boolean) => places.filter(counts).length / places.length
  return { first: share((place) => place === 0), third: share((place) => place >= 0) }
}

test('people’s words find the question: first in four of five cases, among three in nineteen of twenty', () => {
  const { first, third } = quality()
  assert.ok(first >= 0.85, `first ${first}`)
  assert.ok(third >= 0.95, `among three ${third}`)
})

test('with two wrong letters it is still among the first three, mostly', () => {
  const { first, third } = quality(misspelt())
  assert.ok(first >= 0.65, `first ${first}`)
  assert.ok(third >= 0.85, `among three ${third}`)
})

test('a wording that was learnt is found by its own words', () => {
  const learnt = questionIndex(intents.map(({ id, canonical, asked }) => ({ id, wordings: [canonical, ...asked] })))
  for (const { id, asked } of intents)
    for (const one of asked)
      assert.ok(
        learnt(one, 3).some((found) => found.id === id),
        one,
      )
})

test('spelling does not matter: Arabic letters, half-spaces, vowel signs, tatweel, digits, punctuation', () => {
  const plain = 'شرایط دریافت مستمری بازنشستگی در سال 1404 چیست'
  const terms = questionTerms(plain)
  for (const other of [
    'شرايط دريافت مستمري بازنشستگي در سال ۱۴۰۴ چيست؟',
    'شَرایط دریافت مستمـری بازنشستگی در سال ١٤٠٤ چیست!',
    '  «شرایط دریافتِ مستمری بازنشستگی» در سال 1404 چیست ؟؟',
    '\u200fشرایط دریافت مستمری بازنشستگی در سال 1404 چیست\u200c',
  ])
    assert.deepEqual(questionTerms(other), terms)
})

test('spoken and written forms are one', () => {
  for (const [spoken, written] of [
    ['حقوق بازنشستگیم چقدر میشه', 'حقوق بازنشستگی چقدر می‌شود'],
    ['از کار افتادگی', 'ازکارافتادگی'],
    ['کفن‌ودفن', 'کفن و دفن'],
    ['سوابقم', 'سوابق‌های من'],
    ['پسرهام', 'پسر'],
  ] as const)
    assert.deepEqual(wordsOf(spoken), wordsOf(written))
  assert.deepEqual(wordsOf('میزان'), ['میزان'], 'a word that only begins like a verb stays')
})

test('domain words are their own stems', () => {
  const words = 'درمان سازمان پرداخت حساب حقوق خدمت مدت کارت مهلت کفالت میزان بیمارستان پیمان انتقال دریافت پوشش گزارش'
  for (const word of words.split(' ')) assert.equal(stem(word), word)
})

test('a stem is its own stem and never shorter than three letters or the word', () => {
  const letters = fc.constantFrom(...'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی')
  const word = fc.array(letters, { minLength: 1, maxLength: 14 }).map((each) => each.join(''))
  fc.assert(
    fc.property(word, (given) => {
      const stemmed = stem(given)
      assert.equal(stem(stemmed), stemmed)
      assert.ok(stemmed.length >= Math.min(3, given.length), `${given} → ${stemmed}`)
    }),
    { numRuns: 2_000 },
  )
})

test('any text is answered, in order, with each question once, and the same again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 10 }), (text, most) => {
      const found = byQuestion(text, most)
      assert.ok(found.length <= most)
      assert.equal(new Set(found.map(({ id }) => id)).size, found.length)
      assert.deepEqual(
        found,
        found.toSorted((one, other) => other.score - one.score),
      )
      assert.deepEqual(byQuestion(text, most), found)
    }),
  )
})

test('words that tell nothing find nothing, and neither does an empty index', () => {
  assert.deepEqual(byQuestion([...EMPTY_WORDS].slice(0, 20).join(' '), 3), [])
  assert.deepEqual(questionIndex([])('بازنشستگی', 3), [])
})

/** Two letters of a text changed, lost or swapped, the same in every run. */
function misspelt(): (text: string) => string {
  const letters = 'ابپتسجچحخدذرزشصضطظعغفقکگلمنوهی'
  let seed = 7
  const below = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return Math.floor((seed / 0x80000000) * limit)
  }
  const once = (text: string): string => {
    const at = 1 + below(text.length - 2)
    const [head, tail] = [text.slice(0, at), text.slice(at + 1)]
    return [
      head + letters.charAt(below(letters.length)) + tail,
      head + tail,
      head + tail.charAt(0) + text.charAt(at) + tail.slice(1),
    ][below(3)]!
  }
  return (text) => once(once(text))
}
