import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIRST_DAY, liveDays } from '../support/request-days.ts'
import { requestsStage } from '../support/requests-app.ts'

// A few days as they run for sixty in `npm run bench -- --only=days`, which over Nowruz also sees breaches and ladders.

test('four days of requests: none is lost, doubled, wrong or silent by an account written apart', async (t) => {
  const lived = await liveDays(await requestsStage(t, FIRST_DAY), { days: 4, perDay: 50, seed: 7, portions: 3 })
  assert.ok(lived !== null)
  t.diagnostic(JSON.stringify(lived))
  assert.deepEqual(lived.faults, [])
  assert.equal(lived.requests, 200)
  assert.ok(lived.answered > 100 && lived.breaches > 0 && lived.steps > lived.breaches, JSON.stringify(lived))
})
