import type { IsoDate } from '#kernel/dates.ts'
import { lastFour } from '#kernel/mask.ts'
import type { BankAccount, Benefit } from '#kernel/register.ts'
import type { Rial } from '#kernel/rial.ts'
import { pay, register, type Effect } from '#kernel/service/effect.ts'
import { remark, rows, type Section } from '#kernel/sheet/sheet.ts'

/** What a benefit is granted for. */
type Granted = Pick<Benefit, 'kind' | 'about' | 'from' | 'until'>

/** A benefit lands in the register, and its sum is ordered to be paid; `purpose` is what the person reads on the order. */
export function grant(benefit: Granted, amount: Rial, purpose: string, today: IsoDate): readonly Effect<never>[] {
  return [register('benefit.grant', { ...benefit, rials: String(amount), grantedOn: today }), pay(amount, purpose)]
}

/** Where the money will go. */
export const paidInto = (account: BankAccount | null): Section =>
  account === null
    ? remark('هنوز شمارهٔ حسابی اعلام نکرده‌اید. می‌توانید درخواست را بفرستید؛ پرداخت تا اعلام حساب منتظر می‌ماند.')
    : rows(null, [['واریز به', `حساب شما، شبای منتهی به ${lastFour(account.iban)}`]])

/** A benefit of this kind whose days meet these, both ends included. */
export const overlapping = (
  benefits: readonly Benefit[],
  kinds: readonly Benefit['kind'][],
  from: IsoDate,
  until: IsoDate,
): Benefit | undefined =>
  benefits.find(
    (one) =>
      kinds.includes(one.kind) && one.from !== null && one.until !== null && one.from <= until && one.until >= from,
  )
