// Prints the digest of every answer of the corpus as it is given on one day: node --import ./scripts/tsx.mjs THIS
import { answerDigest } from '#app/answers/answers.ts'
import { caseKeyOf } from '#app/answers/case-key.ts'
import { render } from '#app/answers/render.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { organisationCorpus } from './answers.ts'

const { articles, questions } = organisationCorpus()
const cited = new Map(articles.map(({ id, cite, texts }) => [id, { articleId: id, cite, ...texts[0]! }]))
for (const { id: questionId, canonical, topic, facts, answers } of questions)
  for (const { case: chosen, from, until, body, cites } of answers) {
    const answer = {
      answerId: '1',
      questionId,
      caseKey: caseKeyOf(facts, chosen) ?? '',
      body: body.join('\n'),
      digest: answerDigest(body.join('\n'), cites),
      from,
      until,
      status: 'approved' as const,
      author: '1',
      citations: cites.map((cite) => cited.get(cite)!),
    }
    console.log(questionId, render({ questionId, canonical, topic, facts }, answer, '2025-11-22' as IsoDate).digest)
  }
