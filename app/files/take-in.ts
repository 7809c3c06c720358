import { MOST_BYTES } from '#kernel/fields/file.ts'
import { type Parsed, parsed, refused } from '#kernel/parsed.ts'
import { formatNumber } from '#kernel/text.ts'
import { createHash } from 'node:crypto'
import { checkPdf } from './check-pdf.ts'
import { named, tidyFileName } from './file-name.ts'
import { remakeImage } from './remake-image.ts'

export type FileType = 'image/jpeg' | 'image/png' | 'application/pdf'

/** A file as it may be kept. */
export type TakenIn = {
  /** What to keep: the PDF as it came, an image made anew. */
  readonly bytes: Uint8Array
  /** By the content. */
  readonly type: FileType
  /** How many bytes were sent. */
  readonly size: number
  /** Digest of what was sent, in hex: the same file sent again has the same. */
  readonly sha256: string
  /** For showing only; its ending may tell of another type. */
  readonly name: string
}

/**
 * Looks at a file somebody sent: at most 2,000,000 bytes; JPEG, PNG or PDF by its content, whatever its name says; images
 * decoded and made anew, PDFs checked to be whole and passive. At most two images at once, others wait.
 */
export async function takeIn(sent: Uint8Array, sentName: string): Promise<Parsed<TakenIn>> {
  const name = tidyFileName(sentName)
  if (sent.length === 0) return refused(`پروندهٔ ${named(name)} خالی است. پروندهٔ دیگری انتخاب کنید.`)
  if (sent.length > MOST_BYTES)
    return refused(
      `حجم ${named(name)} بیش از ${formatNumber(MOST_BYTES)} بایت است. آن را با کیفیت کمتر ذخیره کنید و دوباره بفرستید.`,
    )
  const type = typeOf(sent)
  if (type === null)
    return refused(
      `محتوای ${named(name)} تصویر JPEG یا PNG یا سند PDF نیست. آن را به یکی از این سه نوع درآورید و بفرستید.`,
    )
  const bytes = type === 'application/pdf' ? checkPdf(sent, name) : await remakeImage(sent, type, name)
  if (!bytes.ok) return bytes
  return parsed({ bytes: bytes.value, type, size: sent.length, sha256: sha256(sent), name })
}

const SIGNATURES: readonly (readonly [FileType, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
]

/** The type by the first bytes; null for any other. */
export function typeOf(bytes: Uint8Array): FileType | null {
  return SIGNATURES.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))?.[0] ?? null
}

/** In hex. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
