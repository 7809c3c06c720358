import { archiveWords } from '#kernel/archive-words.ts'
import { fold } from '#kernel/text.ts'
import { personalTraces, type Trace } from '#kernel/personal-traces.ts'
import {
  addCopy,
  decideCopy,
  findCopy,
  listCopiesDecided,
  listCopiesWaiting,
  withdrawCopy,
  type PublicCase,
} from '#store/public-cases.ts'
import { inWords, refused, REFUSALS } from '../answers/refusals.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { publishingRoles } from '../staff/staff.ts'

type CopiesApp = Pick<App, 'db' | 'clock'>

export const mayPublish = ({ role }: Pick<StaffSignedIn, 'role'>): boolean => publishingRoles.includes(role)
export const notPublisher: Result<never> = failed({
  code: 'not-found',
  message: 'نسخه‌های عمومی را مسئول دسترسی آزاد به اطلاعات و ویراستار پاسخ‌ها می‌بینند.',
})
const noSuchCopy: Result<never> = failed({ code: 'not-found', message: 'چنین نسخه‌ای نیست.' })

const LIMITS = { question: [8, 2000], answer: [8, 8000] } as const

/** What a trace is called where somebody has to take it out. */
const TRACES: Readonly<Record<Trace, string>> = {
  'national-code': 'کد ملی',
  'foreign-number': 'شناسهٔ اتباع',
  mobile: 'شمارهٔ همراه',
  card: 'شمارهٔ کارت',
  iban: 'شمارهٔ شبا',
  email: 'نشانی ایمیل',
  name: 'نام یکی از دو طرف',
}

/** The words of a copy before anybody proposed it. */
export type CopyWords = { readonly question: string; readonly answer: string }

/** What would keep a copy from being published, at the fields; none: it is clean. `names`: of the people concerned. */
export function faultsOfCopy(words: CopyWords, names: readonly string[]): FieldError[] {
  return (['question', 'answer'] as const).flatMap((field) => {
    const text = words[field].trim()
    const [least, most] = LIMITS[field]
    if (text.length < least || text.length > most)
      return [
        { field, message: field === 'question' ? 'متن پرسش را بنویسید؛ کوتاه و بی نام.' : 'متن پاسخ را بنویسید.' },
      ]
    const traces = personalTraces(text, names)
    if (traces.length > 0)
      return [
        {
          field,
          message: `در این متن ${traces.map((one) => TRACES[one]).join('، ')} هست. آن را بردارید یا کلی بنویسید.`,
        },
      ]
    return hasLongNumber(text) ? [{ field, message: REFUSALS.copy_without_numbers }] : []
  })
}

/** The same that the database refuses: ten digits in a row, whatever stands between them. */
const hasLongNumber = (text: string): boolean => /\d(?:[^\p{L}\d]*\d){9}/u.test(fold(text))

/** Proposes a clean copy; a second person must agree before anybody reads it. Answers its number. */
export async function proposeCopyOf(
  app: CopiesApp,
  who: StaffSignedIn,
  kind: PublicCase['kind'],
  words: CopyWords,
  names: readonly string[],
): Promise<Result<string>> {
  if (!mayPublish(who)) return notPublisher
  const errors = faultsOfCopy(words, names)
  if (errors.length > 0) return invalid(errors)
  const copy = { kind, question: words.question.trim(), answer: words.answer.trim() }
  return inWords(async () =>
    done(
      await app.db.transaction((tx) =>
        addCopy(tx, { ...copy, words: archiveWords(`${copy.question} ${copy.answer}`) }, who.staffId, nowOf(app)),
      ),
    ),
  )
}

/** What waits for a second person, and what was decided lately. */
export async function copiesAtDesk(
  app: CopiesApp,
  who: StaffSignedIn,
): Promise<Result<{ readonly waiting: readonly PublicCase[]; readonly decided: readonly PublicCase[] }>> {
  if (!mayPublish(who)) return notPublisher
  const [waiting, decided] = await Promise.all([listCopiesWaiting(app.db), listCopiesDecided(app.db, 30)])
  return done({ waiting, decided })
}

/** One copy. */
export async function openCopy(app: CopiesApp, who: StaffSignedIn, caseId: string): Promise<Result<PublicCase>> {
  if (!mayPublish(who)) return notPublisher
  const copy = await findCopy(app.db, caseId)
  return copy === undefined ? noSuchCopy : done(copy)
}

/** A second person publishes a copy, or refuses it with a reason. Looked through once more before it is published. */
export async function decideAboutCopy(
  app: CopiesApp,
  who: StaffSignedIn,
  caseId: string,
  form: Readonly<Record<string, string>>,
): Promise<Result<'published' | 'refused'>> {
  const opened = await openCopy(app, who, caseId)
  if (!opened.ok) return opened
  const publishes = form['decision'] === 'publish'
  if (!publishes && form['decision'] !== 'refuse') return refused('بگویید منتشر می‌کنید یا نه.')
  if (opened.value.proposedBy === who.staffId) return refused(REFUSALS.copy_checked_by_a_second_person)
  const refusal = (form['refusal'] ?? '').trim().slice(0, 500)
  if (!publishes && refusal.length < 5)
    return invalid([{ field: 'refusal', message: 'بنویسید چه چیز در آن نباید منتشر شود.' }])
  if (publishes && form['read'] !== 'yes')
    return invalid([{ field: 'read', message: 'نخست هر دو متن را بخوانید و این خانه را بزنید.' }])
  if (publishes && faultsOfCopy(opened.value, []).length > 0) return refused(REFUSALS.copy_without_numbers)
  return inWords(async () => {
    const decided = await app.db.transaction((tx) =>
      decideCopy(tx, caseId, who.staffId, publishes ? null : refusal, nowOf(app)),
    )
    return decided ? done(publishes ? 'published' : 'refused') : refused(REFUSALS.copy_was_decided)
  })
}

/** Takes a published copy out of sight at once; one person is enough for that. */
export async function takeCopyDown(app: CopiesApp, who: StaffSignedIn, caseId: string): Promise<Result<void>> {
  const opened = await openCopy(app, who, caseId)
  if (!opened.ok) return opened
  const taken = await app.db.transaction((tx) => withdrawCopy(tx, caseId, who.staffId, nowOf(app)))
  return taken ? done(undefined) : refused('این نسخه منتشر نیست.')
}
