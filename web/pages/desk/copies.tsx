import { formatInstant } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { DraftCopy } from '#app/copies/compose.ts'
import type { PublicCase } from '#store/public-cases.ts'
import { ActionButton, Checkbox, ErrorSummary, Field, Form, errorOf } from '#web/components/form.tsx'
import { EmptyState, Notice, Tag } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { Paragraphs, shortened } from '#web/pages/published.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, TextArea, type AtDesk } from './frame.tsx'

const KINDS = { question: 'پرسش', information: 'درخواست اطلاعات' } as const

/** /staff/copies: copies of answered requests that wait for a second person, and what became of others. */
export function CopiesPage(props: {
  staff: AtDesk
  copies: { readonly waiting: readonly PublicCase[]; readonly decided: readonly PublicCase[] }
}) {
  const { waiting, decided } = props.copies
  return (
    <StaffPage title="نسخه‌های عمومی" staff={props.staff}>
      <h1>نسخه‌های عمومی</h1>
      <p>
        از درخواست پاسخ‌داده‌شده نسخه‌ای بی نام و نشانی ساخته می‌شود و پس از خواندن نفر دوم در{' '}
        <a href="/answers-published">پاسخ‌های منتشرشده</a> دیده می‌شود.
      </p>
      <form method="get" action="/staff/copies/new" class="filter">
        <Field
          name="code"
          label="کد رهگیری درخواست پاسخ‌داده‌شده"
          inputmode="numeric"
          ltr
          maxlength={20}
          values={{}}
          errors={[]}
        />
        <div class="actions">
          <button type="submit" class="button">
            ساختن نسخه
          </button>
        </div>
      </form>
      <h2>در انتظار نفر دوم</h2>
      <List copies={waiting} empty="نسخه‌ای در انتظار نیست." />
      <h2>تصمیم‌های تازه</h2>
      <List copies={decided} empty="هنوز نسخه‌ای منتشر یا رد نشده است." />
      <Keys
        keys={[
          ['J', 'نسخهٔ بعدی فهرست'],
          ['K', 'نسخهٔ پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

function List({ copies, empty }: { copies: readonly PublicCase[]; empty: string }) {
  if (copies.length === 0) return <EmptyState>{empty}</EmptyState>
  return (
    <ul class="cases">
      {copies.map((copy) => (
        <li key={copy.caseId}>
          <a href={`/staff/copies/${copy.caseId}`}>{shortened(copy.question, 90)}</a>
          <span>{KINDS[copy.kind]}</span>
          <span>
            <StateOf copy={copy} />
          </span>
          <span>{copy.proposedByName}</span>
        </li>
      ))}
    </ul>
  )
}

function StateOf({ copy: { published, withdrawnAt } }: { copy: PublicCase }) {
  if (published === null) return <Tag kind="warning">در انتظار</Tag>
  if (!published) return <Tag>رد شد</Tag>
  return withdrawnAt === null ? <Tag kind="success">منتشر شد</Tag> : <Tag>برداشته شد</Tag>
}

type CopyProps = {
  staff: AtDesk
  copy: PublicCase
  own: boolean
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
}

/** /staff/copies/ID: the copy as everybody would read it, and the decision of the second person. */
export function CopyPage({ staff, copy, own, values = {}, errors = [] }: CopyProps) {
  const { caseId, kind, question, answer, proposedByName, proposedAt, checkedByName, refusal, published, withdrawnAt } =
    copy
  const action = `/staff/copies/${caseId}`
  return (
    <StaffPage title="نسخهٔ عمومی" staff={staff} errors={errors}>
      <h1>
        نسخهٔ عمومی <StateOf copy={copy} />
      </h1>
      <ErrorSummary errors={errors} />
      <p class="soft">
        {KINDS[kind]}؛ پیشنهاد {proposedByName}، {formatInstant(proposedAt.getTime(), 'long')}
        {checkedByName === null ? '' : `؛ تصمیم: ${checkedByName}`}
      </p>
      {refusal === null ? null : (
        <Notice kind="warning" title="چرا منتشر نشد">
          <p>{refusal}</p>
        </Notice>
      )}
      <h2>متن پرسش</h2>
      <Paragraphs text={question} />
      <h2>متن پاسخ</h2>
      <Paragraphs text={answer} />
      {published === null && own ? <p>این نسخه را شما ساخته‌اید؛ همکار دیگری باید آن را بخواند.</p> : null}
      {published === null && !own ? (
        <section>
          <h2>تصمیم شما</h2>
          <Form token={staff.token} action={action} errors={[]} submit="منتشر می‌کنم">
            <input type="hidden" name="decision" value="publish" />
            <Checkbox
              name="read"
              label="هر دو متن را خواندم؛ کسی از روی آن شناخته نمی‌شود."
              values={values}
              errors={errors}
            />
          </Form>
          <details open={errorOf('refusal', errors) !== undefined}>
            <summary>منتشر نکردن با دلیل</summary>
            <Form token={staff.token} action={action} errors={[]} submit="منتشر نمی‌کنم">
              <input type="hidden" name="decision" value="refuse" />
              <TextArea
                id="refusal"
                label="چه چیز نباید منتشر شود"
                value={values['refusal']}
                error={errorOf('refusal', errors)}
              />
            </Form>
          </details>
        </section>
      ) : null}
      {published === true && withdrawnAt === null ? (
        <ActionButton
          action={`${action}/take-down`}
          token={staff.token}
          text="برداشتن از دید همه"
          kind="button danger"
        />
      ) : null}
    </StaffPage>
  )
}

/** /staff/copies/new: what was asked and answered, to be made into a copy that leads to nobody. */
export function NewCopyPage(props: {
  staff: AtDesk
  draft: DraftCopy
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
}) {
  const { staff, draft, values = {}, errors = [] } = props
  return (
    <StaffPage title="ساختن نسخهٔ عمومی" staff={staff} errors={errors}>
      <h1>ساختن نسخهٔ عمومی</h1>
      <p>
        از درخواست <bdi dir="ltr">{toPersianDigits(draft.code)}</bdi>. هر چه کسی را بشناساند بردارید: نام، شماره، نشانی،
        شغل کمیاب در شهر کوچک. آنچه این‌جا ثبت می‌شود دیگر به درخواست پیوندی ندارد.
      </p>
      {draft.canonical ? (
        <p>پاسخ این درخواست پاسخ تأییدشدهٔ سازمان بود؛ همان پرسش و پاسخ بی نام پیشنهاد شده است.</p>
      ) : null}
      <Form token={staff.token} action="/staff/copies/new" errors={errors} submit="پیشنهاد برای انتشار">
        <input type="hidden" name="code" value={draft.code} />
        <TextArea
          id="question"
          label="متن پرسش"
          rows={6}
          value={values['question'] ?? draft.question}
          error={errorOf('question', errors)}
        />
        <TextArea
          id="answer"
          label="متن پاسخ"
          rows={12}
          longest={8000}
          value={values['answer'] ?? draft.answer}
          error={errorOf('answer', errors)}
        />
      </Form>
    </StaffPage>
  )
}
