import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { choice, jalaliDate, person, text } from '#kernel/fields/fields.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import { article } from '#law/article.ts'
import { isChild, type EndReason, type Relation } from '#law/dependants.ts'
import { allows, refuses } from '#law/finding.ts'
import { truth } from '../commitment.ts'
import type * as sources from '../sources.ts'

const REASONS = {
  death: 'درگذشته است',
  divorce: 'از هم جدا شده‌ایم',
  marriage: 'دخترم ازدواج کرده است',
  job: 'فرزندم شاغل شده است',
  'own-insurance': 'خودش بیمه شده است',
  other: 'دلیل دیگری دارد',
} as const

type Reason = keyof typeof REASONS

/** What is asked. */
export const fields = {
  person: person('فردی که دیگر تحت پوشش شما نیست', {
    hint: 'همان کد ملی و تاریخ تولدی که با آن تحت پوشش شما آمده است.',
  }),
  reason: choice('چرا دیگر تحت پوشش شما نیست؟', REASONS),
  on: jalaliDate('روزی که این اتفاق افتاد', {
    hint: 'مانند ۱۴۰۴/۰۹/۱۲؛ پوشش از همین روز پایان می‌یابد.',
  }),
  explanation: text('دلیل را بنویسید', { longest: 200, lines: true }),
  truth: truth(),
}

/** What the rules of this service read. */
export type Given = Context<
  typeof fields,
  {
    cover: typeof sources.givenCover
    civil: typeof sources.civilPerson
    proof: typeof sources.endProof
  }
>

const WIVES_AND_HUSBANDS: readonly Relation[] = ['wife', 'husband']
const DAUGHTERS: readonly Relation[] = ['daughter', 'adopted']

/** A divorce ends the cover of a spouse, marriage that of a daughter, work that of a child; the rest that of anybody. */
export function reasonFits({ answers, facts }: Given): boolean {
  const { relation } = known(facts.cover)
  if (answers.reason === 'divorce') return WIVES_AND_HUSBANDS.includes(relation)
  if (answers.reason === 'marriage') return DAUGHTERS.includes(relation) && known(facts.civil).sex === 'female'
  return answers.reason !== 'job' || isChild(relation)
}

/** Within the cover, and not still to come. */
export const dayFits = ({ answers, facts, today }: Given): boolean =>
  answers.on >= known(facts.cover).from && answers.on <= today

/** What the civil registry tells of the event; null where it does not have it. Its day is null where it tells none. */
export function inRegistry({ answers, facts, applicant }: Given): { readonly on: IsoDate | null } | null {
  const { diedOn, marriages } = known(facts.civil)
  if (answers.reason === 'death') return diedOn === null ? null : { on: diedOn }
  if (answers.reason === 'divorce') {
    const ours = (marriages ?? []).filter(({ spouse }) => spouse === applicant)
    const last = ours.at(-1)?.ended ?? null
    return last?.by === 'divorce' && ours.every(({ ended }) => ended !== null) ? { on: last.on } : null
  }
  if (answers.reason !== 'marriage') return null
  const married = (marriages ?? []).find(({ ended }) => ended === null)
  return married === undefined ? null : { on: married.marriedOn ?? null }
}

/** The registry has the event, on that day; where it has it not, an officer sees it in the papers. */
export function confirmed(given: Given): Finding {
  const found = inRegistry(given)
  const { on } = given.answers
  if (found === null) {
    const grounds = { articles: [article(58), article(97)], steps: ['مدرک پایان پوشش را کارشناس شعبه دید.'] }
    if (given.facts.proof.shown) return allows(grounds)
    return refuses(
      grounds,
      'مدارک فرستاده‌شده این رویداد را با این تاریخ نشان نمی‌دهد.',
      'با مدرک روشن‌تری درخواست تازه بدهید؛ تا آن روز پوشش برقرار می‌ماند.',
    )
  }
  const grounds = { articles: [article(58), article(97)], steps: ['این رویداد در سازمان ثبت احوال ثبت شده است.'] }
  if (found.on === null || found.on === on) return allows(grounds)
  return refuses(
    grounds,
    `در ثبت احوال، تاریخ این رویداد ${formatJalali(found.on, 'long')} است.`,
    'تاریخ را همان‌گونه بنویسید که در ثبت احوال آمده است.',
  )
}

/** Why the cover ends, as the register keeps it; what did not come from the registry carries a note that says so. */
export function because(given: Given): { readonly because: EndReason; readonly note: string | null } {
  const { reason } = given.answers
  const ending = reasonOf(reason)
  if (inRegistry(given) !== null) return { because: ending, note: null }
  const said = reason === 'other' ? `: «${given.answers.explanation}»` : ''
  return { because: ending, note: `شما خبر دادید${said} و شعبه مدرک آن را دید.` }
}

const reasonOf = (reason: Reason): EndReason => (reason === 'other' ? 'branch' : reason)
