import assert from 'node:assert/strict'
import type { TestPortal } from './portal.ts'

/** Carries out everything that is due until all of it is done; what waits (a provider late on a busy machine) is due soon. */
export async function worked(portal: TestPortal): Promise<void> {
  for (let rounds = 0; ; rounds += 1) {
    const undone = (await portal.work()).filter((line) => !line.endsWith('done'))
    if (undone.length === 0) return
    assert.ok(rounds < 20 && undone.every((line) => line.endsWith('waits')), undone.join())
    portal.clock.forward(10_000)
  }
}
