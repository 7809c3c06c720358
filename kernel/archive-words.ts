import { stem } from './stem.ts'
import { fold } from './text.ts'

/** Longer runs of letters are no words; the database indexes none beyond two kilobytes. */
const LONGEST_WORD = 40

/**
 * The words by which a text is found in the archive: folded and stemmed, each once, in order. Empty where it has none.
 * The stemmer has one home, here: the database keeps these words beside the text and indexes them as they are.
 */
export function archiveWords(text: string): string[] {
  const words = fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => stem([...word].slice(0, LONGEST_WORD).join('')))
  return [...new Set(words)]
}
