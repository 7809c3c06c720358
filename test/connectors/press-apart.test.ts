import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { typstPress } from '#connectors/typst/press.ts'
import { typstPressApart } from '#connectors/typst/press-apart.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { PaperJob } from '#ports/paper.ts'

const job = (text: string): PaperJob => ({
  template: '#set document(date: none)\n#json("data.json").text',
  look: '',
  data: { text },
  qr: text,
})

describe('printing in a process of its own', () => {
  test('is the same paper as printing here', async () => {
    const apart = await typstPressApart().print(job('سلام'))
    assert.deepEqual(Buffer.from(apart), Buffer.from(await typstPress().print(job('سلام'))))
  })

  test('a process ends after its papers, when the last of them is out, and another goes on', async () => {
    const press = typstPressApart(3)
    const papers = [press.print(job('یک')), press.print(job('دو'))]
    const first = press.processId()!
    papers.push(press.print(job('سه')), press.print(job('چهار')))
    const second = press.processId()!
    assert.notEqual(first, second)
    for (const paper of papers)
      assert.equal(
        Buffer.from(await paper)
          .subarray(0, 5)
          .toString(),
        '%PDF-',
      )
    await ended(first)
    assert.ok(runs(second))
    process.kill(second)
  })

  test('a paper lost with its process may be tried again', async () => {
    const press = typstPressApart()
    const lost = press.print(job('یک'))
    process.kill(press.processId()!, 'SIGKILL')
    await assert.rejects(lost, OutsideSystemUnavailable)
    assert.ok((await press.print(job('یک'))).length > 0)
  })

  test('a template at fault is told, and the process goes on', async () => {
    const press = typstPressApart()
    await assert.rejects(press.print({ ...job('یک'), template: '#nothing' }), /the template does not compile/)
    const before = press.processId()
    assert.ok((await press.print(job('یک'))).length > 0)
    assert.equal(press.processId(), before)
  })
})

const runs = (id: number): boolean => {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}

/** Waits for as long as it takes: a process that never ends fails by the limit of the whole run. */
async function ended(id: number): Promise<void> {
  while (runs(id)) await sleep(20)
}
