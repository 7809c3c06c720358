import { queueOf } from '#kernel/unit.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { listQueue, type QueueEnd } from '#store/queue.ts'
import type { Tx } from '#store/database.ts'
import { findClaimedBy } from '#store/desk.ts'
import { lockStaff } from '#store/staff.ts'
import { actWithin } from '../applications/act.ts'
import { handled } from '../applications/move.ts'
import { nowOf, type App } from '../app.ts'
import type { Desk } from './desk.ts'
import { actorOf, onceBy } from './on-case.ts'

/** A case that was taken in hand. */
export type TakenCase = ApplicationKey & { readonly trackingCode: string }

const PAGE = 25

/**
 * Takes the most urgent free application in hand. Of two colleagues at once each gets another one; null: none is left.
 * `once` names this press of the button: sent again, at the same moment too, it is the same application as long as it is
 * in hand.
 */
export async function takeNext(app: App, desk: Desk, once: string | null = null): Promise<TakenCase | null> {
  const by = actorOf(desk)
  const key = onceBy(desk, once)
  const claim = (tx: Tx, row: TakenCase) => actWithin(tx, app, row, by, key, (seen) => handled(seen, by, 'claimed'))
  let after: QueueEnd | null = null
  for (;;) {
    // Read outside the transactions: each of them holds a connection, and none may wait for a second.
    const free = await listQueue(
      app.db,
      { role: queueOf(desk), scope: desk.scope },
      { holder: 'free' },
      nowOf(app),
      after,
      PAGE,
    )
    for (const row of free) {
      const taken = await unlessTaken(app, desk, key, async (tx) => ((await claim(tx, row)).ok ? row : null))
      if (taken !== null) return taken
    }
    const last = free.at(-1)
    if (last === undefined) return unlessTaken(app, desk, key, async () => null)
    after = { dueAt: last.dueAt, applicationId: last.applicationId }
  }
}

/** What this very press has brought already; else what `work` brings. Presses of one colleague wait for each other. */
async function unlessTaken(
  app: App,
  { staffId }: Desk,
  key: string | null,
  work: (tx: Tx) => Promise<TakenCase | null>,
): Promise<TakenCase | null> {
  return app.db.transaction(async (tx) => {
    if (key === null) return work(tx)
    await lockStaff(tx, staffId)
    return (await findClaimedBy(tx, staffId, key)) ?? work(tx)
  })
}
