import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A whole HTML document from a page's view. Every text in it is escaped on the way. */
export function render(view: VNode): string {
  return `<!doctype html>${renderToString(view)}`
}
