import { passwords } from '#app/passwords.ts'
import { Secrets } from '#app/secrets.ts'
import { addStaff } from '#app/staff/add-staff.ts'
import { answerDigest, type AnswersApp } from '#app/answers/answers.ts'
import { caseKeyOf } from '#app/answers/case-key.ts'
import { Corpus } from '#app/answers/corpus.ts'
import { readCorpus } from '#app/answers/read-corpus.ts'
import type { Answer, Question } from '#store/answers.ts'
import { join } from 'node:path'

export const CORPUS_FOLDER = join(import.meta.dirname, '../../law/answers')

/** The organisation's own questions and answers. Throws where the files are wrong. */
export function organisationCorpus(): Corpus {
  const read = readCorpus([CORPUS_FOLDER])
  if (!read.ok) throw new Error(read.problem.message)
  return read.value
}

/** The organisation's questions and answers as they would stand in the database, without one. */
export function organisationAnswers(): { questions: Question[]; answers: Answer[] } {
  const { articles, questions } = organisationCorpus()
  const cited = new Map(articles.map(({ id, cite, texts }) => [id, { articleId: id, cite, ...texts[0]! }]))
  return {
    questions: questions.map(({ id: questionId, canonical, topic, facts }) => ({
      questionId,
      canonical,
      topic,
      facts,
    })),
    answers: questions.flatMap(({ id: questionId, facts, answers }) =>
      answers.map(({ case: chosen, from, until, body, cites }) => ({
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
      })),
    ),
  }
}

/** A small corpus: two articles, one question that asks nothing, one that asks two facts. */
export function smallCorpus(): Corpus {
  return Corpus.parse({
    documents: [{ id: 'act', kind: 'law', title: 'قانون آزمایش', issuer: 'مجلس' }],
    articles: ['act-1', 'act-2'].map((id) => ({
      id,
      document: 'act',
      cite: `مادهٔ ${id.at(-1)} قانون آزمایش`,
      texts: [{ from: '1400/01/01', summary: `خلاصهٔ ${id}`, certainty: 'A', source: 'متن قانون' }],
    })),
    questions: [
      { id: 1, topic: 'مستمری', canonical: 'فیش حقوقی را از کجا بگیرم؟', aliases: ['فیشم کو'] },
      {
        id: 2,
        topic: 'بیکاری',
        canonical: 'مدت بیمهٔ بیکاری چقدر است؟',
        facts: [
          { name: 'family', label: 'خانواده', options: { single: 'مجرد', married: 'متأهل' } },
          { name: 'years', label: 'سابقه', options: { short: 'کمتر از دو سال', long: 'دو سال و بیشتر' } },
        ],
      },
    ],
  })
}

/** Members of staff by their user names; each may write and approve. */
export async function addWriters(app: AnswersApp, ...userNames: string[]): Promise<void> {
  const given = {
    ...app,
    passwords: passwords(),
    secrets: new Secrets('dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LXRlc3Qta2V5'),
  }
  for (const userName of userNames)
    await addStaff(given, {
      userName,
      displayName: userName,
      role: 'officer',
      scope: 'everywhere',
      password: 'Miz#Kar2468',
    })
}
