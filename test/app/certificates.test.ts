import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test, type TestContext } from 'node:test'
import { handle, moveApplication } from '#app/applications/move.ts'
import { checkCertificate, publishedKeys } from '#app/certificates/check.ts'
import { openCertificate } from '#app/certificates/open.ts'
import { readCode, signedText } from '#app/certificates/paper.ts'
import { isSignedBy, keyIdOf, signingKeyOf } from '#app/certificates/signing.ts'
import { Secrets } from '#app/secrets.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { endCoverOnce } from '#app/covers/end.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Actor } from '#kernel/service/action.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { listCertificates, type Certificate } from '#store/certificates.ts'
import type { Command } from '#store/outbox.ts'
import { lockCover } from '#store/covers.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'

const officer: Actor = { role: 'officer', id: '71' }

async function begin(t: TestContext) {
  const portal = await startPortal(t)
  const branch = branchOf(portal)
  const { app } = branch
  const approve = async (key: ApplicationKey) => {
    ok(await handle(app, key, officer, 'claimed'))
    ok(await moveApplication(app, key, officer, 'officer:approve'))
  }
  return {
    portal,
    branch,
    app,
    approve,
    /** A wife enrolled and approved; the worker has done everything. */
    async enrolled(): Promise<ApplicationKey> {
      const key = await branch.sent()
      await approve(key)
      await portal.work()
      return key
    },
    one: async (key: ApplicationKey): Promise<Certificate> => {
      const all = await listCertificates(app.db, key.personId)
      assert.equal(all.length, 1)
      return all[0]!
    },
  }
}

const effectCommands = (portal: Awaited<ReturnType<typeof startPortal>>, kind: string) =>
  portal.database.query<{ command: Command }>(
    `select json_build_object('personId', person_id::text, 'commandId', command_id::text, 'kind', kind,
       'payload', payload, 'attempts', attempts) as command from outbox where kind = $1 order by due_at`,
    [kind],
  )

describe('issuing', () => {
  test('an approved cover is certified once, with all it says frozen, and printed', async (t) => {
    const { app, enrolled, one, branch } = await begin(t)
    const key = await enrolled()
    const certificate = await one(key)
    const { application } = await branch.load(key)
    const decided = application.moves.at(-1)!.at
    assert.equal(certificate.status, 'valid')
    assert.equal(certificate.issuedAt.getTime(), Math.floor(decided / 1000) * 1000)
    assert.match(certificate.number, /^\d{10}$/)
    assert.deepEqual((certificate.data as { lines: Record<string, string> }).lines['name'], 'زهرا کریمی')
    const pdf = (await openCertificate(app, certificate))!
    assert.equal(Buffer.from(pdf.bytes.subarray(0, 5)).toString(), '%PDF-')
    assert.equal(pdf.bytes.length, certificate.pdfBytes)
  })

  test('commands that come again, and two at once, issue and print nothing twice', async (t) => {
    const { app, portal, enrolled, one } = await begin(t)
    const before = await one(await enrolled())
    const again = [
      ...(await effectCommands(portal, 'application-effect')),
      ...(await effectCommands(portal, 'print-certificate')),
    ].map(({ command }) => ({ ...command, createdAt: new Date(command.createdAt) }))
    const certifying = again.filter(({ payload }) => payload['effect'] === 1 || payload['certificateId'] !== undefined)
    assert.equal(certifying.length, 2)
    const results = await Promise.all([...certifying, ...certifying].map((command) => carryOut(app, command)))
    assert.deepEqual(new Set(results.map(({ ended }) => ended)), new Set(['done']))
    assert.deepEqual(await one(before), before)
    assert.deepEqual(await portal.database.query('select * from stray_file'), [])
  })

  test('a print that lost against another is left for the sweep, and the first is served', async (t) => {
    const { app, portal, branch, approve, one } = await begin(t)
    const key = await branch.sent()
    await approve(key)
    const press = { print: async () => Promise.reject(new Error('no paper')) }
    const failing = { ...app, press }
    const commands = await effectCommands(portal, 'application-effect')
    for (const { command } of commands) await carryOut(failing, { ...command, createdAt: new Date() })
    await carryOut(failing, {
      ...(await effectCommands(portal, 'application-effect')).at(-1)!.command,
      createdAt: new Date(),
    })
    const [print] = await effectCommands(portal, 'print-certificate')
    assert.equal((await carryOut(failing, print!.command)).ended, 'failed')
    assert.equal((await one(key)).storageKey, null)
    assert.equal(await openCertificate(app, await one(key)), null)
    await Promise.all([carryOut(app, print!.command), carryOut(app, print!.command)])
    const certificate = await one(key)
    assert.notEqual(certificate.storageKey, null)
    assert.notEqual(await openCertificate(app, certificate), null)
    const strays = await portal.database.query<{ key: string }>('select storage_key as key from stray_file')
    assert.ok(strays.every((stray) => stray.key !== certificate.storageKey))
  })

  test('nothing is certified that the register refuses', async (t) => {
    const { app, portal, branch, approve, enrolled } = await begin(t)
    await enrolled()
    const rival = await branch.sent()
    await approve(rival)
    assert.ok((await portal.work()).includes('application-effect failed'))
    assert.deepEqual(await listCertificates(app.db, rival.personId), [])
  })

  test('what was frozen cannot be changed by the processes', async (t) => {
    const { app, enrolled, one } = await begin(t)
    const { personId } = await one(await enrolled())
    for (const column of ['data', 'digest', 'signature', 'number', 'code', 'issued_at', 'about_id'])
      await assert.rejects(
        app.db.query(`update certificate set ${column} = ${column} where person_id = $1`, [personId]),
        /permission denied/,
        column,
      )
    await assert.rejects(app.db.query('delete from certificate where person_id = $1', [personId]), /permission denied/)
  })
})

describe('what becomes of it', () => {
  test('a newer certificate of the same cover takes the place of the older, in whatever order they are issued', async (t) => {
    const { app, portal, branch, approve } = await begin(t)
    const first = await branch.sent()
    await approve(first)
    portal.clock.forward(60_000)
    const second = await branch.again(first)
    await approve(second)
    const commands = await effectCommands(portal, 'application-effect')
    // The later decision is carried out first.
    for (const { command } of commands.toReversed()) await carryOut(app, { ...command, createdAt: new Date() })
    await portal.work()
    const [newer, older] = await listCertificates(app.db, first.personId)
    assert.deepEqual([newer!.applicationId, newer!.status], [second.applicationId, 'valid'])
    assert.deepEqual([older!.status, older!.supersededBy], ['superseded', newer!.certificateId])
    const checked = ok(await checkCertificate(app, older!.code, '10.0.0.1'))
    assert.equal(checked.status, 'superseded')
  })

  test('the end of a cover revokes its certificate, also one that is only issued afterwards', async (t) => {
    const { app, enrolled, one, portal } = await begin(t)
    const key = await enrolled()
    const { aboutId } = await one(key)
    const at = new Date(app.clock.now())
    const end = () =>
      app.db.transaction(async (tx) => {
        const cover = (await lockCover(tx, {
          personId: key.personId,
          dependantId: aboutId!,
          from: tehranDate(at.getTime()),
        }))!
        return endCoverOnce(tx, cover, { on: tehranDate(at.getTime()), reason: 'divorce', by: 'clock' }, at)
      })
    assert.equal(await end(), true)
    assert.equal(await end(), false)
    const revoked = await one(key)
    assert.deepEqual(
      [revoked.status, revoked.revokedBy, revoked.revokedBecause],
      ['revoked', 'clock', 'پوشش به پایان رسید.'],
    )
    assert.equal(ok(await checkCertificate(app, revoked.code, '10.0.0.1')).status, 'revoked')

    // As if the worker had been away between the two.
    await portal.database.query('delete from certificate')
    const [command] = (await effectCommands(portal, 'application-effect')).filter(
      (row) => row.command.payload['effect'] === 1,
    )
    await carryOut(app, command!.command)
    assert.equal((await one(key)).status, 'revoked')
  })
})

describe('checking', () => {
  test('whoever has the code is told what the paper says, masked, and whether it holds', async (t) => {
    const { app, enrolled, one, branch } = await begin(t)
    const key = await enrolled()
    const certificate = await one(key)
    const { answers } = (await branch.load(key)).application
    const { number } = answers['person'] as { number: string }
    const checked = ok(await checkCertificate(app, certificate.code, '10.0.0.1'))
    assert.equal(checked.status, 'valid')
    assert.match(checked.control, /^[۰-۹]{4} [۰-۹]{4} [۰-۹]{4}$/)
    const told = JSON.stringify(checked)
    assert.ok(told.includes('ز. ک.'))
    for (const hidden of ['زهرا', 'کریمی', number, 'طلاق', certificate.personId])
      assert.ok(!told.includes(hidden), hidden)
  })

  test('the code may be typed in any manner; any other code is unknown', async (t) => {
    const { app, enrolled, one } = await begin(t)
    const { code } = await one(await enrolled())
    const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase().replaceAll('0', 'o')
    assert.equal(ok(await checkCertificate(app, typed, '10.0.0.1')).code, code)
    const other = code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    for (const wrong of [other, '', 'x'.repeat(5000), '%00'])
      assert.equal((await checkCertificate(app, wrong, '10.0.0.1')).ok, false)
    assert.equal(readCode('۷k3m-abcd_efgh'), '7K3MABCDEFGH')
    assert.equal(readCode('7K3MABCDEFGU'), null)
  })

  test('codes cannot be tried out: the 101st in a quarter of an hour waits', async (t) => {
    const { app } = await begin(t)
    for (let n = 0; n < 100; n += 1) await checkCertificate(app, '000000000000', '10.9.9.9')
    const refused = await checkCertificate(app, '000000000000', '10.9.9.9')
    assert.equal(refused.ok ? '' : refused.problem.code, 'limited')
  })

  test('of what was changed behind the portal nothing is confirmed', async (t) => {
    const { app, portal, enrolled, one } = await begin(t)
    const { code } = await one(await enrolled())
    await portal.database.query(`update certificate set data = jsonb_set(data, '{lines,name}', '"کسی دیگر"')`)
    await assert.rejects(checkCertificate(app, code, '10.0.0.1'), /does not match its signature/)
  })
})

describe('keys', () => {
  test('after a rotation old papers verify with the old public key, new ones with the new', async (t) => {
    const { app, branch, portal, approve, enrolled } = await begin(t)
    const key = await enrolled()
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const rotated = { ...app, signingKey: signingKeyOf(pem, app.secrets) }
    await approve(await branch.again(key))
    // Twice, because the certificate is ordered by the entry in the register.
    for (const _ of [1, 2])
      for (const { command } of await effectCommands(portal, 'application-effect'))
        await carryOut(rotated, { ...command, createdAt: new Date() })
    const all = await listCertificates(app.db, key.personId)
    assert.equal(new Set(all.map(({ keyId }) => keyId)).size, 2)
    for (const { code } of all) ok(await checkCertificate(app, code, '10.0.0.1'))
    const { keys } = (await publishedKeys(app)) as { keys: { kid: string; x: string }[] }
    assert.equal(keys.length, 2)
    for (const certificate of all) {
      const published = Buffer.from(keys.find(({ kid }) => kid === certificate.keyId)!.x, 'base64url')
      assert.equal(keyIdOf(published), certificate.keyId)
      const { digits } = certificate.data as { digits: string[] }
      const text = signedText({ ...certificate, digits })
      assert.ok(isSignedBy(published, text, certificate.signature))
      assert.ok(!isSignedBy(published, text.replace(certificate.number, '0000000000'), certificate.signature))
    }
  })

  test('the derived key belongs to the SECRET_KEY; a key of another kind is refused', () => {
    const secrets = (byte: string) => new Secrets(Buffer.from(byte.repeat(32)).toString('base64url'))
    assert.equal(signingKeyOf(undefined, secrets('a')).keyId, signingKeyOf(undefined, secrets('a')).keyId)
    assert.notEqual(signingKeyOf(undefined, secrets('a')).keyId, signingKeyOf(undefined, secrets('b')).keyId)
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const pem = rsa.export({ format: 'pem', type: 'pkcs8' }).toString()
    assert.throws(() => signingKeyOf(pem, secrets('a')), /not an Ed25519 key/)
  })
})
