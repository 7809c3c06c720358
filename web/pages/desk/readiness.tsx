import { formatJalali } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/text.ts'
import type { ReadinessOfBranches } from '#app/training/readiness.ts'
import { EmptyState, Tag } from '#web/components/parts.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, type AtDesk } from './frame.tsx'

type Shown = ReadinessOfBranches['documents'][number]

/** /staff/readiness: which branches may answer all there is to answer, and who has still to learn which text. */
export function ReadinessPage({
  staff,
  ready: { branches, documents },
}: {
  staff: AtDesk
  ready: ReadinessOfBranches
}) {
  const coming = documents.filter(({ from }) => from !== null)
  const now = documents.filter(({ from }) => from === null)
  return (
    <StaffPage title="آمادگی شعبه‌ها" staff={staff}>
      <h1>آمادگی شعبه‌ها</h1>
      <p>
        آماده کسی است که همهٔ سندهای امروز را گذرانده است. تا کسی سندی را نگذراند، پاسخی را که به آن استناد می‌کند
        نمی‌فرستد.
      </p>
      <h2>شعبه‌ها</h2>
      {branches.length === 0 ? (
        <EmptyState>در واحد شما هنوز کسی نیست که به مردم پاسخ بدهد.</EmptyState>
      ) : (
        <ul class="cases">
          {branches.map(({ branchId, branchName, staff: all, ready }) => (
            <li key={branchId ?? 'none'}>
              <b>{branchName ?? 'بیرون از شعبه‌ها'}</b>
              <span>
                {formatNumber(ready)} از {formatNumber(all)} نفر آماده
              </span>
              <span>{ready === all ? <Tag kind="success">آماده</Tag> : <Tag kind="warning">ناتمام</Tag>}</span>
            </li>
          ))}
        </ul>
      )}
      {coming.length === 0 ? null : (
        <>
          <h2>متن‌هایی که در راه است</h2>
          <Documents documents={coming} />
        </>
      )}
      <h2>سندهای امروز</h2>
      {now.length === 0 ? (
        <EmptyState>هنوز پاسخ تأییدشده‌ای به سندی استناد نکرده است.</EmptyState>
      ) : (
        <Documents documents={now} />
      )}
      <Keys
        keys={[
          ['J', 'مورد بعدی فهرست'],
          ['K', 'مورد پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

const MOST = 12

function Documents({ documents }: { documents: readonly Shown[] }) {
  return (
    <ul class="listing">
      {documents.map((document) => (
        <li key={`${document.documentId} ${document.from ?? ''}`}>
          <b>{document.title}</b>
          {document.from === null ? '' : `، از ${formatJalali(document.from, 'long')}`}{' '}
          {document.gaps.length === 0 ? <Tag kind="success">همه گذرانده‌اند</Tag> : null}
          {document.hasCheck ? null : <Tag kind="warning">پرسش آن نوشته نشده</Tag>}
          {document.gaps.length === 0 ? null : <Gaps document={document} />}
        </li>
      ))}
    </ul>
  )
}

function Gaps({ document: { gaps } }: { document: Shown }) {
  return (
    <>
      {gaps.slice(0, MOST).map(({ branchId, branchName, staff, passed, missing }) => (
        <p key={branchId ?? 'none'}>
          {branchName ?? 'بیرون از شعبه‌ها'}: {formatNumber(passed)} از {formatNumber(staff)}؛ مانده:{' '}
          {missing.join('، ')}
          {staff - passed > missing.length ? ` و ${formatNumber(staff - passed - missing.length)} نفر دیگر` : ''}
        </p>
      ))}
      {gaps.length > MOST ? <p>و {formatNumber(gaps.length - MOST)} شعبهٔ دیگر</p> : null}
    </>
  )
}
