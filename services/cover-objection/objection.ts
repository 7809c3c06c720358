import { formatJalali } from '#kernel/dates.ts'
import { commitment, person, text } from '#kernel/fields/fields.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import { article } from '#law/article.ts'
import {
  ENDINGS,
  commitmentMissed,
  goesOn,
  isChild,
  plannedEnd,
  type EndReason,
  type Held,
  type Told,
} from '#law/dependants.ts'
import { allows, refuses } from '#law/finding.ts'
import { truth } from '../commitment.ts'
import { DAUGHTER_COMMITMENT } from '../dependants/pages.ts'
import type * as sources from '../sources.ts'

/** What is asked. */
export const fields = {
  person: person('فردی که پوشش او پایان یافته است', {
    hint: 'همان کد ملی و تاریخ تولدی که با آن تحت پوشش شما آمده بود.',
  }),
  why: text('چرا پایان این پوشش درست نیست؟', {
    longest: 1000,
    lines: true,
    hint: 'بنویسید چه شده است و مدارک شما چه چیزی را نشان می‌دهد.',
  }),
  studyCode: text('کد استعلام گواهی اشتغال به تحصیل', {
    longest: 40,
    hint: 'این کد را فرزند شما از سامانهٔ استعلام وزارت علوم می‌گیرد.',
  }),
  commitment: commitment('تعهد فرزند دختر', DAUGHTER_COMMITMENT),
  truth: truth(),
}

/** What the rules and pages of this service read. */
export type Given = Context<
  typeof fields,
  {
    membership: typeof sources.membership
    self: typeof sources.civilSelf
    ended: typeof sources.endedCover
    civil: typeof sources.civilPerson
    cover: typeof sources.cover
    study: typeof sources.studentStatus
    review: typeof sources.endReview
  }
>

const endedCover = ({ facts }: Given) => known(facts.ended)

/** It ended by age or the end of study, and by the same dates would end again: only study shown now takes that back. */
export function needsStudy(given: Given): boolean {
  const { held, on } = endedCover(given)
  const planned = isChild(held.relation) && held.ground !== 'tie' ? plannedEnd(held) : null
  return planned !== null && planned.on <= on
}

/** For want of the commitment about a daughter, which is given here. */
export const needsCommitment = (given: Given): boolean => commitmentMissed(endedCover(given).held) !== null

/** The cover as it stands once its end is taken back. */
export function restored(given: Given): Held {
  const { held } = endedCover(given)
  const { today } = given
  if (needsCommitment(given)) return { ...held, committedOn: today }
  if (!needsStudy(given)) return held
  return { ...held, ground: 'study', since: today, studyUntil: known(given.facts.study).until }
}

/** What the registers tell now, of both. What they do not tell is not guessed. */
function told({ facts, answers, applicant }: Given): Told {
  const { diedOn, marriages } = known(facts.civil)
  const { held } = known(facts.ended)
  const self = known(facts.self)
  const ours = (self.marriages ?? []).filter(({ spouse }) => spouse === answers.person.number)
  const all = marriages ?? (ours.length === 0 ? null : ours.map((one) => ({ ...one, spouse: applicant })))
  const { insured, pension, otherFund, working } = facts.cover
  return {
    insured: applicant,
    insuredDiedOn: self.diedOn,
    diedOn,
    marriages: all === null ? 'not-told' : all.map((one) => ({ ...one, marriedOn: one.marriedOn ?? held.from })),
    own: { insured, pension, otherFund, working },
  }
}

const IN_CIVIL_REGISTRY: readonly EndReason[] = ['death', 'insured-death', 'divorce', 'marriage']
const IN_OTHER_LISTS: readonly EndReason[] = ['job', 'own-insurance', 'means']

/**
 * What still ends the cover on that day or before does not let it come back: first that is to be put right. What ends it
 * later is no reason: it comes back until then. Of work and insurance only the present is told.
 */
export function wouldLast(given: Given): Finding {
  const { held, because, on: endedOn } = endedCover(given)
  const steps = ['آنچه ثبت احوال، صندوق‌ها و سازمان اکنون می‌گویند دوباره پرسیده شد.']
  const result = goesOn(restored(given), told(given), given.today)
  const grounds = { articles: ENDINGS[because].articles, steps }
  if (result.verdict !== 'no') return allows(grounds)
  const { reason, on, parameters } = result.end
  if (on > endedOn && !(IN_OTHER_LISTS.includes(reason) && IN_OTHER_LISTS.includes(because))) return allows(grounds)
  const ending = ENDINGS[reason]
  return refuses(
    { articles: ending.articles, steps: [...steps, `پوشش از ${formatJalali(held.from, 'long')} بود.`], parameters },
    `آنچه به پوشش پایان می‌دهد هنوز برجاست، از ${formatJalali(on, 'long')}: ${ending.because}`,
    mendOf(reason) ?? ending.mend,
  )
}

function mendOf(reason: EndReason): string | null {
  if (IN_CIVIL_REGISTRY.includes(reason))
    return 'اگر این درست نیست، اول آن را در ادارهٔ ثبت احوال اصلاح کنید و سپس اعتراض کنید.'
  if (IN_OTHER_LISTS.includes(reason))
    return 'اگر این درست نیست، اول از کارفرما یا صندوق بخواهید آن را در فهرست‌های بیمه اصلاح کند؛ اگر پایان یافته است، درخواست تازه بدهید.'
  return null
}

/** What the branch found; where the end stays, by the article it came by. */
export function takenBack(given: Given): Finding {
  const { because } = endedCover(given)
  const { review } = given.facts
  const { title, articles } = ENDINGS[because]
  const grounds = { articles: [...articles, article(97)], steps: [`گزارش رسیدگی: ${review.report}`] }
  if (review.takenBack) return allows(grounds)
  return refuses(
    { ...grounds, articles },
    `شعبه پس از رسیدگی، پایان پوشش (${title}) را درست دانست.`,
    'گزارش رسیدگی را بخوانید؛ اگر درست نیست به همین تصمیم اعتراض کنید، یا با شرایط تازه درخواست پوشش بدهید.',
  )
}

/** The laws by which a cover ended, as people read them. */
export const citesOf = (reason: EndReason): string => ENDINGS[reason].articles.map(({ cite }) => cite).join('؛ ')
