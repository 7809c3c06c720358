import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { act, digest } from '#app/applications/act.ts'
import { answerPage } from '#app/applications/fill.ts'
import { citizen, loadApplication } from '#app/applications/load.ts'
import { lookUpFacts, lookUpFactsLater, type Sources } from '#app/applications/look-up.ts'
import { handle, moveApplication, note, view, wakeDue } from '#app/applications/move.ts'
import { openApplication } from '#app/applications/open.ts'
import { done, type Result } from '#app/problem.ts'
import type { Json } from '#kernel/fields/field.ts'
import type { FileId } from '#kernel/fields/file.ts'
import { tehranDate } from '#kernel/dates.ts'
import { brokenLink } from '#kernel/hash-chain.ts'
import type { Actor } from '#kernel/service/action.ts'
import { nextPage, openParts } from '#kernel/service/form.ts'
import { situation } from '#kernel/service/situation.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import { findByTrackingCode, listActions, listApplications, type ApplicationKey } from '#store/applications.ts'
import { countWaiting, listQueue } from '#store/queue.ts'
import { randomPersonId, type PersonId } from '#store/ids.ts'
import { identityOf, insertPerson } from '#store/people.ts'
import { safeCode, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const husband = somebody({ firstName: 'حسن', lastName: 'صادقی', sex: 'male', born: '۱۳۶۰/۰۱/۰۱' })
const wifeNumber = safeCode(500_001)
const bride = somebody({ number: wifeNumber, firstName: 'زهرا', lastName: 'کریمی', born: '۱۳۶۵/۰۵/۰۵' })
const marriage = { marriedOn: '2010-01-01', ended: null, permanent: true }
const husbandPerson = { ...husband.person, marriages: [{ ...marriage, spouse: wifeNumber }] } as unknown as CivilPerson
const bridePerson = {
  ...bride.person,
  marriages: [{ ...marriage, spouse: husband.person.number }],
} as unknown as CivilPerson

const portal = await startPortal(
  { after },
  {
    people: [
      { ...husband, person: husbandPerson },
      { ...bride, person: bridePerson },
    ],
  },
)
const app = { ...portal.app, sources: {} as Sources }
const today = () => tehranDate(app.clock.now())
const officer: Actor = { role: 'officer', id: '71' }
const colleague: Actor = { role: 'officer', id: '72' }

let asked: string[] = []
let registerIs: 'well' | 'down' | 'slow' = 'well'
const said = (value: unknown) => ({
  value: value as Json,
  source: 'test',
  replyId: '1',
  saidAt: new Date(0).toISOString(),
})
const register = async (value: unknown) => {
  if (registerIs === 'down') throw new OutsideSystemUnavailable('register', 'down')
  if (registerIs === 'slow') await sleep(4000)
  return said(value)
}
app.sources = {
  'civil-registry.person': async (about) => {
    const { number, birthDate } = about as { number: never; birthDate: never }
    asked.push('civil')
    const reply = await app.civilRegistry.find(number, birthDate)
    return said(reply.outcome === 'found' ? reply.person : null)
  },
  'civil-registry.self': async () => said(husbandPerson),
  'register.membership': async () => said({ standing: 'insured', branch: { code: '1', name: 'شعبهٔ یک قم' } }),
  'register.cover': () =>
    register({
      insured: false,
      pension: false,
      otherFund: false,
      working: false,
      dependantOf: null,
      firstBirthDate: null,
      idCardOnFile: false,
    }),
}

async function member(): Promise<PersonId> {
  const personId = randomPersonId()
  await app.db.transaction(async (tx) => {
    const number = somebody().person.number
    await identityOf(tx, number, personId)
    const { firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate } = husband.person
    const rest = { firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate }
    await insertPerson(
      tx,
      {
        personId,
        number: husband.person.number,
        ...rest,
        mobile: husband.mobiles[0]!,
        email: null,
        branchId: 1,
        registeredAt: new Date(),
      },
      'x',
    )
  })
  return personId
}

const ok = <T>(result: Result<T>): T => {
  assert.ok(result.ok, result.ok ? '' : `${result.problem.message} ${JSON.stringify(result.problem.errors ?? [])}`)
  return result.value
}
const refused = (result: Result<unknown>, code = 'wrong-step') => {
  assert.equal(result.ok ? 'done' : result.problem.code, code)
}
const load = async (key: ApplicationKey) => (await loadApplication(app, key))!

const answers: Record<string, Record<string, Json>> = {
  person: { person: { number: wifeNumber, birthDate: '1365/05/05' }, relation: 'wife' },
  details: { placeOfBirth: 'قم', placeOfIssue: 'قم', branch: null },
  truth: { truth: true },
}

async function upload(key: ApplicationKey, document: string): Promise<void> {
  const id = `file-${document}-${Math.random().toString(36).slice(2)}`
  const file = { id: id as FileId, name: `${document}.jpg`, bytes: 1000, type: 'image/jpeg', sha256: digest(id) }
  ok(await act(app, key, citizen(key.personId), null, () => done([{ kind: 'uploaded', document, file }])))
}

/** Fills an application in as the pages would, up to the review. */
async function fill(key: ApplicationKey): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) {
    const { service, application } = await load(key)
    const next = nextPage(service, application, today())
    if (next.step === 'review') return
    if (next.step === 'wait') await lookUpFacts(app, key)
    else if (next.step === 'page') ok(await answerPage(app, key, next.page, { json: answers[next.page]! }))
    else if (next.step === 'documents') {
      const { documents } = situation(service, application, today())
      for (const document of documents)
        if ((application.documents[document] ?? []).length === 0) await upload(key, document)
    } else assert.fail(`${next.step} ${JSON.stringify('judgement' in next ? next.judgement : '')}`)
  }
}

async function sent(): Promise<ApplicationKey> {
  const key = ok(await openApplication(app, await member(), 'dependants'))
  await fill(key)
  await lookUpFacts(app, key)
  ok(await moveApplication(app, key, citizen(key.personId), 'citizen:submit', {}, 'send-1'))
  return key
}

describe('an application', () => {
  test('is opened, filled with what the registry says, sent, and found by its tracking code', async () => {
    const key = await sent()
    const { row, application } = await load(key)
    assert.equal(row.state, 'submitted')
    assert.equal(row.turn, 'organisation')
    assert.deepEqual(row.roles, ['officer', 'officer:enrolment'])
    assert.ok(row.dueAt !== null && row.dueAt.getTime() > app.clock.now())
    assert.equal((application.facts['civil']!.value as { firstName: string }).firstName, 'زهرا')
    assert.deepEqual(await findByTrackingCode(app.db, row.trackingCode), key)
    const mine = await listApplications(app.db, key.personId)
    assert.deepEqual(
      mine.map(({ applicationId, subject }) => ({ applicationId, subject })),
      [{ applicationId: key.applicationId, subject: 'زهرا کریمی' }],
    )
  })

  test('sent twice with the same key, or at the same moment, is sent once', async () => {
    const key = ok(await openApplication(app, await member(), 'dependants'))
    await fill(key)
    await lookUpFacts(app, key)
    const me = citizen(key.personId)
    const results = await Promise.all(
      [1, 2, 3, 4].map(() => moveApplication(app, key, me, 'citizen:submit', {}, 'send')),
    )
    for (const result of results) assert.equal(ok(result).state, 'submitted')
    assert.equal((await load(key)).application.moves.length, 1)
    refused(await moveApplication(app, key, me, 'citizen:submit', {}, 'another'))
  })

  test('only one may be open for the same person to be covered', async () => {
    const key = await sent()
    const second = ok(await openApplication(app, key.personId, 'dependants'))
    refused(await answerPage(app, second, 'person', { json: answers['person']! }))
    ok(await moveApplication(app, key, citizen(key.personId), 'citizen:withdraw'))
    ok(await answerPage(app, second, 'person', { json: answers['person']! }))
  })

  test('changing the person wipes what was answered, looked up and uploaded', async () => {
    const key = ok(await openApplication(app, await member(), 'dependants'))
    await fill(key)
    const other = { person: { number: safeCode(500_002), birthDate: '1365/05/05' }, relation: 'wife' }
    const changed = ok(await answerPage(app, key, 'person', { json: other }))
    assert.deepEqual(Object.keys(changed.answers).toSorted(), ['person', 'relation'])
    assert.deepEqual(changed.documents, {})
    assert.deepEqual(changed.facts, {})
  })

  test('the chain of hashes holds, and a changed action breaks it', async () => {
    const key = await sent()
    const links = await listActions(app.db, key)
    assert.equal(brokenLink(links, digest), null)
    const forged = structuredClone(links)
    ;(forged[1]!.action as { at: number }).at += 1
    assert.equal(brokenLink(forged, digest), 1)
    await assert.rejects(app.db.query(`update application_action set hash = 'x'`), /permission denied/)
    await assert.rejects(app.db.query(`delete from application_action`), /permission denied/)
  })
})

describe('facts', () => {
  test('a source that is down holds up nobody else, and the worker goes on until it answers', async () => {
    const key = ok(await openApplication(app, await member(), 'dependants'))
    ok(await answerPage(app, key, 'person', { json: answers['person']! }))
    registerIs = 'down'
    const looked = await lookUpFacts(app, key)
    assert.equal(looked.complete, false)
    assert.deepEqual(looked.silent, ['سازمان تأمین اجتماعی و صندوق‌های بیمه'])
    assert.ok((await load(key)).application.facts['civil'])
    const commands = await portal.database.query<{ kind: string }>(
      `select kind from outbox where person_id = $1 and kind = 'look-up-facts'`,
      [key.personId],
    )
    assert.equal(commands.length, 1)
    registerIs = 'well'
    await lookUpFactsLater(app, {
      ...key,
      commandId: '1',
      kind: 'look-up-facts',
      payload: { applicationId: key.applicationId },
      attempts: 1,
      createdAt: new Date(),
    })
    assert.ok((await load(key)).application.facts['cover'])
  })

  test('an answer that comes by two ways at once is written down once', async () => {
    const key = ok(await openApplication(app, await member(), 'dependants'))
    ok(await answerPage(app, key, 'person', { json: answers['person']! }))
    const command = {
      ...key,
      commandId: '1',
      kind: 'look-up-facts',
      payload: { applicationId: key.applicationId },
      attempts: 1,
      createdAt: new Date(),
    }
    await Promise.all([lookUpFactsLater(app, command), lookUpFacts(app, key), lookUpFactsLater(app, command)])
    const facts = (await load(key)).application.actions.flatMap((action) => (action.kind === 'fact' ? action.name : []))
    assert.deepEqual(facts, [...new Set(facts)])
  })

  test('a slow source is not waited for longer than three seconds', async () => {
    const key = ok(await openApplication(app, await member(), 'dependants'))
    ok(await answerPage(app, key, 'person', { json: answers['person']! }))
    registerIs = 'slow'
    const looked = await lookUpFacts(app, key)
    registerIs = 'well'
    assert.equal(looked.complete, false)
  })

  test('what is known is not asked for again', async () => {
    const key = ok(await openApplication(app, await member(), 'dependants'))
    ok(await answerPage(app, key, 'person', { json: answers['person']! }))
    asked = []
    await lookUpFacts(app, key)
    await lookUpFacts(app, key)
    assert.deepEqual(asked, ['civil'])
  })
})

describe('the desk', () => {
  const at = { staffId: '71', role: 'officer', scope: { branchId: 1 } } as const

  test('the queue shows what waits for a role in its scope, most urgent first, page by page', async () => {
    for (let n = 0; n < 3; n += 1) {
      await sent()
      await portal.forward(24 * 3600_000)
    }
    const all = await listQueue(app.db, at, {}, new Date(app.clock.now()), null, 100)
    assert.ok(all.length >= 3)
    const due = all.map((row) => row.dueAt!.getTime())
    assert.deepEqual(
      due,
      due.toSorted((a, b) => a - b),
    )
    const paged = []
    let end = null
    for (;;) {
      const page: typeof all = await listQueue(app.db, at, {}, new Date(app.clock.now()), end, 2)
      if (page.length === 0) break
      paged.push(...page)
      const last = page.at(-1)!
      end = { dueAt: last.dueAt!, applicationId: last.applicationId }
    }
    assert.deepEqual(
      paged.map((row) => row.applicationId),
      all.map((row) => row.applicationId),
    )
    for (const staff of [
      { ...at, scope: { branchId: 2 } },
      { ...at, scope: { province: 'تهران' } },
      { ...at, role: 'inquirer' },
    ] as const)
      assert.deepEqual(await listQueue(app.db, staff, {}, new Date(), null, 10), [])
    assert.equal(
      (await listQueue(app.db, { ...at, scope: { province: 'قم' } }, {}, new Date(), null, 100)).length,
      all.length,
    )
    const counts = await countWaiting(app.db, at, new Date(app.clock.now()), new Date(app.clock.now() + 12 * 3600_000))
    assert.equal(counts.waiting, all.length)
  })

  test('of two officers at once one takes it; nobody decides what is not in their hand', async () => {
    const key = await sent()
    refused(await moveApplication(app, key, officer, 'officer:approve'))
    const taken = await Promise.all([handle(app, key, officer, 'claimed'), handle(app, key, colleague, 'claimed')])
    assert.equal(taken.filter((result) => result.ok).length, 1)
    const holder = (await load(key)).application.holder!
    const other = holder === officer.id ? colleague : officer
    refused(await moveApplication(app, key, other, 'officer:reject', { reasons: [{ rule: 'tie', note: 'نه' }] }))
    refused(await handle(app, key, other, 'released'))
  })

  test('returned with remarks: only what was marked reopens; sent again, approved, and its effects are commands once', async () => {
    const key = await sent()
    ok(await handle(app, key, officer, 'claimed'))
    refused(await moveApplication(app, key, officer, 'officer:return'))
    const remarks = [
      { about: 'field', name: 'placeOfBirth', remark: 'با شناسنامه یکی نیست.' },
      { about: 'document', name: 'idCard', remark: 'تصویر خوانا نیست.' },
    ] as const
    ok(await moveApplication(app, key, officer, 'officer:return', { remarks }))
    const returned = await load(key)
    assert.deepEqual(openParts(returned.service, returned.application, today()), {
      fields: ['placeOfBirth'],
      documents: ['idCard'],
    })
    refused(await moveApplication(app, key, citizen(key.personId), 'citizen:submit'))
    ok(await answerPage(app, key, 'details', { json: { placeOfBirth: 'کاشان' } }))
    await upload(key, 'idCard')
    ok(await moveApplication(app, key, citizen(key.personId), 'citizen:submit'))
    ok(await handle(app, key, colleague, 'claimed'))
    ok(await moveApplication(app, key, colleague, 'officer:approve', {}, 'approve-1'))
    ok(await moveApplication(app, key, colleague, 'officer:approve', {}, 'approve-1'))
    const { row } = await load(key)
    assert.equal(row.state, 'approved')
    assert.equal(row.turn, null)
    const effects = await portal.database.query<{ n: number }>(
      `select count(*)::int as n from outbox where person_id = $1 and kind = 'application-effect'`,
      [key.personId],
    )
    const { actions } = (await load(key)).application
    const outcome = actions.find((action) => action.kind === 'outcome')
    assert.ok(outcome?.kind === 'outcome')
    // The certificate waits for the entry in the register before it.
    const now = outcome.effects.filter((effect) => effect.do !== 'certificate')
    assert.equal(effects[0]!.n, now.length)
    assert.equal(outcome.effects.length, now.length + 1)
    assert.ok(now.length >= 2)
  })

  test('a view is an action that its owner can read; an empty note is refused', async () => {
    const key = await sent()
    ok(await view(app, key, officer, 'idCard'))
    refused(await note(app, key, officer, '  ', 'staff'))
    ok(await note(app, key, officer, 'با شعبهٔ دو هماهنگ شد.', 'staff'))
    const kinds = (await load(key)).application.actions.map(({ kind }) => kind)
    assert.deepEqual(kinds.slice(-2), ['viewed', 'noted'])
  })

  test('what the person does not finish lapses by itself, and what is late at the branch does not', async () => {
    const draft = ok(await openApplication(app, await member(), 'dependants'))
    const waiting = await sent()
    // Over Nowruz the day of receipt may be a week away.
    await portal.forward(45 * 24 * 3600_000)
    await wakeDue(app)
    assert.equal((await load(draft)).row.state, 'lapsed')
    assert.equal((await load(waiting)).row.state, 'submitted')
    const late = await listQueue(app.db, at, { late: true }, new Date(app.clock.now()), null, 100)
    assert.ok(late.some((row) => row.applicationId === waiting.applicationId))
  })
})
