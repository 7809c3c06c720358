import {
  anonymousReceipt,
  attachToDraft,
  beginDraft,
  draftCodeWait,
  faultsInDraft,
  needsCode,
  openDraft,
  sendDraft,
  sendDraftCode,
  sentFromDraft,
} from '#app/requests/drafts.ts'
import type { App } from '#app/app.ts'
import { sealPass } from '#app/requests/pass.ts'
import { done, failed, invalid, type FieldError, type Result } from '#app/problem.ts'
import type { RequestKey } from '#store/requests.ts'
import { z } from 'zod'
import { operation } from '../operation.ts'
import { fields, Instant, instant, NextCodeIn } from '../schemas.ts'
import { AreaOf, KindOf, shownTo, State, text } from './shape.ts'

const NewDraft = z
  .strictObject({
    form: z.enum(['request', 'information', 'anonymous']).meta({
      description:
        'request: a question, complaint or suggestion of a guest. information: by the Act on Free Access to Information. anonymous: an oversight report without name or mobile.',
    }),
    kind: KindOf.exclude(['oversight', 'information']).optional().meta({ description: 'Of form request.' }),
    area: AreaOf.optional().meta({ description: 'Of form request; of the others `other` without it.' }),
    title: text('May be empty: then the first words of `body`.', 150),
    body: text('What the person writes.', 8_000),
    branch: z.int().nullable().optional().meta({ description: 'Who shall answer, or what a report is about.' }),
    aboutBranch: z.boolean().optional().meta({ description: 'Of a complaint: it is about `branch` itself.' }),
    name: text('First and family name of a guest.', 100).optional(),
    mobile: fields.mobile.optional().meta({ description: 'Of a guest. Nothing is received before it is proved.' }),
    personalNumber: fields.personalNumber.optional().meta({ description: 'Of whoever asks for information.' }),
  })
  .meta({ id: 'NewRequestDraft' })

const DraftStep = z
  .strictObject({
    draftToken: z.string().meta({ description: 'Bearer token of the draft, for three days.' }),
    needsCode: z.boolean().meta({ description: 'A code was sent to the mobile and goes with sending.' }),
    nextCodeInSeconds: NextCodeIn,
  })
  .meta({ id: 'RequestDraft' })

const Sent = z
  .strictObject({
    request: State,
    requestToken: z.string().meta({ description: 'Bearer token that opens this one request.' }),
    expiresAt: Instant,
    phrase: z.string().nullable().meta({
      description:
        'Of an anonymous report: the secret phrase that opens it again, with its tracking code. Shown now and never again after half an hour.',
    }),
  })
  .meta({ id: 'SentRequest' })

/** The fields of the use cases under their names here. */
const NAMES: Readonly<Record<string, string>> = { number: 'personalNumber' }
const named = (errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ field, message }) => ({ field: NAMES[field] ?? field, message }))
const naming = (result: Extract<Result<unknown>, { ok: false }>): Result<never> => {
  const { errors, ...problem } = result.problem
  return failed(errors === undefined ? problem : { ...problem, errors: named(errors) })
}

const over = failed({ code: 'not-found', message: 'این پیش‌نویس پیدا نشد یا زمان آن گذشته است. از اول بنویسید.' })
const already = failed({ code: 'wrong-step', message: 'این درخواست فرستاده شده است و پیش‌نویس آن دیگر عوض نمی‌شود.' })

async function sentAs(app: App, key: RequestKey, phrase: string | null): Promise<Result<z.output<typeof Sent>>> {
  const shown = await shownTo({ app, key, own: false })
  if (!shown.ok) return shown
  const { token, until } = sealPass(app, key, 'proved')
  return done({ request: shown.value, requestToken: token, expiresAt: instant(until), phrase })
}

const shared = { tag: 'Requests', who: 'draft' } as const

/** Asking without an account: a draft, its files, the code that proves a guest’s mobile, and sending. */
export const draftOperations = [
  operation({
    tag: 'Requests',
    who: 'anybody',
    method: 'POST',
    path: '/request-drafts',
    id: 'beginRequest',
    summary: 'Write a request without an account; of a guest a code is sent to the mobile',
    description:
      'Nothing is received yet: files may follow, then it is sent. What is never sent is forgotten after three days.',
    body: NewDraft,
    longText: true,
    status: 201,
    answer: DraftStep,
    refuses: ['limited'],
    handle: async ({ app, body }) => {
      const { form, kind = null, area = null, branch = null, aboutBranch = false, personalNumber = '' } = body
      const { title, body: words, name = '', mobile = '' } = body
      const given = { form, kind, area, branchId: branch, aboutBranch, title, body: words, name, mobile }
      const token = await beginDraft(app, null, { ...given, number: personalNumber })
      const draft = (await openDraft(app, token, null))!
      const faults = faultsInDraft(draft)
      if (faults.length > 0) return invalid(named(faults))
      const code = needsCode(draft)
      const asked = code ? await sendDraftCode(app, draft) : done(undefined)
      if (!asked.ok) return naming(asked)
      return done({ draftToken: token, needsCode: code, nextCodeInSeconds: code ? await draftCodeWait(app, draft) : 0 })
    },
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/request-drafts/current/files',
    id: 'sendFileOfDraft',
    summary: 'Add a file to the draft; at most five',
    takes: 'file',
    status: 204,
    refuses: ['not-found', 'wrong-step'],
    handle: async ({ app, caller, file }) => {
      const draft = await openDraft(app, caller.token, null)
      return draft === undefined ? already : attachToDraft(app, draft, file!)
    },
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/request-drafts/current/code',
    id: 'resendCodeOfDraft',
    summary: 'Send the code that proves the mobile once more',
    status: 200,
    answer: z.strictObject({ nextCodeInSeconds: NextCodeIn }).meta({ id: 'RequestDraftCode' }),
    refuses: ['limited', 'wrong-step'],
    handle: async ({ app, caller }) => {
      const draft = await openDraft(app, caller.token, null)
      if (draft === undefined) return already
      const sent = await sendDraftCode(app, draft, true)
      return sent.ok ? done({ nextCodeInSeconds: await draftCodeWait(app, draft) }) : sent
    },
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/request-drafts/current/send',
    id: 'sendDraftedRequest',
    summary: 'Send the draft; of a guest with the code of the SMS',
    description: 'The same draft sent again is the same request.',
    body: z.strictObject({ code: fields.code.optional() }).meta({ id: 'RequestDraftProof' }),
    status: 201,
    answer: Sent,
    refuses: ['limited', 'not-found', 'wrong-step'],
    handle: async ({ app, caller, body, origin }) => {
      const draft = await openDraft(app, caller.token, null)
      if (draft === undefined) {
        const key = await sentFromDraft(app, caller.token, null)
        if (key === undefined) return over
        return sentAs(app, key, (await anonymousReceipt(app, caller.token))?.phrase ?? null)
      }
      const received = await sendDraft(app, draft, origin.address, body.code ?? null)
      return received.ok ? sentAs(app, received.value.key, received.value.phrase) : naming(received)
    },
  }),
]
