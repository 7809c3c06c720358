import { formatJalali } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { ArticleAtDesk, Consequences, corpusAtDesk } from '#app/answers/article.ts'
import { DateField, ErrorSummary, Field, errorOf } from '#web/components/form.tsx'
import { EmptyState, Notice } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Choose, Keys, TextArea, type AtDesk } from './frame.tsx'

const KINDS = { law: 'قانون', regulation: 'آیین‌نامه', circular: 'بخشنامه یا راهنما' } as const
const CERTAINTIES = [
  ['A', 'متن آن را خوانده‌ایم'],
  ['B', 'اعلام رسمی، یا چند منبع همسان'],
  ['C', 'یک منبع، یا رویهٔ سازمان'],
  ['U', 'منبعی ندیده‌ایم'],
] as const

/** /staff/answers/articles: what the articles of all documents say today. */
export function ArticlesPage(props: {
  staff: AtDesk
  corpus: Awaited<ReturnType<typeof corpusAtDesk>>
  entered?: boolean
}) {
  const { staff, corpus, entered = false } = props
  return (
    <StaffPage title="قانون‌ها و بخشنامه‌ها" staff={staff}>
      <h1>قانون‌ها و بخشنامه‌ها</h1>
      {entered ? (
        <Notice kind="success">
          <p>متن تازه ثبت شد. نویسندگان پاسخ‌هایی که پایان می‌یابد باخبر شدند و آموزش آن از همین امروز باز است.</p>
        </Notice>
      ) : null}
      <p>این‌ها خلاصهٔ ماست، نه متن قانون. پاسخ‌ها بر همین متن‌ها تکیه دارند و با عوض شدنشان پایان می‌یابند.</p>
      {corpus.documents.length === 0 ? <EmptyState>هنوز سندی ثبت نشده است.</EmptyState> : null}
      {corpus.documents.map(({ documentId, title, kind, issuer, articles }) => (
        <details key={documentId}>
          <summary>
            {title}{' '}
            <span class="soft">
              ({KINDS[kind]}، {issuer})
            </span>
          </summary>
          <ul class="listing">
            {articles.map(({ articleId, cite, summary, changesOn, answers }) => (
              <li key={articleId}>
                <b>{toPersianDigits(cite)}</b>
                <p>{summary ?? 'امروز متنی ندارد.'}</p>
                <p class="soft">
                  {answers === 0 ? 'پاسخی بر آن نیست' : `${formatNumber(answers)} پاسخ بر آن است`}
                  {changesOn === null ? '' : `؛ از ${formatJalali(changesOn, 'long')} متن تازه دارد`}
                  {corpus.mayEdit ? (
                    <>
                      {'؛ '}
                      <a href={`/staff/answers/articles/${articleId}`}>
                        ثبت متن تازه<span class="sr"> برای {toPersianDigits(cite)}</span>
                      </a>
                    </>
                  ) : null}
                </p>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <Keys keys={[]} />
    </StaffPage>
  )
}

type ArticleProps = {
  staff: AtDesk
  desk: ArticleAtDesk
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
  /** What the text would do, where it was asked for. */
  consequences?: Consequences | null
}

/** /staff/answers/articles/ID: a new text of an article, and what it would do, before it is entered. */
export function ArticlePage({ staff, desk, values = {}, errors = [], consequences = null }: ArticleProps) {
  const { article, checks } = desk
  return (
    <StaffPage title="متن تازه" staff={staff} errors={errors}>
      <h1>متن تازهٔ {toPersianDigits(article.cite)}</h1>
      <ErrorSummary errors={errors} />
      <p>
        متن کنونی{article.from === null ? '' : `، از ${formatJalali(article.from, 'long')}`}:{' '}
        {article.summary ?? 'امروز متنی ندارد.'}
      </p>
      {consequences === null ? null : <Ends consequences={consequences} />}
      <form method="post" action={`/staff/answers/articles/${article.articleId}`} novalidate>
        <input type="hidden" name="_csrf" value={staff.token} />
        {consequences === null ? null : <input type="hidden" name="seen" value={consequences.seen} />}
        <DateField name="from" label="از چه روزی معتبر است" hint="مانند ۱۴۰۶/۰۱/۰۱" values={values} errors={errors} />
        <TextArea
          id="summary"
          label="خلاصهٔ متن تازه"
          hint="به زبان ساده؛ همان که کارشناس باید بداند."
          value={values['summary']}
          error={errorOf('summary', errors)}
        />
        <Choose
          id="certainty"
          label="درجهٔ اطمینان"
          groups={[{ options: CERTAINTIES }]}
          value={values['certainty']}
          error={errorOf('certainty', errors)}
        />
        <Field
          name="source"
          label="کجا خوانده‌اید"
          hint="روزنامهٔ رسمی، شمارهٔ بخشنامه یا نشانی"
          maxlength={200}
          values={values}
          errors={errors}
        />
        {checks.length === 0 ? null : <Checks checks={checks} values={values} errors={errors} />}
        <div class="actions">
          <button type="submit" class={consequences === null ? 'button' : 'button second'} name="do" value="preview">
            ببینم چه پایان می‌یابد
          </button>
          {consequences === null ? null : (
            <button type="submit" class="button danger" name="do" value="enter">
              ثبت متن تازه
            </button>
          )}
        </div>
      </form>
    </StaffPage>
  )
}

function Ends({ consequences: { from, ends } }: { consequences: Consequences }) {
  return (
    <Notice kind="warning" title={`از ${formatJalali(from, 'long')} چنین می‌شود`}>
      {ends.length === 0 ? (
        <p>پاسخی بر این ماده نیست که پایان یابد.</p>
      ) : (
        <>
          <p>{formatNumber(ends.length)} پاسخ پایان می‌یابد و نویسندهٔ هر کدام کار تازه دارد:</p>
          <ul>
            {ends.map(({ questionId, canonical, words, ownerName }) => (
              <li key={`${questionId} ${words.join()}`}>
                {canonical}
                {words.length === 0 ? '' : ` (${words.join('؛ ')})`}؛ {ownerName}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>هر کس به این سند استناد می‌کند باید تا آن روز دوباره سه پرسش آن را پاسخ دهد.</p>
    </Notice>
  )
}

function Checks({
  checks,
  values,
  errors,
}: Required<Pick<ArticleProps, 'values' | 'errors'>> & Pick<ArticleAtDesk, 'checks'>) {
  return (
    <section>
      <h2>پرسش‌های آموزش دربارهٔ این ماده</h2>
      <p>با متن تازه هنوز درست‌اند؟ اگر نه، همین‌جا از نو بنویسید.</p>
      {checks.map((check) => {
        const { n } = check
        const valueOf = (name: string, now: string) => values[`${name}-${n}`] ?? now
        return (
          <fieldset key={n}>
            <legend>{toPersianDigits(`پرسش ${n}`)}</legend>
            <TextArea
              id={`question-${n}`}
              label="پرسش"
              rows={2}
              value={valueOf('question', check.question)}
              error={errorOf(`question-${n}`, errors)}
            />
            <TextArea
              id={`options-${n}`}
              label="گزینه‌ها، هر کدام در یک خط"
              value={valueOf('options', check.options.join('\n'))}
              error={errorOf(`options-${n}`, errors)}
            />
            <Choose
              id={`right-${n}`}
              label="گزینهٔ درست"
              groups={[{ options: ['1', '2', '3', '4'].map((at) => [at, `گزینهٔ ${toPersianDigits(at)}`] as const) }]}
              value={valueOf('right', String(check.right))}
              error={errorOf(`right-${n}`, errors)}
            />
            <TextArea
              id={`because-${n}`}
              label="چرا درست است"
              rows={2}
              value={valueOf('because', check.because)}
              error={errorOf(`because-${n}`, errors)}
            />
          </fieldset>
        )
      })}
    </section>
  )
}
