import { inTurn } from '#app/in-turn.ts'
import { tidyFileName } from '#app/files/file-name.ts'
import { MOST_PIXELS } from '#app/files/remake-image.ts'
import { sha256, takeIn, typeOf, type TakenIn } from '#app/files/take-in.ts'
import { checkFile, FILE_TYPES } from '#kernel/fields/file.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { pdf, stream } from '../support/pdf.ts'

async function taken(bytes: Uint8Array, name = 'سند.jpg'): Promise<TakenIn> {
  const answer = await takeIn(bytes, name)
  return answer.ok ? answer.value : assert.fail(answer.error)
}
async function refused(bytes: Uint8Array, why: RegExp, name = 'سند.jpg'): Promise<void> {
  const answer = await takeIn(bytes, name)
  assert.ok(!answer.ok, 'it was accepted')
  assert.match(answer.error, why)
  assert.doesNotMatch(answer.error.replace(/«.*?»|JPEG|PNG|PDF/g, ''), /[A-Za-z0-9]/, 'the sentence is Persian')
}

const plain = (width: number, height: number, background = '#3070b0') =>
  sharp({ create: { width, height, channels: 3, background } })
/** The left half red, the right half blue. */
const redAndBlue = plain(40, 20, '#0000ff').composite([
  { input: { create: { width: 20, height: 20, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
])
const photo = await redAndBlue.clone().jpeg().toBuffer()
const picture = await redAndBlue.clone().png().toBuffer()

async function pixelOf(image: Uint8Array, left: number, top: number): Promise<number[]> {
  const one = await sharp(image).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
  return [...one]
}
const near = (pixel: number[], other: number[]): boolean =>
  pixel.every((value, at) => Math.abs(value - other[at]!) < 25)

/** A file made longer, without being another picture: a comment segment of JPEG, many if need be. */
function padded(jpeg: Buffer, length: number): Buffer {
  const parts = [jpeg.subarray(0, 2)]
  for (let left = length - jpeg.length; left > 0;) {
    const size = left <= 65_537 ? left : Math.min(65_537, left - 4)
    const segment = Buffer.alloc(size)
    segment.writeUInt16BE(0xfffe)
    segment.writeUInt16BE(size - 2, 2)
    parts.push(segment)
    left -= size
  }
  return Buffer.concat([...parts, jpeg.subarray(2)])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}

/** A PNG that says it is this large; its data are all one colour and pack to next to nothing. */
function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  const data = deflateSync(Buffer.alloc(Math.ceil(width / 8 + 1) * height))
  return Buffer.concat([
    picture.subarray(0, 8),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

describe('how long a file may be', () => {
  test('two million bytes are taken, one more is not, nothing is not', async () => {
    assert.equal((await taken(padded(photo, 2_000_000))).size, 2_000_000)
    await refused(padded(photo, 2_000_001), /بیش از ۲٬۰۰۰٬۰۰۰ بایت/)
    await refused(Buffer.alloc(0), /خالی است/)
  })
  test('the length and the digest are those of what was sent', async () => {
    const sent = padded(photo, 100_000)
    const { size, sha256: digest, bytes } = await taken(sent)
    assert.equal(size, 100_000)
    assert.equal(digest, sha256(sent))
    assert.ok(bytes.length < 10_000, 'the padding is not kept')
  })
})

describe('the type of a file is told by its content', () => {
  test('never by its name: a PDF named .jpg is taken as the PDF it is', async () => {
    assert.equal((await taken(pdf(), 'scan.jpg')).type, 'application/pdf')
    assert.equal((await taken(photo, 'photo.pdf')).type, 'image/jpeg')
    assert.equal((await taken(picture, 'no-ending')).type, 'image/png')
  })
  test('what is none of the three is refused', async () => {
    const gif = Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')
    const others = [
      gif,
      Buffer.from('<html><script>alert(1)</script>'),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ]
    others.push(
      await redAndBlue.clone().webp().toBuffer(),
      await redAndBlue.clone().tiff().toBuffer(),
      Buffer.from('MZ'),
      Buffer.from('PK\x03\x04'),
    )
    for (const other of others) await refused(other, /JPEG یا PNG یا سند PDF نیست/)
  })
  test('a picture of another kind under the first bytes of a JPEG is refused', async () => {
    const webp = await redAndBlue.clone().webp().toBuffer()
    await refused(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), webp]), /خراب یا ناقص/)
  })
  test('whatever the bytes, it answers, and only with the three types', async () => {
    const start = fc.constantFrom([], [0xff, 0xd8, 0xff], [...picture.subarray(0, 8)], [...Buffer.from('%PDF-1.7\n')])
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 300 }), async (first, rest) => {
        const bytes = Buffer.from([...first, ...rest])
        const answer = await takeIn(bytes, 'x')
        if (answer.ok) assert.ok(FILE_TYPES.includes(answer.value.type))
        if (first.length === 0 && typeOf(bytes) === null) assert.ok(!answer.ok)
      }),
      { numRuns: 60 },
    )
  })
  test('what is taken in is what an application may take', async () => {
    const { name, size, type, sha256: digest } = await taken(photo)
    assert.ok(checkFile({ name, bytes: size, type, sha256: digest }, []).ok)
  })
})

describe('an image is made anew', () => {
  test('of the same type and the same look', async () => {
    for (const [image, format] of [
      [photo, 'jpeg'],
      [picture, 'png'],
    ] as const) {
      const { bytes } = await taken(image)
      const about = await sharp(bytes).metadata()
      assert.deepEqual([about.format, about.width, about.height], [format, 40, 20])
      assert.ok(near(await pixelOf(bytes, 5, 10), [255, 0, 0]))
      assert.ok(near(await pixelOf(bytes, 35, 10), [0, 0, 255]))
    }
  })
  test('without place, time, camera, comments, or anything that came after it', async () => {
    const exif = {
      IFD0: { Make: 'SecretCamera', Artist: 'SecretPerson' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 41/1 0/1' },
    }
    for (const type of ['jpeg', 'png'] as const) {
      const image = await redAndBlue
        .clone()
        .withExif(exif)
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretXmp</x:xmpmeta>')
        .toFormat(type)
        .toBuffer()
      const sent = Buffer.concat([image, Buffer.from('SecretTail <script>alert(1)</script>')])
      const before = await sharp(sent).metadata()
      assert.ok(before.exif !== undefined && before.xmp !== undefined, 'the test sends what it looks for')
      const { bytes } = await taken(sent)
      const about = await sharp(bytes).metadata()
      assert.deepEqual(
        [about.exif, about.xmp, about.iptc, about.icc, about.comments],
        [undefined, undefined, undefined, undefined, undefined],
      )
      assert.ok(!Buffer.from(bytes).includes('Secret'))
    }
  })
  test('a comment in a JPEG and texts in a PNG go too', async () => {
    const jpeg = padded(photo, photo.length + 40)
    jpeg.write('SecretComment', 8, 'latin1')
    assert.ok(!Buffer.from((await taken(jpeg)).bytes).includes('SecretComment'))
    const text = pngChunk('tEXt', Buffer.from('Comment\0SecretComment'))
    const png = Buffer.concat([picture.subarray(0, 33), text, picture.subarray(33)])
    assert.ok(!Buffer.from((await taken(png)).bytes).includes('SecretComment'))
  })
  test('upright, as the camera was held', async () => {
    // Orientation 6: to be turned clockwise. What was at the left is then at the top.
    for (const type of ['jpeg', 'png'] as const) {
      const { bytes } = await taken(await redAndBlue.clone().withMetadata({ orientation: 6 }).toFormat(type).toBuffer())
      const about = await sharp(bytes).metadata()
      assert.deepEqual([about.width, about.height, about.orientation], [20, 40, undefined])
      assert.ok(near(await pixelOf(bytes, 10, 5), [255, 0, 0]))
      assert.ok(near(await pixelOf(bytes, 10, 35), [0, 0, 255]))
    }
  })
  test('in the colours of the web, whatever profile it had', async () => {
    const wide = await plain(30, 30, '#20c040').withIccProfile('p3').jpeg({ quality: 100 }).toBuffer()
    assert.ok((await sharp(wide).metadata()).icc !== undefined)
    const { bytes } = await taken(wide)
    assert.equal((await sharp(bytes).metadata()).icc, undefined)
    assert.ok(near(await pixelOf(bytes, 15, 15), [0x20, 0xc0, 0x40]))
    const print = await plain(30, 30, '#20c040').toColourspace('cmyk').jpeg().toBuffer()
    assert.equal((await sharp((await taken(print)).bytes).metadata()).space, 'srgb')
  })
  test('a PNG keeps what shows through, and has eight bits', async () => {
    const clear = await sharp({
      create: { width: 9, height: 9, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } },
    })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    const about = await sharp((await taken(clear)).bytes).metadata()
    assert.deepEqual([about.depth, about.hasAlpha, about.space], ['uchar', true, 'srgb'])
  })
  test('a photograph of more than 4,000 pixels is made smaller, its sides in proportion; a small one is not enlarged', async () => {
    const about = await sharp((await taken(await plain(6_000, 3_000).jpeg().toBuffer())).bytes).metadata()
    assert.deepEqual([about.width, about.height], [4_000, 2_000])
    const tall = await plain(5_000, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const turned = await sharp((await taken(tall)).bytes).metadata()
    assert.deepEqual([turned.width, turned.height], [80, 4_000])
  })
  test('a grey scan stays readable', async () => {
    const { bytes } = await taken(await redAndBlue.clone().greyscale().jpeg().toBuffer())
    assert.deepEqual([(await sharp(bytes).metadata()).width], [40])
  })
})

describe('an image that would harm is refused', () => {
  test('one that unpacks to more pixels than a sheet of paper has', async () => {
    assert.ok(pngBomb(20_000, 20_000).length < 100_000)
    await refused(pngBomb(20_000, 20_000), /ابعاد تصویر/)
    await refused(pngBomb(MOST_PIXELS / 5_000 + 1, 5_000), /ابعاد تصویر/)
    assert.ok((await takeIn(pngBomb(MOST_PIXELS / 5_000, 5_000), 'x.png')).ok, 'as many as may be')
  })
  test('one that moves', async () => {
    const control = pngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))
    await refused(Buffer.concat([picture.subarray(0, 33), control, picture.subarray(33)]), /متحرک/)
  })
  test('one that is cut short or broken', async () => {
    const noise = sharp(randomBytes(90_000), { raw: { width: 200, height: 150, channels: 3 } })
    for (const type of ['jpeg', 'png'] as const) {
      const whole = await noise.clone().toFormat(type).toBuffer()
      await taken(whole)
      for (const part of [0.02, 0.3, 0.9])
        await refused(whole.subarray(0, Math.floor(whole.length * part)), /خراب یا ناقص/)
    }
    const damaged = Buffer.from(picture)
    damaged.writeUInt8(damaged.readUInt8(60) ^ 0xff, 60)
    await refused(damaged, /خراب یا ناقص/)
  })
})

describe('many at once', () => {
  test('never more than two run, and all come to an end in their order', async () => {
    const turn = inTurn(2)
    const started: number[] = []
    let running = 0
    let most = 0
    const work = Array.from({ length: 9 }, (_, at) =>
      turn(async () => {
        started.push(at)
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        if (at === 3) throw new Error('this one fails')
        return at
      }),
    )
    const ends = await Promise.allSettled(work)
    assert.equal(most, 2)
    assert.deepEqual(started, [0, 1, 2, 3, 4, 5, 6, 7, 8])
    assert.deepEqual(
      ends.map(({ status }) => status === 'fulfilled'),
      [true, true, true, false, true, true, true, true, true],
    )
  })
  test('twelve photographs are all taken in', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => takeIn(photo, 'x.jpg')))
    assert.ok(all.every(({ ok }) => ok))
  })
})

describe('the name of a file is only for showing', () => {
  for (const [sent, name] of [
    ['شناسنامه.jpg', 'شناسنامه.jpg'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Users\\me\\کارت ملی.png', 'کارت ملی.png'],
    ['../../x.pdf', 'x.pdf'],
    ['کارت\u200cملی.jpg', 'کارت\u200cملی.jpg'],
    ['photo\u202egpj.exe', 'photo gpj.exe'],
    ['\u2067a\u2069\u200f.jpg', 'a .jpg'],
    ['a\u0000b\r\nc.jpg', 'a b c.jpg'],
    ['  .hidden.jpg  ', 'hidden.jpg'],
    ['', 'پرونده'],
    ['...', 'پرونده'],
    ['folder/', 'پرونده'],
    ['\ud800.jpg', 'jpg'],
  ] as const)
    test(`${JSON.stringify(sent)} is shown as «${name}»`, () => assert.equal(tidyFileName(sent), name))

  test('a long one is cut, but not its ending', () => {
    const name = tidyFileName(`${'نام '.repeat(100)}.jpeg`)
    assert.equal(Array.from(name).length, 120)
    assert.match(name, /…\.jpeg$/)
  })
  test('whatever is sent, it is short, has no mark of direction and no folder, and tidying again changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 300 })), (sent) => {
        const name = tidyFileName(sent)
        assert.ok(name.isWellFormed() && name.length > 0 && Array.from(name).length <= 120)
        assert.doesNotMatch(name, /[/\\\p{Cc}]|(?!\u200c)\p{Cf}/u)
        assert.equal(tidyFileName(name), name)
      }),
      { numRuns: 200 },
    )
  })
  test('a PDF with a name as from a telephone is taken in with pictures and all', async () => {
    const { name, bytes } = await taken(pdf({ objects: [stream(randomBytes(50_000))] }), 'IMG_۱۴۰۵.PDF')
    assert.equal(name, 'IMG_۱۴۰۵.PDF')
    assert.ok(bytes.length > 50_000)
  })
})
