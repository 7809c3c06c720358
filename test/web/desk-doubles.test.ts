import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { answerPage } from '#app/applications/fill.ts'
import { citizen } from '#app/applications/load.ts'
import { moveApplication } from '#app/applications/move.ts'
import { uploadFile } from '#app/applications/upload.ts'
import { branchOf, ok } from '../support/desk.ts'
import { pdf } from '../support/pdf.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const caseOf = (code: string, rest = '') => `/staff/cases/${code}${rest}`

/** An application sent again with this very file for the id card. */
async function sentWith(bytes: Uint8Array, relation: 'wife' | 'mother', branchId: number) {
  const key = await branch.sent(relation, branchId)
  const officer = await branch.staff('officer', { branchId })
  await officer.open(caseOf(key.code))
  await officer.submit({}, caseOf(key.code, '/claim'))
  const remarks = { 'field-placeOfBirth': 'یکی نیست.', 'document-idCard': 'خوانا نیست.' }
  await officer.submit(remarks, caseOf(key.code, '/moves/return'))
  ok(await answerPage(branch.app, key, 'details', { json: { placeOfBirth: 'قم' } }))
  ok(await uploadFile(branch.app, key, 'idCard', { name: 'شناسنامه.pdf', bytes }))
  ok(await moveApplication(branch.app, key, citizen(key.personId), 'citizen:submit'))
  return key
}

test('who else asks for the same person is shown; beyond the own branch only how many there are', async () => {
  const [one, two] = [await branch.sent('wife'), await branch.sent('wife')]
  const mother = await branch.sent('mother')
  const officer = await branch.staff('officer')
  await officer.open(caseOf(one.code))
  officer.sees('درخواست‌های همانند').sees('برای همین مورد')
  assert.ok(officer.html.includes(caseOf(two.code)))
  assert.ok(!officer.html.includes(caseOf(mother.code)))
  assert.ok(!officer.text.includes('میزهای دیگر'))

  const away = await branch.sent('wife', 2)
  await officer.open(caseOf(one.code))
  officer.sees('۱ درخواست همانند در میزهای دیگر')
  assert.ok(!officer.html.includes(away.code))

  await officer.open(caseOf(mother.code))
  assert.ok(!officer.text.includes('درخواست‌های همانند'))
})

test('one that has ended is no longer for the same thing', async () => {
  const [one, two] = [await branch.sent('father'), await branch.sent('father')]
  ok(await moveApplication(branch.app, two, citizen(two.personId), 'citizen:withdraw'))
  const officer = await branch.staff('officer')
  await officer.open(caseOf(one.code))
  assert.ok(!officer.text.includes('درخواست‌های همانند'))
})

test('the same file handed in by somebody else is shown, whatever it was handed in for', async () => {
  const bytes = pdf()
  const one = await sentWith(bytes, 'wife', 3)
  const two = await sentWith(bytes, 'mother', 3)
  const officer = await branch.staff('officer', { branchId: 3 })
  await officer.open(caseOf(one.code))
  officer.sees('یکی از پرونده‌های همین مدارک در این درخواست‌ها هم فرستاده شده است')
  assert.ok(officer.html.includes(caseOf(two.code)))
})
