import { CONCEPTS, EMPTY_WORDS, INTENTS, PHRASES } from './question-vocabulary.ts'
import { stem } from './stem.ts'
import { fold } from './text.ts'

/**
 * What a question is found by: a word; a concept, which stands for all words that people use for one thing; what is asked
 * of the thing (how much, how long); three letters of a word.
 */
export type Term = { readonly text: string; readonly kind: 'word' | 'concept' | 'intent' | 'gram' }

/** The terms of a question as people write it, with repeats, in order. Pure and the same on every machine. */
export function questionTerms(text: string): Term[] {
  return wordsOf(text).flatMap(termsOfWord)
}

/** The terms of one of `wordsOf`. */
export function termsOfWord(word: string): Term[] {
  const grams = gramsOf(word).map((text): Term => ({ text, kind: 'gram' }))
  return [{ text: word, kind: 'word' }, ...(groupsOf.get(word) ?? []), ...grams]
}

/** The stems that the vocabulary knows, whatever questions there are. */
export const knownStems = (): Iterable<string> => groupsOf.keys()

/** The telling words of a text, stemmed: folded, colloquial forms and phrases brought to one form, empty words left out. */
export function wordsOf(text: string): string[] {
  let folded = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  for (const [phrase, word] of PHRASES) folded = folded.replace(phrase, ` ${word} `)
  return folded
    .split(' ')
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word) && !SPOKEN_VERB.test(word))
    .map(stem)
    .filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))
}

/** «میخوام», «نمیدن», «میشه»: what one wants of the thing, not the thing. «میزان» and «میانگین» are none. */
const SPOKEN_VERB =
  /^ن?می(خوا|تون|توان|ش[وهن]|کن|گیر|د[هنمی]|داد|رس|ر[هوم]|یاد|بین|پرداز|دون|دان|گ[نم]|خر|ای|فرست|گذار|مان|مون)/

/** Runs of three letters, the edges of the word marked: what a misspelt word still shares with the right one. */
function gramsOf(word: string): string[] {
  const padded = `_${word}_`
  return Array.from({ length: padded.length - 2 }, (_, at) => `~${padded.slice(at, at + 3)}`)
}

export const isGram = (text: string): boolean => text.startsWith('~')

const groupsOf = new Map<string, Term[]>()
for (const [kind, groups] of [
  ['concept', CONCEPTS],
  ['intent', INTENTS],
] as const) {
  for (const [name, words] of groups) {
    for (const word of new Set(words.map((each) => stem(fold(each)))))
      groupsOf.set(word, [...(groupsOf.get(word) ?? []), { text: `#${name}`, kind }])
  }
}
