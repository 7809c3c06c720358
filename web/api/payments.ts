import {
  CANCEL_REASONS,
  cancelContract,
  changeContractBase,
  listOwnContracts,
  openOwnContract,
  type CancelReason,
} from '#app/contracts/contracts.ts'
import { slipsName } from '#app/contracts/slips.ts'
import { beginPayment } from '#app/payments/begin.ts'
import { openPayment } from '#app/payments/open.ts'
import { done } from '#app/problem.ts'
import { PAYMENT_STATES } from '#kernel/payment/payment.ts'
import { INSURANCE_KINDS, type Contract } from '#kernel/register.ts'
import { listPayments, type Payment as Stored } from '#store/payments.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { Instant, instant, JalaliDay, jalaliDay } from './schemas.ts'

const Rials = z
  .string()
  .regex(/^\d{1,15}$/)
  .meta({ description: 'Whole rials in Latin digits.', examples: ['210000000'] })
const Month = z
  .int()
  .min(130001)
  .max(149912)
  .meta({ description: 'A Jalali month, year × 100 + month.', examples: [140502] })

const facts = {
  id: z.string().meta({ examples: ['482091736511'] }),
  kind: z.enum(INSURANCE_KINDS),
  rate: z.string().meta({ description: 'Percent of the base.', examples: ['14'] }),
  base: Rials.meta({ description: 'The monthly wage on which premium is paid.' }),
  health: z.boolean(),
  jobTitle: z.string().nullable(),
  branch: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
  from: JalaliDay,
  until: JalaliDay.nullable().meta({ description: 'The last day; null: it runs.' }),
  endedBecause: z.string().nullable(),
}
const Contract = z.strictObject(facts).meta({ id: 'Contract', description: 'A contract of insuring oneself.' })

const PaymentAnswer = z
  .strictObject({
    id: z.string().meta({ description: 'Also the number of the order at the gateway.' }),
    title: z.string(),
    rials: Rials,
    parts: z
      .array(z.strictObject({ title: z.string(), rials: Rials }))
      .meta({ description: 'What it pays, each with its own amount: one month, or several at once.' }),
    state: z.enum(PAYMENT_STATES).meta({
      description:
        'begun: at the gateway; returned: came back; verified: confirmed; settled: paid, with a receipt; refused; reversed: the money went back; lapsed: half an hour over, unpaid.',
    }),
    begunAt: Instant,
    settledAt: Instant.nullable(),
    receipt: z.string().nullable(),
    reference: z.string().nullable().meta({ description: 'The bank’s own number.' }),
  })
  .meta({ id: 'Payment' })

const ContractDetails = z
  .strictObject({
    contract: Contract,
    slips: z
      .array(
        z.strictObject({
          month: Month,
          title: z.string(),
          days: z.int(),
          rials: Rials,
          dueOn: JalaliDay.meta({ description: 'The last day on which it can be paid.' }),
          paidOn: JalaliDay.nullable(),
          receipt: z.string().nullable(),
        }),
      )
      .meta({ description: 'From the first month to the end of the year.' }),
    payable: Month.nullable().meta({ description: 'The month whose turn it is; null: nothing can be paid now.' }),
    payableUntil: Month.nullable().meta({
      description: 'The last month that can be paid at once with it, and all between; null: nothing can be paid now.',
    }),
    lockedMinutes: z.int().nullable().meta({
      description: 'Minutes for which nothing can be paid because somebody is at the gateway; null: nobody is.',
    }),
    baseBetween: z
      .strictObject({ least: Rials, most: Rials })
      .nullable()
      .meta({ description: 'Within what the base can be changed; null: something is paid, or it has ended.' }),
    payments: z.array(PaymentAnswer).meta({ description: 'Newest first.' }),
  })
  .meta({ id: 'ContractDetails' })

const ContractId = z.strictObject({
  id: z
    .string()
    .max(64)
    .meta({ description: 'The `id` of a contract.', examples: ['482091736511'] }),
})
const shared = { tag: 'Payments', who: 'session' } as const

export const paymentOperations = [
  operation({
    ...shared,
    method: 'GET',
    path: '/contracts',
    id: 'listContracts',
    summary: 'The contracts of whoever is signed in, running ones first',
    status: 200,
    answer: z.strictObject({ contracts: z.array(Contract) }).meta({ id: 'Contracts' }),
    refuses: [],
    handle: async ({ app, caller }) =>
      done({ contracts: (await listOwnContracts(app, caller.personId)).map(contractOf) }),
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/contracts/:id',
    id: 'getContract',
    summary: 'A contract with its slips, what can be paid now, and what was paid',
    params: ContractId,
    status: 200,
    answer: ContractDetails,
    refuses: ['not-found'],
    handle: async ({ app, caller, params }) => {
      const opened = await openOwnContract(app, caller.personId, params.id)
      if (!opened.ok) return opened
      const { contract, slips, payable, locked, editable, payments } = opened.value
      return done({
        contract: contractOf(contract),
        slips: slips.map(({ month, title, days, rials, dueOn, paidOn, receipt }) => ({
          month,
          title,
          days,
          rials: String(rials),
          dueOn: jalaliDay(dueOn),
          paidOn: paidOn === null ? null : jalaliDay(paidOn),
          receipt,
        })),
        payable: payable[0]?.month ?? null,
        payableUntil: payable.at(-1)?.month ?? null,
        lockedMinutes: locked?.minutes ?? null,
        baseBetween: editable === null ? null : { least: String(editable.least), most: String(editable.most) },
        payments: payments.map(paymentOf),
      })
    },
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/contracts/:id/base',
    id: 'changeContractBase',
    summary: 'Another monthly base, as long as nothing is paid',
    params: ContractId,
    body: z
      .strictObject({
        base: z
          .string()
          .max(40)
          .meta({ description: 'Rials; any digits.', examples: ['250000000'] }),
      })
      .meta({ id: 'NewBase' }),
    status: 204,
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params, body }) => changeContractBase(app, caller.personId, params.id, body.base),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/contracts/:id/cancel',
    id: 'cancelContract',
    summary: 'Ends a contract from today on',
    params: ContractId,
    body: z
      .strictObject({ reason: z.enum(Object.keys(CANCEL_REASONS) as CancelReason[]) })
      .meta({ id: 'CancelContract' }),
    status: 204,
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params, body }) => cancelContract(app, caller.personId, params.id, body.reason),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/contracts/:id/payments',
    id: 'beginPayment',
    summary: 'Begins the payment of a month, or of several at once; open `payAt` in a browser',
    description:
      'Months are paid in their order, without a gap: from `payable` until any up to `payableUntil`. One payment, one receipt. The slips are then locked for half an hour. The gateway sends the person back to a page of the portal; ask for the payment to learn what came of it.',
    params: ContractId,
    body: z
      .strictObject({
        month: Month,
        until: Month.optional().meta({ description: 'The last month that is paid with it; none other when left out.' }),
      })
      .meta({ id: 'BeginPayment' }),
    status: 201,
    answer: z
      .strictObject({ id: z.string(), payAt: z.url().meta({ description: 'The page of the gateway.' }) })
      .meta({ id: 'BegunPayment' }),
    refuses: ['not-found', 'wrong-step', 'unavailable'],
    handle: async ({ app, caller, params, body }) => {
      const opened = await openOwnContract(app, caller.personId, params.id)
      if (!opened.ok) return opened
      const begun = await beginPayment(app, caller.personId, slipsName(params.id, body.month, body.until ?? body.month))
      return begun.ok ? done({ id: begun.value.paymentId, payAt: begun.value.payAt }) : begun
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/payments',
    id: 'listPayments',
    summary: 'The payments of whoever is signed in, newest first',
    status: 200,
    answer: z.strictObject({ payments: z.array(PaymentAnswer) }).meta({ id: 'Payments' }),
    refuses: [],
    handle: async ({ app, caller }) => done({ payments: (await listPayments(app.db, caller.personId)).map(paymentOf) }),
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/payments/:id',
    id: 'getPayment',
    summary: 'What became of a payment',
    params: z.strictObject({ id: z.string().max(19).meta({ description: 'The `id` of a payment.' }) }),
    status: 200,
    answer: PaymentAnswer,
    refuses: ['not-found'],
    handle: async ({ app, caller, params }) => {
      const opened = await openPayment(app, caller.personId, params.id)
      return opened.ok ? done(paymentOf(opened.value)) : opened
    },
  }),
]

const contractOf = ({ contractId, from, until, ...contract }: Contract) => ({
  id: contractId,
  ...contract,
  from: jalaliDay(from),
  until: until === null ? null : jalaliDay(until),
})

const paymentOf = ({ paymentId, title, rials, parts, state, begunAt, settledAt, receipt, reference }: Stored) => ({
  id: paymentId,
  title,
  rials: String(rials),
  parts: parts.map((part) => ({ title: part.title, rials: String(part.rials) })),
  state,
  begunAt: instant(begunAt),
  settledAt: settledAt === null ? null : instant(settledAt),
  receipt,
  reference,
})
