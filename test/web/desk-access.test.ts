import assert from 'node:assert/strict'
import { subscribe } from 'node:diagnostics_channel'
import { after, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { proposeAnswer } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { handle, moveApplication } from '#app/applications/move.ts'
import {
  calendarRoles,
  editingRoles,
  gapRoles,
  leadingRoles,
  publishingRoles,
  staffRoles,
  type StaffRole,
  type StaffScope,
} from '#app/staff/staff.ts'
import { setQuestion } from '#store/covers.ts'
import { coverName } from '#app/staff/covers.ts'
import { proposeCopyOf } from '#app/copies/copies.ts'
import { member } from '../support/staff.ts'
import { addWriters, smallCorpus } from '../support/answers.ts'
import { account, cover, coverNow } from '../support/covers.ts'
import { somebody } from '../support/people.ts'
import { branchOf, ok } from '../support/desk.ts'
import { channelOf } from '#app/requests/call.ts'
import { HEADS, kindsOf } from '#app/requests/clerk.ts'
import { startPortal } from '../support/portal.ts'
import { requestsOf } from '../support/requests.ts'
import { Visitor } from '../support/visitor.ts'

// Every route of the server as it is registered, so that none can be forgotten here.
const routes: { method: string; url: string }[] = []
subscribe('fastify.initialization', (message) => {
  ;(message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && url.startsWith('/staff')) routes.push({ method: one, url })
  })
})
const portal = await startPortal({ after })
const branch = branchOf(portal)
await addWriters(portal.app, 'sara')
ok(await importCorpus(portal.app, 'sara', smallCorpus()))
const answerId = ok(
  await proposeAnswer(portal.app, 'sara', {
    questionId: 1,
    caseKey: '',
    body: 'از سامانه',
    from: '2025-03-21' as IsoDate,
    until: null,
    articleIds: ['act-1'],
  }),
)

const copyId = ok(
  await proposeCopyOf(
    portal.app,
    await member(portal.app, 'information-officer'),
    'information',
    { question: 'شمار شعبه‌ها چقدر است؟', answer: 'چهارصد و هشتاد شعبه.' },
    [],
  ),
)

/** Routes that are there for everybody, and what they do is proved elsewhere. */
const OPEN = ['GET /staff/sign-in', 'POST /staff/sign-in', 'POST /staff/sign-out']
/** Routes of the desk as a whole: who has one. Each role only meets what is in its scope. */
const WHOLE = ['GET /staff', 'GET /staff/questions', 'POST /staff/next']
/** Routes for whoever leads: for everybody else they are not there. */
const TEAM = ['GET /staff/team', 'POST /staff/deputies', 'POST /staff/deputies/:deputy/end']
/** Routes of covers: for those who decide about them. */
const OF_COVERS = ['GET /staff/covers', 'GET /staff/covers/:cover', 'POST /staff/covers/:cover']
/** Routes for all staff, about themselves. */
const TRAINING = ['GET /staff/training', 'GET /staff/training/:document', 'POST /staff/training/:document']
/** Routes of requests as a whole: for whoever works on some kind of them. */
const OF_REQUESTS = [
  'GET /staff/requests',
  'GET /staff/requests/archive',
  'POST /staff/requests/next',
  'POST /staff/requests/notices/seen',
]
/** For those who answer for others. */
const OF_HEADS = ['GET /staff/requests/heads']
/** For those who take requests down from people. */
const OF_CALLS = ['GET /staff/calls', 'POST /staff/calls/look', 'POST /staff/calls', 'POST /staff/calls/solved']
/** Routes of one request: who may meet it. */
const OF_REQUEST = [
  'GET /staff/requests/:code',
  'GET /staff/requests/:code/answer',
  'GET /staff/requests/:code/files/:file',
  ...'draft cause take release approve refuse undo ask note link hand transfer merge refer promptness'
    .split(' ')
    .map((act) => `POST /staff/requests/:code/${act}`),
]
/** Routes for those who lead a branch, a province or all. */
const READINESS = ['GET /staff/readiness']
/** Routes that all staff read: what the organisation answers. */
const ANSWERS = [
  'GET /staff/answers',
  'GET /staff/answers/proposals',
  'GET /staff/answers/articles',
  'GET /staff/answers/:question',
  'GET /staff/answers/versions/:answer',
]
/** Routes for those who write answers; for everybody else they are not there. */
const EDITORS = [
  'GET /staff/answers/new',
  'POST /staff/answers/new',
  'GET /staff/answers/:question/write',
  'POST /staff/answers/:question/write',
  'POST /staff/answers/versions/:answer',
  'POST /staff/answers/versions/:answer/take-back',
  'GET /staff/answers/versions/:answer/correction',
  'POST /staff/answers/versions/:answer/correction',
  'GET /staff/answers/articles/:article',
  'POST /staff/answers/articles/:article',
  'GET /staff/answers/wordings',
  'POST /staff/answers/wordings/:wording',
]
/** Routes for editors and the director. */
const GAPS = ['GET /staff/gaps']
/** Routes of the working calendar: for those who propose and decide days (test/web/desk-calendar.test.ts). */
const CALENDAR = [
  'GET /staff/calendar',
  'POST /staff/calendar',
  'GET /staff/calendar/:proposal',
  'POST /staff/calendar/:proposal',
]
/** Routes for those who publish copies of answered requests; for everybody else they are not there. */
const COPIES = [
  'GET /staff/copies',
  'GET /staff/copies/new',
  'POST /staff/copies/new',
  'GET /staff/copies/:copy',
  'POST /staff/copies/:copy',
  'POST /staff/copies/:copy/take-down',
]
/** Routes of one case: who may meet it. */
const OF_CASE = [
  'GET /staff/cases/:code',
  'GET /staff/cases/:code/files/:file',
  'GET /staff/cases/:code/certificates',
  'GET /staff/cases/:code/certificates/:certificate',
  'POST /staff/cases/:code/certificates/:certificate/revoke',
  'POST /staff/cases/:code/claim',
  'POST /staff/cases/:code/release',
  'POST /staff/cases/:code/notes',
  'POST /staff/cases/:code/assign',
  'POST /staff/cases/:code/hand-over',
  'POST /staff/cases/:code/questions',
  'POST /staff/cases/:code/questions/:n/reply',
  'POST /staff/cases/:code/facts/:name',
  'POST /staff/cases/:code/moves/:action',
]

const SCOPES: readonly (readonly [string, StaffScope])[] = [
  ['own branch', { branchId: 1 }],
  ['other branch', { branchId: 2 }],
  ['own province', { province: 'قم' }],
  ['other province', { province: 'تهران' }],
  ['everywhere', 'everywhere'],
]
const covers = (scope: string) => scope === 'own branch' || scope === 'own province' || scope === 'everywhere'

const REQUESTS = [...OF_REQUESTS, ...OF_HEADS, ...OF_CALLS, ...OF_REQUEST]

test('every route for staff stands in the matrix below, and the matrix names no other', () => {
  const registered = [...new Set(routes.map(({ method, url }) => `${method} ${url}`))]
  assert.deepEqual(
    registered.toSorted(),
    [
      ...OPEN,
      ...WHOLE,
      ...TEAM,
      ...OF_COVERS,
      ...TRAINING,
      ...READINESS,
      ...ANSWERS,
      ...EDITORS,
      ...COPIES,
      ...GAPS,
      ...CALENDAR,
      ...OF_CASE,
      ...REQUESTS,
    ].toSorted(),
  )
})

/** What a post needs to be carried out, so that only the permission can be in its way. */
const values = {
  text: 'x',
  to: '1',
  'field-branch': 'x',
  'ask-to': 'supervisor',
  question: 'x',
  'hand-over-to': '1',
  'hand-over-note': 'x',
  'reply-0': 'x',
  how: 'own',
}

async function ask(visitor: Visitor, token: string, route: string, code: string): Promise<Visitor> {
  const [method, url] = route.split(' ') as [string, string]
  const path = url
    .replace(':code', code)
    .replace(':file', 'no-such-file')
    .replace(':certificate', '1')
    .replace(':name', 'livelihood')
    .replace(':action', 'return')
    .replace(':n', '0')
    .replace(':deputy', '12345')
    .replace(':cover', code)
    .replace(':document', 'ssa')
    .replace(':question', '1')
    .replace(':copy', copyId)
    .replace(':proposal', '999')
    .replace(':answer', answerId)
    .replace(':article', 'act-1')
    .replace(':wording', '1')
  return method === 'GET' ? visitor.open(path) : visitor.post(path, { ...values, _csrf: token })
}

/** A deputyship in branch 1, and how to look whether it was taken back. */
async function deputyOfBranchOne() {
  const [{ staffId: absent }, { staffId: stands }] = [await branch.staff('officer'), await branch.staff('officer')]
  await portal.database.query(
    `insert into deputy (deputy_id, absent_id, staff_id, from_day, until_day, named_by, named_at)
     values ($1, $1, $2, '2020-01-01', '2099-01-01', $2, now())`,
    [absent, stands],
  )
  const endedAt = async () => {
    const sql = `select ended_at as at from deputy where deputy_id = $1`
    return (await portal.database.query<{ at: Date | null }>(sql, [absent]))[0]!.at
  }
  return { deputyId: absent, endedAt }
}

/** A cover of branch 1 about which the branch is asked something; and what is still asked about it. */
async function questionOfBranchOne() {
  const insured = await account(portal.app, somebody())
  const key = await cover(portal.app, insured, somebody(), 'mother')
  await setQuestion(portal.app.db, key, 'support', new Date())
  return { name: coverName(key), asked: async () => (await coverNow(portal.app, key)).question }
}

async function tokenOf(visitor: Visitor): Promise<string> {
  await visitor.open('/staff')
  return /name="_csrf" value="([^"]+)"/.exec(visitor.html)![1]!
}

test('without a session every route of the desk leads to the sign-in, and nothing is done', async () => {
  const key = await branch.sent()
  const before = (await branch.load(key)).row.lastHash
  const citizen = new Visitor(portal.url)
  citizen.setCookie('session', '1.2.abc')
  const forged = new Visitor(portal.url)
  forged.setCookie('staff', '1.2.abc')
  const expired = await branch.staff('supervisor')
  await portal.forward(2 * 3600_000)
  for (const visitor of [new Visitor(portal.url), citizen, forged, expired]) {
    const token = await tokenOf(visitor)
    for (const route of [
      ...WHOLE,
      ...TEAM,
      ...OF_COVERS,
      ...TRAINING,
      ...READINESS,
      ...ANSWERS,
      ...EDITORS,
      ...COPIES,
      ...GAPS,
      ...CALENDAR,
      ...OF_CASE,
      ...REQUESTS,
    ]) {
      await ask(visitor, token, route, key.code)
      assert.equal(`${visitor.path} ${visitor.status}`, '/staff/sign-in 200', route)
    }
  }
  assert.equal((await branch.load(key)).row.lastHash, before)
})

for (const role of Object.keys(staffRoles) as StaffRole[]) {
  test(`${role}: every route in every scope`, async () => {
    const waiting = { officer: await branch.sent(), inquirer: await branch.sent('mother') }
    const clerk = { role: 'officer', id: '77' } as const
    ok(await handle(branch.app, waiting.inquirer, clerk, 'claimed'))
    ok(await moveApplication(branch.app, waiting.inquirer, clerk, 'officer:inquire'))
    const draft = await branch.draft()
    const sees: Partial<Record<StaffRole, readonly string[]>> = {
      officer: [waiting.officer.code, waiting.inquirer.code],
      supervisor: [waiting.officer.code, waiting.inquirer.code],
      'livelihood-inquiry': [waiting.inquirer.code],
      'medical-commission': [],
    }
    for (const [name, scope] of SCOPES) {
      for (const key of [waiting.officer, waiting.inquirer, draft]) {
        const visitor = await branch.staff(role, scope)
        const token = await tokenOf(visitor)
        assert.equal(visitor.status, 200, `GET /staff, ${name}`)
        const lists = visitor.html.includes(key.code)
        const may = covers(name) && (sees[role]?.includes(key.code) ?? false)
        if (!may) assert.equal(lists, false, `the queue of ${name} shows a case that is not theirs`)
        for (const route of OF_CASE) {
          const before = (await branch.load(key)).row.lastHash
          await ask(visitor, token, route, key.code)
          // A file or certificate that is not there is 404 for everybody; everything else is 404 only for those who must not know.
          const found: boolean = (visitor as { status: number }).status !== 404
          const names = /:file|:certificate/.test(route) || route.endsWith('/reply') // a file, a certificate, a question: there is none
          const expected = may && !names && !isAnothersMove(role, route)
          assert.equal(found, expected, `${route} as ${role}, ${name}: ${visitor.status}`)
          if (!may) assert.equal((await branch.load(key)).row.lastHash, before, `${route} left a trace`)
        }
      }
    }
    for (const [name, scope] of SCOPES) {
      const visitor = await branch.staff(role, scope)
      const token = await tokenOf(visitor)
      const status = () => visitor.status
      for (const route of WHOLE.slice(1)) {
        await ask(visitor, token, route, '')
        assert.equal(status() === 404, sees[role] === undefined, `${route} as ${role}, ${name}`)
      }
      await ask(visitor, token, 'GET /staff/team', '')
      assert.equal(status(), role === 'supervisor' ? 200 : 404, `the team of ${name}`)
      await ask(visitor, token, 'POST /staff/deputies', '')
      assert.equal(status(), role === 'supervisor' ? 422 : 404)
      for (const route of TRAINING) {
        await ask(visitor, token, route, '')
        // There are no documents here.
        assert.equal(status(), route.includes(':document') ? 404 : 200, `${route} as ${role}, ${name}`)
      }
      await ask(visitor, token, READINESS[0]!, '')
      assert.equal(status(), leadingRoles.includes(role) ? 200 : 404, `the readiness of ${name}`)
      for (const route of [...ANSWERS, ...EDITORS]) {
        await ask(visitor, token, route, '')
        const there = ANSWERS.includes(route) || editingRoles.includes(role)
        assert.equal(status() !== 404, there, `${route} as ${role}, ${name}: ${status()}`)
      }
      await ask(visitor, token, GAPS[0]!, '')
      assert.equal(status(), gapRoles.includes(role) ? 200 : 404, `gaps as ${role}, ${name}`)
      for (const route of CALENDAR) {
        await ask(visitor, token, route, '')
        // There is no proposal, and the form is not filled in.
        const found = route.includes(':proposal') ? 404 : route.startsWith('GET') ? 200 : 422
        assert.equal(status(), calendarRoles.includes(role) ? found : 404, `${route} as ${role}, ${name}`)
      }
      for (const route of COPIES) {
        await ask(visitor, token, route, '')
        // There is no request to make a copy of.
        const there = publishingRoles.includes(role) && !route.endsWith('/new')
        assert.equal(status() !== 404, there, `${route} as ${role}, ${name}: ${status()}`)
      }
      const decides = role === 'officer' || role === 'supervisor'
      await ask(visitor, token, 'GET /staff/covers', '')
      assert.equal(status(), decides ? 200 : 404, `the covers of ${name}`)
      const { name: coverOfOne, asked } = await questionOfBranchOne()
      for (const route of OF_COVERS.slice(1)) {
        await ask(visitor, token, route, coverOfOne)
        const found = route.startsWith('GET') ? 200 : 422
        assert.equal(status(), decides && covers(name) ? found : 404, `${route} as ${role}, ${name}`)
      }
      assert.equal(await asked(), 'support')
      const { deputyId, endedAt } = await deputyOfBranchOne()
      await visitor.post(`/staff/deputies/${deputyId}/end`, { _csrf: token })
      const ended = role === 'supervisor' && covers(name)
      assert.equal(status(), ended ? 200 : 404, `POST /staff/deputies/:deputy/end as ${role}, ${name}`)
      assert.equal((await endedAt()) !== null, ended)
    }
  })
}

/** `return` is a move of officers only: for others it does not exist. */
const isAnothersMove = (role: StaffRole, route: string) => route.includes('/moves/') && role !== 'officer'

const people = requestsOf(portal)

for (const role of Object.keys(staffRoles) as StaffRole[]) {
  test(`${role}: every route of requests in every scope`, async () => {
    const lies = {
      // About nobody's branch: it lies with branch 1. Reports and information lie with the province over it.
      question: await people.receive({}),
      complaint: await people.receive({ kind: 'complaint', aboutBranch: 1 }),
      oversight: await people.receive({ kind: 'oversight', aboutBranch: 1 }, { by: 'anonymous', address: '9.9.9.9' }),
      information: await people.receive({ kind: 'information' }),
    } as const
    const kinds = kindsOf(role)
    for (const [name, scope] of SCOPES) {
      const visitor = await branch.staff(role, scope)
      const token = await tokenOf(visitor)
      const status = () => visitor.status
      for (const route of OF_REQUESTS) {
        await ask(visitor, token, route, '')
        assert.equal(status(), kinds.length > 0 ? 200 : 404, `${route} as ${role}, ${name}`)
      }
      await ask(visitor, token, OF_HEADS[0]!, '')
      assert.equal(status(), HEADS.includes(role) ? 200 : 404, `heads as ${role}, ${name}`)
      const listens = channelOf({ staffId: '1', role, scope }) !== null
      for (const route of OF_CALLS) {
        await ask(visitor, token, route, '')
        // There is no such question that could have been of use.
        const there = listens && !route.endsWith('/solved')
        assert.equal(status(), there ? (route.startsWith('GET') ? 200 : 422) : 404, `${route} as ${role}, ${name}`)
      }
      for (const kind of Object.keys(lies) as (keyof typeof lies)[]) {
        const { key, trackingCode } = lies[kind]
        // Of what a role never works on, the widest scope says all.
        if (!kinds.includes(kind) && name !== 'everywhere') continue
        const may = kinds.includes(kind) && covers(name) && (kind === 'question' || name !== 'own branch')
        await visitor.open('/staff/requests?kind=' + kind)
        if (!may)
          assert.equal(visitor.html.includes(trackingCode), false, `the inbox of ${role}, ${name}, shows a ${kind}`)
        for (const route of OF_REQUEST) {
          const before = (await people.view(key)).row.lastHash
          await ask(visitor, token, route, trackingCode)
          // A file and a request to merge with that are not there are 404 for everybody.
          const names = /:file|merge/.test(route)
          const found: boolean = status() !== 404 || visitor.path.startsWith('/staff/requests?done=')
          assert.equal(found, may && !names, `${route} of a ${kind} as ${role}, ${name}: ${status()}`)
          if (!may) assert.equal((await people.view(key)).row.lastHash, before, `${route} left a trace`)
        }
        if (may) await ask(visitor, token, 'POST /staff/requests/:code/release', trackingCode)
      }
    }
  })
}
