import { parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { listArticles, listDocuments, listEndedBy, type ArticleNow } from '#store/answer-desk.ts'
import { addArticleText, type ArticleText, type LawDocument } from '#store/articles.ts'
import { addCheck, listCheck, listCheckSets, type CheckQuestion } from '#store/training.ts'
import { createHash } from 'node:crypto'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { caseWords } from './case-key.ts'
import { textDigest } from './corpus.ts'
import { mayEdit, notEditor } from './desk.ts'
import { inWords } from './refusals.ts'

type ArticleApp = Pick<App, 'db' | 'clock' | 'questions'>
type Form = Readonly<Record<string, string>>

/** The corpus as staff read it: every document with its articles as they are today. */
export async function corpusAtDesk(
  app: ArticleApp,
  who: StaffSignedIn,
): Promise<{
  readonly mayEdit: boolean
  readonly documents: readonly (LawDocument & { readonly articles: readonly ArticleNow[] })[]
}> {
  const today = tehranDate(app.clock.now())
  const [documents, articles] = await Promise.all([listDocuments(app.db), listArticles(app.db, today)])
  return {
    mayEdit: mayEdit(who),
    documents: documents.map((document) => ({
      ...document,
      articles: articles.filter(({ documentId }) => documentId === document.documentId),
    })),
  }
}

/** An article, and the questions of training that rest on it: to be written anew with its text. */
export type ArticleAtDesk = {
  readonly article: ArticleNow
  readonly checks: readonly (CheckQuestion & { n: number })[]
}

export async function articleAtDesk(
  app: ArticleApp,
  who: StaffSignedIn,
  articleId: string,
): Promise<Result<ArticleAtDesk>> {
  if (!mayEdit(who)) return notEditor
  const today = tehranDate(app.clock.now())
  const [article] = await listArticles(app.db, today, articleId)
  if (article === undefined) return failed({ code: 'not-found', message: 'چنین ماده‌ای نیست.' })
  const checks = (await listCheck(app.db, article.documentId, article.changesOn ?? today))
    .map((one, at) => ({ ...one, n: at + 1 }))
    .filter((one) => one.articleId === articleId)
  return done({ article, checks })
}

/** What a new text would do on its day: the answers that end, with who is to write them anew. */
export type Consequences = {
  readonly from: IsoDate
  readonly ends: readonly {
    readonly questionId: number
    readonly canonical: string
    readonly words: readonly string[]
    readonly ownerName: string
  }[]
  /** Says that exactly this was shown. */
  readonly seen: string
}

/** What would end if this text were entered. Nothing changes. */
export async function previewText(
  app: ArticleApp,
  who: StaffSignedIn,
  articleId: string,
  form: Form,
): Promise<Result<Consequences>> {
  const opened = await articleAtDesk(app, who, articleId)
  if (!opened.ok) return opened
  const read = readText(opened.value, form)
  return read.ok ? done(await consequencesOf(app, articleId, read.value.text.from!)) : read
}

async function consequencesOf(app: ArticleApp, articleId: string, from: IsoDate): Promise<Consequences> {
  const [ended, questions] = await Promise.all([listEndedBy(app.db, articleId, from), app.questions.all(app.db)])
  const facts = new Map(questions.map((question) => [question.questionId, question.facts]))
  const seen = createHash('sha256')
    .update(JSON.stringify([articleId, from, ended.map(({ answerId }) => answerId)]))
    .digest('hex')
    .slice(0, 32)
  const ends = ended.map(({ questionId, canonical, caseKey, ownerName }) => ({
    questionId,
    canonical,
    words: caseKey === '' ? [] : caseWords(facts.get(questionId) ?? [], caseKey),
    ownerName,
  }))
  return { from, ends, seen }
}

/**
 * Enters what an article says from a day on, once the consequences were seen: that day the text before it ends, with every
 * answer on it; their writers have tasks from now on, and whoever cites the document has to pass its check again.
 */
export async function enterText(
  app: ArticleApp,
  who: StaffSignedIn,
  articleId: string,
  form: Form,
): Promise<Result<Consequences>> {
  const opened = await articleAtDesk(app, who, articleId)
  if (!opened.ok) return opened
  const read = readText(opened.value, form)
  if (!read.ok) return read
  const { text, checks } = read.value
  const { documentId } = opened.value.article
  const consequences = await consequencesOf(app, articleId, text.from!)
  if (form['seen'] !== consequences.seen)
    return failed({ code: 'wrong-step', message: 'آنچه پایان می‌یابد عوض شده است. دوباره ببینید و سپس ثبت کنید.' })
  return inWords(() =>
    app.db.transaction(async (tx) => {
      const at = nowOf(app)
      await addArticleText(tx, text, textDigest(text), who.staffId, at)
      const sets = (await listCheckSets(tx)).filter((set) => set.documentId === documentId)
      const same = sets.some(({ since }) => since === text.from)
      const before = await listCheck(tx, documentId, text.from!)
      if (checks.length > 0 && !same && before.length > 0) {
        const after = before.map((one, at_) => checks.find(({ n }) => n === at_ + 1) ?? one)
        await addCheck(tx, documentId, text.from, after, who.staffId, at)
      }
      return done(consequences)
    }),
  )
}

const LONGEST = 1000
const CERTAINTIES: readonly string[] = ['A', 'B', 'C', 'U']

/** `from`, `summary`, `certainty`, `source`; for each question of training `question-N`, `options-N`, `right-N`, `because-N`. */
function readText(
  { article, checks }: ArticleAtDesk,
  form: Form,
): Result<{ text: ArticleText; checks: readonly (CheckQuestion & { n: number })[] }> {
  const from = parseJalali(form['from'] ?? '')
  const summary = toPersianDigits((form['summary'] ?? '').trim().replace(/\s+/g, ' '))
  const source = (form['source'] ?? '').trim().replace(/\s+/g, ' ')
  const certainty = form['certainty'] ?? ''
  const rewritten = checks.map(({ n }) => readCheck(article.articleId, n, form))
  const errors: FieldError[] = [
    ...(from.ok ? [] : [{ field: 'from', message: from.error }]),
    ...(from.ok && article.from !== null && from.value <= article.from
      ? [{ field: 'from', message: 'این روز باید پس از نخستین روز متن کنونی باشد.' }]
      : []),
    ...(summary.length < 10 || summary.length > LONGEST
      ? [{ field: 'summary', message: 'خلاصهٔ متن تازه را به زبان ساده بنویسید.' }]
      : []),
    ...(summary === toPersianDigits(article.summary ?? '')
      ? [{ field: 'summary', message: 'این همان متن کنونی است.' }]
      : []),
    ...(CERTAINTIES.includes(certainty) ? [] : [{ field: 'certainty', message: 'درجهٔ اطمینان را برگزینید.' }]),
    ...(source.length < 3 ? [{ field: 'source', message: 'بنویسید متن را کجا خوانده‌اید.' }] : []),
    ...rewritten.flatMap(({ errors: wrong }) => wrong),
  ]
  if (errors.length > 0 || !from.ok) return invalid(errors)
  const text = {
    articleId: article.articleId,
    from: from.value,
    summary,
    certainty: certainty as ArticleText['certainty'],
    source,
  }
  return done({ text, checks: rewritten.map(({ check }) => check) })
}

function readCheck(articleId: string, n: number, form: Form) {
  const line = (name: string) => toPersianDigits((form[`${name}-${n}`] ?? '').trim())
  const options = line('options')
    .split(/\r?\n/)
    .map((option) => option.trim())
    .filter(Boolean)
  const right = Number(/^[1-4]$/.exec(form[`right-${n}`] ?? '')?.[0] ?? 0)
  const check = { n, articleId, question: line('question'), options, right, because: line('because') }
  const errors: FieldError[] = [
    ...(check.question === '' ? [{ field: `question-${n}`, message: 'پرسش را بنویسید.' }] : []),
    ...(options.length < 2 || options.length > 4 || new Set(options).size < options.length
      ? [{ field: `options-${n}`, message: 'دو تا چهار گزینهٔ جدا بنویسید، هر کدام در یک خط.' }]
      : []),
    ...(right < 1 || right > options.length ? [{ field: `right-${n}`, message: 'گزینهٔ درست را بگویید.' }] : []),
    ...(check.because === '' ? [{ field: `because-${n}`, message: 'بنویسید چرا آن گزینه درست است.' }] : []),
  ]
  return { check, errors }
}
