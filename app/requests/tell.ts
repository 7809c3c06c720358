import { answerClock, openAsk, type Request } from '#kernel/request/request.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { needsSecondPerson } from '#kernel/request/request-event.ts'
import type { Tx } from '#store/database.ts'
import type { RequestStep } from '#store/request-step.ts'
import type { RequestKey, RequestRow } from '#store/requests.ts'
import type { NewNotice } from '#store/staff-notices.ts'
import { headsOf, tellable } from './ladder.ts'

/** What staff are told of a request at their desk, beside the warnings of its clock. */
export const NOTICES = {
  warned: 'مهلت نزدیک است',
  late: 'مهلت گذشته است',
  handed: 'به شما سپرده شد',
  wrote: 'شهروند نوشت',
  'wait-over': 'شهروند پاسخ نداد',
  'ask-lost': 'پیامک پرسش نرسید',
  'draft-waits': 'پاسخی منتظر تأیید است',
  'draft-refused': 'پاسخ شما تأیید نشد',
  outdated: 'پاسخ پیش از فرستادن از اعتبار افتاد',
  reopened: 'دوباره باز شد',
  withdrawn: 'پس گرفته شد',
} as const
export type NoticeKind = keyof typeof NOTICES

type Told = {
  readonly row: Pick<RequestRow, 'personId' | 'requestId' | 'trackingCode'>
  readonly before: Request | null
  readonly after: Request
  readonly events: readonly RequestEvent[]
}

/** The commands and notices that tell the person by SMS, and staff at their desks, what these events mean for them. */
export async function tidings(
  tx: Tx,
  told: Told,
): Promise<{ readonly commands: RequestStep['commands']; readonly notices: readonly NewNotice[] }> {
  const first = told.after.events - told.events.length
  const { personId, requestId } = told.row
  const commands: RequestStep['commands'][number][] = []
  const notices: NewNotice[] = []
  for (const [index, event] of told.events.entries()) {
    const n = first + index
    const message = told.after.anonymous ? null : messageOf(event, told)
    if (message !== null) commands.push(smsTo(told.row, message, `request:${requestId}:${n}`))
    const whom = await staffToTell(tx, told, event)
    if (whom !== null) notices.push(...noticesOf(told, event, n, whom))
    if (event.kind !== 'sending') continue
    const payload = { requestId, goesAt: event.goesAt }
    const dedupeKey = `request:${requestId}:${n}:send`
    commands.push({ personId, kind: 'send-reply', payload, dedupeKey, dueAt: new Date(event.goesAt) })
  }
  return { commands, notices }
}

/** The SMS of an event, with what it promises; null: the person did it, or need not know. */
function messageOf(event: RequestEvent, { after }: Told): Record<string, unknown> | null {
  const due = answerClock(after)?.dueAt ?? null
  switch (event.kind) {
    case 'routed':
      return { template: after.channel === 'phone' ? 'request-called' : 'request-received', due }
    case 'asked':
      return { template: 'request-asked', ask: openAsk(after)?.n }
    case 'sent':
      return { template: 'request-answered' }
    case 'corrected':
      return { template: 'request-corrected' }
    case 'reopened':
      return { template: 'request-reopened', due }
    case 'referred':
      return { template: 'request-referred', where: event.where }
    case 'merged':
      return { template: 'request-merged', into: event.into.trackingCode }
    case 'deadline-moved':
      return { template: 'request-moved', due }
    default:
      return null
  }
}

/** The command of an SMS to whoever made a request. */
export const smsTo = ({ personId, requestId }: RequestKey, message: Record<string, unknown>, dedupeKey: string) => ({
  personId,
  kind: 'send-sms',
  payload: { ...message, to: 'request', requestId },
  dedupeKey: `${dedupeKey}:${String(message['template'])}`,
})

async function staffToTell(tx: Tx, { after, before }: Told, event: RequestEvent): Promise<readonly string[] | null> {
  const heads = async () => headsOf(after, await tellable(tx, [], event.at))
  const holder = async () => (after.holder === null ? heads() : [after.holder])
  switch (event.kind) {
    case 'handed':
      return event.to === event.by.id ? null : [event.to]
    case 'wrote':
      return after.holder === null ? null : [after.holder]
    case 'wait-over':
    case 'outdated':
    case 'reopened':
      return holder()
    case 'withdrawn':
      return after.holder === null ? null : [after.holder]
    case 'drafted':
      return needsSecondPerson(after.kind, event.draft) ? (await heads()).filter((id) => id !== event.by.id) : null
    case 'draft-refused':
      return before?.draft == null || before.draft.author === event.by.id ? null : [before.draft.author]
    default:
      return null
  }
}

function noticesOf(
  { row: { personId, requestId, trackingCode } }: Told,
  event: RequestEvent,
  n: number,
  staffIds: readonly string[],
): NewNotice[] {
  const kind: NoticeKind = event.kind === 'drafted' ? 'draft-waits' : (event.kind as NoticeKind)
  const dedupeKey = `request:${requestId}:${n}`
  return staffIds.map((staffId) => ({ staffId, kind, personId, requestId, body: { trackingCode }, dedupeKey }))
}
