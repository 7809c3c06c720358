import { formatJalali } from '#kernel/dates.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import type { Effect } from '#kernel/service/effect.ts'
import type { Payout } from '#store/payouts.ts'
import { SummaryList } from '#web/components/parts.tsx'
import type { Opened } from './opened.ts'

/** An order to pay, as the person reads it. */
export type PayoutShown = Pick<Payout, 'purpose' | 'rials'> & {
  /** `coming`: decided, and written down in a moment. */
  readonly state: Payout['state'] | 'coming'
  readonly paidOn: Payout['paidOn']
  readonly refusedBecause: Payout['refusedBecause']
}

const promised = ({ application }: Opened): Extract<Effect, { do: 'pay' }>[] =>
  application.actions
    .flatMap((action) => (action.kind === 'outcome' ? action.effects : []))
    .filter((effect) => effect.do === 'pay')

/** Does a decision on this application pay something? */
export const paysOut = (opened: Opened): boolean => promised(opened).length > 0

/** The orders of an application, with those that the worker has not written down yet. */
export function payoutsShown(opened: Opened, payouts: readonly PayoutShown[]): readonly PayoutShown[] {
  const coming = promised(opened).slice(payouts.length)
  return [
    ...payouts,
    ...coming.map(({ purpose, rials }) => ({
      purpose,
      rials,
      state: 'coming' as const,
      paidOn: null,
      refusedBecause: null,
    })),
  ]
}

/** Where an order stands, in words. */
export function payoutWords({ state, paidOn, refusedBecause }: PayoutShown): string {
  switch (state) {
    case 'coming':
      return 'تا چند لحظهٔ دیگر صادر می‌شود.'
    case 'waiting':
      return 'منتظر شمارهٔ حساب شماست. همین که حسابی اعلام کنید، پرداخت ادامه می‌یابد.'
    case 'ordered':
      return 'صادر شده و در نوبت واریز است.'
    case 'listed':
      return 'برای واریز به بانک فرستاده شده است.'
    case 'paid':
      return paidOn === null ? 'واریز شد.' : `در ${formatJalali(paidOn, 'long')} به حساب شما واریز شد.`
    case 'refused':
      return `بانک آن را نپذیرفت: ${refusedBecause ?? ''}. حساب دیگری اعلام کنید تا دوباره واریز شود.`
  }
}

/** «دستور پرداخت»: what was granted, and where the money is. */
export function Payouts({ opened, payouts }: { opened: Opened; payouts: readonly PayoutShown[] }) {
  const lines = payoutsShown(opened, payouts)
  if (lines.length === 0) return null
  return (
    <section>
      <h2>دستور پرداخت</h2>
      {lines.map((line) => (
        <SummaryList
          key={line.purpose}
          rows={[
            { label: 'بابت', value: line.purpose },
            { label: 'مبلغ', value: formatRial(rial(BigInt(line.rials))) },
            { label: 'وضعیت', value: payoutWords(line) },
          ]}
        />
      ))}
    </section>
  )
}
