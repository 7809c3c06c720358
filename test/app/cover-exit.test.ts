import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { answerPage } from '#app/applications/fill.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import { moveApplication, handle } from '#app/applications/move.ts'
import { openApplication } from '#app/applications/open.ts'
import { citizen } from '#app/applications/load.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { coverBegins } from '#app/covers/begin.ts'
import { endCoverOnce } from '#app/covers/end.ts'
import type { Json } from '#kernel/fields/field.ts'
import { addDays, formatJalali, tehranDate } from '#kernel/dates.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import type { Actor } from '#kernel/service/action.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { listCertificates } from '#store/certificates.ts'
import { findCoverOf, lockCover, type CoverKey } from '#store/covers.ts'
import type { Command } from '#store/outbox.ts'
import { randomId } from '#store/ids.ts'
import { findPersonId } from '#store/people.ts'
import { coverNow, forwardTo } from '../support/covers.ts'
import { branchOf, ok } from '../support/desk.ts'
import { good, safeCode } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
// Noon: no test lasts until midnight.
forwardTo(portal.clock, addDays(tehranDate(portal.clock.now()), 1))
const branch = branchOf(portal)
const officer: Actor = { role: 'officer', id: '71' }
const WIFE = good(parsePersonalNumber(safeCode(700_001)))
const mother = good(parsePersonalNumber(safeCode(700_002)))
const today = tehranDate(portal.app.clock.now())
const given = portal.app.sources['register.given-cover']!

/** The registry tells the divorce of this day, of whoever applies. */
const app = {
  ...branch.app,
  sources: {
    ...branch.app.sources,
    'register.given-cover': given,
    'civil-registry.person': async (about: Json) => {
      const [said, applicants] = [
        await branch.app.sources['civil-registry.person']!(about),
        await portal.database.query<{ number: string }>('select number from person'),
      ]
      const marriages = applicants.map(({ number }) => ({ spouse: number, ended: { on: today, by: 'divorce' } }))
      return { ...said, value: { ...(said.value as object), marriages } as Json }
    },
  },
}

const approve = async (key: ApplicationKey) => {
  ok(await handle(app, key, officer, 'claimed'))
  ok(await moveApplication(app, key, officer, 'officer:approve'))
}

/** A wife who is covered with her certificate, and the husband's word of the divorce, approved and not carried out yet. */
async function divorced() {
  const enrolled = await branch.sent()
  await approve(enrolled)
  await portal.work()
  const cover = (await findCoverOf(app.db, (await findPersonId(app.db, WIFE))!))!
  const key = ok(await openApplication(app, enrolled.personId, 'dependency-end'))
  const says = async (page: string, json: Record<string, Json>) => {
    ok(await answerPage(app, key, page, { json }))
    await lookUpFacts(app, key)
  }
  await says('person', { person: { number: WIFE, birthDate: '1365/05/05' } })
  await says('event', { reason: 'divorce', on: formatJalali(today, 'numeric') })
  await says('truth', { truth: true })
  ok(await moveApplication(app, key, citizen(key.personId), 'citizen:submit'))
  await approve(key)
  const [row, ...more] = await portal.database.query<{ command: Command }>(
    `select json_build_object('personId', person_id::text, 'commandId', command_id::text, 'kind', kind, 'payload', payload,
       'attempts', attempts) as command
     from outbox where kind = 'application-effect' and payload ->> 'applicationId' = $1`,
    [key.applicationId],
  )
  assert.deepEqual(more, [], 'the end itself tells both: an approval sends nothing of its own')
  const command = { ...row!.command, createdAt: new Date(app.clock.now()) }
  return { key, cover, carryOut: async () => assert.equal((await carryOut(app, command)).ended, 'done') }
}

const told = async ({ from }: CoverKey, personId: string) =>
  (
    await portal.database.query<{ to: string; template: string }>(
      `select person_id::text as "to", payload ->> 'template' as template from outbox
       where kind = 'send-sms' and payload ->> 'template' like 'cover-%' and payload ->> 'insuredId' = $1
         and payload ->> 'from' = $2 order by template`,
      [personId, from],
    )
  ).map(({ template }) => template)
const endings = async ({ personId, dependantId }: CoverKey) =>
  portal.database.query<{ detail: object; by: string }>(
    `select detail, by from register_cover_event where person_id = $1 and dependant_id = $2 and kind = 'ended'`,
    [personId, dependantId],
  )

test('an approved end is carried out once though it comes twice and two at once, tells each once and revokes the paper', async () => {
  const { key, cover, carryOut } = await divorced()
  await Promise.all([carryOut(), carryOut()])
  await carryOut()
  const row = await coverNow(app, cover)
  assert.deepEqual([row.endedOn, row.endedBecause], [today, 'divorce'])
  assert.deepEqual(await endings(cover), [
    { detail: { on: today, reason: 'divorce', applicationId: key.applicationId }, by: 'clock' },
  ])
  assert.deepEqual(await told(cover, key.personId), ['cover-ended', 'cover-ended-own'])
  const [certificate] = await listCertificates(app.db, key.personId)
  assert.equal(certificate!.status, 'revoked')
  assert.equal(await findCoverOf(app.db, cover.dependantId), undefined)

  // They marry again on that very day, and the wife is enrolled by a new application: the old command is late.
  const { relation, name, birthDate } = row
  const entry = { number: WIFE, relation, name, birthDate, from: today, until: null }
  await coverBegins(app, key.personId, entry, randomId())
  await carryOut()
  assert.equal((await coverNow(app, cover)).endedOn, null)
  assert.equal((await endings(cover)).length, 1)
  await app.db.transaction(async (tx) =>
    endCoverOnce(tx, (await lockCover(tx, cover))!, { on: today, reason: 'divorce', by: 'clock' }, new Date()),
  )
})

test('a cover that has ended meanwhile is left as it is', async () => {
  const { key, cover, carryOut } = await divorced()
  const end = { on: today, reason: 'death', by: 'clock' } as const
  await app.db.transaction(async (tx) => endCoverOnce(tx, (await lockCover(tx, cover))!, end, new Date()))
  await carryOut()
  const row = await coverNow(app, cover)
  assert.deepEqual([row.endedOn, row.endedBecause], [end.on, 'death'])
  assert.deepEqual(await told(cover, key.personId), ['cover-ended-by-death'])
})

test('the register tells of a cover only to the member who gives it, and only while it runs', async () => {
  const enrolled = await branch.sent()
  await approve(enrolled)
  await portal.work()
  const number = (
    await portal.database.query<{ number: string }>('select number from person where person_id = $1', [
      enrolled.personId,
    ])
  )[0]!.number
  const value = async (about: Json) => (await given(about))!.value
  const cover = { name: 'زهرا کریمی', relation: 'wife', from: today }
  assert.deepEqual(await value({ number, dependant: WIFE }), cover)
  assert.equal(await value({ number: WIFE, dependant: number }), null, 'the other way round')
  assert.equal(await value({ number: mother, dependant: WIFE }), null, 'somebody else')
  assert.equal(await value({ number, dependant: mother }), null, 'somebody nobody covers')
  const key = (await findCoverOf(app.db, (await findPersonId(app.db, WIFE))!))!
  await app.db.transaction(async (tx) =>
    endCoverOnce(tx, (await lockCover(tx, key))!, { on: today, reason: 'divorce', by: 'clock' }, new Date()),
  )
  assert.equal(await value({ number, dependant: WIFE }), null)
})
