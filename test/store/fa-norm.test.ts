import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { CONCEPTS } from '#kernel/question-vocabulary.ts'
import { fold } from '#kernel/text.ts'
import { openDatabase } from '#store/database.ts'
import { organisationAnswers } from '../support/answers.ts'
import { testDatabase } from '../support/database.ts'

// `fa_norm` in the database and `fold` in TypeScript are one function.

const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 1 })
after(() => db.close())

/** What the database makes of each text, in order. */
async function normOf(texts: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ norm: string }>(
    `select fa_norm(t) as norm from unnest($1::text[]) with ordinality as one(t, n) order by n`,
    [texts],
  )
  return rows.map(({ norm }) => norm)
}

const persian = fc.string({
  unit: fc.constantFrom(
    ...'آأإٱاءبپتةۀهھەہحخدذرزژسشصضطظعغفقکكڪگلمنوؤویيىئےېABab éİΣς09۰۹٠٩ـ َّٔ\u200c\u200d\u200f\u2067\u00a0ﷲﻻﮎ\n.-',
  ),
  maxLength: 60,
})
/** PostgreSQL keeps no NUL, and no half of a surrogate pair. */
const any = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed().replaceAll('\0', ''))
const questions = organisationAnswers().questions.map(({ canonical }) => canonical)
const words = [...CONCEPTS].flatMap(([, group]) => [...group])
const sentence = fc.oneof(
  fc.constantFrom(...questions),
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }).map((chosen) => chosen.join(' ')),
)

/** How people and programs spell the same thing otherwise. `at` chooses where. */
const NOISES: Readonly<Record<string, (text: string, at: number) => string>> = {
  'Arabic ye': (text) => text.replaceAll('ی', 'ي'),
  'ye without dots': (text) => text.replaceAll('ی', 'ى'),
  'Arabic kaf': (text) => text.replaceAll('ک', 'ك'),
  'Arabic digits': (text) =>
    text.replace(/[0-9۰-۹]/g, (digit) => String.fromCharCode((digit.charCodeAt(0) & 0xf) + 0x660)),
  'Latin digits': (text) => text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf)),
  'a half-space for a space': (text) => text.replaceAll(' ', '\u200c'),
  'spaces in a row, and around': (text) => ` ${text.replaceAll(' ', '\u00a0  ')}\n`,
  tatweel: (text, at) => text.slice(0, at) + 'ـ' + text.slice(at),
  'a vowel sign': (text, at) => (at === 0 ? text : `${text.slice(0, at)}\u064e${text.slice(at)}`),
  'marks of direction': (text, at) => `\u200f${text.slice(0, at)}\u202b${text.slice(at)}\u2069`,
  'alef without its madda': (text) => text.replaceAll('آ', 'ا'),
  'letters as old fonts had them': (text) => text.replaceAll('لا', 'ﻻ').replaceAll('م', 'ﻢ').replaceAll('ه', 'ہ'),
}

/** Every character on which the two disagree. */
async function disagreements(): Promise<string[]> {
  const all = Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code))
  const differing: string[] = []
  for (let from = 0; from < all.length; from += 100_000) {
    const part = all.slice(from, from + 100_000)
    const norms = await normOf(part.map((letter) => `a${letter}b`))
    differing.push(...part.filter((letter, n) => norms[n] !== fold(`a${letter}b`)))
  }
  return differing
}
const tooNew = await disagreements()

test('every character there is comes out alike, but for those too new for this PostgreSQL to take apart', async () => {
  const unknown = await db.query<{ letter: string }>(
    `select letter from unnest($1::text[], $2::text[]) as one(letter, apart) where normalize(letter, NFKD) <> apart`,
    [tooNew, tooNew.map((letter) => letter.normalize('NFKD'))],
  )
  assert.deepEqual(tooNew.toSorted(), unknown.map(({ letter }) => letter).toSorted())
  assert.ok(!tooNew.some((letter) => /\p{Script=Arabic}/u.test(letter) || letter < '\u2000'))
})

test('thousands of texts, made up and misspelt, come out alike, and once more as they are', async () => {
  const texts = fc.array(fc.oneof(persian, any, sentence), { minLength: 100, maxLength: 100 })
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const known = given.map((text) => [...text].filter((letter) => !tooNew.includes(letter)).join(''))
      const norms = await normOf(known)
      assert.deepEqual(norms, known.map(fold))
      assert.deepEqual(await normOf(norms), norms)
    }),
    { numRuns: 50 },
  )
})

test('a text in any of twelve other spellings, or in several at once, is the same', async () => {
  assert.equal(Object.keys(NOISES).length, 12)
  const several = fc.array(fc.tuple(fc.constantFrom(...Object.keys(NOISES)), fc.nat(200)), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(sentence, several), { minLength: 40, maxLength: 40 }), async (cases) => {
      const noisy = cases.map(([text, noises]) =>
        noises.reduce((so, [name, at]) => NOISES[name]!(so, at % (so.length + 1)), text),
      )
      assert.deepEqual(await normOf(noisy), await normOf(cases.map(([text]) => text)))
    }),
    { numRuns: 25 },
  )
  for (const [name, noise] of Object.entries(NOISES)) {
    const text = 'آیا کمک‌هزینهٔ ازدواج ۱۲ ماه پس از لازم شدن مهلت دارد؟'
    assert.notEqual(noise(text, 5), text, name)
    assert.deepEqual(await normOf([noise(text, 5)]), await normOf([text]), name)
  }
})

test('it serves in generated columns and in indexes', async () => {
  await database.query(`create table said (text text, norm text generated always as (fa_norm(text)) stored)`)
  await database.query(`create unique index on said (fa_norm(text))`)
  await database.query(`insert into said values ('كمك‌هزينه')`)
  assert.deepEqual(await database.query(`select norm from said`), [{ norm: 'کمک هزینه' }])
  await assert.rejects(database.query(`insert into said values ('کمک هزینه')`), /said_fa_norm_idx/)
  await database.query(`drop table said`)
})
