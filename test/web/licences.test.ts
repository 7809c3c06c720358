import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { beginApplication } from '#app/applications/begin.ts'
import { answerPage } from '#app/applications/fill.ts'
import { submitApplication } from '#app/applications/submit.ts'
import { formatJalali, addDays, tehranDate } from '#kernel/dates.ts'
import { listCertificates } from '#store/certificates.ts'
import { findLicenceByCode, listLicences } from '#store/licences.ts'
import type { PersonId } from '#store/ids.ts'
import { initials } from '#kernel/mask.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { Visitor } from '../support/visitor.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const today = () => tehranDate(app.clock.now())
const day = (days: number) => formatJalali(addDays(today(), days), 'numeric')

/** Somebody with a certificate of their relation to the organisation, given at once for one recipient after the other. */
async function holder(): Promise<{ personId: PersonId; visitor: Visitor; certificateId: string }> {
  const { personId } = await branch.draft()
  const app2 = { ...app, sources: { ...app.sources, 'register.member': async () => member } }
  for (const recipient of ['بانک ملی', 'سفارت']) {
    const key = ok(await beginApplication(app2, personId, 'active-relation'))
    ok(await answerPage(app2, key, 'recipient', { json: { recipient } }))
    ok(await submitApplication(app2, key, null))
  }
  await portal.work()
  const [certificate] = await listCertificates(app.db, personId)
  const visitor = await branch.owner({ personId, applicationId: '' })
  return { personId, visitor, certificateId: certificate!.certificateId }
}
const member = { value: null, source: 'test', replyId: '1', saidAt: new Date(0).toISOString() }

/** Gives a licence at the pages, and reads its code from them. */
async function licensed(): Promise<Awaited<ReturnType<typeof holder>> & { code: string }> {
  const person = await holder()
  const { visitor, certificateId, personId } = person
  await visitor.open(`/certificates/${certificateId}/licences`)
  await visitor.submit({ institution: 'بانک ملی، شعبهٔ قم', until: day(30) }, `/certificates/${certificateId}/licences`)
  visitor.at(`/certificates/${certificateId}/licences`).sees('بانک ملی، شعبهٔ قم').sees('هنوز کسی آن را باز نکرده است')
  const [licence] = await listLicences(app.db, personId, certificateId)
  return { ...person, code: licence!.code }
}

async function inquires(code: string, usedBy = 'سارا نمونه، بانک ملی'): Promise<Visitor> {
  const institution = new Visitor(portal.url)
  await institution.open('/licence')
  await institution.submit({ code, usedBy }, '/licence')
  return institution
}

test('certificates of relation for two recipients hold beside one another', async () => {
  const { personId } = await holder()
  const all = await listCertificates(app.db, personId)
  assert.deepEqual(
    all.map(({ status }) => status),
    ['valid', 'valid'],
  )
})

test('an institution opens the certificate by its code, and the paper; its holder reads who did and when', async () => {
  const { visitor, certificateId, code } = await licensed()
  const institution = await inquires(code.toLowerCase())
  institution.sees('این گواهی معتبر است').sees('برای بانک ملی، شعبهٔ قم')
  institution.sees(initials('محمدرضا صادقی'))
  assert.ok(!institution.html.includes('صادقی'), 'the full name stands on the paper only')
  await institution.submit({}, '/licence/paper')
  assert.deepEqual([institution.status, institution.html.slice(0, 5)], [200, '%PDF-'])
  await visitor.open(`/certificates/${certificateId}/licences`)
  visitor.sees('سارا نمونه، بانک ملی').sees('خود برگه را هم باز کرد')
})

test('one that was ended, has run out or was never given opens nothing, and none is told from another', async () => {
  const { visitor, certificateId, code, personId } = await licensed()
  const licence = (await findLicenceByCode(app.db, code))!
  await visitor.open(`/certificates/${certificateId}/licences`)
  await visitor.submit({}, `/certificates/${certificateId}/licences/${licence.licenceId}/end`)
  visitor.sees('پایان‌یافته')
  const refusals = [await inquires(code), await inquires('ABCDEFGHJKMN')]
  const other = await licensed()
  await portal.forward(31 * 24 * 3600_000)
  refusals.push(await inquires(other.code))
  for (const one of refusals) one.sees('مجوز بازی با این کد نیست')
  assert.equal(new Set(refusals.map(({ status }) => status)).size, 1)
  assert.equal((await listLicences(app.db, personId, certificateId))[0]!.endedAt !== null, true)
})

test('who does not say who they are sees nothing, and nothing is noted of them', async () => {
  const { code } = await licensed()
  const nobody = await inquires(code, ' ')
  nobody.sees('نام خود و مؤسسه را بنویسید')
})

test('nobody gives or ends licences for the certificate of another', async () => {
  const { certificateId, code } = await licensed()
  const stranger = (await holder()).visitor
  const { licenceId } = (await findLicenceByCode(app.db, code))!
  await stranger.open(`/certificates/${certificateId}/licences`)
  assert.equal(stranger.status, 404)
  await stranger.open('/licence')
  const { hidden } = stranger.form('/licence')
  await stranger.send({ action: `/certificates/${certificateId}/licences/${licenceId}/end`, hidden })
  assert.equal(stranger.status, 404)
  assert.equal((await findLicenceByCode(app.db, code))!.endedAt, null)
})

test('a day that has passed, or is more than a year away, is refused in words', async () => {
  const { visitor, certificateId } = await holder()
  for (const until of [day(-1), day(400), 'فردا']) {
    await visitor.open(`/certificates/${certificateId}/licences`)
    await visitor.submit({ institution: 'بانک', until }, `/certificates/${certificateId}/licences`)
    assert.equal(visitor.status, 422)
  }
})

test('the page of inquiries is limited by address', async () => {
  const institution = new Visitor(portal.url)
  await institution.open('/licence')
  for (let n = 0; n < 62 && institution.status !== 429; n += 1) {
    await institution.open('/licence')
    await institution.submit({ code: 'ABCDEFGHJKMN', usedBy: 'کسی' }, '/licence')
  }
  assert.equal(institution.status, 429)
})
