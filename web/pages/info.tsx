import { Page } from '#web/components/page.tsx'
import { EmptyState } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

export type BranchLine = { name: string; city: string; address: string; hours: string; phone: string | null }

/** /branches */
export function Branches({ shell, branches }: { shell: Shell; branches: readonly BranchLine[] }) {
  const cities = [...new Set(branches.map(({ city }) => city))]
  return (
    <Page shell={shell} title="شعبه‌ها" back="/">
      <h1>شعبه‌های تأمین اجتماعی</h1>
      {branches.length === 0 ? (
        <EmptyState>
          <p>
            نشانی شعبه‌ها هنوز در سامانه ثبت نشده است. با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
          </p>
        </EmptyState>
      ) : null}
      {cities.map((city) => (
        <section key={city}>
          <h2>{city}</h2>
          <ul class="grid">
            {branches
              .filter((branch) => branch.city === city)
              .map(({ name, address, hours, phone }) => (
                <li class="card" key={name}>
                  <h3>{name}</h3>
                  <p>{address}</p>
                  <p>{hours}</p>
                  {phone === null ? null : (
                    <p>
                      تلفن: <bdi dir="ltr">{phone}</bdi>
                    </p>
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

/** /privacy */
export function Privacy({ shell }: { shell: Shell }) {
  return (
    <Page shell={shell} title="حریم خصوصی" back="/" narrow>
      <h1>حریم خصوصی</h1>
      <p class="lead">این‌جا می‌گوییم چه اطلاعاتی از شما می‌گیریم، چرا، و چه کسی آن را می‌بیند.</p>
      <h2>چه می‌گیریم</h2>
      <ul>
        <li>هنگام ثبت‌نام: کد ملی یا شناسهٔ اتباع خارجی، شمارهٔ همراه، مشخصات شناسنامه‌ای و اگر بخواهید پست الکترونیک.</li>
        <li>گذرواژه: فقط نشانی درهم‌ریخته از آن نگه داشته می‌شود که گذرواژه را از آن نمی‌توان فهمید.</li>
        <li>برای امنیت حساب: زمان هر ورود و تغییر، نوع دستگاه و نشانی اینترنتی. این فهرست را خودتان هم می‌بینید.</li>
      </ul>
      <h2>با چه کسی سنجیده می‌شود</h2>
      <ul>
        <li>مشخصات شما با ثبت احوال، تا مطمئن شویم حساب از آنِ خودتان است.</li>
        <li>کد ملی و شمارهٔ همراه با سامانهٔ مالکیت خط، تا مطمئن شویم پیامک‌ها به خودتان می‌رسد.</li>
      </ul>
      <p>از این‌ها که بگذریم، اطلاعات شما فقط برای انجام درخواست خودتان و به دست کارکنان همان شعبه یا بخش دیده می‌شود.</p>
      <h2>کوکی‌ها</h2>
      <p>
        سامانه فقط کوکی‌هایی می‌گذارد که برای کار آن لازم است: برای ماندن در حساب، برای ادامهٔ ثبت‌نام از همین دستگاه، برای
        شناختن دستگاه تازه و برای جلوگیری از ارسال جعلی فرم‌ها. هیچ ردیاب، تبلیغ یا ابزار آمارِ دیگران در این صفحه‌ها نیست.
      </p>
      <h2>حق شما</h2>
      <p>
        می‌توانید اطلاعات خود را در <a href="/account">حساب من</a> ببینید، شمارهٔ همراه و پست الکترونیک را تغییر دهید و از
        همهٔ دستگاه‌ها خارج شوید. اگر پرسش یا شکایتی دربارهٔ اطلاعات خود دارید، با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
      </p>
    </Page>
  )
}

/** /accessibility */
export function Accessibility({ shell }: { shell: Shell }) {
  return (
    <Page shell={shell} title="دسترس‌پذیری" back="/" narrow>
      <h1>دسترس‌پذیری</h1>
      <p class="lead">می‌خواهیم همه، با هر دستگاه و هر توانایی، بتوانند از این سامانه استفاده کنند.</p>
      <ul>
        <li>همهٔ صفحه‌ها را می‌توان فقط با صفحه‌کلید پیمود و با صفحه‌خوان فارسی شنید.</li>
        <li>نوشته‌ها را می‌توان تا چند برابر بزرگ کرد؛ چیزی از صفحه بیرون نمی‌افتد.</li>
        <li>رنگ‌ها در حالت روشن و تاریک به اندازهٔ کافی از زمینه جدا هستند و هیچ پیامی فقط با رنگ گفته نمی‌شود.</li>
        <li>عدد و تاریخ را با رقم‌های فارسی، عربی یا لاتین بنویسید؛ همه پذیرفته می‌شود.</li>
        <li>صفحه‌ها سبک‌اند و بدون جاوااسکریپت و با اینترنت کند هم کار می‌کنند.</li>
      </ul>
      <p>
        معیار ما رهنمودهای دسترس‌پذیری وب (<bdi dir="ltr">WCAG 2.2</bdi>) در سطح AA است. اگر چیزی برایتان کار نکرد یا کمک
        لازم دارید، با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید؛ همان کار را تلفنی هم می‌توانید پیش ببرید.
      </p>
    </Page>
  )
}
