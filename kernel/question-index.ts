import { oneEditApart } from './one-edit-apart.ts'
import { type Term, isGram, knownStems, questionTerms, termsOfWord, wordsOf } from './question-terms.ts'

/** A question to be found, with all wordings that are known for it. */
export type Indexed = { readonly id: string; readonly wordings: readonly string[] }
export type Found = { readonly id: string; readonly score: number }

/** Finds the questions most like a text, best first, at most `most`; equal ones in the order in which they were given. */
export type QuestionIndex = (text: string, most: number) => readonly Found[]

/** How much a term of each kind counts beside a word. */
const WEIGHTS: Readonly<Record<Term['kind'], number>> = { word: 1, concept: 1, intent: 0.6, gram: 0.2 }
/** Okapi BM25: how soon repeats stop counting, and how much a long question is held back. */
const K1 = 1.2
const B = 0.5

/** How much a term counts that only another spelling of the word has. */
const MEANT = 0.7

/** Three letters that so large a part of many questions share tell nothing, and cost most. */
const COMMON = 0.02
const MANY = 1_000

type Posting = { readonly at: Int32Array; readonly scores: Float32Array; readonly rarity: number }

/**
 * Okapi BM25 over words, concepts and runs of three letters. The wordings of a question are one document: what one
 * wording lacks another has. A pure function of the list and the text.
 */
export function questionIndex(questions: readonly Indexed[]): QuestionIndex {
  const texts = questions.map(({ wordings }) => wordings.join(' . '))
  const postings = postingsOf(texts.map((text) => bagOf(questionTerms(text))))
  const known = new Set([...texts.flatMap(wordsOf), ...knownStems()])
  const likely = [...known].filter((word) => word.length > 2)
  return (text, most) => {
    const scores = new Float64Array(questions.length)
    for (const [term, count] of bagOf(...readings(wordsOf(text), known, likely))) {
      const posting = postings.get(term)
      if (posting === undefined) continue
      const weight = Math.min(count, 2) * posting.rarity
      for (let n = 0; n < posting.at.length; n += 1) scores[posting.at[n]!]! += weight * posting.scores[n]!
    }
    return best(scores, most).map((at) => ({ id: questions[at]!.id, score: scores[at]! }))
  }
}

/**
 * The terms of words, and of what they may stand for: known words one letter away from a long one that nobody knows, one
 * known word that was written as two, two that were written as one.
 */
function readings(words: readonly string[], known: ReadonlySet<string>, likely: readonly string[]): [Term[], Term[]] {
  const unknown = words.filter((word) => !known.has(word) && word.length >= 4)
  const meant = [
    ...unknown.flatMap((word) => likely.filter((other) => oneEditApart(word, other))),
    ...unknown.flatMap((word) => halvesOf(word).find((halves) => halves.every((half) => known.has(half))) ?? []),
    ...words.slice(1).flatMap((word, n) => (known.has(words[n]! + word) ? [words[n]! + word] : [])),
  ]
  return [words.flatMap(termsOfWord), meant.flatMap(termsOfWord)]
}

/** The ways to cut a word in two of at least three letters. */
const halvesOf = (word: string): string[][] =>
  Array.from({ length: Math.max(0, word.length - 5) }, (_, n) => [word.slice(0, n + 3), word.slice(n + 3)])

function postingsOf(bags: readonly Bag[]): Map<string, Posting> {
  const lengths = bags.map((bag) => [...bag.values()].reduce((sum, count) => sum + count, 0))
  const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  const lists = new Map<string, [at: number, score: number][]>()
  for (const [at, bag] of bags.entries()) {
    const held = K1 * (1 - B + (B * (lengths[at] ?? 0)) / usual)
    for (const [term, count] of bag) {
      const list = lists.get(term)
      const entry: [number, number] = [at, (count * (K1 + 1)) / (count + held)]
      if (list === undefined) lists.set(term, [entry])
      else list.push(entry)
    }
  }
  const postings = new Map<string, Posting>()
  for (const [term, list] of lists) {
    if (isGram(term) && bags.length > MANY && list.length > COMMON * bags.length) continue
    postings.set(term, {
      at: Int32Array.from(list, ([at]) => at),
      scores: Float32Array.from(list, ([, score]) => score),
      rarity: Math.log(1 + (bags.length - list.length + 0.5) / (list.length + 0.5)),
    })
  }
  return postings
}

/** The places of the `most` highest scores above zero, highest first; of equal ones the earlier. */
function best(scores: Float64Array, most: number): number[] {
  const places: number[] = []
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at]!
    if (score === 0 || (places.length === most && score <= scores[places[most - 1]!]!)) continue
    if (places.length === most) places.pop()
    const before = places.findIndex((other) => scores[other]! < score)
    places.splice(before < 0 ? places.length : before, 0, at)
  }
  return places
}

type Bag = ReadonlyMap<string, number>

/** How often each term stands there, by what its kind counts; those that are only meant count less. */
function bagOf(terms: readonly Term[], meant: readonly Term[] = []): Bag {
  const bag = new Map<string, number>()
  const add = ({ text: term, kind }: Term, share: number) => bag.set(term, (bag.get(term) ?? 0) + share * WEIGHTS[kind])
  for (const term of terms) add(term, 1)
  for (const term of meant) add(term, MEANT)
  return bag
}
