import type { IsoDate } from '#kernel/dates.ts'
import { formatJalali } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import { PRACTICE, article, familyArticle } from '../article.ts'
import { allows, refuses } from '../finding.ts'
import { RELATIONS, type Relation, type Sex, type Standing } from './relation.ts'

/** Insured persons, and pensioners who are retired or totally disabled; not survivors, not dependants themselves. */
export function whoMayEnrol(standing: Standing): Finding {
  const grounds = { articles: [article(58), PRACTICE], steps: [`وضعیت شما نزد سازمان: ${STANDINGS[standing]}.`] }
  if (standing === 'insured' || standing === 'retiree' || standing === 'totally-disabled') return allows(grounds)
  if (standing === 'survivor')
    return refuses(
      grounds,
      'بازماندگان نمی‌توانند افراد دیگری را تحت پوشش خود بیاورند.',
      'اگر خودتان بیمه‌پرداز شوید، می‌توانید خانوادهٔ خود را معرفی کنید.',
    )
  if (standing === 'dependant')
    return refuses(
      grounds,
      'شما خود تحت پوشش بیمهٔ فرد دیگری هستید.',
      'بیمه‌شدهٔ اصلی خانوادهٔ شما می‌تواند این درخواست را بدهد.',
    )
  return refuses(
    grounds,
    'نام شما در فهرست بیمه‌شدگان و مستمری‌بگیران سازمان نیست.',
    'اگر بیمه‌پردازید، سابقهٔ خود را در بخش «سوابق بیمه» ببینید و در صورت نبودن، اعتراض ثبت کنید.',
  )
}

const STANDINGS: Readonly<Record<Standing, string>> = {
  insured: 'بیمه‌شدهٔ اصلی',
  retiree: 'بازنشسته',
  'totally-disabled': 'ازکارافتادهٔ کلی',
  survivor: 'بازمانده',
  dependant: 'تحت پوشش فرد دیگر',
  none: 'بدون پوشش',
}

export function notOneself(applicant: PersonalNumber, person: PersonalNumber): Finding {
  const grounds = { articles: [article(58)], steps: ['کد ملی فرد با کد ملی درخواست‌کننده مقایسه شد.'] }
  if (applicant !== person) return allows(grounds)
  return refuses(grounds, 'این کد ملی خود شماست.', 'کد ملی فردی را بنویسید که می‌خواهید تحت پوشش شما باشد.')
}

export function alive(diedOn: IsoDate | null): Finding {
  const grounds = { articles: [article(58)], steps: ['وضعیت حیات از سازمان ثبت احوال پرسیده شد.'] }
  if (diedOn === null) return allows(grounds)
  const day = formatJalali(diedOn, 'long')
  return refuses(
    grounds,
    `درگذشت این فرد در ${day} در ثبت احوال ثبت شده است.`,
    'اگر اشتباهی شده است، به ادارهٔ ثبت احوال مراجعه کنید.',
  )
}

const SEX_OF: Readonly<Partial<Record<Relation, Sex>>> = {
  wife: 'female',
  husband: 'male',
  son: 'male',
  daughter: 'female',
  father: 'male',
  mother: 'female',
}

/** A wife is a woman's relation to a man, a husband the other way round; son, daughter, father, mother by their own sex. */
export function sexFits(relation: Relation, sex: Sex, applicantSex: Sex): Finding {
  const grounds = {
    articles: [article(58)],
    steps: [`نسبت اعلام‌شده: ${RELATIONS[relation]}؛ جنسیت در ثبت احوال: ${sex === 'male' ? 'مرد' : 'زن'}.`],
  }
  const expected = SEX_OF[relation]
  const couple = relation === 'wife' || relation === 'husband'
  if ((expected === undefined || expected === sex) && !(couple && applicantSex === sex)) return allows(grounds)
  return refuses(grounds, `نسبت «${RELATIONS[relation]}» با اطلاعات ثبت احوال نمی‌خواند.`, 'نسبت را درست انتخاب کنید.')
}

export type Union = {
  readonly spouse: PersonalNumber
  readonly ended: { readonly on: IsoDate; readonly by: 'divorce' | 'death' } | null
}

/** Married to the applicant now, by the registry. How many wives there are does not matter. */
export function married(applicant: PersonalNumber, marriages: readonly Union[]): Finding {
  const ours = marriages.filter(({ spouse }) => spouse === applicant)
  const grounds = { articles: [article(58, '۱'), article(58, '۲')], steps: ['پیوند ازدواج در ثبت احوال جست‌وجو شد.'] }
  if (ours.some(({ ended }) => ended === null)) return allows(grounds)
  const ended = ours.at(-1)?.ended
  if (ended === undefined || ended === null)
    return refuses(
      grounds,
      'ازدواج شما با این فرد در ثبت احوال پیدا نشد.',
      'ازدواج را در دفتر رسمی و ثبت احوال ثبت کنید و بعد دوباره درخواست دهید.',
    )
  return refuses(
    grounds,
    `ازدواج شما با این فرد در ${formatJalali(ended.on, 'long')} پایان یافته است.`,
    'اگر دوباره ازدواج کرده‌اید، آن را در ثبت احوال ثبت کنید.',
  )
}

/** Child or parent of the applicant by the registry; `linked` is what its record says. */
export function related(relation: Relation, linked: boolean): Finding {
  const grounds = {
    articles: [article(58, relation === 'father' || relation === 'mother' ? '۴' : '۳')],
    steps: ['پیوند خانوادگی در ثبت احوال جست‌وجو شد.'],
  }
  if (linked) return allows(grounds)
  return refuses(
    grounds,
    `این فرد در ثبت احوال ${RELATIONS[relation]} شما نیست. فقط همسر، فرزند، پدر و مادر تحت پوشش قرار می‌گیرند.`,
    'کد ملی و نسبت را بررسی کنید؛ اگر درست است، پیوند را در ادارهٔ ثبت احوال اصلاح کنید.',
  )
}

/** Where the registry does not tell the tie, or the child is adopted: what the officer saw in the papers. */
export function relatedByPapers(relation: Relation, shown: boolean): Finding {
  const grounds = { articles: [article(58), PRACTICE], steps: ['کارشناس شعبه مدارک نسبت را دید.'] }
  if (shown) return allows(grounds)
  return refuses(
    grounds,
    `مدارک، نسبت «${RELATIONS[relation]}» را نشان نمی‌دهد.`,
    relation === 'adopted' ? 'حکم سرپرستی دادگاه را بفرستید.' : 'شناسنامه‌ای بفرستید که نسبت در آن پیدا باشد.',
  )
}

/** A daughter has no husband. */
export function withoutHusband(marriages: readonly Union[]): Finding {
  const grounds = {
    articles: [article(58, '۳'), familyArticle(48, '۳')],
    steps: ['وضعیت ازدواج فرزند دختر از ثبت احوال پرسیده شد.'],
  }
  if (marriages.every(({ ended }) => ended !== null)) return allows(grounds)
  return refuses(
    grounds,
    'فرزند دختر شوهر دارد و از راه شما تحت پوشش قرار نمی‌گیرد.',
    'شوهر او اگر بیمه باشد می‌تواند او را معرفی کند؛ بعد از جدایی یا درگذشت شوهر نیز دوباره درخواست دهید.',
  )
}
