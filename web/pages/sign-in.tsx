import { Field, Form, PasswordField } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice } from '#web/components/parts.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'

export type SignInProps = FormProps & {
  shell: Shell
  /** Why the person stands here again, where there is a reason. */
  notice?: 'signed-out' | 'expired' | 'needed' | 'password-changed'
  /** The service they came for, by its name. */
  service: string | null
}

const NOTICES = {
  'signed-out': 'از حساب خود خارج شدید.',
  expired: 'چون مدتی کاری نکردید، برای حفظ امنیت از حساب خارج شدید. دوباره وارد شوید.',
  needed: 'برای دیدن این صفحه وارد شوید.',
  'password-changed': 'گذرواژه تغییر کرد. با گذرواژهٔ تازه وارد شوید.',
} as const

/** Fields: personalNumber, password; hidden `next` when values.next is given. */
export function SignIn({ shell, notice, service, ...form }: SignInProps) {
  const next = form.values['next'] ?? '/'
  const onward = next === '/' ? '' : `?next=${encodeURIComponent(next)}`
  return (
    <Page shell={shell} title="ورود" errors={form.errors} narrow>
      <h1>ورود</h1>
      {notice === undefined ? null : (
        <Notice>
          <p>{notice === 'needed' && service !== null ? `برای «${service}» وارد شوید.` : NOTICES[notice]}</p>
        </Notice>
      )}
      <Form {...form} submit="ورود" aside={<a href={`/recover${onward}`}>بازیابی گذرواژه</a>}>
        <input type="hidden" name="next" value={next} />
        <Field
          {...form}
          name="personalNumber"
          label="کد ملی"
          hint="اتباع خارجی شناسهٔ ۱۲ رقمی خود را بنویسند."
          inputmode="numeric"
          autocomplete="username"
          ltr
          maxlength={30}
        />
        <PasswordField errors={form.errors} name="password" label="گذرواژه" autocomplete="current-password" />
      </Form>
      <p>
        هنوز حساب ندارید؟ <a href={`/sign-up${onward}`}>ثبت‌نام</a>
        {service === null ? null : ` کنید؛ پس از آن به همین خدمت برمی‌گردید.`}
      </p>
    </Page>
  )
}
