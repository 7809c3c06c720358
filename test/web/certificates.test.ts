import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { handle, moveApplication } from '#app/applications/move.ts'
import { printedCode } from '#app/certificates/paper.ts'
import { randomToken, tokenHash } from '#app/secrets.ts'
import { staffRoles, type StaffRole } from '#app/staff/staff.ts'
import type { Actor } from '#kernel/service/action.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { listCertificates, type Certificate } from '#store/certificates.ts'
import { randomId, type PersonId } from '#store/ids.ts'
import { recordSignIn } from '#store/sign-ins.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { Visitor } from '../support/visitor.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const officer: Actor = { role: 'officer', id: '71' }

async function signedIn(personId: PersonId): Promise<Visitor> {
  const secret = randomToken()
  const at = new Date(app.clock.now())
  const sessionId = randomId()
  await recordSignIn(app.db, {
    personId,
    sessionId,
    tokenHash: tokenHash(secret),
    at,
    expiresAt: new Date(at.getTime() + 3600_000),
    device: 'کروم در اندروید',
    address: '127.0.0.1',
    deviceHash: null,
  })
  const visitor = new Visitor(portal.url)
  visitor.setCookie('session', `${personId}.${sessionId}.${secret}`)
  return visitor
}

/** A cover that was approved and certified; the one before it about the same wife is let go. */
async function certified(): Promise<ApplicationKey & { code: string; certificate: Certificate }> {
  await portal.database.query('delete from register_dependant')
  const key = await branch.sent()
  ok(await handle(app, key, officer, 'claimed'))
  ok(await moveApplication(app, key, officer, 'officer:approve'))
  await portal.work()
  return { ...key, certificate: (await listCertificates(app.db, key.personId))[0]! }
}

describe('the holder', () => {
  test('finds it on the page of the application and in «گواهی‌های من», and downloads the very print', async () => {
    const key = await certified()
    const visitor = await signedIn(key.personId)
    const number = toPersianDigits(key.certificate.number)
    await visitor.open(`/applications/${key.applicationId}`)
    visitor.sees('گواهی پوشش بیمه‌ای فرد تبعی').sees(number)
    await visitor.open('/certificates')
    visitor.at('/certificates').sees(number).sees('معتبر')
    const href = `/certificates/${key.certificate.certificateId}`
    assert.ok(visitor.html.includes(`href="${href}"`))
    const file = await fetch(portal.url + href, { headers: { cookie: `session=${visitor.cookie('session')}` } })
    assert.equal(file.status, 200)
    assert.equal(file.headers.get('content-type'), 'application/pdf')
    assert.equal(file.headers.get('cache-control'), 'private, no-store')
    assert.equal((await file.bytes()).length, key.certificate.pdfBytes)
  })

  test('is told that it is coming while it is not printed yet', async () => {
    await portal.database.query('delete from register_dependant')
    const key = await branch.sent()
    ok(await handle(app, key, officer, 'claimed'))
    ok(await moveApplication(app, key, officer, 'officer:approve'))
    const visitor = await signedIn(key.personId)
    await visitor.open(`/applications/${key.applicationId}`)
    visitor.sees('گواهی شما تا چند لحظهٔ دیگر آماده می‌شود')
    await portal.work()
  })

  test('nobody else gets it: neither a stranger nor one who is not signed in', async () => {
    const { certificate } = await certified()
    const stranger = await signedIn((await certified()).personId)
    const href = `/certificates/${certificate.certificateId}`
    await stranger.open(href)
    assert.equal(stranger.status, 404)
    for (const path of ['/certificates/0', '/certificates/x', '/certificates/99999999999999999999']) {
      await stranger.open(path)
      assert.equal(stranger.status, 404, path)
    }
    const nobody = await new Visitor(portal.url).open(href)
    assert.match(nobody.path, /^\/sign-in/)
  })
})

describe('whoever was given the paper', () => {
  test('reads at /v/CODE that it is valid, with names and numbers masked', async () => {
    const { certificate, personId } = await certified()
    const visitor = await new Visitor(portal.url).open(`/v/${certificate.code}`)
    visitor.sees('این گواهی معتبر است').sees('ز. ک.').sees(toPersianDigits(certificate.number))
    const { data } = certificate.data as unknown as { data: { number: string; insured: string } }
    for (const hidden of [
      'زهرا',
      'کریمی',
      data.number,
      toPersianDigits(data.number),
      toPersianDigits(data.insured),
      personId,
    ])
      assert.ok(!visitor.html.includes(hidden), hidden)
  })

  test('types the code as it is printed; a wrong one is unknown, a half one is to be mended', async () => {
    const { certificate } = await certified()
    const visitor = new Visitor(portal.url)
    await visitor.open('/v')
    visitor.at('/v').sees('کد گواهی')
    await visitor.open(`/v?code=${encodeURIComponent(printedCode(certificate.code).toLowerCase())}`)
    visitor.at(`/v/${certificate.code}`)
    await visitor.open('/v/000000000000')
    visitor.at('/v/000000000000', 404).sees('صادر نشده است')
    await visitor.open('/v?code=7K3M')
    visitor.at('/v?code=7K3M', 422).sees('کامل بنویسید')
  })

  test('is told when a newer one has taken its place', async () => {
    const key = await certified()
    await portal.forward(60_000)
    const second = await branch.again(key)
    ok(await handle(app, second, officer, 'claimed'))
    ok(await moveApplication(app, second, officer, 'officer:approve'))
    await portal.work()
    const old = await new Visitor(portal.url).open(`/v/${key.certificate.code}`)
    old.sees('این گواهی دیگر معتبر نیست')
    const [newer] = await listCertificates(app.db, key.personId)
    const now = await new Visitor(portal.url).open(`/v/${newer!.code}`)
    now.sees('این گواهی معتبر است')
  })

  test('is made to wait after a hundred tries from one place', async () => {
    const headers = { 'x-forwarded-for': '10.77.0.1' }
    for (let n = 0; n < 100; n += 1) await fetch(`${portal.url}/v/000000000000`, { headers })
    const last = await fetch(`${portal.url}/v/000000000000`, { headers })
    assert.equal(last.status, 429)
    assert.ok(Number(last.headers.get('retry-after')) > 0)
  })

  test('finds the public keys for checking without network', async () => {
    await certified()
    const answer = await fetch(`${portal.url}/.well-known/tamin-certificate-keys.json`)
    assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    const { keys } = (await answer.json()) as { keys: Record<string, string>[] }
    assert.equal(keys.length, 1)
    assert.deepEqual(
      { ...keys[0], firstUsedAt: '' },
      {
        kid: app.signingKey.keyId,
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        x: app.signingKey.publicKey.toString('base64url'),
        firstUsedAt: '',
      },
    )
  })
})

describe('the desk', () => {
  test('opens it as an action that its holder reads; the head of the branch revokes it with a reason', async () => {
    const key = await certified()
    const address = `/staff/cases/${key.code}/certificates`
    const supervisor = await branch.staff('supervisor')
    await supervisor.open(`/staff/cases/${key.code}`)
    assert.ok(supervisor.html.includes(`href="${address}"`))
    await supervisor.open(`${address}/${key.certificate.certificateId}`)
    assert.equal(supervisor.status, 200)
    const holder = await signedIn(key.personId)
    await holder.open(`/applications/${key.applicationId}`)
    holder.sees('رئیس شعبه: گواهی')

    const revoke = `${address}/${key.certificate.certificateId}/revoke`
    await supervisor.open(address)
    await supervisor.submit({ because: '  ' }, revoke)
    supervisor.at(revoke, 422).sees('بنویسید چرا')
    await supervisor.submit({ because: 'نام پدر نادرست بود.' }, revoke)
    supervisor.at(address).sees('باطل شده است')
    await holder.open(`/applications/${key.applicationId}`)
    holder.sees('نام پدر نادرست بود.').sees('باطل شده است')
    const anybody = await new Visitor(portal.url).open(`/v/${key.certificate.code}`)
    anybody.sees('این گواهی باطل شده است')
    assert.ok(!anybody.text.includes('نام پدر نادرست بود.'), 'why is between the holder and the branch')

    const before = (await branch.load(key)).row.lastHash
    await supervisor.open(address)
    const { hidden } = supervisor.form('/staff/sign-out')
    await supervisor.post(revoke, { ...hidden, because: 'باز هم' })
    assert.equal(supervisor.status, 409)
    assert.equal((await branch.load(key)).row.lastHash, before)
  })

  for (const role of Object.keys(staffRoles) as StaffRole[])
    test(`${role}: who may read and revoke, in their scope and out of it`, async () => {
      const key = await certified()
      const path = `/staff/cases/${key.code}/certificates/${key.certificate.certificateId}`
      for (const scope of [{ branchId: 2 }, { province: 'تهران' }, { branchId: 1 }] as const) {
        const visitor = await branch.staff(role, scope)
        await visitor.open('/staff')
        const { hidden } = visitor.form('/staff/sign-out')
        const inScope = 'branchId' in scope && scope.branchId === 1
        await visitor.open(path)
        assert.equal(visitor.status, inScope && ['officer', 'supervisor'].includes(role) ? 200 : 404)
        await visitor.post(`${path}/revoke`, { ...hidden, because: 'آزمایش' })
        const may = inScope && role === 'supervisor'
        assert.equal(visitor.status, may ? 200 : 404)
        const [now] = await listCertificates(app.db, key.personId)
        assert.equal(now!.status, may ? 'revoked' : 'valid')
      }
    })
})
