import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { beginApplication } from '#app/applications/begin.ts'
import { wakeDue } from '#app/applications/move.ts'
import { submitApplication } from '#app/applications/submit.ts'
import { sayOfService, type NewState } from '#app/services/say.ts'
import { addDays, formatJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { getPerson } from '#store/people.ts'
import { insertStaff } from '#store/staff.ts'
import { randomId } from '#store/ids.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { Visitor } from '../support/visitor.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const names = { userName: 'sara', displayName: 'سارا', role: 'administrator', branchId: null, province: null }
await insertStaff(app.db, { staffId: randomId(), ...names, passwordHash: 'x', totpSecret: Buffer.alloc(1) }, new Date())

const DAY = 24 * 3600_000
const today = (): IsoDate => tehranDate(app.clock.now())
const reason = 'سامانهٔ ثبت احوال در دست نگهداری است.'

/** Says something of the service and lets the seconds pass in which processes may not know it yet. */
async function say(more: Partial<NewState>): Promise<void> {
  const said = { service: 'dependants', state: 'off', reason, link: null, until: null, person: null } as const
  ok(await sayOfService(app, 'sara', { ...said, from: today(), ...more }))
  await portal.forward(6_000)
}
const on = () => say({ state: 'active', reason: '' })
const problem = (result: { ok: boolean; problem?: { message: string } }): string =>
  result.ok ? assert.fail('it was not refused') : result.problem!.message
const stateInApi = async () => {
  const answer = (await (await fetch(`${portal.url}/api/v1/services/dependants`)).json()) as {
    service: { state: Record<string, string | null> }
  }
  return answer.service.state
}

test('off: nobody begins it, its pages and the API say why and until when, and what was opened before stays', async () => {
  const draft = await branch.draft()
  await branch.fill(draft, 'wife')
  const before = (await branch.load(draft)).application
  const until = addDays(today(), 3)
  await say({ until })

  const message = problem(await beginApplication(app, draft.personId, 'dependants'))
  assert.ok(message.includes(reason) && message.includes(formatJalali(until, 'long')), message)
  const visitor = await new Visitor(portal.url).open('/services/dependants')
  visitor.sees(reason)
  assert.throws(() => visitor.form('/services/dependants/start'))
  assert.match((await visitor.open('/audience/insured')).text, /تا پایان .* بسته/)
  assert.equal((await stateInApi())['kind'], 'off')

  const refused = problem(await submitApplication(app, draft))
  assert.ok(refused.includes(reason) && refused.includes('پاک نشد'), refused)
  assert.deepEqual((await branch.load(draft)).application, before)
  const owner = await branch.owner(draft)
  await owner.open(`/applications/${draft.applicationId}/review`)
  await owner.submit({}, `/applications/${draft.applicationId}/submit`)
  owner.sees(reason)

  await on()
  ok(await submitApplication(app, draft))
  assert.deepEqual(await stateInApi(), { kind: 'active', reason: null, until: null, link: null })
})

test('it opens by itself after its last day, and one said for later begins on its day', async () => {
  await say({ from: addDays(today(), 2), until: addDays(today(), 3) })
  const { personId } = await branch.draft()
  ok(await beginApplication(app, personId, 'dependants'))
  await portal.forward(2 * DAY)
  problem(await beginApplication(app, personId, 'dependants'))
  await portal.forward(2 * DAY)
  ok(await beginApplication(app, personId, 'dependants'))
})

test('off for one person is off for them alone', async () => {
  const [one, other] = [await branch.draft(), await branch.draft()]
  const { number } = await getPerson(app.db, one.personId)
  await say({ person: number, reason: 'درخواست‌های تکراری پیاپی فرستاده شده است.' })
  assert.match(problem(await beginApplication(app, one.personId, 'dependants')), /برای شما بسته است/)
  ok(await beginApplication(app, other.personId, 'dependants'))
  assert.equal((await stateInApi())['kind'], 'active', 'nobody else learns of it')
  const owner = await branch.owner(one)
  assert.match((await owner.open('/services/dependants')).text, /برای شما بسته است/)
  await say({ person: number, state: 'active', reason: '' })
  ok(await beginApplication(app, one.personId, 'dependants'))
})

test('with a warning it goes on; done elsewhere it leads there, and what was opened here is still sent', async () => {
  const draft = await branch.draft()
  await branch.fill(draft, 'wife')
  await say({ state: 'warning', reason: 'پاسخ ثبت احوال امروز کند است.' })
  const visitor = await new Visitor(portal.url).open('/services/dependants')
  visitor.sees('پاسخ ثبت احوال امروز کند است.')
  assert.ok(visitor.form('/services/dependants/start'))

  await say({ state: 'outside', reason: 'به سامانهٔ تازه رفته است.', link: 'https://new.example.ir/' })
  await visitor.open('/services/dependants')
  assert.ok(visitor.html.includes('href="https://new.example.ir/"'))
  problem(await beginApplication(app, draft.personId, 'dependants'))
  ok(await submitApplication(app, draft))
  await on()
})

test('whoever could not send because it was off does not lose the application to the clock', async () => {
  const draft = await branch.draft()
  await portal.forward(29 * DAY)
  await say({ until: addDays(today(), 3) })
  await portal.forward(3 * DAY)
  await wakeDue(app)
  assert.equal((await branch.load(draft)).row.state, 'draft')
  await portal.forward(3 * DAY)
  await wakeDue(app)
  assert.equal((await branch.load(draft)).row.state, 'draft', 'some days are left to send it')
  await portal.forward(2 * DAY)
  await wakeDue(app)
  assert.equal((await branch.load(draft)).row.state, 'lapsed')
})

test('who says so is an active member of staff, says why, and says it of days to come', async () => {
  const said = { service: 'dependants', state: 'off', reason, link: null, until: null, person: null } as const
  const refusals: readonly [string, Partial<NewState>][] = [
    ['nobody', {}],
    ['sara', { reason: ' ' }],
    ['sara', { until: addDays(today(), -1) }],
    ['sara', { from: addDays(today(), 5), until: addDays(today(), 4) }],
    ['sara', { state: 'warning', person: '9901234565' as PersonalNumber }],
    ['sara', { state: 'outside', link: null }],
    ['sara', { state: 'outside', link: 'http://plain.example.ir/' }],
  ]
  for (const [user, more] of refusals) problem(await sayOfService(app, user, { ...said, from: today(), ...more }))
  assert.equal((await stateInApi())['kind'], 'active')
})
