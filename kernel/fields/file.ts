import type { Brand } from '../brand.ts'
import { type Parsed, parsed, refused } from '../parsed.ts'
import { formatNumber } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { whole } from './random.ts'
import { single } from './single.ts'

/** The id under which an uploaded file is kept. */
export type FileId = Brand<string, 'FileId'>

/** A file as received: its type by its content, never by its name, and the digest of what was sent. */
export type FileRef = {
  readonly id: FileId
  readonly name: string
  readonly bytes: number
  readonly type: string
  readonly sha256: string
}

export const FILE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'application/pdf']
export const MOST_BYTES = 2_000_000
const ID = /^[\w-]{8,64}$/

/** May this file join the others of the application? The same content twice is refused. */
export function checkFile<F extends Omit<FileRef, 'id'>>(file: F, others: readonly FileRef[]): Parsed<F> {
  if (file.bytes === 0) return refused(`پروندهٔ «${file.name}» خالی است. پروندهٔ دیگری انتخاب کنید.`)
  if (file.bytes > MOST_BYTES)
    return refused(`حجم «${file.name}» بیش از ${formatNumber(MOST_BYTES)} بایت است. تصویر را با کیفیت کمتر ذخیره کنید.`)
  if (!FILE_TYPES.includes(file.type))
    return refused(`محتوای «${file.name}» تصویر JPEG یا PNG یا سند PDF نیست. با یکی از این سه نوع بفرستید.`)
  const same = others.find((other) => other.sha256 === file.sha256)
  if (same !== undefined)
    return refused(`این پرونده را پیش‌تر با نام «${same.name}» فرستاده‌اید. تصویر دیگری انتخاب کنید.`)
  return parsed(file)
}

/** A file among the answers, named by the id it was uploaded under. That it is this application's own is checked where the page is read. */
export function file(label: string, options: FieldOptions = {}): Field<FileId> {
  return single('file', label, options, {
    parse: (sent) =>
      typeof sent === 'string' && ID.test(sent) ? parsed(sent as FileId) : refused(`پروندهٔ «${label}» را انتخاب کنید.`),
    look: { kind: 'file', types: FILE_TYPES, mostBytes: MOST_BYTES },
    write: (value) => value,
    view: (value) => ({ kind: 'file', file: value }),
    schema: { type: 'string', pattern: ID.source },
    sample: (random) => [`sample-${whole(random, 100, 999)}`, '../etc'],
  })
}
