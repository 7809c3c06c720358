import { formatInstant, formatJalali } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { GivenLicence, Inquiry } from '#app/certificates/licences.ts'
import { printedCode } from '#app/certificates/paper.ts'
import { ActionButton, DateField, ErrorSummary, Field, Form } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice, SummaryList, Tag } from '#web/components/parts.tsx'
import type { FieldError, FormProps, Shell } from '#web/components/shell.ts'
import { Verdict, shownRows } from './check.tsx'

export type LicencesProps = FormProps & {
  readonly shell: Shell
  readonly certificateId: string
  readonly title: string
  readonly number: string
  readonly valid: boolean
  readonly licences: readonly GivenLicence[]
}

/** /certificates/ID/licences: who may read this certificate until when, and who has. */
export function LicencesPage(props: LicencesProps) {
  const { shell, certificateId, title, number, valid, licences, values, errors, token } = props
  const address = `/certificates/${certificateId}/licences`
  const open = licences.filter((one) => one.open)
  const ended = licences.filter((one) => !one.open)
  return (
    <Page shell={shell} title="مجوز استعلام" errors={errors} back="/certificates" narrow>
      <h1>مجوز استعلام</h1>
      <p class="lead">
        {title}، شمارهٔ <bdi dir="ltr">{toPersianDigits(number)}</bdi>
      </p>
      <p>
        به مؤسسه‌ای که این گواهی را می‌خواهد کدی بدهید تا خودش آن را در <a href="/licence">صفحهٔ استعلام با مجوز</a> بخواند.
        هر بار که کسی آن را باز کند، نام و زمان آن این‌جا می‌آید و هر وقت بخواهید پایانش می‌دهید.
      </p>
      {open.length === 0 ? null : (
        <section>
          <h2>مجوزهای باز</h2>
          {open.map((one) => (
            <LicenceCard key={one.licenceId} licence={one} address={address} token={token} />
          ))}
        </section>
      )}
      {valid ? (
        <section>
          <h2>مجوز تازه</h2>
          <Form errors={errors} token={token} action={address} submit="ساختن مجوز">
            <Field
              name="institution"
              label="نام مؤسسه"
              hint="اداره، بانک یا شرکتی که گواهی را می‌بیند"
              values={values}
              errors={errors}
              maxlength={200}
              autocomplete="off"
            />
            <DateField
              name="until"
              label="تا پایان روز"
              hint="مانند ۱۴۰۵/۱۰/۱۵؛ حداکثر یک سال دیگر"
              values={values}
              errors={errors}
            />
          </Form>
        </section>
      ) : (
        <Notice kind="warning">
          <p>این گواهی دیگر معتبر نیست و نمی‌توان برای آن مجوز تازه داد.</p>
        </Notice>
      )}
      {ended.length === 0 ? null : (
        <section>
          <h2>مجوزهای پایان‌یافته</h2>
          {ended.map((one) => (
            <LicenceCard key={one.licenceId} licence={one} address={address} token={token} />
          ))}
        </section>
      )}
    </Page>
  )
}

function LicenceCard(props: { licence: GivenLicence; address: string; token: string }) {
  const { institution, code, until, endedAt, open, uses, licenceId } = props.licence
  return (
    <div class="card said">
      <h3>
        {toPersianDigits(institution)} {open ? <Tag kind="success">باز</Tag> : <Tag>پایان‌یافته</Tag>}
      </h3>
      {open ? (
        <p>
          کد مجوز: <bdi dir="ltr">{printedCode(code)}</bdi>
        </p>
      ) : null}
      <p>
        {endedAt === null
          ? `تا پایان ${formatJalali(until, 'long')}`
          : `آن را در ${formatInstant(endedAt.getTime(), 'long')} پایان دادید`}
      </p>
      {uses.length === 0 ? (
        <p>هنوز کسی آن را باز نکرده است.</p>
      ) : (
        <>
          <p>چه کسی دیده است:</p>
          <ul>
            {uses.map(({ at, usedBy, paper }) => (
              <li key={`${at.getTime()}-${usedBy}`}>
                {toPersianDigits(usedBy)}، {formatInstant(at.getTime(), 'weekday')}
                {paper ? ' (خود برگه را هم باز کرد)' : ''}
              </li>
            ))}
          </ul>
        </>
      )}
      {open ? (
        <ActionButton
          action={`${props.address}/${licenceId}/end`}
          token={props.token}
          text="پایان دادن به این مجوز"
          about={institution}
          kind="button second"
        />
      ) : null}
    </div>
  )
}

/** /licence: an institution that was given a code opens the certificate with it. */
export function InquiryPage({ shell, values, errors, token }: FormProps & { shell: Shell }) {
  return (
    <Page shell={shell} title="استعلام با مجوز" errors={errors} back="/" narrow>
      <h1>استعلام با مجوز</h1>
      <p class="lead">اگر کسی برای دیدن گواهی خود به شما کد مجوز داده است، این‌جا آن را بخوانید.</p>
      <Form errors={errors} token={token} action="/licence" submit="دیدن گواهی">
        <Field
          name="code"
          label="کد مجوز"
          hint="دوازده حرف و رقم انگلیسی؛ خط تیره و بزرگی و کوچکی حرف‌ها مهم نیست."
          ltr
          values={values}
          errors={errors}
          maxlength={40}
          width="w12"
          autocomplete="off"
        />
        <Field
          name="usedBy"
          label="نام شما و مؤسسه"
          hint="صاحب گواهی این نام و زمان استعلام را می‌بیند"
          values={values}
          errors={errors}
          maxlength={200}
          autocomplete="organization"
        />
      </Form>
    </Page>
  )
}

/** What the licence opens. */
export function InquiredPage(props: {
  shell: Shell
  inquiry: Inquiry
  token: string
  code: string
  usedBy: string
  errors?: readonly FieldError[]
}) {
  const { shell, inquiry, token, code, usedBy, errors = [] } = props
  return (
    <Page shell={shell} title="استعلام با مجوز" errors={errors} back="/licence" narrow>
      <h1>استعلام با مجوز</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        برای {toPersianDigits(inquiry.institution)}، تا پایان {formatJalali(inquiry.until, 'long')}
      </p>
      <Verdict certificate={inquiry} />
      <h2>آنچه گواهی می‌گوید</h2>
      <SummaryList rows={shownRows(inquiry)} />
      {inquiry.printed ? (
        <>
          <p>نام و شماره‌های کامل در خود برگه است. باز کردن آن هم برای صاحب گواهی نوشته می‌شود.</p>
          <ActionButton action="/licence/paper" token={token} text="دیدن برگه (PDF)" values={{ code, usedBy }} />
        </>
      ) : (
        <p>برگهٔ آن تا چند لحظهٔ دیگر آماده می‌شود؛ دوباره استعلام کنید.</p>
      )}
    </Page>
  )
}
