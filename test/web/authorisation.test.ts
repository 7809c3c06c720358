import assert from 'node:assert/strict'
import { subscribe } from 'node:diagnostics_channel'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { giveLicence } from '#app/certificates/licences.ts'
import { actWithin } from '#app/applications/act.ts'
import { citizen } from '#app/applications/load.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { decideAboutCopy, proposeCopyOf } from '#app/copies/copies.ts'
import { handle, moveApplication } from '#app/applications/move.ts'
import { keepFile } from '#app/files/keep-file.ts'
import { sendFileToRequest } from '#app/requests/files.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { done } from '#app/problem.ts'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { parsed } from '#kernel/parsed.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { services } from '#services/all.ts'
import { listCertificates } from '#store/certificates.ts'
import { randomId } from '#store/ids.ts'
import { insertPayment } from '#store/payments.ts'
import { getPerson } from '#store/people.ts'
import { rial } from '#kernel/rial.ts'
import { contractFor } from '../support/payments.ts'
import { listFiles } from '#store/files.ts'
import { operations } from '#web/api/operations.ts'
import sharp from 'sharp'
import { addWriters, smallCorpus } from '../support/answers.ts'
import { branchOf, ok } from '../support/desk.ts'
import { randomPersonId } from '#store/ids.ts'
import { startPortal } from '../support/portal.ts'
import { member } from '../support/staff.ts'

// Who may come to each route of the portal. Every route that is registered stands in exactly one list below; a new one fails
// the first test until somebody has thought about it. What each role of the staff meets in each scope, on the routes of
// STAFF, is the matrix of desk-access.test.ts; use cases have theirs in test/app/authorisation.test.ts.

/** For everybody, signed in or not. */
const EVERYBODY = `
  GET /  GET /services  GET /services/:id  GET /services/:id/start  GET /audience/:id  GET /life-events  GET /life-events/:id  GET /branches  GET /privacy
  GET /accessibility  GET /offline  GET /manifest.webmanifest  GET /service-worker.js  GET /robots.txt  GET /assets/*
  GET /services/contracts-and-payments  GET /payments/return/:key  POST /payments/return/:key
  GET /services/dependants  GET /services/dependants/conditions  GET /services/dependants/conditions/:relation
  GET /services/dependants/conditions/download  GET /services/dependants/conditions/:relation/download
  GET /sign-in  POST /sign-in  POST /sign-out  GET /staff/sign-in  POST /staff/sign-in  POST /staff/sign-out
  GET /healthz  GET /readyz  GET /metrics  GET /v  GET /v/:code  GET /licence  POST /licence  POST /licence/paper  GET /.well-known/tamin-certificate-keys.json
  POST /api/v1/sign-ups  POST /api/v1/recoveries  POST /api/v1/sessions  GET /api/v1/services  GET /api/v1/services/:id
  GET /law  GET /law/:chapter  GET /questions  GET /questions/:id  POST /questions/:id  GET /api/v1/questions  GET /api/v1/questions/:id
  GET /answers-published  GET /answers-published/:id
  GET /requests/new  POST /requests/new  GET /requests/information  POST /requests/information
  GET /requests/anonymous  POST /requests/anonymous  GET /requests/track  POST /requests/track
  POST /requests/track/phrase
  GET /statistics  GET /statistics.csv  GET /statistics.json  GET /api/v1/statistics  POST /api/v1/request-drafts
  GET /api/v1/published-answers  GET /api/v1/published-answers/:id
  POST /api/v1/request-trackings  POST /api/v1/request-trackings/phrase
  GET /api/v1/branches  GET /api/v1/problems  GET /api/v1/openapi.json  GET /api/v1/certificates/checks/:code`

/** Steps of somebody without an account: about the sign-up, recovery, draft or request of their own cookie or token. */
const OWN_ATTEMPT = `
  GET /sign-up  GET /sign-up/guide  GET /sign-up/who  POST /sign-up/who  GET /sign-up/code  POST /sign-up/code
  POST /sign-up/code/resend  GET /sign-up/identity  POST /sign-up/identity  GET /sign-up/password  POST /sign-up/password
  GET /sign-up/review  POST /sign-up/review  GET /sign-up/result  POST /sign-up/result
  GET /recover  POST /recover  GET /recover/code  POST /recover/code  POST /recover/code/resend  GET /recover/password
  POST /recover/password  GET /recover/done
  GET /requests/new/similar  POST /requests/new/similar  GET /requests/new/form  POST /requests/new/form
  GET /requests/new/review  POST /requests/new/files  POST /requests/new/files/remove  POST /requests/new/send
  GET /requests/new/code  POST /requests/new/code  POST /requests/new/code/resend  GET /requests/anonymous/sent
  POST /requests/anonymous/noted  GET /requests/track/code  POST /requests/track/code
  POST /requests/track/code/resend  GET /requests/tracked  GET /requests/tracked/files/:file
  POST /requests/tracked/messages  POST /requests/tracked/withdraw  POST /requests/tracked/reopen
  POST /requests/tracked/rating  POST /requests/tracked/leave
  POST /api/v1/request-trackings/current/code  GET /api/v1/tracked-request  POST /api/v1/tracked-request/messages
  POST /api/v1/request-drafts/current/files  POST /api/v1/request-drafts/current/code
  POST /api/v1/request-drafts/current/send
  POST /api/v1/tracked-request/withdraw  POST /api/v1/tracked-request/reopen  POST /api/v1/tracked-request/rating
  GET /api/v1/sign-ups/current  PUT /api/v1/sign-ups/current/applicant  POST /api/v1/sign-ups/current/code
  POST /api/v1/sign-ups/current/code/resend  PUT /api/v1/sign-ups/current/identity  PUT /api/v1/sign-ups/current/password
  POST /api/v1/sign-ups/current/submit  POST /api/v1/sign-ups/current/acknowledge
  POST /api/v1/recoveries/current/code  POST /api/v1/recoveries/current/code/resend
  PUT /api/v1/recoveries/current/password`

/** For whoever is signed in, about themselves: nothing in the address names a person or a thing of one. */
const SIGNED_IN = `
  POST /services/:id/start  GET /services/:id/sheet  GET /services/:id/sheet.pdf
  GET /applications  GET /certificates  GET /requests
  POST /api/v1/requests  GET /api/v1/requests
  GET /account  POST /account/role  GET /account/password  POST /account/password  GET /account/email  POST /account/email
  GET /account/mobile  POST /account/mobile  GET /account/mobile/code  POST /account/mobile/code
  POST /account/mobile/code/resend  GET /account/devices  GET /account/activity
  POST /account/devices/sign-out-all
  GET /api/v1/session  GET /api/v1/account  PUT /api/v1/account/password  PUT /api/v1/account/email
  POST /api/v1/account/mobile  POST /api/v1/account/mobile/code  POST /api/v1/account/mobile/code/resend
  GET /api/v1/account/devices  GET /api/v1/account/activity  POST /api/v1/applications  GET /api/v1/applications
  GET /api/v1/contracts  GET /api/v1/payments
  GET /api/v1/dependants  GET /api/v1/certificates  DELETE /api/v1/session  DELETE /api/v1/sessions  ${toldByServices()}`

/** Every service that only tells has its sheet in the API, about whoever asks. */
function toldByServices(): string {
  const addresses = services.filter(isReading).map(({ id }) => `GET /api/v1/services/${id}/sheet`)
  return addresses.flatMap((address) => [address, `${address}.pdf`]).join('  ')
}

/** For the owner of what the address names. For everybody else it is not there. */
const OWNER = `
  GET /contracts/:contract  POST /contracts/:contract/pay  GET /contracts/:contract/base  POST /contracts/:contract/base
  GET /contracts/:contract/cancel  POST /contracts/:contract/cancel  GET /payments/:payment
  GET /api/v1/contracts/:id  PUT /api/v1/contracts/:id/base  POST /api/v1/contracts/:id/payments
  POST /api/v1/contracts/:id/cancel  GET /api/v1/payments/:id
  GET /applications/:id  GET /applications/:id/pages/:page  POST /applications/:id/pages/:page  GET /applications/:id/wait
  GET /applications/:id/refused  GET /applications/:id/documents  POST /applications/:id/documents/:document
  POST /applications/:id/documents/:document/remove  GET /applications/:id/files/:file  GET /applications/:id/review
  GET /applications/:id/confirm  POST /applications/:id/code  POST /applications/:id/confirm
  POST /api/v1/applications/:id/code  POST /api/v1/applications/:id/confirm
  POST /applications/:id/submit  POST /applications/:id/withdraw  POST /applications/:id/object
  GET /requests/:id  GET /requests/:id/files/:file  POST /requests/:id/messages  POST /requests/:id/withdraw
  POST /requests/:id/reopen  POST /requests/:id/rating
  GET /api/v1/requests/:id  POST /api/v1/requests/:id/files  GET /api/v1/requests/:id/files/:file
  POST /api/v1/requests/:id/messages  POST /api/v1/requests/:id/withdraw  POST /api/v1/requests/:id/reopen
  POST /api/v1/requests/:id/rating
  GET /api/v1/applications/:id  POST /api/v1/applications/:id/look-up  PUT /api/v1/applications/:id/pages/:page
  POST /api/v1/applications/:id/documents/:document
  DELETE /api/v1/applications/:id/documents/:document/files/:file  GET /api/v1/applications/:id/files/:file
  GET /api/v1/applications/:id/review  POST /api/v1/applications/:id/submit  POST /api/v1/applications/:id/withdraw
  POST /api/v1/applications/:id/object  GET /certificates/:id  GET /api/v1/certificates/:id
  GET /api/v1/certificates/:id/licences  POST /api/v1/certificates/:id/licences
  DELETE /api/v1/certificates/:id/licences/:licence
  GET /certificates/:id/licences  POST /certificates/:id/licences  POST /certificates/:id/licences/:licence/end  POST /account/devices/sign-out
  GET /services/dependants/commitments/:cover  POST /services/dependants/commitments/:cover  DELETE /api/v1/account/devices/:id`

/** For staff, each within their role and scope. */
const STAFF = `
  GET /staff  GET /staff/questions  POST /staff/next  GET /staff/team  POST /staff/deputies  POST /staff/deputies/:deputy/end
  GET /staff/cases/:code  GET /staff/cases/:code/files/:file  POST /staff/cases/:code/claim
  POST /staff/cases/:code/release  POST /staff/cases/:code/notes  POST /staff/cases/:code/assign
  POST /staff/cases/:code/hand-over  POST /staff/cases/:code/questions  POST /staff/cases/:code/questions/:n/reply
  POST /staff/cases/:code/facts/:name  POST /staff/cases/:code/moves/:action
  GET /staff/cases/:code/certificates  GET /staff/cases/:code/certificates/:certificate
  POST /staff/cases/:code/certificates/:certificate/revoke
  GET /staff/covers  GET /staff/covers/:cover  POST /staff/covers/:cover
  GET /staff/training  GET /staff/training/:document  POST /staff/training/:document  GET /staff/readiness
  GET /staff/answers  GET /staff/answers/proposals  GET /staff/answers/:question  GET /staff/answers/versions/:answer
  GET /staff/answers/versions/:answer/correction  POST /staff/answers/versions/:answer/correction
  GET /staff/answers/articles  GET /staff/answers/new  POST /staff/answers/new  GET /staff/answers/:question/write
  POST /staff/answers/:question/write  POST /staff/answers/versions/:answer  POST /staff/answers/versions/:answer/take-back
  GET /staff/answers/articles/:article  POST /staff/answers/articles/:article  GET /staff/answers/wordings
  POST /staff/answers/wordings/:wording
  GET /staff/gaps  GET /staff/copies  GET /staff/copies/new  POST /staff/copies/new  GET /staff/copies/:copy  POST /staff/copies/:copy
  POST /staff/copies/:copy/take-down  GET /staff/calendar  POST /staff/calendar  GET /staff/calendar/:proposal
  POST /staff/calendar/:proposal
  GET /staff/requests  GET /staff/requests/archive  POST /staff/requests/next  POST /staff/requests/notices/seen  GET /staff/requests/heads
  GET /staff/requests/:code  GET /staff/requests/:code/files/:file  GET /staff/requests/:code/answer
  POST /staff/requests/:code/draft  POST /staff/requests/:code/cause  POST /staff/requests/:code/take
  POST /staff/requests/:code/release  POST /staff/requests/:code/approve  POST /staff/requests/:code/refuse
  POST /staff/requests/:code/undo  POST /staff/requests/:code/ask  POST /staff/requests/:code/note
  POST /staff/requests/:code/link  POST /staff/requests/:code/hand  POST /staff/requests/:code/transfer
  POST /staff/requests/:code/merge  POST /staff/requests/:code/refer  POST /staff/requests/:code/promptness
  GET /staff/calls  POST /staff/calls/look  POST /staff/calls/solved  POST /staff/calls`

/** For outside systems: the civil registry signs its messages, the providers of SMS know the secret of their address. */
const REGISTRY = `
  GET /sms-reports/:door/:key  POST /sms-reports/:door/:key
  POST /registry/notify  POST /registry/on-search  POST /registry/on-subscribe  POST /registry/on-unsubscribe
  POST /registry/txn/on-status`

const listed = (text: string): string[] => text.trim().split(/\s\s+/)
const LISTS = { EVERYBODY, OWN_ATTEMPT, SIGNED_IN, OWNER, STAFF, REGISTRY }

// Routes by the server that registers them; the simulators are servers too.
const registered = new Map<FastifyInstance, Set<string>>()
subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance }
  const routes = new Set<string>()
  registered.set(fastify, routes)
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.add(`${one} ${url.replace(/(.)\/$/, '$1')}`)
  })
})
const portal = await startPortal({ after })
const branch = branchOf(portal)
await addWriters(portal.app, 'sara')
ok(await importCorpus(portal.app, 'sara', smallCorpus()))
const words = { question: 'شمار شعبه‌ها چقدر است؟', answer: 'چهارصد و هشتاد شعبه.' }
const [maker, checker] = [
  await member(portal.app, 'information-officer'),
  await member(portal.app, 'information-officer'),
]
const copyId = ok(await proposeCopyOf(portal.app, maker, 'information', words, []))
ok(await decideAboutCopy(portal.app, checker, copyId, { decision: 'publish', read: 'yes' }))
const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
  .png()
  .toBuffer()
const [asset] = /\/assets\/[^"]+\.css/.exec((await portal.server.inject('/')).body)!

const staff = async (...given: Parameters<typeof branch.staff>) => {
  const member = await branch.staff(...given)
  return { staffId: member.staffId, staff: member.cookie('staff')! }
}
const officer = await staff('officer')

test('every route of the portal stands in one list, and the lists name no other', () => {
  const all = Object.values(LISTS).flatMap(listed)
  assert.deepEqual(all.toSorted(), [...registered.get(portal.server)!].toSorted())
})

test('operations of the API ask for the bearer that their list says', () => {
  const expected = {
    anybody: EVERYBODY,
    'sign-up': OWN_ATTEMPT,
    recovery: OWN_ATTEMPT,
    tracking: OWN_ATTEMPT,
    draft: OWN_ATTEMPT,
    request: OWN_ATTEMPT,
    session: SIGNED_IN + '  ' + OWNER,
  }
  for (const { method, path, who } of operations)
    assert.ok(listed(expected[who]).includes(`${method} /api/v1${path}`), `${method} ${path} is for ${who}`)
})

type Actor = { readonly session?: string; readonly staff?: string }
type Named = {
  readonly id: string
  readonly code: string
  readonly file: string
  readonly device: string
  readonly certificate: string
  readonly licence?: string
  readonly commitment?: string
  readonly contract: string
  readonly payment: string
  readonly request: string
  readonly requestFile: string
}
type Verdict = 'in' | 'sign-in' | 'not there' | 'forbidden' | `broken ${number}`

/** What the portal answers this actor at this route, about what `named` names. */
async function ask(route: string, actor: Actor, named: Named): Promise<{ verdict: Verdict; body: string }> {
  const [method, pattern] = route.split(' ') as ['GET' | 'POST', string]
  const values: Record<string, string> = {
    page: 'person',
    document: 'idCard',
    relation: 'wife',
    name: 'livelihood',
    chapter: 'wages',
    n: '0',
  }
  const id = pattern.includes('/sheet')
    ? 'identity'
    : pattern.includes('/services/')
      ? 'dependants'
      : pattern.includes('/audience/')
        ? 'insured'
        : pattern.includes('/life-events/')
          ? 'birth'
          : /\/(questions|answers-published|published-answers)\/:id/.test(pattern)
            ? '1'
            : pattern.includes('/requests/:id')
              ? named.request
              : pattern.includes('/contracts/:id')
                ? named.contract
                : pattern.includes('/payments/:id')
                  ? named.payment
                  : named.id
  const more = {
    ...values,
    ...named,
    id: pattern.includes('/devices/') ? named.device : pattern.includes('/certificates/:id') ? named.certificate : id,
    file: pattern.includes('/requests/') ? named.requestFile : named.file,
    action: 'return',
    deputy: '7',
    cover: pattern.includes('/commitments/') ? (named.commitment ?? '7') : '7',
  }
  const url = pattern
    .replace('/assets/*', asset)
    .replace(/:(\w+)/g, (_, name: string) => (more as Record<string, string>)[name]!)
  if (pattern.startsWith('/api/')) {
    const upload = /\/(documents\/:document|requests\/:id\/files|request-drafts\/current\/files)$/.test(pattern)
    const response = await portal.server.inject({
      method,
      url,
      headers: {
        ...(actor.session === undefined ? {} : { authorization: `Bearer ${actor.session}` }),
        ...(upload ? { 'content-type': 'image/png' } : {}),
      },
      ...(method === 'GET' ? {} : { payload: upload ? png : bodyFor(pattern) }),
    })
    return { verdict: verdictOf(response.statusCode, ''), body: response.body }
  }
  const fresh = await portal.server.inject('/sign-in')
  const cookies = {
    ...Object.fromEntries(fresh.cookies.map(({ name, value }) => [name, value])),
    ...(actor.session === undefined ? {} : { session: actor.session }),
    ...(actor.staff === undefined ? {} : { staff: actor.staff }),
  }
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(fresh.body)![1]!
  const form = new URLSearchParams({
    _csrf,
    file: named.file,
    sessionId: named.device,
    text: 'x',
    use: 'solved',
  }).toString()
  const response = await portal.server.inject({
    method,
    url,
    cookies,
    ...(method === 'GET' ? {} : { payload: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  })
  return { verdict: verdictOf(response.statusCode, response.headers.location ?? ''), body: response.body }
}

/** A body that is refused for nothing but who sends it, where an empty one would be. */
function bodyFor(pattern: string): object {
  if (pattern.includes('/contracts/:id/')) return contractBody(pattern)
  if (pattern.endsWith('/applications/:id/confirm')) return { code: '123456' }
  if (pattern.endsWith('/licences')) return { institution: 'بانک', until: '1405/12/01' }
  if (!/\/requests\/:id\//.test(pattern)) return {}
  if (pattern.endsWith('/rating')) return { solved: true, score: 5, text: '' }
  return pattern.endsWith('/messages') ? { text: 'x' } : { reason: 'x' }
}

function contractBody(pattern: string): object {
  if (pattern.endsWith('/base')) return { base: '250000000' }
  return pattern.endsWith('/cancel') ? { reason: 'other' } : { month: 140502 }
}

function verdictOf(status: number, location: string): Verdict {
  if (status === 401 || /^\/(staff\/)?sign-in(\?|$)/.test(location)) return 'sign-in'
  if (status === 404) return 'not there'
  if (status === 403) return 'forbidden'
  return status >= 500 ? `broken ${status}` : 'in'
}

/** An application in branch 1 with a file that lies in the store, and a session of its owner. */
async function thing() {
  const key = await branch.draft()
  const sent = { ...key, document: 'idCard', name: 'a.png', bytes: png }
  const kept = await keepFile(branch.app, sent, async (tx, file) => {
    const deed = { kind: 'uploaded', document: 'idCard', file } as const
    await actWithin(tx, branch.app, key, citizen(key.personId), null, () => done([deed]))
    return parsed(file)
  })
  assert.ok(kept.ok)
  const session = (await branch.owner(key)).cookie('session')!
  return {
    key,
    owner: { session },
    named: {
      id: key.applicationId,
      code: key.code,
      file: kept.value.id,
      device: session.split('.')[1]!,
      certificate: '7',
      contract: '7',
      payment: '7',
      request: '7',
      requestFile: 'x',
    },
  }
}

/** A request with a file, and a session of who made it. */
async function requested() {
  const draft = await branch.draft()
  const by = { by: 'person', personId: draft.personId } as const
  const words = { kind: 'question', area: 'other', title: 'سابقه', body: 'سابقهٔ من ناقص است.' } as const
  const { key } = ok(await receiveRequest(branch.app, by, words, null))
  const sent = { text: 'پیوست', name: 'b.png', bytes: png }
  const { personId, requestId } = key
  ok(await sendFileToRequest(branch.app, { personId, requestId }, sent, null))
  const [file] = await listFiles(branch.app.db, personId, requestId)
  const session = (await branch.owner(draft)).cookie('session')!
  return { named: { request: requestId, requestFile: file!.id }, owner: { session } }
}

/** A contract with a payment that was begun, and a session of whose they are. */
async function insured() {
  const draft = await branch.draft()
  const { personId } = draft
  const { number } = await getPerson(branch.app.db, personId)
  const { contractId, slip } = await contractFor(branch.app, personId, number)
  const paymentId = randomId()
  const at = new Date(branch.app.clock.now())
  const asked = { slip, title: 'حق بیمه', rials: rial(5_000) }
  const payment = { personId, paymentId, ...asked, parts: [asked], begunAt: at, lockedUntil: at }
  await branch.app.db.transaction((tx) => insertPayment(tx, payment))
  const session = (await branch.owner(draft)).cookie('session')!
  return { named: { contract: contractId, payment: paymentId }, owner: { session } }
}

/** A certificate that was printed, a licence for it, and a session of its holder. */
async function certified() {
  const key = await branch.sent()
  const clerk = { role: 'officer', id: '71' } as const
  ok(await handle(branch.app, key, clerk, 'claimed'))
  ok(await moveApplication(branch.app, key, clerk, 'officer:approve'))
  await portal.work()
  const [certificate] = await listCertificates(branch.app.db, key.personId)
  const { certificateId } = certificate!
  const until = formatJalali(tehranDate(branch.app.clock.now()), 'numeric')
  const given = await giveLicence(branch.app, key.personId, certificateId, { institution: 'بانک', until })
  return {
    certificate: certificateId,
    licence: ok(given).licenceId,
    holder: { session: (await branch.owner(key)).cookie('session')! },
  }
}

/** So many seconds ago, by the clock of the portal. */
const ago = (seconds: number): string => new Date(portal.clock.now() - seconds * 1000).toISOString()

/** Sessions of citizens that are no more: ended, run out, left idle, made up, of somebody else's number. */
async function overs(): Promise<Record<string, Actor>> {
  const make = async (change: string) => {
    const session = (await branch.owner(await branch.draft())).cookie('session')!
    await portal.database.query(`update session set ${change} where session_id = $1`, [session.split('.')[1]])
    return { session }
  }
  const { session } = (await thing()).owner
  return {
    'whose session was ended': await make(`ended_at = '${ago(0)}'`),
    'whose session has run out': await make(`expires_at = '${ago(1)}'`),
    'who was away too long': await make(`last_seen_at = '${ago(3600)}'`),
    'with a made-up token': { session: session.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) },
  }
}

async function check(route: string, who: string, actor: Actor, named: Named, expected: Verdict): Promise<string> {
  const { verdict, body } = await ask(route, actor, named)
  assert.equal(verdict, expected, `${route} by ${who}`)
  return body
}

test('what is for everybody is there for everybody', async () => {
  const { named, owner } = await thing()
  const wrong = new Set(['POST /api/v1/sessions', 'POST /sign-in'])
  for (const route of listed(EVERYBODY)) {
    for (const [who, actor] of Object.entries({ 'a visitor': {}, 'a citizen': { ...owner }, 'an officer': officer })) {
      if (/sign-out/.test(route)) continue // ends what these actors have; leads to the sign-in as it should
      const { verdict } = await ask(route, actor, named)
      const leadsOn = verdict === 'sign-in' && wrong.has(route)
      const noSuchPaper = verdict === 'not there' && /\/(v|checks)\/:code$/.test(route)
      assert.ok(verdict === 'in' || leadsOn || noSuchPaper, `${route} by ${who}: ${verdict}`)
    }
  }
})

test('without the cookie or token of that very attempt, its steps lead to its beginning and the API refuses', async () => {
  const { named, owner, key } = await thing()
  for (const route of listed(OWN_ATTEMPT)) {
    for (const [who, actor] of Object.entries({ 'a visitor': {}, 'a citizen': owner, 'an officer': officer })) {
      const { verdict, body } = await ask(route, actor, named)
      // «ورود به تأمین من» at the end of a sign-up leads to the sign-in from anywhere.
      const leads = route === 'POST /sign-up/result' || route.includes('/api/') ? 'sign-in' : 'in'
      assert.equal(verdict, leads, `${route} by ${who}`)
      assert.ok(!body.includes(key.code))
    }
  }
})

/** A daughter's cover whose commitment is awaited, and a session of her father. */
async function awaitedCommitment() {
  const key = await branch.draft()
  const dependantId = randomPersonId()
  await portal.database.query(
    `insert into register_cover (person_id, dependant_id, relation, name, birth_date, from_date, sex, ground, commitment_asked_on)
     values ($1, $2, 'daughter', 'نرگس', current_date - interval '18 years', '2020-01-01', 'female', 'tie', current_date)`,
    [key.personId, dependantId],
  )
  return { commitment: `${dependantId}.2020-01-01`, owner: { session: (await branch.owner(key)).cookie('session')! } }
}

test('what is about oneself asks everybody else to sign in, and shows nobody else’s', async () => {
  const { named, key, owner } = await thing()
  const strangers = { 'a visitor': {}, 'an officer': officer, ...(await overs()) }
  for (const route of listed(SIGNED_IN)) {
    for (const [who, actor] of Object.entries(strangers)) await check(route, who, actor, named, 'sign-in')
    const other = (await branch.owner(await branch.draft())).cookie('session')!
    const { verdict, body } = await ask(route, { session: other }, named)
    // Signing out leads to the sign-in by itself.
    assert.equal(
      verdict,
      route === 'POST /account/devices/sign-out-all' ? 'sign-in' : 'in',
      `${route} by another citizen`,
    )
    for (const secret of [key.code, key.applicationId, named.file])
      assert.ok(!body.includes(secret), `${route} tells ${secret}`)
  }
  for (const route of ['GET /applications', 'GET /api/v1/applications'])
    assert.match((await ask(route, owner, named)).body, new RegExp(key.applicationId), 'its owner does see it')
})

test('what is somebody’s own is not there for anybody else, and nothing is done to it', async () => {
  const { certificate, licence, holder } = await certified()
  const { named: names, key } = await thing()
  const { named: request } = await requested()
  const { named: contract } = await insured()
  const awaited = await awaitedCommitment()
  const named = { ...names, certificate, licence, ...request, ...contract, commitment: awaited.commitment }
  const signedOut = { 'a visitor': {}, 'an officer of its branch': officer, ...(await overs()) }
  const other = { session: (await branch.owner(await branch.draft())).cookie('session')! }
  const trace = async () => {
    const { row } = await branch.load(key)
    const sessions = await portal.database.query('select ended_at from session where person_id = $1', [key.personId])
    const files = await portal.database.query('select file_id, state from file where person_id = $1', [key.personId])
    return JSON.stringify([row, sessions, files])
  }
  const before = await trace()
  for (const route of listed(OWNER)) {
    for (const [who, actor] of Object.entries(signedOut)) await check(route, who, actor, named, 'sign-in')
    const body = await check(route, 'another citizen', other, named, 'not there')
    const nowhere = {
      ...named,
      id: NOBODYS,
      device: NOBODYS,
      certificate: '7',
      licence: NOBODYS,
      request: NOBODYS,
      requestFile: 'x',
      commitment: `${NOBODYS}.2020-01-01`,
      contract: NOBODYS,
      payment: NOBODYS,
    }
    const nothing = await check(route, 'another citizen, of what there is not', other, nowhere, 'not there')
    assert.equal(
      withoutTokens(body),
      withoutTokens(nothing).replaceAll(nowhere.id, named.id),
      `${route} tells that it exists`,
    )
    assert.equal(await trace(), before, `${route} left a trace`)
    const own = await ownOf(route)
    const others = route.includes('/commitments/') ? awaited.owner : own.owner
    const owner = route.includes('/certificates/') ? holder : others
    await check(route, 'its owner', owner, { ...named, ...own.named, certificate, licence }, 'in')
  }
})

/** Something of the kind that a route is about, with its owner. */
function ownOf(route: string) {
  if (route.includes('/requests/')) return requested()
  return /\/(contracts|payments)\//.test(route) ? insured() : thing()
}

const NOBODYS = '4611686018427387904'

/** Each page carries a token of its own. */
const withoutTokens = (html: string): string => html.replace(/name="_csrf" value="[^"]+"/g, '')

test('what is for staff leads everybody else to their sign-in, and nothing is done', async () => {
  const sent = await branch.sent()
  const { named, owner } = await thing()
  const disabled = await staff('supervisor')
  await portal.database.query('update staff set disabled_at = now() where staff_id = $1', [disabled.staffId])
  const over = async (change: string) => {
    const one = await staff('supervisor')
    await portal.database.query(`update staff_session set ${change} where staff_id = $1`, [one.staffId])
    return one
  }
  const strangers: Record<string, Actor> = {
    'a visitor': {},
    'a citizen': owner,
    'a citizen who shows the session as one of staff': { staff: owner.session },
    'staff who were disabled': disabled,
    'staff whose session was ended': await over(`ended_at = '${ago(0)}'`),
    'staff whose session has run out': await over(`expires_at = '${ago(1)}'`),
    'staff who were away too long': await over(`last_seen_at = '${ago(3600)}'`),
  }
  const before = (await branch.load(sent)).row.lastHash
  for (const route of listed(STAFF))
    for (const [who, actor] of Object.entries(strangers))
      await check(route, who, actor, { ...named, code: sent.code }, 'sign-in')
  assert.equal((await branch.load(sent)).row.lastHash, before)
  await check(
    'GET /staff/cases/:code',
    'an officer of the branch',
    await staff('officer'),
    { ...named, code: sent.code },
    'in',
  )
})

test('what is for outside systems believes nobody without a message of their form, or their secret', async () => {
  for (const route of listed(REGISTRY)) {
    const url = route.split(' ')[1]!
    const response = await portal.server.inject({ method: 'POST', url, payload: { header: {}, message: {} } })
    assert.ok(response.statusCode >= 400 && response.statusCode < 500, `${route}: ${response.statusCode}`)
  }
  assert.deepEqual(await portal.database.query('select * from registry_notice'), [])
})

test('when the database goes away in the middle of any route, it says so and the process lives', async () => {
  const { named, owner } = await thing()
  const director = await staff('director', 'everywhere')
  const unheard: unknown[] = []
  const hear = (reason: unknown) => void unheard.push(reason)
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', hear)
  let broken = 0
  try {
    const routes = Object.values(LISTS).flatMap(listed)
    for (const route of routes.toSorted((a, b) => Number(a.includes('sign-out')) - Number(b.includes('sign-out'))))
      for (const desk of route.includes('/staff') ? [officer, director] : [officer])
        for (let left = 0, met = true; met && left < 40; left += 1) {
          const database = goneAfter(left)
          const { verdict } = await ask(route, { ...owner, staff: desk.staff }, named)
          await sleep(1)
          met = database.back()
          assert.deepEqual(unheard, [], `${route} with ${left} statements`)
          assert.ok(!verdict.startsWith('broken') || verdict === 'broken 503', `${route} with ${left}: ${verdict}`)
          if (verdict === 'broken 503') broken += 1
        }
  } finally {
    process.off('unhandledRejection', hear)
    for (const other of others) process.on('unhandledRejection', other)
  }
  assert.ok(broken > 300, `${broken}`)
})

/** Lets so many statements through; those after it find no database, some at once and some a little later. */
function goneAfter(left: number): { back(): boolean } {
  const db = portal.app.db as { -readonly [K in keyof typeof portal.app.db]: (typeof portal.app.db)[K] }
  const real = { ...db }
  let asked = 0
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    asked += 1
    if (asked <= left) return work()
    if (asked % 2 === 0) await sleep(1)
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  }
  const counters = real.counters
  db.query = (...given) => through(() => real.query(...given)) as never
  db.read = (...given) => through(() => real.read(...given)) as never
  db.transaction = (work) =>
    real.transaction((tx) =>
      work({
        query: (...given) => through(() => tx.query(...given)) as never,
        last: { query: (...given) => through(() => tx.last.query(...given)) as never },
      }),
    )
  db.counters = {
    read: (...given) => through(() => counters.read(...given)) as never,
    count: (...given) => through(() => counters.count(...given)) as never,
    countSoon: (...given) => through(() => counters.countSoon(...given)),
  }
  return {
    back: () => {
      Object.assign(db, real)
      return asked > left
    },
  }
}
