import assert from 'node:assert/strict'
import { plainText, type FieldError, type View } from '#kernel/fields/field.ts'
import type { Judged } from '#kernel/service/judge.ts'
import type { Section, Sheet } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { formsOf, type HtmlForm } from './html-form.ts'
import { hasClass, named, parseHtml, plain, tagsOf, textOf, withId, type Tag } from './html-tree.ts'
import type { Visitor } from './visitor.ts'

/** A page as somebody reads it who was just sent it. Every question fails with the words that are missing. */
export class PageReader {
  readonly visitor: Visitor
  readonly html: string
  /** Its main part. */
  readonly main: Tag

  constructor(visitor: Visitor) {
    this.visitor = visitor
    this.html = visitor.html
    const [main = ''] = /<main.*<\/main>/s.exec(visitor.html) ?? []
    assert.notEqual(main, '', `no page at ${visitor.path} (status ${visitor.status})`)
    this.main = parseHtml(main)
  }

  get heading(): string {
    return named(this.main, 'h1').map(textOf).join(' | ')
  }

  /** The hrefs in its main part. */
  get links(): readonly string[] {
    return named(this.main, 'a').map(({ attributes }) => attributes['href'] ?? '')
  }

  /** Where its forms are sent. */
  get posts(): readonly string[] {
    return formsOf(this.main).map(({ action }) => action ?? '')
  }

  part(id: string): Tag {
    const found = withId(this.main, id)
    assert.ok(found !== undefined, `nothing is #${id} at ${this.visitor.path}`)
    return found
  }

  /** The form that is sent to this address; without one, that of the page itself. */
  form(action?: string): HtmlForm {
    const form = formsOf(this.main).find((one) => one.action === action)
    assert.ok(form !== undefined, `no form to ${action ?? 'itself'} at ${this.visitor.path}: ${this.posts.join(', ')}`)
    return form
  }

  /** These words stand there, one after the other. */
  says(words: readonly string[], where: Tag = this.main): this {
    const text = squeezed(textOf(where))
    let from = 0
    for (const one of words) {
      const at = text.indexOf(squeezed(one), from)
      assert.ok(at >= 0, `«${plain(one)}» is not said, or not in its place, at ${this.visitor.path}: ${textOf(where)}`)
      from = at + squeezed(one).length
    }
    return this
  }

  /** The sheet that the kernel worked out, whole; none where it worked out none. */
  showsSheet(sheet: Sheet | null): this {
    if (sheet === null) assert.equal(withId(this.main, 'sheet'), undefined, `a sheet stands at ${this.visitor.path}`)
    else {
      const shown = this.part('sheet')
      this.says([sheet.title, ...sheet.sections.flatMap(wordsOfSection)], shown)
      const amounts = sheet.sections.filter(({ kind }) => kind === 'amount').length
      assert.equal(tagsOf(shown, hasClass('card', 'sum')).length, amounts, 'as many amounts')
    }
    return this
  }

  /** These rules refuse, each with its sentence, what would mend it, and its articles; no others. */
  refuses(rules: readonly Judged[], kind: 'error' | 'warning'): this {
    const notices = tagsOf(this.main, hasClass('notice', kind))
    assert.equal(notices.length, rules.length, `${notices.length} refusals for ${rules.map(({ rule }) => rule).join()}`)
    rules.forEach(({ title, refusal, mend, articles }, n) => {
      assert.ok(refusal !== null && refusal !== '' && articles.length > 0)
      const cites = articles.map(({ cite }) => cite)
      this.says([title, refusal, ...(mend === null ? [] : [mend]), 'مستند:', ...cites], notices[n])
    })
    return this
  }

  /** Each error stands at its field and in the summary, which leads there; nothing else is called wrong. */
  showsErrors(errors: readonly FieldError[]): this {
    const { path, status, title } = this.visitor
    assert.equal(status, 422, `${path} is answered with ${status}`)
    assert.match(title, /^خطا: /)
    const [summary, ...more] = tagsOf(this.main, ({ attributes }) => attributes['role'] === 'alert')
    assert.ok(summary !== undefined && more.length === 0, `${path} says what is wrong once, on top`)
    const led = named(summary, 'a').map((link) => [link.attributes['href'], textOf(link)])
    assert.deepEqual(
      led,
      errors.map(({ field, message }) => [`#${field}`, plain(message)]),
    )
    const first = new Map(errors.toReversed().map(({ field, message }) => [field, message]))
    for (const [field, message] of first) {
      this.part(field)
      assert.equal(textOf(this.part(`${field}-error`)), `خطا: ${plain(message)}`)
      assert.match(message, /[آ-ی].*[.؟]$/)
    }
    const wrong = tagsOf(this.main, hasClass('wrong')).map(({ attributes }) => attributes['id'] ?? '')
    assert.deepEqual(wrong.toSorted(), [...first.keys()].map((field) => `${field}-error`).toSorted())
    return this
  }
}

const squeezed = (text: string): string => plain(text).replaceAll(' ', '')

/** All words of a part of a sheet, in the order in which a page says them. */
function wordsOfSection(section: Section): string[] {
  switch (section.kind) {
    case 'rows':
      return [section.title ?? '', ...section.rows.flat()]
    case 'table':
      return [section.under ?? '', section.caption, ...section.head, ...section.rows.flat(), ...(section.foot ?? [])]
    case 'chart':
      return [section.caption, ...section.head, ...section.bars.flatMap(({ label, text }) => [label, text])]
    case 'amount': {
      const { steps, notes } = section.working
      return [
        section.title,
        `${formatNumber(section.rials)} ریال`,
        'چگونه حساب شد؟',
        ...steps.flatMap(({ text, law }) => [text, law === null ? '' : toPersianDigits(law.cite)]),
        ...notes.flatMap(({ dispute, reading }) => [dispute, reading]),
      ]
    }
    case 'remark':
      return [section.text]
  }
}

/** The words of an answer for reading. */
export function wordsOfView(view: View): string[] {
  if (view.kind === 'rows') return view.rows.flatMap((row) => [row.label, ...wordsOfView(row.view)])
  if (view.kind === 'list') return view.items.flatMap(wordsOfView)
  return view.kind === 'file' ? [] : [plainText(view)]
}
