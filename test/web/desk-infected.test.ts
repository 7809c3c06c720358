import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { answerPage } from '#app/applications/fill.ts'
import { citizen } from '#app/applications/load.ts'
import { moveApplication } from '#app/applications/move.ts'
import { uploadFile } from '#app/applications/upload.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { clamd } from '#connectors/clamd/client.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { takeDue } from '#store/outbox.ts'
import { clamdStandIn, EICAR } from '../support/clamd.ts'
import { branchOf, ok } from '../support/desk.ts'
import { pdf } from '../support/pdf.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
// Finds what names the test signature, as a real scanner does.
const scanner = await clamdStandIn({ after }, (socket, stream) =>
  socket.end(stream.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0'),
)
const app = { ...branch.app, virusScan: clamd(scanner) }
const caseOf = (code: string, rest = '') => `/staff/cases/${code}${rest}`

const bad = { name: 'شناسنامه.pdf', bytes: pdf({ objects: [`% ${EICAR}\n<< >>`] }) }
const good = { name: 'شناسنامه ۲.pdf', bytes: pdf() }

async function work(): Promise<void> {
  for (;;) {
    const now = app.clock.now()
    const commands = await takeDue(app.db, new Date(now), new Date(now + 60_000), 50)
    if (commands.length === 0) return
    for (const command of commands) await carryOut(app, command)
  }
}

/** How many messages about an infected file the person got. Everybody here has the same mobile: the log tells them apart. */
const smsOf = async ({ personId }: ApplicationKey) => {
  const sent = `select from sms where person_id = $1 and template like 'application-file-refused@%'`
  return (await portal.database.query(sent, [personId])).length
}

async function ownerReads(key: ApplicationKey) {
  const owner = await branch.owner(key)
  return owner.open(`/applications/${key.applicationId}`)
}

/** An application that an officer returned for its id card. */
async function returned() {
  const key = await branch.sent()
  const officer = await branch.staff('officer')
  await officer.open(caseOf(key.code))
  await officer.submit({}, caseOf(key.code, '/claim'))
  const remarks = { 'field-placeOfBirth': 'با شناسنامه یکی نیست.', 'document-idCard': 'تصویر خوانا نیست.' }
  await officer.submit(remarks, caseOf(key.code, '/moves/return'))
  officer.at(`/staff?done=${key.code}`)
  ok(await answerPage(app, key, 'details', { json: { placeOfBirth: 'قم' } }))
  return { key, officer }
}

const submit = (key: ApplicationKey) => moveApplication(app, key, citizen(key.personId), 'citizen:submit')

test('while the person has the application: they are told at once, and cannot send it before the file is given again', async () => {
  const { key } = await returned()
  ok(await uploadFile(app, key, 'idCard', bad))
  await work()
  const owner = await ownerReads(key)
  owner.sees('بدافزار داشت و پاک شد').sees('صفحهٔ اول شناسنامه').sees('همان مدرک را دوباره بفرستید')
  assert.equal(await smsOf(key), 1)
  const sent = await submit(key)
  assert.ok(!sent.ok && sent.problem.message === 'هنوز مدرکی فرستاده نشده است.')
  await owner.open(`/applications/${key.applicationId}/documents`)
  assert.ok(owner.html.includes('/documents/idCard'), 'it can be given again')
  ok(await uploadFile(app, key, 'idCard', good))
  await work()
  ok(await submit(key))
  assert.equal(await smsOf(key), 1)
})

test('while the branch has it: the desk sees it, nothing is approved, and the form of return says what to ask for', async () => {
  const { key, officer } = await returned()
  ok(await uploadFile(app, key, 'idCard', bad))
  ok(await submit(key))
  await officer.open(caseOf(key.code))
  await officer.submit({}, caseOf(key.code, '/claim'))
  const { hidden } = officer.form(caseOf(key.code, '/moves/approve'))
  await work()
  ;(await ownerReads(key)).sees('کارشناس شعبه درخواست را برای فرستادن دوبارهٔ همین مدرک به شما برمی‌گرداند')
  assert.equal(await smsOf(key), 1)

  await officer.post(caseOf(key.code, '/moves/approve'), hidden)
  officer.at(caseOf(key.code, '/moves/approve'), 409).sees('آلوده بود و پاک شد؛ اول باید دوباره فرستاده شود')
  await officer.open(caseOf(key.code))
  officer.sees('پرونده آلوده بود و پاک شد؛ باید دوباره فرستاده شود').sees('بدافزار یافت و آن را پاک کرد')
  const remark = /name="document-idCard"[^>]*>([^<]+)</.exec(officer.html)?.[1]
  assert.match(remark ?? '', /آلوده بود و پاک شد/)
  await officer.submit({ 'document-idCard': remark! }, caseOf(key.code, '/moves/return'))
  officer.at(`/staff?done=${key.code}`)
  ok(await uploadFile(app, key, 'idCard', good))
  await work()
  ok(await submit(key))
  await officer.open(caseOf(key.code))
  officer.sees('پویش‌شده و سالم').sees('پرونده‌ای آلوده بود و پاک شد')
  await officer.submit({}, caseOf(key.code, '/claim'))
  await officer.submit({}, caseOf(key.code, '/moves/approve'))
  assert.equal((await branch.load(key)).application.state, 'approved')
})

test('once it is closed nobody is asked for anything; the desk still sees that there was one', async () => {
  const { key } = await returned()
  ok(await uploadFile(app, key, 'idCard', bad))
  ok(await moveApplication(app, key, citizen(key.personId), 'citizen:withdraw'))
  await work()
  assert.equal(await smsOf(key), 0)
  const { application } = await branch.load(key)
  assert.deepEqual(
    application.actions.slice(-1).map(({ kind, by }) => [kind, by.role]),
    [['infected', 'clock']],
  )
  assert.ok(!(await ownerReads(key)).text.includes('بدافزار'))
})

test('a verdict that comes twice is told once', async () => {
  const { key } = await returned()
  ok(await uploadFile(app, key, 'idCard', bad))
  await work()
  await portal.database.query(
    `update outbox set done_at = null, due_at = now() - interval '1 day' where kind = 'scan-file'`,
  )
  await work()
  assert.equal(await smsOf(key), 1)
  assert.equal((await branch.load(key)).application.actions.filter(({ kind }) => kind === 'infected').length, 1)
})
