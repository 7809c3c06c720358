import type { Article } from '#kernel/service/verdict.ts'
import { toPersianDigits } from '#kernel/text.ts'

/** An article of the Social Security Act of 1354: article(58, '۲') is «بند ۲ مادهٔ ۵۸ قانون تأمین اجتماعی». */
export function article(number: number, clause?: string): Article {
  return provision('ssa', 'قانون تأمین اجتماعی', number, clause)
}

/** An article of the Family Protection Act of 1391. */
export function familyArticle(number: number, clause?: string): Article {
  return provision('fpa', 'قانون حمایت خانواده مصوب ۱۳۹۱', number, clause)
}

/** The organisation's own rule where the Act is silent. */
export const PRACTICE: Article = { id: 'practice-enrolment', cite: 'بخشنامهٔ نامنویسی و حساب‌های انفرادی سازمان' }

function provision(act: string, name: string, number: number, clause?: string): Article {
  const id = [act, number, clause].filter((part) => part !== undefined).join('-')
  const which = clause === undefined ? '' : `بند ${clause} `
  return { id, cite: `${which}مادهٔ ${toPersianDigits(number)} ${name}` }
}
