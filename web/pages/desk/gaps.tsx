import { addDays, formatJalali } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { Gaps } from '#app/answers/gaps.ts'
import { EmptyState, Tag } from '#web/components/parts.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { Keys, type AtDesk } from './frame.tsx'

/** /staff/gaps: what people ask and no canonical question answers, week by week, and where branches answer differently. */
export function GapsPage({ staff, gaps: { week, looked, clusters, deviations } }: { staff: AtDesk; gaps: Gaps }) {
  return (
    <StaffPage title="پرسش‌های بی‌پاسخ" staff={staff}>
      <h1>پرسش‌های بی‌پاسخ</h1>
      <p>
        هفتهٔ {formatJalali(week, 'long')} تا {formatJalali(addDays(week, 6), 'long')}:{' '}
        {looked === 0
          ? 'همهٔ درخواست‌ها پرسش شناخته‌شده داشتند.'
          : `${formatNumber(looked)} درخواست به هیچ پرسشی پیوند نخورده است.`}
      </p>
      <p>
        <a href={`/staff/gaps?week=${addDays(week, -7)}`}>هفتهٔ پیش</a>،{' '}
        <a href={`/staff/gaps?week=${addDays(week, 7)}`}>هفتهٔ بعد</a>، <a href="/staff/answers/new">نوشتن پرسش تازه</a>
      </p>
      {clusters.length === 0 ? (
        <EmptyState>در این هفته چیزی نپرسیده‌اند که پاسخی برایش نباشد.</EmptyState>
      ) : (
        <ul class="listing">
          {clusters.map(({ words, count, wordings }) => (
            <li key={words.join()}>
              <b>{words.map((word) => toPersianDigits(word)).join('، ')}</b> <Tag>{formatNumber(count)} درخواست</Tag>
              {wordings.map((wording) => (
                <p key={wording}>«{toPersianDigits(wording)}»</p>
              ))}
            </li>
          ))}
        </ul>
      )}
      <h2>یک‌دستی پاسخ‌ها</h2>
      <p>پرسش‌هایی که در سی روز گذشته با پاسخی جز پاسخ تأییدشده جواب گرفت. اگر زیاد است، شاید پاسخ باید درست شود.</p>
      {deviations.length === 0 ? (
        <EmptyState>همه با پاسخ تأییدشده جواب گرفته‌اند.</EmptyState>
      ) : (
        <ul class="listing">
          {deviations.map(({ branchId, branchName, questionId, canonical, count, reasons }) => (
            <li key={`${branchId} ${questionId}`}>
              {questionId === null ? (
                <b>بی پرسش شناخته‌شده</b>
              ) : (
                <a href={`/staff/answers/${questionId}`}>{canonical}</a>
              )}
              <p>
                {branchName ?? 'بیرون از شعبه‌ها'}: {formatNumber(count)} بار
              </p>
              <p class="soft">{reasons.map((reason) => `«${toPersianDigits(reason)}»`).join('، ')}</p>
            </li>
          ))}
        </ul>
      )}
      <Keys keys={[]} />
    </StaffPage>
  )
}
