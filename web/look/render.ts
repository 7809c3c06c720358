import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { withConstants } from './constant.ts'

/** A whole HTML document from a page's view, in UTF-8. Every text in it is escaped on the way. */
export function renderBytes(view: VNode): Buffer {
  return withConstants(`<!doctype html>${renderToString(view)}`)
}

/** The same as text. */
export function render(view: VNode): string {
  return renderBytes(view).toString()
}
