import { completedYears } from '#kernel/dates.ts'
import { certificate, register, sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { PRACTICE, article, familyArticle } from '#law/article.ts'
import * as law from '#law/dependants.ts'
import { knownToRegistry } from '../member.ts'
import * as sources from '../sources.ts'
import { cover } from './certificate.ts'
import { fields } from './pages.ts'
import { texts } from './texts.ts'
import * as is from './tie.ts'

const ADULT = 18
/** The commitment about a grown daughter is part of the application. */
const NEVER_ASKED = { commitmentAskedOn: null, committedOn: null }

/** Enrolment of dependants: wife or husband, children, father and mother, each under the conditions of the law. */
export default service({
  id: 'dependants',
  version: 1,
  title: 'مشاهده و ثبت افراد تبعی',
  audience: ['insured', 'pensioner'],
  onePendingFor: ({ answers }) => answers.person.number,
  subject: ({ facts }) => (facts.civil === null ? null : `${facts.civil.firstName} ${facts.civil.lastName}`),
  fields,
  facts: {
    membership: { from: sources.membership, about: sources.ofApplicant },
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    civil: { from: sources.civilPerson, about: ({ answers }) => answers.person },
    cover: { from: sources.cover, about: ({ answers }) => ({ number: answers.person.number }) },
    fatherCover: {
      from: sources.cover,
      about(given) {
        const father = is.isThroughMother(given) ? known(given.facts.civil).father : null
        return father === null ? null : { number: father }
      },
    },
    study: {
      from: sources.studentStatus,
      about: (given) =>
        is.isStudent(given) ? { number: given.answers.person.number, code: given.answers.studyCode } : null,
    },
    livelihood: {
      from: sources.livelihoodInquiry,
      about: (given) =>
        is.supportedRelation(given) !== null && given.answers.supported
          ? { number: given.answers.person.number }
          : null,
    },
    commission: {
      from: sources.medicalCommission,
      about: (given) => (is.claimsDisability(given) ? { number: given.answers.person.number } : null),
    },
    papers: {
      from: sources.papersSeen,
      about: (given) =>
        is.tieInRegistry(given) === null
          ? { number: given.answers.person.number, relation: given.answers.relation }
          : null,
    },
  },
  pages: {
    person: { title: 'اضافه کردن فرد جدید تحت پوشش', fields: ['person', 'relation'], startsOver: true },
    details: {
      title: 'تکمیل اطلاعات فرد',
      fields: ['placeOfBirth', 'placeOfIssue', 'branch'],
      when: ({ facts }) => facts.civil !== null,
    },
    son: { title: 'وضعیت فرزند پسر', fields: ['sonGround'], when: is.isOlderSon },
    study: { title: 'گواهی اشتغال به تحصیل', fields: ['studyCode'], when: is.isStudent },
    daughter: { title: 'تعهد فرزند دختر', fields: ['daughterCommitment'], when: is.isGrownDaughter },
    custody: { title: 'حضانت فرزند', fields: ['custody'], when: is.asksCustody },
    livelihood: {
      title: 'تأمین مخارج',
      fields: ['supported', 'livelihood'],
      when: (given) => is.supportedRelation(given) !== null,
    },
    disability: { title: 'ازکارافتادگی', fields: ['disabled'], when: is.isBelowAge },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'], when: ({ facts }) => facts.civil !== null },
  },
  rules: {
    recognised: knownToRegistry,
    standing: {
      title: 'حق معرفی افراد تبعی',
      law: [article(58), PRACTICE],
      must: ({ facts }) => law.whoMayEnrol(facts.membership.standing),
    },
    self: {
      title: 'فرد دیگری بودن',
      law: article(58),
      must: ({ applicant, answers }) => law.notOneself(applicant, answers.person.number),
    },
    found: {
      title: 'شناسایی در ثبت احوال',
      law: article(58),
      must: ({ facts }) => facts.civil !== null,
      else: 'در ثبت احوال کسی با این کد ملی و این تاریخ تولد پیدا نشد.',
      mend: 'کد ملی و تاریخ تولد را با شناسنامه مقایسه و اصلاح کنید.',
    },
    alive: { title: 'حیات', law: article(58), must: ({ facts }) => law.alive(known(facts.civil).diedOn) },
    sex: {
      title: 'سازگاری نسبت و جنسیت',
      law: article(58),
      must: ({ answers, facts }) => law.sexFits(answers.relation, known(facts.civil).sex, known(facts.self).sex),
    },
    tie: {
      title: 'نسبت خانوادگی',
      law: article(58),
      must: (given) => is.tieInRegistry(given) ?? law.relatedByPapers(given.answers.relation, given.facts.papers.shown),
    },
    free: {
      title: 'نداشتن پوشش دیگر',
      law: [article(58), PRACTICE],
      must: ({ answers, applicant, facts, today }) => law.notCovered(answers.relation, applicant, facts.cover, today),
    },
    sonAge: {
      title: 'سن، تحصیل یا ازکارافتادگی پسر',
      law: [article(58, '۳'), familyArticle(48, '۳')],
      when: is.isSon,
      must: (given) =>
        law.sonOfAge(
          is.birthDate(given),
          is.judgedOn(given),
          { claimed: is.isStudent(given), confirmed: () => given.facts.study !== null },
          { claimed: is.claimsDisability(given), voted: () => given.facts.commission.disabled },
        ),
    },
    husband: {
      title: 'نداشتن شوهر',
      law: [article(58, '۳'), familyArticle(48, '۳')],
      when: is.isDaughter,
      must: ({ facts }) => law.withoutHusband(known(facts.civil).marriages ?? []),
    },
    work: {
      title: 'نداشتن شغل',
      law: [article(58, '۳'), familyArticle(48, '۳')],
      when: ({ answers }) => law.isChild(answers.relation),
      must: ({ facts }) => law.notWorking(facts.cover),
    },
    father: {
      title: 'پوشش از راه مادر',
      law: [article(58, '۳'), PRACTICE],
      when: is.isThroughMother,
      must: (given) =>
        law.throughMother(
          {
            custody: is.asksCustody(given) && given.answers.custody,
            cover: () => (known(given.facts.civil).father === null ? null : given.facts.fatherCover),
          },
          given.today,
        ),
    },
    age: {
      title: 'سن یا ازکارافتادگی',
      law: [article(58), article(91)],
      when: (given) => is.supportedRelation(given) !== null,
      must: (given) =>
        law.oldOrDisabled(known(is.supportedRelation(given)), is.birthDate(given), given.today, {
          claimed: is.claimsDisability(given),
          voted: () => given.facts.commission.disabled,
        }),
    },
    means: {
      title: 'نداشتن مستمری و بیمه',
      law: [article(58, '۴'), PRACTICE],
      when: (given) => is.supportedRelation(given) !== null,
      must: ({ answers, facts, today }) => law.withoutMeans(answers.relation, facts.cover, today),
    },
    support: {
      title: 'تأمین مخارج',
      law: article(58),
      when: (given) => is.supportedRelation(given) !== null,
      must: ({ answers, facts }) =>
        law.supported(answers.relation, answers.supported, () => facts.livelihood.supported),
    },
  },
  documents: {
    idCard: {
      title: 'صفحهٔ اول شناسنامه',
      when: ({ answers, facts }) => !(law.isChild(answers.relation) && facts.cover.idCardOnFile),
    },
    spousePage: {
      title: 'صفحهٔ مشخصات همسر در شناسنامه',
      when: ({ answers }) => answers.relation === 'wife' || answers.relation === 'husband',
    },
    marriageDeed: {
      title: 'صفحهٔ زوجین در سند ازدواج',
      when: ({ answers }) => answers.relation === 'wife' || answers.relation === 'husband',
    },
    nationalCard: { title: 'کارت ملی', when: (given) => is.supportedRelation(given) !== null },
    adoptionRuling: { title: 'حکم سرپرستی', most: 3, when: ({ answers }) => answers.relation === 'adopted' },
    custodyRuling: {
      title: 'حکم حضانت',
      most: 3,
      when: (given) => is.asksCustody(given) && given.answers.custody,
    },
    medicalPapers: { title: 'مدارک پزشکی', optional: true, most: 5, when: is.claimsDisability },
  },
  compare: {
    placeOfBirth: ({ facts }) => facts.civil?.placeOfBirth ?? null,
    placeOfIssue: ({ facts }) => facts.civil?.placeOfIssue ?? null,
  },
  flow: reviewedByBranch({ days: 3, correctionDays: 10, inquiryDays: 10, commissionDays: 20 }),
  outcome: {
    approved(given) {
      const { answers, facts, applicant, today } = given
      const person = known(facts.civil)
      const name = `${person.firstName} ${person.lastName}`
      const self = known(facts.self)
      const insured = `${self.firstName} ${self.lastName}`
      const { relation } = answers
      const birth = is.birthDate(given)
      const shown = { study: is.isStudent(given), disability: is.claimsDisability(given) }
      const ground = law.groundOf(relation, person.sex, birth, today, shown)
      const studyUntil = shown.study ? (facts.study?.until ?? null) : null
      const held = { relation, sex: person.sex, birth, from: today, since: today, ground, studyUntil, ...NEVER_ASKED }
      const entry = {
        number: person.number,
        name,
        birthDate: person.birthDate,
        insured: applicant,
        relation,
        from: today,
        until: law.plannedEnd(held)?.on ?? null,
      }
      return [
        register('cover.begin', { ...entry, sex: person.sex, ground, studyUntil }),
        certificate('cover', {
          ...entry,
          fatherName: person.fatherName,
          relationName: law.RELATIONS[relation],
          insuredName: insured,
          branch: facts.membership.branch?.name ?? null,
        }),
        sms('approved', { name }),
        ...(completedYears(person.birthDate, today) >= ADULT ? [sms('covered', { insured }, person.number)] : []),
      ]
    },
    rejected({ facts }) {
      const name = facts.civil === null ? 'فرد معرفی‌شده' : `${facts.civil.firstName} ${facts.civil.lastName}`
      return [sms('rejected', { name })]
    },
  },
  certificates: { cover },
  texts,
})
