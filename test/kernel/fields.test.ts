import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Field, type Raw, type ValueOf, filesOf, plainText } from '#kernel/fields/field.ts'
import * as kinds from '#kernel/fields/fields.ts'
import { type FileRef, MOST_BYTES, checkFile } from '#kernel/fields/file.ts'
import { seeded } from '../support/seeded.ts'

/** One or two of every kind. A new kind is added here and all the rules below hold for it. */
const FIELDS: Readonly<Record<string, Field>> = {
  text: kinds.text('شهر محل تولد', { longest: 40 }),
  lines: kinds.text('شرح', { longest: 500, lines: true }),
  number: kinds.number('تعداد روز', { least: 1, most: 365, unit: 'روز' }),
  rial: kinds.rial('دستمزد ماهانه', { least: 1000 }),
  choice: kinds.choice('نسبت', { wife: 'همسر', son: 'فرزند پسر' }),
  choices: kinds.choices('مدارک', { id: 'شناسنامه', card: 'کارت ملی' }),
  'yes-no': kinds.yesNo('شاغل است؟'),
  'jalali-date': kinds.jalaliDate('تاریخ تولد'),
  'jalali-year': kinds.jalaliYear('سال', { first: 1354, last: 1410 }),
  'jalali-month': kinds.jalaliMonth('ماه'),
  'national-code': kinds.nationalCode(),
  'foreign-number': kinds.foreignNumber(),
  mobile: kinds.mobile(),
  iban: kinds.iban(),
  'postal-code': kinds.postalCode(),
  address: kinds.address(),
  person: kinds.person('فرد جدید'),
  repeating: kinds.repeating(
    'فرزندان',
    { child: kinds.person('فرزند'), note: kinds.optional(kinds.text('توضیح')) },
    { most: 3 },
  ),
  commitment: kinds.commitment('تعهد', 'متعهد می‌شوم هر تغییری را فوراً اعلام کنم.'),
  file: kinds.file('تصویر شناسنامه'),
  code: kinds.code('کد کارگاه', { shortest: 8, longest: 10, letters: true }),
  optional: kinds.optional(kinds.address('نشانی محل کار')),
}

test('every kind is tried here', () => {
  const tried = new Set(Object.keys(FIELDS))
  const names = Object.keys(kinds).map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
  assert.deepEqual(
    names.filter((name) => !tried.has(name)),
    [],
  )
})

for (const [kind, field] of Object.entries(FIELDS)) {
  test(`${kind}: what is right is read, kept as JSON, shown and written back without change`, () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { valid } = field.sample(seeded(seed), 'x')
        const value = valueOf(field, valid)
        assert.deepEqual(valueOf(field, field.write(value, 'x')), value)
        const json = field.toJson(value)
        assert.deepEqual(JSON.parse(JSON.stringify(json)), json)
        const again = field.fromJson(json, 'x')
        assert.ok(again.ok)
        assert.deepEqual(again.value, value)
        assert.notEqual(plainText(field.view(value)), '')
        assert.doesNotMatch(plainText(field.view(value)).replace(/IR[\d ]+/g, ''), /[0-9]|undefined|null/)
      }),
    )
  })

  test(`${kind}: what is wrong is refused in Persian, at an input of the field, from a form and from JSON alike`, () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const result = field.read(field.sample(seeded(seed), 'x').invalid, 'x')
        assert.ok(!result.ok)
        assert.equal(result.error, result.errors[0]?.message)
        for (const { field: at, message } of result.errors) {
          assert.match(at, /^x(\.|$)/)
          assert.match(message, /[آ-ی].*[.؟]$/)
          assert.doesNotMatch(message, /undefined|null|[0-9]/)
        }
      }),
    )
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const result = field.fromJson(json as never, 'x')
        assert.equal(typeof (result.ok || result.error), result.ok ? 'boolean' : 'string')
      }),
    )
  })

  test(`${kind}: nothing at all is refused, unless the question is optional`, () => {
    assert.equal(field.read({}, 'x').ok, field.optional)
    assert.equal(field.read({ x: '', 'x.street': ' ' }, 'x').ok, field.optional)
    assert.equal(field.input('x').required, !field.optional)
    assert.equal(field.input('x').name, 'x')
    assert.ok(Object.keys(field.schema()).length > 0)
  })
}

test('digits of any script, letters of any keyboard', () => {
  assert.equal(valueOf(kinds.number('روز', {}), { x: '۱٬۲۵۰' }), 1250)
  assert.equal(valueOf(kinds.number('روز', {}), { x: '٣٠' }), 30)
  assert.equal(valueOf(kinds.text('شهر'), { x: ' قم\u200c ' }), 'قم')
  assert.equal(valueOf(kinds.text('نام'), { x: 'علي كريمي' }), 'علی کریمی')
  assert.equal(valueOf(kinds.text('شرح', { lines: true }), { x: 'یک\r\n\n\n\nدو ' }), 'یک\n\nدو')
  assert.equal(valueOf(kinds.rial('مبلغ'), { x: '۱۲٬۵۰۰٬۰۰۰ ریال' }), 12_500_000n)
})

test('tomans are refused, not converted', () => {
  const result = kinds.rial('مبلغ').read({ x: '۱۰۰ هزار تومان' }, 'x')
  assert.ok(!result.ok && result.error.includes('ریال'))
})

test('rows left empty are skipped, and each wrong input is named', () => {
  const children = kinds.repeating('فرزندان', { name: kinds.text('نام'), days: kinds.number('روز') }, { most: 2 })
  assert.deepEqual(valueOf(children, { 'x.0.name': '', 'x.0.days': ' ', 'x.3.name': 'زهرا', 'x.3.days': '۵' }), [
    { name: 'زهرا', days: 5 },
  ])
  const result = children.read(
    { 'x.0.name': 'زهرا', 'x.0.days': 'پنج', 'x.1.days': '', 'x.2.name': '', 'x.2.days': '۴' },
    'x',
  )
  assert.deepEqual(!result.ok && result.errors.map((error) => error.field), ['x.0.days', 'x.2.name'])
  assert.ok(!children.read({ 'x.0.name': 'آ', 'x.1.name': 'ب', 'x.2.name': 'پ' }, 'x').ok)
})

test('the rules read the right types', () => {
  const date: ValueOf<ReturnType<typeof kinds.jalaliDate>> = valueOf(kinds.jalaliDate('روز'), { x: '۱۴۰۴/۰۱/۰۱' })
  assert.equal(date, '2025-03-21')
  const relation = kinds.choice('نسبت', { wife: 'همسر', son: 'پسر' })
  const one: ValueOf<typeof relation> = 'wife'
  // @ts-expect-error no such option
  const other: ValueOf<typeof relation> = 'uncle'
  assert.deepEqual([one, other], ['wife', 'uncle'])
})

const image = (more: Partial<FileRef> = {}): FileRef => ({
  id: 'f-0000001' as FileRef['id'],
  name: 'a.jpg',
  bytes: 1000,
  type: 'image/jpeg',
  sha256: 'aa',
  ...more,
})

test('files: two million bytes and not one more, by content, never twice the same', () => {
  assert.ok(checkFile(image({ bytes: MOST_BYTES }), []).ok)
  for (const wrong of [
    image({ bytes: 2_000_001 }),
    image({ bytes: 0 }),
    image({ type: 'text/html' }),
    image({ type: 'image/svg+xml' }),
  ]) {
    const result = checkFile(wrong, [])
    assert.ok(!result.ok && /[.]$/.test(result.error))
  }
  assert.ok(checkFile(image({ name: 'scan.jpg', type: 'application/pdf' }), []).ok)
  assert.ok(!checkFile(image({ name: 'b.jpg' }), [image()]).ok)
  assert.ok(checkFile(image({ sha256: 'bb' }), [image()]).ok)
  assert.deepEqual(filesOf(FIELDS['file']!.view('f-0000001')), ['f-0000001'])
})

function valueOf<T>(field: Field<T>, raw: Raw): T {
  const result = field.read(raw, 'x')
  assert.ok(result.ok)
  return result.value
}
