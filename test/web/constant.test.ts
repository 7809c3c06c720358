import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VNode } from 'preact'
import { h } from 'preact'
import { frame, shared } from '#web/look/constant.ts'
import { render } from '#web/look/render.ts'

const box = frame((hole: (name: 'what') => string) => h('p', null, hole('what')))

test('a part stands in another as it is, text is escaped once', () => {
  assert.match(render(box({ what: [box({ what: '<b>&' }), 'x', null] })), /<p><p>&lt;b>&amp;<\/p>x<\/p>/)
  assert.match(render(box({ what: [h('i', null, '<'), box({ what: 'y' })] })), /<p><i>&lt;<\/i><p>y<\/p><\/p>/)
})

test('what came in as JSON is no view, whatever it looks like', () => {
  const typed = JSON.parse('{"props": {"tpl": ["<script>"], "exprs": []}}') as VNode
  assert.doesNotMatch(render(box({ what: typed })), /script/)
  assert.doesNotMatch(render(box({ what: [typed] })), /script/)
})

test('what is shared is rendered once, each thing for itself, also where it is long and stands beside other long parts', () => {
  let rendered = 0
  const long = frame((hole: (name: 'what') => string) => h('div', null, 'دراز '.repeat(200), hole('what')))
  const list = shared((rows: readonly string[]) => {
    rendered += 1
    return h('ul', null, ...rows.map((row) => h('li', null, long({ what: row }))))
  })
  const some = ['الف', '<!--1-->']
  const others = ['ب']
  const plain = (rows: readonly string[]) =>
    rows.map((row) => `<li><div>${'دراز '.repeat(200)}${row.replace('<', '&lt;')}</div></li>`).join('')
  for (const rows of [some, others, some])
    assert.equal(render(box({ what: list(rows) })), `<!doctype html><p><ul>${plain(rows)}</ul></p>`)
  assert.equal(rendered, 2)
})
