import { checkFile, type FileRef } from '#kernel/fields/file.ts'
import { parseMobile, type Mobile } from '#kernel/mobile.ts'
import { refused } from '#kernel/parsed.ts'
import type { Area, Kind } from '#kernel/request/request.ts'
import { findApplication } from '#store/applications.ts'
import { discardFile, listFiles, type KeptFile } from '#store/files.ts'
import { personIdFrom, randomId, randomPersonId, type PersonId } from '#store/ids.ts'
import { codeMobile, codeWait, proveCode, sendCode } from '../one-time-codes.ts'
import {
  findDraft,
  forgetWords,
  insertDraft,
  saveDraftWords,
  type Draft,
  type DraftWords,
} from '#store/request-drafts.ts'
import { findRequest, type RequestKey } from '#store/requests.ts'
import { nowOf, type App } from '../app.ts'
import { keepFile, refOf } from '../files/keep-file.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { randomToken, sameBytes, tokenHash } from '../secrets.ts'
import { checkNewRequest, receiptOf, receiveRequest, type Asker, type NewRequest, type Receipt } from './receive.ts'
import { phraseHash, phraseOf } from './phrase.ts'

/** Most files that can be sent with a request at first. */
export const MOST_FILES = 5

/** A draft with the secret by which it was opened. It names the attempt: sent twice, it is received once. */
export type OpenDraft = Draft & { readonly secret: string }

const EMPTY: DraftWords = {
  form: 'request',
  title: '',
  body: '',
  kind: null,
  area: null,
  branchId: null,
  aboutBranch: false,
  applicationId: null,
  questionId: null,
  name: '',
  number: '',
  mobile: '',
}

/**
 * Begins to write a request. `owner`: who is signed in, else null; an anonymous report belongs to nobody even then. Answers
 * what the device keeps. An application that is not the owner's own is left out.
 */
export async function beginDraft(
  app: Pick<App, 'db' | 'clock'>,
  owner: PersonId | null,
  words: Partial<DraftWords>,
): Promise<string> {
  const secret = randomToken()
  const own = owner !== null && words.form !== 'anonymous'
  const personId = own ? owner : randomPersonId()
  const requestId = randomId()
  const { applicationId = null } = words
  const application =
    own && applicationId !== null ? await findApplication(app.db, { personId, applicationId }) : undefined
  const all = { ...EMPTY, ...words, applicationId: application?.applicationId ?? null }
  await insertDraft(app.db, { personId, requestId, own, secretHash: tokenHash(secret), words: all }, nowOf(app))
  return `${personId}.${requestId}.${secret}`
}

/** The draft of a device's cookie; undefined when it was sent, forgotten, or is somebody else's who was signed in here. */
export async function openDraft(
  app: Pick<App, 'db'>,
  cookie: string | undefined,
  who: PersonId | null,
): Promise<OpenDraft | undefined> {
  const draft = await draftOf(app, cookie, who)
  return draft === undefined || draft.words === null ? undefined : { ...draft, words: draft.words }
}

type Found = Omit<OpenDraft, 'words'> & { readonly words: DraftWords | null }

async function draftOf(
  app: Pick<App, 'db'>,
  cookie: string | undefined,
  who: PersonId | null,
): Promise<Found | undefined> {
  const held = heldIn(cookie)
  const draft = held === null ? undefined : await findDraft(app.db, held)
  if (held === null || draft === undefined || !sameBytes(draft.secretHash, tokenHash(held.secret))) return undefined
  return draft.own && draft.personId !== who ? undefined : { ...draft, secret: held.secret }
}

function heldIn(cookie = ''): { personId: PersonId; requestId: string; secret: string } | null {
  const [person = '', request = '', secret = ''] = cookie.split('.')
  const [personId, requestId] = [personIdFrom(person), personIdFrom(request)]
  return personId === null || requestId === null ? null : { personId, requestId, secret }
}

/** Keeps what was typed. */
export async function changeDraft(
  app: Pick<App, 'db' | 'clock'>,
  draft: OpenDraft,
  words: Partial<DraftWords>,
): Promise<OpenDraft> {
  const all = { ...draft.words, ...words, form: draft.words.form }
  await saveDraftWords(app.db, draft, all, nowOf(app))
  return { ...draft, words: all }
}

/** What must be mended before a draft can be sent. */
export function faultsInDraft(draft: Draft): readonly FieldError[] {
  return checkNewRequest(askerOf(draft, ''), valuesOf(draft, []))
}

function askerOf({ own, personId, words }: Draft, address: string): Asker {
  const { form, name, mobile, number } = words
  if (own) return { by: 'person', personId }
  if (form === 'anonymous') return { by: 'anonymous', address }
  return { by: 'guest', name, mobile, address, ...(form === 'information' ? { number } : {}) }
}

const KIND_OF = { information: 'information', anonymous: 'oversight' } as const

function valuesOf({ words }: Draft, files: readonly FileRef[]): NewRequest {
  const { form, title, body, area, branchId, applicationId, questionId } = words
  const kind = form === 'request' ? words.kind : KIND_OF[form]
  const about = form === 'anonymous' || (kind === 'complaint' && words.aboutBranch)
  return {
    // What was not chosen is refused in words.
    kind: kind ?? ('' as Kind),
    area: form === 'request' ? (area ?? ('' as Area)) : (area ?? 'other'),
    title,
    body,
    files,
    branchId,
    aboutBranch: about ? branchId : null,
    applicationId,
    questionId,
  }
}

const mobileOf = ({ words }: Draft): Mobile | null => {
  const mobile = parseMobile(words.mobile)
  return mobile.ok ? mobile.value : null
}

/** The files of a draft, oldest first. */
export const draftFiles = (app: Pick<App, 'db'>, { personId, requestId }: Draft): Promise<KeptFile[]> =>
  listFiles(app.db, personId, requestId)

/** Adds a file to a draft. Throws OutsideSystemUnavailable when the file store does not work. */
export async function attachToDraft(
  app: Pick<App, 'db' | 'clock' | 'files' | 'virusScan'>,
  draft: OpenDraft,
  sent: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Result<void>> {
  const { personId, requestId } = draft
  const kept = await keepFile(
    app,
    { personId, applicationId: requestId, document: 'request', ...sent },
    async (tx, file) => {
      const others = (await listFiles(tx, personId, requestId)).filter(({ id }) => id !== file.id)
      if (others.length >= MOST_FILES)
        return refused('پنج پیوست فرستاده‌اید و بیش از این جا ندارد. یکی را بردارید، یا چند برگ را یک PDF کنید.')
      return checkFile(file, others)
    },
  )
  return kept.ok ? done(undefined) : invalid([{ field: 'file', message: kept.error }])
}

/** Takes a file back out of a draft. */
export async function detachFromDraft(app: Pick<App, 'db' | 'clock'>, draft: OpenDraft, fileId: string): Promise<void> {
  await app.db.transaction(async (tx) => {
    const files = await listFiles(tx, draft.personId, draft.requestId)
    if (files.some(({ id }) => id === fileId)) await discardFile(tx, draft.personId, fileId, nowOf(app))
  })
}

/**
 * Sends a draft. Of a guest nothing is received before the mobile is proved by the code of an SMS: nobody shall get messages
 * about a request in their name that they did not write. An anonymous report needs no proof.
 */
export async function sendDraft(
  app: App,
  draft: OpenDraft,
  address: string,
  code: string | null = null,
): Promise<Result<Receipt>> {
  const faults = faultsInDraft(draft)
  if (faults.length > 0) return invalid(faults)
  if (needsCode(draft) && (await findRequest(app.db, draft)) === undefined) {
    const proved = await proveCode(app, draft.personId, 'request', code ?? '')
    if (!proved.ok) return proved
    if (proved.value.mobile !== mobileOf(draft)) return invalid([{ field: 'code', message: OTHER_MOBILE }])
  }
  const files = await draftFiles(app, draft)
  const { personId, requestId, secret } = draft
  const received = await receiveRequest(app, askerOf(draft, address), valuesOf(draft, files.map(refOf)), secret, {
    personId,
    requestId,
  })
  if (received.ok) await forgetWords(app.db, draft)
  return received
}

const OTHER_MOBILE = 'این کد برای شمارهٔ دیگری فرستاده شده بود. کد تازه بخواهید.'

/** Whether the mobile must be proved before it is sent. */
export const needsCode = ({ own, words }: Draft): boolean => !own && words.form !== 'anonymous'

/** Sends the code that proves a guest's mobile. One that went out less than a minute ago is still good. */
export async function sendDraftCode(app: App, draft: OpenDraft, again = false): Promise<Result<void>> {
  const mobile = mobileOf(draft)
  if (!needsCode(draft) || mobile === null)
    return failed({ code: 'wrong-step', message: 'اول فرم درخواست را کامل کنید.' })
  const sent = await sendCode(app, { personId: draft.personId, purpose: 'request', mobile })
  if (sent.ok || again) return sent
  return (await codeMobile(app, draft.personId, 'request')) === mobile ? done(undefined) : sent
}

/** Seconds until the next code may be asked for. */
export const draftCodeWait = (app: App, draft: OpenDraft): Promise<number> => codeWait(app, draft.personId, 'request')

/** How long after the receipt the phrase of an anonymous report is shown on the device that sent it. */
const SHOWN_FOR = 30 * 60_000

/**
 * The receipt of an anonymous report with its phrase, for the device that has just sent it, until it says that the phrase is
 * written down. The phrase itself is nowhere: it follows from the secret that only this device holds.
 */
export async function anonymousReceipt(
  app: Pick<App, 'db' | 'clock' | 'secrets' | 'workingTimes'>,
  cookie: string | undefined,
): Promise<Receipt | undefined> {
  const draft = await draftOf(app, cookie, null)
  const row = draft === undefined ? undefined : await findRequest(app.db, draft)
  if (draft === undefined || row === undefined || row.secretHash === null) return undefined
  if (app.clock.now() - row.receivedAt.getTime() > SHOWN_FOR) return undefined
  const phrase = phraseOf(app.secrets, draft.secret)
  return sameBytes(row.secretHash, phraseHash(app.secrets, phrase)) ? receiptOf(app, row, phrase) : undefined
}

/** The key of the request that was made of a device's draft; undefined while it is not sent. */
export async function sentFromDraft(
  app: Pick<App, 'db'>,
  cookie: string | undefined,
  who: PersonId | null,
): Promise<RequestKey | undefined> {
  const draft = await draftOf(app, cookie, who)
  const row = draft === undefined ? undefined : await findRequest(app.db, draft)
  return row === undefined ? undefined : { personId: row.personId, requestId: row.requestId }
}
