import { type IsoDate, formatJalali } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import { PRACTICE, article, familyArticle } from '../article.ts'
import { allows, refuses } from '../finding.ts'
import { inForce } from '../parameters.ts'
import { insuredMotherReading, parentMeansReading } from '../parameters/dependants.ts'
import { mayRenew, warnFrom } from './month-before.ts'
import { type Relation, isChild } from './relation.ts'

/** What the registers know of somebody's own insurance, pension and work. */
export type Cover = {
  readonly insured: boolean
  readonly pension: boolean
  /** Insured with, or a pensioner of, another fund. */
  readonly otherFund: boolean
  readonly working: boolean
  /** Whose dependant this person is already. */
  readonly dependantOf: PersonalNumber | null
  /** The first day without that cover, where it is known beforehand. */
  readonly coveredUntil?: IsoDate | null
}

/** Is this an application for somebody the applicant covers, whose cover ends within a month? */
export const isRenewal = (
  applicant: PersonalNumber,
  { dependantOf, coveredUntil = null }: Cover,
  on: IsoDate,
): boolean => dependantOf === applicant && mayRenew(coveredUntil, on)

/**
 * Nobody's dependant yet, or the applicant's for a month at most; a child not insured in its own right either. A wife may
 * be both insured and covered by her husband.
 */
export function notCovered(relation: Relation, applicant: PersonalNumber, cover: Cover, on: IsoDate): Finding {
  const { insured, otherFund, dependantOf, coveredUntil = null } = cover
  const grounds = { articles: [article(58), PRACTICE], steps: ['پوشش کنونی فرد در سازمان و صندوق‌های دیگر پرسیده شد.'] }
  const renews = isRenewal(applicant, cover, on)
  if (dependantOf === applicant && !renews)
    return refuses(
      grounds,
      'این فرد هم‌اکنون تحت پوشش شماست.',
      coveredUntil === null
        ? null
        : `از ${formatJalali(warnFrom(coveredUntil), 'long')}، یک ماه مانده به پایان پوشش، می‌توانید درخواست تازه بدهید.`,
    )
  if (dependantOf !== null && !renews)
    return refuses(grounds, 'این فرد هم‌اکنون تحت پوشش بیمه‌شدهٔ دیگری است.', 'اول پوشش او از راه آن بیمه‌شده پایان یابد.')
  if ((insured || otherFund) && isChild(relation))
    return refuses(
      grounds,
      'این فرد خود بیمه است و نمی‌تواند تحت پوشش شما باشد.',
      'وقتی بیمهٔ او پایان یابد می‌توانید دوباره درخواست دهید.',
    )
  return allows(grounds)
}

/** A child who works is not covered. */
export function notWorking({ working }: Cover): Finding {
  const grounds = {
    articles: [article(58, '۳'), familyArticle(48, '۳')],
    steps: ['اشتغال فرزند از فهرست‌های بیمه پرسیده شد.'],
  }
  if (!working) return allows(grounds)
  return refuses(grounds, 'فرزند شما شاغل است.', 'وقتی اشتغال او پایان یابد می‌توانید دوباره درخواست دهید.')
}

/** Husband, father and mother draw no pension and are not insured. */
export function withoutMeans(
  relation: Relation,
  { insured, pension, otherFund, working }: Cover,
  on: IsoDate,
): Finding {
  const reading = inForce(parentMeansReading, on)
  const grounds = {
    articles: relation === 'husband' ? [PRACTICE] : [article(58, '۴'), PRACTICE],
    steps: ['مستمری، بیمه و درآمد فرد پرسیده شد.'],
    parameters: [reading.version],
  }
  if (pension) return refuses(grounds, 'این فرد از سازمان مستمری می‌گیرد.', null)
  if (reading.value === 'own-pension-only' || !(insured || otherFund || working)) return allows(grounds)
  return refuses(
    grounds,
    'این فرد خود بیمه، شاغل یا مستمری‌بگیر صندوق دیگری است.',
    'وقتی آن بیمه یا درآمد پایان یابد می‌توانید دوباره درخواست دهید.',
  )
}

/** Kept by the applicant, by the branch's livelihood inquiry; `supported` is asked only once the applicant says so. */
export function supported(relation: Relation, said: boolean, found: () => boolean): Finding {
  const articles = [relation === 'husband' ? article(58, '۲') : article(58, '۴')]
  const steps = ['تأمین مخارج فرد بررسی شد.']
  if (!said)
    return refuses(
      { articles, steps },
      'این فرد فقط وقتی تحت پوشش شما قرار می‌گیرد که مخارج او را شما بدهید.',
      'اگر مخارج او با شماست، پاسخ خود را اصلاح کنید.',
    )
  if (found()) return allows({ articles, steps: [...steps, 'تحقیق شعبه، تکفل را تأیید کرد.'] })
  return refuses(
    { articles, steps: [...steps, 'تحقیق شعبه، تکفل را تأیید نکرد.'] },
    'تحقیق شعبه نشان می‌دهد مخارج این فرد با شما نیست.',
    'اگر وضع زندگی او تغییر کند می‌توانید دوباره درخواست دهید.',
  )
}

export type FatherOfChild = {
  /** Null where there is no father to ask about: not registered, or dead. */
  cover(): Cover | null
  /** Custody by a ruling of the court, as the applicant says and the papers show. */
  readonly custody: boolean
}

/** A child through its insured mother: the father has neither job nor insurance, or custody is hers. */
export function throughMother(father: FatherOfChild, on: IsoDate): Finding {
  const reading = inForce(insuredMotherReading, on)
  const grounds = {
    articles: [article(58, '۳'), PRACTICE],
    steps: ['بیمه و شغل پدر فرزند بررسی شد.'],
    parameters: [reading.version],
  }
  if (reading.value === 'as-father' || father.custody) return allows(grounds)
  const cover = father.cover()
  if (cover === null || !(cover.insured || cover.pension || cover.otherFund || cover.working)) return allows(grounds)
  return refuses(
    grounds,
    'پدر فرزند شغل یا بیمه دارد و فرزند از راه او تحت پوشش قرار می‌گیرد.',
    'پدر می‌تواند فرزند را معرفی کند؛ اگر حضانت به حکم دادگاه با شماست، حکم را بفرستید.',
  )
}
