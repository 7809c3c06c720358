import { checkPdf } from '#app/files/check-pdf.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { objectStream, pdf, stream } from '../support/pdf.ts'

const accepted = (bytes: Uint8Array): void => {
  const answer = checkPdf(bytes, 'نامه.pdf')
  assert.ok(answer.ok, answer.ok ? '' : answer.error)
  assert.equal(answer.value, bytes, 'a document is kept as it came')
}
const refused = (bytes: Uint8Array, why: RegExp): void => {
  const answer = checkPdf(bytes, 'نامه.pdf')
  assert.ok(!answer.ok, 'it was accepted')
  assert.match(answer.error, why)
  assert.match(answer.error, /نامه\.pdf/)
}

const broken = /خراب یا ناقص/
const active = /جز متن و تصویر/
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

describe('a PDF that only shows is accepted', () => {
  test('of every version', () => {
    for (const version of ['1.0', '1.4', '1.7', '2.0']) accepted(pdf({ version }))
  })
  test('with packed pages and packed objects', () => {
    accepted(pdf({ objects: [stream('BT (text) Tj ET'), objectStream(['<< /Type /Font >>', '[1 2 3]'])] }))
  })
  test('with links that one may follow, and a place where it opens', () => {
    const link = '<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>'
    accepted(pdf({ objects: [link], catalog: '/OpenAction [3 0 R /Fit]' }))
    accepted(pdf({ objects: [link, '<< /S /GoTo /D [3 0 R /Fit] >>'], catalog: '/OpenAction 5 0 R' }))
    accepted(pdf({ objects: [link, objectStream(['<< /S /GoTo /D [3 0 R /Fit] >>'])], catalog: '/OpenAction 10 0 R' }))
  })
  test('whose words are like those of programs', () => {
    accepted(
      pdf({
        objects: ['<< /JSObject 1 /LaunchPad 2 /JavaScripts 3 /Title (Launch of JavaScript) /EncryptMetadata false >>'],
      }),
    )
    accepted(pdf({ objects: [stream('/JS is here by chance', '/Filter /FlateDecode /Length 1')] }))
    accepted(pdf({ objects: [`<< /Length 9 >>\nstream\nx /JS /XFA y\nendstream`] }))
  })
  test('saved again and again', () => {
    const first = pdf()
    accepted(
      Buffer.concat([
        first,
        latin('4 0 obj\n<< /Title (x) >>\nendobj\nxref\n0 0\ntrailer\n<< /Root 1 0 R >>\nstartxref\n20\n%%EOF'),
      ]),
    )
  })
})

describe('a PDF that is not whole is refused', () => {
  const whole = pdf()
  test('without its end, its beginning, or the place of its cross-references', () => {
    refused(whole.subarray(0, whole.length - 10), broken)
    refused(whole.subarray(1), broken)
    refused(Buffer.concat([latin('<html>'), whole]), broken)
    refused(latin('%PDF-1.7\nnothing\nstartxref\n0\n%%EOF'), broken)
    refused(latin(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n999999')), broken)
    refused(latin(whole.toString('latin1').replace('%PDF-1.7', '%PDF-9.9')), broken)
  })
  test('with so much behind its end that it is something else too', () => {
    refused(Buffer.concat([whole, Buffer.alloc(3_000, 'PK')]), broken)
  })
  test('wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: whole.length - 6 }),
        (length) => !checkPdf(whole.subarray(0, length), 'x').ok,
      ),
    )
  })
})

describe('a PDF under a password is refused, as nobody at the branch could open it', () => {
  test('plainly or with the name disguised', () => {
    const withTrailer = (entry: string): Buffer => latin(pdf().toString('latin1').replace('/Root', `${entry} /Root`))
    refused(withTrailer('/Encrypt 9 0 R'), /رمز دارد/)
    refused(withTrailer('/Encr#79pt 9 0 R'), /رمز دارد/)
  })
})

describe('a PDF that does something is refused', () => {
  const deeds: Record<string, string> = {
    'runs a script': '<< /S /JavaScript /JS (app.alert(1)) >>',
    'runs a script of another kind': '<< /S /Rendition /JS 7 0 R >>',
    'runs a script that stands elsewhere': '<< /JS 7 0 R >>',
    'starts a program': '<< /S /Launch /F (cmd.exe) >>',
    'holds a file': '<< /Type /Filespec /EF << /F 7 0 R >> /Names << /EmbeddedFiles 8 0 R >> >>',
    'holds a file as a stream': '<< /Type /EmbeddedFile /Length 0 >>',
    'holds a film': '<< /Subtype /RichMedia >>',
    'sends a form': '<< /S /SubmitForm /F (https://example.org) >>',
    'is a form of scripts': '<< /AcroForm << /XFA 7 0 R >> >>',
    'takes data in': '<< /S /ImportData /F (x.fdf) >>',
  }
  for (const [what, object] of Object.entries(deeds)) {
    test(`that ${what}: in the open, packed, or with its name disguised`, () => {
      refused(pdf({ objects: [object] }), active)
      refused(pdf({ objects: [objectStream(['<< /Type /Font >>', object])] }), active)
      refused(pdf({ objects: [objectStream([object], { filter: '', packed: false })] }), active)
      const disguised = object.replace(/\/(\w)(\w+)/g, (_, first: string, rest: string) => {
        const sign = rest.charCodeAt(rest.length - 1).toString(16)
        return `/${first}${rest.slice(0, -1)}#${sign}`
      })
      refused(pdf({ objects: [disguised] }), active)
      refused(pdf({ objects: [objectStream([disguised])] }), active)
    })
  }

  test('that opens an address by itself: at once, through an object, or through a packed object', () => {
    const action = '<< /S /URI /URI (https://example.org) >>'
    refused(pdf({ catalog: `/OpenAction ${action}` }), active)
    refused(pdf({ catalog: '/OpenAction 4 0 R', objects: [action] }), active)
    refused(pdf({ catalog: '/OpenAction 10 0 R', objects: [objectStream([action])] }), active)
  })

  test('that opens something which cannot be found', () => {
    refused(pdf({ catalog: '/OpenAction 99 0 R' }), active)
  })
})

describe('what cannot be looked into is refused', () => {
  const script = ['<< /S /JavaScript /JS (x) >>']
  test('object streams packed in another way, or twice, or with a trick', () => {
    refused(pdf({ objects: [objectStream(script, { filter: '/Filter /LZWDecode' })] }), active)
    refused(pdf({ objects: [objectStream(script, { filter: '/Filter [/ASCIIHexDecode /FlateDecode]' })] }), active)
    refused(pdf({ objects: [objectStream(script, { filter: '/Filter 9 0 R' })] }), active)
    refused(
      pdf({ objects: [objectStream(script, { filter: '/Filter /FlateDecode /DecodeParms << /Predictor 12 >>' })] }),
      active,
    )
    refused(pdf({ objects: [objectStream(script, { packed: false })] }), active)
  })
  test('object streams that do not say that they are', () => {
    refused(pdf({ objects: [objectStream(script, { type: '' })] }), active)
    refused(pdf({ objects: [objectStream(script, { type: '/Type /Obj#53tm' })] }), active)
  })
  test('object streams behind a stream that is only pretended', () => {
    const [head, ...rest] = objectStream(script).split('/N ')
    refused(pdf({ objects: [`${head} /X (stream\n) /N ${rest.join('/N ')}`] }), active)
    refused(pdf({ objects: [objectStream(script).replace('<<', '<< /X (stream\n)')] }), active)
    refused(pdf({ objects: [objectStream(script).replace('>>\nstream\n', '>>\nstream ')] }), active)
  })
  test('two million bytes that would unpack to far more', () => {
    refused(pdf({ objects: [objectStream(['x'.repeat(9_000_000)])] }), active)
    refused(pdf({ objects: [objectStream(Array.from({ length: 60_000 }, () => '0'))] }), active)
  })
})

test('no document of two million bytes takes more than a moment, however it is made', () => {
  const fill = (piece: string): Buffer => pdf({ objects: [piece.repeat(Math.floor(1_990_000 / piece.length))] })
  const pieces = [
    'stream\n',
    'endstream\n',
    'stream\nendstream\n',
    '/OpenAction 5 0 R ',
    '/OpenAction << ',
    '/ObjStm ',
    '/N ',
    '/First 1 /N 1 stream\n',
    '/Type /ObjStm /N 1 /First 4 stream\n',
    '/Filter ',
    '/Filter [',
    '5 ',
    '5 0 obj ',
    ' ',
    '\n',
    '#',
    '/J#61',
    '%%EOF',
    'startxref 1 ',
    '(',
    '<<',
  ]
  for (const piece of pieces) {
    const bytes = fill(piece)
    const before = process.cpuUsage()
    checkPdf(bytes, 'x.pdf')
    const { user } = process.cpuUsage(before)
    // A tenth of a second as a rule; minutes if any of it grew with the square of the length.
    assert.ok(user < 20_000_000, `${JSON.stringify(piece)} took ${user / 1000} ms of the processor`)
  }
})

test('no bytes whatever make it throw', () => {
  const words = fc.constantFrom(
    'stream\n',
    'endstream',
    '1 0 obj',
    '/ObjStm',
    '/N 1',
    '/First 2',
    '/Filter',
    '/FlateDecode',
    '>>',
    '/OpenAction',
    '5 0 R',
    '<<',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 40 }), (parts) => {
      checkPdf(pdf({ objects: [parts.join(' ')] }), 'x')
    }),
  )
})
