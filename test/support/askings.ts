import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { questionIndex, type QuestionIndex } from '#kernel/question-index.ts'

/** Of each line of a table of `test/kernel` its fields, without the names on top. */
const linesOf = (file: string): string[][] =>
  readFileSync(join(import.meta.dirname, '../kernel', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

/** A question and how people ask it. */
export type Asked = { readonly id: string; readonly canonical: string; readonly asked: readonly string[] }

/** Sixty questions of social security, each also as three people ask it: with Arabic letters, without half-spaces, as spoken. */
export const QUESTIONS: readonly Asked[] = linesOf('similar-questions.tsv').map(
  ([id = '', canonical = '', ...asked]) => ({ id, canonical, asked }),
)

/** The same as twelve more people ask them, in speech, in haste and by the letter of the form. */
export const ASKED_OTHERWISE: readonly Asked[] = linesOf('asked-otherwise.tsv').map(([id = '', ...asked]) => ({
  id,
  canonical: QUESTIONS.find((question) => question.id === id)!.canonical,
  asked,
}))

/** Sixty questions that stand in nobody's list. */
export const OTHER_QUESTIONS: readonly Asked[] = linesOf('other-questions.tsv').map(([canonical = '', ...asked]) => ({
  id: canonical,
  canonical,
  asked,
}))

/** An index in which each is found by its own wording alone. */
export const indexOf = (questions: readonly Asked[]): QuestionIndex =>
  questionIndex(questions.map(({ id, canonical }) => ({ id, wordings: [canonical] })))
