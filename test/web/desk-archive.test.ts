import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { approveReply } from '#app/requests/approve.ts'
import { draftReply } from '#app/requests/draft.ts'
import type { Asker, NewRequest } from '#app/requests/receive.ts'
import { takeRequest } from '#app/requests/take.ts'
import { branchOf } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { at, ok, requestsOf } from '../support/requests.ts'
import type { Visitor } from '../support/visitor.ts'

// The archive at the desk: answered requests by their words, of what the reader may see.
const portal = await startPortal({ after })
const branch = branchOf(portal)
const people = requestsOf(portal)
people.until(at('1405/07/01', '09:00'))

async function answered(values: Partial<NewRequest>, branchId = 1, asker?: Asker) {
  const receipt = await people.receive(values, asker ?? { by: 'person', personId: await people.member(branchId) })
  const [one, other] = [await people.staff('officer', { branchId }), await people.staff('supervisor', { branchId })]
  ok(await takeRequest(portal.app, one, receipt.trackingCode, null))
  const own = { how: 'own', text: 'پاسخ داده شد.', reason: 'آزمون', questionId: null } as const
  ok(await draftReply(portal.app, one, receipt.trackingCode, own, null))
  ok(await approveReply(portal.app, other, receipt.trackingCode, null))
  portal.clock.forward(16_000)
  await portal.work()
  return receipt
}

const search = (who: Visitor, query: Record<string, string>) =>
  who.open(`/staff/requests/archive?${new URLSearchParams(query)}`)
const codesOn = (who: Visitor) => [...who.html.matchAll(/href="\/staff\/requests\/(\d{10})"/g)].map(([, code]) => code)

const mine = await answered({ title: 'کسری سابقهٔ کارگاه‌های ساختمانی', kind: 'complaint', area: 'insurance' })
const elsewhere = await answered({ title: 'کسری سابقه در کارگاه دیگر' }, 2)
const open = await people.receive({ title: 'کسری سابقه، هنوز بی‌پاسخ' })
const report = await people.receive(
  { kind: 'oversight', title: 'گزارش کسری سابقه', aboutBranch: 1 },
  { by: 'anonymous', address: '10.9.9.9' },
)

test('a clerk finds answered requests of the own branch by words in any form, and no others', async () => {
  const clerk = await branch.staff('officer')
  await clerk.open('/staff/requests')
  assert.match(clerk.html, /href="\/staff\/requests\/archive"/)
  await clerk.open('/staff/requests/archive')
  assert.deepEqual(codesOn(clerk), [], 'a whole archive is no answer')
  await search(clerk, { q: 'كسري سوابق كارگاه' })
  assert.deepEqual(codesOn(clerk), [mine.trackingCode])
  await search(clerk, { q: 'کسری سابقه' })
  assert.deepEqual(codesOn(clerk), [mine.trackingCode])
  await search(clerk, { q: 'کسری سابقه', all: 'yes' })
  assert.deepEqual(codesOn(clerk), [open.trackingCode, mine.trackingCode])
  const province = await branch.staff('province-head', { province: 'قم' })
  await search(province, { q: 'کسری سابقه' })
  assert.deepEqual(new Set(codesOn(province)), new Set([mine.trackingCode, elsewhere.trackingCode]))
  const inspector = await branch.staff('oversight-officer', { province: 'قم' })
  await search(inspector, { q: 'کسری سابقه', all: 'yes' })
  assert.deepEqual(
    codesOn(inspector),
    [report.trackingCode],
    'reports are for those who look into them, and nothing else',
  )
})

test('what it lists says nothing of a person that the list of the inbox does not say', async () => {
  const guest = { by: 'guest', name: 'مینا کاظمی', mobile: '09125550001', address: '10.0.0.7' } as const
  const receipt = await answered(
    { title: 'ققنوس', body: 'شمارهٔ من ۰۹۱۲۵۵۵۰۰۰۲ است و متن محرمانهٔ من این است.' },
    1,
    guest,
  )
  const clerk = await branch.staff('officer')
  await search(clerk, { q: 'ققنوس' })
  assert.deepEqual(codesOn(clerk), [receipt.trackingCode])
  for (const secret of ['09125550001', '۰۹۱۲۵۵۵۰۰۰۱', '۰۹۱۲۵۵۵۰۰۰۲', 'محرمانه']) assert.ok(!clerk.html.includes(secret))
})

test('by kind, area and day of receipt; a wrong day is said at its field; pages follow one another', async () => {
  const clerk = await branch.staff('officer')
  await search(clerk, { q: 'سابقه', kind: 'question' })
  assert.ok(!codesOn(clerk).includes(mine.trackingCode))
  await search(clerk, { q: 'سابقه', kind: 'complaint', area: 'insurance', from: '۱۴۰۵/۰۷/۰۱', until: '۱۴۰۵/۰۷/۰۱' })
  assert.deepEqual(codesOn(clerk), [mine.trackingCode])
  await search(clerk, { q: 'سابقه', until: '1405/06/31' })
  assert.deepEqual(codesOn(clerk), [])
  assert.equal((await search(clerk, { q: 'سابقه', from: '1405/13/01' })).status, 422)
  for (let n = 0; n < 26; n += 1) {
    await people.receive({ title: 'سیمرغ' })
    portal.clock.forward(1000)
  }
  await search(clerk, { q: 'سیمرغ', all: 'yes' })
  const first = codesOn(clerk)
  const next = /href="(\/staff\/requests\/archive\?[^"]*after=[^"]*)"/.exec(clerk.html)![1]!.replaceAll('&amp;', '&')
  await clerk.open(next)
  const rest = codesOn(clerk)
  assert.deepEqual([first.length, rest.length, new Set([...first, ...rest]).size], [25, 1, 26])
})
