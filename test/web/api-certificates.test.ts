import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { handle, moveApplication } from '#app/applications/move.ts'
import { printedCode } from '#app/certificates/paper.ts'
import type { Actor } from '#kernel/service/action.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { ApiClient } from './api-client.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const officer: Actor = { role: 'officer', id: '71' }
const api = await ApiClient.of(portal.server)

test('a program lists the certificates of its person, fetches the print, and anybody checks one', async () => {
  const key = await branch.sent()
  ok(await handle(app, key, officer, 'claimed'))
  ok(await moveApplication(app, key, officer, 'officer:approve'))
  await portal.work()
  const bearer = (await branch.owner(key)).cookie('session')!

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

test('every operation about certificates was met with success above', () => {
  assert.deepEqual(
    api.unmet((tag) => tag === 'Certificates'),
    [],
  )
})
