import { canonical } from '#kernel/hash-chain.ts'
import type { Json } from '#kernel/fields/field.ts'
import type { Benefit } from '#kernel/register.ts'
import { listActions } from '#store/applications.ts'
import type { Command } from '#store/outbox.ts'
import { findPayout, lockBenefits, noteBenefit, type Payout } from '#store/payouts.ts'
import { getPerson } from '#store/people.ts'
import type { App } from '../app.ts'
import { TryLater } from '../commands/try-later.ts'

/**
 * What was paid is paid in the register too, once. An order pays the benefit that stands before it among the effects of its
 * application; where there is none, the register has nothing to know.
 */
export async function enterPaid(app: App, { personId, payload }: Command): Promise<void> {
  const key = { personId, orderId: String(payload['orderId']) }
  const payout = await findPayout(app.db, key)
  if (payout?.paidOn == null) throw new Error('no such paid order')
  const granted = await grantOf(app, payout)
  if (granted === null) return
  const { number } = await getPerson(app.db, personId)
  let { benefitId } = payout
  if (benefitId === null) {
    const listed = await app.register.benefits(number)
    benefitId = await app.db.transaction(async (tx) => {
      const taken = await lockBenefits(tx, personId)
      const mine = (await findPayout(tx, key))?.benefitId
      if (mine != null) return mine
      const found = listed.find((one) => one.paidOn === null && !taken.includes(one.benefitId) && isFor(one, granted))
      if (found === undefined) throw new TryLater('the register does not have this benefit yet')
      await noteBenefit(tx, key, found.benefitId)
      return found.benefitId
    })
  }
  const entry = { entry: 'benefit.paid', data: { benefitId, paidOn: payout.paidOn } } as const
  await app.register.enter(number, entry, `payout:${key.orderId}`)
}

type Granted = Omit<Benefit, 'benefitId' | 'paidOn'>

async function grantOf(app: App, payout: Payout): Promise<Granted | null> {
  const actions = await listActions(app.db, payout)
  const outcome = actions[payout.action]?.action
  const before = outcome?.kind === 'outcome' ? outcome.effects.slice(0, payout.effect) : []
  const grant = before.findLast((effect) => effect.do === 'register' && effect.entry === 'benefit.grant')
  return grant?.do === 'register' ? (grant.data as unknown as Granted) : null
}

/** The register gives a benefit its id; it is known by all else. */
const isFor = (benefit: Benefit, { kind, about, from, until, rials, grantedOn }: Granted): boolean =>
  canonical([benefit.kind, benefit.about, benefit.from, benefit.until, benefit.rials, benefit.grantedOn] as Json) ===
  canonical([kind, about, from, until, rials, grantedOn] as Json)
