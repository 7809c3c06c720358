import type { PasswordOwner } from '#kernel/password.ts'
import { CodeField, DateField, Field, Form, PasswordField, RadioGroup } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Steps } from '#web/components/parts.tsx'
import { NewPasswordRules } from '#web/components/password-rules.tsx'
import { ResendCode } from '#web/components/resend-code.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'

const STEPS = 5

/** Fields: kind ('iranian' or 'foreign', hidden), personalNumber, mobile. */
export function SignUpWho({ shell, kind, ...form }: FormProps & { shell: Shell; kind: 'iranian' | 'foreign' }) {
  const iranian = kind === 'iranian'
  return (
    <Page shell={shell} title="کد ملی و شماره همراه - ثبت‌نام" errors={form.errors} back="/sign-up" narrow>
      <Steps step={1} of={STEPS} />
      <h1>{iranian ? 'کد ملی و شماره همراه' : 'شناسه و شماره همراه'}</h1>
      <Form {...form} submit="مرحله بعد">
        <input type="hidden" name="kind" value={kind} />
        <PersonalNumberField {...form} iranian={iranian} />
        <Field
          {...form}
          name="mobile"
          label="شماره همراه"
          hint="یازده رقم با صفر اول، مانند ۰۹۱۲۳۴۵۶۷۸۹. خط باید به نام خودتان باشد."
          type="tel"
          inputmode="numeric"
          autocomplete="tel"
          ltr
          maxlength={30}
          width="w12"
        />
      </Form>
      <p>
        {iranian ? (
          <a class="stand" href="/sign-up/who?kind=foreign">
            ایرانی نیستم و شناسهٔ اتباع خارجی دارم
          </a>
        ) : (
          <a class="stand" href="/sign-up/who">
            ایرانی هستم و کد ملی دارم
          </a>
        )}
      </p>
    </Page>
  )
}

function PersonalNumberField({ iranian, ...form }: FormProps & { iranian: boolean }) {
  const words = iranian
    ? { label: 'کد ملی', hint: 'ده رقم، پشت سر هم و بدون فاصله.' }
    : { label: 'شناسهٔ اتباع خارجی', hint: 'دوازده رقم، پشت سر هم و بدون فاصله.' }
  return (
    <Field
      {...form}
      {...words}
      name="personalNumber"
      inputmode="numeric"
      autocomplete="username"
      ltr
      maxlength={30}
      width="w12"
    />
  )
}

export type CodePageProps = FormProps & {
  shell: Shell
  /** As the person may see it, «۰۹۱۲•••۶۷۸۹» say. */
  maskedMobile: string
  /** Until another code may be asked for; 0 when it may. */
  resendSeconds: number
}

/** Fields: code. «کد دوباره» posts to /sign-up/code/resend. */
export function SignUpCode({ shell, maskedMobile, resendSeconds, ...form }: CodePageProps) {
  return (
    <Page shell={shell} title="کد پیامکی - ثبت‌نام" errors={form.errors} back="/sign-up/who" narrow>
      <Steps step={2} of={STEPS} />
      <h1>کد پیامک‌شده را بنویسید</h1>
      <p>
        کدی ۶ رقمی به شمارهٔ{' '}
        <bdi class="nowrap" dir="ltr">
          {maskedMobile}
        </bdi>{' '}
        پیامک کردیم. کد دو دقیقه اعتبار دارد.
      </p>
      <Form {...form} submit="مرحله بعد">
        <CodeField name="code" label="کد ۶ رقمی" errors={form.errors} />
      </Form>
      <ResendCode action="/sign-up/code/resend" token={form.token} seconds={resendSeconds} />
      <p>
        شماره را اشتباه نوشته‌اید؟ <a href="/sign-up/who">شماره را تغییر دهید</a>
      </p>
    </Page>
  )
}

/** Fields: firstName, lastName, fatherName, idCardNumber, sex ('female' or 'male'), birthDate. */
export function SignUpIdentity({ shell, ...form }: FormProps & { shell: Shell }) {
  return (
    <Page shell={shell} title="مشخصات هویتی - ثبت‌نام" errors={form.errors} back="/sign-up/who" narrow>
      <Steps step={3} of={STEPS} />
      <h1>مشخصات هویتی</h1>
      <p>همه را همان‌طور بنویسید که در شناسنامه یا کارت شناسایی شما آمده است.</p>
      <Form {...form} submit="مرحله بعد">
        <Field {...form} name="firstName" label="نام" autocomplete="given-name" />
        <Field {...form} name="lastName" label="نام خانوادگی" autocomplete="family-name" />
        <Field {...form} name="fatherName" label="نام پدر" autocomplete="off" />
        <Field
          {...form}
          name="idCardNumber"
          label="شماره شناسنامه"
          hint="اگر شماره شناسنامهٔ شما همان کد ملی است، کد ملی را بنویسید."
          inputmode="numeric"
          autocomplete="off"
          ltr
          maxlength={30}
          width="w12"
        />
        <RadioGroup {...form} name="sex" label="جنسیت" options={{ female: 'زن', male: 'مرد' }} />
        <DateField
          {...form}
          name="birthDate"
          label="تاریخ تولد"
          hint="سال، ماه، روز؛ مانند ۱۳۷۰/۰۱/۰۵"
          autocomplete="off"
        />
      </Form>
    </Page>
  )
}

export type SignUpPasswordProps = FormProps & { shell: Shell; owner: PasswordOwner }

/** Fields: email (may be empty), password. */
export function SignUpPassword({ shell, owner, ...form }: SignUpPasswordProps) {
  return (
    <Page shell={shell} title="پست الکترونیک و گذرواژه - ثبت‌نام" errors={form.errors} back="/sign-up/identity" narrow>
      <Steps step={4} of={STEPS} />
      <h1>پست الکترونیک و گذرواژه</h1>
      <Form {...form} submit="مرحله بعد">
        <Field
          {...form}
          name="email"
          label="پست الکترونیک (اختیاری)"
          hint="در حساب شما ثبت می‌شود؛ بعداً هم می‌توانید آن را بیفزایید یا تغییر دهید."
          type="email"
          inputmode="email"
          autocomplete="email"
          ltr
          maxlength={254}
          required={false}
        />
        <PasswordField errors={form.errors} name="password" label="گذرواژه" autocomplete="new-password">
          <NewPasswordRules field="password" owner={owner} />
        </PasswordField>
      </Form>
    </Page>
  )
}
