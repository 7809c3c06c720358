import { isIsoDate, tehranDate, type IsoDate } from '#kernel/dates.ts'
import {
  findTries,
  listCheck,
  listEditions,
  listLearnt,
  listTexts,
  noteTry,
  type CheckQuestion,
  type Edition,
} from '#store/training.ts'
import { createHash } from 'node:crypto'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'

type TrainingApp = Pick<App, 'db' | 'clock'>

/** What one has to learn, and what of it one has learnt. */
export type MyTraining = {
  readonly today: IsoDate
  readonly documents: readonly (Edition & { readonly passedAt: Date | null; readonly tries: number })[]
}

/** Every document on which answers rest, with the texts of today and those that are known to come. */
export async function myTraining(app: TrainingApp, who: StaffSignedIn): Promise<MyTraining> {
  const today = tehranDate(app.clock.now())
  return { today, documents: await listLearnt(app.db, who.staffId, today) }
}

/** A question as it is asked: its options in the order of this try, by their places in the set. */
export type Asked = {
  readonly field: string
  readonly question: string
  readonly options: Readonly<Record<string, string>>
}

/** A document to be learnt: what its articles say, and three questions. */
export type Lesson = {
  readonly document: Edition
  readonly texts: Awaited<ReturnType<typeof listTexts>>
  readonly passedAt: Date | null
  /** Which try comes now, from 1. */
  readonly attempt: number
  readonly asked: readonly Asked[]
}

const noSuchDocument: Result<never> = failed({ code: 'not-found', message: 'چنین سندی برای آموزش نیست.' })

/** The lesson about a document as it is today, or from a day that is to come. */
export async function openLesson(
  app: TrainingApp,
  who: StaffSignedIn,
  documentId: string,
  from: string,
): Promise<Result<Lesson>> {
  const found = await findLesson(app, who, documentId, from)
  return found === null ? noSuchDocument : done(found.lesson)
}

async function findLesson(app: TrainingApp, who: StaffSignedIn, documentId: string, from: string) {
  const today = tehranDate(app.clock.now())
  const wanted = isIsoDate(from) ? from : null
  const document = (await listEditions(app.db, today)).find(
    (one) => one.documentId === documentId && one.from === wanted,
  )
  if (document === undefined) return null
  const day = wanted ?? today
  const [texts, questions, { tries, passedAt }] = await Promise.all([
    listTexts(app.db, documentId, day),
    listCheck(app.db, documentId, day),
    findTries(app.db, who.staffId, documentId, document.edition),
  ])
  const seed = [who.staffId, documentId, document.edition, tries].join(' ')
  const asked = inOrderOf(seed, questions.map(askedOf(seed)))
  return { questions, lesson: { document, texts, passedAt, attempt: tries + 1, asked } satisfies Lesson }
}

const askedOf =
  (seed: string) =>
  ({ question, options }: CheckQuestion, n: number): Asked => ({
    field: `q${n + 1}`,
    question,
    // A letter before the number: an object has its whole-number keys in their own order.
    options: Object.fromEntries(
      inOrderOf(
        `${seed} ${n}`,
        options.map((text, at) => [`o${at + 1}`, text]),
      ),
    ),
  })

/** The same items in an order that only the seed decides. */
function inOrderOf<T>(seed: string, items: readonly T[]): T[] {
  const keyed = items.map((item, at) => [createHash('sha256').update(`${seed} ${at}`).digest('hex'), item] as const)
  return keyed.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item)
}

/** What a try came to: passed, or what was wrong and why. */
export type Tried =
  | { readonly passed: true }
  | { readonly passed: false; readonly wrong: readonly { readonly question: string; readonly because: string }[] }

/**
 * Answers the three questions about a document that one has read. All right: passed, until a text of it changes. The
 * same try sent again changes nothing.
 */
export async function takeCheck(
  app: TrainingApp,
  who: StaffSignedIn,
  documentId: string,
  from: string,
  form: Readonly<Record<string, string>>,
): Promise<Result<Tried>> {
  const found = await findLesson(app, who, documentId, from)
  if (found === null) return noSuchDocument
  const { lesson, questions } = found
  if (lesson.passedAt !== null) return done({ passed: true })
  if (questions.length === 0) return failed({ code: 'wrong-step', message: 'برای این سند هنوز پرسشی نوشته نشده است.' })
  if (form['try'] !== String(lesson.attempt))
    return failed({ code: 'wrong-step', message: 'این بار را پیش‌تر فرستاده‌اید. پرسش‌ها را دوباره بخوانید.' })
  const chosen = questions.map(({ options }, n) => {
    const at = Number(/^o([1-4])$/.exec(form[`q${n + 1}`] ?? '')?.[1])
    return at <= options.length ? at : null
  })
  const errors: FieldError[] = [
    ...(form['read'] === 'yes' ? [] : [{ field: 'read', message: 'نخست مواد بالا را بخوانید و این خانه را بزنید.' }]),
    ...chosen.flatMap((at, n) => (at === null ? [{ field: `q${n + 1}`, message: 'یک پاسخ را برگزینید.' }] : [])),
  ]
  if (errors.length > 0) return invalid(errors)
  const wrong = questions.filter(({ right }, n) => chosen[n] !== right)
  const { edition } = lesson.document
  const score = questions.length - wrong.length
  await app.db.transaction((tx) =>
    noteTry(tx, who.staffId, { documentId, edition, n: lesson.attempt, score }, nowOf(app)),
  )
  return done(
    wrong.length === 0
      ? { passed: true }
      : { passed: false, wrong: wrong.map(({ question, because }) => ({ question, because })) },
  )
}
