import { LEAST_SHOWN, type Figure, type Statistics, type StatisticsLine } from '#app/statistics/statistics.ts'
import { formatInstant, MONTH_NAMES } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { Page } from '#web/components/page.tsx'
import { EmptyState, Table } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

const HEAD = [
  'شعبه',
  'رسیده',
  'در مهلت',
  'میانهٔ ساعت',
  '۹۵ درصد تا ساعت',
  'باز و دیر',
  'بازشده',
  'حل‌شده',
  'پاسخ ویژه',
  'پرسش از مردم',
]

/** What is not shown, as the list below the table says. */
const HIDDEN = '…'
const number = (figure: Figure) => (figure === null ? HIDDEN : formatNumber(figure))
const percent = (figure: Figure) => (figure === null ? HIDDEN : `${formatNumber(figure)}٪`)

/** «آذر ۱۴۰۵» of «1405-09». */
function monthName(month: string): string {
  const [year = '', number_ = ''] = month.split('-')
  return `${MONTH_NAMES[Number(number_) - 1] ?? ''} ${toPersianDigits(year)}`
}

/** /statistics: how the organisation answers, by month and branch, and how that is counted. */
export function StatisticsPage(props: { shell: Shell; statistics: Statistics; month: string | null }) {
  const { shell, statistics, month } = props
  const months = [...new Set(statistics.lines.map((line) => line.month))]
  const shown = month !== null && months.includes(month) ? month : (months[0] ?? null)
  const lines = statistics.lines.filter((line) => line.month === shown)
  return (
    <Page shell={shell} title="آمار پاسخ‌گویی" back="/">
      <h1>آمار پاسخ‌گویی</h1>
      <p class="lead">سازمان به درخواست‌های مردم چگونه و در چه زمانی پاسخ می‌دهد، شعبه به شعبه و ماه به ماه.</p>
      {shown === null ? (
        <EmptyState>در دوازده ماه گذشته درخواستی ثبت نشده است.</EmptyState>
      ) : (
        <>
          <Months months={months} shown={shown} />
          <Table caption={monthName(shown)} head={HEAD} rows={lines.map(cellsOf)} />
        </>
      )}
      <p>
        همهٔ ماه‌ها: <a href="/statistics.csv">پروندهٔ CSV</a>، <a href="/statistics.json">پروندهٔ JSON</a>
      </p>
      <HowCounted />
      <p class="soft">شمارش: {formatInstant(statistics.countedAt, 'long')}</p>
    </Page>
  )
}

function Months({ months, shown }: { months: readonly string[]; shown: string }) {
  return (
    <nav aria-label="ماه‌ها">
      <ul class="chips">
        {months.map((month) => (
          <li key={month}>
            <a href={`/statistics?month=${month}`} aria-current={month === shown ? 'page' : undefined}>
              {monthName(month)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const cellsOf = (line: StatisticsLine) => [
  line.branch,
  number(line.received),
  percent(line.inTime),
  number(line.medianHours),
  number(line.slowHours),
  number(line.openLate),
  percent(line.reopened),
  percent(line.solved),
  number(line.deviations),
  number(line.pauses),
]

function HowCounted() {
  return (
    <section>
      <h2>چگونه شمرده می‌شود</h2>
      <ul>
        <li>همه از رویدادهای ثبت‌شدهٔ هر درخواست و با یک پرس‌وجو شمرده می‌شود. رویداد را کسی نمی‌تواند پاک یا عوض کند.</li>
        <li>هر درخواست از آنِ ماهی است که رسیده یا دوباره باز شده، و از آنِ شعبه‌ای که اکنون نزد آن است.</li>
        <li>
          <b>در مهلت</b>: از همهٔ پاسخ‌گرفته‌ها و همهٔ آن‌ها که مهلتشان گذشته و هنوز بازند، سهم آنچه تا پایان مهلت پاسخ گرفت.
          دیرکرده‌های باز هم به حساب می‌آیند.
        </li>
        <li>
          <b>ساعت</b>: ساعت کاری کشور از رسیدن تا فرستادن پاسخ، بی زمانی که منتظر پاسخ خود شخص بوده‌ایم. میانه یعنی نیمی
          زودتر پاسخ گرفتند؛ ۹۵ درصد تا ساعت یعنی از هر صد نفر نودوپنج نفر تا آن ساعت.
        </li>
        <li>
          <b>بازشده</b>: سهم پاسخ‌هایی که مردم نپذیرفتند و درخواست را دوباره باز کردند. <b>حل‌شده</b>: از کسانی که نظر
          داده‌اند، سهم آن‌ها که گفتند مشکلشان حل شد.
        </li>
        <li>
          <b>پاسخ ویژه</b>: پرسش‌هایی که با پاسخی جز پاسخ تأییدشدهٔ سازمان جواب گرفت، با دلیل و تأیید نفر دوم.{' '}
          <b>پرسش از مردم</b>: چند بار ساعت ایستاد چون از خود شخص چیزی پرسیدیم.
        </li>
        <li>
          گزارش‌های نظارت شمرده نمی‌شود، و عدد کمتر از {formatNumber(LEAST_SHOWN)} نشان داده نمی‌شود تا کسی شناخته نشود؛ به
          جای آن «…» آمده است.
        </li>
      </ul>
    </section>
  )
}
