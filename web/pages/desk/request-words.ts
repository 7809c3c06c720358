import { CAUSES, type Cause } from '#kernel/request/request.ts'
import type { By, Draft, RequestEvent } from '#kernel/request/request-event.ts'
import type { Standing } from '#kernel/request/standing.ts'
import { formatInstant } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { RequestAtDesk } from '#app/requests/at-desk.ts'

/** What a reply is, as colleagues call it. */
export const HOW: Readonly<Record<Draft['how'], string>> = {
  canonical: 'پاسخ تأییدشدهٔ سازمان',
  own: 'متن کارشناس',
  refusal: 'رد با استناد به قانون',
  partial: 'پاسخ به بخشی از درخواست',
}

export const STANDING_LOOKS: Readonly<Record<Standing, 'warning' | 'success' | undefined>> = {
  late: 'warning',
  'due-today': 'warning',
  'on-time': undefined,
  waiting: undefined,
  done: 'success',
}

type Named = Pick<RequestAtDesk, 'names' | 'branchNames'>

/** Who did something, as colleagues call them. */
export function byName({ role, id }: By, names: ReadonlyMap<string, string>): string {
  if (role === 'citizen') return 'شهروند'
  return role === 'clock' ? 'سامانه' : (names.get(id) ?? 'همکار')
}

export const placeName = (
  { branchId, province }: { readonly branchId: number | null; readonly province: string | null },
  { branchNames }: Pick<Named, 'branchNames'>,
): string =>
  branchId === null ? (province === null ? 'ستاد سازمان' : `استان ${province}`) : (branchNames.get(branchId) ?? 'شعبه')

/** One line of the life of a request: what was done. */
export function eventWords(event: RequestEvent, of: Named): string {
  const { names } = of
  switch (event.kind) {
    case 'received':
      return 'درخواست را ثبت کرد'
    case 'routed':
      return `درخواست را به ${placeName(event, of)} فرستاد`
    case 'taken':
      return event.insteadOf === undefined
        ? 'درخواست را برداشت'
        : `درخواست را به جای ${names.get(event.insteadOf) ?? 'همکار'} برداشت`
    case 'released':
      return 'درخواست را به صف برگرداند'
    case 'handed':
      return `درخواست را به ${names.get(event.to) ?? 'همکار'} سپرد`
    case 'transferred':
      return `درخواست را به ${placeName(event, of)} فرستاد: ${event.reason}`
    case 'asked':
      return 'از شهروند پرسید'
    case 'ask-got':
      return 'پرسش به دست شهروند رسید و مهلت ما ایستاد'
    case 'wrote':
      return 'نوشت'
    case 'wait-over':
      return 'فرصت شهروند برای پاسخ به سر رسید و مهلت ما به راه افتاد'
    case 'drafted':
      return `پاسخ را نوشت (${HOW[event.draft.how]})`
    case 'draft-refused':
      return event.reason === '' ? 'پاسخ خود را پس گرفت' : `پاسخ را برگرداند: ${event.reason}`
    case 'approved':
      return 'پاسخ را تأیید کرد'
    case 'sending':
      return 'پاسخ را در نوبت فرستادن گذاشت'
    case 'undone':
      return 'فرستادن پاسخ را لغو کرد'
    case 'outdated':
      return 'پاسخ را نفرستاد، چون پیش از فرستادن از اعتبار افتاده بود'
    case 'sent':
      return 'پاسخ را فرستاد'
    case 'corrected':
      return 'اصلاح پاسخ را فرستاد'
    case 'rated':
      return `${event.solved ? 'مشکلش حل شد' : 'مشکلش حل نشد'}؛ رضایت ${formatNumber(event.score)} از ۵${event.text === '' ? '' : `: ${event.text}`}`
    case 'reopened':
      return `درخواست را دوباره باز کرد: ${event.reason}`
    case 'closed':
      return 'درخواست بسته شد'
    case 'merged':
      return `درخواست را با ${toPersianDigits(event.into.trackingCode)} یکی کرد`
    case 'absorbed':
      return `درخواست ${toPersianDigits(event.trackingCode)} به این یکی پیوست`
    case 'referred':
      return `درخواست را به ${event.where} ارجاع داد: ${event.reason}`
    case 'withdrawn':
      return `درخواست را پس گرفت${event.reason === '' ? '' : `: ${event.reason}`}`
    case 'linked':
      return 'درخواست را به پرسشی از پرسش‌های سازمان پیوند داد'
    case 'noted':
      return 'یادداشت نوشت'
    case 'viewed':
      return event.what === 'درخواست' ? 'درخواست را دید' : `«${event.what}» را دید`
    case 'promptness-set':
      return `فوریت را ${formatNumber(event.value)} کرد: ${event.reason}`
    case 'breached':
      return 'مهلت پاسخ گذشت'
    case 'cause-given':
      return `دلیل دیرشدن را ثبت کرد: ${causeWords(event.cause)}${event.note === '' ? '' : `. ${event.note}`}`
    case 'deadline-moved':
      return `مهلت به سبب تغییر تقویم جابه‌جا شد: ${formatInstant(event.due, 'long')}`
  }
}

export const causeWords = (cause: Cause): string => CAUSES[cause]
