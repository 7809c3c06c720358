import { formatInstant, formatJalali } from '#kernel/dates.ts'
import { differences } from '#kernel/service/difference.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { Case } from '#app/staff/case.ts'
import { Notice, Tag } from '#web/components/parts.tsx'
import { ErrorSummary } from '#web/components/form.tsx'
import { SheetView } from '#web/components/sheet.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Answers, Documents, Facts, Rules } from './evidence.tsx'
import { Keys, type AtDesk } from './frame.tsx'
import { Moves } from './moves.tsx'
import { Talk, type Typed } from './talk.tsx'
import { Due, Rows } from './queue.tsx'
import { actorName, deedWords, stateName } from './words.ts'

export type CaseProps = {
  staff: AtDesk
  of: Case
  /** What was sent and not done, so that nothing typed is lost. */
  typed?: Typed | null
  errors?: readonly FieldError[]
}

/** /staff/cases/:code */
export function CasePage({ staff, of, typed = null, errors = [] }: CaseProps) {
  const { service, person } = of
  const name = `${person.firstName} ${person.lastName}`
  return (
    <StaffPage title={`${service.title}، ${name}`} errors={errors} staff={staff}>
      <p>
        <a class="back" href="/staff">
          بازگشت به صف
        </a>
      </p>
      <h1>{service.title}</h1>
      <ErrorSummary errors={errors} />
      <Head of={of} name={name} />
      <div class="split">
        <Moves staff={staff} of={of} typed={typed} errors={errors} />
        <div>
          <Talk staff={staff} of={of} typed={typed} errors={errors} />
          <Changes of={of} />
          <Answers of={of} />
          <Documents of={of} />
          <Papers of={of} />
          <Rules of={of} />
          <SheetView sheet={sheetOf(service, of.now)} />
          <Facts of={of} />
          <Others of={of} />
          <Timeline of={of} />
        </div>
      </div>
      <Keys
        keys={[
          ['C', 'برداشتن پرونده'],
          ['A', 'تأیید'],
          ['B', 'برگرداندن برای اصلاح'],
          ['R', 'رد'],
          ['M', 'یادداشت'],
          ['Q', 'پرسش از همکار'],
          ['G', 'سپردن به همکار'],
        ]}
      />
    </StaffPage>
  )
}

/** The certificates that came of it, on a page of their own. */
function Papers({ of: { row, application } }: { of: Case }) {
  if (!application.actions.some(({ kind }) => kind === 'outcome')) return null
  return (
    <p>
      <a class="stand" href={`/staff/cases/${row.trackingCode}/certificates`}>
        گواهی‌های این پرونده
      </a>
    </p>
  )
}

/** Who applies, for what, and until when. */
function Head({ of, name }: { of: Case; name: string }) {
  const { row, service, application, person } = of
  const late = row.dueAt !== null && row.dueAt.getTime() < of.moment.at
  const rows = [
    { label: 'متقاضی', value: name },
    { label: 'کد ملی', value: <bdi dir="ltr">{toPersianDigits(person.number)}</bdi> },
    { label: 'تاریخ تولد', value: formatJalali(person.birthDate, 'long') },
    { label: 'کد رهگیری', value: <bdi dir="ltr">{toPersianDigits(row.trackingCode)}</bdi> },
    { label: 'وضعیت', value: stateName(service, application.state) },
    { label: 'مهلت', value: <Due at={row.dueAt} late={late} /> },
    { label: 'در دست', value: holderWords(of) },
  ]
  return (
    <dl class="head">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What else this person asked for, and who else asks for the same. */
function Others({ of: { others, doubles } }: { of: Case }) {
  const { same, sameFile, elsewhere } = doubles
  return (
    <section>
      <h2>درخواست‌های دیگر این شخص</h2>
      <Rows caption="درخواست‌های دیگر" rows={others} empty="در میز شما درخواست دیگری از این شخص نیست." />
      {same.length + sameFile.length + elsewhere === 0 ? null : (
        <>
          <h2>درخواست‌های همانند</h2>
          {same.length === 0 ? null : (
            <>
              <p>برای همین مورد، درخواست باز دیگری هم هست:</p>
              <Rows caption="برای همین مورد" rows={same} empty="" />
            </>
          )}
          {sameFile.length === 0 ? null : (
            <>
              <p>یکی از پرونده‌های همین مدارک در این درخواست‌ها هم فرستاده شده است:</p>
              <Rows caption="با همین مدرک" rows={sameFile} empty="" />
            </>
          )}
          {elsewhere === 0 ? null : (
            <Notice kind="warning">
              <p>{formatNumber(elsewhere)} درخواست همانند در میزهای دیگر هست که شما به آن دسترسی ندارید.</p>
            </Notice>
          )}
        </>
      )}
    </section>
  )
}

function holderWords({ application: { holder }, names, desk }: Case): string {
  if (holder === null) return 'آزاد'
  return holder === desk.staffId ? 'شما' : (names.get(holder) ?? 'همکار')
}

/** What became of the remarks of the last return, and what else was changed. */
function Changes({ of: { service, application } }: { of: Case }) {
  const changes = differences(service, application)
  if (changes.length === 0) return null
  return (
    <section>
      <h2>تغییرها پس از برگرداندن</h2>
      <dl class="facing">
        {changes.map(({ about, name, title, remark, before, now, changed }) => (
          <div key={`${about}-${name}`} class={changed ? undefined : 'differs'}>
            <dt>
              {title} {changed ? <Tag kind="success">تغییر کرد</Tag> : <Tag kind="warning">تغییر نکرد</Tag>}
              <span class="hint">{remark === '' ? 'بی‌خواست شعبه' : remark}</span>
            </dt>
            <dd>
              <span>پیش‌تر</span> {toPersianDigits(before === '' ? '—' : before)}
            </dd>
            <dd>
              <span>اکنون</span> {toPersianDigits(now === '' ? '—' : now)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Timeline({ of: { service, application, names } }: { of: Case }) {
  return (
    <>
      <h2>گردش کار</h2>
      <details>
        <summary>{formatNumber(application.actions.length)} رویداد</summary>
        <ol>
          {application.actions.toReversed().map((action, n) => (
            <li key={n}>
              <b>{actorName(action.by, names)}</b>: {deedWords(service, action, names)}
              {action.kind === 'moved' && action.note !== undefined ? ` («${action.note}»)` : ''}{' '}
              <span class="soft">{formatInstant(action.at, 'long')}</span>
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}
