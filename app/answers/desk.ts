import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import { listTasks, listProposed, type AnswerTask, type Question } from '#store/answers.ts'
import {
  findVersion,
  listStandings,
  listVersions,
  listWaiting,
  type Standing,
  type Version,
} from '#store/answer-desk.ts'
import { listWordings } from '#store/answers.ts'
import { readKnowledge } from '#store/tidings.ts'
import { listWordingsWaiting } from '#store/wordings.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { togetherOn } from '../together.ts'
import { answeringRoles, editingRoles } from '../staff/staff.ts'
import { caseWords, casesOf } from './case-key.ts'
import { render, type Rendered } from './render.ts'

type DeskApp = Pick<App, 'db' | 'clock' | 'questions'>

export const mayEdit = ({ role }: Pick<StaffSignedIn, 'role'>): boolean => editingRoles.includes(role)
/** For whoever does not write answers, writing them is not there. */
export const notEditor: Result<never> = failed({
  code: 'not-found',
  message: 'پاسخ‌ها را ویراستار پاسخ‌ها می‌نویسد. اگر پاسخی نادرست است، به او خبر دهید.',
})
export const noSuchQuestion: Result<never> = failed({ code: 'not-found', message: 'چنین پرسشی نیست.' })
const noSuchAnswer: Result<never> = failed({ code: 'not-found', message: 'چنین پاسخی نیست.' })

/** A question in the list of the desk. */
export type DeskQuestion = Question & Standing & { readonly cases: number }

export type AnswersAtDesk = {
  readonly today: IsoDate
  readonly mayEdit: boolean
  readonly questions: readonly DeskQuestion[]
  readonly tasks: readonly (AnswerTask & { readonly mine: boolean; readonly words: readonly string[] })[]
  /** Proposals and wordings that wait for a second person. */
  readonly proposals: number
  readonly wordings: number
}

/** What the organisation answers, as all staff read it: every question, or those most like some words. */
export async function answersAtDesk(app: DeskApp, who: StaffSignedIn, words: string): Promise<AnswersAtDesk> {
  const today = tehranDate(app.clock.now())
  const [questions, standings, tasks, proposals, wordings] = await Promise.all([
    words === '' ? app.questions.all(app.db) : app.questions.like(app.db, words, 20),
    listStandings(app.db, today),
    tasksOf(app, who),
    listProposed(app.db),
    listWordingsWaiting(app.db),
  ])
  const byQuestion = new Map(standings.map((one) => [one.questionId, one]))
  return {
    today,
    mayEdit: mayEdit(who),
    questions: questions.flatMap((question) => {
      const standing = byQuestion.get(question.questionId)
      return standing === undefined ? [] : [{ ...question, ...standing, cases: casesOf(question.facts).length }]
    }),
    tasks,
    proposals: proposals.length,
    wordings: wordings.length,
  }
}

async function tasksOf(app: DeskApp, { staffId }: StaffSignedIn): Promise<AnswersAtDesk['tasks']> {
  const [tasks, questions] = await Promise.all([listTasks(app.db), app.questions.all(app.db)])
  const facts = new Map(questions.map(({ questionId, facts: asked }) => [questionId, asked]))
  return tasks.map((task) => ({
    ...task,
    mine: task.ownerId === staffId,
    words: task.caseKey === '' ? [] : caseWords(facts.get(task.questionId) ?? [], task.caseKey),
  }))
}

/** A question with all its answers there ever were. */
export type QuestionAtDesk = {
  readonly today: IsoDate
  readonly mayEdit: boolean
  readonly question: Question
  readonly wordings: readonly string[]
  readonly cases: readonly {
    readonly caseKey: string
    readonly words: readonly string[]
    readonly versions: readonly Version[]
  }[]
}

export async function questionAtDesk(
  app: DeskApp,
  who: StaffSignedIn,
  questionId: number,
): Promise<Result<QuestionAtDesk>> {
  const question = await app.questions.find(app.db, questionId)
  if (question === undefined) return noSuchQuestion
  const [versions, all] = await Promise.all([listVersions(app.db, questionId), listWordings(app.db)])
  const wordings = all.find((one) => one.questionId === questionId)?.wordings.slice(1) ?? []
  const cases = casesOf(question.facts).map((caseKey) => ({
    caseKey,
    words: caseKey === '' ? [] : caseWords(question.facts, caseKey),
    versions: versions.filter((one) => one.caseKey === caseKey),
  }))
  return done({ today: tehranDate(app.clock.now()), mayEdit: mayEdit(who), question, wordings, cases })
}

/** An answer as citizens read it, with where it stands and what it would take the place of. */
export type AnswerAtDesk = {
  readonly question: Question
  readonly version: Version
  readonly rendered: Rendered
  /** What is answered on its first day without it. */
  readonly before: (Version & { readonly rendered: Rendered }) | null
  readonly mayEdit: boolean
  readonly own: boolean
}

export async function answerAtDesk(app: DeskApp, who: StaffSignedIn, answerId: string): Promise<Result<AnswerAtDesk>> {
  const version = await findVersion(app.db, answerId)
  const question = version === undefined ? undefined : await app.questions.find(app.db, version.questionId)
  if (version === undefined || question === undefined) return noSuchAnswer
  const { from } = version
  const before = (await listVersions(app.db, version.questionId)).find(
    (one) =>
      one.answerId !== answerId &&
      one.caseKey === version.caseKey &&
      one.status === 'approved' &&
      one.from <= from &&
      (one.until === null || one.until >= from),
  )
  return done({
    question,
    version,
    rendered: render(question, version, from),
    before: before === undefined ? null : { ...before, rendered: render(question, before, before.from) },
    mayEdit: mayEdit(who),
    own: version.author === who.staffId,
  })
}

/** What waits for a second person. */
export async function proposalsAtDesk(
  app: DeskApp,
  who: StaffSignedIn,
): Promise<
  readonly (Version & { readonly question: Question; readonly words: readonly string[]; readonly own: boolean })[]
> {
  const [waiting, questions] = await Promise.all([listWaiting(app.db), app.questions.all(app.db)])
  const byId = new Map(questions.map((question) => [question.questionId, question]))
  return waiting.flatMap((version) => {
    const question = byId.get(version.questionId)
    if (question === undefined) return []
    const words = version.caseKey === '' ? [] : caseWords(question.facts, version.caseKey)
    return [{ ...version, question, words, own: version.author === who.staffId }]
  })
}

/** What the front page of the desk tells about knowledge: what one has to learn, to write, to read. */
export type KnowledgeTidings = {
  readonly toLearn: number
  readonly tasks: number
  /** The day on which the first of them is due. */
  readonly firstDue: IsoDate | null
  readonly proposals: number
  readonly wordings: number
}

/** What all share of it may be this old, in milliseconds; `anew`: for somebody who has just changed something. */
const KNOWLEDGE_KEPT = 1000

export async function knowledgeTidings(
  app: DeskApp,
  who: StaffSignedIn,
  /** `passed`: the editions they have learnt. */
  { passed, anew }: { passed: readonly string[]; anew: boolean },
): Promise<KnowledgeTidings> {
  const today = tehranDate(app.clock.now())
  const read = () => readKnowledge(app.db, today)
  const keep = { ms: KNOWLEDGE_KEPT, anew }
  const { toLearn, tasks, authors, proposers } = await togetherOn(app.db).askKept(`knowledge ${today}`, read, keep)
  const edits = mayEdit(who)
  const mine = tasks.filter(({ owner }) => edits || owner === who.staffId)
  const others = (ids: readonly string[]) => (edits ? ids.filter((id) => id !== who.staffId).length : 0)
  return {
    toLearn: answeringRoles.includes(who.role) ? toLearn.filter((edition) => !passed.includes(edition)).length : 0,
    tasks: mine.length,
    firstDue: mine[0]?.dueOn ?? null,
    proposals: others(authors),
    wordings: others(proposers),
  }
}
