import { oneEditApart } from '#kernel/one-edit-apart.ts'
import { stem } from '#kernel/stem.ts'
import { fold } from '#kernel/text.ts'
import { LIFE_EVENTS, type LifeEvent, lifeEventsOf } from './life-events.ts'
import { AUDIENCES, MENU, type MenuEntry, groupName } from './menu.ts'

type Weighed = readonly [weight: number, word: string, stem: string]
type Indexed = { readonly entry: MenuEntry; readonly words: readonly Weighed[] }

/**
 * Services that answer to a query, best first. Every telling word of the query must be met, be it misspelt by a letter of
 * the same sound («مستمری» as «مصتمری»), by one letter in a long word («ازدواچ»), with other spacing, in another form
 * («مریضم»), or typed with the keyboard left in Latin («fdli» for «بیمه»). Services of an event of life are met by its words.
 */
export function searchServices(query: string): MenuEntry[] {
  return best(index, tellingWords(query), allMet).map(({ entry }) => entry)
}

/** Events of life that answer to a query: «فوت پدر» is about a death, though nothing there is called a father. */
export function searchLifeEvents(query: string): LifeEvent[] {
  return best(events, tellingWords(query), (scores) => allMet(scores) || Math.max(...scores.map(sure))).map(
    ({ event }) => event,
  )
}

const sum = (scores: readonly number[]): number => scores.reduce((total, score) => total + score, 0)
const allMet = (scores: readonly number[]): number => (scores.includes(0) ? 0 : sum(scores))
const sure = (score: number): number => (score > EVENT_WEIGHT * 0.5 ? score : 0)

function best<T extends { readonly words: readonly Weighed[] }>(
  among: readonly T[],
  asked: readonly Asked[],
  scoreOf: (scores: readonly number[]) => number,
): T[] {
  if (asked.length === 0) return []
  return among
    .map((one) => ({ one, score: scoreOf(asked.map((word) => scoreOfWord(word, one.words))) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ one }) => one)
}

/** A word of a query, as it sounds, and the stem by which its forms meet. */
type Asked = { readonly word: string; readonly stem: string }

const tellingWords = (query: string): Asked[] =>
  wordsOf(/[آ-ی]/.test(fold(query)) ? query : asPersianKeys(query))
    .filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))
    .map((word) => ({ word, stem: stem(word) }))

const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,"
const PERSIAN_KEYS = 'ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو'

/** What was meant where the keyboard was left in Latin: the letters that stand on the same keys. */
const asPersianKeys = (text: string): string =>
  text.toLowerCase().replace(/[a-z[\];',]/g, (key) => PERSIAN_KEYS[LATIN_KEYS.indexOf(key)] ?? key)

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
const EMPTY_WORDS = new Set(
  `برای را از به در و یا که من تو ما خود خودم خدمت خدمات چگونه چطور چه کار کنم می‌خواهم های شدم شده شدن شد می‌شوم کردم کرده
  کردن کرد گرفتم گرفتن بگیرم دارم دارد ندارم هستم است بودم باید`
    .split(/\s+/)
    .map(soundsOf),
)

const weighed = (weight: number, words: readonly string[]): Weighed[] => words.map((word) => [weight, word, stem(word)])

const index: readonly Indexed[] = MENU.map((entry) => ({
  entry,
  words: [
    ...weighed(8, wordsOf(entry.name)),
    ...weighed(4, wordsOf(entry.keywords)),
    ...weighed(2, wordsOf(`${entry.gloss} ${groupName(entry)} ${AUDIENCES[entry.audience]} ${entry.law ?? ''}`)),
    ...weighed(1, wordsOf(lifeEventsOf(entry.id).map(wordsOfEvent).join(' '))),
    // «بیمه شده» must find «بیمه‌شده» and the other way round.
    ...weighed(4, pairsOf(wordsOf(`${entry.name} ${entry.keywords}`))),
  ],
}))

const EVENT_WEIGHT = 4
const events = LIFE_EVENTS.map((event) => ({ event, words: weighed(EVENT_WEIGHT, wordsOf(wordsOfEvent(event))) }))

function wordsOfEvent({ name, words }: LifeEvent): string {
  return `${name} ${words}`
}

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at] ?? ''}${word}`)
}

const scoreOfWord = (asked: Asked, words: readonly Weighed[]): number =>
  Math.max(...words.map(([weight, word, root]) => weight * likeness(asked, { word, stem: root })))

/** 1 the same, less for a beginning or a part or another form, least for one wrong letter, 0 for another word. */
function likeness({ word: asked, stem: askedStem }: Asked, { word: known, stem: knownStem }: Asked): number {
  if (asked === known) return 1
  if (known.startsWith(asked) && asked.length >= 2) return 0.8
  if (asked.startsWith(known) && known.length >= 4) return 0.6
  if (known.includes(asked) && asked.length >= 3) return 0.5
  if (askedStem === knownStem && asked.length >= 4) return 0.5
  return asked.length >= 4 && known.length >= 4 && oneEditApart(asked, known) ? 0.4 : 0
}
