import type { ComponentChildren } from 'preact'
import type { ProblemCode } from '#app/problem.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { Document, Brand, Page } from '#web/components/page.tsx'
import { LinkButton, Notice } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

export type ProblemProps = {
  shell: Shell
  /** HTTP status; it chooses the heading and what else one can do. */
  status: number
  /** Why, where a status has more than one heading. */
  code?: ProblemCode
  /** A whole sentence that says more than the heading, where there is one. */
  message?: string
  /** For the call centre to find what happened; carries no personal data. */
  reference?: string
}

type Words = { title: string; text: string; next: ComponentChildren }

const callUs = (
  <>
    با شمارهٔ <a href="tel:1420">۱۴۲۰</a> تماس بگیرید
  </>
)

const FORBIDDEN: Words = {
  title: 'این صفحه برای شما باز نشد',
  text: 'شاید صفحه مدت زیادی باز مانده یا اجازهٔ دیدن آن را ندارید.',
  next: <>صفحه را از نو باز کنید و کار خود را دوباره انجام دهید. اگر باز هم نشد، {callUs}.</>,
}

const BROKEN: Words = {
  title: 'سامانه با مشکلی روبه‌رو شد',
  text: 'تقصیر شما نیست. آنچه پیش‌تر فرستاده‌اید و کد رهگیری گرفته‌اید سر جای خود است.',
  next: <>چند دقیقه بعد دوباره امتحان کنید. اگر کارتان فوری است، {callUs}.</>,
}

const LACKING: Words = {
  title: 'مقدار قانونی این روز هنوز معلوم نیست',
  text: 'برای این کار مقداری لازم است که هر سال اعلام می‌شود و هنوز در سامانه نیست.',
  next: <>چند روز دیگر از همین‌جا ادامه دهید. اگر کارتان فوری است، {callUs}.</>,
}

const WORDS: Readonly<Record<number, Words>> = {
  400: {
    title: 'این درخواست درست نبود',
    text: 'آنچه به سامانه رسید کامل یا خوانا نبود.',
    next: <>به صفحهٔ پیش برگردید و دوباره بفرستید. اگر باز هم نشد، {callUs}.</>,
  },
  403: FORBIDDEN,
  404: {
    title: 'این صفحه پیدا نشد',
    text: 'شاید نشانی اشتباه نوشته شده یا صفحه جابه‌جا شده است.',
    next: (
      <>
        نشانی را بررسی کنید، یا از <a href="/services">فهرست خدمات</a> آنچه می‌خواهید پیدا کنید.
      </>
    ),
  },
  405: {
    title: 'این کار از این نشانی انجام نمی‌شود',
    text: 'شاید صفحهٔ نتیجهٔ یک فرم را دوباره باز کرده‌اید.',
    next: 'به صفحهٔ پیش برگردید و کار را از همان‌جا ادامه دهید.',
  },
  409: {
    title: 'نوبت این مرحله نیست',
    text: 'این کار پیش‌تر انجام شده، یا مرحلهٔ دیگری باید پیش از آن انجام شود.',
    next: 'از صفحهٔ نخست یا از همان جایی که بودید ادامه دهید. هیچ درخواستی دو بار ثبت نمی‌شود.',
  },
  413: {
    title: 'آنچه فرستادید بیش از اندازه بزرگ است',
    text: 'حجم فرم یا پرونده از اندازهٔ مجاز بیشتر بود.',
    next: 'به صفحهٔ پیش برگردید و پروندهٔ کوچک‌تری بفرستید.',
  },
  429: {
    title: 'کمی صبر کنید',
    text: 'در زمانی کوتاه چند بار تلاش شده است. برای حفظ امنیت حساب‌ها باید کمی صبر کرد.',
    next: (
      <>
        در این میان می‌توانید {callUs} یا به <a href="/branches">شعبه</a> بروید. اگر گذرواژه را به یاد ندارید،{' '}
        <a href="/recover">گذرواژه را بازیابی کنید</a>.
      </>
    ),
  },
  500: BROKEN,
  503: {
    title: 'سامانه اکنون در دسترس نیست',
    text: 'سامانه شلوغ است یا در حال به‌روزرسانی است. آنچه پیش‌تر فرستاده‌اید سر جای خود است.',
    next: <>چند دقیقه بعد دوباره امتحان کنید. اگر کارتان فوری است، {callUs}.</>,
  },
}

/** Every error page: what happened, whether anything is lost, what to do now. */
export function Problem({ shell, status, code, message, reference }: ProblemProps) {
  const { title, text, next } =
    code === 'lacking' ? LACKING : (WORDS[status] ?? (status < 500 ? (WORDS[400] ?? BROKEN) : BROKEN))
  return (
    <Page shell={shell} title={title} narrow>
      <h1>{title}</h1>
      {message === undefined ? (
        <p class="lead">{text}</p>
      ) : (
        <Notice kind="warning">
          <p>{message}</p>
        </Notice>
      )}
      <p>{next}</p>
      {reference === undefined ? null : (
        <p class="soft">
          شناسهٔ این رویداد برای پیگیری: <bdi dir="ltr">{reference}</bdi>
        </p>
      )}
      <p class="soft">{toPersianDigits(`کد وضعیت: ${status}`)}</p>
      <div class="actions">
        <LinkButton href="/">صفحهٔ نخست</LinkButton>
        <a href="/services">جست‌وجوی خدمات</a>
      </div>
    </Page>
  )
}

/** Kept on the device by the service worker; it knows nobody and needs nothing from the network. */
export function Offline() {
  return (
    <Document title="اینترنت قطع است">
      <header class="top">
        <div class="wide">
          <Brand href="/" />
        </div>
      </header>
      <main id="content" tabindex={-1}>
        <div class="wide">
          <div class="narrow">
            <h1>اینترنت قطع است</h1>
            <p class="lead">دستگاه شما به اینترنت وصل نیست یا پاسخ سامانه نمی‌رسد.</p>
            <p>درخواست‌هایی که کد رهگیری گرفته‌اند سر جای خود هستند. پس از وصل شدن، همین صفحه را از نو باز کنید.</p>
            <p>
              بدون اینترنت هم می‌توانید با شمارهٔ <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
            </p>
            <div class="actions">
              <LinkButton href="/">دوباره امتحان می‌کنم</LinkButton>
            </div>
          </div>
        </div>
      </main>
    </Document>
  )
}
