import { address, choice, iban, jalaliDate, optional, text } from '#kernel/fields/fields.ts'
import { ROUTE_NAMES } from '#law/parameters/old-age.ts'
import { truth } from '../commitment.ts'
import { whatIf } from '../what-if.ts'

/** What is asked. What registries know is not asked; it is shown. */
export const fields = {
  ...whatIf,
  address: address('نشانی محل سکونت'),
  leaveOn: jalaliDate('آخرین روز کار', {
    hint: 'روزی که کار را ترک می‌کنید یا کرده‌اید. هنوز لازم نیست ترک کار کنید؛ نامه‌اش را پس از تأیید شعبه می‌خواهیم.',
  }),
  workshopNote: optional(text('اگر آخرین کارگاه شما جز این است، بنویسید کجاست', { longest: 200 })),
  record: choice('آیا سابقهٔ شما همین است؟', {
    whole: 'بله، سابقه‌ام کامل است',
    missing: 'نه، سابقه‌ام کامل نیست',
  }),
  route: choice('از کدام راه بازنشسته می‌شوید؟', ROUTE_NAMES, {
    hint: 'جدول بالا می‌گوید کدام راه امروز برای شما باز است و با چه مبلغی.',
  }),
  account: iban('شمارهٔ شبای حسابی که مستمری به آن واریز شود'),
  truth: truth(),
}
