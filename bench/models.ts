import type { App } from '#app/app.ts'
import { citizen, clockActor } from '#app/applications/load.ts'
import { handle, moveApplication } from '#app/applications/move.ts'
import { WorkingTimes } from '#app/applications/working-times.ts'
import { ServiceStates } from '#app/services/states.ts'
import { canonical } from '#kernel/hash-chain.ts'
import type { Actor } from '#kernel/service/action.ts'
import { CLOCK_MOVE } from '#kernel/service/flow.ts'
import { listActions, type ApplicationKey } from '#store/applications.ts'
import type { Database } from '#store/database.ts'
import { getPerson } from '#store/people.ts'
import { branchOf, ok } from '../test/support/desk.ts'

const DAY = 24 * 3600_000

/** How an application stands, with how many in a thousand stand so, and how long ago they were opened, days. */
const KINDS = {
  approved: { share: 640, openedFrom: 500, to: 12 },
  rejected: { share: 130, openedFrom: 500, to: 12 },
  withdrawn: { share: 40, openedFrom: 500, to: 12 },
  lapsed: { share: 40, openedFrom: 500, to: 45 },
  waiting: { share: 80, openedFrom: 5, to: 0 },
  claimed: { share: 20, openedFrom: 5, to: 0.5 },
  returned: { share: 10, openedFrom: 9, to: 1 },
  draft: { share: 40, openedFrom: 20, to: 0 },
} as const
export type Kind = keyof typeof KINDS
export const kinds = Object.entries(KINDS).map(([kind, { share }]) => ({ kind: kind as Kind, share }))

/** Kinds that are still open: a person has at most one of these here. */
export const openKinds: readonly Kind[] = ['waiting', 'claimed', 'returned', 'draft']

/** An application that the use cases made, to be copied with other ids; `actions` as they are hashed. */
export type Model = ApplicationKey & { kind: Kind; number: string; actions: readonly string[] }

/** Whom the models name as their officer. */
export const modelOfficer = '7100000000000000001'

/** When the registries said something to a draft: written in before it is sent. */
export const LATER = '2100-01-01T00:00:00.000Z'
const saidLater = (action: string): string => action.replace(/("saidAt":")[^"]*"/g, `$1${LATER}"`)

/** Applications of every kind, each opened, filled in, sent and decided by the use cases at a time of its own. */
export async function makeModels(db: Database, eachKind: number): Promise<Model[]> {
  let now = Date.now()
  const clock = { now: () => now }
  const parts = { db, clock, workingTimes: new WorkingTimes(clock), serviceStates: new ServiceStates(clock) }
  const app = parts as unknown as App
  const desk = branchOf({ app, url: '' })
  const officer: Actor = { role: 'officer', id: modelOfficer }
  const later = () => (now += 3600_000)
  const models: Model[] = []
  for (const [kind, { openedFrom, to }] of Object.entries(KINDS) as [Kind, (typeof KINDS)[Kind]][]) {
    for (let n = 0; n < eachKind; n += 1) {
      const daysAgo = openedFrom + ((to - openedFrom) * (n + 0.5)) / eachKind
      now = Date.now() - Math.round(daysAgo * DAY) - 5 * 3600_000
      const key = await desk.draft()
      later()
      await live(key, kind)
      const { personId, applicationId } = key
      const { number } = await getPerson(db, personId)
      const made = (await listActions(db, key)).map(({ action }) => canonical(action as never))
      const actions = kind === 'draft' ? made.map(saidLater) : made
      models.push({ personId, applicationId, kind, number, actions })
    }
  }
  return models

  async function live(key: ApplicationKey, kind: Kind): Promise<void> {
    const move = async (by: Actor, name: Parameters<typeof moveApplication>[3], grounds = {}) => {
      later()
      ok(await moveApplication(desk.app, key, by, name, grounds))
    }
    if (kind === 'lapsed') {
      now += 40 * DAY
      return move(clockActor, CLOCK_MOVE)
    }
    await desk.fill(key, 'wife')
    if (kind === 'draft') return
    if (kind === 'withdrawn') return move(citizen(key.personId), 'citizen:withdraw')
    await move(citizen(key.personId), 'citizen:submit')
    if (kind === 'waiting') return
    later()
    ok(await handle(desk.app, key, officer, 'claimed'))
    if (kind === 'approved') return move(officer, 'officer:approve')
    const remarks = [{ about: 'document', name: 'idCard', remark: 'تصویر خوانا نیست.' }]
    if (kind === 'returned') return move(officer, 'officer:return', { remarks })
    const reasons = [{ rule: 'tie', note: 'پیوند ازدواج در ثبت احوال نیست.' }]
    if (kind === 'rejected') return move(officer, 'officer:reject', { reasons })
  }
}
