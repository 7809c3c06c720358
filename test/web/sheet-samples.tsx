import type { VNode } from 'preact'
import type { IsoDate } from '#kernel/dates.ts'
import { rial } from '#kernel/rial.ts'
import type { Service } from '#kernel/service/service.ts'
import { amount, remark, rows, table, type Chart, type Sheet } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { funeralGrant, sicknessPay } from '#law/short-term.ts'
import type { Opened } from '#web/pages/application/opened.ts'
import { QuestionPage, writtenAnswers } from '#web/pages/application/page.tsx'
import { ReviewPage } from '#web/pages/application/review.tsx'
import { StatusPage } from '#web/pages/application/status.tsx'
import type { Told } from '#app/sheets/tell.ts'
import payslip from '#services/payslip/service.ts'
import records from '#services/records/service.ts'
import type { WageRecord } from '#kernel/register.ts'
import type { Shell } from '#web/components/shell.ts'
import { SheetPage } from '#web/pages/sheet.tsx'
import { funeral } from '../kernel/service/funeral.ts'
import { Journey } from '../support/journey.ts'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'سیده‌مریم حسینی‌نژاد', token } }
const keys = { shell, token, formKey: 'f3a1f0f2-7c0e-4a51-9a3e-0d7a1c7f9b10' }

const ON = '2026-05-05' as IsoDate
const grant = funeralGrant(ON)
const illness = { wages: rial(621_000_000), daysWorked: 90, family: true, cause: 'illness', place: 'home' } as const
const pay = sicknessPay({ ...illness, days: 40, away: true }, ON)

/** Working life of thirty-one years, some of them in part. */
const years: Chart = {
  kind: 'chart',
  caption: 'روزهای سابقه در هر سال',
  head: ['سال', 'روز'],
  bars: Array.from({ length: 31 }, (_, n) => {
    const days = n % 9 === 4 ? 93 : n % 7 === 2 ? 214 : 365
    return { label: toPersianDigits(1374 + n), value: days, text: `${formatNumber(days)} روز` }
  }),
  most: 366,
}

/** A sheet of every kind of section. */
export const EVERY_SECTION: Sheet = {
  title: 'نمونهٔ همهٔ بخش‌ها',
  sections: [
    rows('مشخصات', [
      ['نام و نام خانوادگی', 'سیده‌مریم حسینی‌نژاد'],
      ['شعبه', 'شعبهٔ یک قم'],
    ]),
    amount('کمک‌هزینهٔ مراسم ترحیم', grant.value, grant),
    amount('غرامت دستمزد', pay.value.amount, pay),
    years,
    { ...years, caption: 'دو سال آخر', bars: years.bars.slice(-2) },
    table(
      'ماه‌های سال ۱۴۰۴',
      ['ماه', 'روز', 'دستمزد (ریال)', 'کارگاه'],
      [
        ['فروردین', '۳۱', '۱۰۴٬۵۰۰٬۰۰۰', 'شرکت نمونهٔ سبز دریا'],
        ['اردیبهشت', '۳۱', '۱۰۴٬۵۰۰٬۰۰۰', 'شرکت نمونهٔ سبز دریا، نانوایی سحر'],
      ],
      ['جمع', '۶۲', '۲۰۹٬۰۰۰٬۰۰۰', ''],
    ),
    {
      ...table('سال ۱۴۰۳', ['ماه', 'روز'], [['اسفند', '۳۰']]),
      under: 'سال ۱۴۰۳: ۳۰ روز',
    },
    remark('اگر چیزی در این برگه درست نیست، به شعبهٔ خود خبر دهید.'),
  ],
}

/** The service of the kernel's tests, with something to show at every place. */
const telling: Service = {
  ...funeral,
  pages: { ...funeral.pages, account: { ...funeral.pages['account']!, fields: ['note'], shows: () => EVERY_SECTION } },
  shows: () => ({
    title: 'آنچه می‌گیرید',
    sections: [amount('کمک‌هزینهٔ مراسم ترحیم', grant.value, grant), remark('به حساب اعلام‌شدهٔ شما واریز می‌شود.')],
  }),
}

const filled = () =>
  new Journey(telling)
    .answers('deceased', { deceased: '9901234565', kinship: 'child' })
    .facts({ death: { diedOn: '2026-01-01', insured: true } })
    .answers('account', { note: null })
    .uploads('invoice')
const openedOf = ({ application, moment }: Journey): Opened => ({
  applicationId: '4820917365112233',
  trackingCode: '4820917365',
  service: telling,
  application,
  moment,
})

const told = (more: Partial<Told>): Told => ({
  service: payslip,
  person: {} as Told['person'],
  at: Date.UTC(2026, 4, 5, 8),
  answers: {},
  pages: ['slip'],
  sheet: null,
  refusals: [],
  silent: [],
  ...more,
})
const asked = { shell, service: payslip, raw: { year: '۱۴۰۵', month: 'مهر' }, query: '?year=1405&month=7' }
const refusal = {
  rule: 'issued',
  title: 'فیش خواسته‌شده',
  verdict: 'no',
  articles: [{ id: 'ssa-77', cite: 'مادهٔ ۷۷ قانون تأمین اجتماعی' }],
  steps: [],
  refusal: 'فیشی با این سال، ماه و نوع صادر نشده است.',
  mend: 'ماه دیگری بنویسید.',
  parameters: [],
  because: [],
  wanted: null,
} as const

/** Forty years in changing workshops, two at a time in some months. */
const career: readonly WageRecord[] = Array.from({ length: 480 }, (_, n) => n).flatMap((n) => {
  const record = (at: number): WageRecord => ({
    month: ((1365 + Math.floor(n / 12)) * 100 + (n % 12) + 1) as WageRecord['month'],
    kind: 'employee',
    workshop: { code: String(4_000_000_000 + at), name: `کارگاه ریسندگی و بافندگی ${toPersianDigits(at)}` },
    days: 15 + ((n * 7 + at) % 15),
    wage: String(1_000_000 + n * 371_293 + at * 1_003) as WageRecord['wage'],
    jobTitle: 'کارگر',
    hard: false,
    origin: 'list',
  })
  return n % 5 === 0 ? [record(n % 37), record(n % 23)] : [record(n % 37)]
})
const allOf = (wages: readonly WageRecord[]): Sheet =>
  records.shows!({ answers: { year: null }, facts: { wages } } as unknown as Parameters<
    NonNullable<typeof records.shows>
  >[0])!

/** Where sheets are shown. */
export const SHEET_SAMPLES: Readonly<Record<string, () => VNode>> = {
  'sheet-page': () => {
    const opened = openedOf(filled())
    return <QuestionPage {...keys} opened={opened} page="account" raw={writtenAnswers(opened, 'account')} errors={[]} />
  },
  'sheet-told': () => <SheetPage {...asked} told={told({ sheet: EVERY_SECTION })} />,
  'sheet-of-forty-years': () => (
    <SheetPage {...asked} service={records} raw={{}} query="" told={told({ pages: ['year'], sheet: allOf(career) })} />
  ),
  'sheet-refused': () => <SheetPage {...asked} told={told({ refusals: [refusal] })} />,
  'sheet-silent': () => <SheetPage {...asked} told={told({ silent: ['سازمان تأمین اجتماعی'] })} />,
  'sheet-errors': () => (
    <SheetPage
      {...asked}
      told={null}
      errors={[{ field: 'year', message: '«سال» را با چهار رقم بنویسید، مانند ۱۴۰۴.' }]}
    />
  ),
  'sheet-review': () => <ReviewPage {...keys} opened={openedOf(filled())} errors={[]} />,
  'sheet-sent': () => <StatusPage {...keys} opened={openedOf(filled().moves('citizen:submit'))} sent />,
}
