import type { Given } from '#app/answers/give.ts'
import { render } from '#app/answers/render.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { Answer, Question } from '#store/answers.ts'
import { visitor, type Shell } from '#web/components/shell.ts'
import { QuestionPage, Questions } from '#web/pages/questions.tsx'
import type { VNode } from 'preact'
import { organisationAnswers } from '../support/answers.ts'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'سیده‌مریم حسینی‌نژاد', token } }
const day = '2025-11-22' as IsoDate
const { questions, answers } = organisationAnswers()
const questionOf = (id: number): Question => questions.find(({ questionId }) => questionId === id)!
const answerOf = (id: number, caseKey = ''): Answer =>
  answers.find((answer) => answer.questionId === id && answer.caseKey === caseKey)!

function given(id: number, caseKey: string | null, answer: Answer | null): Given {
  const question = questionOf(id)
  const shown = answer === null ? null : { ...render(question, answer, day), ...answer }
  return { question, day, caseKey, answer: shown, similar: [questionOf(7), questionOf(9)] }
}
const found = [2, 1, 3].map((id) => ({
  question: questionOf(id),
  beginning: id === 1 ? null : answerOf(id).body.split('\n')[0]!,
  since: id === 1 ? null : ('2025-03-21' as IsoDate),
}))
const page = (props: Partial<Parameters<typeof QuestionPage>[0]> & { given: Given }) => (
  <QuestionPage {...{ shell: visitor, token, chosen: {}, said: null }} {...props} />
)

export const QUESTION_SAMPLES: Readonly<Record<string, () => VNode>> = {
  questions: () => <Questions shell={visitor} query="" found={[]} all={questions} />,
  'questions-found': () => <Questions shell={shell} query="کارم سخته کی بازنشسته میشم" found={found} all={[]} />,
  'questions-none-found': () => <Questions shell={visitor} query="<b>ققنوس</b>" found={[]} all={questions} />,
  'questions-empty': () => <Questions shell={visitor} query="" found={[]} all={[]} />,
  question: () => page({ given: given(4, '', answerOf(4)) }),
  'question-long': () => page({ shell, given: given(20, '', { ...answerOf(20), until: '2026-03-21' as IsoDate }) }),
  'question-asks': () => page({ given: given(8, null, null) }),
  'question-case': () =>
    page({
      given: given(8, 'family=married;months=m121', answerOf(8, 'family=married;months=m121')),
      chosen: { family: 'married', months: 'm121' },
    }),
  'question-unanswered': () => page({ given: given(16, '', null) }),
  'question-solved': () => page({ given: given(53, '', answerOf(53)), said: 'solved' }),
  'question-not-mine': () => page({ given: given(53, '', answerOf(53)), said: 'not-mine' }),
}
