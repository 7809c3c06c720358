import type { RegisteredMember } from '#kernel/register.ts'
import { evaluate } from '#kernel/service/evidence.ts'
import { article } from '#law/article.ts'
import type { CivilRecord } from './sources.ts'

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
  title: 'شناسایی شما در ثبت احوال',
  else: 'ثبت احوال شما را با کد ملی و تاریخ تولدی که در حساب شماست پیدا نکرد.',
  mend: 'اگر تازه شناسنامهٔ خود را اصلاح کرده‌اید، چند روز دیگر دوباره ببینید؛ وگرنه با شناسنامه به شعبه بروید یا با ۱۴۲۰ تماس بگیرید.',
} as const

/**
 * The same, for services that cannot be had without what the registry says of whoever asks: it speaks only where the registry
 * has answered that it finds nobody. All else reads `known(facts.self)`.
 */
export const knownToRegistry = {
  ...recognised,
  law: article(2),
  when(given: { readonly answers: object; readonly facts: object }): boolean {
    const self = evaluate(given, ({ facts }) => (facts as { readonly self: CivilRecord | null }).self)
    return self.known && self.value === null
  },
  must: (): boolean => false,
}
