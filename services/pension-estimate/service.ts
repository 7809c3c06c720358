import { known } from '#kernel/service/evidence.ts'
import { service } from '#kernel/service/service.ts'
import { reading } from '#kernel/sheet/reading.ts'
import { article } from '#law/article.ts'
import { wholeLife } from '../career.ts'
import { estimate } from '../estimate.ts'
import * as sources from '../register-sources.ts'
import { civilSelf } from '../sources.ts'
import { whatIf } from '../what-if.ts'

/** What the pension would be today, or if one worked on or earned more: asked again each time, nothing is kept. */
export default service({
  id: 'pension-estimate',
  version: 1,
  title: 'محاسبهٔ مستمری بازنشستگی',
  audience: ['insured'],
  fields: whatIf,
  facts: {
    member: { from: sources.registered, about: ({ applicant }) => ({ number: applicant }) },
    self: { from: civilSelf, about: ({ applicant }) => ({ number: applicant }) },
    wages: { from: sources.wages, about: ({ applicant, today }) => ({ number: applicant, ...wholeLife(today) }) },
  },
  pages: { whatIf: { title: 'اگر …', fields: ['moreYears', 'otherWage'] } },
  rules: {
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
        sex: facts.self.sex,
        birthDate: known(facts.member).firstBirthDate ?? facts.self.birthDate,
        wages: facts.wages,
      },
      today,
      answers,
    ),
  flow: reading(),
  outcome: {},
  texts: {},
})
