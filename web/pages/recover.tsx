import { CodeField, Field, Form, PasswordField } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice, Steps } from '#web/components/parts.tsx'
import { NewPasswordRules } from '#web/components/password-rules.tsx'
import { ResendCode } from '#web/components/resend-code.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'

type RecoverProps = FormProps & { shell: Shell }

/** Fields: personalNumber, mobile. */
export function Recover({ shell, ...form }: RecoverProps) {
  return (
    <Page shell={shell} title="بازیابی گذرواژه" errors={form.errors} back="/sign-in" narrow>
      <Steps step={1} of={3} />
      <h1>بازیابی گذرواژه</h1>
      <p>کد ملی و شمارهٔ همراهی را بنویسید که در حساب شما ثبت شده است تا کدی برایتان پیامک شود.</p>
      <Form {...form} submit="مرحله بعد">
        <Field
          {...form}
          name="personalNumber"
          label="کد ملی"
          hint="اتباع خارجی شناسهٔ ۱۲ رقمی خود را بنویسند."
          inputmode="numeric"
          autocomplete="username"
          ltr
          maxlength={30}
          width="w12"
        />
        <Field
          {...form}
          name="mobile"
          label="شماره همراه"
          hint="یازده رقم با صفر اول."
          type="tel"
          inputmode="numeric"
          autocomplete="tel"
          ltr
          maxlength={30}
          width="w12"
        />
      </Form>
      <p>
        شمارهٔ همراهتان عوض شده است و به شمارهٔ پیشین دسترسی ندارید؟ با کارت ملی به <a href="/branches">شعبه</a> بروید یا
        با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
      </p>
    </Page>
  )
}

/** Fields: code. The same words whether or not such an account exists. Resend posts to /recover/code/resend. */
export function RecoverCode({ shell, resendSeconds, ...form }: RecoverProps & { resendSeconds: number }) {
  return (
    <Page shell={shell} title="کد پیامکی - بازیابی گذرواژه" errors={form.errors} back="/recover" narrow>
      <Steps step={2} of={3} />
      <h1>کد پیامک‌شده را بنویسید</h1>
      <p>اگر حسابی با این مشخصات باشد، کدی ۶ رقمی به شمارهٔ همراه آن پیامک شده است. کد دو دقیقه اعتبار دارد.</p>
      <Form {...form} submit="مرحله بعد">
        <CodeField name="code" label="کد ۶ رقمی" errors={form.errors} />
      </Form>
      <ResendCode action="/recover/code/resend" token={form.token} seconds={resendSeconds} />
    </Page>
  )
}

/** Fields: password. */
export function RecoverPassword({ shell, ...form }: RecoverProps) {
  return (
    <Page shell={shell} title="گذرواژهٔ تازه - بازیابی گذرواژه" errors={form.errors} narrow>
      <Steps step={3} of={3} />
      <h1>گذرواژهٔ تازه</h1>
      <Form {...form} submit="ثبت گذرواژه">
        <PasswordField errors={form.errors} name="password" label="گذرواژهٔ تازه" autocomplete="new-password">
          <NewPasswordRules field="password" owner={null} />
        </PasswordField>
      </Form>
    </Page>
  )
}

export function RecoverDone({ shell }: { shell: Shell }) {
  return (
    <Page shell={shell} title="گذرواژه تغییر کرد" narrow>
      <h1>گذرواژهٔ شما تغییر کرد</h1>
      <Notice kind="success">
        <p>برای امنیت بیشتر از همهٔ دستگاه‌ها خارج شدید. اکنون با گذرواژهٔ تازه وارد شوید.</p>
      </Notice>
      <div class="actions">
        <LinkButton href="/sign-in">ورود</LinkButton>
      </div>
    </Page>
  )
}
