import type { Found } from '#app/answers/give.ts'
import { formatJalali } from '#kernel/dates.ts'
import { ActionButton, ErrorSummary, Field, Hint, Wrong, describedBy, errorOf } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Card, LinkButton } from '#web/components/parts.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'

export const ASK = 'پرسش و شکایت'

/** /requests/new: one types what it is about, and sees first whether it is answered already. */
export function AskPage({ shell, values, errors, token }: FormProps & { shell: Shell }) {
  const error = errorOf('title', errors)
  const hint = 'همان‌طور که می‌گویید، در یک جمله. اگر پاسخش را داشته باشیم همین حالا نشانتان می‌دهیم.'
  return (
    <Page shell={shell} title={ASK} errors={errors} back="/" narrow>
      <h1>{ASK}</h1>
      <ErrorSummary errors={errors} />
      <form method="post" action="/requests/new" novalidate>
        <input type="hidden" name="_csrf" value={token} />
        {(['applicationId', 'questionId'] as const).map((name) =>
          values[name] ? <input key={name} type="hidden" name={name} value={values[name]} /> : null,
        )}
        <div class={error === undefined ? 'field' : 'field bad'}>
          <label for="title">پرسش یا مشکلتان چیست؟</label>
          <Hint name="title" text={hint} />
          <Wrong name="title" text={error} />
          <question-suggest>
            <input
              id="title"
              name="title"
              type="text"
              value={values['title']}
              autocomplete="off"
              maxlength={150}
              required
              aria-invalid={error === undefined ? undefined : 'true'}
              aria-describedby={describedBy('title', hint, error)}
            />
          </question-suggest>
        </div>
        <div class="actions">
          <button type="submit" class="button">
            ادامه
          </button>
          <a href="/requests/track">پیگیری درخواست پیشین</a>
        </div>
      </form>
      <h2>کار دیگری دارید؟</h2>
      <ul class="grid">
        <li>
          <Card title="گزارش نظارتی بی‌نام" href="/requests/anonymous">
            <p>تخلفی دیده‌اید و نمی‌خواهید شناخته شوید؟ بی‌نام و بی‌شماره گزارش کنید.</p>
          </Card>
        </li>
        <li>
          <Card title="درخواست دسترسی به اطلاعات" href="/requests/information">
            <p>آمار، بخشنامه یا سندی از سازمان می‌خواهید؟ لازم نیست دلیل بیاورید.</p>
          </Card>
        </li>
      </ul>
      <p class="soft">
        اگر نوشتن برایتان دشوار است، با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید تا همکار ما همین فرم را برایتان پر کند.
      </p>
    </Page>
  )
}

/** /requests/new/similar: questions like it, with the answers of today. */
export function SimilarPage(props: { shell: Shell; token: string; title: string; found: readonly Found[] }) {
  const { shell, token, title, found } = props
  return (
    <Page shell={shell} title="پرسش‌های مانند پرسش شما" back="/requests/new" narrow>
      <h1>شاید پاسخ شما همین‌جاست</h1>
      <p class="lead">
        نوشته‌اید: «<bdi>{title}</bdi>»
      </p>
      {found.map(({ question, beginning, since }) => (
        <section key={question.questionId}>
          <h2>{question.canonical}</h2>
          {beginning === null ? null : <p>{beginning}</p>}
          <p class="soft">
            {since === null ? 'پاسخ به وضعیت شما بستگی دارد.' : `این پاسخ از ${formatJalali(since, 'long')} معتبر است.`}
          </p>
          <div class="actions">
            <LinkButton href={`/questions/${question.questionId}`} second>
              پاسخ کامل
              <span class="sr"> {question.canonical}</span>
            </LinkButton>
            {since === null ? null : (
              <ActionButton
                action={`/questions/${question.questionId}`}
                token={token}
                values={{ use: 'solved' }}
                text="این پاسخ مشکل من را حل کرد"
                about={question.canonical}
                kind="textlike"
              />
            )}
          </div>
        </section>
      ))}
      <section>
        <h2>هیچ‌کدام مورد شما نیست؟</h2>
        <p>درخواست خود را کامل کنید؛ آنچه نوشته‌اید می‌ماند.</p>
        <ActionButton action="/requests/new/similar" token={token} text="مورد من نیست" />
      </section>
    </Page>
  )
}

/** Name and mobile of who is not signed in, and why they are asked. */
export function GuestFields({ values, errors, next }: Pick<FormProps, 'values' | 'errors'> & { next: string }) {
  return (
    <fieldset>
      <legend>شما</legend>
      <p class="hint">
        شماره را پیش از ثبت با یک پیامک می‌سنجیم تا کسی نتواند به نام دیگری درخواست بدهد. حساب دارید؟{' '}
        <a href={`/sign-in?next=${next}`}>وارد شوید</a> تا این‌ها لازم نباشد.
      </p>
      <Field name="name" label="نام و نام خانوادگی" autocomplete="name" values={values} errors={errors} />
      <Field
        name="mobile"
        label="شماره همراه"
        hint="کد رهگیری و خبر پاسخ به این شماره پیامک می‌شود."
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        ltr
        maxlength={25}
        width="w12"
        values={values}
        errors={errors}
      />
    </fieldset>
  )
}
