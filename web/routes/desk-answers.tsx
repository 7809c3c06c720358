import type { FastifyInstance, FastifyReply } from 'fastify'
import { articleAtDesk, corpusAtDesk, enterText, previewText, type Consequences } from '#app/answers/article.ts'
import { receiversOf, sendCorrections } from '#app/answers/correct.ts'
import { answerAtDesk, answersAtDesk, proposalsAtDesk, questionAtDesk } from '#app/answers/desk.ts'
import { readWording, wordingsAtDesk } from '#app/answers/wordings.ts'
import {
  decideAnswer,
  previewAnswer,
  takeBack,
  writeAnswer,
  writeQuestion,
  writingDesk,
  type Preview,
} from '#app/answers/write.ts'
import { failed, problemStatus, type Problem } from '#app/problem.ts'
import { AnswersPage, ProposalsPage, QuestionDeskPage, VersionPage } from '#web/pages/desk/answers.tsx'
import { CorrectionPage } from '#web/pages/desk/correction.tsx'
import { toLatinDigits } from '#kernel/text.ts'
import { ArticlePage, ArticlesPage } from '#web/pages/desk/articles.tsx'
import { WordingsPage } from '#web/pages/desk/wordings.tsx'
import { WriteAnswerPage, WriteQuestionPage } from '#web/pages/desk/write-answer.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, isId, type AtStaff } from './at-desk.tsx'

/** What was typed and why it was not done; null: the page as it opens. */
type Undone = { readonly values: Record<string, string>; readonly problem: Problem } | null

/** Answers at the desk: read by all staff, written by editors, each seen by a second one. */
export function deskAnswerRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }
  const statusOf = (undone: Undone): number => (undone === null ? 200 : problemStatus(undone.problem))
  const errorsOf = (undone: Undone) => (undone === null ? [] : formErrors(undone.problem))

  server.get(
    '/staff/answers',
    forStaff(async ({ request, reply, who }) => {
      const words = textOf(request.query, 'q').slice(0, 200).trim()
      const desk = await answersAtDesk(app, who, words)
      return sendPage(reply, <AnswersPage staff={staffOf(who, reply)} desk={desk} words={words} />)
    }),
  )
  server.get(
    '/staff/answers/proposals',
    forStaff(async ({ reply, who }) =>
      sendPage(reply, <ProposalsPage staff={staffOf(who, reply)} proposals={await proposalsAtDesk(app, who)} />),
    ),
  )
  server.get(
    '/staff/answers/:question',
    forStaff(async (at, { question }) => {
      const opened = await questionAtDesk(app, at.who, numberOf(question))
      if (!opened.ok) return showProblem(at, opened.problem)
      return sendPage(at.reply, <QuestionDeskPage staff={staffOf(at.who, at.reply)} desk={opened.value} />)
    }),
  )

  server.get(
    '/staff/answers/new',
    forStaff(async (at) => showNew(at, null)),
  )
  server.post(
    '/staff/answers/new',
    guarded,
    forStaff(async (at) => {
      const values = formValues(at.request)
      const written = await writeQuestion(app, at.who, values)
      if (written.ok) return goTo(at.reply, `/staff/answers/${written.value}/write`)
      return showNew(at, { values, problem: written.problem })
    }),
  )
  async function showNew(at: AtStaff, undone: Undone): Promise<FastifyReply> {
    const desk = await answersAtDesk(app, at.who, '')
    if (!desk.mayEdit) return showProblem(at, undone?.problem ?? notTheirs)
    const topics = [...new Set(desk.questions.map(({ topic }) => topic))]
    const page = (
      <WriteQuestionPage
        staff={staffOf(at.who, at.reply)}
        topics={topics}
        values={undone?.values ?? {}}
        errors={errorsOf(undone)}
      />
    )
    return sendPage(at.reply, page, statusOf(undone))
  }

  server.get(
    '/staff/answers/:question/write',
    forStaff(async (at, { question }) => showWriting(at, question, caseOf(at.request.query), null, null)),
  )
  server.post(
    '/staff/answers/:question/write',
    guarded,
    forStaff(async (at, { question }) => {
      const values = formValues(at.request)
      if (values['do'] === 'preview') {
        const preview = await previewAnswer(app, at.who, numberOf(question), values)
        if (preview.ok) return showWriting(at, question, values, null, preview.value)
        return showWriting(at, question, values, preview.problem, null)
      }
      const written = await writeAnswer(app, at.who, numberOf(question), values)
      if (written.ok) return goTo(at.reply, `/staff/answers/versions/${written.value}?done=proposed`)
      return showWriting(at, question, values, written.problem, null)
    }),
  )
  async function showWriting(
    at: AtStaff,
    question: string,
    values: Record<string, string>,
    problem: Problem | null,
    preview: Preview | null,
  ): Promise<FastifyReply> {
    const desk = await writingDesk(app, at.who, numberOf(question))
    if (!desk.ok) return showProblem(at, desk.problem)
    const page = (
      <WriteAnswerPage
        staff={staffOf(at.who, at.reply)}
        desk={desk.value}
        values={values}
        errors={problem === null ? [] : formErrors(problem)}
        preview={preview}
      />
    )
    return sendPage(at.reply, page, problem === null ? 200 : problemStatus(problem))
  }

  server.get(
    '/staff/answers/versions/:answer',
    forStaff(async (at, { answer }) => showVersion(at, answer, null)),
  )
  server.post(
    '/staff/answers/versions/:answer',
    guarded,
    forStaff(async (at, { answer }) => {
      const values = formValues(at.request)
      const decided = isId(answer) ? await decideAnswer(app, at.who, answer, values) : noAnswer
      if (decided.ok) return goTo(at.reply, `/staff/answers/versions/${answer}?done=${decided.value}`)
      if (decided.problem.code === 'not-found') return showProblem(at, decided.problem)
      return showVersion(at, answer, { values, problem: decided.problem })
    }),
  )
  server.post(
    '/staff/answers/versions/:answer/take-back',
    guarded,
    forStaff(async (at, { answer }) => {
      const taken = isId(answer) ? await takeBack(app, at.who, answer) : noAnswer
      if (taken.ok) return goTo(at.reply, `/staff/answers/versions/${answer}?done=taken-back`)
      return showProblem(at, taken.problem)
    }),
  )
  async function showVersion(at: AtStaff, answer: string, undone: Undone): Promise<FastifyReply> {
    const opened = isId(answer) ? await answerAtDesk(app, at.who, answer) : noAnswer
    if (!opened.ok) return showProblem(at, opened.problem)
    const done = textOf(at.request.query, 'done')
    const page = (
      <VersionPage
        staff={staffOf(at.who, at.reply)}
        desk={opened.value}
        values={undone?.values ?? {}}
        errors={errorsOf(undone)}
        done={undone === null && isDone(done) ? done : null}
      />
    )
    return sendPage(at.reply, page, statusOf(undone))
  }

  server.get(
    '/staff/answers/versions/:answer/correction',
    forStaff(async (at, { answer }) => showCorrection(at, answer, textOf(at.request.query, 'days'), null)),
  )
  server.post(
    '/staff/answers/versions/:answer/correction',
    guarded,
    forStaff(async (at, { answer }) => {
      const values = formValues(at.request)
      const sent = await sendCorrections(app, at.who, answer, values)
      const { days = '' } = values
      if (sent.ok) return goTo(at.reply, `/staff/answers/versions/${answer}/correction?days=${days}&sent=${sent.value}`)
      return showCorrection(at, answer, days, { values, problem: sent.problem })
    }),
  )
  async function showCorrection(at: AtStaff, answer: string, days: string, undone: Undone): Promise<FastifyReply> {
    const receivers = await receiversOf(app, at.who, answer, Number(toLatinDigits(days)))
    if (!receivers.ok) return showProblem(at, receivers.problem)
    const sent = /^\d{1,7}$/.exec(textOf(at.request.query, 'sent'))
    const page = (
      <CorrectionPage
        staff={staffOf(at.who, at.reply)}
        receivers={receivers.value}
        values={undone?.values ?? {}}
        errors={errorsOf(undone)}
        sent={undone === null && sent !== null ? Number(sent[0]) : null}
      />
    )
    return sendPage(at.reply, page, statusOf(undone))
  }

  server.get(
    '/staff/answers/articles',
    forStaff(async ({ request, reply, who }) => {
      const entered = textOf(request.query, 'entered') === 'yes'
      const corpus = await corpusAtDesk(app, who)
      return sendPage(reply, <ArticlesPage staff={staffOf(who, reply)} corpus={corpus} entered={entered} />)
    }),
  )
  server.get(
    '/staff/answers/articles/:article',
    forStaff(async (at, { article }) => showArticle(at, article, null, null, {})),
  )
  server.post(
    '/staff/answers/articles/:article',
    guarded,
    forStaff(async (at, { article }) => {
      const values = formValues(at.request)
      const enters = values['do'] === 'enter'
      const result = await (enters ? enterText : previewText)(app, at.who, article, values)
      if (result.ok && enters) return goTo(at.reply, '/staff/answers/articles?entered=yes')
      return result.ok
        ? showArticle(at, article, null, result.value, values)
        : showArticle(at, article, { values, problem: result.problem }, null, values)
    }),
  )
  async function showArticle(
    at: AtStaff,
    article: string,
    undone: Undone,
    consequences: Consequences | null,
    values: Record<string, string>,
  ): Promise<FastifyReply> {
    const opened = await articleAtDesk(app, at.who, article)
    if (!opened.ok) return showProblem(at, opened.problem)
    const page = (
      <ArticlePage
        staff={staffOf(at.who, at.reply)}
        desk={opened.value}
        values={values}
        errors={errorsOf(undone)}
        consequences={consequences}
      />
    )
    return sendPage(at.reply, page, statusOf(undone))
  }

  server.get(
    '/staff/answers/wordings',
    forStaff(async (at) => showWordings(at, null)),
  )
  server.post(
    '/staff/answers/wordings/:wording',
    guarded,
    forStaff(async (at, { wording }) => {
      const values = formValues(at.request)
      const form = { ...values, wording: values[`wording-${wording}`] ?? '' }
      const read = isId(wording) ? await readWording(app, at.who, wording, form) : noWording
      if (read.ok) return goTo(at.reply, '/staff/answers/wordings?done=yes')
      return showWordings(at, { values, problem: read.problem })
    }),
  )
  async function showWordings(at: AtStaff, undone: Undone): Promise<FastifyReply> {
    const wordings = await wordingsAtDesk(app, at.who)
    if (!wordings.ok) return showProblem(at, wordings.problem)
    const page = (
      <WordingsPage
        staff={staffOf(at.who, at.reply)}
        wordings={wordings.value}
        values={undone?.values ?? {}}
        errors={errorsOf(undone)}
        done={undone === null && textOf(at.request.query, 'done') === 'yes'}
      />
    )
    return sendPage(at.reply, page, statusOf(undone))
  }
}

const notTheirs: Problem = { code: 'not-found', message: 'پرسش تازه را ویراستار پاسخ‌ها می‌نویسد.' }
const noAnswer = failed({ code: 'not-found', message: 'چنین پاسخی نیست.' })
const noWording = failed({ code: 'wrong-step', message: 'دربارهٔ این عبارت پیش‌تر تصمیم گرفته شده است.' })

const numberOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0)

const isDone = (text: string): text is 'approved' | 'refused' | 'proposed' | 'taken-back' =>
  ['approved', 'refused', 'proposed', 'taken-back'].includes(text)

function textOf(query: unknown, name: string): string {
  const value = (query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : ''
}

/** `?case=family=single;months=m6` chooses the case in the form. */
const caseOf = (query: unknown): Record<string, string> =>
  Object.fromEntries(
    textOf(query, 'case')
      .split(';')
      .flatMap((part) => {
        const [, name, value] = /^([a-z][a-z0-9-]*)=([a-z][a-z0-9-]*)$/.exec(part) ?? []
        return name === undefined || value === undefined ? [] : [[`case-${name}`, value] as const]
      }),
  )
