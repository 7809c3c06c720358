import { toPersianDigits } from '#kernel/text.ts'
import { MOST_FACTS, type Preview, type WritingDesk } from '#app/answers/write.ts'
import { DateField, ErrorSummary, Field, Form, Hint, RadioGroup, Wrong, errorOf } from '#web/components/form.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { AnswerText } from '#web/pages/questions.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { TextArea, type AtDesk } from './frame.tsx'

type WriteProps = {
  staff: AtDesk
  desk: WritingDesk
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
  /** What citizens would read, where it was asked for. */
  preview?: Preview | null
}

/** /staff/answers/ID/write: an answer is written, looked at as citizens would read it, and proposed. */
export function WriteAnswerPage({ staff, desk, values = {}, errors = [], preview = null }: WriteProps) {
  const { question, articles } = desk
  return (
    <StaffPage title="نوشتن پاسخ" staff={staff} errors={errors}>
      <h1>نوشتن پاسخ</h1>
      <p>
        پرسش: <b>{question.canonical}</b>
      </p>
      <ErrorSummary errors={errors} />
      {preview === null ? null : (
        <section class="card">
          <p class="soft">مردم چنین می‌خوانند:</p>
          <AnswerText answer={preview} />
        </section>
      )}
      <form method="post" action={`/staff/answers/${question.questionId}/write`} novalidate>
        <input type="hidden" name="_csrf" value={staff.token} />
        {question.facts.map(({ name, label, options }) => (
          <RadioGroup
            key={name}
            name={`case-${name}`}
            label={label}
            options={options}
            values={values}
            errors={errors}
          />
        ))}
        <TextArea
          id="body"
          label="متن پاسخ"
          hint="هر خط یک بند است. خطی که با «- » آغاز شود یک مورد از فهرست می‌شود. به زبان ساده بنویسید؛ آنچه نمی‌دانیم بگویید نمی‌دانیم."
          rows={9}
          longest={4000}
          value={values['body']}
          error={errorOf('body', errors)}
        />
        <Cites articles={articles} values={values} error={errorOf('cites', errors)} />
        <div class="pair">
          <DateField name="from" label="از چه روزی" hint="مانند ۱۴۰۵/۰۹/۰۲" values={values} errors={errors} />
          <DateField
            name="until"
            label="تا پیش از چه روزی (اگر پایانش روشن است)"
            hint="خالی بگذارید اگر پایان ندارد."
            required={false}
            values={values}
            errors={errors}
          />
        </div>
        <div class="actions">
          <button type="submit" class="button second" name="do" value="preview">
            پیش‌نمایش
          </button>
          <button type="submit" class="button" name="do" value="propose">
            پیشنهاد برای تأیید
          </button>
        </div>
      </form>
    </StaffPage>
  )
}

function Cites(props: {
  articles: WritingDesk['articles']
  values: Readonly<Record<string, string>>
  error: string | undefined
}) {
  const { articles, values, error } = props
  const documents = [...Map.groupBy(articles, ({ documentId }) => documentId)]
  return (
    <fieldset class={error === undefined ? undefined : 'bad'} id="cites" tabindex={-1}>
      <legend>مواد مستند</legend>
      <Hint name="cites" text="فقط آنچه پاسخ بر آن تکیه دارد. پاسخ با عوض شدن هر یک پایان می‌یابد." />
      <Wrong name="cites" text={error} />
      {documents.map(([document, of]) => (
        <details key={document} open={of.some(({ articleId }) => `cite-${articleId}` in values)}>
          <summary>{of[0]!.document}</summary>
          {of.map(({ articleId, cite, summary }) => (
            <label class="tick" key={articleId}>
              <input type="checkbox" name={`cite-${articleId}`} value="yes" checked={`cite-${articleId}` in values} />
              <span>
                {toPersianDigits(cite)}
                {summary === null ? ' (امروز متنی ندارد)' : ''}
              </span>
            </label>
          ))}
        </details>
      ))}
    </fieldset>
  )
}

/** /staff/answers/new: a question that is not there yet. */
export function WriteQuestionPage(props: {
  staff: AtDesk
  topics: readonly string[]
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
}) {
  const { staff, topics, values = {}, errors = [] } = props
  const facts = Array.from({ length: MOST_FACTS }, (_, at) => at + 1)
  const asked = facts.some((n) => (values[`fact-${n}`] ?? values[`options-${n}`] ?? '') !== '')
  return (
    <StaffPage title="پرسش تازه" staff={staff} errors={errors}>
      <h1>پرسش تازه</h1>
      <p>پیش از نوشتن، آن را در پرسش‌ها بجویید؛ شاید با واژه‌های دیگری هست. پس از این، پاسخش را می‌نویسید.</p>
      <Form token={staff.token} errors={errors} submit="ثبت پرسش">
        <Field
          name="canonical"
          label="پرسش، همان‌طور که مردم می‌خوانند"
          maxlength={200}
          values={values}
          errors={errors}
        />
        <Field
          name="topic"
          label="موضوع"
          hint={`مانند: ${topics.slice(0, 6).join('، ')}`}
          maxlength={40}
          values={values}
          errors={errors}
        />
        <details open={asked}>
          <summary>پاسخ به وضع پرسنده بستگی دارد</summary>
          <p>برای هر چیزی که باید دانست، دو تا هشت گزینه بنویسید. برای هر حالت پاسخ جدا نوشته می‌شود.</p>
          {facts.map((n) => (
            <div class="pair" key={n}>
              <Field
                name={`fact-${n}`}
                label={toPersianDigits(`${n}. چه چیز را باید دانست`)}
                required={false}
                values={values}
                errors={errors}
              />
              <TextArea
                id={`options-${n}`}
                label={toPersianDigits(`گزینه‌های ${n}، هر کدام در یک خط`)}
                value={values[`options-${n}`]}
                error={errorOf(`options-${n}`, errors)}
              />
            </div>
          ))}
        </details>
      </Form>
    </StaffPage>
  )
}
