import { createWriteStream, existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { passwords } from '#app/passwords.ts'
import { Secrets } from '#app/secrets.ts'
import { approveAll } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { readCorpus } from '#app/answers/read-corpus.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { addStaff } from '#app/staff/add-staff.ts'
import type { StaffRole } from '#app/staff/staff.ts'
import { systemClock } from '#ports/clock.ts'
import type { PopulationLine } from '#ports/population.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase, type Database } from '#store/database.ts'
import { randomPersonId } from '#store/ids.ts'
import { findStaff } from '#store/staff.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { findPerson, findPersonId, identityOf, insertPerson } from '#store/people.ts'
import { completedYears, formatJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { toLatinDigits } from '#kernel/text.ts'
import { demoBranches } from './branches.ts'
import { addAccountRegisters } from './account-registers.ts'
import type { Profile } from './careers.ts'
import { population } from './population.ts'
import { fillProvince } from './province.ts'
import { addRegister, insure } from './register.ts'
import { addRequests } from './requests.ts'
import { specialPeople } from './special-people.ts'

// Fills an empty portal with branches, synthetic people, a few accounts and staff. Running it again adds only what is
// missing. DEMO_PEOPLE sets how many people the outside systems know; ANSWERS names the folder of questions and answers.
// With `--people N` (and `--seed S`, `--files FOLDER` for the files on their way) only the register of a whole province is
// filled, by the import; nobody of it has an account.

const password = 'Sabz#Darya24'
const staffPassword = 'Miz#Kar2468'
/** In Base32 JBSWY3DPEHPK3PXP: the well-known example secret, for demonstrations only. */
const staffTotpSecret = Buffer.from('48656c6c6f21deadbeef', 'hex')

const setting = (name: string): string => {
  const value = process.env[name]
  if (value === undefined || value === '') {
    console.error(`${name} is not set.`)
    process.exit(1)
  }
  return value
}
const { values: wished } = parseArgs({
  options: { people: { type: 'string' }, seed: { type: 'string' }, files: { type: 'string' } },
})
if (wished.people !== undefined) {
  await addProvince(Number(wished.people), Number(wished.seed ?? '1405'))
  process.exit(0)
}
const populationFile = setting('POPULATION_FILE')
const demoFile = setting('DEMO_FILE')
const db = openDatabase(setting('DATABASE_URL'), { poolSize: 2 })
const secrets = new Secrets(setting('SECRET_KEY'))
try {
  if (!existsSync(populationFile)) await writePopulation(populationFile)
  for (const branch of demoBranches) await addBranch(db, branch)
  const today = tehranDate(Date.now())
  const lines = (await readFile(populationFile, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PopulationLine)
  await addRegister(db, lines, today)
  const accounts = await addAccounts(db, lines, today)
  const staff = await addDemoStaff()
  if (process.env['ANSWERS'] !== undefined) await addAnswers(process.env['ANSWERS'])
  const requests = await addDemoRequests(accounts)
  await writeFile(demoFile, JSON.stringify({ accounts, unregistered: unregistered(), staff, requests }, null, 2))
} finally {
  await db.close()
}

async function addProvince(people: number, seed: number): Promise<void> {
  if (!Number.isInteger(people) || people < 1 || !Number.isInteger(seed)) {
    console.error('npm run demo -- --people N [--seed S] [--files FOLDER]')
    process.exit(1)
  }
  const databaseUrl = setting('DATABASE_URL')
  const province = openDatabase(databaseUrl, { poolSize: 1 })
  for (const branch of demoBranches) await addBranch(province, branch)
  await province.close()
  const folder = wished.files ?? join(tmpdir(), `tamin-province-${people}-${seed}`)
  await fillProvince(databaseUrl, folder, { people, seed, today: tehranDate(Date.now()) }, (text) => console.log(text))
}

async function writePopulation(file: string): Promise<void> {
  const people = Number(process.env['DEMO_PEOPLE'] ?? '2000')
  const out = createWriteStream(`${file}.part`)
  const put = async (line: PopulationLine) => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
  }
  for (const { line } of specialPeople) if (line !== null) await put(line)
  for (const line of population({ people, seed: 1405, today: tehranDate(Date.now()) })) await put(line)
  out.end()
  await once(out, 'finish')
  await rename(`${file}.part`, file)
}

/** Three people of the population who have an account already: a father, a mother and a person past sixty. */
async function addAccounts(db: Database, lines: readonly PopulationLine[], today: IsoDate) {
  const known = new Map(lines.map((line) => [line.person.number as string, line]))
  const able = lines
    .slice(specialPeople.filter(({ line }) => line !== null).length)
    .filter(({ person, mobiles }) => person.diedOn === null && mobiles.length > 0 && person.number.length === 10)
  const between = ({ person }: PopulationLine, from: number, to: number) => {
    const years = completedYears(person.birthDate, today)
    return years >= from && years <= to
  }
  const married = ({ person }: PopulationLine) => person.marriages?.some(({ ended }) => ended === null) === true
  const children = ({ person }: PopulationLine) => person.children?.length ?? 0
  const chosen = [
    able.find((line) => line.person.sex === 'male' && between(line, 35, 50) && children(line) > 1 && married(line)),
    able.find((line) => line.person.sex === 'female' && between(line, 30, 45) && children(line) > 0),
    able.find((line) => between(line, 62, 75)),
  ]
  const profiles: readonly Profile[] = ['employee', 'both', 'employee']
  const careers = chosen.flatMap((line, n) => (line === undefined ? [] : [{ line, profile: profiles[n]! }]))
  const accounts = []
  for (const { line } of careers) {
    await giveAccount(db, line)
    await insure(db, line, known, today)
    const { person, mobiles } = line
    accounts.push({
      name: `${person.firstName} ${person.lastName}`,
      nationalCode: person.number,
      mobile: mobiles[0],
      birthDate: jalaliText(person.birthDate),
      password,
      family: familyOf(line, known),
    })
  }
  await addAccountRegisters(setting('DATABASE_URL'), db, careers, today)
  return accounts
}

/** The living family of a person, as they would be typed on the page of dependants. */
function familyOf({ person }: PopulationLine, known: ReadonlyMap<string, PopulationLine>) {
  const spouses = (person.marriages ?? []).flatMap(({ spouse, ended }) => (ended === null ? [spouse] : []))
  const relatives = [
    ...spouses.map((number) => ['spouse', number] as const),
    ...(person.children ?? []).map((number) => ['child', number] as const),
    ...[person.father, person.mother].map((number) => ['parent', number] as const),
  ]
  return relatives.flatMap(([relation, number]) => {
    const relative = number === null ? undefined : known.get(number)?.person
    if (relative === undefined || relative.diedOn !== null) return []
    const { firstName, lastName, sex, birthDate } = relative
    const name = `${firstName} ${lastName}`
    return [{ relation, sex, name, nationalCode: number, birthDate: jalaliText(birthDate) }]
  })
}

async function giveAccount(db: Database, { person, mobiles }: PopulationLine): Promise<void> {
  const known = await findPersonId(db, person.number)
  if (known !== undefined && (await findPerson(db, known)) !== undefined) return
  const passwordHash = await passwords().hash(password)
  await db.transaction(async (tx) => {
    const personId = await identityOf(tx, person.number, randomPersonId())
    await insertPerson(
      tx,
      { ...person, personId, mobile: mobiles[0]!, email: null, branchId: 1, registeredAt: new Date() },
      passwordHash,
    )
  })
}

async function addDemoStaff() {
  const app = { db, clock: systemClock, passwords: passwords(), secrets }
  const people = [
    { userName: 'karshenas', displayName: 'کارشناس نمایشی شعبهٔ یک', role: 'officer', scope: { branchId: 1 } },
    { userName: 'masoul', displayName: 'مسئول نمایشی شعبهٔ یک', role: 'supervisor', scope: { branchId: 1 } },
    {
      userName: 'tahghigh',
      displayName: 'بازرس نمایشی تحقیق معیشت',
      role: 'livelihood-inquiry',
      scope: { branchId: 1 },
    },
    { userName: 'komision', displayName: 'پزشک نمایشی کمیسیون', role: 'medical-commission', scope: { province: 'قم' } },
    { userName: 'modir', displayName: 'مدیر نمایشی استان قم', role: 'province-head', scope: { province: 'قم' } },
    { userName: 'pasokhgoo', displayName: 'پاسخ‌گوی نمایشی ۱۴۲۰', role: 'call-centre', scope: 'everywhere' },
    { userName: 'bazras', displayName: 'بازرس نمایشی استان قم', role: 'oversight-officer', scope: { province: 'قم' } },
    { userName: 'etelaat', displayName: 'مسئول نمایشی اطلاعات', role: 'information-officer', scope: 'everywhere' },
    { userName: 'virastar', displayName: 'ویراستار نمایشی پاسخ‌ها', role: 'editor', scope: 'everywhere' },
    { userName: 'modirkol', displayName: 'مدیر کل نمایشی', role: 'director', scope: 'everywhere' },
  ] as const
  for (const person of people) await addStaff(app, { ...person, password: staffPassword }, staffTotpSecret)
  return people.map(({ userName, displayName, role }) => ({
    userName,
    displayName,
    role,
    password: staffPassword,
    totpSecret: 'JBSWY3DPEHPK3PXP',
  }))
}

/** Requests of the people who have an account, in the hand of the branch's staff. */
async function addDemoRequests(accounts: readonly { nationalCode: PersonalNumber }[]) {
  const people = await Promise.all(accounts.map(({ nationalCode }) => findPersonId(db, nationalCode)))
  const clerk = async (userName: string): Promise<Clerk> => {
    const { staffId, role, branchId } = (await findStaff(db, userName))!
    return { staffId, role: role as StaffRole, scope: { branchId: branchId! } }
  }
  const [officer, head] = [await clerk('karshenas'), await clerk('masoul')]
  const known = people.filter((personId) => personId !== undefined)
  return addRequests(db, secrets, known, { clerk: officer, head })
}

/** The organisation's answers, written by one of the demonstration's staff and approved by another. */
async function addAnswers(folder: string): Promise<void> {
  const app = { db, clock: systemClock }
  const corpus = readCorpus([folder])
  if (!corpus.ok) throw new Error(corpus.problem.message)
  for (const result of [await importCorpus(app, 'masoul', corpus.value), await approveAll(app, 'modir', 'masoul')])
    if (!result.ok) throw new Error(result.problem.message)
}

/** «1360/04/17»: Jalali in Latin digits, for programs that read the file. */
function jalaliText(date: IsoDate): string {
  return toLatinDigits(formatJalali(date, 'numeric'))
}

/** People who may sign up, with what they would type, and how it ends. */
function unregistered() {
  return specialPeople.map(({ form, case: kind }) => {
    const [year = '', month = '', day = ''] = form.birthDate.split('/')
    return { ...form, birthDate: `${year}/${month.padStart(2, '0')}/${day.padStart(2, '0')}`, case: kind }
  })
}
