import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import { Lack, orLack } from '#kernel/lack.ts'
import type { Contract } from '#kernel/register.ts'
import { formatNumber } from '#kernel/text.ts'
import { rial as rialField } from '#kernel/fields/fields.ts'
import type { Rial } from '#kernel/rial.ts'
import { selfEmployedBase } from '#law/contributions.ts'
import { tradeOf } from '#services/self-employed/job.ts'
import { randomId, type PersonId } from '#store/ids.ts'
import { findLocks, listPayments, type Payment } from '#store/payments.ts'
import { getPerson } from '#store/people.ts'
import { nowOf, type App } from '../app.ts'
import { minutesLeft } from '../payments/begin.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import { payableSlips, slipsOf, type Slip } from './slips.ts'

/** Why somebody cancels a contract. */
export const CANCEL_REASONS = {
  employed: 'شاغل و کارفرمایم بیمه‌ام کرده است',
  costs: 'توان پرداخت حق بیمه را ندارم',
  other: 'می‌خواهم قرارداد دیگری ببندم',
  none: 'دیگر به این بیمه نیاز ندارم',
} as const
export type CancelReason = keyof typeof CANCEL_REASONS

/** A contract of the person with all that they can do about it now. */
export type OwnContract = {
  readonly contract: Contract
  readonly slips: readonly Slip[]
  /** The slip whose turn it is and those that can be paid at once with it, in their order; none where nothing can be paid. */
  readonly payable: readonly Slip[]
  /** Somebody is at the gateway with slips: what they pay, and until when the others wait. */
  readonly locked: {
    readonly title: string
    readonly paymentId: string
    readonly until: Date
    readonly minutes: number
  } | null
  /** Payments of its slips, newest first. */
  readonly payments: readonly Payment[]
  /** Bounds of the base while it can be changed: before the first payment; else null. */
  readonly editable: { readonly least: Rial; readonly most: Rial } | null
}

/** The person's own contracts, running ones first, then the newest. */
export async function listOwnContracts(app: App, personId: PersonId): Promise<Contract[]> {
  const { number } = await getPerson(app.db, personId)
  return (await app.register.contracts(number)).toSorted(
    (one, other) => Number(one.until !== null) - Number(other.until !== null) || other.from.localeCompare(one.from),
  )
}

/** One of the person's own contracts; what is not their own is not there. */
export async function openOwnContract(app: App, personId: PersonId, contractId: string): Promise<Result<OwnContract>> {
  const contract = (await listOwnContracts(app, personId)).find((one) => one.contractId === contractId)
  if (contract === undefined) return failed({ code: 'not-found', message: 'چنین قراردادی به نام شما نیست.' })
  const { number } = await getPerson(app.db, personId)
  const at = nowOf(app)
  const today = tehranDate(at.getTime())
  const premiums = await app.register.premiums(number, contractId)
  const prefix = `premium:${contractId}:`
  const [payments, locks] = await Promise.all([listPayments(app.db, personId, prefix), findLocks(app.db, personId, at)])
  const settled = new Set(
    payments.filter(({ state }) => state === 'settled').flatMap(({ parts }) => parts.map(({ slip }) => slip)),
  )
  const slips = slipsOf(contract, premiums, today)
  const lock = locks.find(({ slip }) => slip.startsWith(prefix))
  const next = payableSlips(slips, today)
  const { title = '' } = payments.find(({ paymentId }) => paymentId === lock?.paymentId) ?? {}
  const unpaid = slips.every(({ paidOn }) => paidOn === null) && settled.size === 0
  return done({
    contract,
    slips,
    // What is settled and not entered into the register yet is waited for.
    payable: next.some(({ slip }) => settled.has(slip)) ? [] : next,
    locked: lock === undefined ? null : { ...lock, title, minutes: minutesLeft(lock.until, at) },
    payments,
    editable: contract.until === null && unpaid && lock === undefined ? boundsOf(contract, today) : null,
  })
}

/** Null in a year for which the law has no figures yet. */
function boundsOf({ jobTitle }: Contract, on: IsoDate): OwnContract['editable'] {
  const bounds = orLack(() => selfEmployedBase({ trade: tradeOf(jobTitle) }, on).value)
  return bounds instanceof Lack ? null : bounds
}

/** Changes the monthly base of a contract of which nothing is paid yet. */
export async function changeContractBase(
  app: App,
  personId: PersonId,
  contractId: string,
  typed: string,
): Promise<Result<void>> {
  const opened = await openOwnContract(app, personId, contractId)
  if (!opened.ok) return opened
  const { editable } = opened.value
  if (editable === null)
    return failed({
      code: 'wrong-step',
      message:
        'دستمزد مبنا را فقط پیش از نخستین پرداخت می‌شود تغییر داد. می‌توانید این قرارداد را لغو کنید و قرارداد تازه ببندید.',
    })
  const { least, most } = editable
  const bounds = { least: Number(least), most: Number(most) }
  const read = rialField('دستمزد مبنای ماهانه', bounds).read({ base: typed }, 'base')
  if (!read.ok) return invalid(read.errors)
  const { number } = await getPerson(app.db, personId)
  const entry = { entry: 'contract.change', data: { contractId, base: String(read.value) } } as const
  await app.register.enter(number, entry, `contract-base:${contractId}:${randomId()}`)
  return done(undefined)
}

/** Ends a contract from today on, at the person's own wish. What was paid stays paid. */
export async function cancelContract(
  app: App,
  personId: PersonId,
  contractId: string,
  reason: string,
): Promise<Result<void>> {
  const opened = await openOwnContract(app, personId, contractId)
  if (!opened.ok) return opened
  const { contract, locked } = opened.value
  if (contract.until !== null) return failed({ code: 'wrong-step', message: 'این قرارداد پیش‌تر پایان یافته است.' })
  if (locked !== null)
    return failed({
      code: 'wrong-step',
      message: `پرداختی از این قرارداد در درگاه بانک ناتمام است. پس از روشن‌شدن نتیجه، تا ${formatNumber(locked.minutes)} دقیقهٔ دیگر، دوباره لغو کنید.`,
    })
  if (!Object.hasOwn(CANCEL_REASONS, reason))
    return invalid([{ field: 'reason', message: 'دلیل لغو را از فهرست انتخاب کنید.' }])
  const { number } = await getPerson(app.db, personId)
  const until = tehranDate(app.clock.now())
  const because = CANCEL_REASONS[reason as CancelReason]
  await app.register.enter(
    number,
    { entry: 'contract.end', data: { contractId, until, because } },
    `contract-cancel:${contractId}`,
  )
  return done(undefined)
}
