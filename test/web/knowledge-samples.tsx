import type { IsoDate } from '#kernel/dates.ts'
import type { Lesson } from '#app/training/learn.ts'
import type { Edition } from '#store/training.ts'
import { ReadinessPage } from '#web/pages/desk/readiness.tsx'
import { LessonPage, TrainingPage } from '#web/pages/desk/training.tsx'
import type { AtDesk } from '#web/pages/desk/frame.tsx'
import type { VNode } from 'preact'
import { organisationCorpus } from '../support/answers.ts'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const staff: AtDesk = { name: 'زهرا کاظمی', token, role: 'officer' }
const leader: AtDesk = { name: 'منصور راد', token, role: 'supervisor' }
const at = new Date(Date.UTC(2026, 10, 22, 8))
const { documents, articles, checks } = organisationCorpus()

const editions: readonly Edition[] = documents.map(({ id, kind, number, title, issuer, issuedOn }) => ({
  documentId: id,
  kind,
  number,
  title,
  issuer,
  issuedOn,
  edition: null,
  from: null,
  hasCheck: id !== 'portal',
}))
const coming: Edition = { ...editions[1]!, edition: '2026-12-22' as IsoDate, from: '2026-12-22' as IsoDate }
const mine = [coming, ...editions].map((one, n) => ({ ...one, passedAt: n % 3 === 2 ? at : null, tries: n % 4 }))

function lessonAbout(id: string, more: Partial<Lesson> = {}): Lesson {
  const { questions } = checks.find(({ document }) => document === id)!
  return {
    document: editions.find(({ documentId }) => documentId === id)!,
    texts: articles
      .filter(({ document }) => document === id)
      .map(({ id: articleId, cite, texts: [text] }) => ({ articleId, cite, ...text! })),
    passedAt: null,
    attempt: 2,
    asked: questions.map(({ question, options }, n) => ({
      field: `q${n + 1}`,
      question,
      options: Object.fromEntries(options.map((option, o) => [`o${o + 1}`, option])),
    })),
    ...more,
  }
}
const wrong = checks[0]!.questions.slice(1).map(({ question, because }) => ({ question, because }))
const gap = (branchId: number, missing: string[]) => ({
  branchId,
  branchName: `شعبهٔ ${branchId === 1 ? 'یک' : 'دو'} قم`,
  documentId: 'fpa',
  edition: null,
  from: null,
  staff: 9,
  passed: 2,
  missing,
})

/** The pages of what the organisation knows: training, answers at the desk. */
export const KNOWLEDGE_SAMPLES: Readonly<Record<string, () => VNode>> = {
  training: () => <TrainingPage staff={staff} training={{ today: '2026-11-22' as IsoDate, documents: mine }} />,
  'training-done': () => (
    <TrainingPage
      staff={{ ...staff, role: 'call-centre' }}
      training={{ today: '2026-11-22' as IsoDate, documents: mine.slice(2, 3) }}
    />
  ),
  lesson: () => <LessonPage staff={staff} lesson={lessonAbout('fpa', { document: { ...coming } })} />,
  'lesson-long': () => (
    <LessonPage
      staff={staff}
      lesson={lessonAbout('ssa')}
      values={{ q1: 'o2' }}
      errors={[
        { field: 'read', message: 'نخست مواد بالا را بخوانید و این خانه را بزنید.' },
        { field: 'q2', message: 'یک پاسخ را برگزینید.' },
      ]}
    />
  ),
  'lesson-wrong': () => <LessonPage staff={staff} lesson={lessonAbout('uia')} tried={{ passed: false, wrong }} />,
  'lesson-passed': () => <LessonPage staff={staff} lesson={lessonAbout('youth', { passedAt: at })} />,
  'lesson-without-questions': () => <LessonPage staff={staff} lesson={lessonAbout('portal', { asked: [] })} />,
  readiness: () => (
    <ReadinessPage
      staff={leader}
      ready={{
        today: '2026-11-22' as IsoDate,
        branches: [
          { branchId: null, branchName: null, staff: 3, ready: 3 },
          { branchId: 1, branchName: 'شعبهٔ یک قم', staff: 9, ready: 2 },
        ],
        documents: [
          { ...coming, gaps: [gap(1, ['زهرا کاظمی', 'بهرام کارآمد']), gap(2, ['سیده‌مریم حسینی‌نژاد قمی'])] },
          ...editions.map((one, n) => ({ ...one, gaps: n % 2 === 0 ? [] : [gap(1, ['زهرا کاظمی'])] })),
        ],
      }}
    />
  ),
  'readiness-none': () => (
    <ReadinessPage staff={leader} ready={{ today: '2026-11-22' as IsoDate, branches: [], documents: [] }} />
  ),
}
