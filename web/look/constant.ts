import type { VNode } from 'preact'
import { jsxTemplate } from 'preact/jsx-runtime'
import { renderToString } from 'preact-render-to-string'

const made: Buffer[] = []

/**
 * A part of pages that shows everybody the same: rendered once for each choice of words, then kept as the bytes that
 * are sent. The words are few and the page's own, never a visitor's.
 */
export function constant<Words extends readonly (string | boolean | undefined)[]>(
  view: (...words: Words) => VNode,
): (...words: Words) => VNode {
  const numbers = new Map<string, number>()
  return (...words) => {
    const key = words.join('|')
    let number = numbers.get(key)
    if (number === undefined) {
      number = made.push(withConstants(renderToString(view(...words)))) - 1
      numbers.set(key, number)
    }
    return jsxTemplate([`<!--${number}-->`])
  }
}

/** The bytes of what was rendered, each constant part in its place. No visitor's text can name one: its `<` is escaped. */
export function withConstants(html: string): Buffer {
  const parts = html
    .split(/<!--(\d+)-->/)
    .map((part, index) => (index % 2 === 0 ? Buffer.from(part) : made[Number(part)]!))
  return Buffer.concat(parts)
}
