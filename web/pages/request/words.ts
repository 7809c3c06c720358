import { formatInstant, formatJalali, tehranDate } from '#kernel/dates.ts'
import type { Request } from '#kernel/request/request.ts'
import { answerClock } from '#kernel/request/request.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { isOpen, STATES, type State } from '#kernel/request/states.ts'
import { staffRoles } from '#app/staff/staff.ts'

/** Who of the organisation did something, as the person reads it. */
export const roleName = (role: string): string =>
  role === 'citizen'
    ? 'شما'
    : role === 'clock'
      ? 'سامانه'
      : (Object.entries(staffRoles).find(([id]) => id === role)?.[1] ?? 'همکار سازمان')

export const when = (instant: number): string => formatInstant(instant, 'weekday')

/** The last day of a limit, «یکشنبه ۹ فروردین ۱۴۰۵». An office that closes at midnight closes on the day before. */
export const lastDay = (due: number): string => formatJalali(tehranDate(due - 1), 'weekday')

export type Turn = 'citizen' | 'organisation' | null

/** Whose turn it is; null: it has ended. */
export const turnOf = (state: State): Turn =>
  state === 'asked' || state === 'waiting' ? 'citizen' : isOpen(state) ? 'organisation' : null

export const TURN = { citizen: 'نوبت شماست', organisation: 'نوبت سازمان است' } as const

export const stateWords = (state: State): string => STATES[state].title

/** Until when whose turn it is, as one sentence; null: nobody owes anything. */
export function clockWords(request: Pick<Request, 'state' | 'clocks'>, isLate: boolean): string | null {
  const answer = answerClock(request)
  if (answer === null) return null
  const citizen = request.clocks.find(({ kind, stoppedAt }) => kind === 'citizen' && stoppedAt === null)
  if (answer.pausedAt !== null && citizen !== undefined)
    return `شما تا پایان ${lastDay(citizen.dueAt)} فرصت پاسخ دارید. تا آن وقت مهلت ما نگه داشته شده است.`
  if (isLate) return `مهلت پاسخ سازمان در پایان ${lastDay(answer.dueAt)} گذشت.`
  return `سازمان تا پایان ${lastDay(answer.dueAt)} فرصت پاسخ دارد.`
}

/** A line of what has happened. */
export type Line = { readonly at: number; readonly text: string; readonly note?: string }

/** The names of branches, by their number. */
export type BranchNames = ReadonlyMap<number, string>

/** Where a request lies: a branch, a province as a whole, or the headquarters. */
export const placeWords = (
  { branchId, province }: { readonly branchId: number | null; readonly province: string | null },
  names: BranchNames,
): string =>
  (branchId === null ? undefined : names.get(branchId)) ??
  (province === null ? 'ستاد سازمان' : `مدیریت استان ${province}`)

/** What has happened, in words for the person. What staff write to each other is not among it. */
export function timeline(events: readonly RequestEvent[], names: BranchNames): readonly Line[] {
  return events.flatMap((event) => {
    const line = lineOf(event, names)
    return line === null ? [] : [{ at: event.at, ...line }]
  })
}

function lineOf(event: RequestEvent, names: BranchNames): { text: string; note?: string } | null {
  switch (event.kind) {
    case 'received':
      return { text: event.by.role === 'citizen' ? 'درخواست شما رسید' : 'درخواست شما را همکار ما ثبت کرد' }
    case 'routed':
      return { text: `به ${placeWords(event, names)} رسید` }
    case 'taken':
      return { text: `${roleName(event.by.role)} آن را در دست گرفت` }
    case 'transferred':
      return { text: `به ${placeWords(event, names)} سپرده شد؛ مهلت پاسخ همان است`, note: event.reason }
    case 'asked':
      return { text: 'از شما پرسیدیم', note: event.text }
    case 'ask-got':
      return { text: 'پرسش ما به شما رسید؛ مهلت ما نگه داشته شد' }
    case 'wrote':
      return { text: event.files.length > 0 && event.text === '' ? 'پیوستی فرستادید' : 'نوشتید', note: event.text }
    case 'wait-over':
      return { text: 'پاسخی از شما نرسید؛ رسیدگی ادامه یافت' }
    case 'sent':
      return { text: 'پاسخ فرستاده شد' }
    case 'rated':
      return { text: event.solved ? 'گفتید مشکلتان حل شد' : 'گفتید مشکلتان حل نشد', note: event.text }
    case 'reopened':
      return { text: 'دوباره باز کردید؛ مهلت تازه‌ای آغاز شد', note: event.reason }
    case 'closed':
      return { text: 'بسته شد' }
    case 'merged':
      return { text: 'با درخواست دیگر شما یکی شد' }
    case 'absorbed':
      return { text: 'درخواست دیگر شما با این یکی شد' }
    case 'referred':
      return { text: `به ${event.where} ارجاع شد`, note: event.reason }
    case 'withdrawn':
      return { text: 'درخواست را پس گرفتید', note: event.reason }
    case 'breached':
      return { text: 'مهلت پاسخ گذشت و به مدیر استان خبر داده شد' }
    case 'deadline-moved':
      return { text: `به سبب تعطیلی تازه، مهلت پاسخ تا پایان ${lastDay(event.due)} شد` }
    default:
      return null
  }
}

/** Every look of staff into it. */
export const readers = (events: readonly RequestEvent[]): readonly Line[] =>
  events.flatMap((event) => (event.kind === 'viewed' ? [{ at: event.at, text: roleName(event.by.role) }] : []))
