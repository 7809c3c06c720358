import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { passwords } from '#app/passwords.ts'
import { randomToken, tokenHash } from '#app/secrets.ts'
import { demoBranches } from '#demo/branches.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { randomId, randomPersonId } from '#store/ids.ts'
import { migrate } from '#store/migrate.ts'
import { identityOf, insertPerson } from '#store/people.ts'
import { putMember } from '#store/register/members.ts'
import { insertStaff, insertStaffSession } from '#store/staff.ts'
import { ownCluster } from '../support/cluster.ts'
import { couple, enrolWife, Ledger, workQueue, type Couple } from '../support/crash-people.ts'
import { replay } from '../support/crash-replay.ts'
import { goodPassword } from '../support/people.ts'
import { environmentFor, startOutside, type Sms } from '../support/portal.ts'
import { startProcess } from '../support/processes.ts'
import { seeded } from '../support/seeded.ts'
import { Visitor } from '../support/visitor.ts'

// Web, worker and PostgreSQL are killed again and again while citizens enrol their wives and officers decide. By hand, longer:
// CRASH_ROUNDS=200 CRASH_SEED=7 npm test -- test/app/crash-applications

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 9)
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1e6))
const citizens = 6
const officers = 2

test(
  'kill -9 of web, worker and PostgreSQL under load: nothing acknowledged is lost, nothing is done twice',
  { timeout: 180_000 + rounds * 10_000 },
  async (t) => {
    t.diagnostic(`CRASH_ROUNDS=${rounds} CRASH_SEED=${seed}`)
    const random = seeded(seed)
    const ending = new AbortController()
    const { signal } = ending
    t.after(() => ending.abort())
    const couples = Array.from({ length: 100 + rounds * 30 }, (_, n) => couple(n))
    const cluster = await ownCluster(t)
    await migrate(cluster.url)
    const outside = await startOutside(
      t,
      couples.flatMap(({ husband, wife }) => [husband, wife]),
    )
    const files = await mkdtemp(join(tmpdir(), 'tamin-crash-files-'))
    t.after(() => rm(files, { recursive: true, force: true }))
    const db = openDatabase(cluster.url, { poolSize: 2 })
    t.after(() => db.close())
    for (const branch of demoBranches) await addBranch(db, branch)
    const environment = { ...environmentFor(outside, cluster.url), FILES: files }
    const web = await startProcess(t, 'web/main.ts', environment, async (url) => (await fetch(`${url}/readyz`)).ok)
    const worker = await startProcess(t, 'worker/main.ts', environment)
    // Outside systems fail too, so that work is left for the worker and messages are sent again.
    await outside.fault('sms', { kind: 'error', share: 0.15 })
    await outside.fault('registry', { kind: 'error', share: 0.15 })

    const ledger = new Ledger()
    const way = () => ({ ledger, random: seeded(Math.floor(random() * 2 ** 31)), signal })
    const passwordHash = await passwords().hash(goodPassword)
    const waiting = [...couples]
    let killed = false
    let enrolled = false

    /** A member with an account; written again while the database is dead. */
    async function account({ husband }: Couple): Promise<void> {
      const { number, firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate } = husband.person
      const names = { number, firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate }
      const rest = { mobile: husband.mobiles[0]!, email: null, branchId: 1, registeredAt: new Date() }
      const standing = { standing: 'insured', branchId: 1, pension: false, otherFund: false, working: true } as const
      for (;;) {
        const there = await db
          .transaction(async (tx) => {
            const personId = await identityOf(tx, number, randomPersonId())
            await insertPerson(tx, { personId, ...names, ...rest }, passwordHash)
            await putMember(tx, { personId, ...standing, firstBirthDate: null, idCardOnFile: true })
          })
          .then(() => true)
          .catch(() => false)
        if (there) return
        await sleep(100, undefined, { signal })
      }
    }
    async function citizen(n: number): Promise<void> {
      const mine = way()
      while (!killed) {
        const next = waiting.shift()
        if (next === undefined) throw new Error('there are not enough people for so many rounds')
        await account(next)
        await enrolWife(mine, new Visitor(web.url, { 'x-forwarded-for': `203.0.113.${n}` }), next)
      }
    }
    async function officer(): Promise<void> {
      const staffId = randomId()
      const sessionId = randomId()
      const secret = randomToken()
      const at = new Date()
      await db.transaction(async (tx) => {
        const names = { staffId, userName: `user-${staffId}`, displayName: 'زهرا کاظمی', role: 'officer' }
        const place = { branchId: 1, province: null, passwordHash: 'x', totpSecret: Buffer.alloc(1) }
        await insertStaff(tx, { ...names, ...place }, at)
        const expiresAt = new Date(at.getTime() + 10 * 3600_000)
        await insertStaffSession(tx, { staffId, sessionId, tokenHash: tokenHash(secret), at, expiresAt })
      })
      const visitor = new Visitor(web.url)
      visitor.setCookie('staff', `${staffId}.${sessionId}.${secret}`)
      await workQueue(way(), visitor, staffId, () => enrolled)
    }

    /** One or several at once, in any order, each after the people have got some work done. */
    async function killAround(): Promise<void> {
      const victims = ['web', 'worker', 'postgres'] as const
      for (let round = 0; round < rounds; round += 1) {
        const answered = ledger.answered
        while (ledger.answered < answered + 20) await sleep(20, undefined, { signal })
        await sleep(random() * 800, undefined, { signal })
        const sure = victims[round % victims.length]!
        const struck = victims.filter((one) => one === sure || random() < 0.15)
        const stops = { web: web.kill, worker: worker.kill, postgres: cluster.kill }
        await Promise.all(struck.map((one) => stops[one]()))
        await sleep(random() * 300)
        if (struck.includes('postgres')) await cluster.restart()
        if (struck.includes('web')) await web.restart()
        if (struck.includes('worker')) await worker.restart()
      }
    }

    const desk = Array.from({ length: officers }, officer)
    const people = Array.from({ length: citizens }, (_, n) => citizen(n + 1))
    // A citizen who cannot go on ends the test, and so the killing.
    const killing = killAround().finally(() => (killed = true))
    const enrolling = Promise.all([killing, ...people]).finally(() => (enrolled = true))
    await Promise.all([enrolling, ...desk])

    await outside.fault('sms', null)
    await outside.fault('registry', null)
    // What a dead worker had taken comes back when its minute is over; the test lets that minute pass.
    await worker.kill()
    const backlog = async () =>
      (await cluster.query<{ n: number }>('select count(*)::int as n from outbox where done_at is null'))[0]!.n
    for (let tries = 0; (await backlog()) > 0; tries += 1) {
      if (tries % 50 === 0) {
        await worker.kill()
        await cluster.query('update outbox set due_at = now() where done_at is null')
        await worker.restart()
      }
      assert.ok(tries < 600, 'some commands are never done')
      await sleep(100)
    }

    const messages = (await (await fetch(`${outside.smsUrl}/messages`)).json()) as Sms[]
    assert.deepEqual(await replay(cluster.query, messages, ledger, files), [])
    const decided = await cluster.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from application group by state order by state',
    )
    t.diagnostic(
      `${ledger.sent} requests, ${ledger.repeated} sent again; ${decided.map(({ state, n }) => `${state} ${n}`).join(', ')}; ${messages.length} messages`,
    )
    assert.ok(ledger.repeated > 0, 'nobody was ever interrupted')
    assert.ok(decided.some(({ state, n }) => state === 'approved' && n > 0))

    // The replay would have seen it: each of these, in a transaction that is rolled back, is a fault to it.
    const client = new pg.Client({ connectionString: cluster.url })
    await client.connect()
    const approved = `(select application_id from application where state = 'approved' order by 1 limit 1)`
    for (const [what, damage] of Object.entries({
      'a lost action': `delete from application_action where application_id = ${approved} and action ->> 'kind' = 'uploaded'`,
      'a changed action': `update application_action set action = jsonb_set(action, '{at}', '1') where n = 1 and application_id = ${approved}`,
      'a doubled action': `insert into application_action select person_id, application_id, n + 1000, action, hash, null, at
        from application_action where n = 1 and application_id = ${approved}`,
      'a lost cover': `delete from register_cover where application_id = ${approved}`,
      'a doubled cover': `insert into register_cover select person_id, dependant_id, relation, name, birth_date,
        from_date + 1, until_date, ended_on, ended_because, application_id from register_cover where application_id = ${approved}`,
      'a lost effect': `delete from outbox where payload ->> 'applicationId' = ${approved}::text and kind = 'application-effect'`,
      'a lost file': `delete from file where application_id = ${approved}`,
      'a command left undone': `update outbox set done_at = null where payload ->> 'applicationId' = ${approved}::text`,
    })) {
      await client.query('begin')
      assert.notEqual((await client.query(damage)).rowCount, 0, what)
      const found = await replay(async (text) => (await client.query(text)).rows, messages, ledger, files)
      await client.query('rollback')
      assert.notDeepEqual(found, [], what)
    }
    await client.end()
    const [first, ...fewer] = messages.filter(({ text }) => text.includes('کد رهگیری'))
    const strange = { ...first!, key: '1' }
    for (const [what, told] of Object.entries({ 'a lost message': fewer, 'a doubled message': [...messages, strange] }))
      assert.notDeepEqual(await replay(cluster.query, told, ledger, files), [], what)
  },
)
