import { fold } from './text.ts'

/**
 * Does a text hold a Persian name in Latin letters, however its vowels are spelt («رضا» as reza, raza …)?
 * At least three Latin letters must match. A compound name counts whole and by its longer parts.
 */
export function containsLatinName(text: string, name: string): boolean {
  const latin = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s\p{M}_.'’-]/gu, '')
  return partsOf(name).some((part) => holds(latin, part))
}

const SHORTEST_MATCH = 3
const LONGEST_SOUND = 4

function holds(latin: string, part: string): boolean {
  if (/^[a-z]+$/.test(part)) return part.length >= SHORTEST_MATCH && latin.includes(part)
  return respellings(part).some((spelling) => longestMatch(latin, soundsOf(spelling)) >= SHORTEST_MATCH)
}

/**
 * Walks all readings at once, keeping for each place reached the earliest start. One regular expression would be shorter
 * but takes exponential time on names and passwords made to hurt.
 */
function longestMatch(latin: string, sounds: readonly RegExp[]): number {
  let reached = new Map<number, number>()
  for (let place = 0; place <= latin.length; place += 1) reached.set(place, place)
  for (const sound of sounds) {
    const next = new Map<number, number>()
    for (const [place, start] of reached) {
      for (let end = place; end <= Math.min(place + LONGEST_SOUND, latin.length); end += 1) {
        if (start < (next.get(end) ?? Infinity) && sound.test(latin.slice(place, end))) next.set(end, start)
      }
    }
    reached = next
  }
  return Math.max(0, ...[...reached].map(([end, start]) => end - start))
}

/** Endings and titles that many family names share; alone they do not give the name away. */
const SHARED_PARTS = new Set(['زاده', 'پور', 'نژاد', 'اصل', 'فرد', 'نیا', 'سید', 'سیده', 'میر', 'دین'])

function partsOf(name: string): string[] {
  const words = fold(name).split(' ').filter(Boolean)
  const longer = words.filter((word) => word.length >= 3 && !SHARED_PARTS.has(word))
  return [...new Set([words.join(''), ...longer])].filter((part) => part !== '')
}

/** Names whose letters mislead: silent letters, and «ی» that is read as «ا». */
const IRREGULAR: Readonly<Record<string, string>> = {
  مصطفی: 'مصطفا',
  مرتضی: 'مرتضا',
  مجتبی: 'مجتبا',
  موسی: 'موسا',
  عیسی: 'عیسا',
  یحیی: 'یحیا',
  لیلی: 'لیلا',
  کبری: 'کبرا',
  صغری: 'صغرا',
  هدی: 'هدا',
  سلمی: 'سلما',
  طوبی: 'طوبا',
  اسماعیل: 'اسمایل',
  اسمعیل: 'اسمایل',
  ابراهیم: 'ابرهیم',
  رحمن: 'رحمان',
  طه: 'طاها',
  یس: 'یاسین',
}

function respellings(name: string): string[] {
  const assimilated = name.replaceAll('ابوال', 'ابول').replaceAll('الدین', 'ادین').replaceAll('خوا', 'خا')
  return [...new Set([name, assimilated, name.replaceAll('ابوال', 'ابال'), IRREGULAR[name] ?? name])]
}

const CONSONANTS: Readonly<Record<string, string>> = {
  ب: 'b+',
  پ: 'p+',
  ت: 't+h?',
  ث: 's+|th',
  ج: 'j+|dj|g',
  چ: 'ch|c',
  ح: 'h+',
  خ: 'kh|x|k',
  د: 'd+',
  ذ: 'z+|dh|th',
  ر: 'r+',
  ز: 'z+',
  ژ: 'zh|j',
  س: 's+',
  ش: 'sh+|ch',
  ص: 's+',
  ض: 'z+|d+h?',
  ط: 't+',
  ظ: 'z+|dh',
  غ: 'gh+|q+|g+',
  ف: 'f+|ph',
  ق: 'gh+|q+|g+|k',
  ک: 'k+|c+k?',
  گ: 'g+',
  ل: 'l+',
  م: 'm+',
  ن: 'n+',
  ه: 'h+',
}

const CONSONANT_SOUNDS = new Map(Object.entries(CONSONANTS).map(([letter, sound]) => [letter, whole(sound)]))
const UNWRITTEN_VOWEL = whole('[aeiouy]{0,2}')

const A = { first: whole('[aeiou]{1,2}'), inside: whole('[aeou]{1,2}'), last: whole('a+h?') }
const AYN = { first: A.first, inside: whole('[aeiou]{0,2}'), last: whole('[aeiou]{0,2}') }
const VAV = { first: whole('[vw]'), inside: whole('[ouvw]{1,2}'), last: whole('[ouvw]{1,2}') }
const YEH = { first: whole('[yei]'), inside: whole('e?[iy]+|ee'), last: whole('[iye]{1,3}') }
const VOWEL_LETTERS = new Map(Object.entries({ ا: A, ع: AYN, و: VAV, ی: YEH }))
const LAST_HEH = whole('h?')

/** Consonants fixed, unwritten vowels free, written vowels in any of the usual spellings. */
function soundsOf(name: string): RegExp[] {
  const letters = name.replace(/([ویا])\1+/g, '$1').replace(/^(عا|ای)/, 'ا')
  const sounds: RegExp[] = []
  for (let place = 0; place < letters.length; place += 1) {
    const letter = letters.charAt(place)
    const position = place === letters.length - 1 ? 'last' : place === 0 ? 'first' : 'inside'
    const vowel = VOWEL_LETTERS.get(letter)
    const sound = letter === 'ه' && position === 'last' ? LAST_HEH : (vowel?.[position] ?? CONSONANT_SOUNDS.get(letter))
    if (sound === undefined) continue
    sounds.push(sound)
    if (position !== 'last' && vowel !== A && vowel !== AYN) sounds.push(UNWRITTEN_VOWEL)
  }
  return sounds
}

function whole(source: string): RegExp {
  return new RegExp(`^(?:${source})$`)
}
