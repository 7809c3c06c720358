import { formatInstant, formatJalali } from '#kernel/dates.ts'
import { differences } from '#kernel/service/difference.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { Case } from '#app/staff/case.ts'
import { SummaryList, Table, Tag } from '#web/components/parts.tsx'
import { ErrorSummary } from '#web/components/form.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Answers, Documents, Facts, Rules } from './evidence.tsx'
import { Keys, type AtDesk } from './frame.tsx'
import { Moves, type Typed } from './moves.tsx'
import { Due, Rows } from './queue.tsx'
import { actorName, deedWords } from './words.ts'

export type CaseProps = {
  staff: AtDesk
  of: Case
  /** What was sent and not done, so that nothing typed is lost. */
  typed?: Typed | null
  errors?: readonly FieldError[]
}

/** /staff/cases/:code */
export function CasePage({ staff, of, typed = null, errors = [] }: CaseProps) {
  const { row, service, application, person } = of
  const late = row.dueAt !== null && row.dueAt.getTime() < of.moment.at
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
      <SummaryList
        rows={[
          { label: 'متقاضی', value: name },
          { label: 'کد ملی', value: toPersianDigits(person.number), ltr: true },
          { label: 'تاریخ تولد', value: formatJalali(person.birthDate, 'long') },
          { label: 'کد رهگیری', value: toPersianDigits(row.trackingCode), ltr: true },
          { label: 'وضعیت', value: service.flow.states[application.state]?.title },
          { label: 'مهلت', value: <Due at={row.dueAt} late={late} /> },
          { label: 'در دست', value: holderWords(of) },
        ]}
      />
      <Moves staff={staff} of={of} typed={typed} errors={errors} />
      <Changes of={of} />
      <Answers of={of} />
      <Facts of={of} />
      <Rules of={of} />
      <Documents of={of} />
      <h2>درخواست‌های دیگر این شخص</h2>
      <Rows caption="درخواست‌های دیگر" rows={of.others} empty="در میز شما درخواست دیگری از این شخص نیست." />
      <Notes of={of} />
      <Timeline of={of} />
      <Keys
        keys={[
          ['C', 'برداشتن پرونده'],
          ['A', 'تأیید'],
          ['B', 'برگرداندن برای اصلاح'],
          ['R', 'رد'],
          ['M', 'یادداشت'],
        ]}
      />
    </StaffPage>
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
    <>
      <h2>تغییرها پس از برگرداندن</h2>
      <Table
        caption="آنچه برگردانده شد و آنچه شخص تغییر داد"
        head={['مورد', 'خواستهٔ شعبه', 'پیش‌تر', 'اکنون', 'نتیجه']}
        rows={changes.map(({ title, remark, before, now, changed }) => [
          title,
          remark === '' ? 'بی‌خواست شعبه' : remark,
          toPersianDigits(before === '' ? '—' : before),
          toPersianDigits(now === '' ? '—' : now),
          changed ? <Tag kind="success">تغییر کرد</Tag> : <Tag kind="warning">تغییر نکرد</Tag>,
        ])}
      />
    </>
  )
}

function Notes({ of: { application, names } }: { of: Case }) {
  const notes = application.actions.filter((action) => action.kind === 'noted')
  if (notes.length === 0) return null
  return (
    <>
      <h2>یادداشت‌ها</h2>
      <ul class="listing">
        {notes.map((note, n) => (
          <li key={n}>
            {note.text}
            <p>
              {actorName(note.by, names)}، {formatInstant(note.at, 'long')}
              {note.shownTo === 'citizen' ? '، متقاضی هم می‌بیند' : ''}
            </p>
          </li>
        ))}
      </ul>
    </>
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
