import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountBy } from '../../bench/days-account.ts'
import { FIRST_DAY, liveDays, type Outside } from '../support/request-days.ts'
import { requestsStage } from '../support/requests-app.ts'

// A few days as they run for sixty in `npm run bench -- --only=days`, which over Nowruz also sees breaches and ladders.

test('four days of requests: none is lost, doubled, wrong or silent by an account written apart', async (t) => {
  const lived = await liveDays(await requestsStage(t, FIRST_DAY), { days: 4, perDay: 50, seed: 7 })
  assert.ok(lived !== null)
  t.diagnostic(JSON.stringify(lived))
  assert.deepEqual(lived.faults, [])
  assert.equal(lived.requests, 200)
  assert.ok(lived.answered > 100 && lived.breaches > 0 && lived.steps > lived.breaches, JSON.stringify(lived))
})

test('read by two processes the account is the same, and misses what nobody sent and what nobody kept', async (t) => {
  const stage = await requestsStage(t, FIRST_DAY)
  const account = accountBy(2, stage.database.url, 3)
  let outside: Outside | undefined
  const lived = await liveDays(stage, { days: 1, perDay: 30, seed: 7 }, undefined, (at) => account((outside = at)))
  assert.deepEqual(lived?.faults, [])
  const { messages, acknowledged } = outside!
  const faults = await account({
    ...outside!,
    messages: [...messages.slice(1), 'nobody’s', messages.at(-1)!],
    acknowledged: [...acknowledged, '1'],
  })
  assert.equal(faults.filter((fault) => fault.endsWith('was shown 0 times')).length, 1)
  assert.equal(faults.filter((fault) => fault.endsWith('was shown 2 times')).length, 1)
  assert.deepEqual(faults.slice(-2), ['the provider has 1 messages of no command', '1 were received and lost'])
})
