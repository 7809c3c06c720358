import { hash, verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import { brotliCompressSync } from 'node:zlib'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { passwords } from '#app/passwords.ts'
import { randomToken, tokenHash } from '#app/secrets.ts'
import { demoBranches } from '#demo/branches.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase, type Database } from '#store/database.ts'
import { randomId, randomPersonId } from '#store/ids.ts'
import { claimNumber, insertPerson } from '#store/people.ts'
import { insertSession } from '#store/sessions.ts'
import { freePort } from '../scripts/free-port.ts'
import { testDatabase } from '../test/support/database.ts'
import { safeCode } from '../test/support/people.ts'
import { getRate, inTurn, rate, startProgram, type Program } from './measure.ts'
import { atLeast, within, type Row } from './table.ts'

const password = 'Sabz#Darya24'

/** The rows of the foundation: pages, sign-up, sign-in, bytes, memory. Each beside its reference in the same run. */
export async function foundation(): Promise<Row[]> {
  const ends: (() => unknown)[] = []
  try {
    return await measure((end) => ends.push(end))
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

async function measure(after: (end: () => unknown) => void): Promise<Row[]> {
  const database = await testDatabase({ after: ((end: () => unknown) => after(end)) as never })
  const db = openDatabase(database.url)
  after(() => db.close())
  for (const branch of demoBranches) await addBranch(db, branch)
  const people = await makePeople(db, 400)
  const environment = {
    DATABASE_URL: database.url,
    PUBLIC_URL: 'http://127.0.0.1',
    SECRET_KEY: randomBytes(32).toString('base64url'),
    TRUST_PROXY: '1',
    LOG_LEVEL: 'error',
    CIVIL_REGISTRY_URL: 'http://127.0.0.1:9',
    MOBILE_OWNERSHIP_URL: 'http://127.0.0.1:9',
    STUDENT_STATUS_URL: 'http://127.0.0.1:9',
    SMS_FIRST_URL: 'http://127.0.0.1:9',
    SMS_FIRST_KEY: 'none',
    SMS_SECOND_URL: 'http://127.0.0.1:9',
    SMS_SECOND_KEY: 'none',
    FILES: '.data/bench-files',
  }
  const reference = await startProgram(
    ['--import', './scripts/tsx.mjs', 'bench/reference-server.ts'],
    await freePort(),
    environment,
    '/',
  )
  after(() => reference.stop())
  const web = await startProgram(['dist/server/web.js'], await freePort(), environment, '/readyz')
  after(() => web.stop())
  const idle = web.residentMegabytes()

  const rows: Row[] = []
  const session = await makeSession(db, people[0]!.personId)
  for (const [name, path, cookie] of [
    ['sign-in page', '/sign-in', ''],
    ['signed-in home', '/', `session=${session}`],
  ] as const) {
    const [ours, bare] = await inTurn(
      () => getRate(web.url + path, cookie),
      () => getRate(reference.url),
    )
    rows.push(atLeast(`${name} / fastify with one row read`, ours, bare, 'requests/s', 0.5))
  }
  rows.push(await signUpSubmit(db, web))
  rows.push(await signInRate(web, people))
  rows.push(...(await pageBytes(web, session)))
  rows.push(within('idle memory of the web process', idle, 160, 'MB'))
  return rows
}

type Account = { personId: ReturnType<typeof randomPersonId>; number: string }

async function makePeople(db: Database, count: number): Promise<Account[]> {
  const passwordHash = await passwords().hash(password)
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      db.transaction(async (tx) => {
        const personId = randomPersonId()
        const number = safeCode(n)
        await claimNumber(tx, number as never, personId)
        await insertPerson(
          tx,
          {
            personId,
            number: number as never,
            firstName: 'مریم',
            lastName: 'صادقی',
            fatherName: 'حسن',
            idCardNumber: '1',
            placeOfIssue: 'قم',
            sex: 'female',
            birthDate: '1990-01-01' as never,
            mobile: `0999${1_000_000 + n}` as never,
            email: null,
            branchId: 1,
            registeredAt: new Date(),
          },
          passwordHash,
        )
        return { personId, number }
      }),
    ),
  )
}

async function makeSession(db: Database, personId: Account['personId']): Promise<string> {
  const secret = randomToken()
  const sessionId = randomId()
  const now = new Date()
  await db.transaction((tx) =>
    insertSession(tx, {
      personId,
      sessionId,
      tokenHash: tokenHash(secret),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 12 * 3600_000),
      device: 'bench',
      address: '127.0.0.1',
    }),
  )
  return `${personId}.${sessionId}.${secret}`
}

/** The last step of sign-up over HTTP against its own statements, sent straight through a pool of the same size. */
async function signUpSubmit(db: Database, web: Program): Promise<Row> {
  const page = await fetch(`${web.url}/sign-in`)
  const csrf = /csrf=([^;]+)/.exec(page.headers.getSetCookie().join('\n'))![1]!
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!
  const ready = async () => {
    const drafts = Array.from({ length: 600 }, () => ({ personId: randomPersonId(), secret: randomToken() }))
    await Promise.all(
      drafts.map((draft, n) => db.query(readySignUp, [draft.personId, tokenHash(draft.secret), safeCode(n)])),
    )
    return drafts
  }
  const ours = async () => {
    const drafts = await ready()
    return rate(drafts, 32, async ({ personId, secret }) => {
      const response = await fetch(`${web.url}/sign-up/review`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `csrf=${csrf}; sign-up=${personId}.${secret}` },
        body: new URLSearchParams({ _csrf: token }),
      })
      await response.arrayBuffer()
      if (response.status !== 303) throw new Error(`sign-up submit answered ${response.status}`)
    })
  }
  const bare = async () => {
    const drafts = await ready()
    return rate(drafts, 32, ({ personId }) =>
      db.transaction(async (tx) => {
        await tx.query('select * from sign_up where person_id = $1 for update', [personId])
        const code = String(BigInt(personId) % 10_000_000_000n).padStart(10, '0')
        await tx.query('insert into tracking (code, person_id, kind) values ($1, $2, $3) on conflict do nothing', [
          code,
          personId,
          'x',
        ])
        await tx.query('update sign_up set tracking_code = $2, submitted_at = now() where person_id = $1', [
          personId,
          code,
        ])
        for (const kind of ['send-sms', 'check-sign-up']) {
          await tx.query(
            `insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at)
             values ($1, $2, $3, '{}', $3, now(), now()) on conflict (person_id, dedupe_key) do nothing`,
            [personId, randomId(), kind],
          )
        }
      }),
    )
  }
  const [mine, reference] = await inTurn(ours, bare)
  return atLeast('sign-up submit / the same statements through the driver', mine, reference, 'submits/s', 0.6)
}

const readySignUp = `insert into sign_up (person_id, secret_hash, number, mobile, mobile_proved_at, first_name, last_name, father_name,
  id_card_number, sex, birth_date, password_hash, created_at)
  values ($1, $2, $3, '09991000000', now(), 'مریم', 'صادقی', 'حسن', '1', 'female', '1990-01-01', 'x', now())`

/** Sign-in over HTTP against the hashing library alone, two at a time: the password check is what it should cost. */
async function signInRate(web: Program, people: readonly Account[]): Promise<Row> {
  const page = await fetch(`${web.url}/sign-in`)
  const csrf = /csrf=([^;]+)/.exec(page.headers.getSetCookie().join('\n'))![1]!
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!
  let call = 0
  const ours = () =>
    rate(people.slice(0, 200), 8, async ({ number }) => {
      call += 1
      const response = await fetch(`${web.url}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          cookie: `csrf=${csrf}; device=${'d'.repeat(43)}`,
          'x-forwarded-for': `10.${call >> 16}.${(call >> 8) & 255}.${call & 255}`,
        },
        body: new URLSearchParams({ _csrf: token, personalNumber: number, password }),
      })
      await response.arrayBuffer()
      if (response.status !== 303) throw new Error(`sign-in answered ${response.status}`)
    })
  const stored = await hash(password, { algorithm: 2 as never, memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const pure = () =>
    rate(people.slice(0, 200), 2, async () => {
      if (!(await verify(stored, password))) throw new Error('argon2 says no')
    })
  const [mine, reference] = await inTurn(ours, pure)
  return atLeast('sign-in / argon2 alone', mine, reference, 'sign-ins/s', 0.8)
}

const pages = [
  '/',
  '/sign-up',
  '/sign-up/guide',
  '/sign-up/who',
  '/sign-in',
  '/recover',
  '/services',
  '/services/dependants',
  '/audience/insured',
  '/branches',
  '/privacy',
  '/accessibility',
  '/staff/sign-in',
]
const ownPages = [
  '/',
  '/account',
  '/account/password',
  '/account/email',
  '/account/mobile',
  '/account/devices',
  '/account/activity',
]

/** What a phone must fetch to show each page; the heaviest of each kind is the row. */
async function pageBytes(web: Program, session: string): Promise<Row[]> {
  const sizeOf = async (path: string, cookie: string) => {
    const html = await (await fetch(web.url + path, { headers: { cookie } })).text()
    const css = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => assetBytes(href!))
    const scripts = [...html.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, src]) => assetBytes(src!))
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
    return { path, page: brotliCompressSync(html).length + sum(css), scripts: sum(scripts) }
  }
  const sizes = []
  for (const path of pages) sizes.push(await sizeOf(path, ''))
  for (const path of ownPages) sizes.push(await sizeOf(path, `session=${session}`))
  const heaviest = sizes.toSorted((a, b) => b.page - a.page)[0]!
  const scripts = Math.max(...sizes.map((size) => size.scripts))
  const fonts = readdirSync('dist/assets').filter((name) => name.endsWith('.woff2'))
  const font = Math.max(...fonts.map((name) => statSync(`dist/assets/${name}`).size))
  return [
    within(`HTML + CSS of the heaviest of ${sizes.length} pages (${heaviest.path})`, heaviest.page, 14_600, 'bytes'),
    within('JavaScript of a page', scripts, 10_240, 'bytes'),
    within('font', font, 61_440, 'bytes'),
  ]
}

const assetBytes = (href: string): number => {
  const file = `dist${href}`
  try {
    return statSync(`${file}.br`).size
  } catch {
    return readFileSync(file).length
  }
}
