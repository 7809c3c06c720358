import { Fragment, h, isValidElement, type ComponentChildren, type VNode } from 'preact'
import { jsxEscape, jsxTemplate } from 'preact/jsx-runtime'
import { renderToString } from 'preact-render-to-string'

// Most of a page is the same for everybody. Such parts are rendered once. Long ones are kept as the bytes that are sent,
// and stand in what is rendered for a visitor as a comment with their number.

type Words = readonly (string | boolean | null | undefined)[]
const kept = new Map<number, Buffer>()
let last = 0

/**
 * A part of pages that shows everybody the same, rendered once for each choice of words. The words are few and the page's
 * own, never a visitor's.
 */
export function constant<W extends Words>(view: (...words: W) => VNode): (...words: W) => VNode {
  const part = frame<never, W>((_hole, ...words) => view(...words))
  return (...words) => part({}, ...words)
}

/** The same with holes to be filled for each visitor: an element's children, or text in them or in an attribute. */
export function frame<Hole extends string, W extends Words>(
  view: (hole: (name: Hole) => string, ...words: W) => VNode,
): (fill: Readonly<Record<Hole, ComponentChildren>>, ...words: W) => VNode {
  const made = new Map<string, { pieces: string[]; holes: Hole[] }>()
  return (fill, ...words) => {
    let key = ''
    for (const word of words) key += `${word}|`
    let parts = made.get(key)
    if (parts === undefined) {
      const html = renderToString(view((name) => `\uE000${name}\uE000`, ...words)).split('\uE000')
      const pieces = html.filter((_, index) => index % 2 === 0).map(keep)
      parts = { pieces, holes: html.filter((_, index) => index % 2 === 1) as Hole[] }
      made.set(key, parts)
    }
    const { pieces, holes } = parts
    // A part whose holes have HTML only is HTML itself: what it stands in need not be rendered either.
    let html = pieces[0]!
    for (let n = 0; n < holes.length; n += 1) {
      const filling = htmlOf(fill[holes[n]!])
      if (filling === null) return jsxTemplate([...pieces], ...holes.map((hole) => filled(fill[hole])))
      html += filling + pieces[n + 1]!
    }
    return jsxTemplate([html])
  }
}

/** A part of pages made of one thing that many visitors are shown: rendered once for each such thing, and kept as long as it. */
export function shared<T extends object>(view: (thing: T) => VNode): (thing: T) => VNode {
  const made = new WeakMap<T, string>()
  return (thing) => {
    let html = made.get(thing)
    if (html === undefined) {
      const rendered = renderToString(view(thing))
      html = keep(rendered)
      if (html !== rendered) things.register(thing, last)
      made.set(thing, html)
    }
    return jsxTemplate([html])
  }
}

/** A page is rendered in one go while it has the thing: when that is gone, nothing names its part any more. */
const things = new FinalizationRegistry<number>((number) => void kept.delete(number))

/** Text is escaped here; anything else is a view, whose texts are escaped when it is rendered, unless it is HTML already. */
const filled = (value: ComponentChildren): string | VNode => htmlOf(value) ?? h(Fragment, null, value)

/** Null where something must be rendered first. */
function htmlOf(value: ComponentChildren): string | null {
  if (typeof value === 'string') return jsxEscape(value) as string
  if (value == null || typeof value === 'boolean') return ''
  if (Array.isArray(value)) {
    let html = ''
    for (const each of value as ComponentChildren[]) {
      const part = htmlOf(each)
      if (part === null) return null
      html += part
    }
    return html
  }
  // As the renderer does: what came in as JSON is no view, whatever it looks like.
  if (!isValidElement(value)) return null
  const { tpl, exprs } = value.props as Template
  return tpl?.length === 1 && exprs?.length === 0 ? tpl[0]! : null
}

/** What `jsxTemplate` makes. */
type Template = { tpl?: readonly string[]; exprs?: readonly unknown[] }

/** Characters from which finding a part again costs less than writing it as UTF-8 anew. */
const LONG = 400

function keep(html: string): string {
  if (html.length < LONG) return html
  const bytes = withConstants(html)
  last += 1
  kept.set(last, bytes)
  return `${OPEN}${last}${CLOSE}`
}

const OPEN = '<!--'
const CLOSE = '-->'

/** The bytes of what was rendered, each constant part in its place. No visitor's text can name one: its `<` is escaped. */
export function withConstants(html: string): Buffer {
  const pieces: (string | Buffer)[] = []
  let most = 0
  let from = 0
  for (let at = html.indexOf(OPEN); at !== -1; at = html.indexOf(OPEN, from)) {
    const end = html.indexOf(CLOSE, at)
    const part = kept.get(Number(html.slice(at + OPEN.length, end)))
    if (part === undefined) throw new Error('a part of the page is no longer kept')
    pieces.push(html.slice(from, at), part)
    most += 3 * (at - from) + part.length
    from = end + CLOSE.length
  }
  pieces.push(html.slice(from))
  const bytes = Buffer.allocUnsafe(most + 3 * (html.length - from))
  let end = 0
  for (const piece of pieces) end += typeof piece === 'string' ? bytes.write(piece, end) : piece.copy(bytes, end)
  return bytes.subarray(0, end)
}
