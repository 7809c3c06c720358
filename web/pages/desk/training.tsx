import { formatInstant, formatJalali } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { Lesson, MyTraining, Tried } from '#app/training/learn.ts'
import type { Edition } from '#store/training.ts'
import { Checkbox, Form, RadioGroup } from '#web/components/form.tsx'
import { EmptyState, LinkButton, Notice, Tag } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, type AtDesk } from './frame.tsx'

/** Where the lesson about an edition is; it leads back to the request that it was learnt for, by its tracking code. */
export function lessonHref({ documentId, from }: Pick<Edition, 'documentId' | 'from'>, request: string | null = null) {
  const query = new URLSearchParams({ ...(from === null ? {} : { from }), ...(request === null ? {} : { request }) })
  return `/staff/training/${encodeURIComponent(documentId)}${query.size === 0 ? '' : `?${query}`}`
}

/** /staff/training: what one has to learn, what is still open on top. */
export function TrainingPage({ staff, training: { documents } }: { staff: AtDesk; training: MyTraining }) {
  const open = documents.filter(({ passedAt }) => passedAt === null)
  const passed = documents.filter(({ passedAt }) => passedAt !== null)
  return (
    <StaffPage title="آموزش من" staff={staff}>
      <h1>آموزش من</h1>
      <p>پاسخی را که به سندی استناد می‌کند کسی می‌فرستد که آن سند را خوانده و به سه پرسش کوتاهش درست پاسخ داده باشد.</p>
      <h2>در انتظار شما</h2>
      {open.length === 0 ? (
        <EmptyState>همه را گذرانده‌اید؛ تا متنی عوض نشود کاری نمانده است.</EmptyState>
      ) : (
        <ul class="cases">
          {open.map((one) => (
            <li key={lessonHref(one)}>
              <a href={lessonHref(one)}>{one.title}</a>
              <span>{kindOf(one)}</span>
              <span>
                {one.from === null ? (
                  <Tag kind="warning">اکنون لازم است</Tag>
                ) : (
                  `لازم از ${formatJalali(one.from, 'long')}`
                )}
              </span>
              <span>{one.hasCheck ? triesText(one.tries) : 'پرسش آن هنوز نوشته نشده است'}</span>
            </li>
          ))}
        </ul>
      )}
      <h2>گذرانده</h2>
      {passed.length === 0 ? (
        <EmptyState>هنوز سندی را نگذرانده‌اید.</EmptyState>
      ) : (
        <ul class="cases">
          {passed.map((one) => (
            <li key={lessonHref(one)}>
              <a href={lessonHref(one)}>{one.title}</a>
              <span>{kindOf(one)}</span>
              <span>
                <Tag kind="success">گذرانده</Tag>
              </span>
              <span>{one.passedAt === null ? '' : formatInstant(one.passedAt.getTime(), 'long')}</span>
            </li>
          ))}
        </ul>
      )}
      <Keys
        keys={[
          ['J', 'سند بعدی فهرست'],
          ['K', 'سند پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

const KINDS = { law: 'قانون', regulation: 'آیین‌نامه', circular: 'بخشنامه یا راهنما' } as const
const kindOf = ({ kind, number }: Edition): string =>
  number === null ? KINDS[kind] : `${KINDS[kind]} ${toPersianDigits(number)}`
const triesText = (tries: number): string => (tries === 0 ? '' : toPersianDigits(`${tries} بار کوشیده‌اید`))

/** How sure the organisation is of a text, for those who answer by it. */
const CERTAINTY = {
  A: 'متن خوانده شده',
  B: 'اعلام رسمی یا چند منبع همسان',
  C: 'یک منبع، یا رویه',
  U: 'بی منبع',
} as const

type LessonProps = {
  staff: AtDesk
  lesson: Lesson
  /** The tracking code of the request it is learnt for. */
  request?: string | null
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
  /** What came of the try just sent, where it was not passed. */
  tried?: Extract<Tried, { passed: false }> | null
}

/** /staff/training/DOC: what the articles of a document say, and three questions about them. */
export function LessonPage({ staff, lesson, request = null, values = {}, errors = [], tried = null }: LessonProps) {
  const { document, texts, passedAt } = lesson
  return (
    <StaffPage title={`آموزش: ${document.title}`} staff={staff} errors={errors}>
      <h1>{document.title}</h1>
      <p class="soft">
        {kindOf(document)}، {document.issuer}
        {document.from === null ? '' : `؛ متنی که از ${formatJalali(document.from, 'long')} معتبر است`}
      </p>
      {passedAt === null ? null : (
        <Notice kind="success" title="گذرانده‌اید">
          <p>
            تا متنی از این سند عوض نشود، می‌توانید پاسخ‌هایی را که به آن استناد می‌کنند بفرستید.{' '}
            <a href="/staff/training">بازگشت به آموزش من</a>
          </p>
          {request === null ? null : <LinkButton href={`/staff/requests/${request}`}>بازگشت به درخواست</LinkButton>}
        </Notice>
      )}
      {tried === null ? null : <Wrongs tried={tried} />}
      <h2>مواد</h2>
      <ul class="listing">
        {texts.map(({ articleId, cite, summary, certainty, from }) => (
          <li key={articleId}>
            <b>{toPersianDigits(cite)}</b>
            <p>{toPersianDigits(summary)}</p>
            <p class="soft">
              {CERTAINTY[certainty]}
              {from === null ? '' : `؛ معتبر از ${formatJalali(from, 'long')}`}
            </p>
          </li>
        ))}
      </ul>
      {passedAt === null ? <Check {...{ staff, lesson, request, values, errors }} /> : null}
    </StaffPage>
  )
}

const persian = (options: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).map(([name, text]) => [name, toPersianDigits(text)]))

function Wrongs({ tried: { wrong } }: { tried: Extract<Tried, { passed: false }> }) {
  return (
    <div role="alert" tabindex={-1} data-focus>
      <Notice
        kind="warning"
        title={
          wrong.length === 3
            ? 'هیچ‌کدام از سه پرسش درست نبود'
            : toPersianDigits(`از سه پرسش، ${3 - wrong.length} درست بود`)
        }
      >
        <ul>
          {wrong.map(({ question, because }) => (
            <li key={question}>
              {toPersianDigits(question)}
              <br />
              <b>{toPersianDigits(because)}</b>
            </li>
          ))}
        </ul>
        <p>مواد را یک بار دیگر بخوانید و دوباره پاسخ بدهید؛ ترتیب پرسش‌ها عوض شده است.</p>
      </Notice>
    </div>
  )
}

function Check({ staff, lesson, request, values, errors }: Required<Omit<LessonProps, 'tried'>>) {
  const { asked, attempt, document } = lesson
  if (asked.length === 0)
    return (
      <EmptyState>
        <p>برای این سند هنوز پرسشی نوشته نشده است. ویراستار پاسخ‌ها باید آن را بنویسد.</p>
        <LinkButton href="/staff/training" second>
          بازگشت به آموزش من
        </LinkButton>
      </EmptyState>
    )
  return (
    <section>
      <h2>سه پرسش</h2>
      <Form token={staff.token} action={lessonHref(document, request)} errors={errors} submit="پاسخ دادم">
        <input type="hidden" name="try" value={attempt} />
        <Checkbox name="read" label="مواد بالا را خواندم و بر پایهٔ آن‌ها پاسخ می‌دهم." values={values} errors={errors} />
        {asked.map(({ field, question, options }) => (
          <RadioGroup
            key={field}
            name={field}
            label={toPersianDigits(question)}
            options={persian(options)}
            values={values}
            errors={errors}
          />
        ))}
      </Form>
    </section>
  )
}
