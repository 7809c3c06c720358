import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import fc from 'fast-check'
import { Together } from '#app/together.ts'

/** A question whose answers are given by hand: each is how things stood when it was asked. */
function byHand() {
  const asked: { at: number; answer(): void; fail(): void }[] = []
  let version = 0
  return {
    asked,
    change: () => (version += 1),
    question: () => {
      const at = version
      return new Promise<number>((resolve, reject) => {
        asked.push({ at, answer: () => resolve(at), fail: () => reject(new Error('broken')) })
      })
    },
  }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

test('who asks while an answer is on its way shares the next one, which is asked when that has come', async () => {
  const { asked, change, question } = byHand()
  const together = new Together()
  const first = together.ask('a', question)
  change()
  const others = [1, 2, 3].map(() => together.ask('a', question))
  await soon()
  assert.equal(asked.length, 1)
  asked[0]!.answer()
  assert.equal(await first, 0)
  await soon()
  assert.equal(asked.length, 2)
  asked[1]!.answer()
  assert.deepEqual(await Promise.all(others), [1, 1, 1])
})

test('different questions do not wait for each other, and one that fails leaves nothing behind', async () => {
  const [one, other] = [byHand(), byHand()]
  const together = new Together()
  const first = together.ask('a', one.question)
  const waits = together.ask('a', one.question)
  const elsewhere = together.ask('b', other.question)
  other.asked[0]!.answer()
  assert.equal(await elsewhere, 0)
  one.asked[0]!.fail()
  await assert.rejects(first, /broken/)
  await soon()
  one.asked[1]!.answer()
  assert.equal(await waits, 0)
})

test('nobody is told what was true before they asked, and of a key one is on its way at most', async () => {
  const step = fc.constantFrom('ask', 'change', 'answer', 'fail')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { asked, change, question } = byHand()
      const together = new Together()
      const told: Promise<boolean>[] = []
      let version = 0
      let over = 0
      for (const each of steps) {
        if (each === 'change') version = change()
        if (each === 'ask') {
          const least = version
          told.push(
            together.ask('a', question).then(
              (answer) => answer >= least,
              () => true,
            ),
          )
        }
        if (each === 'answer' || each === 'fail') asked[over]?.[each]()
        if ((each === 'answer' || each === 'fail') && asked[over] !== undefined) over += 1
        await soon()
        assert.ok(asked.length - over <= 1)
      }
      while (over < asked.length) {
        asked[over]!.answer()
        over += 1
        await soon()
      }
      assert.ok((await Promise.all(told)).every(Boolean))
    }),
    { numRuns: 200 },
  )
})

test('what is kept is told again until it is too old, but not to who asks anew, nor after a failure', async () => {
  const { asked, change, question } = byHand()
  const together = new Together()
  const ask = (anew = false) => together.askKept('a', question, { ms: 1000, anew })
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const first = ask()
    asked[0]!.answer()
    assert.equal(await first, 0)
    await soon()
    change()
    assert.equal(await ask(), 0)
    mock.timers.tick(999)
    assert.equal(await ask(), 0)
    const anew = ask(true)
    asked[1]!.answer()
    assert.equal(await anew, 1)
    await soon()
    mock.timers.tick(500)
    assert.equal(await ask(), 1, 'the newer answer is kept for as long as any')
    change()
    mock.timers.tick(500)
    const failing = ask()
    asked[2]!.fail()
    await assert.rejects(failing, /broken/)
    await soon()
    const next = ask()
    asked[3]!.answer()
    assert.equal(await next, 2)
  } finally {
    mock.timers.reset()
  }
})
