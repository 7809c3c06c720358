import { carryOut } from '#app/commands/carry-out.ts'
import { followDeliveries } from '#app/commands/delivery.ts'
import { wakeDue } from '#app/applications/move.ts'
import { lookAtDueCovers } from '#app/covers/look.ts'
import { lookAtDueContracts } from '#app/contracts/watch.ts'
import { lookAtWaitingPayouts } from '#app/payouts/order.ts'
import { tidy } from '#app/commands/housekeeping.ts'
import { checkItself } from '#app/health/self-check.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import type { App } from '#app/app.ts'
import { takeDue } from '#store/outbox.ts'
import { setTimeout as sleep } from 'node:timers/promises'

type Log = {
  info(detail: object, text: string): void
  warn(detail: object, text: string): void
  error(detail: object, text: string): void
}

export type Worker = { stop(): Promise<void> }

/** Commands taken at a time, and how long they stay hidden from other workers: longer than any of them may take. */
const batch = 16
const lease = 60_000
const idlePause = 250

/**
 * Carries out what is due in the outbox, oldest first, until stopped. Any number of workers may run side by side; one
 * that is killed loses nothing, its commands come back when the lease is over.
 */
export function startWorker(app: App, log: Log): Worker {
  const stopping = new AbortController()
  const rest = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {})

  const commands = async () => {
    while (!stopping.signal.aborted) {
      const taken = await takeDue(app.db, new Date(app.clock.now()), new Date(app.clock.now() + lease), batch).catch(
        (error: unknown) => {
          log.error({ error: String(error) }, 'the outbox cannot be read')
          return null
        },
      )
      if (taken !== null) await Promise.all(taken.map((command) => carry(command)))
      if (taken === null) await rest(2_000)
      else if (taken.length < batch) await rest(idlePause)
    }
  }
  const carry = async (command: Parameters<typeof carryOut>[1]) => {
    const subject = { kind: command.kind, command: command.commandId, attempts: command.attempts }
    const carried = await carryOut(app, command).catch(
      (error: unknown) => ({ ended: 'failed', reason: String(error) }) as const,
    )
    if (carried.ended === 'done') log.info(subject, 'command done')
    else if (carried.ended === 'waits') log.warn({ ...subject, reason: carried.reason }, 'command waits')
    else log.error({ ...subject, reason: carried.reason }, 'command failed and will be tried again')
  }
  const every = async (ms: number, name: string, work: () => Promise<void>) => {
    while (!stopping.signal.aborted) {
      await work().catch((error: unknown) => log.error({ error: String(error) }, `${name} failed`))
      await rest(ms)
    }
  }

  const loops = [
    commands(),
    every(5_000, 'moving on what is due', async () => {
      while ((await wakeDue(app)) > 0 && !stopping.signal.aborted);
    }),
    every(3_000, 'sweeping the clocks', async () => {
      while ((await sweepClocks(app)) > 0 && !stopping.signal.aborted);
    }),
    every(60_000, 'looking at covers', async () => {
      while ((await lookAtDueCovers(app)) > 0 && !stopping.signal.aborted);
    }),
    every(60_000, 'looking at contracts', async () => {
      while ((await lookAtDueContracts(app)) > 0 && !stopping.signal.aborted);
    }),
    every(60_000, 'looking at orders to pay', async () => {
      while ((await lookAtWaitingPayouts(app)) > 0 && !stopping.signal.aborted);
    }),
    every(15_000, 'asking about deliveries', () => followDeliveries(app)),
    every(60_000, 'looking at ourselves', async () => {
      const faults = await checkItself(app)
      if (faults > 0) log.error({ faults }, 'requests do not agree with their events: see the page of heads')
    }),
    every(3600_000, 'tidying up', () => tidy(app)),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}
