import { COMMON_PASSWORD_COUNT, isCommonPassword } from '#kernel/common-passwords.ts'
import {
  type PasswordOwner,
  type PasswordRuleId,
  isGoodPassword,
  passwordFaults,
  passwordForm,
} from '#kernel/password.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { containsLatinName } from '#kernel/transliterate.ts'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'

const OWNER: PasswordOwner = {
  firstName: 'محمد رضا',
  lastName: 'کریمی‌نژاد',
  nationalCode: '0012345679',
  mobile: '09123456789',
}
const ORDER: PasswordRuleId[] = [
  'length',
  'small-letter',
  'capital-letter',
  'digit',
  'sign',
  'no-outer-space',
  'no-first-name',
  'no-last-name',
  'no-national-code',
  'no-mobile',
  'not-common',
] // in the order the page lists them
const GROWING = new Set<PasswordRuleId>(['small-letter', 'capital-letter', 'digit', 'sign'])
const SHRINKING = new Set<PasswordRuleId>(['no-first-name', 'no-last-name', 'no-national-code', 'no-mobile'])

const broken = (password: string, owner = OWNER): PasswordRuleId[] =>
  passwordFaults(password, owner).flatMap(({ rule, met }) => (met ? [] : [rule]))

describe('the password rules', () => {
  test('all rules are always listed, in one order, with a Persian text', () => {
    fc.assert(
      fc.property(fc.string(), (password) => {
        const results = passwordFaults(password, OWNER)
        assert.deepEqual(
          results.map(({ rule }) => rule),
          ORDER,
        )
        assert.ok(results.every(({ text }) => /\p{Script=Arabic}/u.test(text)))
        assert.equal(
          isGoodPassword(password, OWNER),
          results.every(({ met }) => met),
        )
      }),
    )
    assert.deepEqual(broken(''), ORDER)
  })

  test('each rule alone', () => {
    assert.deepEqual(broken('Sepid-Rood48'), [])
    assert.deepEqual(broken('Sep-48r'), ['length'])
    assert.deepEqual(broken(`Sepid-Rood48${'x'.repeat(52)}`), [])
    assert.deepEqual(broken(`Sepid-Rood48${'x'.repeat(53)}`), ['length'])
    assert.deepEqual(broken('SEPID-ROOD48'), ['small-letter'])
    assert.deepEqual(broken('sepid-rood48'), ['capital-letter'])
    assert.deepEqual(broken('Sepid-Roodxy'), ['digit'])
    assert.deepEqual(broken('SepidxRood48'), ['sign'])
    assert.deepEqual(broken('Sepid Rood48'), ['sign'])
    assert.deepEqual(broken(' Sepid-Rood48'), ['no-outer-space'])
    assert.deepEqual(broken('Sepid-Rood48 '), ['no-outer-space'])
    assert.deepEqual(broken('Sepid-Rood0012345679'), ['no-national-code'])
    assert.deepEqual(broken('Sepid-Rood+989123456789'), ['no-mobile'])
    assert.deepEqual(broken('Password@123'), ['not-common'])
  })

  test('a sign is neither letter nor digit nor space, and an emoji counts as one character', () => {
    for (const sign of '!@#$%^&*()-_=+[]{};:\'"\\|,.<>/?`~؟«»€☀')
      assert.deepEqual(broken(`SepidRood48${sign}`), [], sign)
    for (const other of ['ب', 'é', ' ', '\u200c']) assert.ok(broken(`SepidRo${other}od48`).includes('sign'), other)
    assert.deepEqual(broken('Sepi48😀'), ['length'])
    assert.deepEqual(broken('Sepid48😀'), [])
  })

  test('Persian digits are digits, and the same password', () => {
    assert.deepEqual(broken('Sepid-Rood۴۸'), [])
    assert.equal(passwordForm('Sepid-Rood۴۸'), passwordForm('Sepid-Rood48'))
    assert.equal(passwordForm('Sepid-Rood٤٨'), passwordForm('Sepid-Rood48'))
    assert.notEqual(passwordForm('Sepid-Rood48'), passwordForm('sepid-rood48'))
    fc.assert(
      fc.property(fc.string(), (password) => {
        assert.deepEqual(broken(toPersianDigits(password)), broken(password))
        assert.equal(passwordForm(passwordForm(password)), passwordForm(password))
      }),
    )
  })

  test('the owner’s names are found in Persian, however typed, and in Latin letters', () => {
    for (const password of [
      'Xy-48محمدرضا',
      'Xy-48محمد رضا',
      'Xy-48مُحمّد‌رضا',
      'Mohammadreza-48',
      'X-mohamad48',
      'REZAa-4812',
      'Mohammad_Reza1',
    ]) {
      assert.deepEqual(broken(password).includes('no-first-name'), true, password)
    }
    for (const password of ['Xy-48کریمی نژاد', 'Xy-48كريمي‌نژاد', 'Karimi-4812', 'KarimiNejad-48', 'x-48KAREEMI']) {
      assert.deepEqual(broken(password).includes('no-last-name'), true, password)
    }
    assert.deepEqual(broken('Gul!Meena482', { ...OWNER, firstName: 'Meena' }), ['no-first-name'])
  })

  test('numbers are found in any digits, grouped, and without their leading zeros', () => {
    for (const number of ['0012345679', '۰۰۱۲۳۴۵۶۷۹', '12345679', '001-234567-9']) {
      assert.deepEqual(broken(`Sepid!${number}`), ['no-national-code'], number)
    }
    for (const number of ['09123456789', '۹۱۲۳۴۵۶۷۸۹', '+98 912 345 67 89']) {
      assert.deepEqual(broken(`Sepid!${number}`), ['no-mobile'], number)
    }
  })

  test('what is not known of the owner forbids nothing', () => {
    assert.deepEqual(broken('Sepid-Rood48', { firstName: '', lastName: '', nationalCode: '', mobile: '' }), [])
  })

  test('typing on can tick what is required and untick what is forbidden, never the other way', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('reza', 'karimi', '12345679', '9123456789', 'محمد', 'رضا'),
    )
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), piece, (start, more) => {
        const before = new Set(broken(start))
        const after = new Set(broken(start + more))
        for (const rule of GROWING) assert.ok(before.has(rule) || !after.has(rule), rule)
        for (const rule of SHRINKING) assert.ok(after.has(rule) || !before.has(rule), rule)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('common passwords', () => {
  test('the list is long enough to matter', () => {
    assert.ok(COMMON_PASSWORD_COUNT >= 1_000, String(COMMON_PASSWORD_COUNT))
  })

  test('habits are refused, with the tail that people hang on them', () => {
    for (const password of [
      'Aa123456',
      'Iran@123',
      '1qaz@WSX',
      '!QAZ2wsx',
      'P@ssw0rd',
      'P@ssw0rd!',
      'Password1404!',
      'Qwerty@1234',
      'Qq@12345678',
      'Aa@11111',
      'Tamin@1420#',
      'Persepolis6!',
      'Abc@12345',
      'Admin!@#123',
      '12345678',
      'Welcome@2024',
      'Khoda@786',
      '!@#$%^&*1',
    ]) {
      assert.ok(isCommonPassword(password), password)
    }
  })

  test('a password of its own is not', () => {
    for (const password of [
      'Sepid-Rood48',
      'xK9#mq2L',
      'Tiger!8261093',
      'sarv-o-chenar7!',
      'Password!8261093',
      'Iran-e-Bozorg17',
    ]) {
      assert.ok(!isCommonPassword(password), password)
    }
  })
})

describe('a Persian name in Latin letters', () => {
  const SPELLINGS: Record<string, string> = {
    رضا: 'reza raza',
    محمد: 'mohammad mohamad mohammed muhammad mohamed',
    حسین: 'hossein hosein hussein hoseyn hussain hosain',
    فاطمه: 'fatemeh fateme fatima',
    زهرا: 'zahra',
    علی: 'ali aly alee',
    علی‌رضا: 'alireza ali_reza ali.reza',
    مصطفی: 'mostafa mustafa',
    مرتضی: 'morteza',
    موسی: 'mousa musa moosa',
    یحیی: 'yahya',
    سعید: 'saeed saeid said',
    قاسم: 'ghasem qasem',
    خدیجه: 'khadijeh',
    رضائی: 'rezaei rezaee rezayi rezai',
    ابوالفضل: 'abolfazl abalfazl',
    عبدالله: 'abdollah abdullah',
    روح‌الله: 'rouhollah ruhollah',
    نورالدین: 'noureddin nooroddin nuraldin',
    خواجه: 'khajeh',
    ابراهیم: 'ebrahim ibrahim',
    اسماعیل: 'esmaeil ismail esmail',
    یوسف: 'yousef yusef yosef',
    یاسین: 'yasin yaseen',
    طاهره: 'tahereh',
    معصومه: 'masoumeh masumeh masoome',
    جواد: 'javad jawad',
    وحید: 'vahid',
    داوود: 'davood davoud',
    جعفر: 'jafar jaafar',
    حسینی: 'hosseini hoseini',
    طباطبایی: 'tabatabaei tabatabayi',
    غلامحسین: 'gholamhossein',
    سمیه: 'somayeh somaye',
    نرگس: 'narges',
    مریم: 'maryam mariam',
    شهریار: 'shahriar shahryar',
    مؤمنی: 'momeni',
    ژاله: 'zhaleh jaleh',
    آرش: 'arash',
    ایمان: 'iman',
    اکبر: 'akbar',
    الهام: 'elham',
    امید: 'omid omeed',
    عباس: 'abbas abas',
    عاطفه: 'atefeh atefe',
    نوروزی: 'norouzi nowruzi noroozi',
    صادقی: 'sadeghi sadeqi',
    ثریا: 'soraya',
    لیلی: 'leyli leila leyla',
    کیوان: 'keyvan keivan',
    بهروز: 'behrouz behrooz',
    پوریا: 'pouria pooria',
    ضیاء: 'zia',
    مهدی: 'mehdi mahdi',
    طه: 'taha',
  }

  test('is found in the usual spellings, in any case and among other characters', () => {
    for (const [name, spellings] of Object.entries(SPELLINGS)) {
      for (const spelling of spellings.split(' ')) {
        assert.ok(containsLatinName(`9#${spelling}!7`, name), `${name} in ${spelling}`)
        assert.ok(containsLatinName(spelling.toUpperCase(), name), `${name} in ${spelling.toUpperCase()}`)
      }
    }
  })

  test('is not found in words that lack it, or across digits and signs', () => {
    for (const [name, text] of [
      ['علی', 'Blue-Tree'],
      ['زهرا', 'mountain'],
      ['رضا', 'Horse'],
      ['رضا', 're5z7a'],
      ['محمد', 'Garden#77'],
      ['حسین', 'Sunset'],
      ['کریمی', 'cream'],
      ['مینا', 'Domino'],
      ['حسن‌زاده', 'Shahzadeh'],
      ['علی', 'al'],
      ['', 'anything'],
      ['ع', 'ali'],
    ] as const) {
      assert.ok(!containsLatinName(text, name), `${name} in ${text}`)
    }
  })

  test('names and passwords made to hurt take no time to speak of', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'اویعهرضکلم '), maxLength: 60 })
    const latin = fc.string({ unit: fc.constantFrom(...'aeiouyhrzklm'), maxLength: 200 })
    fc.assert(fc.property(latin, letters, (text, name) => typeof containsLatinName(text, name) === 'boolean'))
    assert.ok(!containsLatinName('a'.repeat(200), `${'اع'.repeat(29)}ب`))
    assert.ok(!isGoodPassword(`Sepid-Rood48${'a'.repeat(5_000_000)}`, OWNER))
  })
})
