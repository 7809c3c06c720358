import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { App } from '#app/app.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { lookAtDueCovers } from '#app/covers/look.ts'
import { civilRegistry } from '#connectors/civil-registry/client.ts'
import { readCallback, readNotice } from '#connectors/civil-registry/notices.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import { recordOf } from '#ports/crvs-person.ts'
import { signMessage } from '#ports/crvs-signature.ts'
import { SubscriptionsTold } from '#simulators/civil-registry/admin.ts'
import { civilRegistrySimulator } from '#simulators/civil-registry/server.ts'
import type { CoverKey } from '#store/covers.ts'
import { takeDue } from '#store/outbox.ts'
import { buildServer } from '#web/server.ts'
import { keyPair } from '../simulators/civil-registry-people.ts'
import { account, cover, coverNow, DayClock, enrol } from '../support/covers.ts'
import { good, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

// The portal and a registry that signs, over real HTTP: what the registry announces is looked up there before it counts.

const day = (text: string): IsoDate => good(parseJalali(text))
type Line = ReturnType<typeof somebody>

const insured: Line[] = []
const everybody: CivilPerson[] = []
/** A family of its own for each test. */
function family() {
  const wife = somebody({ firstName: 'زهرا', lastName: 'کریمی', born: '۱۳۶۵/۰۵/۰۵' })
  const man = somebody({ firstName: 'حسن', sex: 'male', born: '۱۳۶۰/۰۱/۰۱' })
  const daughter = somebody({
    firstName: 'نرگس',
    born: '۱۳۸۴/۰۱/۰۱',
    father: man.person.number,
    mother: wife.person.number,
  })
  const mother = somebody({ firstName: 'صدیقه', born: '۱۳۲۵/۰۱/۰۱' })
  const groom = somebody({ firstName: 'کریم', sex: 'male', born: '۱۳۲۰/۰۱/۰۱' })
  const wed = (spouse: Line) => [
    { spouse: spouse.person.number, marriedOn: day('1383/01/01'), ended: null, permanent: true },
  ]
  const people = {
    man: { ...man, person: { ...man.person, marriages: wed(wife), mother: mother.person.number } },
    wife: { ...wife, person: { ...wife.person, marriages: wed(man) } },
    daughter,
    mother,
    groom,
  }
  insured.push(people.man)
  everybody.push(...Object.values(people).map(({ person }) => person))
  return people
}
const families = Array.from({ length: 12 }, family)

const theirs = keyPair()
const clock = new DayClock(tehranDate(Date.now()))
const registry = civilRegistrySimulator({
  people: everybody,
  signingKey: theirs.signingKey,
  retryDelays: [50, 100, 200, 400, 800],
})
const portal = await startPortal({ after })
const registryUrl = await registry.listen({ host: '127.0.0.1', port: 0 })
const key = theirs.publicPem
const parts: App = {
  ...portal.app,
  clock,
  civilRegistry: civilRegistry({ url: registryUrl, senderId: 'tamin', registryPublicKey: key, timeoutMs: 1000 }),
  readNotice: (body) => readNotice(body, key),
  readCallback: (action, body) => readCallback(action, body, key),
}
const server = await buildServer(parts, { secure: false, trustProxy: 0, logLevel: 'silent' })
const url = await server.listen({ host: '127.0.0.1', port: 0 })
after(() => Promise.all([server.close(), registry.close()]))
const app: App = { ...parts, outsideUrl: url }

const admin = async (method: string, path: string, body?: object) => {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`${registryUrl}${path}`, { method, ...json })
  assert.ok(response.ok, `${path}: ${response.status}`)
  return response
}
const happens = (kind: string, { person }: { person: CivilPerson }, more: object = {}) =>
  admin('POST', '/_events', { kind, number: person.number, on: '2026-10-10', ...more })

/** Carries out what is due, as the worker does; answers what could not be done yet. */
async function work(): Promise<string[]> {
  const waits: string[] = []
  for (;;) {
    const taken = await takeDue(app.db, new Date(clock.now()), new Date(clock.now() + 60_000), 50)
    if (taken.length === 0) return waits
    for (const command of taken) {
      const carried = await carryOut(app, command)
      if (carried.ended !== 'done') waits.push(`${command.kind}: ${carried.reason}`)
    }
  }
}
/** Waits until the registry has been answered for so many notices about somebody, then works. */
async function heard(one: Line, notices: number): Promise<string[]> {
  const count = async () =>
    (
      await portal.database.query<{ n: number }>(
        `select count(*)::int as n from registry_notice join identity using (person_id) where number = $1`,
        [one.person.number],
      )
    )[0]!.n
  for (let tries = 0; (await count()) < notices; tries += 1) {
    assert.ok(tries < 1000, 'the notice did not come')
    await sleep(10)
  }
  return work()
}
const found = async (one: Line) =>
  (
    await portal.database.query<{ kind: string; found: string | null }>(
      `select kind, found from registry_notice join identity using (person_id) where number = $1 order by received_at`,
      [one.person.number],
    )
  ).map((row) => `${row.kind}: ${row.found}`)
const texts = async (one: { mobiles: readonly string[] }) =>
  (await portal.outside.inbox(one.mobiles[0]!)).map(({ text }) => text)
const subscribed = async ({ person }: { person: CivilPerson }) => {
  const { subscriptions } = SubscriptionsTold.parse(await (await admin('GET', '/_subscriptions')).json())
  return subscriptions
    .filter((one) => one.status === 'subscribe' && JSON.stringify(one.filter).includes(person.number))
    .map(({ kind }) => kind)
    .toSorted()
}
const state = async (key: CoverKey) => {
  const { endedOn, endedBecause, question } = await coverNow(app, key)
  return { endedOn, endedBecause, question }
}
const RUNS = { endedOn: null, endedBecause: null, question: null }

let next = 0
let people: ReturnType<typeof family>
beforeEach(() => {
  people = families[next++]!
  clock.set(tehranDate(Date.now()))
})
const start = async (relation: 'wife' | 'daughter' | 'mother') => {
  const manId = await account(app, people.man)
  const key = await cover(app, manId, people[relation], relation, { from: day('1404/01/01') })
  await work()
  return key
}

describe('the portal asks to be told', () => {
  test('of just those events of the two people that can end the cover, once, and no longer when it has ended', async () => {
    const key = await start('wife')
    assert.deepEqual(await subscribed(people.wife), ['death', 'divorce'])
    assert.deepEqual(await subscribed(people.man), ['death', 'divorce'])
    assert.deepEqual(await subscribed(people.daughter), [])
    const daughter = await cover(app, key.personId, people.daughter, 'daughter')
    await work()
    assert.deepEqual(await subscribed(people.daughter), ['death', 'marriage'])

    // Done again, by a worker that died before it could say so, it is the same.
    await portal.database.query(`update outbox set done_at = null where kind = 'follow-life-events'`)
    await work()
    assert.deepEqual(await subscribed(people.man), ['death', 'divorce'])

    await happens('divorce', people.wife)
    await heard(people.wife, 1)
    assert.deepEqual(await subscribed(people.wife), [])
    assert.deepEqual(await subscribed(people.man), ['death'], 'for the daughter’s sake')
    await happens('death', people.daughter)
    await heard(people.daughter, 1)
    assert.deepEqual(await subscribed(people.man), [])
    assert.equal((await state(daughter)).endedBecause, 'death')
  })

  test('later, when the registry does not answer now', async () => {
    await admin('PUT', '/_faults', { kind: 'down' })
    const key = await start('daughter')
    assert.deepEqual(await state(key), RUNS)
    await admin('DELETE', '/_faults')
    await portal.database.query(`update outbox set due_at = created_at where done_at is null`)
    assert.deepEqual(await work(), [])
    assert.deepEqual(await subscribed(people.daughter), ['death', 'marriage'])
  })
})

describe('a notice', () => {
  test('of divorce ends the cover of the wife on the day of the divorce, once, and both are told without the reason', async () => {
    await account(app, people.wife)
    const key = await start('wife')
    await happens('divorce', people.wife)
    assert.deepEqual(await heard(people.man, 1), [])
    await heard(people.wife, 1)
    assert.deepEqual(await state(key), { endedOn: '2026-10-10', endedBecause: 'divorce', question: null })
    for (const one of [people.man, people.wife]) {
      const ended = (await texts(one)).filter((text) => text.includes('به سر رسید'))
      assert.equal(ended.length, 1, 'two notices, one for each of them, and one message')
      assert.doesNotMatch(ended[0]!, /جدایی|طلاق/)
    }
    assert.deepEqual((await found(people.wife)).concat(await found(people.man)).toSorted(), [
      'divorce: ended',
      'divorce: no cover',
    ])
  })

  test('of a daughter’s marriage ends hers; of a death that of the dead, with condolence and no message to the dead', async () => {
    await account(app, people.daughter)
    const key = await start('daughter')
    const wife = await cover(app, key.personId, people.wife, 'wife', { from: day('1404/01/01') })
    await work()
    await happens('marriage', people.daughter, { spouse: people.groom.person.number })
    await heard(people.daughter, 1)
    assert.equal((await state(key)).endedBecause, 'marriage')
    await happens('death', people.wife)
    await heard(people.wife, 1)
    assert.deepEqual(await state(wife), { endedOn: '2026-10-10', endedBecause: 'death', question: null })
    const condolence = (await texts(people.man)).filter((text) => text.includes('تسلیت'))
    assert.equal(condolence.length, 1)
    assert.match(condolence[0]!, /زهرا کریمی/)
  })

  test('of the death of the insured ends all covers, and the grown dependants are told of what survivors may ask', async () => {
    await account(app, people.daughter)
    const key = await start('daughter')
    const wife = await cover(app, key.personId, people.wife, 'wife', { from: day('1404/01/01') })
    await work()
    const before = (await texts(people.man)).length
    await happens('death', people.man)
    await heard(people.man, 1)
    assert.equal((await state(key)).endedBecause, 'insured-death')
    assert.equal((await state(wife)).endedBecause, 'insured-death')
    assert.equal((await texts(people.daughter)).filter((text) => /تسلیت.*بازماندگان/s.test(text)).length, 1)
    assert.equal((await texts(people.man)).length, before, 'nothing is sent to the dead')
    assert.deepEqual(await found(people.man), ['death: ended, ended'])
  })

  test('of a mother’s marriage ends nothing: who keeps her now is asked at the branch, once', async () => {
    const key = await start('mother')
    await happens('marriage', people.mother, { spouse: people.groom.person.number })
    await heard(people.mother, 1)
    assert.deepEqual(await state(key), { ...RUNS, question: 'support' })
    assert.deepEqual(await found(people.mother), ['marriage: asked the branch'])
  })

  test('that is false, though signed, ends nothing: the registry itself says otherwise, now and a day later', async () => {
    const key = await start('wife')
    const dead = { ...people.wife.person, diedOn: day('1404/07/01') }
    assert.equal(await post(signed(notice('false-1', 'Death', dead))), 200)
    await heard(people.wife, 1)
    assert.deepEqual(await found(people.wife), ['death: not confirmed'])
    assert.deepEqual(await state(key), RUNS)
    // Was it only early? After a day the registry is asked once more.
    await happens('death', people.wife, { on: '2026-10-20' })
    await portal.database.query(`delete from outbox where kind = 'heed-notice' and done_at is null`)
    clock.set(tehranDate(Date.now() + 26 * 3600_000))
    await work()
    assert.deepEqual(await state(key), { endedOn: '2026-10-20', endedBecause: 'death', question: null })
  })

  test('that nobody signed, or somebody else, is refused and leaves nothing', async () => {
    const key = await start('wife')
    const dead = { ...people.wife.person, diedOn: day('1404/07/01') }
    const body = notice('forged', 'Death', dead)
    assert.equal(await post(body), 401)
    assert.equal(await post(signed(body, keyPair())), 401)
    assert.equal(await post({ hello: 1 }), 400)
    assert.deepEqual(await found(people.wife), [])
    assert.deepEqual(await state(key), RUNS)
  })

  test('that comes twice is one; about somebody nobody covers, or nobody knows, it leaves nothing to do', async () => {
    const key = await start('wife')
    await happens('divorce', people.wife)
    await heard(people.wife, 1)
    const body = signed(notice('twice', 'Divorce', people.wife.person))
    for (let times = 0; times < 3; times += 1) assert.equal(await post(body), 200)
    await work()
    assert.equal((await found(people.wife)).length, 2)
    assert.equal((await state(key)).endedBecause, 'divorce')
    const events = await portal.database.query(
      'select 1 from register_cover_event where kind = $1 and person_id = $2',
      ['ended', key.personId],
    )
    assert.equal(events.length, 1)
    assert.equal(await post(signed(notice('stranger', 'Death', somebody().person))), 200)
    assert.equal((await portal.database.query(`select 1 from registry_notice where notice_id = 'stranger'`)).length, 0)
  })

  test('may come in any order: what holds at the registry now is what counts', async () => {
    const key = await start('wife')
    // Divorced and married to each other again; the notice of the divorce comes last.
    await admin('PUT', '/_people', {
      ...people.wife.person,
      marriages: [
        { ...people.wife.person.marriages![0]!, ended: { on: '2026-03-03', by: 'divorce' } },
        { spouse: people.man.person.number, marriedOn: '2026-09-09', ended: null, permanent: true },
      ],
    })
    assert.equal(await post(signed(notice('wedding', 'Marriage', people.wife.person))), 200)
    assert.equal(await post(signed(notice('divorce', 'Divorce', people.wife.person))), 200)
    await heard(people.wife, 2)
    assert.deepEqual(await state(key), RUNS)
  })

  test('while the registry is down waits, and is heeded when it is back', async () => {
    const key = await start('daughter')
    await happens('marriage', people.daughter, { spouse: people.groom.person.number })
    await admin('PUT', '/_faults', { kind: 'down' })
    const waits = await heard(people.daughter, 1)
    assert.ok(
      waits.some((wait) => wait.startsWith('heed-notice: civil registry')),
      waits.join(),
    )
    assert.deepEqual(await state(key), RUNS)
    await admin('DELETE', '/_faults')
    await portal.database.query(`update outbox set due_at = created_at where done_at is null`)
    assert.deepEqual(await work(), [])
    assert.equal((await state(key)).endedBecause, 'marriage')
  })
})

describe('twice a year the registers are asked though nobody told anything', () => {
  test('a lost notice and a job come to light; a registry that tells nothing raises no question', async () => {
    const key = await start('daughter')
    const wife = await cover(app, key.personId, people.wife, 'wife', { from: day('1404/01/01') })
    await work()
    await lookAtDueCovers(app)
    await work()
    assert.deepEqual(await state(key), RUNS)
    await enrol(app, key.dependantId, { standing: 'none', working: true })
    await admin('PUT', '/_people', { ...people.wife.person, marriages: null })
    await admin('PUT', '/_people', { ...people.man.person, marriages: null })
    const on = tehranDate(Date.now() + 190 * 24 * 3600_000)
    clock.set(on)
    while ((await lookAtDueCovers(app)) > 0);
    await work()
    assert.deepEqual(await state(key), { endedOn: on, endedBecause: 'job', question: null })
    assert.deepEqual(await state(wife), RUNS)
  })
})

function notice(id: string, kind: string, person: CivilPerson) {
  const at = new Date().toISOString()
  const data = {
    version: '1.0.0',
    reg_event_type: `spdci-common:RegistryEventType:${kind}`,
    reg_record_type: 'spdci-extensions-dci:Person',
    reg_records: recordOf(person),
  }
  return {
    header: {
      version: '1.0.0',
      message_id: id,
      message_ts: at,
      action: 'notify',
      status: 'succ',
      sender_id: 'civil-registry',
    },
    message: { transaction_id: id, notify_event: [{ reference_id: id, timestamp: at, data }] },
  }
}

const signed = (body: ReturnType<typeof notice>, by = theirs) => ({
  ...body,
  signature: signMessage('civil-registry', body.header, body.message, by.signingKey, Date.now()),
})

async function post(body: object): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${url}/registry/notify`, { method: 'POST', headers, body: JSON.stringify(body) })).status
}
