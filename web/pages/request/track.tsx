import type { Receipt } from '#app/requests/receive.ts'
import { ActionButton, ErrorSummary, Field, Form } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice, TrackingCode } from '#web/components/parts.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'
import { DeadlineReceipt } from './deadline.tsx'
import { lastDay } from './words.ts'

export const TRACK = 'پیگیری درخواست'

export type TrackProps = {
  shell: Shell
  token: string
  values: Readonly<Record<string, string>>
  errors: readonly FieldError[]
  /** In which of the two forms the errors stand. */
  by: 'mobile' | 'phrase'
}

/** /requests/track: by tracking code and mobile, or by the phrase of an anonymous report. */
export function TrackPage({ shell, token, values, errors, by }: TrackProps) {
  const [mobileErrors, phraseErrors] = by === 'mobile' ? [errors, []] : [[], errors]
  return (
    <Page shell={shell} title={TRACK} errors={errors} back="/requests/new" narrow>
      <h1>{TRACK}</h1>
      {shell.signedIn === null ? (
        <p>
          اگر حساب دارید، <a href="/requests">همهٔ درخواست‌هایتان</a> را پس از ورود یک‌جا می‌بینید.
        </p>
      ) : (
        <p>
          درخواست‌هایی که با حساب خود داده‌اید در <a href="/requests">پرسش‌ها و شکایت‌های من</a> است.
        </p>
      )}
      <ErrorSummary errors={errors} />
      <h2>با کد رهگیری و شماره همراه</h2>
      <Form errors={[]} token={token} action="/requests/track" submit="ادامه">
        <Field
          name="code"
          label="کد رهگیری"
          hint="ده رقم، در پیامک ثبت درخواست."
          ltr
          inputmode="numeric"
          maxlength={25}
          width="w12"
          values={by === 'mobile' ? values : {}}
          errors={mobileErrors}
        />
        <Field
          name="mobile"
          label="شماره همراه"
          hint="شماره‌ای که درخواست با آن ثبت شده است؛ کدی به آن پیامک می‌شود."
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          ltr
          maxlength={25}
          width="w12"
          values={values}
          errors={mobileErrors}
        />
      </Form>
      <h2>گزارش بی‌نام</h2>
      <Form errors={[]} token={token} action="/requests/track/phrase" submit="باز کردن گزارش">
        <Field
          name="reportCode"
          label="کد رهگیری گزارش"
          ltr
          inputmode="numeric"
          maxlength={25}
          width="w12"
          values={by === 'phrase' ? values : {}}
          errors={phraseErrors}
        />
        <Field
          name="phrase"
          label="عبارت محرمانه"
          hint="هفت واژه‌ای که هنگام ثبت یادداشت کردید."
          autocomplete="off"
          maxlength={150}
          values={{}}
          errors={phraseErrors}
        />
      </Form>
    </Page>
  )
}

/** /requests/anonymous/sent: the phrase, this once. */
export function AnonymousSent({ shell, token, receipt }: { shell: Shell; token: string; receipt: Receipt }) {
  return (
    <Page shell={shell} title="گزارش شما رسید" narrow>
      <h1>گزارش شما رسید</h1>
      <Notice kind="warning" title="همین حالا یادداشت کنید">
        <p>
          این دو را روی کاغذ بنویسید. عبارت محرمانه دیگر نشان داده نمی‌شود و ما هم آن را نداریم: اگر گم شود، پاسخ را
          نمی‌توانید بخوانید.
        </p>
      </Notice>
      <TrackingCode code={receipt.trackingCode} />
      <p>عبارت محرمانه:</p>
      <p class="card">
        <b>{receipt.phrase}</b>
      </p>
      <p class="lead">بازرسان تا پایان {lastDay(receipt.dueAt)} فرصت پاسخ دارند.</p>
      <DeadlineReceipt days={receipt.days} limit={receipt.limit} />
      <h2>پس از این</h2>
      <p>
        در «<a href="/requests/track">پیگیری درخواست</a>» با همین کد و عبارت پاسخ را بخوانید و اگر بازرس چیزی پرسید جواب
        دهید. پیامکی نمی‌فرستیم، چون شماره‌ای از شما نداریم.
      </p>
      <ActionButton action="/requests/anonymous/noted" token={token} text="یادداشت کردم؛ از این دستگاه پاک کن" />
    </Page>
  )
}
