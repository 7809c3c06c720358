import {
  fold,
  formatNumber,
  formatSize,
  isolate,
  isolateLtr,
  parseForeignName,
  parsePersianName,
  sameName,
  stripInvisible,
  tidyName,
  toLatinDigits,
  toPersianDigits,
} from '#kernel/text.ts'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'

const persianText = fc.string({
  unit: fc.constantFrom(...'آأإٱاءبپتةۀهھەہحخدذرزژسشصضطظعغفقکكڪگلمنوؤیيىئےABab é09۰۹٠٩ـ َّٔ\u200c\u200d\u200f\u2067ﷲﻻﮎ.-'),
})
const anyText = fc.oneof(persianText, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))

test('a size is told in words people know, with one decimal at most', () => {
  const words = [0, 999, 1_000, 780_400, 1_000_000, 1_949_999, 1_950_000, 2_000_000, 2_000_001, 12_340_000].map(
    formatSize,
  )
  assert.deepEqual(words, [
    '۰ بایت',
    '۹۹۹ بایت',
    '۱ کیلوبایت',
    '۷۸۰ کیلوبایت',
    '۱ مگابایت',
    '۱٫۹ مگابایت',
    '۲ مگابایت',
    '۲ مگابایت',
    '۲ مگابایت',
    '۱۲٫۳ مگابایت',
  ])
})

describe('digits', () => {
  test('Persian and Arabic digits are read as Latin ones, and written as Persian ones', () => {
    assert.equal(toLatinDigits('۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ a'), '0123456789 0123456789 a')
    assert.equal(toPersianDigits('0123456789 ٠١٢٣٤٥٦٧٨٩ a'), '۰۱۲۳۴۵۶۷۸۹ ۰۱۲۳۴۵۶۷۸۹ a')
    assert.equal(toPersianDigits(1404), '۱۴۰۴')
    assert.equal(toPersianDigits(12n), '۱۲')
  })

  test('reading back what was written gives the same number', () => {
    fc.assert(fc.property(fc.bigInt(), (value) => BigInt(toLatinDigits(toPersianDigits(value))) === value))
  })

  test('thousands are parted by «٬»', () => {
    assert.equal(formatNumber(12_500_000), '۱۲٬۵۰۰٬۰۰۰')
    assert.equal(formatNumber(999), '۹۹۹')
    assert.equal(formatNumber(123_456_789_012_345_678_901n), '۱۲۳٬۴۵۶٬۷۸۹٬۰۱۲٬۳۴۵٬۶۷۸٬۹۰۱')
    assert.equal(formatNumber(12.5), '۱۲٫۵')
  })
})

describe('the form for comparing', () => {
  test('spelling variants of a word fold to one form', () => {
    const variants: string[][] = [
      ['علی', 'علي', 'على', 'عـلـی', 'عَلیّ', '\u200fعلی\u200f', ' علی '],
      ['کاظم', 'كاظم', 'ﮐﺎﻇﻢ'],
      ['فاطمه', 'فاطمة', 'فاطمۀ', 'فاطمهٔ', 'فاطمە'],
      ['آرش', 'ارش', 'أرش', 'آرش'],
      ['اسماعیل', 'إسماعیل', 'ٱسماعیل'],
      ['رضائی', 'رضایی', 'رضايي', 'رضائي'],
      ['مؤمن', 'مومن'],
      ['ضیاء', 'ضیا'],
      ['علی‌رضا', 'علی رضا', 'علي  رضا', 'علی\u00a0رضا'],
      ['خیابان ۱۲', 'خيابان ١٢', 'خیابان 12'],
      ['Reza', 'REZA', 'Ｒｅｚａ', 'réza'],
      ['الله', 'ﷲ'],
      ['لا', 'ﻻ'],
    ]
    for (const spellings of variants) assert.equal(new Set(spellings.map(fold)).size, 1, spellings.join(' | '))
  })

  test('different words stay different', () => {
    for (const [one, other] of [
      ['علی', 'عالی'],
      ['حسن', 'حسین'],
      ['سارا', 'صارا'],
      ['۱۲', '۲۱'],
    ] as const) {
      assert.notEqual(fold(one), fold(other))
    }
  })

  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(anyText, (text) => fold(fold(text)) === fold(text)),
      { numRuns: 2_000 },
    )
  })

  test('no letter of any script breaks it', () => {
    for (let code = 0; code < 0x30000; code += 1) {
      const once = fold(`a${String.fromCodePoint(code)}b`)
      if (fold(once) !== once) assert.fail(`U+${code.toString(16)} folds to ${once}, then to ${fold(once)}`)
    }
  })

  test('marks, case and outer spaces never count', () => {
    fc.assert(
      fc.property(persianText, fc.constantFrom('ـ', '\u200f', '\u064e', '\u2067'), fc.nat(), (text, mark, at) => {
        const place = text === '' ? 0 : at % text.length
        assert.equal(fold(`  ${text.slice(0, place)}${mark}${text.slice(place)} `), fold(text))
      }),
    )
  })

  test('a name is the same however it is spaced', () => {
    assert.ok(sameName('محمد رضا', 'محمدرضا'))
    assert.ok(sameName('مُحمّد‌رضا', 'محمد رضا'))
    assert.ok(!sameName('محمدرضا', 'محمد'))
  })
})

describe('names', () => {
  test('what a keyboard adds is tidied away, the spelling stays the person’s own', () => {
    assert.equal(tidyName('  علي   رضا '), 'علی رضا')
    assert.equal(tidyName('علی‌رضا'), 'علی‌رضا')
    assert.equal(tidyName('علی \u200c رضا'), 'علی رضا')
    assert.equal(tidyName('\u200cعلی\u200c\u200cرضا\u200c'), 'علی‌رضا')
    assert.equal(tidyName('مُحمّد'), 'محمد')
    assert.equal(tidyName('مؤمن'), 'مؤمن')
    assert.equal(tidyName('آرش'), 'آرش')
    assert.equal(tidyName('ﮐﺎﻇﻢ'), 'کاظم')
    assert.equal(tidyName('ژاله\tكريمي'), 'ژاله کریمی')
  })

  test('tidying twice is tidying once, and never changes how a name compares', () => {
    fc.assert(
      fc.property(persianText, (text) => {
        const tidy = tidyName(text)
        assert.equal(tidyName(tidy), tidy)
        assert.equal(sameName(tidy, text), true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('a Persian name has letters, spaces and half-spaces only', () => {
    for (const name of ['علی', 'سید علی‌رضا', 'موسوی‌نژاد قمی', 'مؤمنی', 'ضیاء', 'طه', 'رئوف']) {
      assert.deepEqual(parsePersianName(name, 'نام'), { ok: true, value: name })
    }
    const refusals: [string, RegExp][] = [
      ['', /نام را بنویسید/],
      [' \u200c ', /نام را بنویسید/],
      ['علی۲', /عدد ننویسید/],
      ['Ali', /حروف فارسی/],
      ['علی!', /فقط حروف/],
      ['علی.', /فقط حروف/],
      ['ع', /دست‌کم دو حرف/],
      ['ا'.repeat(61), /حداکثر ۶۰/],
    ]
    for (const [text, sentence] of refusals) {
      const result = parsePersianName(text, 'نام')
      assert.match(result.ok ? 'accepted' : result.error, sentence, text)
    }
  })

  test('a foreign national may have a name in Latin letters', () => {
    for (const name of ["Gul O'Hara", 'Jean-Luc', 'نور محمد', 'Müller']) {
      assert.deepEqual(parseForeignName(name, 'نام'), { ok: true, value: name })
    }
    assert.equal(parseForeignName('Ali2', 'نام').ok, false)
    assert.equal(parseForeignName('Али', 'نام').ok, false)
  })
})

describe('marks of direction', () => {
  test('isolates open and close, and are removed with all that is invisible', () => {
    assert.equal(isolate('a'), '\u2068a\u2069')
    assert.equal(isolateLtr('1'), '\u20661\u2069')
    assert.equal(stripInvisible(isolate(isolateLtr('\ufeff0\u200c3\u200f7\u0000'))), '037')
    assert.equal(stripInvisible('a b\tc\n'), 'a b\tc\n')
  })
})
