import { formatInstant, formatJalali } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { AnswerAtDesk, AnswersAtDesk, QuestionAtDesk, proposalsAtDesk } from '#app/answers/desk.ts'
import type { Version } from '#store/answer-desk.ts'
import { ActionButton, ErrorSummary, Form, errorOf } from '#web/components/form.tsx'
import { FindForm } from '#web/components/page.tsx'
import { EmptyState, LinkButton, Notice, Tag } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { AnswerText } from '#web/pages/questions.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, TextArea, type AtDesk } from './frame.tsx'

/** /staff/answers: what the organisation answers, what waits, what ends. */
export function AnswersPage({ staff, desk, words }: { staff: AtDesk; desk: AnswersAtDesk; words: string }) {
  const { questions, tasks } = desk
  return (
    <StaffPage title="پاسخ‌ها" staff={staff}>
      <h1>پاسخ‌های سازمان</h1>
      <p>پاسخ هر پرسش در همهٔ شعبه‌ها همین است. آنچه این‌جا نیست، تا نوشته و تأیید نشود پاسخ سازمان نیست.</p>
      <EditorLinks desk={desk} />
      {tasks.length === 0 ? null : <Tasks desk={desk} />}
      <h2>پرسش‌ها</h2>
      <FindForm
        id="find-question"
        query={words}
        action="/staff/answers"
        name="جست‌وجوی پرسش‌ها"
        label="پرسش"
        placeholder="پرسش را به زبان مردم بنویسید"
        longest={200}
      />
      {questions.length === 0 ? (
        <EmptyState>پرسشی مانند این نیست.</EmptyState>
      ) : (
        <ul class="cases">
          {questions.map((one) => (
            <li key={one.questionId}>
              <a href={`/staff/answers/${one.questionId}`}>{one.canonical}</a>
              <span>{one.topic}</span>
              <span>
                {one.answered === one.cases ? (
                  <Tag kind="success">پاسخ دارد</Tag>
                ) : (
                  <Tag kind="warning">
                    {one.answered === 0 ? 'بی‌پاسخ' : `${formatNumber(one.answered)} از ${formatNumber(one.cases)} حالت`}
                  </Tag>
                )}
              </span>
              <span>
                {one.proposed === 0 ? '' : 'در انتظار تأیید'}
                {one.endsOn === null ? '' : ` پایان: ${formatJalali(one.endsOn, 'long')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Keys
        keys={[
          ['J', 'پرسش بعدی فهرست'],
          ['K', 'پرسش پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

function EditorLinks({ desk: { mayEdit, proposals, wordings } }: { desk: AnswersAtDesk }) {
  return (
    <ul class="counts">
      <li>
        <a href="/staff/answers/proposals">
          <span>در انتظار تأیید</span> <b>{formatNumber(proposals)}</b>
        </a>
      </li>
      {mayEdit ? (
        <li>
          <a href="/staff/answers/wordings">
            <span>عبارت‌های تازهٔ مردم</span> <b>{formatNumber(wordings)}</b>
          </a>
        </li>
      ) : null}
      <li>
        <a href="/staff/answers/articles">
          <span>قانون‌ها و بخشنامه‌ها</span> <b>مواد</b>
        </a>
      </li>
      {mayEdit ? (
        <li>
          <a href="/staff/answers/new">
            <span>پرسشی که نیست</span> <b>پرسش تازه</b>
          </a>
        </li>
      ) : null}
    </ul>
  )
}

function Tasks({ desk: { tasks, mayEdit } }: { desk: AnswersAtDesk }) {
  return (
    <>
      <h2>پاسخ‌هایی که پایان می‌یابد</h2>
      <p>متنی که این پاسخ‌ها بر آن تکیه دارد عوض می‌شود. تا آن روز پاسخ تازه باید نوشته و تأیید شده باشد.</p>
      <ul class="cases">
        {tasks.map((task) => (
          <li key={`${task.answerId} ${task.cite}`} class={task.mine ? 'late' : undefined}>
            <a
              href={
                mayEdit
                  ? `/staff/answers/${task.questionId}/write?case=${task.caseKey}`
                  : `/staff/answers/${task.questionId}`
              }
            >
              {task.canonical}
            </a>
            <span>{task.words.join('؛ ')}</span>
            <span>تا {formatJalali(task.dueOn, 'long')}</span>
            <span>{task.mine ? 'با شما' : task.ownerName}</span>
            <span>{toPersianDigits(task.cite)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** /staff/answers/ID: a question with its cases, and every answer there ever was. */
export function QuestionDeskPage({ staff, desk }: { staff: AtDesk; desk: QuestionAtDesk }) {
  const { question, cases, wordings, mayEdit, today } = desk
  return (
    <StaffPage title={question.canonical} staff={staff}>
      <h1>{question.canonical}</h1>
      <p class="soft">
        {question.topic}؛ <a href={`/questions/${question.questionId}`}>آنچه مردم می‌بینند</a>
      </p>
      {cases.map(({ caseKey, words, versions }) => (
        <section key={caseKey}>
          <h2>{words.length === 0 ? 'پاسخ' : words.join('؛ ')}</h2>
          <Versions versions={versions} today={today} />
          {mayEdit ? (
            <p>
              <LinkButton href={`/staff/answers/${question.questionId}/write?case=${caseKey}`} second>
                نوشتن پاسخ تازه
                {words.length === 0 ? null : <span class="sr"> برای {words.join('؛ ')}</span>}
              </LinkButton>
            </p>
          ) : null}
        </section>
      ))}
      <details>
        <summary>مردم این پرسش را چگونه می‌پرسند</summary>
        {wordings.length === 0 ? (
          <p>هنوز عبارتی آموخته نشده است.</p>
        ) : (
          <ul>
            {wordings.map((one) => (
              <li key={one}>{toPersianDigits(one)}</li>
            ))}
          </ul>
        )}
      </details>
      <Keys keys={[]} />
    </StaffPage>
  )
}

const validity = ({ from, until }: Version): string =>
  `از ${formatJalali(from, 'long')}${until === null ? '' : ` تا پیش از ${formatJalali(until, 'long')}`}`

function StateOf({ version: { status, from, until }, today }: { version: Version; today: string }) {
  if (status === 'proposed') return <Tag kind="warning">در انتظار تأیید</Tag>
  if (status === 'refused') return <Tag>رد شد</Tag>
  if (status === 'withdrawn') return <Tag>برداشته شد</Tag>
  if (from > today) return <Tag>از روزی دیرتر</Tag>
  return until !== null && until <= today ? <Tag>پایان یافت</Tag> : <Tag kind="success">معتبر</Tag>
}

function Versions({ versions, today }: { versions: readonly Version[]; today: string }) {
  if (versions.length === 0) return <EmptyState>هنوز پاسخی نوشته نشده است.</EmptyState>
  return (
    <ul class="cases">
      {versions.map((version) => (
        <li key={version.answerId}>
          <a href={`/staff/answers/versions/${version.answerId}`}>{validity(version)}</a>
          <span>نوشتهٔ {version.authorName}</span>
          <span>
            <StateOf version={version} today={today} />
          </span>
          <span>
            {version.deciderName === null ? '' : `${version.refusal === null ? 'تأیید' : 'رد'}: ${version.deciderName}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** /staff/answers/proposals: what waits for a second person. */
export function ProposalsPage({
  staff,
  proposals,
}: {
  staff: AtDesk
  proposals: Awaited<ReturnType<typeof proposalsAtDesk>>
}) {
  return (
    <StaffPage title="در انتظار تأیید" staff={staff}>
      <h1>در انتظار تأیید</h1>
      <p>هر پاسخ را کسی جز نویسنده‌اش تأیید می‌کند. تا آن وقت کسی آن را نمی‌بیند.</p>
      {proposals.length === 0 ? (
        <EmptyState>پاسخی در انتظار تأیید نیست.</EmptyState>
      ) : (
        <ul class="cases">
          {proposals.map((one) => (
            <li key={one.answerId}>
              <a href={`/staff/answers/versions/${one.answerId}`}>{one.question.canonical}</a>
              <span>{one.words.join('؛ ')}</span>
              <span>{validity(one)}</span>
              <span>{one.own ? 'نوشتهٔ شما' : `نوشتهٔ ${one.authorName}`}</span>
            </li>
          ))}
        </ul>
      )}
      <Keys
        keys={[
          ['J', 'پاسخ بعدی فهرست'],
          ['K', 'پاسخ پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

type VersionProps = {
  staff: AtDesk
  desk: AnswerAtDesk
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
  /** What was just done with it. */
  done?: 'approved' | 'refused' | 'proposed' | 'taken-back' | null
}

const DONE = {
  approved: 'پاسخ تأیید شد و از نخستین روزش پاسخ سازمان است.',
  refused: 'پاسخ رد شد و نویسنده دلیل شما را می‌خواند.',
  proposed: 'پاسخ ثبت شد. همکار دیگری باید آن را ببیند و تأیید کند.',
  'taken-back': 'پیشنهاد خود را پس گرفتید.',
} as const

/** /staff/answers/versions/ID: one answer as citizens read it, who wrote it and who decided, and the decision. */
export function VersionPage({ staff, desk, values = {}, errors = [], done = null }: VersionProps) {
  const { question, version, rendered, before, mayEdit, own } = desk
  const { authorName, proposedAt, deciderName, decidedAt, refusal, status, citations, from, until } = version
  const waits = status === 'proposed'
  const heading = waits ? 'پاسخی در انتظار تأیید' : 'یک پاسخ'
  return (
    <StaffPage title={heading} staff={staff} errors={errors}>
      <h1>{heading}</h1>
      <ErrorSummary errors={errors} />
      {done === null ? null : (
        <Notice kind="success">
          <p>{DONE[done]}</p>
        </Notice>
      )}
      <p class="soft">
        <a href={`/staff/answers/${question.questionId}`}>{question.canonical}</a>؛ نوشتهٔ {authorName}،{' '}
        {formatInstant(proposedAt.getTime(), 'long')}
        {deciderName === null || decidedAt === null
          ? ''
          : `؛ ${refusal === null ? 'تأیید' : 'رد'}: ${deciderName}، ${formatInstant(decidedAt.getTime(), 'long')}`}
      </p>
      {refusal === null ? null : (
        <Notice kind="warning" title="چرا رد شد">
          <p>{refusal}</p>
        </Notice>
      )}
      <AnswerText answer={{ ...rendered, citations, from, until }} />
      {waits ? (
        <details>
          <summary>پاسخی که تا آن روز داده می‌شود</summary>
          {before === null ? <p>تا آن روز پاسخی داده نمی‌شود.</p> : <p class="said">{before.rendered.text}</p>}
        </details>
      ) : null}
      {status === 'approved' && mayEdit ? (
        <p>
          <a href={`/staff/answers/versions/${version.answerId}/correction`}>
            چه کسانی این پاسخ را گرفته‌اند؛ فرستادن اصلاح
          </a>
        </p>
      ) : null}
      {waits && own && mayEdit ? (
        <section>
          <h2>این را شما نوشته‌اید</h2>
          <p>همکار دیگری باید آن را ببیند.</p>
          <ActionButton
            action={`/staff/answers/versions/${version.answerId}/take-back`}
            token={staff.token}
            text="پس گرفتن پیشنهاد"
            kind="button second"
          />
        </section>
      ) : null}
      {waits && !own && mayEdit ? (
        <section>
          <h2>تصمیم شما</h2>
          <ActionButton
            action={`/staff/answers/versions/${version.answerId}`}
            token={staff.token}
            values={{ decision: 'approve' }}
            text="تأیید می‌کنم"
          />
          <details open={errors.length > 0}>
            <summary>رد کردن با دلیل</summary>
            <Form
              token={staff.token}
              action={`/staff/answers/versions/${version.answerId}`}
              errors={[]}
              submit="رد می‌کنم"
            >
              <input type="hidden" name="decision" value="refuse" />
              <TextArea
                id="refusal"
                label="چه چیز باید درست شود"
                hint="نویسنده این را می‌خواند و از نو می‌نویسد."
                value={values['refusal']}
                error={errorOf('refusal', errors)}
              />
            </Form>
          </details>
        </section>
      ) : null}
    </StaffPage>
  )
}
