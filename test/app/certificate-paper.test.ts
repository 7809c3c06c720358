import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, test } from 'node:test'
import jsqr from 'jsqr'
import { digestOf, freeze, printData, qrText, signedText, type Frozen } from '#app/certificates/paper.ts'
import { signingKeyOf } from '#app/certificates/signing.ts'
import { Secrets } from '#app/secrets.ts'
import { typstPress } from '#connectors/typst/press.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { PaperJob } from '#ports/paper.ts'
import { cover, type CoverData } from '#services/dependants/certificate.ts'
import { templateOf } from '#services/papers.ts'
import type { IssuedCertificate } from '#store/certificates.ts'
import type { PersonId } from '#store/ids.ts'
import { difference, extractedText, glyphs, rasterised, shapeOf, type Glyph, type Raster } from '../support/raster.ts'

const press = typstPress()
const key = signingKeyOf(undefined, new Secrets(Buffer.from('k'.repeat(32)).toString('base64url')))
const publicUrl = 'https://portal.tamin.example'
const SCALE = 3

const usual: CoverData = {
  number: '9912345673' as PersonalNumber,
  name: 'زهرا کریمی‌نژاد',
  fatherName: 'حسن',
  birthDate: '1986-07-27' as IsoDate,
  relationName: 'همسر (زن)',
  insured: '0084575948' as PersonalNumber,
  insuredName: 'محمدرضا صادقی',
  branch: 'شعبهٔ یک قم',
  from: '2026-01-10' as IsoDate,
  until: '2030-03-20' as IsoDate,
}

/** A certificate as `issueCertificate` writes it, without a database. */
function issued(data: CoverData): IssuedCertificate {
  const frozen = freeze(cover, data as never, 'bm9uY2Utbm9uY2Utbm9uY2U')
  const signed = {
    code: '7K3MQXBZ9RTW',
    number: '4820917365',
    issuedAt: new Date('2026-01-10T06:30:00Z'),
    digits: frozen.digits,
    digest: digestOf(frozen),
    keyId: key.keyId,
  }
  const { digits: _, ...rest } = signed
  return {
    ...rest,
    personId: '1' as PersonId,
    applicationId: '2',
    action: 9,
    effect: 1,
    certificateId: '3',
    service: 'dependants',
    template: 'cover',
    version: 1,
    aboutId: null,
    data: frozen as never,
    signature: key.sign(signedText(signed)),
  }
}

function jobOf(data: CoverData): PaperJob {
  const certificate = issued(data)
  const { digits } = certificate.data as unknown as Frozen
  return {
    ...templateOf('dependants', 'cover'),
    data: printData(certificate, publicUrl),
    qr: qrText(publicUrl, { ...certificate, digits }, certificate.signature),
  }
}

const print = (data: CoverData): Promise<Uint8Array> => press.print(jobOf(data))

describe('what is on the paper', () => {
  test('drawn by another program, the national codes can be read, digit by digit from left to right', async () => {
    const shapes = await digitShapes()
    for (const [number, insured] of [
      ['9912345673', '0084575948'],
      ['1234567890', '9876543210'],
      ['0000000000', '5050505050'],
      ['1119994447', '6666622223'],
    ] as [PersonalNumber, PersonalNumber][]) {
      const [page] = await rasterised(await print({ ...usual, number, insured }), SCALE)
      const read = numbersOn(page!, shapes)
      assert.deepEqual(read.slice(-2), [number, insured])
    }
  })

  test('a reader extracts the same numbers, names and dates in their order', async () => {
    const text = (await extractedText(await print(usual))).replaceAll('\r', '')
    for (const words of [
      'کد ملی ۹۹۱۲۳۴۵۶۷۳',
      'کد ملی ۰۰۸۴۵۷۵۹۴۸',
      'نام پدر حسن',
      'تاریخ تولد ۵ مرداد ۱۳۶۵',
      '۲۰ دی ۱۴۰۴',
    ])
      assert.ok(text.includes(words), `${words} is not in: ${text}`)
  })

  test('the QR code in the picture opens the public page, and its signature holds without any network', async () => {
    const certificate = issued(usual)
    const [page] = await rasterised(await print(usual), SCALE)
    const found = read(page!)
    assert.ok(found !== null, 'no QR code was found')
    const url = new URL(found)
    assert.equal(`${url.origin}${url.pathname}`, `${publicUrl}/v/${certificate.code}`)
    // As docs/certificates.md tells a program of somebody else, with nothing of ours but the published key.
    const [version, number, at, digits, digest, keyId, signature] = url.hash.slice(1).split('.')
    const signed = ['tamin-certificate/1', url.pathname.split('/').at(-1), number, at, digits, digest, keyId].join('\n')
    const x = key.publicKey.toString('base64url')
    const published = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const holds = (text: string) => verify(null, Buffer.from(text), published, Buffer.from(signature!, 'base64url'))
    assert.ok(holds(signed))
    assert.deepEqual([version, number, at, digits], ['1', '4820917365', '20260110T063000Z', '5673-5948'])
    for (const part of [number!, at!, digits!, digest!])
      assert.ok(
        !holds(
          signed.replace(
            part,
            part.replace(/.$/, (last) => (last === '1' ? '2' : '1')),
          ),
        ),
        part,
      )
  })

  test('the longest names stay on one page', async () => {
    const long = 'سیدمحمدحسین‌علی '.repeat(4).trim()
    const pdf = await print({ ...usual, name: long, insuredName: long, fatherName: long, branch: long })
    assert.equal((await rasterised(pdf, 1)).length, 1)
  })

  test('what a person is called is text, never markup', async () => {
    const text = await extractedText(await print({ ...usual, name: '#panic("x") *b* $1$ \\' }))
    assert.ok(text.includes('panic'))
  })
})

describe('as a document', () => {
  test('it claims PDF/A-2b and keeps what can be checked of it: fonts inside, colours told, nothing active', async () => {
    const text = Buffer.from(await print(usual)).toString('latin1')
    assert.match(text, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B<\/pdfaid:conformance>/)
    assert.match(text, /\/Type \/OutputIntent[^>]*\/S \/GTS_PDFA1/s)
    const descriptors = text.match(/\/Type \/FontDescriptor/g) ?? []
    const embedded = text.match(/\/FontFile[23] \d+ 0 R/g) ?? []
    assert.equal(descriptors.length, embedded.length)
    assert.ok(embedded.length >= 2)
    assert.equal((text.match(/\/ToUnicode \d+ 0 R/g) ?? []).length, (text.match(/\/Subtype \/Type0/g) ?? []).length)
    assert.match(text, /\/Lang \(fa/)
    assert.doesNotMatch(text, /\/(Encrypt|JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA)\b/)
  })

  test('its frame is one that a reader of archives takes: header, identity, colours, metadata as plain text', async () => {
    const bytes = Buffer.from(await print(usual))
    const text = bytes.toString('latin1')
    // ISO 19005-2, 6.1.2: the header, then a comment of at least four bytes over 127, so that nobody takes it for text.
    assert.match(text, /^%PDF-1\.[4-7]\n%[\x80-\xff]{4}/)
    // 6.1.3: an identity of two parts, no encryption, nothing after the end.
    assert.match(text, /\/ID ?\[ ?(\([^)]*\)|<[^>]*>) ?(\([^)]*\)|<[^>]*>) ?\]/)
    assert.match(text, /%%EOF\s*$/)
    assert.equal((text.match(/%%EOF/g) ?? []).length, 1, 'written at once, never added to')
    // 6.2.3: the colours lie inside the file, as a profile of three components.
    const profile = /\/DestOutputProfile (\d+) 0 R/.exec(text)?.[1]
    assert.match(objectOf(text, profile!), /\/N 3\b/)
    // 6.6.2: metadata that any program can read without unpacking, and what it says is what the file is.
    const metadata = objectOf(text, /\/Metadata (\d+) 0 R/.exec(text)?.[1] ?? '')
    assert.match(metadata, /\/Subtype \/XML/)
    assert.doesNotMatch(metadata, /\/Filter/)
    assert.match(metadata, /<\?xpacket begin=/)
    // 6.1.7, 6.1.12: streams keep within the file and say how they are packed by known names alone.
    assert.doesNotMatch(text, /\/(F|FFilter|FDecodeParms) (\(|<<|\d+ 0 R)/)
    const filters = [...text.matchAll(/\/Filter ?\[? ?\/(\w+)/g)].map(([, filter]) => filter)
    assert.deepEqual(
      filters.filter((filter) => !['FlateDecode', 'DCTDecode'].includes(filter!)),
      [],
    )
  })

  test('only our own fonts are in it', async () => {
    const text = Buffer.from(await print(usual)).toString('latin1')
    const names = [...text.matchAll(/\/FontName \/(?:[A-Z]{6}\+)?(\S+)/g)].map(([, name]) => name)
    assert.deepEqual(
      [...new Set(names)].toSorted((one, other) => (one! < other! ? -1 : 1)),
      ['Vazirmatn-Bold', 'Vazirmatn-Regular'],
    )
  })

  test('the same certificate is the same bytes, from whatever press and whenever', async () => {
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const first = digest(await print(usual))
    await print({ ...usual, name: 'کس دیگر' })
    assert.equal(digest(await print(usual)), first)
    assert.equal(digest(await typstPress().print(jobOf(usual))), first)
  })

  test('a faulty template is an error that does not tell what was to be printed', async () => {
    await assert.rejects(press.print({ ...jobOf(usual), template: '#json("data.json").nothing' }), (error: Error) => {
      assert.match(error.message, /the template does not compile/)
      assert.ok(!error.message.includes('زهرا') && !error.message.includes('۹۹۱۲'))
      return true
    })
    assert.ok((await print(usual)).length > 0, 'the next one is printed')
  })
})

/** An object of a PDF up to the end of its stream's dictionary and content. */
const objectOf = (text: string, number: string): string =>
  new RegExp(`(?:^|\\n)${number} 0 obj(.*?)endobj`, 's').exec(text)?.[1] ?? ''

type Shapes = readonly { digit: string; shape: ReturnType<typeof shapeOf>; height: number }[]

/** How each digit looks when it stands alone, in the weight and size of the values. */
async function digitShapes(): Promise<Shapes> {
  const digits = toPersianDigits('0123456789')
  const template = `#set page(width: 200mm, height: 40mm)
#set text(font: "Vazirmatn", fallback: false, size: 11pt, weight: "bold", dir: ltr)
#stack(dir: ltr, spacing: 8mm, ${[...digits].map((digit) => `[${digit}]`).join(', ')})`
  const pdf = await press.print({ template: `#set document(date: none)\n${template}`, look: '', data: {}, qr: 'x' })
  const [page] = await rasterised(pdf, SCALE)
  const alone = glyphs(page!)
  assert.equal(alone.length, 10, 'every digit is one patch of ink')
  return alone.map((glyph, n) => ({ digit: String(n), shape: shapeOf(glyph, page!), height: heightOf(glyph) }))
}

const heightOf = ({ top, bottom }: Glyph): number => bottom - top + 1

/** All numbers of ten digits that stand on a page by themselves, from top to bottom. */
function numbersOn(page: Raster, shapes: Shapes): string[] {
  const all = glyphs(page).filter((glyph) => heightOf(glyph) < 40 && glyph.right - glyph.left < 60)
  const middle = ({ top, bottom }: Glyph) => (top + bottom) / 2
  const left = new Set(all)
  const found: { top: number; digits: string }[] = []
  for (const first of all) {
    if (!left.delete(first)) continue
    const word = [first]
    for (;;) {
      const last = word.at(-1)!
      const next = [...left].find(
        (glyph) =>
          glyph.left > last.left && glyph.left - last.right < 14 && Math.abs(middle(glyph) - middle(last)) < 14,
      )
      if (next === undefined) break
      left.delete(next)
      word.push(next)
    }
    if (word.length !== 10) continue
    const digits = word.map((glyph) => digitOf(glyph, page, shapes)).join('')
    if (/^\d{10}$/.test(digits)) found.push({ top: first.top, digits })
  }
  return found.toSorted((one, other) => one.top - other.top).map(({ digits }) => digits)
}

/** The digit a patch of ink looks like; «?» for a letter. */
function digitOf(glyph: Glyph, page: Raster, shapes: Shapes): string {
  const shape = shapeOf(glyph, page)
  const ranked = shapes
    .map(({ digit, shape: other, height }) => ({
      digit,
      off: difference(shape, other) + Math.abs(Math.log(heightOf(glyph) / height)),
    }))
    .toSorted((one, other) => one.off - other.off)
  return ranked[0]!.off < 0.35 ? ranked[0]!.digit : '?'
}

/** What the QR code of a page says. */
function read({ rgba, width, height }: Raster): string | null {
  const decode = jsqr as unknown as { default: typeof jsqr.default }
  return decode.default(new Uint8ClampedArray(rgba), width, height)?.data ?? null
}
