import type { IsoDate } from '#kernel/dates.ts'
import type { Lesson } from '#app/training/learn.ts'
import type { Edition } from '#store/training.ts'
import { ReadinessPage } from '#web/pages/desk/readiness.tsx'
import { LessonPage, TrainingPage } from '#web/pages/desk/training.tsx'
import type { AtDesk } from '#web/pages/desk/frame.tsx'
import type { VNode } from 'preact'
import { render } from '#app/answers/render.ts'
import type { AnswersAtDesk, AnswerAtDesk } from '#app/answers/desk.ts'
import type { Version } from '#store/answer-desk.ts'
import { caseWords, casesOf } from '#app/answers/case-key.ts'
import { AnswersPage, ProposalsPage, QuestionDeskPage, VersionPage } from '#web/pages/desk/answers.tsx'
import { CorrectionPage } from '#web/pages/desk/correction.tsx'
import { ArticlePage, ArticlesPage } from '#web/pages/desk/articles.tsx'
import type { PublicCase } from '#store/public-cases.ts'
import { visitor } from '#web/components/shell.ts'
import { CopiesPage, CopyPage, NewCopyPage } from '#web/pages/desk/copies.tsx'
import { PublishedAnswer, PublishedAnswers } from '#web/pages/published.tsx'
import type { StatisticsLine } from '#app/statistics/statistics.ts'
import { StatisticsPage } from '#web/pages/statistics.tsx'
import { GapsPage } from '#web/pages/desk/gaps.tsx'
import { NoDesk } from '#web/pages/desk/frame.tsx'
import { WordingsPage } from '#web/pages/desk/wordings.tsx'
import { WriteAnswerPage, WriteQuestionPage } from '#web/pages/desk/write-answer.tsx'
import { organisationAnswers, organisationCorpus } from '../support/answers.ts'

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

const editor: AtDesk = { name: 'مریم ویراستار', token, role: 'editor' }
const today = '2026-11-22' as IsoDate
const { questions, answers } = organisationAnswers()
const questionOf = (id: number) => questions.find(({ questionId }) => questionId === id)!
const versionOf = (id: number, more: Partial<Version> = {}): Version => ({
  ...answers.find(({ questionId }) => questionId === id)!,
  authorName: 'مریم ویراستار',
  proposedAt: at,
  deciderName: 'رضا ویراستار',
  decidedAt: at,
  refusal: null,
  ...more,
})
const proposal = (id: number) =>
  versionOf(id, { status: 'proposed', deciderName: null, decidedAt: null, from: '2026-12-22' as IsoDate })
const task = (id: number, mine: boolean): AnswersAtDesk['tasks'][number] => ({
  answerId: String(id),
  ownerId: '1',
  questionId: id,
  canonical: questionOf(id).canonical,
  caseKey: 'family=single;months=m6',
  cite: 'مادهٔ ۷ قانون بیمهٔ بیکاری',
  owner: 'maryam',
  ownerName: 'رضا ویراستار',
  dueOn: '2027-03-21' as IsoDate,
  mine,
  words: ['وضعیت شما: مجرد', 'سابقهٔ پرداخت حق بیمه: ۶ تا ۲۴ ماه'],
})
const answersDesk: AnswersAtDesk = {
  today,
  mayEdit: true,
  questions: questions.map((question, n) => {
    const cases = casesOf(question.facts).length
    return {
      ...question,
      cases,
      answered: n % 7 === 3 ? 0 : n % 7 === 4 ? cases - 1 : cases,
      proposed: n % 5 === 1 ? 1 : 0,
      tasks: 0,
      endsOn: n % 9 === 2 ? ('2027-03-21' as IsoDate) : null,
    }
  }),
  tasks: [task(8, true), task(9, false)],
  proposals: 3,
  wordings: 12,
}
function versionDesk(id: number, version: Version, more: Partial<AnswerAtDesk> = {}): AnswerAtDesk {
  const question = questionOf(id)
  const before = { ...versionOf(id), rendered: render(question, versionOf(id), today) }
  return { question, version, rendered: render(question, version, today), before, mayEdit: true, own: false, ...more }
}
const articlesNow = articles.map(({ id: articleId, document: documentId, cite, texts: [text] }) => ({
  articleId,
  documentId,
  document: documents.find(({ id }) => id === documentId)!.title,
  cite,
  ...text!,
  changesOn: articleId === 'uia-7' ? ('2027-03-21' as IsoDate) : null,
  answers: 2,
}))
const corpusNow = editions.map((document) => ({
  ...document,
  articles: articlesNow.filter(({ documentId }) => documentId === document.documentId),
}))
const typed = {
  'case-family': 'single',
  'case-months': 'm6',
  body: 'مقرری بیکاری شما:\n- شش ماه\n- با کسر ماه‌های پیش',
  'cite-uia-7': 'yes',
  from: '۱۴۰۵/۱۰/۰۱',
}
const writing = { question: questionOf(8), articles: articlesNow, today }
const articleDesk = {
  article: articlesNow.find(({ articleId }) => articleId === 'uia-6')!,
  checks: checks
    .find(({ document }) => document === 'uia')!
    .questions.slice(0, 2)
    .map(({ article: articleId, ...rest }, n) => ({
      articleId,
      ...rest,
      n: n + 1,
    })),
}
const wording = {
  proposalId: '1',
  questionId: 8,
  canonical: questionOf(8).canonical,
  wording: 'چند ماه پول بیکاری میدن به مجردا',
  proposedBy: '2',
  proposedByName: 'بهرام کارآمد',
  proposedAt: at,
  own: false,
}

const copy: PublicCase = {
  caseId: '7',
  kind: 'information',
  question:
    'شمار شعبه‌های سازمان و شمار پرونده‌های رسیدگی‌شده در هر استان در سال ۱۴۰۴ چقدر بوده است؟ به تفکیک استان می‌خواهم.',
  answer: 'در پایان سال ۱۴۰۴ سازمان ۴۸۰ شعبه داشت.\nآمار هر استان در گزارش سالانه آمده است.',
  proposedBy: '1',
  proposedByName: 'مینا آگاه',
  proposedAt: at,
  checkedByName: null,
  checkedAt: null,
  published: null,
  refusal: null,
  withdrawnAt: null,
}
const publishedCopy = { ...copy, checkedByName: 'امید آگاه', checkedAt: at, published: true }
const published = {
  caseId: '7',
  kind: 'information' as const,
  question: copy.question,
  answer: copy.answer,
  publishedAt: at,
}
const statisticsLines: readonly StatisticsLine[] = ['1405-09', '1405-08', '1405-07'].flatMap((month) =>
  ['شعبهٔ یک قم', 'شعبهٔ دو قم', 'ستاد'].map((branch, n) => ({
    month,
    branchId: n,
    branch,
    received: n === 1 ? null : 1240 + n,
    inTime: n === 1 ? null : 97.5,
    medianHours: n === 1 ? null : 6.2,
    slowHours: n === 1 ? null : 20.8,
    openLate: n === 0 ? 0 : 12,
    reopened: 3.1,
    solved: null,
    deviations: 15,
    pauses: 44,
  })),
)
const officerOfInformation: AtDesk = { name: 'مینا آگاه', token, role: 'information-officer' }
const draftCopy = {
  code: '4820917365',
  kind: 'information' as const,
  question: copy.question,
  answer: copy.answer,
  canonical: false,
}

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
  'lesson-passed': () => (
    <LessonPage staff={staff} lesson={lessonAbout('youth', { passedAt: at })} request="4829130572" />
  ),
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
  'staff-no-desk-tidings': () => (
    <NoDesk
      staff={editor}
      role="ویراستار پاسخ‌ها"
      tidings={{ toLearn: 2, tasks: 3, firstDue: '2027-03-21' as IsoDate, proposals: 1, wordings: 12 }}
    />
  ),
  'desk-answers': () => <AnswersPage staff={editor} desk={answersDesk} words="" />,
  'desk-answers-clerk': () => (
    <AnswersPage
      staff={staff}
      desk={{ ...answersDesk, mayEdit: false, tasks: [task(8, false)], questions: answersDesk.questions.slice(0, 3) }}
      words="مقرری"
    />
  ),
  'desk-answers-none': () => (
    <AnswersPage staff={staff} desk={{ ...answersDesk, tasks: [], questions: [] }} words="ققنوس" />
  ),
  'desk-question': () => (
    <QuestionDeskPage
      staff={editor}
      desk={{
        today,
        mayEdit: true,
        question: questionOf(8),
        wordings: ['بیمه بیکاری چند ماه میدن', 'سقف زمان بیمه بیکاری برای مجرد'],
        cases: casesOf(questionOf(8).facts)
          .slice(0, 3)
          .map((caseKey, n) => ({
            caseKey,
            words: caseWords(questionOf(8).facts, caseKey),
            versions:
              n === 2
                ? []
                : [
                    proposal(8),
                    versionOf(8),
                    versionOf(8, { answerId: '2', until: '2025-04-21' as IsoDate }),
                    versionOf(8, { answerId: '3', status: 'refused', refusal: 'نادرست' }),
                    versionOf(8, { answerId: '4', status: 'withdrawn' }),
                  ],
          })),
      }}
    />
  ),
  'desk-question-clerk': () => (
    <QuestionDeskPage
      staff={staff}
      desk={{
        today,
        mayEdit: false,
        question: questionOf(4),
        wordings: [],
        cases: [{ caseKey: '', words: [], versions: [versionOf(4, { from: '2027-03-21' as IsoDate })] }],
      }}
    />
  ),
  'desk-proposals': () => (
    <ProposalsPage
      staff={editor}
      proposals={[
        { ...proposal(8), question: questionOf(8), words: ['وضعیت شما: مجرد'], own: false },
        { ...proposal(4), answerId: '9', question: questionOf(4), words: [], own: true },
      ]}
    />
  ),
  'desk-proposals-none': () => <ProposalsPage staff={editor} proposals={[]} />,
  'desk-answer': () => <VersionPage staff={editor} desk={versionDesk(20, proposal(20))} />,
  'desk-answer-refusing': () => (
    <VersionPage
      staff={editor}
      desk={versionDesk(4, proposal(4), { before: null })}
      values={{ refusal: 'نه' }}
      errors={[{ field: 'refusal', message: 'بنویسید چه چیز باید درست شود؛ نویسنده آن را می‌خواند.' }]}
    />
  ),
  'desk-answer-own': () => (
    <VersionPage staff={editor} desk={versionDesk(4, proposal(4), { own: true })} done="proposed" />
  ),
  'desk-answer-refused': () => (
    <VersionPage
      staff={staff}
      desk={versionDesk(4, versionOf(4, { status: 'refused', refusal: 'مادهٔ دیگری لازم است.' }), { mayEdit: false })}
    />
  ),
  'desk-write': () => <WriteAnswerPage staff={editor} desk={writing} values={{ 'case-family': 'single' }} />,
  'desk-write-preview': () => (
    <WriteAnswerPage
      staff={editor}
      desk={writing}
      values={typed}
      preview={{
        ...versionDesk(8, versionOf(8)).rendered,
        citations: versionOf(8).citations,
        from: today,
        until: null,
      }}
    />
  ),
  'desk-write-errors': () => (
    <WriteAnswerPage
      staff={editor}
      desk={writing}
      values={{ from: 'فردا' }}
      errors={[
        { field: 'case-family', message: '«وضعیت شما» را برگزینید.' },
        { field: 'body', message: 'متن پاسخ را بنویسید.' },
        { field: 'cites', message: 'دست‌کم یک ماده را برگزینید که پاسخ بر آن تکیه دارد.' },
        { field: 'from', message: 'تاریخ را بنویسید.' },
      ]}
    />
  ),
  'desk-new-question': () => <WriteQuestionPage staff={editor} topics={['درمان', 'بازنشستگی']} />,
  'desk-new-question-errors': () => (
    <WriteQuestionPage
      staff={editor}
      topics={['درمان', 'بازنشستگی']}
      values={{ 'fact-1': 'سن', 'options-1': 'یک' }}
      errors={[
        { field: 'canonical', message: 'پرسش را در یک جملهٔ کوتاه بنویسید، همان‌طور که مردم می‌خوانند.' },
        { field: 'options-1', message: 'دو تا هشت گزینهٔ جدا بنویسید، هر کدام در یک خط.' },
      ]}
    />
  ),
  'desk-correction': () => (
    <CorrectionPage
      staff={editor}
      receivers={{ version: versionOf(8, { until: today }), days: 30, waiting: 1240, corrected: 3 }}
      errors={[{ field: 'text', message: 'بنویسید چه چیز عوض شده است و مردم چه باید بکنند.' }]}
    />
  ),
  'desk-correction-sent': () => (
    <CorrectionPage
      staff={editor}
      receivers={{ version: versionOf(4), days: 30, waiting: 0, corrected: 1243 }}
      sent={1240}
    />
  ),
  'desk-articles': () => <ArticlesPage staff={editor} corpus={{ mayEdit: true, documents: corpusNow }} entered />,
  'desk-articles-clerk': () => (
    <ArticlesPage staff={staff} corpus={{ mayEdit: false, documents: corpusNow.slice(0, 2) }} />
  ),
  'desk-articles-none': () => <ArticlesPage staff={staff} corpus={{ mayEdit: false, documents: [] }} />,
  'desk-article': () => <ArticlePage staff={editor} desk={articleDesk} />,
  'desk-article-ends': () => (
    <ArticlePage
      staff={editor}
      desk={articleDesk}
      values={{ from: '۱۴۰۶/۰۱/۰۱', summary: 'شرط یک سال سابقه.', certainty: 'A', source: 'روزنامهٔ رسمی' }}
      consequences={{
        from: '2027-03-21' as IsoDate,
        ends: [8, 9].map((id) => ({ ...task(id, true), words: task(id, true).words })),
        seen: 'x',
      }}
    />
  ),
  'desk-article-errors': () => (
    <ArticlePage
      staff={editor}
      desk={{ ...articleDesk, checks: [] }}
      errors={[
        { field: 'summary', message: 'خلاصهٔ متن تازه را به زبان ساده بنویسید.' },
        { field: 'certainty', message: 'درجهٔ اطمینان را برگزینید.' },
      ]}
    />
  ),
  'desk-wordings': () => (
    <WordingsPage
      staff={editor}
      wordings={[wording, { ...wording, proposalId: '2', own: true }]}
      errors={[{ field: 'wording-1', message: 'در این عبارت شماره یا نشانی کسی هست. آن را بردارید و سپس بپذیرید.' }]}
    />
  ),
  'desk-wordings-none': () => <WordingsPage staff={editor} wordings={[]} done />,
  statistics: () => (
    <StatisticsPage shell={visitor} statistics={{ countedAt: at.getTime(), lines: statisticsLines }} month="1405-08" />
  ),
  'statistics-none': () => (
    <StatisticsPage shell={visitor} statistics={{ countedAt: at.getTime(), lines: [] }} month={null} />
  ),
  gaps: () => (
    <GapsPage
      staff={editor}
      gaps={{
        week: today,
        looked: 45,
        clusters: [
          { words: ['کارت', 'سلامت'], count: 32, wordings: ['کارت اعتباری سلامت چطور صادر می‌شود', 'صدور کارت سلامت'] },
          { words: ['استخر'], count: 3, wordings: [] },
        ],
        deviations: [
          {
            branchId: 1,
            branchName: 'شعبهٔ یک قم',
            questionId: 8,
            canonical: questionOf(8).canonical,
            count: 12,
            reasons: ['مورد او فرق دارد'],
          },
          { branchId: null, branchName: null, questionId: null, canonical: null, count: 2, reasons: ['پاسخی نبود'] },
        ],
      }}
    />
  ),
  'gaps-none': () => <GapsPage staff={editor} gaps={{ week: today, looked: 0, clusters: [], deviations: [] }} />,
  published: () => (
    <PublishedAnswers
      shell={visitor}
      query=""
      page={{
        rows: [published, { ...published, caseId: '8', kind: 'question', question: `${'پرسش بلند '.repeat(30)}؟` }],
        next: null,
      }}
      nextHref="/answers-published?after=1.7"
    />
  ),
  'published-found': () => (
    <PublishedAnswers shell={visitor} query="شعبه" page={{ rows: [published], next: null }} nextHref={null} />
  ),
  'published-none': () => <PublishedAnswers shell={visitor} query="" page={{ rows: [], next: null }} nextHref={null} />,
  'published-none-found': () => (
    <PublishedAnswers shell={visitor} query="<b>ققنوس</b>" page={{ rows: [], next: null }} nextHref={null} />
  ),
  'published-one': () => <PublishedAnswer shell={visitor} published={published} />,
  copies: () => (
    <CopiesPage
      staff={officerOfInformation}
      copies={{
        waiting: [copy],
        decided: [
          publishedCopy,
          { ...publishedCopy, caseId: '8', withdrawnAt: at },
          { ...copy, caseId: '9', published: false, refusal: 'نام شهر' },
        ],
      }}
    />
  ),
  'copies-none': () => <CopiesPage staff={officerOfInformation} copies={{ waiting: [], decided: [] }} />,
  copy: () => <CopyPage staff={officerOfInformation} copy={copy} own={false} />,
  'copy-errors': () => (
    <CopyPage
      staff={officerOfInformation}
      copy={copy}
      own={false}
      errors={[{ field: 'read', message: 'نخست هر دو متن را بخوانید و این خانه را بزنید.' }]}
    />
  ),
  'copy-own': () => <CopyPage staff={officerOfInformation} copy={copy} own />,
  'copy-published': () => <CopyPage staff={officerOfInformation} copy={publishedCopy} own={false} />,
  'copy-refused': () => (
    <CopyPage staff={officerOfInformation} copy={{ ...copy, published: false, refusal: 'نام شهر در آن است.' }} own />
  ),
  'copy-new': () => <NewCopyPage staff={officerOfInformation} draft={draftCopy} />,
  'copy-new-errors': () => (
    <NewCopyPage
      staff={officerOfInformation}
      draft={{ ...draftCopy, canonical: true }}
      values={{ question: 'کد ملی من ۰۰۱۲۳۴۵۶۷۹' }}
      errors={[{ field: 'question', message: 'در این متن کد ملی هست. آن را بردارید یا کلی بنویسید.' }]}
    />
  ),
  'readiness-none': () => (
    <ReadinessPage staff={leader} ready={{ today: '2026-11-22' as IsoDate, branches: [], documents: [] }} />
  ),
}
