import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VNode } from 'preact'
import { h } from 'preact'
import { frame } from '#web/look/constant.ts'
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
