import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { handle, moveApplication } from '#app/applications/move.ts'
import { inquire } from '#app/certificates/licences.ts'
import { printedCode } from '#app/certificates/paper.ts'
import { addDays, formatJalali, tehranDate } from '#kernel/dates.ts'
import { toLatinDigits } from '#kernel/text.ts'
import type { Actor } from '#kernel/service/action.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { ApiClient } from './api-client.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const officer: Actor = { role: 'officer', id: '71' }
const api = await ApiClient.of(portal.server)

/** The session of somebody with a certificate that was printed. */
const holder = (async () => {
  const key = await branch.sent()
  ok(await handle(app, key, officer, 'claimed'))
  ok(await moveApplication(app, key, officer, 'officer:approve'))
  await portal.work()
  return (await branch.owner(key)).cookie('session')!
})()

test('a program lists the certificates of its person, fetches the print, and anybody checks one', async () => {
  const bearer = await holder

  const { body } = await api.call('GET', '/certificates', { bearer })
  const [certificate] = body.certificates
  assert.deepEqual([certificate.status, certificate.printed, certificate.endedAt], ['valid', true, null])

  const paper = await api.call('GET', `/certificates/${certificate.id}`, { bearer })
  assert.equal(paper.headers['content-type'], 'application/pdf')
  assert.equal(paper.response.rawPayload.subarray(0, 5).toString(), '%PDF-')

  const typed = encodeURIComponent(printedCode(certificate.code).toLowerCase())
  const checked = await api.call('GET', `/certificates/checks/${typed}`)
  assert.deepEqual([checked.body.number, checked.body.status], [certificate.number, 'valid'])
  assert.match(checked.body.control, /^[۰-۹]{4} [۰-۹]{4} [۰-۹]{4}$/)

  assert.equal((await api.call('GET', '/certificates/7', { bearer })).status, 404)
  assert.equal((await api.call('GET', '/certificates')).status, 401)
  assert.equal((await api.call('GET', '/certificates/checks/000000000000')).status, 404)
})

test('a licence over the API: given once for a key, listed with who used it, ended; nobody else’s is there', async () => {
  const bearer = await holder
  const { id } = (await api.does('GET', '/certificates', { bearer })).certificates[0]
  const path = `/certificates/${id}/licences`
  const until = toLatinDigits(formatJalali(addDays(tehranDate(app.clock.now()), 30), 'numeric'))
  const body = { institution: 'بانک ملی', until }
  const once = { bearer, body, key: 'a-key-of-one-attempt-1' }
  const given = await api.does('POST', path, once)
  assert.deepEqual([given.institution, given.until, given.endedAt], ['بانک ملی', until, null])
  assert.deepEqual(await api.does('POST', path, once), given)
  // The kept answer is gone, as after a crash or a day: the attempt is known all the same.
  await portal.database.query('delete from api_key')
  assert.deepEqual(await api.does('POST', path, once), given)
  await api.does('POST', path, { ...once, key: 'a-key-of-one-attempt-2' })

  ok(await inquire(app, { code: given.code, usedBy: 'سارا نمونه' }, '192.0.2.7'))
  const { licences } = await api.does('GET', path, { bearer })
  assert.deepEqual(
    licences
      .map(({ open, uses }: { open: boolean; uses: { usedBy: string; paper: boolean }[] }) => [
        open,
        uses.map(({ usedBy, paper }) => [usedBy, paper]),
      ])
      .toSorted(),
    [
      [true, []],
      [true, [['سارا نمونه', false]]],
    ],
  )
  for (const wrong of [
    { ...body, until: '1399/01/01' },
    { ...body, institution: ' ' },
  ])
    assert.equal((await api.call('POST', path, { bearer, body: wrong })).status, 422)

  const stranger = (await branch.owner(await branch.draft())).cookie('session')!
  assert.equal((await api.call('GET', path, { bearer: stranger })).status, 404)
  assert.equal((await api.call('POST', path, { bearer: stranger, body })).status, 404)
  assert.equal((await api.call('DELETE', `${path}/${given.id}`, { bearer: stranger })).status, 404)
  ok(await inquire(app, { code: given.code, usedBy: 'سارا نمونه' }, '192.0.2.7'))

  for (const _again of [1, 2]) await api.does('DELETE', `${path}/${given.id}`, { bearer })
  assert.equal((await api.call('DELETE', `${path}/7`, { bearer })).status, 404)
  assert.ok(!(await inquire(app, { code: given.code, usedBy: 'سارا نمونه' }, '192.0.2.7')).ok)
  const [ended] = (await api.does('GET', path, { bearer })).licences.filter(
    (one: { id: string }) => one.id === given.id,
  )
  assert.deepEqual([ended.open, ended.uses.length, typeof ended.endedAt], [false, 2, 'string'])
})

test('every operation about certificates was met with success above', () => {
  assert.deepEqual(
    api.unmet((tag) => tag === 'Certificates'),
    [],
  )
})
