import type { Found, Given } from '#app/answers/give.ts'
import type { Block } from '#app/answers/render.ts'
import type { Question } from '#store/answers.ts'
import { formatJalali } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { CERTAINTY } from '#web/components/certainty.ts'
import { ActionButton, RadioGroup } from '#web/components/form.tsx'
import { FindForm, Page } from '#web/components/page.tsx'
import { EmptyState, LinkButton, Notice } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

const TITLE = 'پرسش و پاسخ'

/** /questions: what was found for a query, all questions by topic without one. */
export function Questions(props: { shell: Shell; query: string; found: readonly Found[]; all: readonly Question[] }) {
  const { shell, query, found, all } = props
  return (
    <Page shell={shell} title={query === '' ? TITLE : `پرسش «${query}»`} back="/" narrow>
      <h1>{TITLE}</h1>
      <p class="lead">پرسش خود را همان‌طور که می‌گویید بنویسید. پاسخ هر پرسش در همهٔ شعبه‌ها همین است که این‌جا می‌خوانید.</p>
      <QuestionSearch query={query} />
      {query === '' ? null : <Results query={query} found={found} />}
      {query !== '' && found.length > 0 ? null : <Topics all={all} />}
    </Page>
  )
}

/** A script shows the likest questions under it as one types. */
function QuestionSearch({ query }: { query: string }) {
  return (
    <question-suggest>
      <FindForm
        id="question"
        query={query}
        action="/questions"
        name="جست‌وجوی پرسش‌ها"
        label="پرسش شما"
        placeholder="مثلاً: پول روزهای بیماری را کی می‌دهند؟"
        longest={200}
      />
    </question-suggest>
  )
}

function Results({ query, found }: { query: string; found: readonly Found[] }) {
  if (found.length === 0)
    return (
      <EmptyState>
        <p>
          پرسشی مانند «<bdi>{query}</bdi>» پیدا نشد.
        </p>
        <p>
          آن را با واژه‌های دیگری بنویسید، <a href="/requests/new">از ما بپرسید</a> یا با <a href="tel:1420">۱۴۲۰</a>{' '}
          تماس بگیرید.
        </p>
      </EmptyState>
    )
  return (
    <>
      <p role="status">{toPersianDigits(`${found.length} پرسش مانند پرسش شما:`)}</p>
      <ul class="listing">
        {found.map(({ question, beginning, since }) => (
          <li key={question.questionId}>
            <a href={`/questions/${question.questionId}`}>{question.canonical}</a>
            {beginning === null ? null : <p>{beginning}</p>}
            <p>
              {since === null
                ? 'پاسخ به وضعیت شما بستگی دارد؛ آن را باز کنید.'
                : `این پاسخ از ${formatJalali(since, 'long')} معتبر است.`}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a class="stand" href="/questions">
          همهٔ پرسش‌ها
        </a>
      </p>
    </>
  )
}

function Topics({ all }: { all: readonly Question[] }) {
  const topics = [...Map.groupBy(all, ({ topic }) => topic)]
  if (topics.length === 0)
    return (
      <EmptyState>
        <p>
          هنوز پاسخی در سامانه ثبت نشده است. با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
        </p>
      </EmptyState>
    )
  return (
    <>
      {topics.map(([topic, questions]) => (
        <section key={topic}>
          <h2>{topic}</h2>
          <QuestionList questions={questions} />
        </section>
      ))}
    </>
  )
}

function QuestionList({ questions }: { questions: readonly Question[] }) {
  return (
    <ul class="listing">
      {questions.map(({ questionId, canonical }) => (
        <li key={questionId}>
          <a href={`/questions/${questionId}`}>{canonical}</a>
        </li>
      ))}
    </ul>
  )
}

export type Said = 'solved' | 'not-mine'

/** /questions/ID: the dated answer with what it rests on; before it, what it depends on. */
export function QuestionPage(props: {
  shell: Shell
  token: string
  given: Given
  chosen: Readonly<Record<string, string>>
  /** What the reader has just said of the answer. */
  said: Said | null
}) {
  const { shell, token, given, chosen, said } = props
  const { question, answer, similar, caseKey } = given
  return (
    <Page shell={shell} title={question.canonical} back="/questions" narrow>
      <h1>{question.canonical}</h1>
      {said === null ? null : <Thanks said={said} questionId={question.questionId} />}
      {question.facts.length === 0 ? null : <CaseForm question={question} chosen={chosen} />}
      {answer === null ? caseKey === null ? null : <NoAnswer /> : <AnswerText answer={answer} />}
      {answer === null || said !== null ? null : (
        <section>
          <h2>این پاسخ به کارتان آمد؟</h2>
          <div class="actions">
            <ActionButton
              action={`/questions/${question.questionId}`}
              token={token}
              values={{ ...chosen, use: 'solved' }}
              text="این پاسخ مشکل من را حل کرد"
            />
            <ActionButton
              action={`/questions/${question.questionId}`}
              token={token}
              values={{ ...chosen, use: 'not-mine' }}
              text="مورد من نیست"
              kind="button second"
            />
          </div>
        </section>
      )}
      {similar.length === 0 ? null : (
        <section>
          <h2>پرسش‌های نزدیک به این</h2>
          <QuestionList questions={similar} />
        </section>
      )}
    </Page>
  )
}

function Thanks({ said, questionId }: { said: Said; questionId: number }) {
  if (said === 'solved')
    return (
      <Notice kind="success" title="خوشحالیم که به کارتان آمد">
        <p>فقط شمردیم که این پاسخ یک بار به کار آمد؛ چیزی از شما ثبت نشد.</p>
      </Notice>
    )
  return (
    <Notice title="پس موردتان را بپرسید">
      <p>شاید یکی از پرسش‌های نزدیک، پایین همین صفحه، مورد شما باشد. وگرنه بگویید کدام بخش پاسخ با وضع شما نمی‌خواند.</p>
      <p>
        <LinkButton href={`/requests/new?question=${questionId}`}>فرستادن پرسش من</LinkButton>
      </p>
    </Notice>
  )
}

function CaseForm({ question, chosen }: { question: Question; chosen: Readonly<Record<string, string>> }) {
  return (
    <form method="get" action={`/questions/${question.questionId}`}>
      <p>پاسخ به این بستگی دارد:</p>
      {question.facts.map(({ name, label, options }) => (
        <RadioGroup key={name} name={name} label={label} options={options} values={chosen} errors={[]} />
      ))}
      <div class="actions">
        <button type="submit" class="button">
          نشان دادن پاسخ
        </button>
      </div>
    </form>
  )
}

function NoAnswer() {
  return (
    <Notice kind="warning" title="برای این پرسش امروز پاسخ تأییدشده‌ای نداریم">
      <p>
        شاید قانون تازه عوض شده و پاسخ نو هنوز تأیید نشده است. حدس نمی‌زنیم: با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید
        یا به <a href="/branches">شعبهٔ خود</a> بروید.
      </p>
    </Notice>
  )
}

export function AnswerText({ answer }: { answer: NonNullable<Given['answer']> }) {
  return (
    <section>
      <h2>پاسخ</h2>
      {answer.facts.length === 0 ? null : <p class="soft">{answer.facts.join('؛ ')}</p>}
      {answer.blocks.map((block, at) => (
        <BlockText key={at} block={block} />
      ))}
      <p class="soft">{answer.grounds}</p>
      <p class="soft">{answer.validity}</p>
      {answer.caution === null ? null : <p>{answer.caution}</p>}
      <details>
        <summary>این مواد چه می‌گویند</summary>
        <ul>
          {answer.citations.map(({ articleId, cite, summary, certainty }) => (
            <li key={articleId}>
              <b>{cite}</b>: {summary} <span class="soft">({CERTAINTY[certainty].slice(0, -1)})</span>
            </li>
          ))}
        </ul>
        <p class="soft">این‌ها خلاصهٔ ماست، نه متن قانون.</p>
      </details>
    </section>
  )
}

function BlockText({ block }: { block: Block }) {
  if ('text' in block) return <p>{block.text}</p>
  return (
    <ul>
      {block.points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  )
}
