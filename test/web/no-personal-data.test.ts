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

test(
  'logs, addresses, metrics and commands carry nothing personal, when all is well and when all fails',
  { timeout: 90_000 },
  async (t) => {
    const person = somebody({ firstName: 'گلنار', lastName: 'شاهرودی‌نسب' })
    const { form } = person
    const database = await testDatabase(t)
    const outside = await startOutside(t, [person])
    const db = openDatabase(database.url, { poolSize: 2 })
    t.after(() => db.close())
    for (const branch of demoBranches) await addBranch(db, branch)
    const environment = { ...environmentFor(outside, database.url), LOG_LEVEL: 'debug' }
    const web = await startProcess(t, 'web/main.ts', environment, async (url) => (await fetch(`${url}/readyz`)).ok)
    const worker = await startProcess(t, 'worker/main.ts', environment)
    const visitor = new Visitor(web.url)
    const paths: string[] = []
    const go = async (values: Record<string, string>) => {
      await visitor.submit(values)
      paths.push(visitor.path)
    }
    await visitor.open('/sign-up/who')
    await go({ personalNumber: form.personalNumber, mobile: form.mobile })
    let code: string | undefined
    while (code === undefined) {
      await sleep(100)
      code = /^\d{6}/.exec((await outside.inbox(form.mobile))[0]?.text ?? '')?.[0]
    }
    await go({ code })
    await go(Object.fromEntries(Object.entries(form).filter(([name]) => !['personalNumber', 'mobile'].includes(name))))
    await go({ email: 'golnar@example.com', password: goodPassword })
    // Everything outside fails while the request is checked, in every way.
    for (const system of ['registry', 'ownership', 'sms'] as const)
      await outside.fault(system, { kind: 'error', count: 2 })
    await go({})
    while ((await database.query('select from sign_up where outcome is null')).length > 0) await sleep(200)
    await visitor.open('/sign-in')
    await go({ personalNumber: form.personalNumber, password: 'Wrong#Pass1' })
    await go({ personalNumber: form.personalNumber, password: goodPassword })
    await visitor.open(`/services?q=${encodeURIComponent(form.personalNumber)}`)
    // Somebody without an account asks, proves the mobile and looks at what was received.
    const asker = { name: 'پریوش کوهستانی', mobile: '09127776655', title: 'نیلوفر مرداب', body: 'متن محرمانهٔ ققنوس' }
    const guest = new Visitor(web.url)
    const asks = async (values: Record<string, string>, action?: string) => {
      await guest.submit(values, action)
      paths.push(guest.path)
    }
    await guest.open('/requests/new')
    await asks({ title: asker.title }, '/requests/new')
    await asks({ kind: 'complaint', area: 'insurance', ...asker })
    await asks({}, '/requests/new/send')
    guest.at('/requests/new/code')
    let proof: string | undefined
    while (proof === undefined) {
      await sleep(100)
      proof = /\d{6}/.exec((await outside.inbox(asker.mobile))[0]?.text ?? '')?.[0]
    }
    await asks({ code: proof })
    guest.at('/requests/tracked?sent=1').sees(asker.title)
    const metrics = await (await fetch(`${web.url}/metrics`)).text()
    const commands = await database.query<{ text: string }>(
      `select outbox::text as text from outbox union all select staff_notice::text from staff_notice
       union all select request_fault::text from request_fault`,
    )
    // The database goes away: errors are logged too.
    await database.query('alter table person rename to person_gone')
    await visitor.open('/account')
    assert.equal(visitor.status, 500)

    const printed = web.output() + worker.output()
    assert.ok(printed.length > 500, 'something was logged')
    const secrets = [
      form.personalNumber,
      form.mobile,
      form.mobile.slice(1),
      'گلنار',
      'شاهرودی',
      'golnar@',
      goodPassword,
      code,
      form.birthDate,
      asker.mobile,
      asker.mobile.slice(1),
      'پریوش',
      'نیلوفر',
      'ققنوس',
      proof,
    ]
    for (const [where, text] of [
      ['logs', printed],
      ['addresses', paths.join('\n')],
      ['metrics', metrics],
      ['commands', commands.map((row) => row.text).join('\n')],
    ] as const) {
      for (const secret of secrets) {
        assert.ok(!text.includes(String(secret)), `${where} contain ${secret}: ${lineWith(text, String(secret))}`)
      }
    }
  },
)

const lineWith = (text: string, part: string) => text.split('\n').find((line) => line.includes(part))
