import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoBranches } from '#demo/branches.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { testDatabase } from '../support/database.ts'
import { goodPassword, somebody } from '../support/people.ts'
import { environmentFor, startOutside } from '../support/portal.ts'
import { startProcess } from '../support/processes.ts'
import { Visitor } from '../support/visitor.ts'

// Real web and worker processes are killed again and again while people sign up; whatever was acknowledged must end,
// once, with one receipt and one outcome SMS.

test(
  'kill -9 of web and worker under load: every acknowledged sign-up ends, none twice',
  { timeout: 180_000 },
  async (t) => {
    const people = Array.from({ length: 24 }, () => somebody())
    const database = await testDatabase(t)
    const outside = await startOutside(t, people)
    const db = openDatabase(database.url, { poolSize: 2 })
    t.after(() => db.close())
    for (const branch of demoBranches) await addBranch(db, branch)
    const environment = environmentFor(outside, database.url)
    const web = await startProcess(t, 'web/main.ts', environment, async (url) => (await fetch(`${url}/readyz`)).ok)
    const worker = await startProcess(t, 'worker/main.ts', environment)
    // Some messages are taken by the provider without a word, so that retries happen too.
    await outside.fault('sms', { kind: 'error', share: 0.15 })

    let over = false
    const killing = (async () => {
      for (let round = 0; !over; round += 1) {
        await sleep(1500)
        const victim = round % 2 === 0 ? worker : web
        await victim.kill()
        await victim.restart()
      }
    })()
    const acknowledged: string[] = []
    const signUp = async ({ form }: (typeof people)[number], n: number) => {
      const visitor = new Visitor(web.url, { 'x-forwarded-for': `203.0.113.${n}` })
      await persist(() => visitor.open('/sign-up/who'), '/sign-up/who')
      await persist(async () => {
        if (visitor.path !== '/sign-up/who') await visitor.open('/sign-up/who')
        return visitor.submit({ personalNumber: form.personalNumber, mobile: form.mobile })
      }, '/sign-up/code')
      await persist(async () => {
        await visitor.open('/sign-up/code')
        if (visitor.path !== '/sign-up/code') return visitor
        return visitor.submit({ code: await newestCode(form.mobile) })
      }, '/sign-up/identity')
      const fill = async (page: string, next: string, values: Record<string, string>) =>
        persist(async () => {
          await visitor.open(page)
          return visitor.path === page ? visitor.submit(values) : visitor
        }, next)
      const { firstName, lastName, fatherName, idCardNumber, sex, birthDate } = form
      await fill('/sign-up/identity', '/sign-up/password', {
        firstName,
        lastName,
        fatherName,
        idCardNumber,
        sex,
        birthDate,
      } as never)
      await fill('/sign-up/password', '/sign-up/review', { email: '', password: goodPassword })
      await fill('/sign-up/review', '/sign-up/result', {})
      assert.match(visitor.text, /[۰-۹]{10}/)
      acknowledged.push(form.mobile)
    }
    const newestCode = async (mobile: string): Promise<string> => {
      for (;;) {
        const code = /^\d{6}/.exec((await outside.inbox(mobile))[0]?.text ?? '')?.[0]
        if (code !== undefined) return code
        await sleep(100)
      }
    }
    await Promise.all(people.map(signUp))
    over = true
    await killing
    await outside.fault('sms', null)

    for (let tries = 0; ; tries += 1) {
      const [waiting] = await database.query<{ n: number }>(
        'select count(*)::int as n from outbox where done_at is null',
      )
      if (waiting!.n === 0) break
      assert.ok(tries < 900, `${waiting!.n} commands still wait`)
      await sleep(100)
    }
    assert.equal(acknowledged.length, people.length)
    const [counts] = await database.query<{ people: number; sent: number; good: number }>(
      `select (select count(*)::int from person) as people, count(*)::int as sent,
       count(*) filter (where outcome = 'succeeded')::int as good from sign_up where submitted_at is not null`,
    )
    assert.deepEqual(counts, { people: people.length, sent: people.length, good: people.length })
    for (const mobile of acknowledged) {
      const texts = (await outside.inbox(mobile)).map(({ text }) => text)
      assert.equal(texts.filter((text) => text.includes('کد رهگیری')).length, 1, `receipts of ${mobile}`)
      assert.equal(texts.filter((text) => text.includes('با موفقیت')).length, 1, `outcomes of ${mobile}`)
    }
  },
)

/** Does something over and over, as a person with a bad connection would, until the page `until` is shown. */
async function persist(work: () => Promise<Visitor>, until: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const visitor = await work().catch(() => null)
    if (visitor?.path === until && visitor.status === 200) return
    if (tries > 300)
      throw new Error(`never came to ${until}: at ${visitor?.path} (${visitor?.status}) ${visitor?.text.slice(0, 300)}`)
    await sleep(200)
  }
}
