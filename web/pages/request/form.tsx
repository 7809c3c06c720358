import { AREAS, KINDS } from '#kernel/request/request.ts'
import { Checkbox, Field, Form, LinesField, RadioGroup, SelectField } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice } from '#web/components/parts.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'
import { GuestFields } from './ask.tsx'

/** Branches to choose from, by their number. */
export type BranchOptions = readonly (readonly [value: string, words: string])[]

export type DraftFormProps = FormProps & { shell: Shell; branches: BranchOptions }

/** What people choose from in the ordinary form. The other kinds have forms of their own. */
export const ORDINARY = {
  question: KINDS.question,
  complaint: KINDS.complaint,
  suggestion: KINDS.suggestion,
} as const

/** /requests/new/form */
export function RequestForm(props: DraftFormProps & { application: string | null }) {
  const { shell, values, errors, token, branches, application } = props
  const form = { values, errors }
  return (
    <Page shell={shell} title="نوشتن درخواست" errors={errors} back="/requests/new" narrow>
      <h1>درخواست خود را کامل کنید</h1>
      {application === null ? null : (
        <p>این درخواست به پروندهٔ «{application}» شما پیوست می‌شود و کارشناس آن را کنار همان پرونده می‌بیند.</p>
      )}
      <Form errors={errors} token={token} submit="ادامه">
        <RadioGroup
          {...form}
          name="kind"
          label="این چیست؟"
          hint="پرسش: می‌خواهید چیزی بدانید. شکایت: کاری درست انجام نشده است. پیشنهاد: چیزی می‌تواند بهتر شود."
          options={ORDINARY}
        />
        <RadioGroup {...form} name="area" label="دربارهٔ چیست؟" options={AREAS} />
        <Field {...form} name="title" label="عنوان" maxlength={150} />
        <LinesField
          {...form}
          name="body"
          label="شرح"
          hint="بنویسید چه شده، کِی و کجا، و چه می‌خواهید. گذرواژه یا رمز کارت ننویسید."
          rows={8}
          maxlength={8_000}
        />
        <SelectField
          {...form}
          name="branchId"
          label="به کدام شعبه مربوط است؟"
          hint="اگر نمی‌دانید، بگذارید همین باشد."
          none="شعبهٔ خودم، یا نمی‌دانم"
          options={branches}
        />
        <Checkbox {...form} name="aboutBranch" label="از کار همین شعبه شکایت دارم؛ جای دیگری آن را بررسی کند." />
        {shell.signedIn === null ? <GuestFields {...form} next="/requests/new/form" /> : null}
      </Form>
    </Page>
  )
}

/** /requests/information: by the Act on Publication and Free Access to Information. */
export function InformationForm({ shell, values, errors, token }: Omit<DraftFormProps, 'branches'>) {
  const form = { values, errors }
  return (
    <Page shell={shell} title="درخواست دسترسی به اطلاعات" errors={errors} back="/requests/new" narrow>
      <h1>درخواست دسترسی به اطلاعات</h1>
      <p class="lead">هر ایرانی می‌تواند اطلاعات عمومی سازمان را بخواهد. لازم نیست بگویید برای چه می‌خواهید.</p>
      <ul>
        <li>حداکثر تا ده روز کاری از تاریخ رسید پاسخ می‌گیرید و هیچ چیز این مهلت را نگه نمی‌دارد.</li>
        <li>اگر بخشی از اطلاعات را نتوان داد، بقیه را می‌دهیم و می‌گوییم کدام ماده جلوی آن بخش را گرفته است.</li>
        <li>اطلاعات پروندهٔ خودتان را از «خدمات» بگیرید؛ این فرم برای اطلاعات عمومی است.</li>
      </ul>
      <Form errors={errors} token={token} submit="ادامه">
        <Field
          {...form}
          name="title"
          label="چه اطلاعاتی می‌خواهید؟"
          hint="در یک جمله، مانند: شمار بازنشستگان قم در سال ۱۴۰۴"
          maxlength={150}
        />
        <LinesField
          {...form}
          name="body"
          label="شرح"
          hint="سال، استان، نوع سند یا هر چیزی که به پیدا کردنش کمک می‌کند."
          rows={6}
          maxlength={8_000}
        />
        {shell.signedIn === null ? (
          <>
            <GuestFields {...form} next="/requests/information" />
            <Field
              {...form}
              name="number"
              label="کد ملی"
              hint="قانون این حق را به هر ایرانی داده است؛ برای همین کد ملی درخواست‌کننده لازم است."
              ltr
              inputmode="numeric"
              maxlength={25}
              width="w12"
            />
          </>
        ) : (
          <p class="hint">درخواست با نام و کد ملی حساب شما ثبت می‌شود.</p>
        )}
      </Form>
      <p class="soft">
        با نگاه به ماهیت، فوریت و ضرورت درخواست، در زودترین زمان پاسخ می‌دهیم: بند ۱ مادهٔ ۱۳ آیین‌نامهٔ اجرایی مادهٔ ۸ قانون
        انتشار و دسترسی آزاد به اطلاعات.
      </p>
    </Page>
  )
}

/** /requests/anonymous. The header never names anybody here. */
export function AnonymousForm({
  shell,
  values,
  errors,
  token,
  branches,
  signedIn,
}: DraftFormProps & { signedIn: boolean }) {
  const form = { values, errors }
  return (
    <Page shell={shell} title="گزارش نظارتی بی‌نام" errors={errors} back="/requests/new" narrow>
      <h1>گزارش نظارتی بی‌نام</h1>
      <p class="lead">تخلف یا رفتار نادرستی دیده‌اید؟ بازرسان آن را می‌خوانند؛ شعبه‌ای که از آن می‌گویید نمی‌بیند.</p>
      {signedIn ? (
        <Notice kind="warning" title="همین حالا وارد حساب خود هستید">
          <p>این گزارش به حساب شما وصل نمی‌شود. با این حال بهتر است در پنجرهٔ خصوصی مرورگر یا پس از خروج بنویسید.</p>
        </Notice>
      ) : null}
      <Notice title="برای آن‌که شناخته نشوید">
        <ul>
          <li>نام، کد ملی، شماره یا چیزی را که فقط شما می‌دانید ننویسید.</li>
          <li>از رایانه یا اینترنت محل کار نفرستید.</li>
          <li>در عکس‌ها دنبال نام و چهرهٔ خود بگردید. مشخصات پنهان عکس را خودمان پاک می‌کنیم؛ از PDF پاک نمی‌شود.</li>
        </ul>
      </Notice>
      <p>
        نشانی اینترنتی و دستگاه شما با گزارش نگه‌داری نمی‌شود. به جای شماره، یک عبارت محرمانه می‌گیرید تا پاسخ را بخوانید و
        با بازرس گفت‌وگو کنید.
      </p>
      <Form errors={errors} token={token} submit="ادامه">
        <SelectField
          {...form}
          name="branchId"
          label="دربارهٔ کدام شعبه است؟"
          none="هیچ شعبه‌ای، یا نمی‌گویم"
          options={branches}
        />
        <RadioGroup {...form} name="area" label="دربارهٔ چیست؟" options={AREAS} />
        <LinesField
          {...form}
          name="body"
          label="چه دیده‌اید؟"
          hint="چه شد، کِی و کجا، و چه نشانه یا سندی هست."
          rows={8}
          maxlength={8_000}
        />
      </Form>
    </Page>
  )
}
