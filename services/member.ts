import type { RegisteredMember } from '#kernel/register.ts'

/** What somebody is to the organisation, as people say it. */
export const STANDING_NAMES: Readonly<Record<RegisteredMember['standing'], string>> = {
  insured: 'بیمه‌شده',
  retiree: 'بازنشسته',
  'totally-disabled': 'ازکارافتادهٔ کلی',
  survivor: 'بازمانده',
  none: 'بدون رابطهٔ بیمه‌ای',
}

/** Of a rule by which the civil registry must know whoever asks. */
export const recognised = {
  title: 'شناسایی در ثبت احوال',
  else: 'ثبت احوال شما را با کد ملی و تاریخ تولدی که در حساب شماست پیدا نکرد.',
  mend: 'اگر تازه شناسنامهٔ خود را اصلاح کرده‌اید، چند روز دیگر دوباره ببینید یا با ۱۴۲۰ تماس بگیرید.',
} as const
