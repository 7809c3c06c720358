import { termsOfWord, wordsOf } from './question-terms.ts'
import { fold } from './text.ts'

/** What somebody asked. */
export type AskedText = { readonly id: string; readonly text: string }

/** Texts that ask for one thing, with the words they share as people write them, the most common first. */
export type Cluster = { readonly words: readonly string[]; readonly texts: readonly AskedText[] }

/** Two texts ask for the same when they share this much of their telling words, rare ones counting more. */
const ALIKE = 0.45

/** The telling words of a text, those that mean one thing as one. */
const meanings = (text: string): string[] => [
  ...new Set(wordsOf(text).map((word) => termsOfWord(word).find(({ kind }) => kind === 'concept')?.text ?? word)),
]

/** How much of what a text asks stands in some wordings: the share of its telling words, from 0 to 1; 1 where it has none. */
export function coverage(text: string, wordings: readonly string[]): number {
  const asked = meanings(text)
  if (asked.length === 0) return 1
  const known = new Set(wordings.flatMap(meanings))
  return asked.filter((meaning) => known.has(meaning)).length / asked.length
}

/**
 * Texts put together by what they ask for, the largest group on top. Pure, and the same whatever the order of the texts: two
 * belong together when a chain of alike ones leads from one to the other.
 */
export function clustersOf(texts: readonly AskedText[]): Cluster[] {
  const sorted = texts.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const bags = sorted.map(({ text }) => meanings(text))
  const holders = new Map<string, number[]>()
  for (const [at, bag] of bags.entries())
    for (const meaning of bag) holders.set(meaning, [...(holders.get(meaning) ?? []), at])
  const weight = (meaning: string) => Math.log(1 + sorted.length / (holders.get(meaning)?.length ?? 1))
  const weights = bags.map((bag) => bag.reduce((sum, meaning) => sum + weight(meaning), 0))
  const group = sorted.map((_, at) => at)
  const rootOf = (at: number): number => (group[at] === at ? at : (group[at] = rootOf(group[at]!)))
  for (const [at, bag] of bags.entries()) {
    const shared = new Map<number, number>()
    for (const meaning of bag)
      for (const other of holders.get(meaning)!)
        if (other < at) shared.set(other, (shared.get(other) ?? 0) + weight(meaning))
    for (const [other, common] of shared)
      if (common >= ALIKE * (weights[at]! + weights[other]! - common)) group[rootOf(at)] = rootOf(other)
  }
  const members = Map.groupBy(sorted.keys(), (at) => rootOf(at))
  return [...members.values()]
    .map((places) => ({
      words: commonest(places.map((at) => sorted[at]!.text)),
      texts: places.map((at) => sorted[at]!),
    }))
    .toSorted((one, other) => other.texts.length - one.texts.length || (one.texts[0]!.id < other.texts[0]!.id ? -1 : 1))
}

/** The stems that most texts have, each in the form in which it is written most. */
function commonest(texts: readonly string[]): string[] {
  const stems = byCount(texts.flatMap((text) => [...new Set(wordsOf(text))])).slice(0, 4)
  const forms = byCount(texts.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)))
  const written = Map.groupBy(forms, (form) => wordsOf(form)[0])
  return stems.map((stem) => written.get(stem)?.[0] ?? stem)
}

/** Each once, the most frequent first. */
function byCount(words: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .toSorted(([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1))
    .map(([word]) => word)
}
