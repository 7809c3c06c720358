import { type Parsed, parsed, refused } from './parsed.ts'

const PERSIAN_DIGITS = '۰۱۲۳۴۵۶۷۸۹'

/** Persian (U+06F0) and Arabic (U+0660) digits become Latin ones; everything else stays. */
export function toLatinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** Latin and Arabic digits become Persian ones, for showing. */
export function toPersianDigits(value: string | number | bigint): string {
  const from = String(value)
  let text = ''
  for (let at = 0; at < from.length; at += 1) {
    const code = from.charCodeAt(at)
    const isDigit = (code >= 0x30 && code <= 0x39) || (code >= 0x660 && code <= 0x669)
    text += isDigit ? PERSIAN_DIGITS.charAt(code & 0xf) : from.charAt(at)
  }
  return text
}

const numberFormat = new Intl.NumberFormat('fa-IR', { maximumFractionDigits: 6 })

/** A number for showing: Persian digits, «٬» between thousands, «٫» before a fraction. */
export function formatNumber(value: number | bigint): string {
  return numberFormat.format(value)
}

/** The size of a file in words, to at most one decimal: «۷۸۰ کیلوبایت», «۱٫۹ مگابایت». Units of a thousand, as limits are. */
export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${formatNumber(bytes)} بایت`
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 1_000))} کیلوبایت`
  const tenths = Math.round(bytes / 100_000)
  const rest = tenths % 10
  return `${formatNumber((tenths - rest) / 10)}${rest === 0 ? '' : `٫${formatNumber(rest)}`} مگابایت`
}

/** Removes what has no width and no meaning in a number or code: bidi marks, joiners (ZWNJ too), controls, selectors. */
export function stripInvisible(text: string): string {
  return text.replace(/\p{Cf}|\p{VS}|\u034f|(?!\s)\p{Cc}/gu, '')
}

/** Wraps a text of either direction so that it cannot disorder the line it stands in (FSI … PDI, Unicode UAX 9). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}

/** As `isolate`, for what always reads left to right: telephone numbers, IBANs, codes, e-mail addresses. */
export function isolateLtr(text: string): string {
  return `\u2066${text}\u2069`
}

// oxfmt-ignore
const FOLDED: Readonly<Record<string, string>> = {
  ي: 'ی', ى: 'ی', ې: 'ی', ے: 'ی',
  ك: 'ک', ڪ: 'ک',
  ة: 'ه', ە: 'ه', ہ: 'ه', ھ: 'ه', ۃ: 'ه',
  ٱ: 'ا', ء: '', ς: 'σ',
}

/**
 * The form of a text by which it is compared and searched; never shown or stored as a name.
 * Decomposition (NFKD) opens presentation forms and takes hamza, madda and vowel signs off their letters, so
 * «أ إ آ» fold to «ا», «ئ» to «ی», «ؤ» to «و» and «ۀ» to «ه». «آ» is folded too: phone keyboards hide it behind a long
 * press, older registry extracts lack it, and no two Persian names in use differ only by it. A stand-alone «ء» is
 * dropped («ضیاء» = «ضیا»), a ZWNJ is a space, digits are Latin, Latin letters small. Idempotent. `fa_norm` of the
 * database is the same function.
 */
export function fold(text: string): string {
  const decomposed = text.normalize('NFKD').toLowerCase().normalize('NFKD')
  return toLatinDigits(decomposed)
    .replaceAll('\u200c', ' ')
    .replace(/[\p{M}\p{Cf}ـ]/gu, '')
    .replace(/[يىېےكڪةەہھۃٱءς]/g, (letter) => FOLDED[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

/** Do two spellings stand for the same name? «محمّد رضا», «محمدرضا» and «محمد‌رضا» do: spacing does not count. */
export function sameName(one: string, other: string): boolean {
  return fold(one).replaceAll(' ', '') === fold(other).replaceAll(' ', '')
}

// oxfmt-ignore
const STANDARD_LETTERS: Readonly<Record<string, string>> = {
  ي: 'ی', ى: 'ی', ك: 'ک', ڪ: 'ک', ە: 'ه', ہ: 'ه', ھ: 'ه', ۀ: 'هٔ', ٱ: 'ا',
}

/**
 * What is stored of a name a person typed: Persian letters in their standard code points, no vowel signs, tatweel or
 * invisible marks, single spaces, a ZWNJ only between two letters. The spelling itself is the person's own. Idempotent.
 */
export function tidyName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[يىكڪەہھۀٱ]/g, (letter) => STANDARD_LETTERS[letter] ?? letter)
    .replace(/[\u064b-\u0653\u0655-\u065f\u0670ـ]|\p{VS}|(?!\s)\p{Cc}|(?!\u200c)\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?\u200c[\u200c ]*/g, (gap) => (gap.includes(' ') ? ' ' : '\u200c'))
    .replace(/^[\u200c ]+|[\u200c ]+$/g, '')
    .normalize('NFC')
}

const LONGEST_NAME = 60
const PERSIAN_NAME = /^[\p{Script=Arabic}\u0654\u200c ]+$/u
const FOREIGN_NAME = /^[\p{Script=Arabic}\p{Script=Latin}\u0654\u200c .'’-]+$/u

/** A name, family name or father's name in Persian letters, tidied. `label` is what the form calls it, «نام» say. */
export function parsePersianName(text: string, label: string): Parsed<string> {
  const name = tidyName(text)
  const fault = faultOfAnyName(name, label)
  if (fault !== null) return refused(fault)
  if (/\p{Script=Latin}/u.test(name))
    return refused(`${label} را با حروف فارسی بنویسید، همان‌طور که در شناسنامه آمده است.`)
  if (!PERSIAN_NAME.test(name) || /[^\p{L}\u0654\u200c ]/u.test(name)) return refused(onlyLetters(label))
  return parsed(name)
}

/** The name of a foreign national: Persian or Latin letters, as on their card. */
export function parseForeignName(text: string, label: string): Parsed<string> {
  const name = tidyName(text)
  const fault = faultOfAnyName(name, label)
  if (fault !== null) return refused(fault)
  if (!FOREIGN_NAME.test(name)) return refused(onlyLetters(label))
  return parsed(name)
}

function faultOfAnyName(name: string, label: string): string | null {
  if (name === '') return `${label} را بنویسید.`
  if (/\p{N}/u.test(name)) return `در ${label} عدد ننویسید؛ فقط حروف، همان‌طور که در شناسنامه آمده است.`
  if (name.length > LONGEST_NAME)
    return `${label} حداکثر ${toPersianDigits(LONGEST_NAME)} حرف می‌تواند باشد. آن را کوتاه‌تر بنویسید.`
  if ((name.match(/\p{L}/gu) ?? []).length < 2) return `${label} را کامل بنویسید؛ دست‌کم دو حرف.`
  return null
}

const onlyLetters = (label: string): string =>
  `در ${label} فقط حروف و فاصله بنویسید و نشانه‌هایی مانند نقطه و ویرگول را بردارید.`
