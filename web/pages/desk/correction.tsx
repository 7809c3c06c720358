import { formatJalali } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/text.ts'
import type { Receivers } from '#app/answers/correct.ts'
import { Checkbox, Field, Form, errorOf } from '#web/components/form.tsx'
import { EmptyState, Notice } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { TextArea, type AtDesk } from './frame.tsx'

type CorrectionProps = {
  staff: AtDesk
  receivers: Receivers
  values?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
  /** How many were just told. */
  sent?: number | null
}

/** /staff/answers/versions/ID/correction: who got an answer lately, and what they are to know instead. */
export function CorrectionPage({ staff, receivers, values = {}, errors = [], sent = null }: CorrectionProps) {
  const { version, days, waiting, corrected } = receivers
  const address = `/staff/answers/versions/${version.answerId}/correction`
  return (
    <StaffPage title="اصلاح پاسخ فرستاده‌شده" staff={staff} errors={errors}>
      <h1>اصلاح پاسخ فرستاده‌شده</h1>
      {sent === null ? null : (
        <Notice kind="success">
          <p>اصلاح برای {formatNumber(sent)} نفر می‌رود؛ هر کس یک بار.</p>
        </Notice>
      )}
      <p>
        <a href={`/staff/answers/versions/${version.answerId}`}>
          پاسخی که از {formatJalali(version.from, 'long')} معتبر بود
        </a>
        {version.until === null ? '، تا امروز' : ` و تا پیش از ${formatJalali(version.until, 'long')}`}
      </p>
      <form method="get" action={address} class="filter">
        <Field
          name="days"
          label="در چند روز گذشته (تا ۳۶۵)"
          inputmode="numeric"
          maxlength={3}
          width="w6"
          values={{ days: formatNumber(days) }}
          errors={[]}
        />
        <div class="actions">
          <button type="submit" class="button second">
            شمردن
          </button>
        </div>
      </form>
      <p>
        {formatNumber(waiting)} نفر این پاسخ را در {formatNumber(days)} روز گذشته گرفته‌اند و هنوز اصلاحی نگرفته‌اند.{' '}
        {corrected === 0 ? '' : `${formatNumber(corrected)} نفر پیش‌تر گرفته‌اند.`}
      </p>
      {waiting === 0 ? (
        <EmptyState>کسی نیست که باید باخبر شود.</EmptyState>
      ) : (
        <Form token={staff.token} action={address} errors={errors} submit="فرستادن اصلاح">
          <input type="hidden" name="days" value={days} />
          <TextArea
            id="text"
            label="متن اصلاح"
            hint="در درخواست هر کس دیده می‌شود و با پیامک خبر داده می‌شود. بگویید چه عوض شده و چه باید کرد."
            rows={6}
            longest={1500}
            value={values['text']}
            error={errorOf('text', errors)}
          />
          <Checkbox name="sure" label="این پیام برای همهٔ این افراد می‌رود." values={values} errors={errors} />
        </Form>
      )}
    </StaffPage>
  )
}
