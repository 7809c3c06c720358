import { addJalaliMonths, isIsoDate, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { isTheirs } from '#kernel/unit.ts'
import { findCoverQuestion, listCoverQuestions, listEndingCovers, type CoverAtBranch } from '#store/cover-desk.ts'
import { lockCover, noteCoverEvent, setQuestion, type CoverKey } from '#store/covers.ts'
import { personIdFrom } from '#store/ids.ts'
import { nowOf, type App } from '../app.ts'
import { endCoverOnce } from '../covers/end.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { Desk } from './desk.ts'

/** What a branch must find out about covers, and which end within a month. */
export type CoversAtDesk = { readonly questions: readonly CoverAtBranch[]; readonly ending: readonly CoverAtBranch[] }

const MOST = 100
/** Covers are enrolment's. */
const decides = (desk: Desk): boolean =>
  (desk.role === 'officer' || desk.role === 'supervisor') && isTheirs(desk, 'enrolment')
const notThere: Result<never> = failed({
  code: 'not-found',
  message: 'دربارهٔ این پوشش پرسشی در میز شما نیست؛ شاید همکاری پاسخ داده است.',
})

/** Null for those who do not decide about covers. */
export async function coversAtDesk(app: App, desk: Desk): Promise<CoversAtDesk | null> {
  if (!decides(desk)) return null
  const today = tehranDate(app.clock.now())
  const [questions, ending] = await Promise.all([
    listCoverQuestions(app.db, desk.scope, MOST),
    listEndingCovers(app.db, desk.scope, today, addJalaliMonths(today, 1), MOST),
  ])
  return { questions, ending }
}

/** How a cover is named in an address. */
export const coverName = ({ personId, dependantId, from }: CoverKey): string => `${personId}.${dependantId}.${from}`

function coverNamed(text: string): CoverKey | null {
  const [insured = '', dependant = '', from = ''] = text.split('.')
  const personId = personIdFrom(insured)
  const dependantId = personIdFrom(dependant)
  return personId === null || dependantId === null || !isIsoDate(from) ? null : { personId, dependantId, from }
}

/** One question, for those who decide about it. */
export async function openCoverQuestion(app: App, desk: Desk, name: string): Promise<Result<CoverAtBranch>> {
  const key = decides(desk) ? coverNamed(name) : null
  const found = key === null ? undefined : await findCoverQuestion(app.db, desk.scope, key)
  return found === undefined ? notThere : done(found)
}

/**
 * The branch has found out what was asked: the cover goes on, or it ends from a Jalali day on, for the reason that is
 * written down and that the insured reads. Of two colleagues at once the first decides.
 */
export async function answerCoverQuestion(
  app: App,
  desk: Desk,
  name: string,
  form: Readonly<Record<string, string>>,
): Promise<Result<'goes-on' | 'ended'>> {
  const found = await openCoverQuestion(app, desk, name)
  if (!found.ok) return found
  const key = found.value
  const answer = form['answer'] ?? ''
  const note = (form['note'] ?? '').trim().slice(0, 500)
  const at = nowOf(app)
  const today = tehranDate(at.getTime())
  const on = answer === 'ends' ? dayOfEnd(form['on'] ?? '', key.from, today) : { day: today }
  const errors: FieldError[] = [
    ...(answer === 'ends' || answer === 'goes-on'
      ? []
      : [{ field: 'answer', message: 'بگویید پوشش ادامه دارد یا پایان می‌یابد.' }]),
    ...('error' in on ? [{ field: 'on', message: on.error }] : []),
    ...(note.length >= 5 ? [] : [{ field: 'note', message: 'بنویسید از چه راهی معلوم شد؛ بیمه‌شده آن را می‌خواند.' }]),
  ]
  if (errors.length > 0 || 'error' in on) return invalid(errors)
  return app.db.transaction(async (tx) => {
    const row = await lockCover(tx, key)
    if (row === undefined || row.endedOn !== null || row.question === null)
      return failed({ code: 'wrong-step', message: 'این پرسش پیش‌تر پاسخ گرفته است.' })
    const detail = { question: row.question, answer, note }
    await noteCoverEvent(tx, key, { kind: 'answered', detail, by: desk.staffId, at })
    await setQuestion(tx, key, null, at)
    if (answer === 'goes-on') return done('goes-on')
    await endCoverOnce(tx, row, { on: on.day, reason: 'branch', note, by: desk.staffId }, at)
    return done('ended')
  })
}

function dayOfEnd(text: string, from: IsoDate, today: IsoDate): { readonly day: IsoDate } | { readonly error: string } {
  const read = parseJalali(text)
  if (!read.ok) return { error: read.error }
  if (read.value < from) return { error: 'این روز پیش از آغاز پوشش است.' }
  return read.value > today
    ? { error: 'این روز هنوز نرسیده است؛ امروز یا روزی از گذشته را بنویسید.' }
    : { day: read.value }
}
