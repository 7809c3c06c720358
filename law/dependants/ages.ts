import { type IsoDate, addDays, addJalaliYears, completedYears, formatJalali } from '#kernel/dates.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article, familyArticle } from '../article.ts'
import { allows, refuses } from '../finding.ts'
import { type InForce, inForce } from '../parameters.ts'
import * as parameters from '../parameters/dependants.ts'

/**
 * The birth date that ages are counted from: the one on the ID card first presented to the organisation; later changes
 * do not count (law of 8 Aban 1379). `known` is what the registry says now.
 */
export function countedBirthDate(firstPresented: IsoDate | null, known: IsoDate): IsoDate {
  return firstPresented ?? known
}

/** The first day on which so many Jalali years are completed; for a birth on 30 Esfand, 1 Farvardin after a common year. */
export function birthdayOf(birth: IsoDate, years: number): IsoDate {
  const day = addJalaliYears(birth, years)
  return completedYears(birth, day) < years ? addDays(day, 1) : day
}

/** Completed years until which a son is covered without condition. */
export function sonLimit(on: IsoDate): InForce<number> & { readonly versions: readonly string[] } {
  const limit = inForce(parameters.sonAgeLimit, on)
  const reading = inForce(parameters.sonAgeReading, on)
  const value = reading.value === 'year-begun' ? limit.value - 1 : limit.value
  return { ...limit, value, versions: [limit.version, reading.version] }
}

/** Completed years from which a daughter's cover needs the commitment. */
export function daughterCommitmentFrom(on: IsoDate): InForce<number> {
  return inForce(parameters.daughterCommitmentAge, on)
}

/** Completed years from which husband, father or mother are covered without being disabled. */
export function leastAge(
  relation: 'husband' | 'father' | 'mother',
  on: IsoDate,
): InForce<number> & { readonly versions: readonly string[] } {
  const age = inForce(
    { husband: parameters.husbandLeastAge, father: parameters.fatherLeastAge, mother: parameters.motherLeastAge }[
      relation
    ],
    on,
  )
  const reading = inForce(parameters.leastAgeReading, on)
  const value = reading.value === 'passed' ? age.value + 1 : age.value
  return { ...age, value, versions: [age.version, reading.version] }
}

export type Disability = {
  /** Does the applicant say that the person is disabled? */
  readonly claimed: boolean
  /** The vote of the medical commission of article 91; asked only where it matters. */
  voted(): boolean
}

/** A son: under the limit, or at university, or unable to work by the commission's vote. */
export function sonOfAge(
  birth: IsoDate,
  on: IsoDate,
  study: { readonly claimed: boolean; confirmed(): boolean },
  disability: Disability,
): Finding {
  const limit = sonLimit(on)
  const articles = [article(58, '۳'), familyArticle(48, '۳')]
  const steps = [ageStep(birth, on), `پسر تا پیش از ${years(limit.value)} تمام بدون شرط تحصیل تحت پوشش است.`]
  const grounds = { articles, steps, parameters: limit.versions }
  if (completedYears(birth, on) < limit.value) return allows(grounds)
  if (study.claimed) {
    if (study.confirmed()) return allows({ ...grounds, steps: [...steps, 'اشتغال به تحصیل دانشگاهی تأیید شد.'] })
    return refuses(
      { ...grounds, steps: [...steps, 'استعلام، تحصیل را تأیید نکرد.'] },
      'اشتغال به تحصیل فرزند پسر در استعلام پیدا نشد.',
      'کد را از سامانهٔ استعلام وزارت علوم دوباره بگیرید؛ اگر باز هم پیدا نشد، از دانشگاه بخواهید وضعیت تحصیل را ثبت کند.',
    )
  }
  if (disability.claimed) return byVote(grounds, disability, 'کمیسیون پزشکی فرزند را ازکارافتاده نشناخت.')
  return refuses(
    grounds,
    `فرزند پسر ${years(limit.value)} تمام دارد و پوشش او فقط با تحصیل دانشگاهی یا ازکارافتادگی ادامه می‌یابد.`,
    'اگر دانشجوست، کد استعلام گواهی اشتغال به تحصیل را وارد کنید؛ اگر ازکارافتاده است، بررسی کمیسیون پزشکی را بخواهید.',
  )
}

/** Husband, father, mother: of the age, or disabled by the commission's vote. */
export function oldOrDisabled(
  relation: 'husband' | 'father' | 'mother',
  birth: IsoDate,
  on: IsoDate,
  disability: Disability,
): Finding {
  const least = leastAge(relation, on)
  const who = { husband: 'شوهر', father: 'پدر', mother: 'مادر' }[relation]
  const articles = [relation === 'husband' ? article(58, '۲') : article(58, '۴'), article(91)]
  const steps = [ageStep(birth, on), `کمترین سن ${who} تحت تکفل ${years(least.value)} تمام است.`]
  const grounds = { articles, steps, parameters: least.versions }
  if (completedYears(birth, on) >= least.value) return allows(grounds)
  if (disability.claimed)
    return byVote(
      grounds,
      disability,
      `${who} کمتر از ${years(least.value)} دارد و کمیسیون پزشکی او را ازکارافتاده نشناخت.`,
    )
  return refuses(
    grounds,
    `${who} هنوز ${years(least.value)} تمام ندارد.`,
    `از ${formatJalali(birthdayOf(birth, least.value), 'long')} می‌توانید او را معرفی کنید؛ اگر ازکارافتاده است، همین حالا بررسی کمیسیون پزشکی را بخواهید.`,
  )
}

function byVote(grounds: Parameters<typeof allows>[0], disability: Disability, refusal: string): Finding {
  const voted = disability.voted()
  const articles = [...grounds.articles.filter(({ id }) => id !== 'ssa-91'), article(91)]
  const steps = [
    ...grounds.steps,
    voted ? 'کمیسیون پزشکی ازکارافتادگی را تأیید کرد.' : 'کمیسیون پزشکی ازکارافتادگی را تأیید نکرد.',
  ]
  if (voted) return allows({ ...grounds, articles, steps })
  return refuses({ ...grounds, articles, steps }, refusal, 'می‌توانید به رأی کمیسیون پزشکی اعتراض کنید.')
}

export const years = (count: number): string => `${toPersianDigits(count)} سال`

function ageStep(birth: IsoDate, on: IsoDate): string {
  return `تاریخ تولد ${formatJalali(birth, 'long')} است و در ${formatJalali(on, 'long')}، ${years(completedYears(birth, on))} تمام دارد.`
}
