import { type Parsed, parsed, refused } from '#kernel/parsed.ts'
import { inflateSync } from 'node:zlib'
import { named } from './file-name.ts'

/**
 * Is this a whole PDF document that only shows? Refused are documents under a password and those that carry scripts, start
 * programs, hold other files, or open an address by themselves.
 *
 * A light check: it reads the names (ISO 32000-1, 7.3.5) that stand in the open and in object streams packed by Flate, and
 * refuses object streams packed otherwise. It does not build the document, so it cannot see what a program would only find
 * by following wrong cross-references, and says nothing about faults in fonts or pictures: those are the virus scanner's.
 */
export function checkPdf(bytes: Uint8Array, name: string): Parsed<Uint8Array> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!isWhole(text))
    return refused(`سند ${named(name)} خراب یا ناقص است. آن را دوباره به‌صورت PDF ذخیره کنید و بفرستید.`)
  if (ENCRYPTED.test(text))
    return refused(`سند ${named(name)} رمز دارد و باز نمی‌شود. رمز آن را بردارید و دوباره بفرستید.`)
  const packed = unpack(bytes, text)
  if (packed === null || isActive(text, packed)) return refused(`سند ${named(name)} ${NOT_PLAIN}`)
  return parsed(bytes)
}

const NOT_PLAIN =
  'جز متن و تصویر چیز دیگری هم دارد، مانند برنامه یا پروندهٔ پیوست، و پذیرفته نمی‌شود. آن را چاپ کنید و تصویرش را بفرستید یا با «چاپ به PDF» از نو بسازید.'

/** Header at the very start, the end near the end, and before it the place of the cross-references inside the file. */
function isWhole(text: string): boolean {
  if (!/^%PDF-(1\.[0-7]|2\.0)[\r\n\s]/.test(text)) return false
  const end = /startxref\s+(\d{1,10})\s+%%EOF(?!.*%%EOF)/s.exec(text.slice(-2_048))
  return end !== null && Number(end[1]) < text.length && /\d\s+\d+\s+obj\b/.test(text)
}

/** A PDF name, any of whose letters may be written as # and two hex digits. */
function nameOf(...names: string[]): string {
  const letter = (sign: string) => `(?:${sign}|#${hexOf(sign)})`
  return `/(?:${names.map((name) => Array.from(name, letter).join('')).join('|')})(?![^\\s\\0()<>\\[\\]{}/%])`
}
const hexOf = (sign: string): string =>
  Array.from(sign.charCodeAt(0).toString(16), (digit) =>
    /\d/.test(digit) ? digit : `[${digit}${digit.toUpperCase()}]`,
  ).join('')

const ENCRYPTED = new RegExp(nameOf('Encrypt'))
// Long enough not to turn up by chance in two million bytes of packed picture.
const ACTIVE = new RegExp(
  nameOf('JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'Rendition', 'SubmitForm', 'ImportData'),
)
// Too short for that: only looked for outside of streams.
const ACTIVE_SHORT = new RegExp(nameOf('JS', 'XFA'))
const OBJECT_STREAM = new RegExp(nameOf('ObjStm'), 'g')
const FIRST = new RegExp(nameOf('First'))
const COUNT = new RegExp(`${nameOf('N')}\\s*(\\d+)`)
const FILTER = new RegExp(nameOf('Filter', 'F'))
// Spaces are matched so that a million of them cost no more than a million steps, here and below.
const FLATE = new RegExp(`${nameOf('Filter')}(?:\\s*\\[)?\\s*${nameOf('FlateDecode', 'Fl')}(?:\\s*\\])?\\s*(?:/|>>)`)
const PREDICTOR = new RegExp(nameOf('Predictor', 'DecodeParms'))
const OPEN_ACTION = new RegExp(`${nameOf('OpenAction')}\\s*(?:(\\d+)\\s+\\d+\\s+R|(<<)|\\[|null)?`, 'g')
const STREAM = /(?<!end)stream[ \t]*(?:\r\n|\n|\r)/g
const ADDRESS = new RegExp(nameOf('URI'))

function isActive(text: string, packed: string): boolean {
  const outside = outsideStreams(text)
  return (
    ACTIVE.test(text) ||
    ACTIVE.test(packed) ||
    ACTIVE_SHORT.test(outside) ||
    ACTIVE_SHORT.test(packed) ||
    opensAddress(`${outside}\n${packed}`)
  )
}

function outsideStreams(text: string): string {
  const parts: string[] = []
  const start = new RegExp(STREAM)
  for (let from = 0; ;) {
    start.lastIndex = from
    const stream = start.exec(text)
    const end = stream === null ? -1 : text.indexOf('endstream', stream.index)
    if (stream === null || end < 0) return parts.concat(text.slice(from)).join(' ')
    parts.push(text.slice(from, stream.index))
    from = end
  }
}

/** What happens on opening may be a place in the document; not an address, nor something we do not find. */
function opensAddress(text: string): boolean {
  const actions = [...text.matchAll(OPEN_ACTION)]
  if (actions.length > MOST_OPEN_ACTIONS) return true
  for (const match of actions) {
    const [, object, inPlace] = match
    if (inPlace !== undefined && ADDRESS.test(text.slice(match.index, match.index + 2_000))) return true
    if (object === undefined) continue
    const found = [...text.matchAll(new RegExp(`(?<!\\d)${object}\\s+\\d+\\s+obj\\b`, 'g'))]
    if (found.length === 0) return true
    if (found.some(({ index }) => ADDRESS.test(text.slice(index, endOf(text, index))))) return true
  }
  return false
}

function endOf(text: string, from: number): number {
  const end = text.indexOf('endobj', from)
  return end < 0 ? text.length : end
}

/** One for each time the document was saved. */
const MOST_OPEN_ACTIONS = 20

/** All object streams may unpack to this many bytes together. */
const MOST_UNPACKED = 8_000_000
const MOST_OBJECTS = 50_000

/** The objects of all object streams, written as they would stand in the open; null when one cannot be read. */
function unpack(bytes: Uint8Array, text: string): string | null {
  const parts: string[] = []
  let left = MOST_UNPACKED
  let announced = text.match(OBJECT_STREAM)?.length ?? 0
  let before = 0
  for (const keyword of text.matchAll(STREAM)) {
    const header = text.slice(before, keyword.index)
    before = keyword.index + keyword[0].length
    const own = header.slice(header.lastIndexOf('obj') + 3)
    const called = header.match(OBJECT_STREAM)?.length ?? 0
    announced -= called
    if (called > 1) return null
    if (called === 0 && !(FIRST.test(own) && COUNT.test(own))) continue
    const count = Number(COUNT.exec(own)?.[1] ?? 0)
    if (count > MOST_OBJECTS) return null
    try {
      const objects = FILTER.test(own) ? inflate(bytes.subarray(before), own, left) : plain(text, before, left)
      left -= objects.length
      parts.push(inTheOpen(objects, count))
    } catch {
      return null
    }
  }
  return announced === 0 ? parts.join('\n') : null
}

/** Throws when it is packed otherwise than by Flate alone, or is longer than `most`. */
function inflate(bytes: Uint8Array, own: string, most: number): string {
  if (!FLATE.test(own) || PREDICTOR.test(own)) throw new RangeError('packed in a way we do not read')
  return inflateSync(bytes, { maxOutputLength: most }).toString('latin1')
}

function plain(text: string, from: number, most: number): string {
  const end = text.indexOf('endstream', from)
  if (end < 0 || end - from > most) throw new RangeError('no end of the stream')
  return text.slice(from, end)
}

/** An object stream starts with pairs of object number and offset, which increase; throws when they do not. */
function inTheOpen(stream: string, count: number): string {
  const start = stream.search(/[^\d\s]/)
  if (start < 0) return ''
  const numbers = stream.slice(0, Math.min(start, count * 24)).match(/\d+/g) ?? []
  const body = stream.slice(start)
  const base = Number(numbers[1])
  const objects: string[] = []
  for (let at = 0; at < 2 * count; at += 2) {
    const [number, from, to] = [numbers[at], numbers[at + 1], numbers[at + 3]]
    if (from === undefined) break
    if (Number(from) < Number(numbers[at - 1] ?? 0)) throw new RangeError('the objects are out of order')
    const end = to === undefined || at + 2 >= 2 * count ? undefined : Number(to) - base
    objects.push(`${number} 0 obj ${body.slice(Number(from) - base, end)} endobj`)
  }
  return [...objects, body].join('\n')
}
