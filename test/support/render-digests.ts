// Prints the digest of every answer of the corpus as it is given on one day: node --import ./scripts/tsx.mjs THIS
import { render } from '#app/answers/render.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { organisationAnswers } from './answers.ts'

const { questions, answers } = organisationAnswers()
const byId = new Map(questions.map((question) => [question.questionId, question]))
for (const answer of answers)
  console.log(answer.questionId, render(byId.get(answer.questionId)!, answer, '2025-11-22' as IsoDate).digest)
