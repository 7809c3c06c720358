import { type Parsed } from '#kernel/parsed.ts'
import { parseEmail } from '#kernel/email.ts'
import { parseForeignNumber } from '#kernel/foreign-number.ts'
import { bankOf, formatIban, parseIban } from '#kernel/iban.ts'
import { formatMobile, maskMobile, parseMobile } from '#kernel/mobile.ts'
import {
  isNationalCode,
  nationalCheckDigit,
  parseNationalCode,
  parseNationalCodeLoosely,
} from '#kernel/national-code.ts'
import { isForeign, isPersonalNumber, parsePersonalNumber } from '#kernel/personal-number.ts'
import { parsePostalCode } from '#kernel/postal-code.ts'
import { addRials, formatRial, rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { parseTrackingCode, trackingCode } from '#kernel/tracking-code.ts'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const accepted = (result: Parsed<string>): string => (result.ok ? result.value : `refused: ${result.error}`)

function refuses(parse: (text: string) => Parsed<unknown>, cases: readonly (readonly [string, RegExp])[]): void {
  for (const [typed, sentence] of cases) {
    const result = parse(typed)
    assert.match(result.ok ? 'accepted' : result.error, sentence, typed)
  }
}

/** The same digits with the one at `place` changed by 1 to 9. */
const withSlip = (number: string, place: number, by: number): string =>
  number.slice(0, place) + String((Number(number[place]) + by) % 10) + number.slice(place + 1)

describe('national code', () => {
  test('valid codes are read from any digits and with the marks that copying brings', () => {
    for (const code of [
      '0370000080',
      '0370000031',
      '0012345679',
      '9901234565',
      '9911234568',
      '9951234569',
      '8881234564',
    ]) {
      assert.equal(accepted(parseNationalCode(code)), code)
    }
    for (const typed of [
      '۰۰۱۲۳۴۵۶۷۹',
      '٠٠١٢٣٤٥٦٧٩',
      ' 0012345679 ',
      '\u200f۰۰۱۲۳\u200c۴۵۶۷۹\u2069',
      '\ufeff0012345679',
    ]) {
      assert.equal(accepted(parseNationalCode(typed)), '0012345679', typed)
    }
  })

  test('a wrong one is refused in a sentence that says how to mend it', () => {
    refuses(parseNationalCode, [
      ['', /ده رقم پشت سر هم و بدون فاصله/],
      ['001 234 5679', /فاصله یا خط هست.*ده رقم پشت سر هم و بدون فاصله/],
      ['001-234567-9', /فاصله یا خط هست.*ده رقم پشت سر هم و بدون فاصله/],
      ['12345679', /شما ۸ رقم نوشته‌اید.*صفرهای اول/],
      ['012345679', /شما ۹ رقم نوشته‌اید.*صفرهای اول/],
      ['1234567', /شما ۷ رقم نوشته‌اید.*ده رقم/],
      ['00123456790', /شما ۱۱ رقم نوشته‌اید.*ده رقم/],
      ['00123x5679', /فقط رقم/],
      ['1234567890', /درست نیست/],
      ['0370000001', /درست نیست/],
    ])
  })

  test('repeated digits pass the checksum and are refused all the same', () => {
    for (const digit of '0123456789') {
      assert.equal(nationalCheckDigit(digit.repeat(9)), Number(digit))
      assert.equal(parseNationalCode(digit.repeat(10)).ok, false)
    }
  })

  test('exactly one check digit fits nine digits', () => {
    fc.assert(
      fc.property(digits(9), (nine) => {
        fc.pre(!/^(\d)\1{8}$/.test(nine) && nine.slice(3) !== '000000')
        assert.equal([...Array(10).keys()].filter((check) => isNationalCode(`${nine}${check}`)).length, 1)
      }),
    )
  })

  test('any slip of one digit of the first nine is caught, but for check digit 1, which remainders 1 and 10 share', () => {
    fc.assert(
      fc.property(digits(9), fc.nat(8), fc.integer({ min: 1, max: 9 }), (nine, place, by) => {
        const slipped = withSlip(nine, place, by)
        const one = nationalCheckDigit(nine)
        const other = nationalCheckDigit(slipped)
        assert.ok(one !== other || one === 1, `${nine} and ${slipped}`)
      }),
      { numRuns: 2_000 },
    )
  })

  test('files of other systems may have lost the leading zeros', () => {
    assert.equal(accepted(parseNationalCodeLoosely('12345679')), '0012345679')
    assert.equal(accepted(parseNationalCodeLoosely('370000080')), '0370000080')
    assert.equal(accepted(parseNationalCodeLoosely('001-234567-9')), '0012345679')
    assert.equal(parseNationalCodeLoosely('1234567').ok, false)
  })
})

describe('foreign and personal number', () => {
  test('twelve digits, in any script', () => {
    assert.equal(accepted(parseForeignNumber('۱۰۰۲۳۴۵۶۷۸۹۰')), '100234567890')
    refuses(parseForeignNumber, [
      ['', /دوازده رقم/],
      ['12345678901', /شما ۱۱ رقم نوشته‌اید/],
      ['111111111111', /درست نیست/],
      ['1002345678 90', /فقط رقم/],
    ])
  })

  test('the count of digits tells which number it is', () => {
    const national = parsePersonalNumber('۰۰۱۲۳۴۵۶۷۹')
    const foreign = parsePersonalNumber(' ۱۰۰۲۳۴۵۶۷۸۹۰ ')
    assert.ok(national.ok && !isForeign(national.value) && isPersonalNumber(national.value))
    assert.ok(foreign.ok && isForeign(foreign.value) && isPersonalNumber(foreign.value))
    refuses(parsePersonalNumber, [
      ['00123456790', /کد ملی ده رقم و شمارهٔ اتباع خارجی دوازده رقم/],
      ['0012345678', /این کد ملی درست نیست/],
      ['001 2345679', /بدون فاصله/],
    ])
  })
})

describe('mobile', () => {
  test('however it is written, it is stored as 09…', () => {
    for (const typed of [
      '09123456789',
      '۰۹۱۲۳۴۵۶۷۸۹',
      '٠٩١٢٣٤٥٦٧٨٩',
      '9123456789',
      '+989123456789',
      '00989123456789',
      '989123456789',
      '+98 912 345 6789',
      '0912-345-6789',
      '(0912) 345 67 89',
      '\u202a+98 912 345 6789\u202c',
      '+98 0912 345 6789',
    ]) {
      assert.equal(accepted(parseMobile(typed)), '09123456789', typed)
    }
  })

  test('what is not one is refused', () => {
    refuses(parseMobile, [
      ['', /یازده رقم و با صفر اول/],
      ['0912345678', /شما ۱۰ رقم نوشته‌اید/],
      ['091234567890', /شما ۱۲ رقم نوشته‌اید/],
      ['02537701234', /تلفن همراه نیست/],
      ['0912abc6789', /فقط رقم/],
      ['+14155550123', /درست نیست/],
    ])
  })

  test('showing and reading back gives the same number; the mask keeps four and four', () => {
    fc.assert(
      fc.property(digits(9), (rest) => {
        const read = parseMobile(`09${rest}`)
        assert.ok(read.ok)
        assert.deepEqual(parseMobile(formatMobile(read.value)), read)
        assert.equal(
          maskMobile(read.value),
          `\u2066${toPersianDigits(`09${rest.slice(0, 2)}`)}•••${toPersianDigits(rest.slice(-4))}\u2069`,
        )
      }),
    )
  })
})

describe('e-mail', () => {
  test('common addresses are accepted, the domain in small letters', () => {
    for (const [typed, stored] of [
      ['ali@example.com', 'ali@example.com'],
      [' Ali.Rezaei+sso@Mail.Example.CO ', 'Ali.Rezaei+sso@mail.example.co'],
      ['a@b-c.ir', 'a@b-c.ir'],
      ['user۱۲@example.ir', 'user12@example.ir'],
      ["o'neil@x9.org", "o'neil@x9.org"],
      ['a@xn--mgba3a4f16a.xn--mgba3a4f16a', 'a@xn--mgba3a4f16a.xn--mgba3a4f16a'],
    ] as const) {
      assert.equal(accepted(parseEmail(typed)), stored)
    }
  })

  test('others are refused with the part that is wrong', () => {
    refuses(parseEmail, [
      ['', /خالی بگذارید/],
      ['ali example@x.com', /فاصله/],
      ['علی@example.com', /حروف لاتین/],
      ['ali.example.com', /نشانهٔ @/],
      ['a@b@c.com', /نشانهٔ @/],
      ['@example.com', /نشانهٔ @/],
      ['ali@example', /بعد از @/],
      ['ali@example..com', /بعد از @/],
      ['ali@-example.com', /بعد از @/],
      ['ali@127.0.0.1', /بعد از @/],
      ['.ali@example.com', /پیش از @/],
      ['a..b@example.com', /پیش از @/],
      ['a<b>@example.com', /پیش از @/],
      [`${'a'.repeat(65)}@example.com`, /بلندتر/],
    ])
  })

  test('every address of the common kind is accepted, and reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const read = parseEmail(address)
        assert.ok(read.ok, address)
        assert.deepEqual(parseEmail(read.value), read)
      }),
    )
  })
})

describe('IBAN', () => {
  const VALID = ['IR150130000000000012345678', 'IR860120000000000012345678', 'IR220170000000000012345678']

  test('with or without IR, grouped or not, in any digits', () => {
    for (const iban of VALID) {
      const bare = iban.slice(2)
      for (const typed of [
        iban,
        bare,
        iban.toLowerCase(),
        iban.replace(/(.{4})/g, '$1 '),
        toPersianDigits(bare),
        `IR ${bare}`,
      ]) {
        assert.equal(accepted(parseIban(typed)), iban, typed)
      }
    }
  })

  test('the bank is read from it, and showing and reading back gives the same', () => {
    const read = parseIban(VALID[0] ?? '')
    assert.ok(read.ok)
    assert.equal(bankOf(read.value), '013')
    assert.equal(formatIban(read.value), '\u2066IR15 0130 0000 0000 0012 3456 78\u2069')
    assert.deepEqual(parseIban(formatIban(read.value)), read)
  })

  test('any slip of one digit and any swap of two neighbours is caught', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VALID), fc.nat(23), fc.integer({ min: 1, max: 9 }), (iban, place, by) => {
        assert.equal(parseIban(withSlip(iban, place + 2, by)).ok, false)
      }),
    )
    for (const iban of VALID) {
      for (let place = 2; place < 25; place += 1) {
        if (iban[place] === iban[place + 1]) continue
        const swapped = `${iban.slice(0, place)}${iban[place + 1]}${iban[place]}${iban.slice(place + 2)}`
        assert.equal(parseIban(swapped).ok, false, swapped)
      }
    }
  })

  test('a wrong one says why', () => {
    refuses(parseIban, [
      ['', /شمارهٔ شبا را بنویسید/],
      ['IR15013', /شما ۵ رقم نوشته‌اید/],
      ['DE89370400440532013000', /فقط رقم/],
      ['IR160130000000000012345678', /درست نیست/],
    ])
  })
})

describe('postal code', () => {
  test('ten digits without 0 or 2 in the first five', () => {
    assert.equal(accepted(parsePostalCode('۳۷۱۵۶-۱۷۳۱۶')), '3715617316')
    refuses(parsePostalCode, [
      ['', /ده رقم/],
      ['371561731', /شما ۹ رقم نوشته‌اید/],
      ['3015617316', /درست نیست/],
      ['1111617316', /درست نیست/],
      ['37156a7316', /فقط رقم/],
    ])
  })
})

describe('tracking code', () => {
  const anyCode = fc.nat(999_999_999).map((number) => trackingCode(number))

  test('the published example of Damm: 572 has check digit 4', () => {
    assert.equal(trackingCode(572), '0000005724')
  })

  test('a code is read back as typed in any digits, grouped or not', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        assert.equal(accepted(parseTrackingCode(code)), code)
        assert.equal(
          accepted(parseTrackingCode(toPersianDigits(`${code.slice(0, 3)} ${code.slice(3, 6)}-${code.slice(6)}`))),
          code,
        )
      }),
    )
  })

  test('every slip of one digit and every swap of two neighbours is caught', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (let place = 0; place < 10; place += 1) {
          for (let by = 1; by < 10; by += 1) assert.equal(parseTrackingCode(withSlip(code, place, by)).ok, false)
          if (place === 9 || code[place] === code[place + 1]) continue
          const swapped = `${code.slice(0, place)}${code[place + 1]}${code[place]}${code.slice(place + 2)}`
          assert.equal(parseTrackingCode(swapped).ok, false, swapped)
        }
      }),
    )
  })

  test('numbers out of range have none, and a wrong code says why', () => {
    for (const number of [-1, 1_000_000_000, 1.5, 10n ** 9n]) assert.throws(() => trackingCode(number), RangeError)
    assert.equal(trackingCode(999_999_999n), trackingCode(999_999_999))
    refuses(parseTrackingCode, [
      ['', /در پیامک/],
      ['12345', /شما ۵ رقم نوشته‌اید/],
      ['000000572a', /فقط رقم/],
      ['0000005723', /درست نیست/],
    ])
  })
})

describe('rials', () => {
  test('are whole, exact beyond 2^53, and written with their unit', () => {
    assert.equal(formatRial(rial(12_500_000)), '۱۲٬۵۰۰٬۰۰۰ ریال')
    assert.equal(addRials(rial(9_007_199_254_740_991), rial(2)), 9_007_199_254_740_993n)
    assert.equal(addRials(), 0n)
    assert.throws(() => rial(0.5), RangeError)
    assert.throws(() => rial(2 ** 53), RangeError)
  })
})
