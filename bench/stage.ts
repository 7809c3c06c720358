import { hash } from '@node-rs/argon2'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomToken, tokenHash } from '#app/secrets.ts'
import { demoBranches } from '#demo/branches.ts'
import type { Mobile } from '#kernel/mobile.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase, type Database } from '#store/database.ts'
import { randomId, randomPersonId, type PersonId } from '#store/ids.ts'
import { claimNumber, insertPerson } from '#store/people.ts'
import { recordSignIn } from '#store/sign-ins.ts'
import { freePort } from '../scripts/free-port.ts'
import { testDatabase } from '../test/support/database.ts'
import { goodPassword, safeCode, somebody } from '../test/support/people.ts'
import { environmentFor, startOutside, type Ending, type Outside } from '../test/support/portal.ts'
import { startProgram, type Program } from './measure.ts'

export type Account = { personId: PersonId; number: string }

/** A portal as in production on a database of its own, with simulators. */
export type Stage = {
  db: Database
  databaseUrl: string
  outside: Outside
  environment: Record<string, string>
  web: Program
  start(args: readonly string[], path: string, more?: Record<string, string>): Promise<Program>
}

/** … with people who have accounts, and others who do not yet. */
export type PeopledStage = Stage & {
  accounts: readonly Account[]
  strangers: readonly ReturnType<typeof somebody>[]
}

/** argon2id as the portal uses it: 19 MiB, 2 passes, 1 lane. */
export const argon2Cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export async function peopledStage(t: Ending): Promise<PeopledStage> {
  const strangers = Array.from({ length: 5 }, () => somebody())
  const database = await testDatabase(t)
  const stage = await buildStage(t, database.url, strangers)
  for (const branch of demoBranches) await addBranch(stage.db, branch)
  return { ...stage, accounts: await makeAccounts(stage.db, 700), strangers }
}

/** A portal on this database; the simulators know `strangers`. */
export async function buildStage(
  t: Ending,
  databaseUrl: string,
  strangers: PeopledStage['strangers'] = [],
): Promise<Stage> {
  const outside = await startOutside(t, strangers)
  const db = openDatabase(databaseUrl)
  t.after(() => db.close())
  const files = mkdtempSync(join(tmpdir(), 'tamin-bench-'))
  t.after(() => rmSync(files, { recursive: true, force: true }))
  const environment = { ...environmentFor(outside, databaseUrl), LOG_LEVEL: 'info', FILES: files }
  const start: Stage['start'] = async (args, path, more = {}) => {
    const port = await freePort()
    const program = await startProgram(args, port, { ...environment, WORKER_PORT: String(port), ...more }, path)
    t.after(() => program.stop())
    return program
  }
  return { db, databaseUrl, outside, environment, web: await start(['dist/server/web.js'], '/readyz'), start }
}

async function makeAccounts(db: Database, count: number): Promise<Account[]> {
  const passwordHash = await hash(goodPassword, argon2Cost as never)
  const make = (n: number): Promise<Account> =>
    db.transaction(async (tx) => {
      const personId = randomPersonId()
      const number = safeCode(500_000 + n) as PersonalNumber
      await claimNumber(tx, number, personId)
      await insertPerson(
        tx,
        {
          personId,
          number,
          firstName: 'مریم',
          lastName: 'صادقی',
          fatherName: 'حسن',
          idCardNumber: '1234',
          placeOfIssue: 'قم',
          sex: 'female',
          birthDate: '1986-05-05' as IsoDate,
          mobile: `0999${8_000_000 + n}` as Mobile,
          email: null,
          branchId: 1,
          registeredAt: new Date(),
        },
        passwordHash,
      )
      return { personId, number }
    })
  return Promise.all(Array.from({ length: count }, (_, n) => make(n)))
}

/** The cookie of a person who is signed in, and was once before. */
export async function sessionCookie(db: Database, personId: PersonId): Promise<string> {
  const secret = randomToken()
  const now = new Date()
  const begin = (sessionId: string) =>
    recordSignIn(db, {
      personId,
      sessionId,
      tokenHash: tokenHash(secret),
      at: now,
      expiresAt: new Date(now.getTime() + 12 * 3600_000),
      device: 'کروم در اندروید',
      address: '127.0.0.1',
      deviceHash: null,
    })
  await begin(randomId())
  const sessionId = randomId()
  await begin(sessionId)
  return `session=${personId}.${sessionId}.${secret}`
}

/** What a browser holds and a form carries against forged posts. */
export async function formToken(web: Program): Promise<{ cookie: string; token: string }> {
  const page = await fetch(`${web.url}/sign-in`)
  const cookie = page.headers.getSetCookie().find((line) => line.startsWith('csrf='))!
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!
  return { cookie: cookie.split(';')[0]!, token }
}
