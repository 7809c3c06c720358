import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { act, digest } from '#app/applications/act.ts'
import { answerPage } from '#app/applications/fill.ts'
import { citizen } from '#app/applications/load.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import { handle, moveApplication } from '#app/applications/move.ts'
import { openApplication } from '#app/applications/open.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { endCoverOnce, type CoverEnd } from '#app/covers/end.ts'
import { done } from '#app/problem.ts'
import { addDays, tehranDate } from '#kernel/dates.ts'
import type { FileId } from '#kernel/fields/file.ts'
import type { Json } from '#kernel/fields/field.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import type { Actor } from '#kernel/service/action.ts'
import type { EndedCover } from '#services/sources.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { listCertificates } from '#store/certificates.ts'
import { findCoverOf, lockCover, type CoverKey } from '#store/covers.ts'
import type { Command } from '#store/outbox.ts'
import { findPersonId } from '#store/people.ts'
import { findInRegister } from '#store/register/members.ts'
import { coverNow, forwardTo } from '../support/covers.ts'
import { branchOf, ok } from '../support/desk.ts'
import { good, safeCode } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
// Noon: no test lasts until midnight.
forwardTo(portal.clock, addDays(tehranDate(portal.clock.now()), 1))
const branch = branchOf(portal)
const ender: Actor = { role: 'officer', id: '71' }
const other: Actor = { role: 'officer', id: '72' }
const WIFE = good(parsePersonalNumber(safeCode(700_001)))
const today = tehranDate(portal.app.clock.now())
const ended = portal.app.sources['register.ended-cover']!
const app = { ...branch.app, sources: { ...branch.app.sources, 'register.ended-cover': ended } }

const approve = async (key: ApplicationKey, by: Actor) => {
  ok(await handle(app, key, by, 'claimed'))
  ok(await moveApplication(app, key, by, 'officer:approve'))
}
const endIt = async (cover: CoverKey, end: Partial<CoverEnd> = {}) => {
  const decided = { on: today, reason: 'branch', note: 'در بازدید معلوم شد.', by: ender.id, ...end } as const
  await app.db.transaction(async (tx) =>
    endCoverOnce(tx, (await lockCover(tx, cover))!, decided, new Date(app.clock.now())),
  )
}

/** A wife who is covered with her certificate, and whose cover a member of staff ends. */
async function coverEnded(): Promise<CoverKey> {
  const enrolled = await branch.sent()
  await approve(enrolled, ender)
  await portal.work()
  const { personId, dependantId, from } = (await findCoverOf(app.db, (await findPersonId(app.db, WIFE))!))!
  const cover = { personId, dependantId, from }
  await endIt(cover)
  await portal.work()
  return cover
}

/** The husband objects; it is sent and waits at the branch. */
async function objected({ personId }: CoverKey): Promise<ApplicationKey> {
  const key = ok(await openApplication(app, personId, 'cover-objection'))
  const says = async (page: string, json: Record<string, Json>) => {
    ok(await answerPage(app, key, page, { json }))
    await lookUpFacts(app, key)
  }
  await says('person', { person: { number: WIFE, birthDate: '1365/05/05' } })
  await says('objection', { why: 'با هم زندگی می‌کنیم.' })
  await says('truth', { truth: true })
  const id = `file-proof-${key.applicationId}`
  const file = { id: id as FileId, name: 'proof.jpg', bytes: 1000, type: 'image/jpeg', sha256: digest(id) }
  ok(await act(app, key, citizen(personId), null, () => done([{ kind: 'uploaded', document: 'proof', file }])))
  ok(await moveApplication(app, key, citizen(personId), 'citizen:submit'))
  return key
}

async function found(key: ApplicationKey, by: Actor, takenBack: boolean): Promise<void> {
  ok(await handle(app, key, by, 'claimed'))
  const value = { takenBack, report: 'در بازدید دوم دیده شد.' }
  const said = { name: 'review', about: { number: WIFE, on: today }, value, source: 'branch', replyId: '1', saidAt: '' }
  ok(await act(app, key, by, null, () => done([{ kind: 'fact', ...said }])))
}

const registerCommand = async ({ applicationId }: ApplicationKey) => {
  const rows = await portal.database.query<{ command: Command }>(
    `select json_build_object('personId', person_id::text, 'commandId', command_id::text, 'kind', kind, 'payload', payload,
       'attempts', attempts) as command
     from outbox where kind = 'application-effect' and payload ->> 'applicationId' = $1
       and payload ->> 'effect' = '0'`,
    [applicationId],
  )
  assert.equal(rows.length, 1)
  const command = { ...rows[0]!.command, createdAt: new Date(app.clock.now()) }
  return async () => assert.equal((await carryOut(app, command)).ended, 'done')
}
const events = async ({ personId, dependantId }: CoverKey) =>
  portal.database.query<{ kind: string; eventId: string; detail: Record<string, unknown> }>(
    `select kind, event_id::text as "eventId", detail from register_cover_event
     where person_id = $1 and dependant_id = $2 and kind in ('ended', 'restored') order by at, kind`,
    [personId, dependantId],
  )
const certificates = async ({ personId }: CoverKey) =>
  (await listCertificates(app.db, personId)).map(({ service, status }) => `${service} ${status}`).toSorted()

test('an end that is taken back leaves no gap, once, though it is carried out twice and two at once', async () => {
  const cover = await coverEnded()
  const before = await coverNow(app, cover)
  assert.deepEqual(await certificates(cover), ['dependants revoked'])
  const key = await objected(cover)

  await assert.rejects(found(key, ender, true), /نمی‌توان برداشت/)
  await found(key, other, true)
  ok(await moveApplication(app, key, other, 'officer:approve'))
  const carry = await registerCommand(key)
  await Promise.all([carry(), carry()])
  await carry()
  await portal.work()

  const now = await coverNow(app, cover)
  assert.deepEqual([now.from, now.endedOn, now.ground], [before.from, null, before.ground])
  assert.equal((await findCoverOf(app.db, cover.dependantId))!.personId, cover.personId)
  assert.notEqual((await findInRegister(app.db, WIFE)).coveredBy, null, 'and the register answers that she is covered')
  const [end, back, ...more] = await events(cover)
  assert.deepEqual([end!.kind, back!.kind, more], ['ended', 'restored', []])
  const { applicationId } = key
  assert.deepEqual(back!.detail, { endedOn: today, reason: 'branch', endEventId: end!.eventId, applicationId })
  assert.deepEqual(await certificates(cover), ['cover-objection valid', 'dependants revoked'])
  const told = await portal.database.query<{ template: string }>(
    `select template from sms where person_id = $1 and template = 'service:approved'`,
    [cover.personId],
  )
  assert.equal(told.length, 2, 'of the enrolment, and of the objection')

  // It ends once more: the old command is late, and the paper of the objection holds no longer either.
  await endIt(cover)
  await carry()
  assert.equal((await coverNow(app, cover)).endedOn, today)
  assert.deepEqual(await certificates(cover), ['cover-objection revoked', 'dependants revoked'])
})

test('where the end stays nothing of the cover changes, and whoever ended it decides nothing of it to the last', async () => {
  const cover = await coverEnded()
  const key = await objected(cover)
  await found(key, other, false)
  await assert.doesNotReject(async () =>
    assert.equal((await moveApplication(app, key, other, 'officer:approve')).ok, false),
  )
  ok(await moveApplication(app, key, other, 'officer:reject', { reasons: [{ rule: 'review', note: 'پابرجاست.' }] }))
  ok(await moveApplication(app, key, citizen(cover.personId), 'citizen:object'))
  const refused = await handle(app, key, { role: 'supervisor', id: ender.id }, 'claimed')
  assert.equal(refused.ok, false)
  ok(await handle(app, key, { role: 'supervisor', id: '73' }, 'claimed'))
  assert.equal((await coverNow(app, cover)).endedOn, today)
  assert.deepEqual(
    (await events(cover)).map(({ kind }) => kind),
    ['ended'],
  )
})

test('whom another member covers by now is not taken away from them', async () => {
  const cover = await coverEnded()
  const key = await objected(cover)
  await found(key, other, true)
  ok(await moveApplication(app, key, other, 'officer:approve'))
  await portal.database.query(`insert into register_dependant (person_id, insured_id) values ($1, 4711)`, [
    cover.dependantId,
  ])
  const command = await registerCommand(key)
  await assert.rejects(command())
  assert.equal((await coverNow(app, cover)).endedOn, today)
  await portal.database.query(`delete from register_dependant where person_id = $1`, [cover.dependantId])
  await command()
  assert.equal((await coverNow(app, cover)).endedOn, null)
  await endIt(cover)
})

test('the register tells of an end only to the member who gave the cover, and who ended it', async () => {
  const cover = await coverEnded()
  const [{ number }] = (await portal.database.query('select number from person where person_id = $1', [
    cover.personId,
  ])) as [{ number: string }]
  const value = async (about: Json) => (await ended(about))!.value as EndedCover | null
  const told = await value({ number, dependant: WIFE })
  assert.deepEqual([told!.on, told!.because, told!.endedBy], [today, 'branch', ender.id])
  assert.equal(await value({ number: WIFE, dependant: number }), null, 'the other way round')
  assert.equal(await value({ number: safeCode(700_002), dependant: WIFE }), null, 'somebody else')
})
