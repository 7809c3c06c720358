import { type IsoDate, completedYears } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { unemploymentArticle } from '../article.ts'
import { unemploymentDurations, unemploymentStayAge } from '../parameters/unemployment.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { wholeDays } from '../wages.ts'
import { count } from '../words.ts'

export const UNEMPLOYMENT_DURATION: Formula = {
  id: 'unemployment-duration',
  title: 'مدت مقرری بیکاری',
  says: 'از شش ماه تا پنجاه ماه در همهٔ عمر کاری، بر پایهٔ سابقه و داشتن خانواده؛ ماه‌های گرفته‌شده کم می‌شود؛ از ۵۵ سالگی تا بازنشستگی.',
  law: [unemploymentArticle(7)],
  source: 'sahoka.azpar.com/?notlaw=2823؛ eghtesadonline.com 832820',
  certainty: 'A',
}

export type DurationFacts = {
  /** Months of compulsory history under the labour law. */
  readonly months: number
  /** Married, or with dependants. */
  readonly family: boolean
  /** Months of benefit drawn before, in a whole life. */
  readonly drawn?: number
  readonly birth?: IsoDate
}

/** How many months are left; `untilPension` for those of 55 and above. No months below six months of history. */
export function unemploymentDuration(
  { months, family, drawn = 0, birth }: DurationFacts,
  on: IsoDate,
): Ruling<{ readonly months: number; readonly untilPension: boolean }> {
  const work = new Working(UNEMPLOYMENT_DURATION, on)
  const row = work.take(unemploymentDurations).findLast(({ from }) => wholeDays(months) >= from)
  const whole = row === undefined ? 0 : family ? row.family : row.single
  const left = Math.max(0, whole - wholeDays(drawn))
  const stays = work.take(unemploymentStayAge)
  const untilPension = row !== undefined && birth !== undefined && completedYears(birth, on) >= stays
  work.step(
    unemploymentArticle(7),
    () =>
      `سابقه ${count(months, 'ماه')}، ${family ? 'متأهل یا متکفل' : 'مجرد'}: ${count(whole, 'ماه')} در همهٔ عمر کاری، ${count(drawn, 'ماه')} گرفته شده، ${count(left, 'ماه')} مانده`,
  )
  if (untilPension)
    work.step(unemploymentArticle(7), () => toPersianDigits(`از ${stays} سالگی مقرری تا بازنشستگی ادامه می‌یابد.`))
  return work.rules({ months: left, untilPension })
}
