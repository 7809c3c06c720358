import { type IsoDate, completedYears } from '#kernel/dates.ts'
import { toRial } from '#kernel/money.ts'
import { timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article } from './article.ts'
import type { Readings } from './parameters.ts'
import {
  familyAllowanceAge,
  familyAllowanceChildren,
  familyAllowanceDays,
  familyAllowanceRecord,
} from './parameters/family-allowance.ts'
import { type Entitlement, type Formula, type Ruling, Working } from './ruling.ts'
import { minimumOfDay, wholeDays } from './wages.ts'
import { count, rials } from './words.ts'

export const FAMILY_ALLOWANCE: Formula = {
  id: 'family-allowance',
  title: 'کمک عائله‌مندی (حق اولاد)',
  says: 'برای هر فرزند در ماه سه برابر حداقل مزد روزانه، حداکثر دو فرزند؛ کارفرما می‌پردازد.',
  law: [article(86), article(87)],
  source: 'khatkesh.net/rule/141869؛ neginhesabetus.ir',
  certainty: 'A',
}

/** What the employer pays a month for so many children that count. */
export function familyAllowance(
  { children }: { children: number },
  on: IsoDate,
  readings: Readings = {},
): Ruling<Rial> {
  const work = new Working(FAMILY_ALLOWANCE, on, readings)
  const counted = children > 2 && work.read(familyAllowanceChildren) === 'two' ? 2 : wholeDays(children)
  const perChild = timesCount(minimumOfDay(work), work.take(familyAllowanceDays))
  const amount = timesCount(perChild, counted)
  work.step(article(86), () => `برای هر فرزند: ۳ × حداقل مزد روزانه = ${rials(perChild)}`)
  work.step(article(86), () => `برای ${count(counted, 'فرزند')}: ${rials(amount)}`)
  return work.rules(toRial(amount))
}

/** Does the worker's record open the allowance? */
export function familyAllowanceEntitlement({ paidDays }: { paidDays: number }, on: IsoDate): Entitlement {
  const work = new Working(FAMILY_ALLOWANCE, on)
  const needed = work.take(familyAllowanceRecord)
  return work.judges([
    {
      law: article(86),
      says: toPersianDigits(`سابقهٔ پرداخت ${paidDays} روز از ${needed} روز لازم`),
      holds: paidDays >= needed,
      refusal: toPersianDigits(`حق اولاد پس از ${needed} روز سابقهٔ پرداخت است.`),
      mend: 'اگر سابقهٔ شما کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
  ])
}

/** Does a child count: under eighteen, a student, or disabled? */
export function childCounts(
  { birth, student, disabled }: { birth: IsoDate; student: boolean; disabled: boolean },
  on: IsoDate,
): Entitlement {
  const work = new Working(FAMILY_ALLOWANCE, on)
  const limit = work.take(familyAllowanceAge)
  const age = completedYears(birth, on)
  return work.judges([
    {
      law: article(86),
      says: toPersianDigits(`فرزند ${age} ساله؛ کمتر از ${limit} سال، یا در حال تحصیل، یا ازکارافتاده`),
      holds: age < limit || student || disabled,
      refusal: toPersianDigits(`حق اولاد تا ${limit} سالگی فرزند است، مگر درس بخواند یا ازکارافتاده باشد.`),
      mend: 'اگر درس می‌خواند، گواهی تحصیل او را به کارفرما بدهید.',
    },
  ])
}
