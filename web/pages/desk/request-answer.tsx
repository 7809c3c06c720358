import type { Composing } from '#app/requests/compose.ts'
import type { Question } from '#store/answers.ts'
import type { RequestRow } from '#store/requests.ts'
import { Form, RadioGroup } from '#web/components/form.tsx'
import { EmptyState, LinkButton, Notice } from '#web/components/parts.tsx'
import { AnswerText } from '#web/pages/questions.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, type AtDesk } from './frame.tsx'
import { Once } from './talk.tsx'
import { lessonHref } from './training.tsx'

type ChooseProps = { staff: AtDesk; row: RequestRow; query: string; questions: readonly Question[] }

/** /staff/requests/:code/answer: which of the organisation's questions this is. */
export function ChooseAnswer({ staff, row, query, questions }: ChooseProps) {
  const href = `/staff/requests/${row.trackingCode}/answer`
  return (
    <StaffPage title="پاسخ از پاسخ‌های تأییدشده" staff={staff}>
      <Back row={row} />
      <h1>پاسخ از پاسخ‌های تأییدشده</h1>
      <p class="soft">{row.title}</p>
      <form class="filter" method="get" action={href} role="search" aria-label="جست‌وجوی پرسش‌ها">
        <div class="field">
          <label for="q">پرسش سازمان</label>
          <input id="q" name="q" type="search" value={query} maxlength={200} accesskey="s" />
        </div>
        <button type="submit" class="button second">
          جست‌وجو
        </button>
      </form>
      {questions.length === 0 ? (
        <EmptyState>
          <p>پرسشی مانند این پیدا نشد. با واژه‌های دیگری بجویید، یا برگردید و پاسخ را با متن خود بنویسید.</p>
        </EmptyState>
      ) : (
        <ul class="listing">
          {questions.map(({ questionId, canonical, topic }) => (
            <li key={questionId}>
              <a href={`${href}?question=${questionId}`}>{canonical}</a>
              <p>{topic}</p>
            </li>
          ))}
        </ul>
      )}
      <Keys keys={[['S', 'جست‌وجوی پرسش']]} />
    </StaffPage>
  )
}

const Back = ({ row }: { row: RequestRow }) => (
  <p>
    <a class="back" href={`/staff/requests/${row.trackingCode}`}>
      بازگشت به درخواست
    </a>
  </p>
)

type PreviewProps = {
  staff: AtDesk
  composing: Composing
  chosen: Readonly<Record<string, string>>
  /** Why it was not sent. */
  problem?: string | null
}

/** /staff/requests/:code/answer?question=…: the facts that are asked, and the text as it would go out. */
export function PreviewAnswer({ staff, composing, chosen, problem = null }: PreviewProps) {
  const { row, given, toLearn, needsSecond } = composing
  const { question, answer, caseKey } = given
  const href = `/staff/requests/${row.trackingCode}/answer`
  return (
    <StaffPage title="پیش‌نمایش پاسخ" staff={staff}>
      <Back row={row} />
      <h1>{question.canonical}</h1>
      <p class="soft">برای درخواست «{row.title}»</p>
      {problem === null ? null : (
        <Notice kind="error">
          <p>{problem}</p>
        </Notice>
      )}
      {question.facts.length === 0 ? null : (
        <form method="get" action={href}>
          <input type="hidden" name="question" value={question.questionId} />
          <p>پاسخ به این‌ها بستگی دارد. آنچه نمی‌دانید حدس نزنید؛ از شهروند بپرسید.</p>
          {question.facts.map(({ name, label, options }) => (
            <RadioGroup key={name} name={name} label={label} options={options} values={chosen} errors={[]} />
          ))}
          <div class="actions">
            <button type="submit" class="button second">
              نشان دادن پاسخ
            </button>
          </div>
        </form>
      )}
      {answer === null ? (
        caseKey === null ? null : (
          <Notice kind="warning" title="امروز پاسخ تأییدشده‌ای برای این حالت نیست">
            <p>
              شاید قانون تازه عوض شده و پاسخ نو هنوز تأیید نشده است. برگردید و پاسخ را با متن خود و با دلیل بنویسید؛
              همکار دیگری آن را تأیید می‌کند.
            </p>
          </Notice>
        )
      ) : (
        <>
          <AnswerText answer={answer} />
          {toLearn.length > 0 ? (
            <Notice kind="warning" title="پیش از فرستادن این پاسخ باید بیاموزید">
              <p>این پاسخ به متنی استناد می‌کند که آزمون سه‌پرسشی آن را نگذرانده‌اید:</p>
              <ul>
                {toLearn.map(({ documentId, title }) => (
                  <li key={documentId}>
                    <a href={lessonHref({ documentId, from: null }, row.trackingCode)}>{title}</a>
                  </li>
                ))}
              </ul>
              <p>تا آن وقت درخواست را به همکاری بسپارید که آن را گذرانده است.</p>
            </Notice>
          ) : (
            <Form
              action={`/staff/requests/${row.trackingCode}/draft`}
              token={staff.token}
              errors={[]}
              submit={needsSecond ? 'فرستادن برای تأیید همکار' : 'ارسال این پاسخ'}
              aside={
                <LinkButton href={href} second>
                  پرسش دیگر
                </LinkButton>
              }
            >
              <Once sent={{}} />
              <input type="hidden" name="how" value="canonical" />
              <input type="hidden" name="questionId" value={question.questionId} />
              {question.facts.map(({ name }) => (
                <input key={name} type="hidden" name={`fact-${name}`} value={chosen[name]} />
              ))}
              <p class="hint">
                {needsSecond
                  ? 'پاسخ شکایت و گزارش را نفر دومی هم می‌بیند.'
                  : 'پاسخ پانزده ثانیه پس از ارسال می‌رود و تا آن وقت می‌توانید آن را لغو کنید.'}
              </p>
            </Form>
          )}
        </>
      )}
    </StaffPage>
  )
}
