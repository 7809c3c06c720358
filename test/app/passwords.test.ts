import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwords, TooManyPasswords } from '#app/passwords.ts'

test('hashes are argon2id with 19 MiB, two passes, one lane, and differ for the same password', async () => {
  const { hash, verify } = passwords()
  const [one, other] = await Promise.all([hash('Sabz#Darya24'), hash('Sabz#Darya24')])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(one, other)
  assert.equal(await verify(one, 'Sabz#Darya24'), true)
  assert.equal(await verify(one, 'Sabz#Darya25'), false)
})

test('the same keys on a Persian keyboard give the same password', async () => {
  const { hash, verify } = passwords()
  assert.equal(await verify(await hash('Sabz#Darya24'), 'Sabz#Darya۲۴'), true)
})

test('nobody’s password is never right, and costs a real check', async () => {
  const { verifyNobody } = passwords()
  assert.equal(await verifyNobody('Sabz#Darya24'), false)
})

test('what does not fit into the queue is refused at once, and the rest is done', async () => {
  const { hash } = passwords({ atOnce: 1, queue: 2 })
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => hash('Sabz#Darya24')))
  const refused = results.filter((result) => result.status === 'rejected')
  assert.equal(refused.length, 3)
  assert.ok(refused.every(({ reason }) => reason instanceof TooManyPasswords))
})
