import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { printedCode } from '#app/certificates/paper.ts'
import type { CheckedCertificate } from '#app/certificates/check.ts'
import { ErrorSummary, Field } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice, SummaryList, type SummaryRow } from '#web/components/parts.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'

const dayOf = (at: Date): string => formatJalali(tehranDate(at.getTime()), 'long')

/** /v: whoever was given a paper types its code. */
export function CheckPage(props: { shell: Shell; typed?: string; errors?: readonly FieldError[] }) {
  const { shell, typed = '', errors = [] } = props
  return (
    <Page shell={shell} title="بررسی گواهی" errors={errors} back="/" narrow>
      <h1>بررسی درستی گواهی</h1>
      <p class="lead">اگر گواهی‌ای از این سامانه به دست شما داده‌اند، این‌جا ببینید درست و معتبر است یا نه.</p>
      <ErrorSummary errors={errors} />
      <CodeForm typed={typed} errors={errors} />
      <p>
        کد گواهی پایین برگه، کنار رمزینه نوشته شده است. اگر رمزینه را با دوربین گوشی بخوانید، همین صفحه بدون نوشتن کد
        باز می‌شود.
      </p>
    </Page>
  )
}

/** /v/CODE: does it hold, and what must stand on the paper. */
export function CheckedPage({ shell, certificate }: { shell: Shell; certificate: CheckedCertificate }) {
  return (
    <Page shell={shell} title="بررسی گواهی" back="/v" narrow>
      <h1>بررسی درستی گواهی</h1>
      <Verdict certificate={certificate} />
      <h2>آنچه باید در برگه باشد</h2>
      <SummaryList rows={shownRows(certificate)} />
      <p>
        اگر چیزی با برگه یکی نیست، به آن برگه اعتماد نکنید و با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید. نام‌ها و شماره‌ها
        این‌جا کامل نوشته نمی‌شود تا کسی از این راه به اطلاعات مردم نرسد.
      </p>
    </Page>
  )
}

/** What must stand on the paper. */
export const shownRows = ({ title, number, code, issuedAt, shown, control }: CheckedCertificate): SummaryRow[] => [
  { label: 'نوع گواهی', value: title },
  { label: 'شماره', value: toPersianDigits(number), ltr: true },
  { label: 'تاریخ صدور', value: dayOf(issuedAt) },
  ...shown.map(([label, value]) => ({ label, value })),
  { label: 'کد گواهی', value: printedCode(code), ltr: true },
  { label: 'رقم‌های کنترل', value: control, ltr: true },
]

/** Whether it holds, in words. */
export function Verdict({ certificate: { status, endedAt } }: { certificate: CheckedCertificate }) {
  const since = endedAt === null ? '' : `از ${dayOf(endedAt)} `
  if (status === 'valid')
    return (
      <Notice kind="success" title="این گواهی معتبر است">
        <p>سازمان تأمین اجتماعی آن را صادر کرده است و اکنون هم برقرار است.</p>
      </Notice>
    )
  if (status === 'superseded')
    return (
      <Notice kind="warning" title="این گواهی دیگر معتبر نیست">
        <p>{since}گواهی تازه‌تری جای آن را گرفته است. از دارندهٔ برگه گواهی تازه را بخواهید.</p>
      </Notice>
    )
  return (
    <Notice kind="error" title="این گواهی باطل شده است">
      <p>سازمان آن را صادر کرده بود، اما {since}دیگر اعتبار ندارد.</p>
    </Notice>
  )
}

function CodeForm({ typed, errors }: { typed: string; errors: readonly FieldError[] }) {
  return (
    <form action="/v" role="search" aria-label="بررسی کد گواهی">
      <Field
        name="code"
        label="کد گواهی"
        hint="دوازده حرف و رقم انگلیسی؛ خط تیره و بزرگی و کوچکی حرف‌ها مهم نیست."
        ltr
        values={{ code: typed }}
        errors={errors}
        maxlength={40}
        width="w12"
        autocomplete="off"
      />
      <div class="actions">
        <button type="submit" class="button">
          بررسی
        </button>
      </div>
    </form>
  )
}
