import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { archiveWords } from '#kernel/archive-words.ts'

test('forms of a word, and spellings of it, are one word of the archive', () => {
  for (const [one, other] of [
    ['سوابقم را ببینید', 'سابقهٔ راها ببینم'],
    ['مستمري‌بگيران', 'مستمری بگیر'],
    ['بازنشستگی', 'بازنشسته'],
    ['کد ۱۲', 'كد ١٢'],
  ] as const) {
    const [first] = archiveWords(one)
    assert.equal(archiveWords(other)[0], first, `${one} / ${other}`)
  }
  assert.deepEqual(archiveWords('درمان، سازمان؛ «پرداخت» (خدمات)'), ['درمان', 'سازمان', 'پرداخت', 'خدمت'])
  assert.deepEqual(archiveWords(' ؟! … '), [])
})

test('words are each once, of letters and digits only, short enough for an index, and their own words', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'سابقه‌هایم ۱a') })),
      (text) => {
        const words = archiveWords(text)
        assert.equal(new Set(words).size, words.length)
        for (const word of words) assert.match(word, /^[\p{L}\p{N}]{1,40}$/u)
        assert.deepEqual(archiveWords(words.join(' ')), words)
      },
    ),
  )
})
