import { type Parsed, parsed, refused } from '#kernel/parsed.ts'
import type { Metadata, Sharp, SharpOptions } from 'sharp'
import { inTurn } from '../in-turn.ts'
import { named } from './file-name.ts'

export type ImageType = 'image/jpeg' | 'image/png'

/** 40 million pixels: a sheet of A4 at 600 dots per inch has 35. */
export const MOST_PIXELS = 40_000_000

const OPTIONS: SharpOptions = {
  limitInputPixels: MOST_PIXELS,
  failOn: 'error', // a picture cut short is refused; a needless byte, as some telephones leave, is not
  autoOrient: true,
  sequentialRead: true,
  pages: 1,
}
/** To which longer photographs are made smaller, in pixels: a sheet of A4 at 340 dots per inch. */
const LONGEST_SIDE = 4_000
const LONGEST_SECONDS = 30

// Decoded pictures are large: two at once is what the memory of one process has room for.
const atMostTwo = inTurn(2)

/**
 * Decodes an image and makes it anew in the same type, upright, in sRGB with 8 bits, photographs at most 4,000 pixels long,
 * and without anything else that came in the file: place and time, camera, thumbnails, comments, bytes after the end.
 */
export function remakeImage(bytes: Uint8Array, type: ImageType, name: string): Promise<Parsed<Uint8Array>> {
  return atMostTwo(() => remake(bytes, type, name))
}

async function remake(bytes: Uint8Array, type: ImageType, name: string): Promise<Parsed<Uint8Array>> {
  const sharp = await loadSharp()
  const broken = refused(
    `تصویر ${named(name)} خراب یا ناقص است. دوباره عکس بگیرید یا آن را از نو ذخیره کنید و بفرستید.`,
  )
  let about: Metadata
  try {
    about = await sharp(bytes, OPTIONS).metadata()
  } catch (error) {
    return tooManyPixels(error) ? refusedAsTooLarge(name) : broken
  }
  if ((about.pages ?? 1) > 1 || (type === 'image/png' && isAnimated(bytes)))
    return refused(`تصویر ${named(name)} متحرک یا چندصفحه‌ای است. از هر صفحه تصویری جدا بفرستید یا همه را یک PDF کنید.`)
  try {
    return parsed(await encode(sharp(bytes, OPTIONS).toColourspace('srgb').timeout({ seconds: LONGEST_SECONDS }), type))
  } catch (error) {
    return tooManyPixels(error) ? refusedAsTooLarge(name) : broken
  }
}

async function encode(image: Sharp, type: ImageType): Promise<Uint8Array> {
  // Not smaller: drawings and screens grow when their few colours are blended.
  if (type === 'image/png') return image.png({ compressionLevel: 6 }).toBuffer()
  const size = { width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true } as const
  return image.resize(size).jpeg({ quality: 88 }).toBuffer()
}

let loading: Promise<typeof import('sharp').default> | undefined

/** Loaded with the first image: it weighs 36 MB. Only the two decoders that are needed are left in it. */
function loadSharp(): Promise<typeof import('sharp').default> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] })
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  })
  return loading
}

/** An animated PNG says so in a chunk before the first picture data. */
function isAnimated(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 8; at + 8 <= view.length; at += 12 + view.readUInt32BE(at)) {
    const chunk = view.toString('latin1', at + 4, at + 8)
    if (chunk === 'acTL') return true
    if (chunk === 'IDAT') return false
  }
  return false
}

const tooManyPixels = (error: unknown): boolean => error instanceof Error && /pixel limit|timeout/i.test(error.message)

const refusedAsTooLarge = (name: string): Parsed<never> =>
  refused(`ابعاد تصویر ${named(name)} بیش از اندازه بزرگ است. آن را با ابعاد کوچک‌تر ذخیره کنید و دوباره بفرستید.`)
