import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  CANCEL_REASONS,
  cancelContract,
  changeContractBase,
  listOwnContracts,
  openOwnContract,
  type OwnContract,
} from '#app/contracts/contracts.ts'
import { readSlip, slipsName } from '#app/contracts/slips.ts'
import type { App } from '#app/app.ts'
import type { SignedIn } from '#app/account/session.ts'
import { returnFromGateway } from '#app/payments/advance.ts'
import { beginPayment } from '#app/payments/begin.ts'
import { openPayment } from '#app/payments/open.ts'
import { toLatinDigits } from '#kernel/text.ts'
import { listPayments } from '#store/payments.ts'
import { CONTRACT_DONE, ContractBase, ContractCancel, ContractPage } from '#web/pages/contract/contract.tsx'
import { Contracts, CONTRACTS_ADDRESS } from '#web/pages/contract/mine.tsx'
import { PaymentPage } from '#web/pages/contract/payment.tsx'
import { contractAddress } from '#web/pages/contract/words.ts'
import type { FieldError } from '#web/components/shell.ts'
import { formValues, goTo, sendFormAgain, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { askToSignIn } from './application/visits.ts'

type At = { Params: { contract: string }; Querystring: { done?: string } }
/** Somebody at a contract of their own. */
type Visit = {
  readonly request: FastifyRequest<At>
  readonly reply: FastifyReply
  readonly who: SignedIn
  readonly own: OwnContract
}

/** «امور قراردادها و پرداخت»: contracts, slips, payments and receipts of the person. */
export function contractRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const preHandler = guardForm(server)

  server.get(CONTRACTS_ADDRESS, async (request, reply) => {
    const who = await context.signedIn(request, reply)
    const shell = await context.shell(request, reply)
    if (who === null) return sendPage(reply, <Contracts shell={shell} own={null} />)
    const [contracts, payments] = await Promise.all([
      listOwnContracts(app, who.personId),
      listPayments(app.db, who.personId),
    ])
    return sendPage(reply, <Contracts shell={shell} own={{ contracts, payments }} />)
  })

  /** For the owner of the contract that the address names. For everybody else it is not there. */
  const own =
    (page: (visit: Visit) => Promise<FastifyReply>) => async (request: FastifyRequest<At>, reply: FastifyReply) => {
      const { contract } = request.params
      const who = await context.signedIn(request, reply)
      if (who === null) return askToSignIn(reply, contractAddress(contract))
      const opened = await openOwnContract(app, who.personId, contract)
      if (opened.ok) return page({ request, reply, who, own: opened.value })
      reply.callNotFound()
      return reply
    }

  const contractPage = async ({ request, reply, own }: Visit, errors: readonly FieldError[] = []) => {
    const { done } = request.query
    const known =
      done !== undefined && Object.hasOwn(CONTRACT_DONE, done) ? (done as keyof typeof CONTRACT_DONE) : undefined
    const [shell, token] = [await context.shell(request, reply), context.token(reply)]
    allowGateway(reply)
    return <ContractPage shell={shell} token={token} own={own} done={known} errors={errors} />
  }
  server.get<At>(
    '/contracts/:contract',
    own(async (visit) => sendPage(visit.reply, await contractPage(visit))),
  )
  server.post<At>(
    '/contracts/:contract/pay',
    { preHandler },
    own(async (visit) => {
      const { request, reply, who } = visit
      const { month = '', until = month } = formValues(request)
      const [first, last] = [month, until].map((text) => Number(toLatinDigits(text))) as [number, number]
      const begun = await beginPayment(app, who.personId, slipsName(visit.own.contract.contractId, first, last))
      if (begun.ok) return goTo(reply, begun.value.payAt)
      const opened = await openOwnContract(app, who.personId, request.params.contract)
      const now = opened.ok ? { ...visit, own: opened.value } : visit
      return sendFormAgain(reply, begun, (errors) => contractPage(now, errors))
    }),
  )

  /** Browsers follow a posted form to another site only where the page of the form allows it. */
  function allowGateway(reply: FastifyReply): void {
    const policy = String(reply.getHeader('content-security-policy') ?? '')
    reply.header(
      'content-security-policy',
      policy.replace("form-action 'self'", `form-action 'self' ${app.bankGateway.origin}`),
    )
  }

  const basePage = async ({ request, reply, own }: Visit, values = {}, errors: readonly FieldError[] = []) => (
    <ContractBase shell={await context.shell(request, reply)} {...context.form(reply, values, errors)} own={own} />
  )
  server.get<At>(
    '/contracts/:contract/base',
    own(async (visit) => {
      if (visit.own.editable === null) return goTo(visit.reply, contractAddress(visit.own.contract.contractId))
      return sendPage(visit.reply, await basePage(visit))
    }),
  )
  server.post<At>(
    '/contracts/:contract/base',
    { preHandler },
    own(async (visit) => {
      const { request, reply, who } = visit
      const { contractId } = visit.own.contract
      const values = formValues(request)
      const changed = await changeContractBase(app, who.personId, contractId, values['base'] ?? '')
      if (changed.ok) return goTo(reply, contractAddress(contractId, '?done=changed'))
      return sendFormAgain(reply, changed, (errors) => basePage(visit, values, errors))
    }),
  )

  const cancelPage = async ({ request, reply, own }: Visit, values = {}, errors: readonly FieldError[] = []) => (
    <ContractCancel
      shell={await context.shell(request, reply)}
      {...context.form(reply, values, errors)}
      own={own}
      reasons={CANCEL_REASONS}
    />
  )
  server.get<At>(
    '/contracts/:contract/cancel',
    own(async (visit) => {
      if (visit.own.contract.until !== null) return goTo(visit.reply, contractAddress(visit.own.contract.contractId))
      return sendPage(visit.reply, await cancelPage(visit))
    }),
  )
  server.post<At>(
    '/contracts/:contract/cancel',
    { preHandler },
    own(async (visit) => {
      const { request, reply, who } = visit
      const { contractId } = visit.own.contract
      const values = formValues(request)
      const cancelled = await cancelContract(app, who.personId, contractId, values['reason'] ?? '')
      if (cancelled.ok) return goTo(reply, contractAddress(contractId, '?done=cancelled'))
      return sendFormAgain(reply, cancelled, (errors) => cancelPage(visit, values, errors))
    }),
  )

  server.get<{ Params: { payment: string } }>('/payments/:payment', async (request, reply) => {
    const { payment } = request.params
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, `/payments/${payment}`)
    const opened = await openPayment(app, who.personId, payment)
    if (!opened.ok) return reply.callNotFound()
    const named = readSlip(opened.value.slip)
    const back = named === null ? CONTRACTS_ADDRESS : contractAddress(named.contractId)
    const shell = await context.shell(request, reply)
    return sendPage(reply, <PaymentPage shell={shell} payment={opened.value} name={who.name} back={back} />)
  })
}

/**
 * Where the gateway sends people back, by GET or by a form of its own, so without our token: only that somebody came is
 * taken from it. They go on to the page of their payment.
 */
export async function paymentReturnRoutes(server: FastifyInstance, app: App): Promise<void> {
  await server.register(formbody, { bodyLimit: 16 * 1024 })
  server.route<{ Params: { key: string } }>({
    method: ['GET', 'POST'],
    url: '/payments/return/:key',
    bodyLimit: 16 * 1024,
    handler: async (request, reply) => {
      const key = await returnFromGateway(app, request.params.key)
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      return goTo(reply, key === null ? CONTRACTS_ADDRESS : `/payments/${key.paymentId}`)
    },
  })
}
