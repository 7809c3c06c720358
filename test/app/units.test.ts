import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { act } from '#app/applications/act.ts'
import { citizen } from '#app/applications/load.ts'
import { openApplication } from '#app/applications/open.ts'
import { done } from '#app/problem.ts'
import { claimCase, openCase } from '#app/staff/case.ts'
import { queue, type Desk } from '#app/staff/desk.ts'
import { takeNext } from '#app/staff/take-next.ts'
import type { Unit } from '#kernel/unit.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const { app } = portal
const branch = branchOf(portal)
const officer = (staffId: string, unit?: Unit): Desk => ({
  staffId,
  role: 'officer',
  scope: { branchId: 1 },
  ...(unit === undefined ? {} : { unit }),
})

test('officers of a unit find, take and decide what is theirs; the others of the branch may read it', async () => {
  const enrolment = await branch.sent()
  const gift = ok(await openApplication(app, (await branch.draft()).personId, 'marriage-gift'))
  ok(await act(app, gift, citizen(gift.personId), null, () => done([{ kind: 'moved', move: 'citizen:submit' }])))
  const { trackingCode: giftCode } = (await branch.load(gift)).row
  const sees = async (desk: Desk) => (await queue(app, desk, {}, null)).rows.map(({ trackingCode }) => trackingCode)
  assert.deepEqual(await sees(officer('71', 'benefits')), [giftCode])
  assert.deepEqual(await sees(officer('72', 'enrolment')), [enrolment.code])
  assert.deepEqual(await sees(officer('73', 'pensions')), [])
  assert.deepEqual((await sees(officer('74'))).toSorted(), [giftCode, enrolment.code].toSorted())
  assert.equal((await queue(app, officer('71', 'benefits'), {}, null)).counts.waiting, 1)

  const read = ok(await openCase(app, officer('72', 'enrolment'), giftCode))
  assert.equal(read.permitted.claim, false)
  assert.equal((await claimCase(app, officer('72', 'enrolment'), giftCode)).ok, false)
  assert.equal(await takeNext(app, officer('73', 'pensions')), null)
  assert.equal((await takeNext(app, officer('71', 'benefits')))?.trackingCode, giftCode)
})
