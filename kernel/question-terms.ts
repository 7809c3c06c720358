import { PHRASES } from './question-phrases.ts'
import { CONCEPTS, EMPTY_WORDS, INTENTS } from './question-vocabulary.ts'
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
  for (const [phrase, word] of PHRASES) {
    const said = folded.replace(phrase, word)
    if (said !== folded) folded = said.replaceAll('  ', ' ')
  }
  return folded
    .split(' ')
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word) && !SPOKEN_VERB.test(word))
    .map(root)
    .filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))
}

/** «میخوام», «نمیدن», «میشه»: what one wants of the thing, not the thing. «میزان» and «میانگین» are none. */
const SPOKEN_VERB =
  /^ن?می(خوا|تون|توان|ش|کن|گیر|د[هنمی]|داد|رس|ر[هوم]|یاد|بین|پرداز|دون|دان|گ[نم]|خر|ای|فرست|گذار|مان|مون|ساز|زن|ذار|بر|ار)/

/** «مادرمو», «حقوقا», «زنم»: the endings of speech, which the stemmer of the archive leaves alone. */
const SPOKEN_ENDING = /^(?:(.{3,}?)(?:ها)?(?:[متش]ون|[متش]و)|(.{4,})ا|(زن|ننه?|سن|سال|خط|رمز)(?:[متش](?:و|ون|ه)?|ی|ه))$/

function root(word: string): string {
  const spoken = SPOKEN_ENDING.exec(word)
  return stem(spoken?.[1] ?? spoken?.[2] ?? spoken?.[3] ?? word)
}

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
    for (const word of new Set(words.map((each) => root(fold(each)))))
      groupsOf.set(word, [...(groupsOf.get(word) ?? []), { text: `#${name}`, kind }])
  }
}
