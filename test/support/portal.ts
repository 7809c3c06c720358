import type { App } from '#app/app.ts'
import { smsFailOver } from '#app/build-app.ts'
import { QuestionBook } from '#app/answers/question-book.ts'
import { sourcesOf } from '#app/applications/sources.ts'
import { WorkingTimes } from '#app/applications/working-times.ts'
import { signingKeyOf } from '#app/certificates/signing.ts'
import { ServiceStates } from '#app/services/states.ts'
import { limits } from '#app/limits.ts'
import { passwords } from '#app/passwords.ts'
import { Secrets } from '#app/secrets.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { bankGateway } from '#connectors/bank-gateway/client.ts'
import { directoryFiles } from '#connectors/files/directory.ts'
import { civilRegistry } from '#connectors/civil-registry/client.ts'
import { readCallback, readNotice } from '#connectors/civil-registry/notices.ts'
import { studentStatus } from '#connectors/student-status/client.ts'
import { typstPress } from '#connectors/typst/press.ts'
import { mobileOwnership } from '#connectors/mobile-ownership/client.ts'
import { failOver } from '#connectors/sms/fail-over.ts'
import { kavenegar } from '#connectors/sms/kavenegar.ts'
import { smsReports } from '#connectors/sms/reports.ts'
import { secondSms } from '#connectors/sms/second.ts'
import { demoBranches } from '#demo/branches.ts'
import { tehranDate } from '#kernel/dates.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import type { Clock } from '#ports/clock.ts'
import type { PopulationLine } from '#ports/population.ts'
import { bankGatewaySimulator } from '#simulators/bank-gateway/server.ts'
import { civilRegistrySimulator } from '#simulators/civil-registry/server.ts'
import { studentStatusSimulator } from '#simulators/student-status/server.ts'
import { mobileOwnershipSimulator } from '#simulators/mobile-ownership/server.ts'
import { smsSimulator } from '#simulators/sms/server.ts'
import { addBranch } from '#store/branches.ts'
import { ownRegister } from '#store/register/own-register.ts'
import { openDatabase } from '#store/database.ts'
import { publishedCases } from '#store/published-cases.ts'
import { takeDue } from '#store/outbox.ts'
import { buildServer } from '#web/server.ts'
import type { FastifyInstance } from 'fastify'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase, type TestDatabase } from './database.ts'

/** Where clean-up is registered: a test, or the file with `after` of node:test. */
export type Ending = { after(work: () => unknown): void }

/**
 * Time that a test moves by hand. It starts at nine in the morning of the real day in Tehran, so that no midnight comes
 * between two lines of a test that does not ask for one.
 */
export class TestClock {
  #offset = tehranInstant(tehranDate(Date.now()), 9 * 60) * 1000 - Date.now()
  now = (): number => Date.now() + this.#offset
  forward(ms: number): void {
    this.#offset += ms
  }
  /** Lets it be this instant, before anything has happened, and go on from there. */
  set(instant: number): void {
    this.#offset += instant - this.now()
  }
}

export type Sms = { to: string; text: string; at: string; provider: string; key: string; status: string; parts: number }

/** The simulators of one test: addresses, faults, inbox. */
export type Outside = {
  registryUrl: string
  ownershipUrl: string
  smsUrl: string
  studentStatusUrl: string
  bankGatewayUrl: string
  fault(system: 'registry' | 'ownership' | 'sms' | 'studentStatus' | 'bankGateway', fault: object | null): Promise<void>
  inbox(mobile: string): Promise<Sms[]>
}

export type TestPortal = {
  app: App
  server: FastifyInstance
  url: string
  clock: TestClock
  database: TestDatabase
  outside: Outside
  /** Lets time pass, for the portal and for the limits that the database counts in real time. */
  forward(ms: number): Promise<void>
  /** Carries out all commands that are due now, as the worker would; answers how each ended. */
  work(): Promise<string[]>
}

/** Starts the simulators on free ports, over real HTTP. */
export async function startOutside(t: Ending, people: readonly PopulationLine[], clock?: Clock): Promise<Outside> {
  const servers = {
    registry: civilRegistrySimulator({ people: people.map(({ person }) => person), ...(clock && { now: clock.now }) }),
    ownership: mobileOwnershipSimulator({ population: people, token: '' }),
    studentStatus: studentStatusSimulator({ token: '' }),
    sms: await smsSimulator({}),
    bankGateway: await bankGatewaySimulator(clock === undefined ? {} : { clock }),
  }
  const urls: Record<string, string> = {}
  for (const [name, server] of Object.entries(servers)) {
    urls[name] = await server.listen({ host: '127.0.0.1', port: 0 })
    t.after(() => server.close())
  }
  return {
    registryUrl: urls['registry']!,
    ownershipUrl: urls['ownership']!,
    smsUrl: urls['sms']!,
    studentStatusUrl: urls['studentStatus']!,
    bankGatewayUrl: urls['bankGateway']!,
    async fault(system, fault) {
      const response = await fetch(`${urls[system]}/_faults`, {
        method: fault === null ? 'DELETE' : 'PUT',
        ...(fault === null ? {} : { body: JSON.stringify(fault), headers: { 'content-type': 'application/json' } }),
      })
      if (!response.ok) throw new Error(`fault not set: ${await response.text()}`)
    },
    async inbox(mobile) {
      return (await (await fetch(`${urls['sms']}/messages?to=${mobile}`)).json()) as Sms[]
    },
  }
}

/** The settings of real web and worker processes for these simulators and this database. */
export function environmentFor(outside: Outside, databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: 'http://portal.test',
    SECRET_KEY: 'dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LXRlc3Qta2V5',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'silent',
    CIVIL_REGISTRY_URL: outside.registryUrl,
    MOBILE_OWNERSHIP_URL: outside.ownershipUrl,
    STUDENT_STATUS_URL: outside.studentStatusUrl,
    BANK_GATEWAY_URL: outside.bankGatewayUrl,
    BANK_GATEWAY_TERMINAL: 'terminal',
    BANK_GATEWAY_KEY: 'gateway-key',
    SMS_FIRST_URL: `${outside.smsUrl}/first`,
    SMS_FIRST_KEY: 'first-key',
    SMS_SECOND_URL: `${outside.smsUrl}/second`,
    SMS_SECOND_KEY: 'second-key',
    FILES: join(tmpdir(), 'tamin-test-files'),
  }
}

/** The whole portal in this process: real database, real HTTP to simulators, time moved by hand, worker on demand. */
export async function startPortal(
  t: Ending,
  options: { people?: readonly PopulationLine[]; secure?: boolean } = {},
): Promise<TestPortal> {
  const database = await testDatabase(t)
  const clock = new TestClock()
  const outside = await startOutside(t, options.people ?? [], clock)
  const db = openDatabase(database.url, { poolSize: 4 })
  const secrets = new Secrets('dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LXRlc3Qta2V5')
  for (const branch of demoBranches) await addBranch(db, branch)
  const files = await mkdtemp(join(tmpdir(), 'tamin-files-'))
  t.after(() => rm(files, { recursive: true, force: true }))
  const registry = civilRegistry({ url: outside.registryUrl, senderId: 'tamin', timeoutMs: 1000, now: clock.now })
  const register = ownRegister(db)
  const app: App = {
    db,
    clock,
    workingTimes: new WorkingTimes(clock),
    serviceStates: new ServiceStates(clock),
    questions: new QuestionBook(),
    published: publishedCases(database.url),
    secrets,
    passwords: passwords(),
    limits: limits(db, secrets),
    civilRegistry: registry,
    register,
    sources: sourcesOf({
      db,
      register,
      clock,
      civilRegistry: registry,
      studentStatus: studentStatus({ url: outside.studentStatusUrl, token: '', timeoutMs: 1000 }),
    }),
    mobileOwnership: mobileOwnership({ url: outside.ownershipUrl, token: '', timeoutMs: 1000 }),
    sms: failOver(
      [
        kavenegar({ url: `${outside.smsUrl}/first`, apiKey: 'first-key', timeoutMs: 1000 }),
        secondSms({ url: `${outside.smsUrl}/second`, token: 'second-key', timeoutMs: 1000 }),
      ],
      smsFailOver,
    ),
    readSmsReport: smsReports({ first: 'first-report-key-of-tests', second: undefined }),
    bankGateway: bankGateway({
      url: outside.bankGatewayUrl,
      terminal: 'terminal',
      key: 'gateway-key',
      timeoutMs: 1000,
    }),
    files: directoryFiles(files),
    virusScan: null,
    readNotice: (body) => readNotice(body, undefined),
    readCallback: (action, body) => readCallback(action, body, undefined),
    press: typstPress(),
    signingKey: signingKeyOf(undefined, secrets),
    publicUrl: 'http://portal.test',
    outsideUrl: 'http://portal.test',
    host: 'portal.test',
  }
  const server = await buildServer(app, { secure: options.secure ?? false, trustProxy: 1, logLevel: 'silent' })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  t.after(async () => {
    await server.close()
    await Promise.all([db.close(), app.published.close()])
  })
  return {
    app,
    server,
    url,
    clock,
    database,
    outside,
    async forward(ms) {
      clock.forward(ms)
      await database.query('update rate_limit set expire = expire - $1::bigint', [ms])
    },
    async work() {
      const ended: string[] = []
      for (;;) {
        const taken = await takeDue(db, new Date(clock.now()), new Date(clock.now() + 60_000), 50)
        if (taken.length === 0) return ended
        for (const command of taken) ended.push(`${command.kind} ${(await carryOut(app, command)).ended}`)
      }
    },
  }
}
