import { formatJalali } from '#kernel/dates.ts'
import { known } from '#kernel/service/evidence.ts'
import { service } from '#kernel/service/service.ts'
import { reading } from '#kernel/sheet/reading.ts'
import { remark, rows } from '#kernel/sheet/sheet.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import { recognised, STANDING_NAMES } from '../member.ts'
import * as sources from '../sources.ts'

/** Who somebody is to the civil registry and to the organisation. */
export default service({
  id: 'identity',
  version: 1,
  title: 'اطلاعات هویتی و شمارهٔ تأمین اجتماعی',
  audience: ['insured', 'pensioner'],
  fields: {},
  facts: {
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    member: { from: sources.registered, about: sources.ofApplicant },
  },
  pages: {},
  rules: {
    recognised: { ...recognised, law: article(2), must: ({ facts }) => facts.self !== null },
  },
  documents: {},
  shows({ applicant, facts }) {
    const self = known(facts.self)
    const member = facts.member
    const number = (value: string | null | undefined) => (value == null ? '—' : toPersianDigits(value))
    return {
      title: 'اطلاعات هویتی و شمارهٔ تأمین اجتماعی',
      sections: [
        rows('مشخصات شما در ثبت احوال', [
          ['نام', self.firstName],
          ['نام خانوادگی', self.lastName],
          ['نام پدر', self.fatherName ?? '—'],
          ['تاریخ تولد', formatJalali(self.birthDate, 'long')],
          ['کد ملی', number(applicant)],
          ['شمارهٔ شناسنامه', number(self.idCardNumber)],
          ['محل صدور', self.placeOfIssue ?? '—'],
        ]),
        member === null
          ? remark('سازمان تأمین اجتماعی هنوز سابقه‌ای از شما ندارد؛ شمارهٔ بیمه با نخستین بیمه‌شدن داده می‌شود.')
          : rows('شما در تأمین اجتماعی', [
              ['شمارهٔ بیمه', number(member.insuranceNumber)],
              ['وضعیت', STANDING_NAMES[member.standing]],
              ['شعبه', member.branch?.name ?? '—'],
              ['نخستین روز بیمه', member.since === null ? '—' : formatJalali(member.since, 'long')],
            ]),
        remark('مشخصات هویتی فقط در ثبت احوال اصلاح می‌شود. پس از اصلاح، همین صفحه را به‌روزرسانی کنید.'),
      ],
    }
  },
  flow: reading(),
  outcome: {},
  texts: {},
})
