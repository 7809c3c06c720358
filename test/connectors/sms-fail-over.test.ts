import { failOver, type FailOverOptions } from '#connectors/sms/fail-over.ts'
import { kavenegar } from '#connectors/sms/kavenegar.ts'
import { secondSms } from '#connectors/sms/second.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { SmsNotTaken, type SmsProvider, SmsRefused } from '#ports/sms.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mobile, startPhones } from './sms-support.ts'

const to = mobile('09121234567')
const message = (key: string) => ({ to, text: 'سلام', idempotencyKey: key })

type Fate = 'taken' | 'not-taken' | 'unclear' | 'unclear-but-taken' | 'refused'

/** A provider whose every answer a test decides; it keeps what it took, once per key, as a real one does. */
class Played implements SmsProvider {
  readonly took = new Set<string>()
  readonly asked: string[] = []
  readonly name: string
  fate: Fate = 'taken'
  constructor(name: string) {
    this.name = name
  }
  async send({ idempotencyKey }: { idempotencyKey: string }) {
    this.asked.push(idempotencyKey)
    if (this.fate === 'not-taken') throw new SmsNotTaken(this.name, 'busy')
    if (this.fate === 'unclear') throw new OutsideSystemUnavailable(this.name, 'no answer')
    if (this.fate === 'refused') throw new SmsRefused(this.name, 'no such number')
    this.took.add(idempotencyKey)
    if (this.fate === 'unclear-but-taken') throw new OutsideSystemUnavailable(this.name, 'no answer')
    return { provider: this.name, messageId: idempotencyKey }
  }
  async delivery() {
    return this.name === 'first' ? ('delivered' as const) : ('failed' as const)
  }
}

const settings = { windowMs: 60_000, minSamples: 4, threshold: 0.5, probeEveryMs: 30_000, stayMs: 20_000 }

function pair(changes: Partial<FailOverOptions> = {}) {
  const clock = { at: 1_000_000, now: () => clock.at }
  const first = new Played('first')
  const second = new Played('second')
  const both = failOver([first, second], { clock, ...settings, ...changes })
  let key = 0
  /** Sends a fresh message, or one again; answers who took it, or the error. */
  const send = async (again?: string): Promise<string> => {
    try {
      return (await both.send(message(again ?? `m${++key}`))).provider
    } catch (error) {
      return (error as Error).name
    }
  }
  const makeBad = async (provider: Played) => {
    provider.fate = 'not-taken'
    for (let tried = 0; tried < settings.minSamples; tried += 1) await send()
  }
  return { clock, first, second, both, send, makeBad }
}

const fates = fc.constantFrom<Fate>('taken', 'not-taken', 'unclear', 'unclear-but-taken', 'refused')

describe('fail-over between SMS providers', () => {
  test('never switches on a single error, whatever the settings and whatever was before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 30 }),
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.constantFrom<Fate>('not-taken', 'unclear', 'unclear-but-taken'),
        async (well, minSamples, threshold, fate) => {
          const { first, second, send } = pair({ minSamples, threshold })
          for (let sent = 0; sent < well; sent += 1) await send()
          first.fate = fate
          assert.equal(await send('hit'), fate === 'not-taken' ? 'SmsNotTaken' : 'OutsideSystemUnavailable')
          first.fate = 'taken'
          assert.equal(await send(), 'first')
          assert.equal(await send('hit'), 'first')
          assert.equal(second.asked.length, 0)
        },
      ),
    )
  })

  test('switches exactly when the share of errors reaches the threshold over enough attempts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (wells) => {
        const { first, send, both } = pair({ minSamples: 5, threshold: 0.5 })
        let errors = 0
        for (const [index, well] of wells.entries()) {
          first.fate = well ? 'taken' : 'not-taken'
          if (!well) errors += 1
          const attempts = index + 1
          const answer = await send()
          const bad = attempts >= 5 && errors >= 2 && errors / attempts >= 0.5
          if (bad) {
            assert.equal(
              answer,
              well ? 'first' : 'second',
              'certainly not taken by a bad one: the next one gets it at once',
            )
            assert.equal(await send(), 'second')
            return
          }
          assert.equal(answer, well ? 'first' : 'SmsNotTaken')
          assert.equal(both.state()[0]!.badSince, null)
        }
      }),
    )
  })

  test('errors that have left the window no longer count', async () => {
    const { clock, first, send, second } = pair()
    first.fate = 'not-taken'
    for (let tried = 0; tried < settings.minSamples - 1; tried += 1) await send()
    clock.at += settings.windowMs
    assert.equal(await send(), 'SmsNotTaken')
    first.fate = 'taken'
    assert.equal(await send(), 'first')
    assert.equal(second.asked.length, 0)
  })

  test('a bad provider is tried by one message each probe time, and comes back when it takes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 20 }), async (probes, between) => {
        const { clock, first, send, makeBad } = pair()
        await makeBad(first)
        for (let probe = 0; probe < probes; probe += 1) {
          const before = first.asked.length
          for (let sent = 0; sent < between; sent += 1) assert.equal(await send(), 'second')
          assert.equal(first.asked.length, before, 'left in peace until the next probe')
          clock.at += settings.probeEveryMs
          assert.equal(await send(), 'second', 'the message of a failed probe is not lost')
          assert.equal(first.asked.length, before + 1)
        }
        first.fate = 'taken'
        assert.equal(await send(), 'second', 'not before the next probe')
        clock.at += settings.probeEveryMs
        assert.equal(await send(), 'first')
        for (let sent = 0; sent < between; sent += 1) assert.equal(await send(), 'first')
      }),
    )
  })

  test('a provider that came back starts with a clean sheet', async () => {
    const { clock, first, send, makeBad } = pair()
    await makeBad(first)
    first.fate = 'taken'
    clock.at += settings.probeEveryMs
    assert.equal(await send(), 'first')
    first.fate = 'not-taken'
    assert.equal(await send(), 'SmsNotTaken', 'one error is one error again')
  })

  test('a message whose attempt was unclear stays with its provider, also when that one turns bad', async () => {
    const { clock, first, second, send, makeBad } = pair()
    first.fate = 'unclear-but-taken'
    assert.equal(await send('mine'), 'OutsideSystemUnavailable')
    await makeBad(first)
    assert.equal(await send(), 'second')
    clock.at += settings.stayMs - 1
    assert.equal(await send('mine'), 'SmsNotTaken')
    assert.ok(!second.asked.includes('mine'))
    clock.at += 1
    assert.equal(await send('mine'), 'second', 'after the stay getting it at all is worth more')
  })

  test('a message that keeps failing moves on after the stay, though too few are sent to judge the provider', async () => {
    const { clock, first, second, send, both } = pair({ minSamples: 100 })
    first.fate = 'not-taken'
    assert.equal(await send('mine'), 'SmsNotTaken')
    clock.at += settings.stayMs - 1
    assert.equal(await send('mine'), 'SmsNotTaken')
    assert.equal(second.asked.length, 0)
    clock.at += 1
    assert.equal(await send('mine'), 'second')
    assert.equal(both.state()[0]!.badSince, null)
  })

  test('a message that was taken is not sent again, whatever became of its provider', async () => {
    const { first, second, send, makeBad } = pair()
    assert.equal(await send('mine'), 'first')
    await makeBad(first)
    assert.equal(await send('mine'), 'first')
    assert.ok(!second.asked.includes('mine'))
  })

  test('each retry does not prolong the stay', async () => {
    const { clock, first, send } = pair({ minSamples: 100 })
    first.fate = 'unclear'
    for (let waited = 0; waited < settings.stayMs; waited += settings.stayMs / 4) {
      assert.equal(await send('mine'), 'OutsideSystemUnavailable')
      clock.at += settings.stayMs / 4
    }
    assert.equal(await send('mine'), 'second')
    assert.equal(await send(), 'OutsideSystemUnavailable', 'others are not moved by it')
  })

  test('nobody gets a message twice while its retries come within the stay', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fates, fates, fc.nat({ max: 4 })), { maxLength: 60 }), async (steps) => {
        const { first, second, send } = pair()
        for (const [one, other, which] of steps) {
          first.fate = one
          second.fate = other
          await send(`message ${which}`)
        }
        for (const key of first.took) assert.ok(!second.took.has(key), `${key} was taken by both`)
      }),
    )
  })

  test('a message refused for its own sake says nothing against the provider and is not tried elsewhere', async () => {
    const { first, second, send } = pair()
    first.fate = 'refused'
    for (let tried = 0; tried < 20; tried += 1) assert.equal(await send(), 'SmsRefused')
    first.fate = 'taken'
    assert.equal(await send(), 'first')
    assert.equal(second.asked.length, 0)
  })

  test('when both are bad, the error reaches the caller, and the first to answer again is used', async () => {
    const { clock, first, second, send, makeBad } = pair()
    await makeBad(first)
    await makeBad(second)
    assert.equal(await send(), 'SmsNotTaken')
    second.fate = 'taken'
    clock.at += settings.probeEveryMs
    assert.equal(await send(), 'second')
    assert.equal(await send(), 'second')
  })

  test('deliveries are asked of the provider that took the message', async () => {
    const { both } = pair()
    assert.equal(await both.delivery('x', 'first'), 'delivered')
    assert.equal(await both.delivery('x', 'second'), 'failed')
    await assert.rejects(both.delivery('x', 'gone'), OutsideSystemUnavailable)
  })

  test('settings that make no sense are refused', () => {
    assert.throws(() => pair({ threshold: 0 }), RangeError)
    assert.throws(() => pair({ threshold: 1.1 }), RangeError)
    const clock = { now: () => 0 }
    assert.throws(() => failOver([], { clock, ...settings }), RangeError)
    assert.throws(() => failOver([new Played('one'), new Played('one')], { clock, ...settings }), RangeError)
  })
})

describe('fail-over over real HTTP', () => {
  async function start(t: { after(work: () => Promise<void>): void }) {
    const phones = await startPhones(t as never)
    const clock = { at: 1_000_000, now: () => clock.at }
    const both = failOver(
      [
        kavenegar({ url: `${phones.url}/first`, apiKey: 'key', timeoutMs: 1000 }),
        secondSms({ url: `${phones.url}/second`, token: 'key', timeoutMs: 1000 }),
      ],
      { clock, ...settings },
    )
    return { phones, clock, both }
  }

  test('the first provider goes down and comes back; every message arrives once', async (t) => {
    const { phones, clock, both } = await start(t)
    const keys = Array.from({ length: 12 }, (_, index) => `m${index}`)
    await phones.fault({ kind: 'error', status: 503 }, 'first')
    for (const key of keys.slice(0, 6)) await sendUntilTaken(both, clock, key)
    assert.notEqual(both.state()[0]!.badSince, null)
    assert.equal((await both.send(message(keys[6]!))).provider, 'second')
    await phones.noFault('first')
    clock.at += settings.probeEveryMs
    for (const key of keys.slice(7)) assert.equal((await both.send(message(key))).provider, 'kavenegar')
    assert.equal((await phones.inbox(to)).length, keys.length)
  })

  test('taken but not answered, then retried: once on the phone', async (t) => {
    const { phones, both } = await start(t)
    await phones.fault({ kind: 'timeout', count: 2 }, 'first')
    await assert.rejects(both.send(message('mine')), OutsideSystemUnavailable)
    await assert.rejects(both.send(message('mine')), OutsideSystemUnavailable)
    await both.send(message('mine'))
    assert.equal((await phones.inbox(to)).length, 1)
  })

  test('cut connections: the message stays, then moves, and arrives once', async (t) => {
    const { phones, clock, both } = await start(t)
    await phones.fault({ kind: 'down' }, 'first')
    await sendUntilTaken(both, clock, 'mine')
    const arrived = await phones.inbox(to)
    assert.deepEqual(
      arrived.map(({ provider }) => provider),
      ['second'],
    )
  })

  /** As the outbox does: again with the same key, a little later each time. */
  async function sendUntilTaken(both: SmsProvider, clock: { at: number }, key: string): Promise<void> {
    for (let wait = 1000; wait < 600_000; wait *= 2) {
      const taken = await both.send(message(key)).then(
        () => true,
        (error: unknown) => {
          assert.ok(error instanceof OutsideSystemUnavailable, String(error))
          return false
        },
      )
      if (taken) return
      clock.at += wait
    }
    assert.fail(`${key} was never taken`)
  }
})
