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

function holds(latin: string, part: string): boolean {
  if (/^[a-z]+$/.test(part)) return part.length >= SHORTEST_MATCH && latin.includes(part)
  return respellings(part).some((spelling) => {
    const pattern = latinPattern(spelling)
    for (let start = 0; start < latin.length; start += 1) {
      pattern.lastIndex = start
      const match = pattern.exec(latin)
      if (match !== null && match[0].length >= SHORTEST_MATCH) return true
    }
    return false
  })
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

const UNWRITTEN_VOWEL = '[aeiouy]{0,2}'

/** Consonants fixed, unwritten vowels free, written vowels any of the usual spellings. Sticky. */
function latinPattern(name: string): RegExp {
  const letters = name
    .replace(/([ویا])\1+/g, '$1')
    .replace(/^(عا|ای)/, 'ا')
    .split('')
  const source = letters.map((letter, place) => {
    const first = place === 0
    const last = place === letters.length - 1
    if (letter === 'ا') return first ? '[aeiou]{1,2}' : last ? 'a+h?' : '[aeou]{1,2}'
    if (letter === 'ع') return first ? '[aeiou]{1,2}' : '[aeiou]{0,2}'
    if (letter === 'و') return first ? '[vw]' + UNWRITTEN_VOWEL : '[ouvw]{1,2}' + (last ? '' : UNWRITTEN_VOWEL)
    if (letter === 'ی')
      return first ? '[yei]' + UNWRITTEN_VOWEL : last ? '[iye]{1,3}' : '(?:e?[iy]+|ee)' + UNWRITTEN_VOWEL
    if (letter === 'ه' && last) return UNWRITTEN_VOWEL + 'h?'
    const consonant = CONSONANTS[letter]
    if (consonant === undefined) return ''
    return `(?:${consonant})${last ? '' : UNWRITTEN_VOWEL}`
  })
  return new RegExp(source.join(''), 'y')
}
