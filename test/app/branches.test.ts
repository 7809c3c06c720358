import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { importBranches } from '#app/branches/import-branches.ts'
import { PROVINCES, readBranches } from '#app/branches/read-branches.ts'
import { tidyName } from '#kernel/text.ts'
import { findDefaultBranch, listBranches } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase({ after: (work) => after(work as () => Promise<void>) })
const db = openDatabase(database.url, { poolSize: 2 })
after(() => db.close())
beforeEach(() => database.query('delete from branch'))

const HEADER = 'number,name,province,city,address,phone,hours,default'
const line = (number: string | number, more: Partial<Record<string, string>> = {}) => {
  const cells = { name: `شعبهٔ ${number}`, province: 'قم', city: 'قم', address: 'قم، خیابان نمونه', ...more }
  const { phone = '02537770001', hours = 'شنبه تا چهارشنبه', isDefault = '' } = more
  const all = [String(number), cells.name, cells.province, cells.city, cells.address, phone, hours, isDefault]
  return all.map((cell) => `"${(cell ?? '').replaceAll('"', '""')}"`).join(',')
}
const file = (...lines: string[]) => [HEADER, ...lines].join('\r\n')

describe('a file of branches', () => {
  test('is taken over; the same again changes nothing; a change changes one; what it does not name stays', async () => {
    const first = file(line(1, { isDefault: 'yes' }), line(2), line(3))
    assert.deepEqual(await importBranches(db, first), { added: 3, changed: 0, same: 0, left: 0, hasDefault: true })
    assert.deepEqual(await importBranches(db, first), { added: 0, changed: 0, same: 3, left: 0, hasDefault: true })
    const second = file(line(2, { phone: '۰۲۵-۳۷۷۷۰۰۰۹' }), line(4))
    assert.deepEqual(await importBranches(db, second), { added: 1, changed: 1, same: 0, left: 2, hasDefault: true })
    assert.deepEqual(
      (await listBranches(db)).map(({ branchId, phone }) => [branchId, phone]),
      [1, 2, 3, 4].map((id) => [id, id === 2 ? '02537770009' : '02537770001']),
    )
  })

  test('moves the default only where it marks one', async () => {
    await importBranches(db, file(line(1, { isDefault: 'yes' }), line(2)))
    await importBranches(db, file(line(1), line(2)))
    assert.equal((await findDefaultBranch(db))?.branchId, 1)
    await importBranches(db, file(line(1), line(2, { isDefault: 'بله' })))
    assert.equal((await findDefaultBranch(db))?.branchId, 2)
  })

  test('is refused as a whole, each line by its number with the reason', async () => {
    const text = file(
      line(1, { isDefault: '1' }),
      line('x'),
      line(3, { province: 'کاشان' }),
      line(4, { phone: '12' }),
      line(5, { address: 'دو\nخط' }),
      line(1, { name: 'دیگر', isDefault: '1' }),
      line(7, { name: 'شعبهٔ 5' }),
      line(8, { city: ' ' }),
      line(9, { isDefault: 'شاید' }),
      `${line(10)},more`,
    )
    const result = await importBranches(db, text)
    assert.ok('refused' in result)
    assert.deepEqual(
      result.refused.map((one) => `${one.line}: ${one.why}`),
      [
        '3: number «x»: a whole number from 1 is needed',
        '4: province «کاشان» is none of the thirty-one',
        '5: phone «12»: with its area code, 02537770001 say',
        '8: number 1 is in line 2 already',
        '8: default is in line 2 already',
        '9: name «شعبهٔ 5» is in line 6 already',
        '10: city is empty',
        '11: default «شاید»: yes or nothing',
        '12: more cells than the header has',
      ],
    )
    assert.deepEqual(await listBranches(db), [])
  })

  test('without a header, or with half of one, is refused', () => {
    assert.deepEqual(readBranches('').refused, [{ line: 1, why: 'the file is empty' }])
    assert.match(readBranches(line(1)).refused[0]!.why, /the header lacks: number/)
    assert.match(readBranches('number,name,city\n1,a,b').refused[0]!.why, /lacks: province, address, phone, hours/)
  })

  test('does not give the name of another branch to a second one', async () => {
    await importBranches(db, file(line(1)))
    await assert.rejects(importBranches(db, file(line(2, { name: 'شعبهٔ 1' }))), /branch 1 too/)
    assert.equal((await listBranches(db)).length, 1)
  })

  test('may have Persian titles in any order, semicolons or tabs, a byte order mark and Arabic letters', () => {
    for (const sign of [';', '\t']) {
      const head = ['استان', 'شماره', 'نام', 'نشانی', 'شهر', 'ساعت كار', 'تلفن'].join(sign)
      const body = ['آذربايجان شرقي', '۱۲', 'شعبهٔ تبریز', 'تبریز، خیابان', 'تبریز', 'هر روز', '۰۴۱ ۳۵۵۵ ۱۲۳۴'].join(
        sign,
      )
      const { branches, refused } = readBranches(`\uFEFF${head}\n${body}\n\n`)
      assert.deepEqual(refused, [])
      assert.deepEqual(
        branches.map(({ branchId, province, phone, isDefault }) => [branchId, province, phone, isDefault]),
        [[12, 'آذربایجان شرقی', '04135551234', false]],
      )
    }
  })

  test('property: whatever stands in a cell comes out as it was, or its line is refused; no line is lost', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom('a,b', 'x"y', '"', 'دو\nخط', '\r\n', ';'),
    )
    const rows = fc.array(fc.record({ name: cell, city: cell, address: cell }), { maxLength: 8 })
    fc.assert(
      fc.property(rows, (given) => {
        const { branches, refused } = readBranches(file(...given.map((more, n) => line(n + 1, more))))
        const lines = new Set(refused.map((one) => one.line))
        assert.equal(branches.length + lines.size, given.length)
        for (const { branchId, address } of branches) assert.equal(address, tidyName(given[branchId - 1]!.address))
      }),
    )
  })
})

test('there are thirty-one provinces', () => {
  assert.equal(new Set(PROVINCES).size, 31)
})

test('npm run branches -- import FILE', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamin-branches-'))
  try {
    const path = join(folder, 'branches.csv')
    const run = async (...args: string[]) => {
      const program = ['--import', './scripts/tsx.mjs', 'app/branches-main.ts', ...args]
      return promisify(execFile)(process.execPath, program, { env: { ...process.env, DATABASE_URL: database.url } })
    }
    await writeFile(path, file(line(1), line(2)))
    assert.match((await run('import', path)).stdout, /2 added.*\nNo branch is the default/)
    await writeFile(path, file(line(1), line(2, { phone: '' })))
    await assert.rejects(run('import', path), /line 3: phone «».*\nNothing was changed/)
    await assert.rejects(run('import', join(folder, 'none.csv')), /cannot be read/)
    await assert.rejects(run(), /npm run branches -- import FILE/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
