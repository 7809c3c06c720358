import { formatJalali } from '#kernel/dates.ts'
import { register, sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { amount, remark, rows } from '#kernel/sheet/sheet.ts'
import { formatRial } from '#kernel/rial.ts'
import { OWN_WORK, article } from '#law/article.ts'
import { baseWithinBounds, ofContractAge, selfEmployedBase, selfEmployedEntry } from '#law/contributions.ts'
import { TRADES } from '#law/parameters/self-employed.ts'
import { knownToRegistry } from '../member.ts'
import * as sources from '../sources.ts'
import { contractOn, isEmployedOn } from '../wages.ts'
import { jobTitle } from './job.ts'
import { fields } from './pages.ts'
import * as is from './terms.ts'
import { texts } from './texts.ts'

/** The contract of insurance of those who work for themselves, at twelve, fourteen or eighteen per cent of a chosen wage. */
export default service({
  id: 'self-employed',
  version: 1,
  title: 'قرارداد بیمهٔ صاحبان حرف و مشاغل آزاد',
  audience: ['insured'],
  unit: 'contracts',
  onePendingFor: () => 'one',
  subject: ({ answers }) => answers.job,
  fields,
  facts: {
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    member: { from: sources.registered, about: sources.ofApplicant },
    cover: { from: sources.cover, about: sources.ofApplicant },
    spells: { from: sources.spells, about: sources.ofApplicant },
    contracts: { from: sources.contracts, about: sources.ofApplicant },
    wages: {
      from: sources.wages,
      about: ({ applicant, today }) => ({ number: applicant, ...is.allMonths(today) }),
    },
    branch: {
      from: sources.branchNamed,
      about: ({ answers }) => (answers.branch === null ? null : { name: answers.branch }),
    },
    exam: {
      from: sources.medicalExam,
      about: (given) => (is.exam(given).value ? { number: given.applicant, rate: given.answers.rate } : null),
    },
  },
  pages: {
    job: { title: 'شغل و شعبه', fields: ['trade', 'job', 'branch'] },
    rate: { title: 'نرخ حق بیمه', fields: ['rate'] },
    base: {
      title: 'حق بیمه',
      fields: ['base'],
      shows({ answers, today }) {
        const { least, most } = selfEmployedBase({ trade: answers.trade }, today).value
        return {
          title: 'کف و سقف دستمزد مبنا',
          sections: [
            rows(null, [
              ['کف ماهانه', formatRial(least)],
              ['سقف ماهانه', formatRial(most)],
            ]),
          ],
        }
      },
    },
    health: { title: 'حمایت درمانی', fields: ['health'] },
    consent: { title: 'رضایت افراد تبعی', fields: ['consent'], when: ({ answers }) => answers.health },
    leaving: {
      title: 'پوشش کنونی شما',
      fields: ['leaving'],
      when: ({ facts }) => facts.cover.dependantOf !== null,
    },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    recognised: knownToRegistry,
    age: {
      title: 'سن قرارداد',
      law: OWN_WORK,
      must: ({ facts, today }) => ofContractAge({ birth: known(facts.self).birthDate }, today),
    },
    one: {
      title: 'یک قرارداد در هر زمان',
      law: OWN_WORK,
      must: ({ facts, today }) => contractOn(facts.contracts, today) === undefined,
      else: 'قرارداد بیمهٔ دیگری دارید که هنوز برقرار است.',
      mend: 'اگر قرارداد تازه می‌خواهید، قرارداد کنونی را در «قراردادها و پرداخت» لغو کنید.',
    },
    employer: {
      title: 'بیمه‌نبودن از راه کارفرما',
      law: [OWN_WORK, article(28)],
      must: ({ facts, today }) => !isEmployedOn(facts.spells, today) && !(facts.member?.working ?? false),
      else: 'کارفرما شما را بیمه کرده است و تا آن ادامه دارد بیمهٔ مشاغل آزاد ندارید.',
      mend: 'اگر دیگر آن‌جا کار نمی‌کنید، از کارفرما یا شعبه بخواهید پایان کار شما را ثبت کند.',
    },
    free: {
      title: 'نداشتن بیمه و مستمری دیگر',
      law: OWN_WORK,
      must: ({ facts }) =>
        !facts.cover.otherFund && facts.member?.standing !== 'retiree' && facts.member?.standing !== 'totally-disabled',
      else: 'در صندوق دیگری بیمه هستید یا مستمری بازنشستگی یا ازکارافتادگی می‌گیرید.',
      mend: 'اگر بیمهٔ آن صندوق پایان یافته است، گواهی آن را به شعبه بدهید.',
    },
    entry: {
      title: 'سن و سابقه',
      law: OWN_WORK,
      must: (given) =>
        selfEmployedEntry({ birth: known(given.facts.self).birthDate, record: is.record(given) }, given.today),
    },
    branch: {
      title: 'شعبه',
      law: OWN_WORK,
      must: (given) => is.branch(given) !== null,
      else: 'شعبه‌ای با این نام پیدا نشد، یا هنوز شعبه‌ای ندارید.',
      mend: 'نام شعبه را همان‌گونه که در فهرست شعبه‌های سامانه آمده است بنویسید.',
    },
    base: {
      title: 'کف و سقف دستمزد مبنا',
      law: OWN_WORK,
      must: ({ answers, today }) => baseWithinBounds(answers, today),
    },
    exam: {
      title: 'معاینهٔ پزشکی',
      law: [OWN_WORK, article(91)],
      when: (given) => is.exam(given).value,
      must: is.isFit,
      else: 'کمیسیون پزشکی سلامت شما را برای این نرخ تأیید نکرد.',
      mend: 'می‌توانید نرخ ۱۲ درصد را انتخاب کنید که معاینه نمی‌خواهد.',
    },
  },
  documents: {
    jobPaper: { title: 'مدرک شغل', hint: 'جواز کسب، پروانه، قرارداد یا استشهاد محلی.', most: 3 },
    photo: { title: 'عکس' },
  },
  flow: reviewedByBranch({ days: 3, correctionDays: 10, commissionDays: 20 }),
  shows(given) {
    const { answers, today } = given
    const needed = is.exam(given)
    return {
      title: 'قرارداد شما',
      sections: [
        rows(null, [
          ['گروه شغلی', TRADES[answers.trade]],
          ['شعبه', known(is.branch(given)).name],
          ['دستمزد مبنای ماهانه', formatRial(answers.base)],
          ['معاینهٔ پزشکی', needed.value ? 'لازم است؛ شعبه نوبت آن را می‌گوید' : 'لازم نیست'],
          ['مهلت نخستین پرداخت', `تا ${formatJalali(is.firstDue(today), 'long')} اگر قرارداد امروز بسته شود`],
        ]),
        amount('حق بیمهٔ ماه سی‌روزه', is.premium(given).value.premium, is.premium(given)),
        remark(
          'قبض هر ماه به تعداد روزهای آن است. نخستین را تا ۳۰ روز و بقیه را تا ۳ ماه و ۱ روز پس از آخرین روز پرداخت‌شده بپردازید؛ وگرنه قرارداد پایان می‌یابد.',
        ),
        ...(answers.health
          ? [remark('سرانهٔ درمان هر نفر جدا از این مبلغ است؛ مبلغ آن در این سامانه نیست و شعبه می‌گوید.')]
          : []),
      ],
    }
  },
  outcome: {
    approved(given) {
      const { answers, today } = given
      const { trade, job, rate, base, health } = answers
      const last = is.firstDue(today)
      const terms = { kind: 'self-employed', rate, base: String(base), health, jobTitle: jobTitle(trade, job) }
      return [
        register('contract.begin', { ...terms, branch: known(is.branch(given)), from: today, firstDueOn: last }),
        sms('approved', { last: formatJalali(last, 'long') }),
      ]
    },
    rejected: () => [sms('rejected')],
  },
  texts,
})
