import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { demoBranches } from '#demo/branches.ts'
import { addAccountRegisters } from '#demo/account-registers.ts'
import { careerOf } from '#demo/careers.ts'
import { population } from '#demo/population.ts'
import { fillProvince, writeProvince } from '#demo/province.ts'
import { workshopsFor } from '#demo/workshops.ts'
import { addDays, completedYears, fromJalali, type IsoDate } from '#kernel/dates.ts'
import { isLegalNumber } from '#kernel/employer.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { daysOfMonth, monthOf } from '#kernel/register.ts'
import { NoDataError } from '#law/parameters.ts'
import { minimumWage, wageCeiling } from '#law/wages.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { takeKeysOff } from '#store/register/keys.ts'
import { LOADED_TABLES } from '#store/register/loaded-tables.ts'
import { ownRegister } from '#store/register/own-register.ts'
import { testDatabase } from '../support/database.ts'

const today = '2026-11-23' as IsoDate
const wish = { people: 600, seed: 7, today }
const people = [...population(wish)].map(({ person }) => person)
const careers = people.flatMap((person) => {
  const career = careerOf(person, { today, seed: 7, workshops: workshopsFor(600) })
  return career === null ? [] : [{ person, career }]
})
const all = careers.flatMap(({ career }) => career.wages)

const known = new Map<number, { minimum: number; ceiling: number } | null>()

/** Of a day of that month, by the law; null for years of which it knows nothing. */
function limitsOf(month: number) {
  const before = known.get(month)
  if (before !== undefined) return before
  const on = fromJalali({ year: Math.trunc(month / 100), month: month % 100, day: 1 })!
  let limits = null
  try {
    const [minimum, ceiling] = [minimumWage({ days: 1 }, on).value, wageCeiling({ days: 1 }, on).value]
    limits = { minimum: Number(minimum), ceiling: Number(ceiling) }
  } catch (error) {
    if (!(error instanceof NoDataError)) throw error
  }
  known.set(month, limits)
  return limits
}

test('a career is the same for the same number and seed', () => {
  const { person, career } = careers[0]!
  assert.deepEqual(careerOf(person, { today, seed: 7, workshops: workshopsFor(600) }), career)
  assert.notDeepEqual(careerOf(person, { today, seed: 8, workshops: workshopsFor(600) }), career)
})

test('nobody is kept who is dead or a child', () => {
  for (const { person } of careers) {
    assert.equal(person.diedOn, null)
    assert.ok(completedYears(person.birthDate, today) >= 19)
  }
  assert.ok(careers.length > people.length / 5)
})

test('a month of one or several workshops lies between the minimum and the ceiling of its year', () => {
  let told = 0
  for (const { career } of careers) {
    const months = Map.groupBy(career.wages, ({ month }) => month)
    for (const [month, records] of months) {
      const limits = limitsOf(month)
      if (limits === null) continue
      told += 1
      const sum = records.reduce((total, { wage }) => total + Number(wage), 0)
      assert.ok(sum <= limits.ceiling * daysOfMonth(month), `${month}: ${sum}`)
      for (const { days, wage, kind } of records)
        if (kind === 'employee') assert.ok(Number(wage) >= limits.minimum * days, `${month}: ${wage} in ${days}`)
    }
  }
  assert.ok(told > 1_000)
})

test('every list of a workshop lies in a spell there, and none comes before its month has ended', () => {
  for (const { career } of careers)
    for (const { month, kind, workshop, days } of career.wages) {
      assert.ok(month < monthOf(today) && days >= 1 && days <= daysOfMonth(month))
      if (kind !== 'employee') continue
      const inSpell = career.spells.some(
        (spell) =>
          spell.workshop.code === workshop!.code &&
          monthOf(spell.from) <= month &&
          (spell.until === null || monthOf(spell.until) >= month),
      )
      assert.ok(inSpell, `${month} at ${workshop!.code}`)
    }
})

test('there is something of everything', () => {
  const lives = careers.map(({ career }) => career)
  const months = new Set(all.map(({ month, workshop }) => `${month} ${workshop?.code}`))
  assert.ok(months.size > 1_000)
  assert.ok(all.some(({ hard }) => hard) && all.some(({ hard }) => !hard))
  assert.ok(lives.some(({ spells }) => spells.some(({ from }, n) => n > 0 && from > (spells[n - 1]!.until ?? today))))
  assert.ok(lives.some(({ spells }) => spells.some(({ from }, n) => n > 0 && from < (spells[n - 1]!.until ?? '0'))))
  for (const kind of ['old-age', 'survivors'])
    assert.ok(lives.some(({ pensions }) => pensions.some((one) => one.kind === kind && one.payslips.length > 0)))
  assert.ok(
    lives.some(({ contracts }) => contracts.some(({ until, premiums }) => until === null && premiums.length > 0)),
  )
  for (const kind of ['marriage', 'sickness'])
    assert.ok(lives.some(({ benefits }) => benefits.some((one) => one.kind === kind)))
})

test('numbers of nobody alone: the safe ranges', () => {
  for (const { person } of careers) assert.match(person.number, /^(79\d|8\d\d|9\d\d)\d{7}$|^990\d{9}$/)
})

test('a province is filled by the import, which refuses nothing; again changes nothing', async (t) => {
  const database = await testDatabase(t)
  const folder = mkdtempSync(join(tmpdir(), 'tamin-province-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const db = openDatabase(database.url, { poolSize: 1 })
  t.after(() => db.close())
  for (const branch of demoBranches) await addBranch(db, branch)
  const small = { people: 120, seed: 7, today }
  const counts = await writeProvince(join(folder, 'kept'), small)
  const first = await fillProvince(database.url, join(folder, 'files'), small)
  const again = await fillProvince(database.url, join(folder, 'files'), small)
  for (const table of LOADED_TABLES) {
    assert.partialDeepStrictEqual(first.get(table), { added: counts.get(table), changed: 0, refused: 0 }, table)
    assert.partialDeepStrictEqual(
      again.get(table),
      { added: 0, changed: 0, refused: 0, same: counts.get(table) },
      table,
    )
  }
  assert.equal(existsSync(join(folder, 'files')), false, 'the files are gone when all is taken over')
  const number = readFileSync(join(folder, 'kept/0/contracts.csv'), 'utf8').split('\n')[1]!.split(',')[0]!
  assert.ok((await ownRegister(db).contracts(number as PersonalNumber)).length > 0)
  const agent = readFileSync(join(folder, 'kept/0/representatives.csv'), 'utf8').split('\n')[1]!.split(',')[0]!
  const [kept] = await ownRegister(db).workshopsOf(agent as PersonalNumber)
  assert.ok(isLegalNumber(kept!.legalPerson!.number))
})

test('a province is filled in parts, with the keys of the empty tables made at the end; broken off, it goes on', async (t) => {
  const database = await testDatabase(t)
  const folder = mkdtempSync(join(tmpdir(), 'tamin-province-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const db = openDatabase(database.url, { poolSize: 1 })
  t.after(() => db.close())
  for (const branch of demoBranches) await addBranch(db, branch)
  const keys = () =>
    database.query<{ made: string }>(
      `select indexdef as made from pg_indexes where tablename ~ '^register_'
       union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
       where conrelid::regclass::text ~ '^register_' order by 1`,
    )
  const before = await keys()
  const wish = { people: 90, seed: 7, today, part: 30 }
  const counts = await writeProvince(join(folder, 'kept'), wish)
  const files = join(folder, 'files')
  const stop = fillProvince(database.url, files, wish, (text) => {
    if (text.startsWith('60 of')) throw new Error('broken off')
  })
  await assert.rejects(stop, /broken off/)
  assert.ok((await keys()).length < before.length)
  // As if the end had come before it was noted that the first part is there.
  rmSync(join(files, '0.json'))
  const taken = await fillProvince(database.url, files, wish)
  assert.deepEqual(await keys(), before)
  for (const [table, count] of counts) {
    const { added, same, refused } = taken.get(table)!
    assert.deepEqual([added + same, refused], [count, 0], table)
  }
  const [rows] = await database.query<{ n: number }>('select count(*)::int as n from register_wage')
  assert.equal(rows!.n, counts.get('wages'))
  await takeKeysOff(database.url)
  assert.deepEqual(await keys(), before, 'what is filled keeps its keys')
})

test('accounts of a demonstration get registers at the first branch, once: what was written since stays', async (t) => {
  const database = await testDatabase(t)
  const db = openDatabase(database.url, { poolSize: 1 })
  t.after(() => db.close())
  for (const branch of demoBranches) await addBranch(db, branch)
  const old = (person: CivilPerson) => person.diedOn === null && completedYears(person.birthDate, today) > 65
  const [person, other] = people.filter(old) as [CivilPerson, CivilPerson]
  const accounts = [person, other].map((one) => ({ line: { person: one, mobiles: [] }, profile: 'both' as const }))
  const register = ownRegister(db)
  await addAccountRegisters(database.url, db, accounts, today)
  const { number } = person
  const member = await register.member(number)
  assert.deepEqual(member?.branch, { code: '1', name: demoBranches[0]!.name })
  const wages = await register.wages(number)
  assert.ok(wages.length > 12 && (await register.spells(number)).length > 0)
  const decided = { ...wages[0]!, days: 1, wage: '1', origin: 'decision' } as const
  await register.enter(number, { entry: 'wages.add', data: { records: [decided] } }, 'k')
  await addAccountRegisters(database.url, db, accounts, addDays(today, 40))
  assert.deepEqual(await register.wages(number), [decided, ...wages.slice(1)])

  const [kept, ...more] = await register.workshopsOf(number)
  assert.deepEqual([kept?.legalPerson, kept?.until, more.length], [null, null, 0], 'the first of them keeps a workshop')
  const [from, to] = [140501, 140507]
  const lists = await register.workshopMonths(number, { from, to })
  assert.equal(lists.length, 7)
  assert.ok(lists.every(({ people }) => people >= 8))
})

test('npm run demo -- --people N says what it fills', async (t) => {
  const database = await testDatabase(t)
  const args = ['--import', './scripts/tsx.mjs', 'demo/main.ts', '--people', '30', '--seed', '7']
  const env = { ...process.env, DATABASE_URL: database.url }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  assert.match(stdout, /^30 of 30 people .*\nworkshops: 40 added/)
  await assert.rejects(
    promisify(execFile)(process.execPath, [...args.slice(0, 3), '--people', 'all'], { env }),
    /--people N/,
  )
})
