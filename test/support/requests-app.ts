import type { App } from '#app/app.ts'
import { QuestionBook } from '#app/answers/question-book.ts'
import { WorkingTimes } from '#app/applications/working-times.ts'
import { smsFailOver } from '#app/build-app.ts'
import { limits } from '#app/limits.ts'
import { Secrets } from '#app/secrets.ts'
import { failOver } from '#connectors/sms/fail-over.ts'
import { kavenegar } from '#connectors/sms/kavenegar.ts'
import { demoBranches } from '#demo/branches.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase, type Database } from '#store/database.ts'
import type { Clock } from '#ports/clock.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import type { Ending } from './portal.ts'

/** Time that stands where it was put. */
export class StoppedClock implements Clock {
  #now: number
  constructor(now: number) {
    this.#now = now
  }
  now = (): number => this.#now
  forward(ms: number): void {
    this.#now += ms
  }
}

/** The parts of the portal that requests need, on a database: without pages, and without the registries. */
export function requestsApp(db: Database, clock: Clock, smsUrl = 'http://127.0.0.1:9'): App {
  const secrets = new Secrets('dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LXRlc3Qta2V5')
  const sms = failOver([kavenegar({ url: `${smsUrl}/first`, apiKey: 'first-key', timeoutMs: 2000 })], smsFailOver)
  const parts = { db, clock, workingTimes: new WorkingTimes(clock), questions: new QuestionBook(), secrets }
  return { ...parts, limits: limits(db, secrets), sms, host: 'portal.test' } as unknown as App
}

/** The same on a fresh database with the branches of the demonstration, at a time that stands still. */
export async function requestsStage(t: Ending, now: number): Promise<RequestsStage> {
  return requestsStageOn(t, await testDatabase(t), now)
}

export type RequestsStage = { app: App; clock: StoppedClock; database: TestDatabase }

/** The same on a database that somebody else keeps. */
export async function requestsStageOn(
  t: Ending,
  database: RequestsStage['database'],
  now: number,
): Promise<RequestsStage> {
  // One for each that works at once: nobody waits for a connection, however long the process is made to stand still.
  const db = openDatabase(database.url, { poolSize: 12 })
  t.after(() => db.close())
  for (const branch of demoBranches) await addBranch(db, branch)
  const clock = new StoppedClock(now)
  return { app: requestsApp(db, clock), clock, database }
}
