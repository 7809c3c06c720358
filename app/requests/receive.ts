import { archiveWords } from '#kernel/archive-words.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { FileRef } from '#kernel/fields/file.ts'
import { parseMobile } from '#kernel/mobile.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import { foldRequest } from '#kernel/request/fold.ts'
import { answerStart, policyOn, type Policy } from '#kernel/request/policy.ts'
import { promptnessOf } from '#kernel/request/promptness.ts'
import { AREAS, KINDS, type Area, type Channel, type Kind } from '#kernel/request/request.ts'
import type { By, Intake, RequestEvent } from '#kernel/request/request-event.ts'
import type { Json } from '#kernel/fields/field.ts'
import { canonical, linkHashOf } from '#kernel/hash-chain.ts'
import { stripInvisible } from '#kernel/text.ts'
import { dueAt, countedDays, type CountedDay, type Limit } from '#kernel/working-time/due.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import { findBranches, type Branch } from '#store/branches.ts'
import { listPolicies } from '#store/clocks.ts'
import type { Transaction, Tx } from '#store/database.ts'
import { personIdFrom, randomId, randomPersonId, type PersonId } from '#store/ids.ts'
import { findPerson } from '#store/people.ts'
import { isRequestTwice, writeNewRequest, type NewEvent } from '#store/request-step.ts'
import { findRequest, type RequestKey, type RequestRow } from '#store/requests.ts'
import { tellStaff } from '#store/staff-notices.ts'
import { claimTrackingCode, drawTrackingCode, isCodeTaken } from '#store/tracking.ts'
import { randomBytes } from 'node:crypto'
import type { App } from '../app.ts'
import { digest } from '../applications/act.ts'
import { done, invalid, type FieldError, type Result } from '../problem.ts'
import { nextFire, rowOf } from './step.ts'
import type { Clerk } from './clerk.ts'
import { phraseFrom, phraseHash, phraseOf } from './phrase.ts'
import { tidings } from './tell.ts'

/** What the intake of requests touches. */
export type IntakeApp = Pick<App, 'db' | 'clock' | 'workingTimes' | 'secrets' | 'limits'>

/** What a person writes. Files are already kept; `branchId` null: the person's own branch, else the default one. */
export type NewRequest = {
  readonly kind: Kind
  readonly area: Area
  readonly topic?: string | null
  readonly title: string
  readonly body: string
  readonly files?: readonly FileRef[]
  readonly branchId?: number | null
  /** The branch that a complaint or a report is about. */
  readonly aboutBranch?: number | null
  readonly applicationId?: string | null
  readonly questionId?: number | null
}

/** Who asks. `address` is counted against the limits; a clerk writes down what somebody says on the phone or at the counter. */
export type Asker =
  | { readonly by: 'person'; readonly personId: PersonId }
  | {
      readonly by: 'guest'
      readonly name: string
      readonly mobile: string
      /** Of whoever asks for information: the national code. */
      readonly number?: string
      readonly address: string
    }
  | { readonly by: 'anonymous'; readonly address: string }
  | {
      readonly by: 'clerk'
      readonly clerk: Clerk
      readonly channel: 'phone' | 'counter'
      /** Of the caller's account; null: they have none, or it is not known. */
      readonly personId: PersonId | null
      readonly name: string
      readonly mobile: string
    }

export type Receipt = {
  readonly key: RequestKey
  readonly trackingCode: string
  readonly receivedAt: number
  readonly dueAt: number
  /** How the days were counted. */
  readonly days: readonly CountedDay[]
  readonly limit: Limit
  /** Of an anonymous reporter, shown this once. */
  readonly phrase: string | null
}

const LONGEST_TITLE = 150
const LONGEST_BODY = 8_000
const NAMELESS = 80

/**
 * Takes a request in: never refused for any reason of the calendar. In one transaction it gets its tracking code, its
 * branch, its clock and the SMS of its receipt. `once` names this attempt: the same again is the same request. `as`: of what
 * was a draft, whose files lie under that key; it belongs to whoever asks.
 */
export async function receiveRequest(
  app: IntakeApp,
  asker: Asker,
  values: NewRequest,
  once: string | null,
  as: RequestKey | null = null,
): Promise<Result<Receipt>> {
  const contact = contactOf(asker)
  const errors = checkNewRequest(asker, values)
  if (errors.length > 0 || !contact.ok) return invalid(errors)
  const identity = identityFor(app, asker, values, once, as)
  const [before, home] = await Promise.all([
    once === null ? undefined : findRequest(app.db, identity.key),
    homeOf(app, asker),
  ])
  if (before !== undefined) return done(await receiptOf(app, before, identity.phrase))
  if ('address' in asker) {
    const allowed = await app.limits.count('request-per-address', asker.address)
    if (!allowed.ok) return allowed
  }
  for (;;) {
    try {
      return done(await app.db.transaction((tx) => write(tx, app, asker, contact.value, values, identity, home)))
    } catch (error) {
      if (isCodeTaken(error)) continue
      // The same attempt at the same moment: the other one has taken it in.
      if (!isRequestTwice(error)) throw error
      return done(await receiptOf(app, (await findRequest(app.db, identity.key))!, identity.phrase))
    }
  }
}

/** What must be mended before a request can be received. */
export function checkNewRequest(asker: Asker, values: NewRequest): readonly FieldError[] {
  const contact = contactOf(asker)
  return [...(contact.ok ? [] : contact.errors), ...faultsIn(asker, values)]
}

type Contact = Intake['contact']

function contactOf(asker: Asker): { ok: true; value: Contact } | { ok: false; errors: FieldError[] } {
  if (asker.by === 'person' || asker.by === 'anonymous') return { ok: true, value: null }
  if (asker.by === 'clerk' && asker.personId !== null) return { ok: true, value: null }
  const name = tidy(asker.name)
  const mobile = parseMobile(asker.mobile)
  const errors: FieldError[] = []
  if (name.length < 3) errors.push({ field: 'name', message: 'نام و نام خانوادگی را بنویسید.' })
  if (name.length > NAMELESS) errors.push({ field: 'name', message: 'این نام خیلی بلند است.' })
  if (!mobile.ok) errors.push({ field: 'mobile', message: mobile.error })
  const typed = asker.by === 'guest' ? asker.number : undefined
  const number = typed === undefined ? null : parsePersonalNumber(typed)
  if (number?.ok === false) errors.push({ field: 'number', message: number.error })
  if (errors.length > 0 || !mobile.ok) return { ok: false, errors }
  return { ok: true, value: { name, mobile: mobile.value, ...(number?.ok === true ? { number: number.value } : {}) } }
}

/** A line without invisible marks; half-spaces stay, since they part the letters of a word. */
const tidy = (text: string): string =>
  text.split('\u200c').map(stripInvisible).join('\u200c').replace(/\s+/g, ' ').trim()

function faultsIn(asker: Asker, { kind, area, title, body, aboutBranch }: NewRequest): FieldError[] {
  const errors: FieldError[] = []
  if (!Object.hasOwn(KINDS, kind)) errors.push({ field: 'kind', message: 'بگویید درخواست شما از کدام نوع است.' })
  if (!Object.hasOwn(AREAS, area)) errors.push({ field: 'area', message: 'بگویید درخواست شما دربارهٔ چیست.' })
  if (asker.by === 'anonymous' && kind !== 'oversight')
    errors.push({ field: 'kind', message: 'فقط گزارش نظارتی را می‌توان بدون نام فرستاد.' })
  if (body.trim().length < 5) errors.push({ field: 'body', message: 'درخواست خود را در چند کلمه بنویسید.' })
  if (body.length > LONGEST_BODY)
    errors.push({ field: 'body', message: 'متن از ۸٬۰۰۰ نویسه بلندتر است. آن را کوتاه‌تر کنید یا پیوست بفرستید.' })
  if (title.length > LONGEST_TITLE)
    errors.push({ field: 'title', message: 'عنوان از ۱۵۰ نویسه بلندتر است. آن را کوتاه‌تر کنید.' })
  if (aboutBranch != null && kind !== 'complaint' && kind !== 'oversight')
    errors.push({ field: 'aboutBranch', message: 'فقط شکایت و گزارش دربارهٔ یک شعبه است.' })
  return errors
}

type Identity = { readonly key: RequestKey; readonly phrase: string | null }

/**
 * Ids and phrase of a request. Of a named attempt they follow from its name, from who asks and what: so the same attempt
 * comes to the same request, and nobody else's does.
 */
function identityFor(
  app: IntakeApp,
  asker: Asker,
  values: NewRequest,
  once: string | null,
  as: RequestKey | null,
): Identity {
  if (as !== null) return { key: as, phrase: asker.by === 'anonymous' ? phraseOf(app.secrets, once ?? '') : null }
  const told = JSON.stringify([once, { ...asker, address: undefined }, values])
  const bytes = (what: string) => (once === null ? randomBytes(32) : app.secrets.mac('request', `${what} ${told}`))
  const id = (what: string) => (bytes(what).readBigUInt64BE() >> 1n || 1n).toString()
  const own = asker.by === 'person' ? asker.personId : asker.by === 'clerk' ? asker.personId : null
  const personId = own ?? (once === null ? randomPersonId() : personIdFrom(id('person'))!)
  const requestId = once === null ? randomId() : id('request')
  const phrase = asker.by === 'anonymous' ? phraseFrom(bytes('phrase')) : null
  return { key: { personId, requestId }, phrase }
}

async function homeOf(app: IntakeApp, asker: Asker): Promise<number | null> {
  if (asker.by === 'person') return (await findPerson(app.db, asker.personId))?.branchId ?? null
  if (asker.by !== 'clerk') return null
  if (asker.personId !== null) return (await findPerson(app.db, asker.personId))?.branchId ?? null
  const { scope } = asker.clerk
  return scope !== 'everywhere' && 'branchId' in scope ? scope.branchId : null
}

/**
 * Where a request goes by rule: to the branch; a complaint about a branch, and every report, to the province over it; one
 * for information to whoever answers those for the province.
 */
async function routeFor(
  tx: Tx,
  { kind, branchId = null, aboutBranch = null }: NewRequest,
  home: number | null,
): Promise<{ branchId: number | null; province: string | null }> {
  const branches = await findBranches(tx, [aboutBranch, branchId, home])
  const find = (id: number | null): Branch | undefined => branches.find((branch) => branch.branchId === id)
  const about = find(aboutBranch)
  const own = find(branchId) ?? find(home) ?? branches.find(({ isDefault }) => isDefault)
  const province = (about ?? own)?.province ?? null
  if (kind === 'oversight' || kind === 'information' || about !== undefined) return { branchId: null, province }
  return { branchId: own?.branchId ?? null, province }
}

async function write(
  tx: Transaction,
  app: IntakeApp,
  asker: Asker,
  contact: Contact,
  values: NewRequest,
  { key, phrase }: Identity,
  home: number | null,
): Promise<Receipt> {
  const at = app.clock.now()
  const [route, policies] = await Promise.all([routeFor(tx, values, home), listPolicies(tx)])
  const time = await app.workingTimes.of(tx, route.branchId, route.province)
  const intake = intakeOf(asker, contact, values)
  const clock = answerStart(time, at, policyOn(policies, values.kind, values.area, tehranDate(at)))
  const by: By =
    asker.by === 'clerk' ? { role: asker.clerk.role, id: asker.clerk.staffId } : { role: 'citizen', id: key.personId }
  const story: RequestEvent[] = [
    { kind: 'received', ...intake, clock, at, by },
    { kind: 'routed', ...route, at, by: { role: 'clock', id: 'clock' } },
  ]
  const request = foldRequest(story)
  const events: NewEvent[] = []
  for (const event of story) {
    const text = canonical(event as unknown as Json)
    events.push({ text, at, hash: linkHashOf(events.at(-1)?.hash ?? '', text, digest), key: null })
  }
  const trackingCode = drawTrackingCode()
  const row = rowOf(
    {
      ...key,
      ...intakeRow(intake),
      trackingCode,
      contactName: contact?.name ?? null,
      contactMobile: contact?.mobile ?? null,
      secretHash: phrase === null ? null : phraseHash(app.secrets, phrase),
      receivedAt: new Date(at),
    },
    request,
    events.at(-1)!.hash,
    at,
  )
  const answer = request.clocks[0]!
  const clocks = [{ clock: answer, nextStep: 1, nextFireAt: nextFire(time, answer, 1) }]
  const { commands, notices } = await tidings(tx, { row, before: null, after: request, events: story })
  await Promise.all([
    claimTrackingCode(tx, trackingCode, key.personId, 'request', key.requestId),
    tellStaff(tx, notices, new Date(at)),
    writeNewRequest(tx.last, { row, first: 0, events, clocks, breach: null, commands, at: new Date(at) }),
  ])
  return receiptBy(row, phrase, policies, time)
}

function intakeOf(asker: Asker, contact: Contact, values: NewRequest): Omit<Intake, 'clock'> {
  const { kind, area, body, topic = null, files = [], aboutBranch = null } = values
  const words = body.trim()
  const title = tidy(values.title) === '' ? firstWords(words) : tidy(values.title)
  const channel: Channel = asker.by === 'clerk' ? asker.channel : 'web'
  return {
    what: kind,
    area,
    topic,
    title,
    body: words,
    files,
    channel,
    contact,
    anonymous: asker.by === 'anonymous',
    aboutBranch,
    applicationId: values.applicationId ?? null,
    questionId: values.questionId ?? null,
    promptness: promptnessOf(kind, area, `${title} ${words}`).value,
  }
}

const firstWords = (text: string): string => {
  const line = tidy(text).replace(/\.$/, '')
  return line.length <= 60 ? line : `${line.slice(0, 60).replace(/\s+\S*$/, '')}…`
}

/** What of a row its receipt says once and for all. */
export const intakeRow = ({
  what: kind,
  area,
  topic,
  channel,
  title,
  body,
  aboutBranch,
  applicationId,
}: Omit<Intake, 'clock'>) => ({
  kind,
  area,
  topic,
  channel,
  title,
  folded: archiveWords(`${title} ${body}`).join(' '),
  aboutBranch,
  applicationId,
})

/** What is handed out for a request, then and whenever it is asked for again. */
export async function receiptOf(
  app: Pick<App, 'db' | 'workingTimes'>,
  row: Omit<RequestRow, 'open'>,
  phrase: string | null = null,
): Promise<Receipt> {
  const [policies, time] = await Promise.all([
    listPolicies(app.db),
    app.workingTimes.of(app.db, row.branchId, row.province),
  ])
  return receiptBy(row, phrase, policies, time)
}

function receiptBy(
  row: Omit<RequestRow, 'open'>,
  phrase: string | null,
  policies: readonly Policy[],
  time: WorkingTime,
): Receipt {
  const { personId, requestId, trackingCode } = row
  const receivedAt = row.receivedAt.getTime()
  const limit = policyOn(policies, row.kind, row.area, tehranDate(receivedAt))
  const days = countedDays(time, receivedAt, limit)
  const due = row.cycle === 1 ? row.dueAt.getTime() : dueAt(time, receivedAt, limit)
  return { key: { personId, requestId }, trackingCode, receivedAt, dueAt: due, days, limit, phrase }
}
