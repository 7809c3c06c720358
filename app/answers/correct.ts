import { addCorrection, countReceivers, listReceivers } from '#store/corrections.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import { findVersion, type Version } from '#store/answer-desk.ts'
import { personIdFrom } from '#store/ids.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { actOnRequest, type RequestsApp } from '../requests/act.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { mayEdit, notEditor } from './desk.ts'

type CorrectApp = Pick<App, 'db' | 'clock'>

const DAY_MS = 86_400_000
/** How far back one looks, in days; longer ago nobody waits for a correction. */
export const MOST_DAYS = 365
const LONGEST = 1500

/** Who got an answer lately and would get a correction of it. */
export type Receivers = {
  readonly version: Version
  readonly days: number
  readonly waiting: number
  readonly corrected: number
}

/** How many got an answer in the last days, and how many of them were told already that it holds no more. */
export async function receiversOf(
  app: CorrectApp,
  who: StaffSignedIn,
  answerId: string,
  days: number,
): Promise<Result<Receivers>> {
  if (!mayEdit(who)) return notEditor
  const version = personIdFrom(answerId) === null ? undefined : await findVersion(app.db, answerId)
  if (version === undefined) return failed({ code: 'not-found', message: 'چنین پاسخی نیست.' })
  const within = Math.min(Math.max(1, Math.trunc(days) || 30), MOST_DAYS)
  const since = new Date(app.clock.now() - within * DAY_MS)
  return done({ version, days: within, ...(await countReceivers(app.db, answerId, since)) })
}

/**
 * Sends a correction to all who got an answer in the last days: a message on their request, and an SMS that it is there.
 * Once to a person: who was sent one before is left out, pressed again or not. Answers how many.
 */
export async function sendCorrections(
  app: CorrectApp,
  who: StaffSignedIn,
  answerId: string,
  form: Readonly<Record<string, string>>,
): Promise<Result<number>> {
  const found = await receiversOf(app, who, answerId, Number(form['days']))
  if (!found.ok) return found
  const text = (form['text'] ?? '').trim().slice(0, LONGEST)
  const errors: FieldError[] = [
    ...(text.length < 10 ? [{ field: 'text', message: 'بنویسید چه چیز عوض شده است و مردم چه باید بکنند.' }] : []),
    ...(form['sure'] === 'yes'
      ? []
      : [{ field: 'sure', message: 'این پیام برای همهٔ این افراد می‌رود؛ خانه را بزنید.' }]),
  ]
  if (errors.length > 0) return invalid(errors)
  const since = new Date(app.clock.now() - found.value.days * DAY_MS)
  let count = 0
  for (;;) {
    const sent = await app.db.transaction(async (tx) => {
      const receivers = await listReceivers(tx, answerId, since, 500)
      const at = nowOf(app)
      let added = 0
      for (const { personId, requestId } of receivers) {
        if (!(await addCorrection(tx, { personId, requestId }, { answerId, text, by: who.staffId }, at))) continue
        const payload = { requestId, answerId, text, by: who.staffId, role: who.role }
        const dedupeKey = `correction:${answerId}`
        await enqueue(tx, { personId, kind: 'send-correction', payload, dedupeKey }, at)
        added += 1
      }
      return added
    })
    count += sent
    if (sent === 0) return done(count)
  }
}

/** Writes a correction into its request, where the person reads it; the SMS follows from that. */
export async function sendCorrection(app: RequestsApp, { personId, payload }: Command): Promise<void> {
  const key = { personId, requestId: String(payload['requestId']) }
  const answerId = String(payload['answerId'])
  const by = { role: String(payload['role']), id: String(payload['by']) }
  const sent = await actOnRequest(app, key, by, `correction:${answerId}`, () =>
    done([{ kind: 'corrected', answerId, text: String(payload['text']) }]),
  )
  if (!sent.ok) throw new Error(sent.problem.message)
}
