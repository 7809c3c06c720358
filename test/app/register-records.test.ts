import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { progressBar } from '#app/register/progress-bar.ts'
import { cellsOf, csvCell, Cutter } from '#app/register/records.ts'

/** What a cutter finds when the bytes come in pieces. */
function cut(bytes: Buffer, pieces: readonly number[]) {
  const cutter = new Cutter('csv')
  const records = []
  let from = 0
  for (const piece of pieces) {
    records.push(...cutter.push(bytes.subarray(from, from + piece)))
    from += piece
  }
  records.push(...cutter.push(bytes.subarray(from)), ...cutter.flush())
  return records
}

const cell = fc.oneof(
  fc.constantFrom('', '"', ',', '\n', 'قم', 'a"b', '""', '\r\n', ' x '),
  fc.string({ unit: 'grapheme' }),
)
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })

test('CSV comes back cell by cell, however its bytes arrive; each record knows its end and its lines', () => {
  fc.assert(
    fc.property(table, fc.array(fc.nat(9), { maxLength: 40 }), fc.constantFrom('\n', '\r\n'), (rows, pieces, eol) => {
      const texts = rows.map((row) => row.map(csvCell).join(',') + eol)
      const records = cut(Buffer.from(texts.join('')), pieces)
      const decoded = records.map(({ text }) =>
        cellsOf(text)!.map((found) => Buffer.from(found, 'latin1').toString('utf8')),
      )
      assert.deepEqual(decoded, rows)
      let end = 0
      for (const [n, { end: told, lines }] of records.entries()) {
        end += Buffer.byteLength(texts[n]!)
        assert.equal(told, end)
        assert.equal(lines, texts[n]!.split('\n').length - 1)
      }
    }),
  )
})

test('quotes that are not as they must be are no record', () => {
  for (const text of ['a"b,c', '"a"b,c', '"a', 'a,"b', '"a" ,b']) assert.equal(cellsOf(text), null, text)
  assert.deepEqual(cellsOf('"a""b",'), ['a"b', ''])
  assert.deepEqual(cellsOf('"a,b",c'), ['a,b', 'c'])
})

test('one quote too many ends the reading instead of filling the memory', () => {
  const cutter = new Cutter('csv')
  assert.deepEqual([...cutter.push(Buffer.from('x,"\n'))], [])
  const line = Buffer.from(`${'y'.repeat(200_000)}\n`)
  assert.throws(() => {
    for (let n = 0; n < 20; n += 1) assert.deepEqual([...cutter.push(line)], [])
  }, /longer than a million/)
})

test('a bar moves on a terminal, and nothing is written where there is none', () => {
  for (const isTTY of [true, false]) {
    let written = ''
    const bar = progressBar('/data/wages-1404.csv', { isTTY, write: (text: string) => (written += text) } as never)
    bar.show({ bytes: 50, lines: 1_000 }, 200)
    assert.equal(written.includes('wages-1404.csv ██████░░'), isTTY)
    assert.equal(written.includes('25%  1,000 lines'), isTTY)
    bar.end()
    assert.equal(written === '', !isTTY)
  }
})
