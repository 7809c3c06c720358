import { addDays, completedYears, formatJalali } from '#kernel/dates.ts'
import { certificate, register, sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { remark, rows } from '#kernel/sheet/sheet.ts'
import { article } from '#law/article.ts'
import { ENDINGS, RELATIONS, plannedEnd, whoMayEnrol } from '#law/dependants.ts'
import { knownToRegistry } from '../member.ts'
import * as sources from '../sources.ts'
import { cover } from '../dependants/certificate.ts'
import * as is from './objection.ts'

const ADULT = 18

/**
 * The insured says that a cover should not have ended. Somebody looks at it who did not end it, and where the end is taken
 * back the cover goes on from its first day as if it had never ended: article 58 gives it for as long as its conditions hold.
 */
export default service({
  id: 'cover-objection',
  version: 1,
  title: 'اعتراض به پایان پوشش',
  gloss: 'اگر پایان پوشش همسر، فرزند، پدر یا مادر شما درست نیست، شعبه دوباره به آن رسیدگی می‌کند.',
  audience: ['insured', 'pensioner'],
  onePendingFor: ({ answers }) => answers.person.number,
  subject: ({ facts }) => (facts.ended === null ? null : facts.ended.name),
  notBy: ({ facts }) => facts.ended?.endedBy ?? null,
  fields: is.fields,
  facts: {
    membership: { from: sources.membership, about: sources.ofApplicant },
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    ended: {
      from: sources.endedCover,
      about: ({ applicant, answers }) => ({ number: applicant, dependant: answers.person.number }),
    },
    civil: {
      from: sources.civilPerson,
      // The registries are asked about nobody else's family.
      about: ({ answers, facts }) => (facts.ended === null ? null : answers.person),
    },
    cover: {
      from: sources.cover,
      about: ({ answers, facts }) => (facts.ended === null ? null : { number: answers.person.number }),
    },
    study: {
      from: sources.studentStatus,
      about: (given) =>
        is.needsStudy(given) ? { number: given.answers.person.number, code: given.answers.studyCode } : null,
    },
    review: {
      from: sources.endReview,
      about: ({ answers, facts }) => ({ number: answers.person.number, on: known(facts.ended).on }),
    },
  },
  pages: {
    person: { title: 'پوششی که پایان یافته است', fields: ['person'], startsOver: true },
    objection: { title: 'اعتراض شما', fields: ['why'], when: ({ facts }) => facts.ended !== null },
    study: {
      title: 'گواهی اشتغال به تحصیل',
      hint: 'پوشش پسر پس از سن قانونی فقط با تحصیل برمی‌گردد. اگر ازکارافتاده است، به جای اعتراض، در «مشاهده و ثبت افراد تبعی» درخواست تازه بدهید.',
      fields: ['studyCode'],
      when: is.needsStudy,
    },
    daughter: { title: 'تعهد فرزند دختر', fields: ['commitment'], when: is.needsCommitment },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'], when: ({ facts }) => facts.ended !== null },
  },
  rules: {
    standing: {
      title: 'حق معرفی افراد تبعی',
      law: article(58),
      must: ({ facts }) => whoMayEnrol(facts.membership.standing),
    },
    recognised: knownToRegistry,
    ended: {
      title: 'پوشش پایان‌یافته',
      law: article(58),
      must: ({ facts }) => facts.ended !== null,
      else: 'این فرد پوشش پایان‌یافته‌ای از راه شما ندارد.',
      mend: 'کد ملی را بررسی کنید؛ پوشش‌های پایان‌یافتهٔ شما در «مشاهده و ثبت افراد تبعی» آمده است.',
    },
    found: {
      title: 'شناسایی در ثبت احوال',
      law: article(58),
      must: ({ facts }) => facts.civil !== null,
      else: 'در ثبت احوال کسی با این کد ملی و این تاریخ تولد پیدا نشد.',
      mend: 'کد ملی و تاریخ تولد را با شناسنامه مقایسه و اصلاح کنید.',
    },
    free: {
      title: 'نداشتن پوشش دیگر',
      law: article(58),
      must: ({ facts }) => facts.cover.dependantOf === null,
      else: 'این فرد اکنون دوباره تحت پوشش است.',
      mend: 'اگر میان دو پوشش روزهایی بی‌پوشش مانده است، با مدارک آن به شعبه بروید.',
    },
    studies: {
      title: 'اشتغال به تحصیل',
      law: article(58, '۳'),
      when: is.needsStudy,
      must: ({ facts }) => facts.study !== null,
      else: 'اشتغال به تحصیل فرزند پسر در استعلام پیدا نشد.',
      mend: 'کد را از سامانهٔ استعلام وزارت علوم دوباره بگیرید؛ اگر باز هم پیدا نشد، از دانشگاه بخواهید وضعیت تحصیل را ثبت کند.',
    },
    lasts: { title: 'برجا نماندن سبب پایان', law: article(58), must: is.wouldLast },
    review: { title: 'رسیدگی به پایان پوشش', law: article(58), must: is.takenBack },
  },
  documents: {
    proof: {
      title: 'مدرک شما، مانند شناسنامه، حکم دادگاه، گواهی تحصیل یا نامهٔ کارفرما',
      most: 5,
      when: ({ facts }) => facts.ended !== null,
    },
  },
  flow: reviewedByBranch({ days: 5 }),
  shows({ facts }) {
    const { name, held, on, because, note } = known(facts.ended)
    const ending = ENDINGS[because]
    return {
      title: 'پوششی که پایان یافته است',
      sections: [
        rows(null, [
          ['فرد', name],
          ['نسبت', RELATIONS[held.relation]],
          ['آغاز پوشش', formatJalali(held.from, 'long')],
          ['آخرین روز پوشش', on > held.from ? formatJalali(addDays(on, -1), 'long') : '—'],
          ['دلیل پایان', `${ending.title}. ${note ?? ending.because}`],
          ['مستند', is.citesOf(because)],
        ]),
        remark(
          'کسی به اعتراض رسیدگی می‌کند که خودش به این پوشش پایان نداده است. اگر بپذیرد، پوشش بدون فاصله برمی‌گردد، گواهی تازه صادر می‌شود و به هر دوی شما پیامک می‌رسد.',
        ),
      ],
    }
  },
  outcome: {
    approved(given) {
      const { facts, answers, applicant, today } = given
      const { name, on } = known(facts.ended)
      const [person, self] = [known(facts.civil), known(facts.self)]
      const insured = `${self.firstName} ${self.lastName}`
      const held = is.restored(given)
      const until = plannedEnd(held)?.on ?? null
      const { from, ground, since, studyUntil, committedOn } = held
      const { number } = answers.person
      return [
        register('cover.restore', { number, from, on, ground, since, studyUntil, committedOn, until }),
        certificate('cover', {
          number,
          name,
          fatherName: person.fatherName,
          birthDate: person.birthDate,
          relationName: RELATIONS[held.relation],
          insured: applicant,
          insuredName: insured,
          branch: facts.membership.branch?.name ?? null,
          from,
          until,
        }),
        sms('approved', { name }),
        ...(completedYears(person.birthDate, today) >= ADULT ? [sms('covered', { insured }, number)] : []),
      ]
    },
    rejected({ facts }) {
      const { name, because } = known(facts.ended)
      return [sms('rejected', { name, law: is.citesOf(because) })]
    },
  },
  certificates: { cover },
  texts: {
    approved: 'اعتراض شما پذیرفته شد و پوشش {name} بدون فاصله برقرار است. گواهی تازهٔ پوشش را در «گواهی‌های من» ببینید.',
    covered: 'پوشش بیمه‌ای شما از راه {insured} که پایان یافته بود، بدون فاصله دوباره برقرار شد.',
    rejected:
      'به اعتراض شما رسیدگی شد و پایان پوشش {name} طبق {law} پابرجاست. دلیل آن و آنچه می‌توانید بکنید در «درخواست‌های من» آمده است.',
  },
})
