import { formatInstant, formatJalali, tehranDate } from '#kernel/dates.ts'
import type { Deadline } from '#kernel/service/deadline.ts'
import type { Role } from '#kernel/service/flow.ts'
import type { CountedDay } from '#kernel/working-time/due.ts'

/** Who acts, as the citizen reads it. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  citizen: 'شما',
  officer: 'کارشناس شعبه',
  supervisor: 'رئیس شعبه',
  inquirer: 'مأمور تحقیق معیشت',
  physician: 'کمیسیون پزشکی',
  clock: 'سامانه',
}

const MOVES: Readonly<Record<string, string>> = {
  'citizen:submit': 'درخواست را فرستادید',
  'citizen:withdraw': 'از درخواست انصراف دادید',
  'citizen:object': 'به تصمیم اعتراض کردید',
  'officer:return': 'برای اصلاح به شما برگشت',
  'officer:inquire': 'به تحقیق معیشت فرستاده شد',
  'officer:refer': 'به کمیسیون پزشکی فرستاده شد',
  'officer:approve': 'کارشناس شعبه آن را تأیید کرد',
  'officer:reject': 'کارشناس شعبه آن را رد کرد',
  'inquirer:report': 'گزارش تحقیق معیشت رسید',
  'physician:report': 'رأی کمیسیون پزشکی رسید',
  'supervisor:confirm': 'رئیس شعبه تصمیم را تأیید کرد',
  'supervisor:send-back': 'برای بررسی دوباره به کارشناس برگشت',
  'supervisor:approve': 'رئیس شعبه اعتراض را پذیرفت',
  'supervisor:reject': 'رئیس شعبه اعتراض را نپذیرفت',
  'clock:due': 'مهلت به پایان رسید',
}

/** A move in plain words; one that has none of its own is told by the state it led to. */
export const moveWords = (move: string, to: string): string => MOVES[move] ?? `وضعیت شد: ${to}`

export const TURN_WORDS = {
  citizen: 'نوبت شماست',
  organisation: 'نوبت سازمان است',
} as const

/** Until when, as a sentence. */
export function promisedWords({ at, clock }: Deadline): string {
  const day = formatJalali(tehranDate(at - 1), 'weekday')
  if (clock === 'organisation') return `سازمان تا پایان روز ${day} پاسخ می‌دهد.`
  return clock === 'citizen' ? `شما تا پایان روز ${day} فرصت دارید.` : `تا پایان روز ${day} می‌توانید اعتراض کنید.`
}

/** Why a day counts or does not. */
export function dayWords({ why, name, confirmed, announced }: CountedDay): string {
  const words: Readonly<Record<CountedDay['why'], string>> = {
    receipt: 'روز دریافت؛ شمرده نمی‌شود',
    working: 'روز کاری',
    calendar: 'شمرده می‌شود',
    weekend: 'تعطیل آخر هفته',
    closed: 'تعطیل',
    'moved-on': 'چون روز پایان تعطیل است، به روز کاری بعد رفت',
  }
  const reason = name === null ? words[why] : `${words[why]} (${name})`
  if (confirmed) return reason
  return `${reason}؛ ${announced ? 'هنوز قطعی نیست' : 'تقویم هنوز اعلام نشده'}`
}

/** An instant on the page: day and hour in Tehran. */
export const when = (instant: number): string => formatInstant(instant, 'weekday')
