import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { act } from '#app/applications/act.ts'
import { beginApplication } from '#app/applications/begin.ts'
import { citizen } from '#app/applications/load.ts'
import { done } from '#app/problem.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const { app } = portal
const branch = branchOf(portal)

test('whoever begins again what is still open goes on with it, until it has ended', async () => {
  const { personId } = await branch.draft()
  const does = (key: { personId: typeof personId; applicationId: string }, move: string) =>
    act(app, key, citizen(personId), null, () => done([{ kind: 'moved', move: `citizen:${move}` as never }]))
  const first = ok(await beginApplication(app, personId, 'bank-account'))
  ok(await does(first, 'submit'))
  assert.deepEqual(ok(await beginApplication(app, personId, 'bank-account')), first)
  ok(await does(first, 'withdraw'))
  const second = ok(await beginApplication(app, personId, 'bank-account'))
  assert.notEqual(second.applicationId, first.applicationId)
})

test('who may have several of a service begins another one', async () => {
  const { personId, applicationId } = await branch.sent()
  const another = ok(await beginApplication(app, personId, 'dependants'))
  assert.notEqual(another.applicationId, applicationId)
})
