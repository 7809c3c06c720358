import { AREAS, KINDS } from '#kernel/request/request.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { ArchiveFound } from '#app/requests/archive-desk.ts'
import { Checkbox, DateField, ErrorSummary, Field, SelectField } from '#web/components/form.tsx'
import { NextPage } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, type AtDesk } from './frame.tsx'
import { RequestRows } from './requests.tsx'

export type ArchiveProps = {
  staff: AtDesk
  archive: ArchiveFound
  values: Readonly<Record<string, string>>
  nextHref: string | null
  errors?: readonly FieldError[]
}

/** /staff/requests/archive: how requests like this one were answered before. */
export function ArchivePage({ staff, archive: { kinds, found }, values, nextHref, errors = [] }: ArchiveProps) {
  const fields = { values, errors }
  return (
    <StaffPage title="بایگانی درخواست‌ها" staff={staff} errors={errors}>
      <p>
        <a class="back" href="/staff/requests">
          بازگشت به درخواست‌ها
        </a>
      </p>
      <h1>بایگانی درخواست‌ها</h1>
      <p>درخواست‌های پاسخ‌داده‌شدهٔ محدودهٔ خود را با واژه‌هایشان بجویید. بازکردن هر درخواست ثبت می‌شود و صاحب آن می‌بیند.</p>
      <ErrorSummary errors={errors} />
      <form method="get" action="/staff/requests/archive" role="search" aria-label="بایگانی" novalidate>
        <Field
          {...fields}
          name="q"
          type="search"
          label="واژه‌های متن"
          hint="مانند «کسری سابقه کارگاه»؛ با هر املا و هر صورت واژه پیدا می‌شود. کد ملی و نام اینجا کاربردی ندارد."
          maxlength={200}
        />
        <div class="pair">
          <SelectField
            {...fields}
            name="kind"
            label="نوع"
            none="همه"
            options={kinds.map((kind) => [kind, KINDS[kind]] as const)}
          />
          <SelectField {...fields} name="area" label="موضوع" none="همه" options={Object.entries(AREAS)} />
          <DateField {...fields} name="from" label="رسیده از روز" hint="مانند ۱۴۰۵/۰۷/۰۱" required={false} />
          <DateField {...fields} name="until" label="تا پایان روز" hint="مانند ۱۴۰۵/۰۷/۳۰" required={false} />
        </div>
        <Checkbox {...fields} name="all" label="درخواست‌های بی‌پاسخ هم باشد" />
        <div class="actions">
          <button type="submit" class="button">
            جست‌وجو
          </button>
        </div>
      </form>
      {found === null ? null : (
        <>
          <h2>نتیجهٔ جست‌وجوی «{toPersianDigits(values['q'] ?? '')}»</h2>
          <RequestRows
            caption="درخواست‌های پیشین"
            rows={found.rows}
            empty="در محدودهٔ شما درخواستی با همهٔ این واژه‌ها نیست. واژهٔ کمتری بنویسید یا بازهٔ روزها را بردارید."
          />
        </>
      )}
      <NextPage href={nextHref} />
      <Keys
        keys={[
          ['J', 'درخواست بعدی فهرست'],
          ['K', 'درخواست پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}
