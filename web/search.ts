import { oneEditApart } from '#kernel/one-edit-apart.ts'
import { fold } from '#kernel/text.ts'
import { AUDIENCES, MENU, type MenuEntry, groupName } from './menu.ts'

type Indexed = { readonly entry: MenuEntry; readonly words: readonly (readonly [weight: number, word: string])[] }

/**
 * Services that answer to a query, best first. Every telling word of the query must be met, be it misspelt by a letter of
 * the same sound («مستمری» as «مصتمری»), by one letter in a long word («ازدواچ»), or with other spacing.
 */
export function searchServices(query: string): MenuEntry[] {
  const asked = wordsOf(query).filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))
  if (asked.length === 0) return []
  return index
    .map(({ entry, words }) => ({ entry, score: scoreOf(asked, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ entry }) => entry)
}

const wordsOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map(soundsOf)
    .map((word) => (word === 'سوابق' ? 'سابقه' : word))
    .filter(Boolean)

const SAME_SOUND: Readonly<Record<string, string>> = {
  ذ: 'ز', ض: 'ز', ظ: 'ز', ص: 'س', ث: 'س', ط: 'ت', ح: 'ه', غ: 'ق', ع: 'ا',
} // oxfmt-ignore

/** A word as it sounds, without the gaps inside it. */
function soundsOf(word: string): string {
  return fold(word)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[ذضظصثطحغع]/g, (letter) => SAME_SOUND[letter] ?? letter)
}

/** Words that stand in most questions and tell nothing. */
const EMPTY_WORDS = new Set('برای را از به در و یا من خدمت خدمات چگونه چطور می‌خواهم های'.split(' ').map(soundsOf))

const index: readonly Indexed[] = MENU.map((entry) => ({
  entry,
  words: [
    ...wordsOf(entry.name).map((word) => [8, word] as const),
    ...wordsOf(entry.keywords).map((word) => [4, word] as const),
    ...wordsOf(`${entry.gloss} ${groupName(entry)} ${AUDIENCES[entry.audience]} ${entry.law ?? ''}`).map(
      (word) => [2, word] as const,
    ),
    // «بیمه شده» must find «بیمه‌شده» and the other way round.
    ...pairsOf(wordsOf(`${entry.name} ${entry.keywords}`)).map((word) => [4, word] as const),
  ],
}))

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at] ?? ''}${word}`)
}

function scoreOf(asked: readonly string[], words: Indexed['words']): number {
  let total = 0
  for (const word of asked) {
    const best = Math.max(...words.map(([weight, known]) => weight * likeness(word, known)))
    if (best === 0) return 0
    total += best
  }
  return total
}

/** 1 the same, less for a beginning or a part, least for one wrong letter, 0 for another word. */
function likeness(asked: string, known: string): number {
  if (asked === known) return 1
  if (known.startsWith(asked) && asked.length >= 2) return 0.8
  if (asked.startsWith(known) && known.length >= 4) return 0.6
  if (known.includes(asked) && asked.length >= 3) return 0.5
  return asked.length >= 4 && known.length >= 4 && oneEditApart(asked, known) ? 0.4 : 0
}
