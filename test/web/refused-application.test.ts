import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { handle, moveApplication } from '#app/applications/move.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { Visitor } from '../support/visitor.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const officer = { role: 'officer', id: '77' } as const

test('whoever was refused asks about that refusal, and the branch sees which application it is about', async () => {
  const key = await branch.sent()
  ok(await handle(branch.app, key, officer, 'claimed'))
  const reasons = [{ rule: 'tie', note: 'سند ازدواج باطل شده است.' }]
  ok(await moveApplication(branch.app, key, officer, 'officer:reject', { reasons }))
  const owner = await branch.owner(key)
  await owner.open(`/applications/${key.applicationId}`)
  owner.sees('سند ازدواج باطل شده است.')
  const href = `/requests/new?application=${key.applicationId}`
  assert.ok(owner.html.includes(`href="${href}"`))
  await owner.open(href)
  const title = /name="title"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="title"/.exec(owner.html)
  const asked = title?.[1] ?? title?.[2] ?? ''
  assert.match(asked, /^دربارهٔ نتیجهٔ «/)
  await owner.submit({ title: asked }, '/requests/new')
  if (owner.path === '/requests/new/similar') await owner.open('/requests/new/form')
  owner.at('/requests/new/form')
  await owner.submit({ kind: 'complaint', area: 'insurance', title: asked, body: 'سند ازدواج من باطل نیست.' })
  await owner.at('/requests/new/review').submit({}, '/requests/new/send')
  const [row] = await portal.database.query<{ application: string; person: string; code: string }>(
    'select application_id as application, person_id as person, tracking_code as code from request',
  )
  assert.deepEqual([row!.application, row!.person], [key.applicationId, key.personId])

  const clerk = await branch.staff('officer')
  await clerk.open(`/staff/requests/${row!.code}`)
  assert.ok(clerk.html.includes(`/staff/cases/${key.code}`), 'the way to the case')

  // Nobody else can hang a request on it.
  const other = await branch.owner(await branch.draft())
  await other.open(href)
  assert.ok(!other.html.includes(key.applicationId))
  const guest = new Visitor(portal.url)
  await guest.open(href)
  assert.ok(!guest.html.includes(key.applicationId))
})
