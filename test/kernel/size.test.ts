import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const kernel = join(import.meta.dirname, '../../kernel')
const files = readdirSync(kernel, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const lines = (name: string) => readFileSync(join(kernel, name), 'utf8').split('\n').length - 1

test('the kernel of services can be read in an evening', () => {
  const service = files.filter((name) => name.startsWith('service/'))
  const total = service.map(lines).reduce((sum, count) => sum + count, 0)
  assert.ok(total > 0 && total < 1_630, `${total} lines`)
})

test('no file of the kernel is long', () => {
  const long = files.filter((name) => lines(name) > 220)
  assert.deepEqual(long, [])
})
