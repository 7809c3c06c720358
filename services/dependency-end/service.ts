import { addDays, formatJalali } from '#kernel/dates.ts'
import { register, sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { remark, rows } from '#kernel/sheet/sheet.ts'
import { article } from '#law/article.ts'
import { RELATIONS } from '#law/dependants.ts'
import * as sources from '../sources.ts'
import * as is from './end.ts'

/**
 * The insured says that somebody is no longer to be covered: articles 58 and 97. The branch always looks, also where the
 * civil registry confirms the event and no paper is asked: nobody loses their cover by the word of another alone. The end
 * itself tells both and revokes the certificate, as every end of a cover does, so an approval sends no message of its own.
 */
export default service({
  id: 'dependency-end',
  version: 1,
  title: 'ابطال کفالت افراد تبعی',
  audience: ['insured', 'pensioner'],
  onePendingFor: ({ answers }) => answers.person.number,
  subject: ({ facts }) => (facts.cover === null ? null : facts.cover.name),
  fields: is.fields,
  facts: {
    cover: {
      from: sources.givenCover,
      about: ({ applicant, answers }) => ({ number: applicant, dependant: answers.person.number }),
    },
    civil: {
      from: sources.civilPerson,
      // The registry is asked about nobody else's family.
      about: ({ answers, facts }) => (facts.cover === null ? null : answers.person),
    },
    proof: {
      from: sources.endProof,
      about: (given) =>
        is.inRegistry(given) === null
          ? { number: given.answers.person.number, reason: given.answers.reason, on: given.answers.on }
          : null,
    },
  },
  pages: {
    person: { title: 'فرد تحت پوشش', fields: ['person'], startsOver: true },
    event: { title: 'پایان پوشش', fields: ['reason', 'on'] },
    other: { title: 'دلیل دیگر', fields: ['explanation'], when: ({ answers }) => answers.reason === 'other' },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    covered: {
      title: 'تحت پوشش شما بودن',
      law: article(58),
      must: ({ facts }) => facts.cover !== null,
      else: 'این فرد اکنون تحت پوشش شما نیست.',
      mend: 'کد ملی را بررسی کنید؛ فهرست کسانی که تحت پوشش شما هستند در بخش «افراد تبعی» آمده است.',
    },
    found: {
      title: 'شناسایی در ثبت احوال',
      law: article(58),
      must: ({ facts }) => facts.civil !== null,
      else: 'در ثبت احوال کسی با این کد ملی و این تاریخ تولد پیدا نشد.',
      mend: 'کد ملی و تاریخ تولد را با شناسنامه مقایسه و اصلاح کنید.',
    },
    fits: {
      title: 'سازگاری دلیل و نسبت',
      law: article(58),
      must: is.reasonFits,
      else: 'این دلیل با نسبت او با شما نمی‌خواند: جدایی برای همسر، ازدواج برای دختر و اشتغال برای فرزند است.',
      mend: 'دلیل درست را انتخاب کنید؛ اگر هیچ‌کدام نیست، «دلیل دیگری دارد» را انتخاب کنید و آن را بنویسید.',
    },
    day: {
      title: 'روز رویداد',
      law: article(58),
      must: is.dayFits,
      else: 'این روز هنوز نرسیده است یا پیش از آغاز پوشش اوست.',
      mend: 'روز رویداد را بررسی کنید؛ اگر واقعاً پیش از آغاز پوشش بوده است، با مدرک آن به شعبه بروید.',
    },
    confirmed: { title: 'تأیید رویداد', law: [article(58), article(97)], must: is.confirmed },
  },
  documents: {
    proof: {
      title: 'مدرک پایان پوشش، مانند گواهی فوت، سند طلاق، سند ازدواج، حکم کار یا دفترچهٔ بیمهٔ خودش',
      most: 3,
      when: (given) => is.inRegistry(given) === null,
    },
  },
  flow: reviewedByBranch({ days: 3 }),
  shows(given) {
    const { name, relation, from } = known(given.facts.cover)
    const { on } = given.answers
    return {
      title: 'پوششی که پایان می‌یابد',
      sections: [
        rows(null, [
          ['فرد تحت پوشش', name],
          ['نسبت', RELATIONS[relation]],
          ['آغاز پوشش', formatJalali(from, 'long')],
          ['آخرین روز پوشش', on > from ? formatJalali(addDays(on, -1), 'long') : '—'],
        ]),
        remark('اگر شعبه بپذیرد، پوشش او پایان می‌یابد، گواهی پوشش باطل می‌شود و به هر دوی شما پیامک می‌رسد.'),
      ],
    }
  },
  outcome: {
    approved(given) {
      const { relation, from } = known(given.facts.cover)
      const { person, on } = given.answers
      return [register('cover.end', { number: person.number, relation, from, on, ...is.because(given) })]
    },
    rejected: ({ facts }) => [sms('rejected', { name: facts.cover?.name ?? 'فرد تحت پوشش' })],
  },
  texts: {
    rejected:
      'درخواست پایان پوشش {name} پذیرفته نشد و پوشش او برقرار است. دلیل آن و آنچه می‌توانید بکنید در «درخواست‌های من» آمده است.',
  },
})
