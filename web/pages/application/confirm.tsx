import { CodeField } from '#web/components/form.tsx'
import { Form } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { ResendCode } from '#web/components/resend-code.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'
import { addressOf, type Opened } from './opened.ts'
import type { FormKeys } from './page.tsx'

export type ConfirmProps = FormKeys & {
  shell: Shell
  opened: Opened
  errors: readonly FieldError[]
  /** The mobile with its middle hidden. */
  masked: string
  /** Seconds until another code may be asked for. */
  wait: number
}

/** /applications/ID/confirm: the code that was sent, with which the person sends the application. */
export function ConfirmPage({ shell, opened, errors, token, formKey, masked, wait }: ConfirmProps) {
  return (
    <Page shell={shell} title="تأیید با کد پیامکی" errors={errors} back={addressOf(opened, '/review')} narrow>
      <h1>با کد پیامکی تأیید کنید</h1>
      <p class="lead">
        کدی ۶ رقمی به شمارهٔ <bdi dir="ltr">{masked}</bdi> پیامک شد. با نوشتن آن، درخواست «{opened.service.title}» را
        می‌فرستید. کد دو دقیقه اعتبار دارد.
      </p>
      <Form errors={errors} token={token} action={addressOf(opened, '/confirm')} submit="تأیید و ارسال درخواست">
        <input type="hidden" name="_key" value={formKey} />
        <CodeField name="code" label="کد ۶ رقمی" errors={errors} />
      </Form>
      <ResendCode action={addressOf(opened, '/code')} token={token} seconds={wait} />
    </Page>
  )
}
