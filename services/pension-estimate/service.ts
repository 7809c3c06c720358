import { number, optional } from '#kernel/fields/fields.ts'
import { rial } from '#kernel/rial.ts'
import { known } from '#kernel/service/evidence.ts'
import { service } from '#kernel/service/service.ts'
import { reading } from '#kernel/sheet/reading.ts'
import { article } from '#law/article.ts'
import { wholeLife } from '../career.ts'
import { estimate } from '../estimate.ts'
import { knownToRegistry } from '../member.ts'
import * as sources from '../sources.ts'
import { whatIf } from '../what-if.ts'

/** What the pension would be today, or if one worked on or earned more: asked again each time, nothing is kept. */
export default service({
  id: 'pension-estimate',
  version: 1,
  title: 'محاسبهٔ مستمری بازنشستگی',
  audience: ['insured'],
  // The questions of a service that only tells stand in the address: a supposed wage is told in round numbers.
  fields: {
    moreYears: whatIf.moreYears,
    millions: optional(
      number('اگر مزد ماهانهٔ دو سال آخرم این باشد؟', {
        least: 1,
        most: 5_000,
        unit: 'میلیون ریال',
        hint: 'خالی: همان مزدی که ثبت شده است.',
      }),
    ),
  },
  facts: {
    member: { from: sources.registered, about: sources.ofApplicant },
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    wages: { from: sources.wages, about: ({ applicant, today }) => ({ number: applicant, ...wholeLife(today) }) },
  },
  pages: { whatIf: { title: 'اگر …', fields: ['moreYears', 'millions'] } },
  rules: {
    recognised: knownToRegistry,
    insured: {
      title: 'داشتن سابقهٔ بیمه',
      law: [article(76), article(77)],
      must: ({ facts }) => facts.member !== null && facts.wages.length > 0,
      else: 'در سازمان سابقهٔ پرداخت حق بیمه‌ای به نام شما نیست.',
      mend: 'اگر کار کرده‌اید و سابقه‌ای نمی‌بینید، به سوابق ناموجود اعتراض کنید.',
      leads: 'missing-records',
    },
  },
  documents: {},
  shows: ({ facts, answers, today }) =>
    estimate(
      {
        sex: known(facts.self).sex,
        birthDate: known(facts.member).firstBirthDate ?? known(facts.self).birthDate,
        wages: facts.wages,
      },
      today,
      {
        moreYears: answers.moreYears,
        otherWage: answers.millions === null ? null : rial(answers.millions * 1_000_000),
      },
    ),
  flow: reading(),
  outcome: {},
  texts: {},
})
