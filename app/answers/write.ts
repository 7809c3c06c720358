import { parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { lockQuestions, type AskedFact, type Cited, type Question } from '#store/answers.ts'
import {
  addQuestion,
  findVersion,
  listArticles,
  listCited,
  refuseAnswer,
  takeBackAnswer,
  type ArticleNow,
} from '#store/answer-desk.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { answerDigest, approveAs, proposeAs } from './answers.ts'
import { caseKeyOf } from './case-key.ts'
import { mayEdit, noSuchQuestion, notEditor } from './desk.ts'
import { inWords, REFUSALS, refused } from './refusals.ts'
import { render, type Rendered } from './render.ts'

type WriteApp = Pick<App, 'db' | 'clock' | 'questions'>
type Form = Readonly<Record<string, string>>

const LONGEST_BODY = 4000
const LONGEST_QUESTION = 200
const LONGEST_REASON = 500

/** What an editor needs to write an answer: the question, the articles in force, and what is answered today. */
export type WritingDesk = {
  readonly question: Question
  readonly articles: readonly ArticleNow[]
  readonly today: IsoDate
}

export async function writingDesk(app: WriteApp, who: StaffSignedIn, questionId: number): Promise<Result<WritingDesk>> {
  if (!mayEdit(who)) return notEditor
  const question = await app.questions.find(app.db, questionId)
  if (question === undefined) return noSuchQuestion
  const today = tehranDate(app.clock.now())
  return done({ question, articles: await listArticles(app.db, today), today })
}

type Draft = {
  readonly questionId: number
  readonly caseKey: string
  readonly body: string
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly articleIds: readonly string[]
}

/** The answer as it would be read on its first day, before anybody proposes it. */
export type Preview = Rendered & {
  readonly citations: readonly Cited[]
  readonly from: IsoDate
  readonly until: IsoDate | null
}

/** Shows what would be proposed. */
export async function previewAnswer(
  app: WriteApp,
  who: StaffSignedIn,
  questionId: number,
  form: Form,
): Promise<Result<Preview>> {
  const desk = await writingDesk(app, who, questionId)
  if (!desk.ok) return desk
  const { question } = desk.value
  const read = readDraft(question, form)
  if (!read.ok) return read
  const { articleIds, from, until, body, caseKey } = read.value
  const citations = await listCited(app.db, articleIds, from)
  const missing = articleIds.filter((id) => !citations.some(({ articleId }) => articleId === id))
  if (missing.length > 0) {
    const names = desk.value.articles.filter(({ articleId }) => missing.includes(articleId)).map(({ cite }) => cite)
    return invalid([{ field: 'cites', message: `این مواد در نخستین روز پاسخ متن معتبری ندارد: ${names.join('، ')}.` }])
  }
  const answer = {
    answerId: '',
    questionId,
    caseKey,
    body,
    digest: answerDigest(body, articleIds),
    from,
    until,
    status: 'proposed' as const,
    author: who.staffId,
    citations,
  }
  return done({ ...render(question, answer, from), citations, from, until })
}

/** Proposes an answer; answers its number. Somebody else must approve it before anybody is answered so. */
export async function writeAnswer(
  app: WriteApp,
  who: StaffSignedIn,
  questionId: number,
  form: Form,
): Promise<Result<string>> {
  const preview = await previewAnswer(app, who, questionId, form)
  if (!preview.ok) return preview
  const question = await app.questions.find(app.db, questionId)
  const read = question === undefined ? noSuchQuestion : readDraft(question, form)
  return read.ok ? inWords(() => proposeAs(app, who.staffId, read.value)) : read
}

/** Reads the form: `case-…` for the facts, `body`, `cite-…` for the articles, `from` and `until` as Jalali days. */
function readDraft({ questionId, facts }: Question, form: Form): Result<Draft> {
  const chosen = Object.fromEntries(facts.map(({ name }) => [name, form[`case-${name}`] ?? '']))
  const caseKey = caseKeyOf(facts, chosen)
  const body = tidyBody(form['body'] ?? '')
  const articleIds = Object.keys(form).flatMap((key) => /^cite-(.+)$/.exec(key)?.[1] ?? [])
  const from = parseJalali(form['from'] ?? '')
  const until = (form['until'] ?? '').trim() === '' ? null : parseJalali(form['until'] ?? '')
  const errors: FieldError[] = [
    ...facts.flatMap(({ name, options, label }) =>
      Object.hasOwn(options, chosen[name] ?? '') ? [] : [{ field: `case-${name}`, message: `«${label}» را برگزینید.` }],
    ),
    ...(body === '' ? [{ field: 'body', message: 'متن پاسخ را بنویسید.' }] : []),
    ...(body.length > LONGEST_BODY
      ? [{ field: 'body', message: toPersianDigits(`متن حداکثر ${LONGEST_BODY} نویسه می‌تواند باشد؛ کوتاه‌تر بنویسید.`) }]
      : []),
    ...(articleIds.length === 0
      ? [{ field: 'cites', message: 'دست‌کم یک ماده را برگزینید که پاسخ بر آن تکیه دارد.' }]
      : []),
    ...(from.ok ? [] : [{ field: 'from', message: from.error }]),
    ...(until === null || until.ok ? [] : [{ field: 'until', message: until.error }]),
    ...(from.ok && until?.ok === true && until.value <= from.value
      ? [{ field: 'until', message: 'این روز باید پس از نخستین روز پاسخ باشد.' }]
      : []),
  ]
  if (errors.length > 0 || caseKey === null || !from.ok || until?.ok === false) return invalid(errors)
  return done({ questionId, caseKey, body, from: from.value, until: until?.value ?? null, articleIds })
}

/** Paragraphs are lines; «- » begins a point. Persian letters and digits, no empty lines. */
function tidyBody(text: string): string {
  return toPersianDigits(text)
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .split(/\r?\n/)
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .map((line) => line.replace(/^[-•*]\s*/, '- '))
    .filter((line) => line !== '' && line !== '- ')
    .join('\n')
}

/** Approves or refuses what somebody else wrote; a refusal says why. */
export async function decideAnswer(
  app: WriteApp,
  who: StaffSignedIn,
  answerId: string,
  form: Form,
): Promise<Result<'approved' | 'refused'>> {
  if (!mayEdit(who)) return notEditor
  const version = await findVersion(app.db, answerId)
  if (version === undefined) return failed({ code: 'not-found', message: 'چنین پاسخی نیست.' })
  if (form['decision'] === 'approve') {
    const approved = await approveAs(app, who.staffId, answerId)
    return approved.ok ? done('approved') : approved
  }
  if (form['decision'] !== 'refuse') return refused('بگویید تأیید می‌کنید یا رد.')
  const reason = (form['refusal'] ?? '').trim().slice(0, LONGEST_REASON)
  if (reason.length < 5)
    return invalid([{ field: 'refusal', message: 'بنویسید چه چیز باید درست شود؛ نویسنده آن را می‌خواند.' }])
  if (version.author === who.staffId) return refused(REFUSALS.refused_by_a_second_person)
  return inWords(async () => {
    const done_ = await app.db.transaction((tx) => refuseAnswer(tx, answerId, who.staffId, reason, nowOf(app)))
    return done_ ? done('refused' as const) : refused('این پاسخ دیگر در انتظار تصمیم نیست.')
  })
}

/** Takes back what one wrote oneself and nobody has decided about. */
export async function takeBack(app: WriteApp, who: StaffSignedIn, answerId: string): Promise<Result<void>> {
  if (!mayEdit(who)) return notEditor
  const taken = await app.db.transaction((tx) => takeBackAnswer(tx, answerId, who.staffId))
  return taken ? done(undefined) : refused('این پاسخ از شما نیست یا دیگر در انتظار تصمیم نیست.')
}

/** Writes a new question down, with up to five things that must be known before it can be answered. Answers its number. */
export async function writeQuestion(app: WriteApp, who: StaffSignedIn, form: Form): Promise<Result<number>> {
  if (!mayEdit(who)) return notEditor
  const canonical = tidyBody(form['canonical'] ?? '').replaceAll('\n', ' ')
  const topic = tidyBody(form['topic'] ?? '').replaceAll('\n', ' ')
  const { facts, errors: wrongFacts } = readFacts(form)
  const errors: FieldError[] = [
    ...(canonical.length < 8 || canonical.length > LONGEST_QUESTION
      ? [{ field: 'canonical', message: 'پرسش را در یک جملهٔ کوتاه بنویسید، همان‌طور که مردم می‌خوانند.' }]
      : []),
    ...(topic.length < 2 || topic.length > 40
      ? [{ field: 'topic', message: 'موضوع را بنویسید یا از فهرست برگزینید.' }]
      : []),
    ...wrongFacts,
  ]
  const same = (await app.questions.all(app.db)).find((one) => one.canonical === canonical)
  if (same !== undefined) errors.push({ field: 'canonical', message: 'همین پرسش هست؛ پاسخ آن را بنویسید.' })
  if (errors.length > 0) return invalid(errors)
  return app.db.transaction(async (tx) => {
    await lockQuestions(tx)
    return done(await addQuestion(tx, { canonical, topic, facts }))
  })
}

export const MOST_FACTS = 5

/** `fact-1` is what one must know, `options-1` its answers, one a line; up to five such pairs. */
function readFacts(form: Form): { facts: AskedFact[]; errors: FieldError[] } {
  const facts: AskedFact[] = []
  const errors: FieldError[] = []
  for (let n = 1; n <= MOST_FACTS; n += 1) {
    const label = tidyBody(form[`fact-${n}`] ?? '').replaceAll('\n', ' ')
    const options = tidyBody(form[`options-${n}`] ?? '')
      .split('\n')
      .filter(Boolean)
    if (label === '' && options.length === 0) continue
    if (label === '') errors.push({ field: `fact-${n}`, message: 'بنویسید چه چیز را باید دانست.' })
    if (options.length < 2 || options.length > 8 || new Set(options).size < options.length)
      errors.push({ field: `options-${n}`, message: 'دو تا هشت گزینهٔ جدا بنویسید، هر کدام در یک خط.' })
    facts.push({ name: `f${n}`, label, options: Object.fromEntries(options.map((text, at) => [`o${at + 1}`, text])) })
  }
  return { facts, errors }
}
