import { formatJalali, toJalali } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { CountedDay, Limit } from '#kernel/working-time/due.ts'
import { Table } from '#web/components/parts.tsx'
import { dayWords } from '#web/pages/application/words.ts'

/** Of days that may still become closed or open, or of a year whose calendar nobody has announced yet. */
export function NotCertain({ days }: { days: readonly CountedDay[] }) {
  const open = days.find(({ confirmed, announced }) => !confirmed && !announced)
  if (open !== undefined)
    return (
      <p class="soft">
        تقویم سال {toPersianDigits(toJalali(open.date).year)} هنوز اعلام نشده است. اگر تعطیلی تازه‌ای اعلام شود، این تاریخ
        شاید دیرتر شود ولی زودتر نمی‌شود.
      </p>
    )
  return days.every(({ confirmed }) => confirmed) ? null : (
    <p class="soft">
      در این شمارش روزی هست که تعطیل بودن یا نبودنش هنوز قطعی نیست. اگر تغییر کند، این تاریخ شاید دیرتر شود ولی زودتر
      نمی‌شود.
    </p>
  )
}

/** The receipt of a deadline: every day from the receipt to the last, and why it counts or does not. */
export function DeadlineReceipt({
  days,
  limit,
  open = false,
}: {
  days: readonly CountedDay[]
  limit: Limit
  open?: boolean
}) {
  const rows = days.map((line) => [
    formatJalali(line.date, 'weekday'),
    line.counted === null ? '—' : toPersianDigits(line.counted),
    dayWords(line),
  ])
  return (
    <>
      <NotCertain days={days} />
      <details open={open}>
        <summary>
          مهلت چگونه شمرده شد: {formatNumber(limit.days)} روز{limit.unit === 'working-day' ? ' کاری' : ''}
        </summary>
        <Table caption="شمارش روزها" head={['روز', 'شماره', 'چرا']} rows={rows} />
      </details>
    </>
  )
}
