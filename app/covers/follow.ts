import { eventsThatMatter, type Relation } from '#law/dependants.ts'
import type { LifeEventKind } from '#ports/civil-registry.ts'
import { findCoverOf, findKnown, listCoversBy } from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { deleteSubscription, listSubscriptions, putSubscription } from '#store/notices.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'

/**
 * Has the civil registry asked, later, to tell us of these people's lives as far as they cover or are covered by then.
 * `occasion` tells one time from another.
 */
export async function followLater(tx: Tx, people: readonly PersonId[], occasion: string, at: Date): Promise<void> {
  for (const personId of people)
    await enqueue(tx, { personId, kind: 'follow-life-events', payload: {}, dedupeKey: `follow:${occasion}` }, at)
}

/**
 * Makes the subscriptions at the civil registry what the register calls for: each kind of event that can end a cover of this
 * person's, and no other. Done again it changes nothing. Known subscriptions are asked for again, which the registry
 * answers with the same code, so that one which it has lost comes back.
 */
export async function followLifeEvents(app: App, { personId }: Command): Promise<void> {
  const known = await findKnown(app.db, personId)
  if (known === undefined) return
  const wanted = await kindsFor(app, personId)
  const before = await listSubscriptions(app.db, personId)
  const codes = await app.civilRegistry.subscribe(wanted, known.number, app.outsideUrl)
  for (const [index, kind] of wanted.entries())
    await putSubscription(app.db, personId, { kind, code: codes[index]! }, nowOf(app))
  const over = before.filter(({ kind }) => !wanted.includes(kind))
  if (over.length === 0) return
  await app.civilRegistry.unsubscribe(over.map(({ code }) => code))
  for (const one of over) await deleteSubscription(app.db, personId, one)
}

async function kindsFor(app: App, personId: PersonId): Promise<readonly LifeEventKind[]> {
  const [covered, covers] = await Promise.all([findCoverOf(app.db, personId), listCoversBy(app.db, personId)])
  const kinds = new Set<LifeEventKind>()
  if (covered !== undefined)
    for (const kind of eventsThatMatter(covered.relation as Relation).dependant) kinds.add(kind)
  for (const { relation } of covers) for (const kind of eventsThatMatter(relation as Relation).insured) kinds.add(kind)
  return [...kinds].toSorted()
}
