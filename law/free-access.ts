import { toPersianDigits } from '#kernel/text.ts'

// Act on Publication and Free Access to Information (Majlis 1387/11/6, Expediency Council 1388/5/31) and the by-law of its
// article 8 (Cabinet, 1394/6/22). Read as davoudabadi.ir 9187053, 7853041, 2437015, 2385417 give them.

/** What an article bars, in our own short words; not the wording of the law. */
export type Barring = { readonly cite: string; readonly says: string }

const SAYS: Readonly<Record<number, string>> = {
  13: 'اسناد طبقه‌بندی‌شده (اسرار دولتی) تابع مقررات خود است و از این راه داده نمی‌شود.',
  14: 'اطلاعاتی که به حریم خصوصی کسی مربوط است یا با نقض آن به دست آمده، داده نمی‌شود.',
  15: 'اطلاعات شخصی فرد دیگر داده نمی‌شود؛ مگر خود او نوشته رضایت داده باشد، یا درخواست‌کننده ولی، قیم یا وکیل او باشد، یا دستگاهی باشد که این اطلاعات مستقیم به وظیفهٔ قانونی‌اش مربوط است.',
  16: 'اطلاعاتی داده نمی‌شود که به استناد قانون روشن باشد جان یا سلامت کسی را به خطر می‌اندازد یا زیان مالی یا تجاری می‌رساند.',
  17: 'اطلاعاتی داده نمی‌شود که به امنیت و آسایش عمومی، پیشگیری و کشف جرم، رسیدگی و وصول مالیات و عوارض، یا نظارت بر مهاجرت آسیب بزند.',
}

/** Articles 13 to 17 of the Act: why information may be refused. Throws RangeError for any other. */
export function barringArticle(number: number): Barring {
  const says = SAYS[number]
  if (says === undefined) throw new RangeError(`Article ${number} bars nothing`)
  return { cite: `مادهٔ ${toPersianDigits(String(number))} قانون انتشار و دسترسی آزاد به اطلاعات`, says }
}

/** Note 1 to article 17. */
export const NEVER_BARRED =
  'این مواد جلوی دادن اطلاعات دربارهٔ خطرهای زیست‌محیطی و تهدید سلامت عمومی را نمی‌گیرد (تبصرهٔ ۱ مادهٔ ۱۷).'

/** Why the answer comes soon: by-law, article 13, clause 1. */
export const SOONEST = 'بند ۱ مادهٔ ۱۳ آیین‌نامهٔ اجرایی مادهٔ ۸ قانون انتشار و دسترسی آزاد به اطلاعات'
