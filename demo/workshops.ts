import { toPersianDigits } from '#kernel/text.ts'

type Job = { readonly title: string; readonly hard: boolean; /** Beside the common wage. */ readonly pay: number }
export type DemoWorkshop = {
  readonly code: string
  readonly name: string
  readonly branch: string
  readonly employer: string
  readonly address: string
  readonly jobs: readonly Job[]
}

const job = (title: string, pay = 1, hard = false): Job => ({ title, pay, hard })
const office = [job('کارمند اداری', 1.2), job('حسابدار', 1.5), job('نگهبان')]
const hand = [job('کارگر ساده'), job('انباردار', 1.1), job('راننده', 1.2)]
const KINDS: readonly (readonly [kind: string, jobs: readonly Job[]])[] = [
  ['نانوایی', [job('شاطر', 1.3, true), job('چانه‌گیر', 1.1, true), job('ترازودار')]],
  ['فرش دستباف', [job('بافنده'), job('نقشه‌کش', 1.4)]],
  ['ریخته‌گری', [job('ریخته‌گر', 1.4, true), job('قالب‌ساز', 1.3, true), ...hand]],
  ['سوهان‌پزی', [job('قناد', 1.2), job('فروشنده'), ...hand]],
  ['شرکت ساختمانی', [job('جوشکار', 1.4, true), job('بنّا', 1.2), ...hand]],
  ['کارخانهٔ کاشی', [job('کوره‌کار', 1.4, true), job('بسته‌بند'), ...hand]],
  ['معدن سنگ', [job('کارگر معدن', 1.3, true), job('رانندهٔ بیل مکانیکی', 1.5, true)]],
  ['فروشگاه', [job('فروشنده'), job('صندوق‌دار', 1.1)]],
  ['درمانگاه', [job('پرستار', 1.6), job('پذیرش', 1.1), ...office]],
  ['دفتر مهندسی', [job('مهندس عمران', 2.2), job('نقشه‌کش', 1.5), ...office]],
  ['شرکت نرم‌افزاری', [job('برنامه‌نویس', 2.4), ...office]],
  ['دبستان غیردولتی', [job('آموزگار', 1.1), ...office]],
  ['تولیدی پوشاک', [job('خیاط', 1.1), job('اتوکار'), ...hand]],
]
const NAMES = ['نمونه', 'آزمون', 'مثال', 'الگو', 'فرضی', 'نمایش', 'سپید', 'بهار', 'کویر', 'سرو', 'مهر', 'البرز']

const workshops = new Map<number, DemoWorkshop>()

/** The workshop of a number; all are invented. */
export function workshopOf(serial: number): DemoWorkshop {
  const before = workshops.get(serial)
  if (before !== undefined) return before
  const [kind, jobs] = KINDS[serial % KINDS.length]!
  const name = `${kind} ${NAMES[Math.floor(serial / KINDS.length) % NAMES.length]} ${toPersianDigits(serial + 1)}`
  const workshop = {
    code: `98${String(serial).padStart(8, '0')}`,
    name,
    branch: String(1 + (serial % 4)),
    employer: `کارفرمای ${name}`,
    address: `قم، خیابان نمونهٔ ${toPersianDigits((serial % 40) + 1)} (نشانی نمایشی)`,
    jobs,
  }
  if (workshops.size < 50_000) workshops.set(serial, workshop)
  return workshop
}

/** How many workshops so many people work in. */
export const workshopsFor = (people: number): number => Math.max(40, Math.ceil(people / 30))
