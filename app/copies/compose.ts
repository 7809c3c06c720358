import { typedNumber } from '#kernel/digits.ts'
import { findVersion } from '#store/answer-desk.ts'
import { staffNames } from '#store/desk.ts'
import { findPerson } from '#store/people.ts'
import { blocksText } from '../answers/render.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import { openRequestAtDesk, type RequestView } from '../requests/read.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { mayPublish, notPublisher, proposeCopyOf } from './copies.ts'

type ComposeApp = Parameters<typeof openRequestAtDesk>[0] & Pick<App, 'questions'>

/** A request that was answered, to be made into a copy. */
export type DraftCopy = {
  readonly code: string
  readonly kind: 'question' | 'information'
  readonly question: string
  readonly answer: string
  /** It was answered with the organisation's own words to a question of its own: nothing personal was ever in them. */
  readonly canonical: boolean
}

/** What was asked and answered under a tracking code, for whoever may see that request and publish. */
export async function composeCopy(app: ComposeApp, who: StaffSignedIn, typed: string): Promise<Result<DraftCopy>> {
  const found = await answeredRequest(app, who, typed)
  if (!found.ok) return found
  const { request, row } = found.value
  const { kind } = request
  if (kind !== 'question' && kind !== 'information') return notPublic
  const last = request.answers.at(-1)!
  const version = last.answerId === null ? undefined : await findVersion(app.db, last.answerId)
  const question = version === undefined ? undefined : await app.questions.find(app.db, version.questionId)
  if (version !== undefined && question !== undefined) {
    const answer = blocksText(version.body)
    return done({ code: row.trackingCode, kind, question: question.canonical, answer, canonical: true })
  }
  const asked = [request.title, request.body].filter((text) => text.trim() !== '').join('\n')
  return done({ code: row.trackingCode, kind, question: asked, answer: last.text, canonical: false })
}

/** Proposes a copy of an answered request; the names of everybody who had to do with it must not stand in it. */
export async function proposeCopy(
  app: ComposeApp,
  who: StaffSignedIn,
  typed: string,
  { question = '', answer = '' }: Readonly<Record<string, string>>,
): Promise<Result<string>> {
  const found = await answeredRequest(app, who, typed)
  if (!found.ok) return found
  const { kind } = found.value.request
  if (kind !== 'question' && kind !== 'information') return notPublic
  return proposeCopyOf(app, who, kind, { question, answer }, await namesOf(app, found.value))
}

const notPublic: Result<never> = failed({
  code: 'wrong-step',
  message: 'از شکایت، پیشنهاد و گزارش نظارت نسخهٔ عمومی ساخته نمی‌شود.',
})

async function answeredRequest(app: ComposeApp, who: StaffSignedIn, typed: string): Promise<Result<RequestView>> {
  if (!mayPublish(who)) return notPublisher
  const opened = await openRequestAtDesk(app, who, typedNumber(typed))
  if (!opened.ok) return opened
  return opened.value.request.answers.length > 0
    ? opened
    : failed({ code: 'wrong-step', message: 'این درخواست هنوز پاسخ نگرفته است.' })
}

/** Who asked and who worked on it, by full name; of who asked also the family name. */
async function namesOf(app: Pick<App, 'db'>, { row, events }: RequestView): Promise<string[]> {
  const staff = [...new Set(events.map(({ by }) => by.id).filter((id) => /^\d+$/.test(id)))]
  const [person, colleagues] = await Promise.all([findPerson(app.db, row.personId), staffNames(app.db, staff)])
  const own = person === undefined ? [] : [`${person.firstName} ${person.lastName}`, person.lastName]
  const guest = row.contactName === null ? [] : [row.contactName, row.contactName.trim().split(/\s+/).at(-1)!]
  return [...own, ...guest, ...colleagues.values()]
}
