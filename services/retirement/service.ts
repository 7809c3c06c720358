import { addDays, formatJalali, toJalali } from '#kernel/dates.ts'
import type { Entry } from '#kernel/register-entry.ts'
import { formatRial } from '#kernel/rial.ts'
import { certificate, register, sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { type Rule, service } from '#kernel/service/service.ts'
import { article, articleNote } from '#law/article.ts'
import { ROUTE_NAMES, type Route } from '#law/parameters/old-age.ts'
import { recordText } from '#law/record.ts'
import { careerOf, isWithinAYear, pensionOf, wholeLife } from '../career.ts'
import { estimate, routesTable } from '../estimate.ts'
import { knownToRegistry } from '../member.ts'
import * as registered from '../register-sources.ts'
import * as sources from '../sources.ts'
import { type Given, routeFinding, whatIfOf, workingOf } from './asks.ts'
import { edict } from './certificate.ts'
import { fields } from './fields.ts'
import { retirementFlow } from './flow.ts'
import * as sheets from './sheets.ts'
import { texts } from './texts.ts'

/** A route is judged where it is the one that was chosen. */
const byRoute = (route: Route, law: Rule['law']) => ({
  title: `شرایط راه «${ROUTE_NAMES[route]}»`,
  law,
  when: ({ answers }: Given) => answers.route === route,
  must: (given: Given) => routeFinding(given, route),
})

/** The pension of old age: an estimate first, then the request, its check, the letter of resignation, the edict. */
export default service({
  id: 'retirement',
  version: 1,
  title: 'برقراری مستمری بازنشستگی',
  audience: ['insured'],
  unit: 'pensions',
  onePendingFor: () => 'retirement',
  fields,
  facts: {
    member: { from: registered.registered, about: sources.ofApplicant },
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    wages: { from: registered.wages, about: ({ applicant, today }) => ({ number: applicant, ...wholeLife(today) }) },
    spells: { from: registered.spells, about: sources.ofApplicant },
    pensions: { from: registered.pensions, about: sources.ofApplicant },
    bank: { from: registered.bankAccount, about: sources.ofApplicant },
    check: { from: sources.recordCheck, about: sources.ofApplicant },
  },
  pages: {
    estimate: {
      title: 'برآورد مستمری',
      hint: 'پیش از درخواست ببینید امروز یا چند سال دیگر چه مستمری‌ای می‌گیرید. این صفحه چیزی را تغییر نمی‌دهد و جایی فرستاده نمی‌شود.',
      fields: ['moreYears', 'otherWage'],
      shows: (given) => estimate(workingOf(given), given.today, whatIfOf(given)),
    },
    identity: {
      title: 'مشخصات و نشانی',
      fields: ['address'],
      shows: ({ facts }) => sheets.person(known(facts.self), known(facts.member)),
    },
    work: {
      title: 'آخرین کار',
      fields: ['workshopNote', 'leaveOn'],
      shows: ({ facts }) => sheets.lastWork(facts.spells),
    },
    record: {
      title: 'تأیید سابقه',
      hint: 'سابقه را سال به سال نگاه کنید. پس از حکم، تغییر آن دشوارتر است.',
      fields: ['record'],
      shows: (given) => sheets.recordByYears(workingOf(given)),
    },
    route: {
      title: 'راه بازنشستگی',
      fields: ['route'],
      shows: (given) => ({
        title: 'راه‌هایی که قانون می‌شناسد',
        sections: [routesTable(workingOf(given), given.today)],
      }),
    },
    account: { title: 'حساب بانکی', fields: ['account'], when: ({ facts }) => facts.bank === null },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    recognised: knownToRegistry,
    insured: {
      title: 'داشتن سابقهٔ بیمه',
      law: article(76),
      must: ({ facts }) => facts.member !== null && facts.wages.length > 0,
      else: 'در سازمان سابقهٔ پرداخت حق بیمه‌ای به نام شما نیست.',
      mend: 'اگر کار کرده‌اید و سابقه‌ای نمی‌بینید، به سوابق ناموجود اعتراض کنید.',
      leads: 'missing-records',
    },
    noPension: {
      title: 'نداشتن مستمری دیگر',
      law: article(76),
      must: ({ facts, today }) =>
        facts.pensions.every(({ kind, until }) => kind === 'survivors' || (until !== null && until < today)),
      else: 'شما اکنون مستمری می‌گیرید و مستمری بازنشستگی دیگری برقرار نمی‌شود.',
      mend: 'دربارهٔ مستمری خود از شعبه بپرسید.',
    },
    leaving: {
      title: 'روز ترک کار',
      law: article(77),
      must: ({ answers, today }) => isWithinAYear(today, answers.leaveOn),
      else: 'روز ترک کار بیش از یک سال دیگر است؛ مستمری با قانون و سابقهٔ آن روز حساب می‌شود.',
      mend: 'نزدیک‌تر به آن روز درخواست بدهید.',
    },
    wholeRecord: {
      title: 'کامل بودن سابقه',
      law: article(77),
      must: ({ answers }) => answers.record === 'whole',
      else: 'سابقهٔ شما باید پیش از برقراری مستمری کامل شود.',
      mend: 'اول به سوابق ناموجود اعتراض کنید؛ پس از ثبت آن‌ها همین‌جا ادامه دهید یا درخواست تازه‌ای بدهید.',
      leads: 'missing-records',
    },
    ordinary: byRoute('ordinary', article(76)),
    anyAge: byRoute('any-age', articleNote(76, '۳')),
    thirtyYears: byRoute('thirty-years', articleNote(76, '۱')),
    hard: byRoute('hard', articleNote(76, '۲')),
    workingWoman: byRoute('working-woman', articleNote(76, '۴')),
    short: byRoute('short', article(76)),
    checked: {
      title: 'بررسی سابقه در واحد مستمری‌ها',
      law: article(77),
      must: ({ facts }) => facts.check.confirmed,
      else: 'واحد مستمری‌ها سابقهٔ شما را تأیید نکرد.',
      mend: 'گزارش شعبه را بخوانید و اگر درست نیست اعتراض کنید.',
    },
  },
  documents: {
    idCard: { title: 'صفحهٔ اول شناسنامه', when: ({ facts }) => !known(facts.member).idCardOnFile },
    workPapers: { title: 'مدارک دیگر دربارهٔ سابقه', optional: true, most: 5 },
    resignation: {
      title: 'نامهٔ ترک کار',
      hint: 'نامه‌ای با امضای شما و مهر کارفرما که آخرین روز کار را می‌گوید. اگر کارفرما ندارید، خودتان بنویسید و امضا کنید.',
      at: 'resignation',
    },
  },
  shows: (given) => sheets.result(workingOf(given), given.answers.route, given.today),
  flow: retirementFlow,
  outcome: {
    approved(given) {
      const { answers, facts, applicant, today } = given
      const [member, self] = [known(facts.member), known(facts.self)]
      const { average, pension } = pensionOf(workingOf(given), answers.route, today)
      const after = addDays(answers.leaveOn, 1)
      const from = after > today ? after : today
      const monthly = String(pension.amount)
      const entry: Extract<Entry, { entry: 'pension.begin' }>['data'] = {
        kind: 'old-age',
        from,
        monthly,
        edict: {
          year: toJalali(from).year,
          issuedOn: today,
          lines: linesOf(pension.earned, pension.amount),
          total: monthly,
        },
      }
      return [
        ...(facts.bank === null ? [register('bank-account.declare', { iban: answers.account, since: today })] : []),
        register('pension.begin', entry),
        certificate('edict', {
          number: applicant,
          name: `${self.firstName} ${self.lastName}`,
          fatherName: self.fatherName,
          insuranceNumber: member.insuranceNumber,
          branch: member.branch?.name ?? null,
          route: answers.route,
          record: recordText(careerOf(workingOf(given)).record),
          average: String(average),
          earned: String(pension.earned),
          monthly,
          from,
        }),
        sms('approved', { monthly: formatRial(pension.amount), from: formatJalali(from, 'long') }),
      ]
    },
    rejected: () => [sms('rejected')],
  },
  certificates: { edict },
  texts,
})

/** What is earned, and what article 111 adds to it. */
const linesOf = (earned: bigint, paid: bigint) => [
  { title: 'مستمری بازنشستگی', rials: String(earned) },
  ...(paid > earned ? [{ title: 'ترمیم تا حداقل مستمری (مادهٔ ۱۱۱)', rials: String(paid - earned) }] : []),
]
