import type { IsoDate } from '#kernel/dates.ts'
import { choice, iban, nationalCode, optional, text } from '#kernel/fields/fields.ts'
import type { NationalCode } from '#kernel/national-code.ts'
import { pay, sms } from '#kernel/service/effect.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service, source } from '#kernel/service/service.ts'
import { rial } from '#kernel/rial.ts'

export type Death = { readonly diedOn: IsoDate | null; readonly insured: boolean }

export const registry = source<NationalCode, Death>({
  key: 'civil-registry.death',
  title: 'سازمان ثبت احوال',
  recordedBy: null,
  show: ({ diedOn }): Record<string, string> => ({ درگذشت: diedOn === null ? 'ثبت نشده' : 'ثبت شده' }),
  sample: (random) => ({ diedOn: random() < 0.6 ? ('2026-01-01' as IsoDate) : null, insured: random() < 0.7 }),
})

export const visit = source<NationalCode, { readonly seen: boolean }>({
  key: 'branch.visit',
  title: 'بازرس شعبه',
  recordedBy: 'inquirer',
  show: (): Record<string, string> => ({}),
  sample: (random) => ({ seen: random() < 0.5 }),
})

const law = { id: 'ssa-84', cite: 'مادهٔ ۸۴ قانون تأمین اجتماعی' }

/** A small service for the tests of the kernel. */
export const funeral = service({
  id: 'funeral-grant',
  version: 1,
  title: 'کمک‌هزینهٔ مراسم ترحیم',
  audience: ['insured', 'pensioner'],
  fields: {
    deceased: nationalCode('کد ملی درگذشته'),
    kinship: choice('نسبت شما با او', { spouse: 'همسر', child: 'فرزند', friend: 'دوست' }),
    witness: text('نام گواه'),
    account: iban('شمارهٔ شبا'),
    note: optional(text('توضیح')),
  },
  facts: {
    death: { from: registry, about: ({ answers }) => answers.deceased },
    visit: { from: visit, about: ({ answers }) => (answers.kinship === 'friend' ? answers.deceased : null) },
  },
  pages: {
    deceased: { title: 'درگذشته', fields: ['deceased', 'kinship'], startsOver: true },
    witness: { title: 'گواه', fields: ['witness'], when: ({ answers }) => answers.kinship === 'friend' },
    account: { title: 'حساب بانکی', fields: ['account', 'note'], when: ({ facts }) => facts.death.diedOn !== null },
  },
  rules: {
    died: {
      title: 'ثبت درگذشت',
      law,
      must: ({ facts }) => facts.death.diedOn !== null,
      else: 'درگذشت این شخص هنوز در ثبت احوال ثبت نشده است.',
      mend: 'اول درگذشت را در ثبت احوال ثبت کنید.',
    },
    insured: {
      title: 'بیمه‌بودن درگذشته',
      law,
      must: ({ facts }) => facts.death.insured,
      else: 'درگذشته بیمه نبوده است.',
    },
    seen: {
      title: 'بازدید شعبه',
      law,
      when: ({ answers }) => answers.kinship === 'friend',
      must: ({ facts, answers }) => facts.visit.seen && answers.witness !== '',
      else: 'بازدید شعبه نسبت شما را تأیید نکرد.',
    },
  },
  documents: {
    invoice: { title: 'صورت‌حساب مراسم', most: 2 },
    letter: { title: 'نامهٔ گواه', when: ({ answers }) => answers.kinship === 'friend' },
  },
  flow: reviewedByBranch({ days: 3, inquiryDays: 5, fourEyes: true }),
  outcome: {
    approved: ({ answers }) => [pay(rial(1_000), answers.account), sms('approved')],
    rejected: () => [sms('rejected')],
  },
  texts: { approved: 'کمک‌هزینه واریز می‌شود.', rejected: 'درخواست شما رد شد.' },
})
