import type { IsoDate } from '#kernel/dates.ts'
import { listMessages, type MessageId, type MessageParameters, renderMessage } from '#app/messages/render-message.ts'
import { shortened, type Template } from '#app/messages/template.ts'
import { templates } from '#app/messages/templates.ts'
import { smsParts } from '#ports/sms-parts.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'

const ids = Object.keys(templates) as MessageId[]
const at = Date.UTC(2026, 10, 22, 10, 58)
const host = 'es.tamin.ir'
const last = '2026-03-20' as IsoDate
const branch = { name: 'شعبهٔ یک قم', address: 'خیابان نمونهٔ یک، پلاک ۱۲' }

/** One of each, as people get them. */
const everyday: { readonly [Id in MessageId]: MessageParameters<Id> } = {
  'sign-up-code': { code: '482913', host },
  'sign-up-received': { trackingCode: '4829130572' },
  'sign-up-succeeded': { host },
  'sign-up-registry-no-match': { branch },
  'sign-up-registry-mismatch': { branch },
  'sign-up-deceased': { branch },
  'sign-up-mobile-not-own': { branch },
  'sign-up-mobile-unknown': { branch },
  'already-registered': { host },
  'sign-up-delayed': {},
  'recovery-code': { code: '482913', host },
  'password-changed': { at, host },
  'mobile-change-code': { code: '482913', host },
  'guest-code': { code: '482913', host },
  'mobile-changed': { at },
  'email-changed': { at, host },
  'new-device-sign-in': { at, host },
  'account-locked-for-now': { minutes: 15, host },
  'application-received': { trackingCode: '4829130572', due: at },
  'application-corrected': { trackingCode: '4829130572', due: at },
  'application-objected': { trackingCode: '4829130572', due: at },
  'application-inquiry': { trackingCode: '4829130572' },
  'application-commission': { trackingCode: '4829130572' },
  'application-lapsed': { trackingCode: '4829130572', host },
  'application-file-refused': { trackingCode: '4829130572', open: true },
  'cover-ending': { name: 'امیر صادقی', last, host },
  'cover-ending-own': { name: 'حسن صادقی', last, host },
  'cover-commitment-asked': { name: 'نرگس صادقی', last, host },
  'cover-commitment-reminded': { name: 'نرگس صادقی', last, host },
  'cover-ended': { name: 'امیر صادقی', last, host },
  'cover-ended-own': { name: 'حسن صادقی', last, host },
  'cover-ended-by-death': { name: 'زهرا صادقی' },
  'cover-ended-with-insured': { name: 'حسن صادقی', host },
  'application-code': { code: '482913', host },
  'application-asked': { trackingCode: '4829130572', papers: ['نامهٔ ترک کار'], due: at, host },
  'application-reminder': { trackingCode: '4829130572', papers: ['نامهٔ ترک کار'], due: at, host },
  'application-supplied': { trackingCode: '4829130572', due: at },
  'application-returned': { trackingCode: '4829130572', host },
  'premium-paid': { title: 'حق بیمهٔ آبان ۱۴۰۵', amount: '۲۹٬۹۲۶٬۰۰۰ ریال', receipt: '4611686018427387905' },
  'payment-reversed': { title: 'حق بیمهٔ آبان ۱۴۰۵' },
  'payout-waits': { purpose: 'هدیهٔ ازدواج', host },
  'payout-paid': { purpose: 'هدیهٔ ازدواج', amount: '۱۵۰٬۰۰۰٬۰۰۰ ریال', day: last },
  'payout-refused': { purpose: 'هدیهٔ ازدواج', host },
  'contract-ending': { day: last, host },
  'contract-ended': { day: last, host },
  'request-received': { trackingCode: '4829130572', due: at },
  'request-called': { trackingCode: '4829130572', title: 'سابقهٔ بیمهٔ سال ۱۴۰۲ من در سامانه نیست', due: at },
  'request-asked': { trackingCode: '4829130572', host },
  'request-reminder': { trackingCode: '4829130572', due: at, host },
  'request-answered': { trackingCode: '4829130572', host },
  'request-corrected': { trackingCode: '4829130572', host },
  'request-late': { trackingCode: '4829130572', whom: 'مدیریت استان قم', due: at },
  'request-moved': { trackingCode: '4829130572', due: at },
  'request-reopened': { trackingCode: '4829130572', due: at },
  'request-referred': { trackingCode: '4829130572', where: 'سازمان بیمهٔ سلامت ایران', host },
  'request-merged': { trackingCode: '4829130572', into: '4829130585' },
}
const rendered = (id: MessageId) => renderMessage(id, everyday[id] as never)
const codes = ['sign-up-code', 'recovery-code', 'mobile-change-code', 'guest-code', 'application-code'] as const
const toBranch = ids.filter((id) => 'branch' in everyday[id])

describe('SMS templates', () => {
  test('a text is changed by a new version only: every version ever sent reads as it is written down', () => {
    const file = new URL('messages.rendered.json', import.meta.url)
    const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    for (const id of ids) {
      const { template, text } = rendered(id)
      assert.equal(text, written[template], `${template} reads otherwise, or is not written down in ${file.pathname}`)
    }
  })

  for (const id of ids) {
    test(`${id} stays within its parts at its longest`, () => {
      const { parts, longest, purpose, version } = templates[id] as Template<unknown>
      const message = renderMessage(id, longest as never)
      assert.ok(
        message.parts <= parts,
        `${message.parts} parts, ${smsParts(message.text).length} characters: ${message.text}`,
      )
      assert.ok(parts <= 3)
      assert.equal(message.template, `${id}@${version}`)
      assert.match(purpose, /^[\p{Script=Arabic}\d\s،؛:.‌ٔ-]+\.$/u)
    })

    test(`${id} is plain Persian: right letters, digits and half-spaces, the portal named, no bidi marks`, () => {
      const { text } = rendered(id)
      assert.doesNotMatch(text, /[يك٠-٩]|\u0640/, 'Arabic letters, Arabic digits or tatweel')
      assert.doesNotMatch(text, /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/, 'marks that old phones show as boxes')
      assert.doesNotMatch(
        text,
        /https?:|bit\.ly|\s\s|\s\u200c|\u200c\s|(?<!\S)می |\s$|^\s/,
        'links, doubled or lost spaces',
      )
      assert.match(text, /تأمین من|@es\.tamin\.ir/)
      if (!(codes as readonly string[]).includes(id)) assert.doesNotMatch(text, /[0-9]/, 'Latin digits')
    })
  }

  test('a branch of any name and address stays within three parts and is cut at a word', () => {
    const words = fc.string({ unit: fc.constantFrom(...'ابپتثجچحخ ، ۱۲345\n'), maxLength: 300 })
    fc.assert(
      fc.property(fc.constantFrom(...toBranch), words, words, (id, name, address) => {
        assert.ok(renderMessage(id, { branch: { name, address } } as never).parts <= 3)
      }),
    )
    assert.equal(shortened('خیابان شهید بهشتی، کوچهٔ ۱۲، پلاک ۳', 22), 'خیابان شهید بهشتی…')
    assert.equal(shortened('  شعبهٔ  یک قم ', 22), 'شعبهٔ یک قم')
  })

  test('shortening keeps what fits, and otherwise a beginning of it and a mark, never longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, most) => {
        const tidy = text.trim().replace(/\s+/g, ' ')
        const short = shortened(text, most)
        assert.ok(short.length <= most)
        if (tidy.length <= most) assert.equal(short, tidy)
        else assert.ok(short.endsWith('…') && tidy.startsWith(short.slice(0, -1)))
      }),
    )
  })

  test('branch messages name the branch and its address', () => {
    assert.ok(toBranch.length >= 5)
    for (const id of toBranch) {
      const { text } = rendered(id)
      assert.ok(text.includes(branch.name) && text.includes(branch.address), text)
    }
  })

  test('a one-time code comes first, in Latin digits, in one part, whatever the host', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.stringMatching(/^\d{6}$/), fc.domain(), (id, code, anyHost) => {
        const { text, parts } = renderMessage(id, { code, host: anyHost })
        assert.equal(parts, 1)
        assert.match(text, new RegExp(`^${code} کد `))
        assert.match(text, /به هیچ‌کس نگویید/)
      }),
    )
  })

  test('the last line binds the code to our host as browsers read it, when all fits in one part', () => {
    for (const id of codes) {
      assert.equal(renderMessage(id, { code: '048213', host }).text.split('\n').at(-1), '@es.tamin.ir #048213')
      assert.equal(
        renderMessage(id, { code: '048213', host: 'localhost:3000' }).text.split('\n').at(-1),
        '@localhost #048213',
      )
      assert.doesNotMatch(renderMessage(id, { code: '048213', host: 'portal.of-a-long-name.ir' }).text, /@|#/)
    }
  })

  test('the tracking code is in Persian digits', () => {
    assert.match(renderMessage('sign-up-received', { trackingCode: '4829130572' }).text, /کد رهگیری: ۴۸۲۹۱۳۰۵۷۲/)
  })

  test('the operator sees every message with its purpose', () => {
    const list = listMessages()
    assert.deepEqual(
      list.map(({ template }) => template.split('@')[0]),
      ids,
    )
    assert.equal(new Set(list.map(({ purpose }) => purpose)).size, ids.length)
    for (const { example, parts } of list) assert.ok(smsParts(example).parts <= parts)
  })

  test('the compiler refuses wrong parameters', () => {
    // @ts-expect-error: the host is missing
    renderMessage('sign-up-succeeded', {})
    // @ts-expect-error: no such message
    assert.throws(() => renderMessage('sign-up-unheard-of', {}))
    // @ts-expect-error: minutes are a number
    renderMessage('account-locked-for-now', { minutes: '15', host })
  })
})

describe('parts of an SMS', () => {
  const parts = (text: string) => smsParts(text).parts

  test('Latin: 160 in one, 153 a part; escaped characters take two', () => {
    assert.deepEqual([parts(''), parts('a'.repeat(160)), parts('a'.repeat(161))], [1, 1, 2])
    assert.deepEqual([parts('a'.repeat(306)), parts('a'.repeat(307))], [2, 3])
    assert.deepEqual([parts('€'.repeat(80)), parts('€'.repeat(81))], [1, 2])
    assert.equal(parts('€'.repeat(153)), 3, 'an escape pair is not cut: 76 to a part')
    assert.deepEqual(smsParts('[a]'), { alphabet: 'GSM-7', length: 5, parts: 1 })
  })

  test('Persian: 70 in one, 67 a part; one Persian letter turns the whole text', () => {
    assert.deepEqual([parts('س'.repeat(70)), parts('س'.repeat(71))], [1, 2])
    assert.deepEqual(
      [parts('س'.repeat(134)), parts('س'.repeat(135)), parts('س'.repeat(201)), parts('س'.repeat(202))],
      [2, 3, 3, 4],
    )
    assert.deepEqual(smsParts(`${'a'.repeat(70)}س`), { alphabet: 'UCS-2', length: 71, parts: 2 })
  })

  test('a character outside the basic plane takes two and is not cut', () => {
    assert.deepEqual([parts('🙂'.repeat(35)), parts('🙂'.repeat(36))], [1, 2])
    assert.equal(parts('🙂'.repeat(67)), 3, '33 to a part')
  })

  test('more text never costs less, and cutting at the parts says is enough', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
        (text, more) => {
          const before = smsParts(text)
          const after = smsParts(text + more)
          assert.ok(after.parts >= before.parts)
          const each = before.alphabet === 'GSM-7' ? 153 : 67
          assert.ok(before.parts >= Math.ceil(before.length / (each + (before.alphabet === 'GSM-7' ? 7 : 3))))
          assert.ok(before.parts <= Math.max(1, Math.ceil(before.length / (each - 1))))
        },
      ),
    )
  })
})
