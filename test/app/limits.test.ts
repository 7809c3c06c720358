import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { limits, limitTable, waitInWords, type LimitName } from '#app/limits.ts'
import { Secrets } from '#app/secrets.ts'
import { openDatabase } from '#store/database.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase({ after: after as never })
const secrets = new Secrets('dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LXRlc3Qta2V5')
// Two processes would have two pools: the limit must hold across both.
const pools = [openDatabase(database.url, { poolSize: 8 }), openDatabase(database.url, { poolSize: 8 })]
after(() => Promise.all(pools.map((db) => db.close())))
const processes = pools.map((db) => limits(db, secrets))
const small = (Object.keys(limitTable) as LimitName[]).filter((name) => limitTable[name].points <= 15)

test('of any number of tries at the same moment, from two processes, exactly the allowed number passes', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...small), fc.integer({ min: 1, max: 40 }), async (name, tries) => {
      run += 1
      const subject = `subject ${run}`
      const results = await Promise.all(Array.from({ length: tries }, (_, n) => processes[n % 2]!.count(name, subject)))
      assert.equal(results.filter((result) => result.ok).length, Math.min(tries, limitTable[name].points))
      const refused = results.find((result) => !result.ok)
      if (refused && !refused.ok) {
        assert.equal(refused.problem.code, 'limited')
        assert.ok(refused.problem.retryAfter! > 0 && refused.problem.retryAfter! <= limitTable[name].seconds)
      }
    }),
    { numRuns: 40 },
  )
})

test('tries of one subject do not count for another, and a success forgives', async () => {
  const [one] = processes
  for (let n = 0; n < 6; n += 1) await one!.count('code-tries', 'a')
  assert.equal((await one!.count('code-tries', 'a')).ok, false)
  assert.equal((await one!.look('code-tries', 'a')).ok, false)
  assert.equal((await one!.count('code-tries', 'b')).ok, true)
  await one!.forgive('code-tries', 'a')
  assert.equal((await one!.look('code-tries', 'a')).ok, true)
})

test('limits counted together: whoever is refused by the first uses up nothing of the others', async () => {
  const [one, two] = processes
  const address = limitTable['staff-sign-in-address'].points
  const tryFrom = (n: number, account: string) =>
    processes[n % 2]!.countAll({ 'staff-sign-in-address': '10.0.0.1' }, { 'staff-sign-in': account })
  const passed = await Promise.all(Array.from({ length: address }, (_, n) => tryFrom(n, `account ${n}`)))
  assert.ok(passed.every(({ ok }) => ok))
  for (let n = 0; n < 10; n += 1) {
    const refused = await tryFrom(n, 'somebody else')
    assert.equal(refused.ok ? null : refused.limit, 'staff-sign-in-address')
  }
  assert.equal((await two!.look('staff-sign-in', 'somebody else')).ok, true)
  assert.equal((await one!.look('staff-sign-in-address', '10.0.0.1')).ok, false)
})

test('one try too many closes for the whole time from then on, and further tries do not lengthen it', async () => {
  const [one] = processes
  const { points, seconds } = limitTable['staff-sign-in']
  for (let n = 0; n < points; n += 1) await one!.count('staff-sign-in', 'late')
  const minutesLater = (minutes: number) =>
    database.query('update rate_limit set expire = expire - $1::bigint', [minutes * 60_000])
  await minutesLater(10)
  const closed = await one!.count('staff-sign-in', 'late')
  assert.equal(closed.ok ? null : closed.problem.retryAfter, seconds)
  await minutesLater(10)
  const again = await one!.count('staff-sign-in', 'late')
  assert.ok(!again.ok && again.problem.retryAfter! <= seconds - 600)
  await minutesLater(5)
  assert.equal((await one!.count('staff-sign-in', 'late')).ok, true)
})

test('what a success forgives is forgotten before the next try, and by other processes soon', async () => {
  const [one, two] = processes
  for (let n = 0; n < limitTable['staff-sign-in'].points - 1; n += 1) await one!.count('staff-sign-in', 'good')
  const passed = await one!.countAll({ 'staff-sign-in': 'good' })
  assert.ok(passed.ok)
  const forgotten = passed.forgive('staff-sign-in')
  assert.equal((await one!.count('staff-sign-in', 'good')).ok, true)
  await forgotten
  for (let n = 1; n < limitTable['staff-sign-in'].points; n += 1)
    assert.equal((await two!.count('staff-sign-in', 'good')).ok, true)
  assert.equal((await two!.count('staff-sign-in', 'good')).ok, false)
})

test('the counters name nobody', async () => {
  await processes[0]!.count('code-gap', '09991234567')
  const rows = await database.query<{ key: string }>('select key from rate_limit')
  assert.ok(rows.length > 0)
  assert.ok(rows.every(({ key }) => !key.includes('0999')))
})

test('every limit says how long to wait and what else one can do', () => {
  for (const [name, { says }] of Object.entries(limitTable)) {
    const text = says('۵ دقیقه')
    assert.match(text, /۵ دقیقه/, name)
    assert.match(text, /۱۴۲۰|بازیابی|همان را وارد کنید|اینترنت دیگری|مدیر سامانه/, name)
    assert.doesNotMatch(text, /[0-9]/, name)
  }
  assert.deepEqual([1, 90, 91, 5400, 5401].map(waitInWords), ['۱ ثانیه', '۹۰ ثانیه', '۲ دقیقه', '۹۰ دقیقه', '۲ ساعت'])
})
