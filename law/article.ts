import type { Article } from '#kernel/service/verdict.ts'
import { toPersianDigits } from '#kernel/text.ts'

/** An article of the Social Security Act of 1354: article(58, '۲') is «بند ۲ مادهٔ ۵۸ قانون تأمین اجتماعی». */
export function article(number: number, clause?: string): Article {
  if (clause !== undefined) return provision('ssa', 'قانون تأمین اجتماعی', number, clause)
  return (whole[number] ??= provision('ssa', 'قانون تأمین اجتماعی', number))
}

/** Whole articles are cited in every step of every working; each is made once. */
const whole: Article[] = []

/** A note to an article of the Act: articleNote(76, '۲') is «تبصرهٔ ۲ مادهٔ ۷۶ قانون تأمین اجتماعی». */
export function articleNote(number: number, note: string): Article {
  const { id, cite } = article(number)
  return { id: `${id}-note-${note}`, cite: `تبصرهٔ ${note} ${cite}` }
}

/** An article of the Family Protection Act of 1391. */
export function familyArticle(number: number, clause?: string): Article {
  return provision('fpa', 'قانون حمایت خانواده مصوب ۱۳۹۱', number, clause)
}

/** An article of the Unemployment Insurance Act of 1369. */
export function unemploymentArticle(number: number, clause?: string): Article {
  return provision('uia', 'قانون بیمهٔ بیکاری مصوب ۱۳۶۹', number, clause)
}

/** An article of the act of 1373 on fines of employers. */
export function finesArticle(number: number): Article {
  return provision('fines', 'قانون جرایم نقدی کارفرمایان مصوب ۱۳۷۳', number)
}

/** The organisation's own rule where the Act is silent. */
export const PRACTICE: Article = { id: 'practice-enrolment', cite: 'بخشنامهٔ نامنویسی و حساب‌های انفرادی سازمان' }

/** Clause b of article 4: who works for himself. */
export const OWN_WORK: Article = {
  id: 'ssa-4-b',
  cite: 'بند ب مادهٔ ۴ قانون تأمین اجتماعی، بیمهٔ صاحبان حرف و مشاغل آزاد',
}

/** Article 8: whoever leaves compulsory insurance may go on by himself. */
export const VOLUNTARY: Article = { id: 'ssa-8', cite: 'مادهٔ ۸ قانون تأمین اجتماعی، بیمهٔ اختیاری' }

export const DRIVERS: Article = { id: 'drivers', cite: 'قانون بیمهٔ رانندگان حمل‌ونقل مصوب ۱۳۷۹ و اصلاح ۱۳۸۷' }

export const BUILDERS: Article = { id: 'builders-5', cite: 'مادهٔ ۵ قانون بیمهٔ کارگران ساختمانی، اصلاح ۱۴۰۱ و ۱۴۰۲' }

export const SMALL_WORKSHOPS: Article = { id: 'small-workshops', cite: 'قانون معافیت کارگاه‌های تا پنج کارگر مصوب ۱۳۶۱' }

export const PLAN_7: Article = { id: 'plan-7', cite: 'قانون برنامهٔ هفتم پیشرفت، سال‌های اضافهٔ بازنشستگی' }

export const FAMILY_AND_YOUTH: Article = {
  id: 'fya-17',
  cite: 'بند الف مادهٔ ۱۷ قانون حمایت از خانواده و جوانی جمعیت مصوب ۱۴۰۰',
}

export const CIRCULAR_14: Article = { id: 'circular-14-1380', cite: 'بخشنامهٔ ۱۴ سال ۱۳۸۰، ضرایب پیمان' }

export const AIDS_RULE: Article = { id: 'aids', cite: 'ضوابط اروتز و پروتز سازمان' }

function provision(act: string, name: string, number: number, clause?: string): Article {
  const id = [act, number, clause].filter((part) => part !== undefined).join('-')
  const which = clause === undefined ? '' : `بند ${clause} `
  return { id, cite: `${which}مادهٔ ${toPersianDigits(number)} ${name}` }
}
