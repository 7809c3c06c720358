import { questionIndex, type QuestionIndex } from '#kernel/question-index.ts'
import { listQuestions, listWordings, questionRevision, type Question } from '#store/answers.ts'
import type { Database } from '#store/database.ts'

type Book = {
  readonly revision: string
  readonly questions: ReadonlyMap<number, Question>
  readonly index: QuestionIndex
}

/** Beside the best one, what is much less like the question is not shown. */
const LEAST_SHARE = 0.35

/** All questions with the index over their wordings, kept in the process and built anew when one has changed. */
export class QuestionBook {
  #book: Promise<Book> | null = null

  /** Every question, in order. */
  async all(db: Database): Promise<readonly Question[]> {
    return [...(await this.#open(db)).questions.values()]
  }

  async find(db: Database, questionId: number): Promise<Question | undefined> {
    return (await this.#open(db)).questions.get(questionId)
  }

  /** The questions most like what a person typed, best first. */
  async like(db: Database, text: string, most: number): Promise<readonly Question[]> {
    const { index, questions } = await this.#open(db)
    const found = index(text.slice(0, 200), most)
    const least = (found[0]?.score ?? 0) * LEAST_SHARE
    return found.flatMap(({ id, score }) => (score < least ? [] : (questions.get(Number(id)) ?? [])))
  }

  async #open(db: Database): Promise<Book> {
    const revision = await questionRevision(db)
    const kept = await this.#book?.catch(() => null)
    if (kept?.revision === revision) return kept
    this.#book = readBook(db, revision)
    return this.#book
  }
}

// The revision was read first: a change in between makes the next reader build again.
async function readBook(db: Database, revision: string): Promise<Book> {
  const [questions, wordings] = await Promise.all([listQuestions(db), listWordings(db)])
  return {
    revision,
    questions: new Map(questions.map((question) => [question.questionId, question])),
    index: questionIndex(wordings.map((one) => ({ id: String(one.questionId), wordings: one.wordings }))),
  }
}
