import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { importFile, inOrder, refusedPath, registerFile } from '#app/register/import-file.ts'
import { demoBranches } from '#demo/branches.ts'
import { recordsOf } from '#demo/register-records.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { RegisterLine } from '#ports/register-wire.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { LOADED_TABLES, type LoadedTable } from '#store/register/loaded-tables.ts'
import { ownRegister } from '#store/register/own-register.ts'
import { testDatabase } from '../support/database.ts'
import { safeCode } from '../support/people.ts'
import { known, registerContract } from '../support/register-contract.ts'
import { fileText } from '../support/register-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'tamin-register-'))
after(() => rmSync(folder, { recursive: true }))
const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 4 })
after(() => db.close())
const register = ownRegister(db)
before(async () => {
  for (const branch of demoBranches) await addBranch(db, branch)
})

const write = (name: string, text: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const load = (path: string, table?: string) => importFile(database.url, registerFile(path, table)!)
const put = (name: string, text: string) => load(write(name, text))
const refusals = (path: string) => readFileSync(refusedPath(registerFile(path)!), 'utf8')

/** Loads every table of a line from files, told in the wrong order. */
async function loadLine(line: RegisterLine, format: 'csv' | 'ndjson', url: string) {
  const tables = Object.entries(recordsOf(line)).filter(([, records]) => records.length > 0)
  const paths = tables.map(([table, records]) => write(`${table}-${line.number}.${format}`, fileText(records, format)))
  const counts = []
  for (const file of inOrder(paths.toReversed().map((path) => registerFile(path)!)))
    counts.push(await importFile(url, file))
  return counts
}

for (const format of ['csv', 'ndjson'] as const)
  describe(`files of every table, ${format}`, async () => {
    const own = await testDatabase({ after })
    const pool = openDatabase(own.url, { poolSize: 8 })
    after(() => pool.close())
    for (const branch of demoBranches) await addBranch(pool, branch)
    registerContract(`fill our own tables`, async (line) => {
      const counts = await loadLine(line, format, own.url)
      for (const { added, refused } of counts) assert.deepEqual([refused, added > 0], [0, true])
      return ownRegister(pool)
    })

    test('again change nothing', async () => {
      for (const { added, same, refused } of await loadLine(known, format, own.url)) {
        assert.deepEqual([added, refused], [0, 0])
        assert.ok(same > 0)
      }
    })
  })

const workshop = (code: string) => put(`workshops-${code}.csv`, `code,name\n${code},کارگاه ${code}\n`)
const [one, two] = [safeCode(501), safeCode(502)]

describe('every record is checked', () => {
  const good = `${one},140401,0371000501,31,300000000`
  const wages = 'number,month,workshop,days,wage'
  const cases: readonly (readonly [LoadedTable, header: string, record: string, reason: RegExp])[] = [
    ['contracts', 'number,contract_id,kind,rate,base,from', `${one},1,voluntary,7,0,1404/01/01`, /صفر/],
    ['workshops', 'code,name', '0371000599,   ', /«name» خالی/],
    ['employers', 'number,workshop,from', `${one},0399999999,1404/01/01`, /کارگاهی با این کد/],
    ['employers', 'number,workshop,from,until', `${one},0371000501,1404/02/01,1404/01/01`, /پیش از روز آغاز/],
    ['legal-employers', 'workshop,legal_number,name,from', `0371000501,10380284791,شرکت,1404/01/01`, /شناسهٔ ملی/],
    [
      'legal-employers',
      'workshop,legal_number,name,from',
      `0399999999,10380284790,شرکت,1404/01/01`,
      /کارگاهی با این کد/,
    ],
    ['representatives', 'number,legal_number,from', `${one},1038028479,1404/01/01`, /شناسهٔ ملی/],
    ['wages', wages, `1111111111,140401,0371000501,31,300000000`, /کد ملی/],
    ['wages', wages, `${one},140413,0371000501,31,300000000`, /ماه/],
    ['wages', wages, `${one},140407,0371000501,31,300000000`, /۳۰ روز دارد/],
    ['wages', wages, `${one},140312,0371000501,31,300000000`, /۳۰ روز دارد/],
    ['wages', wages, `${one},140412,0371000501,30,300000000`, /۲۹ روز دارد/],
    ['wages', wages, `${one},140401,0371000501,32,300000000`, /۰ تا ۳۱/],
    ['wages', wages, `${one},140401,0371000501,0,300000000`, /صفر روز/],
    ['wages', wages, `${one},140401,0371000501,31,0`, /دستمزدی نوشته نشده/],
    ['wages', wages, `${one},140401,0371000501,31,-5`, /ریال/],
    ['wages', wages, `${one},140401,0371000501,31,751613353`, /سقف/],
    ['wages', wages, `${one},140401,,31,300000000`, /کد کارگاه/],
    ['wages', wages, `${one},140401,0371,31,300000000`, /ده رقم/],
    ['wages', wages, `${one},140401,0399999999,31,300000000`, /کارگاهی با این کد/],
    ['wages', wages, `${one},140401,0371000501,31`, /شمار خانه‌ها/],
    ['wages', wages, `${one},140401,"0371000501"x,31,300000000`, /نقل‌قول/],
    ['wages', `${wages},kind`, `${one},140401,0371000501,31,300000000,student`, /کارگاه ندارد/],
    ['wages', `${wages},job_title`, `${one},140401,0371000501,31,300000000,"الف\nب"`, /شکست سطر/],
    ['spells', 'number,workshop,from,until', `${one},0371000501,1404/01/31,1404/01/01`, /پیش از روز آغاز/],
    ['spells', 'number,workshop,from,until', `${one},0371000501,1404/07/31,`, /در تقویم نیست/],
    ['members', 'number,standing,branch,pension,working', `${one},insured,77,false,true`, /شعبه‌ای/],
    ['members', 'number,standing,branch,pension,working', `${one},boss,1,false,true`, /یکی از این‌ها/],
    ['members', 'number,standing,branch,pension,working', `${one},,1,false,true`, /«standing» خالی/],
    ['premiums', 'number,contract_id,month,rials,due_on', `${one},404,140401,5,1404/02/01`, /قراردادی با این شماره/],
    ['pensions', 'number,pension_number,kind,from,monthly', `${one},1,gift,1404/02/01,5`, /یکی از این‌ها/],
    [
      'edicts',
      'number,pension_number,year,issued_on,lines,total',
      `${one},404,1404,1404/01/01,[],5`,
      /مستمری‌ای با این شماره/,
    ],
    ['bank-accounts', 'number,iban,since', `${one},IR000000000000000000000000,1404/01/01`, /شبا/],
    ['contracts', 'number,contract_id,kind,rate,base,from', `${one},1,voluntary,0,5,1404/01/01`, /نرخ/],
    [
      'benefits',
      'number,benefit_id,kind,rials,granted_on,from',
      `${one},1,sickness,5,1404/01/01,1404/01/01`,
      /هیچ‌کدام/,
    ],
  ]
  for (const [n, [table, header, record, reason]] of cases.entries())
    test(`${table}: ${record.slice(11)} is refused, with its line and why`, async () => {
      if (n === 0) await workshop('0371000501')
      const path = write(`${table}-bad-${n}.csv`, `${header}\n\n${record}\n`)
      const { refused, added } = await load(path)
      assert.deepEqual([refused, added], [1, 0])
      const [first, ...rest] = refusals(path).split('\n')
      assert.equal(first, `line,reason,${header}`)
      assert.match(rest[0]!, /^3,/)
      assert.match(rest[0]!, reason)
    })

  test('the others of the file are taken, and the file of refused ones can be mended and imported as it is', async () => {
    const path = write(
      'wages-mixed.csv',
      `${wages}\r\n${good}\r\n${one},140402,0371000501,77,1\r\n${two},140402,0371000501,1,9000000`,
    )
    assert.partialDeepStrictEqual(await load(path), { added: 2, refused: 1 })
    const mended = refusals(path).replace(',77,1\n', ',30,200000000\n')
    assert.partialDeepStrictEqual(await put('wages-mixed.refused.csv', mended), { added: 1, refused: 0 })
    assert.deepEqual(
      (await register.wages(one as PersonalNumber)).map(({ month, days }) => [month, days]),
      [
        [140401, 31],
        [140402, 30],
      ],
    )
    assert.equal(existsSync(join(folder, 'wages-mixed.refused.refused.csv')), false)
  })

  test('NDJSON that is none, or has a strange name, is refused with what it was', async () => {
    const good = JSON.stringify({ number: safeCode(503), iban: 'IR820540102680020817909002', since: '1404/01/01' })
    const path = write('bank-accounts-bad.ndjson', `\uFEFF${good}\n{"number":\n[1]\n{"number":"${one}","card":1}\n`)
    assert.partialDeepStrictEqual(await load(path), { refused: 3, added: 1 })
    const told = refusals(path)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(
      told.map(({ line }) => line),
      [2, 3, 4],
    )
    assert.match(String(told[2]!['reason']), /«card»/)
    assert.deepEqual([told[0]!['text'], told[2]!['card']], ['{"number":', 1])
  })

  test('a file whose first line does not name the columns is not begun', async () => {
    for (const text of ['', 'number,month\n1,2\n', `${wages},salary\n`, `${wages},days\n`, `${good}\n`])
      await assert.rejects(put('wages-header.csv', text), { name: 'WrongHeader' })
    assert.equal(registerFile('people.csv'), null)
    assert.equal(registerFile('wages.xlsx'), null)
    assert.equal(registerFile('1404.csv', 'wages')?.table, 'wages')
  })
})

describe('what is there already', () => {
  const code = '0371000601'
  const someone = safeCode(601)
  const records = (wage: number) => `number,month,workshop,days,wage\n${someone},140401,${code},31,${wage}\n`

  test('changes where a file says otherwise, but not what was decided', async () => {
    await workshop(code)
    await put('wages-1.csv', records(300_000_000))
    assert.partialDeepStrictEqual(await put('wages-2.csv', records(310_000_000)), { added: 0, changed: 1, same: 0 })
    const [listed] = await register.wages(someone as PersonalNumber)
    assert.equal(listed!.wage, '310000000')
    const decided = { ...listed!, days: 20, origin: 'decision' } as const
    await register.enter(someone as PersonalNumber, { entry: 'wages.add', data: { records: [decided] } }, 'k')
    assert.partialDeepStrictEqual(await put('wages-3.csv', records(320_000_000)), { changed: 0, same: 1 })
    assert.deepEqual(await register.wages(someone as PersonalNumber), [decided])
  })

  test('twice in one file: the last holds', async () => {
    const text = `number,iban,since\n${someone},IR820540102680020817909002,1404/01/01\n${someone},IR820540102680020817909002,1404/02/01\n`
    assert.partialDeepStrictEqual(await put('bank-accounts-twice.csv', text), { added: 1, changed: 0, same: 1 })
    assert.equal((await register.bankAccount(someone as PersonalNumber))?.since, '2025-04-21')
  })
})

test('a national code that lost its zeros in a spreadsheet is known again; a mark before the text does not matter', async () => {
  const text = '\uFEFFnumber,iban,since\n12345678,IR820540102680020817909002,1404/01/01\n'
  const { added, refused } = await put('bank-accounts-zeros.csv', text)
  assert.deepEqual([added, refused], [0, 1], 'a wrong check digit stays wrong')
  const whole = '0084575948'
  await put('bank-accounts-zeros.csv', text.replace('12345678', whole.slice(2)))
  assert.ok(await register.bankAccount(whole as PersonalNumber))
})

describe('a load that is broken off', () => {
  const people = 2_000
  const months = 60
  const code = '0371000701'
  const lines = ['number,month,workshop,days,wage']
  for (let n = 0; n < people; n += 1)
    for (let m = 0; m < months; m += 1) {
      const month = 139_901 + Math.floor(m / 12) * 100 + (m % 12)
      // One in each thousand is wrong.
      lines.push(`${safeCode(10_000 + n)},${month},${code},${(n * months + m) % 1_000 === 7 ? 32 : 20},70000000`)
    }

  test('by kill -9 goes on from the last batch, takes every record once and tells each refused one once', async () => {
    await workshop(code)
    const path = write('wages-killed.csv', `${lines.join('\n')}\n`)
    const program = `
      import { importFile, registerFile } from '#app/register/import-file.ts'
      await importFile(process.env.URL, registerFile(process.env.FILE), ({ lines }) => console.log(lines))`
    const child = spawn(
      process.execPath,
      ['--import', './scripts/tsx.mjs', '--input-type=module-typescript', '-e', program],
      {
        env: { ...process.env, URL: database.url, FILE: path },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let told = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text
      if (/[1-9]/.test(told)) child.kill('SIGKILL')
    })
    const [, signal] = (await once(child, 'close')) as [number | null, string | null]
    assert.equal(signal, 'SIGKILL')
    const count = async () =>
      (
        await database.query<{ n: number }>(
          `select count(*)::int as n from register_wage where workshop_code = '${code}'`,
        )
      )[0]!.n
    const partly = await count()
    assert.ok(partly > 0 && partly < people * months, `${partly} records`)
    const { added, refused, resumedAt } = await load(path)
    assert.ok(resumedAt > 0)
    assert.deepEqual([added, refused, await count()], [119_880, 120, 119_880])
    const kept = refusals(path).trim().split('\n').slice(1)
    assert.deepEqual(
      kept.map((line) => Number(line.split(',')[0])),
      Array.from({ length: 120 }, (_, n) => n * 1_000 + 9),
    )
  })

  test('is not begun by a second process at the same time', async () => {
    const path = join(folder, 'wages-killed.csv')
    const [first, second] = await Promise.allSettled([load(path), load(path)])
    const outcomes = [first, second].map(({ status }) => status).toSorted()
    assert.deepEqual(outcomes, ['fulfilled', 'rejected'])
  })
})

test('npm run register -- import: files in their order, counts, refused ones beside, and an exit code', async () => {
  const code = '0371000801'
  const paths = [
    write(
      'wages-cli.csv',
      `number,month,workshop,days,wage\n${one},140403,${code},31,300000000\n${one},140404,${code},32,1\n`,
    ),
    write('workshops-cli.ndjson', `${JSON.stringify({ code, name: 'کارگاه' })}\n`),
  ]
  const run = (args: readonly string[]) =>
    new Promise<{ code: unknown; out: string }>((resolve) =>
      execFile(
        process.execPath,
        ['--import', './scripts/tsx.mjs', 'app/register-main.ts', ...args],
        { env: { ...process.env, DATABASE_URL: database.url } },
        (error, stdout, stderr) => resolve({ code: error?.code ?? 0, out: stdout + stderr }),
      ),
    )
  const { code: exit, out } = await run(['import', ...paths])
  assert.equal(exit, 1)
  assert.match(
    out,
    /workshops-cli\.ndjson: 1 added, 0 changed, 0 as they were, 0 refused\n.*wages-cli\.csv: 1 added, .* 1 refused/,
  )
  assert.match(out, /wages-cli\.refused\.csv/)
  const wrong = await run(['import', join(folder, 'people.csv')])
  assert.equal(wrong.code, 1)
  assert.match(wrong.out, /of which table/)
})

test('there is a file for each table', () =>
  assert.deepEqual(Object.keys(recordsOf(known)).toSorted(), [...LOADED_TABLES].toSorted()))
