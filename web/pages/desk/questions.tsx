import { formatInstant } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { AskedQuestion, Questions as Asked } from '#app/staff/colleagues.ts'
import { getVersion } from '#services/all.ts'
import { EmptyState, Tag } from '#web/components/parts.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, type AtDesk } from './frame.tsx'

/** /staff/questions: what colleagues ask the reader, and what became of the reader's own questions. */
export function Questions({ staff, questions: { toMe, mine } }: { staff: AtDesk; questions: Asked }) {
  return (
    <StaffPage title="پرسش‌های همکاران" staff={staff}>
      <h1>پرسش‌های همکاران</h1>
      <h2>در انتظار پاسخ شما</h2>
      <List lines={toMe} empty="همکاری از شما چیزی نپرسیده است." />
      <h2>پرسش‌های شما در دو هفتهٔ گذشته</h2>
      <List lines={mine} empty="در دو هفتهٔ گذشته چیزی نپرسیده‌اید." own />
      <Keys
        keys={[
          ['J', 'مورد بعدی فهرست'],
          ['K', 'مورد پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

function List({ lines, empty, own = false }: { lines: readonly AskedQuestion[]; empty: string; own?: boolean }) {
  if (lines.length === 0) return <EmptyState>{empty}</EmptyState>
  return (
    <ul class="cases">
      {lines.map(({ trackingCode, n, service, version, askedByName, toName, askedAt, answeredAt }) => (
        <li key={`${trackingCode}-${n}`}>
          <a href={`/staff/cases/${trackingCode}#question-${n}`}>{getVersion(service, version).title}</a>
          <span>
            <bdi dir="ltr">{toPersianDigits(trackingCode)}</bdi>
          </span>
          <span>{own ? `از ${toName}` : `${askedByName} می‌پرسد`}</span>
          <span>{formatInstant(askedAt.getTime(), 'long')}</span>
          <span>{answeredAt === null ? <Tag kind="warning">بی‌پاسخ</Tag> : <Tag kind="success">پاسخ داده شد</Tag>}</span>
        </li>
      ))}
    </ul>
  )
}
