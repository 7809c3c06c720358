import { iban } from '#kernel/fields/fields.ts'
import { lastFour } from '#kernel/mask.ts'
import { register, sms } from '#kernel/service/effect.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { rows } from '#kernel/sheet/sheet.ts'
import { truth } from '../commitment.ts'
import * as sources from '../sources.ts'

/** No article says so; it is how the organisation pays. */
const OWN_ACCOUNT = { id: 'practice-own-account', cite: 'روال پرداخت سازمان: واریز تنها به حساب خود شخص' }

/**
 * The account into which the organisation pays benefits and pensions. The branch looks at the bank's paper before any money
 * goes there: a changed account is how pensions are stolen, so the person is told by SMS whatever comes of it.
 */
export default service({
  id: 'bank-account',
  version: 1,
  title: 'استعلام و اعلام شماره حساب بانکی',
  audience: ['insured', 'pensioner'],
  unit: 'benefits',
  onePendingFor: ({ applicant }) => applicant,
  subject: ({ answers }) => `شبای منتهی به ${lastFour(answers.account)}`,
  fields: {
    account: iban('شمارهٔ شبای حسابی که به نام خودتان است'),
    truth: truth(),
  },
  facts: {
    declared: { from: sources.bankAccount, about: sources.ofApplicant },
    seen: {
      from: sources.accountSeen,
      about: ({ applicant, answers }) => ({ number: applicant, iban: answers.account }),
    },
  },
  pages: {
    account: {
      title: 'حساب تازه',
      hint: 'شمارهٔ شبا در برنامهٔ بانک، روی کارت یا دفترچهٔ حساب نوشته شده است.',
      fields: ['account'],
      shows: ({ facts }) => ({
        title: 'حسابی که اکنون ثبت است',
        sections: [rows(null, [['واریز به', shownAccount(facts.declared?.iban)]])],
      }),
    },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    other: {
      title: 'حساب تازه بودن',
      law: OWN_ACCOUNT,
      must: ({ answers, facts }) => facts.declared?.iban !== answers.account,
      else: 'همین حساب اکنون برای شما ثبت است و پرداخت‌ها به آن واریز می‌شود.',
      mend: 'اگر حساب دیگری را می‌خواهید، شمارهٔ شبای آن را بنویسید.',
    },
    own: {
      title: 'به نام خود شخص بودن',
      law: OWN_ACCOUNT,
      must: ({ facts }) => facts.seen.own,
      else: 'مدرک فرستاده‌شده نشان نمی‌دهد که این حساب به نام خود شماست.',
      mend: 'شمارهٔ شبای حساب خودتان را با برگه‌ای از بانک بفرستید که نام شما روی آن باشد.',
    },
  },
  documents: {
    bankPaper: {
      title: 'مدرک بانک با نام شما و شمارهٔ شبا',
      hint: 'برگهٔ شبا، صفحهٔ اول دفترچه یا تصویر صفحهٔ برنامهٔ بانک؛ رمزها و عدد پشت کارت را بپوشانید.',
      most: 2,
    },
  },
  flow: reviewedByBranch({ days: 3 }),
  shows: ({ answers, facts }) => ({
    title: 'حساب واریز',
    sections: [
      rows(null, [
        ['حساب کنونی', shownAccount(facts.declared?.iban)],
        ['حساب تازه', shownAccount(answers.account)],
      ]),
    ],
  }),
  outcome: {
    approved: ({ answers, today }) => [
      register('bank-account.declare', { iban: answers.account, since: today }),
      sms('approved', { ending: lastFour(answers.account) }),
    ],
    rejected: ({ answers }) => [sms('rejected', { ending: lastFour(answers.account) })],
  },
  texts: {
    approved:
      'از این پس پرداخت‌های سازمان به شبای منتهی به {ending} واریز می‌شود. اگر شما این حساب را اعلام نکرده‌اید، فوراً به ۱۴۲۰ زنگ بزنید.',
    rejected:
      'اعلام شبای منتهی به {ending} پذیرفته نشد و حساب پیشین شما تغییری نکرد. دلیل آن در «درخواست‌های من» آمده است.',
  },
})

const shownAccount = (account: string | undefined): string =>
  account === undefined ? 'حسابی ثبت نشده است' : `شبای منتهی به ${lastFour(account)}`
