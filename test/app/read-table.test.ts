import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable } from '#app/read-table.ts'

const read = (...rows: string[]) =>
  readTable(['a,b', ...rows].join('\n'), ['a', 'b'], (cell) => [cell('a'), cell('b')]).lines

test('each cell stands in its column, though it is empty, quoted, or has a comma in it', () => {
  assert.deepEqual(read('1,2', ',2', '1,', '"",2', '"1",2', ' "1" , 2 ', '"1,5",2', '"say ""yes""",2'), [
    ['1', '2'],
    ['', '2'],
    ['1', ''],
    ['', '2'],
    ['1', '2'],
    ['1', '2'],
    ['1,5', '2'],
    ['say "yes"', '2'],
  ])
})

test('a quote that is not closed spoils its own line at most', () => {
  assert.deepEqual(read('"1,2', '3,4'), [
    ['"1', '2'],
    ['3', '4'],
  ])
})
