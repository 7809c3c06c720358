import { text } from '#kernel/fields/fields.ts'
import { certificate, sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { instant } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { remark, rows } from '#kernel/sheet/sheet.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import { recognised } from '../member.ts'
import * as sources from '../sources.ts'
import { relation } from './certificate.ts'
import { RELATION_WORDS } from './words.ts'

/** A certificate that somebody is, or is not, insured or pensioned by the organisation today. */
export default service({
  id: 'active-relation',
  version: 1,
  title: 'ارتباط فعال با سازمان',
  audience: ['insured', 'pensioner'],
  subject: ({ answers }) => answers.recipient,
  fields: {
    recipient: text('این گواهی را به کجا می‌دهید؟', {
      hint: 'نام اداره، بانک یا مؤسسه؛ همین نام روی گواهی نوشته می‌شود',
      longest: 80,
    }),
  },
  facts: {
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    membership: { from: sources.membership, about: sources.ofApplicant },
    member: { from: sources.registered, about: sources.ofApplicant },
  },
  pages: {
    recipient: { title: 'گیرندهٔ گواهی', fields: ['recipient'] },
  },
  rules: {
    recognised: { ...recognised, law: article(2), must: ({ facts }) => facts.self !== null },
  },
  documents: {},
  shows({ answers, facts }) {
    const insuranceNumber = facts.member?.insuranceNumber ?? null
    return {
      title: 'آنچه گواهی می‌شود',
      sections: [
        rows(null, [
          ['وضعیت امروز شما', RELATION_WORDS[facts.membership.standing]],
          ['شمارهٔ بیمه', insuranceNumber === null ? '—' : toPersianDigits(insuranceNumber)],
          ['شعبه', facts.membership.branch?.name ?? '—'],
          ['گیرنده', toPersianDigits(answers.recipient)],
        ]),
        remark('گواهی وضعیت همین امروز را می‌گوید. پس از ارسال، آن را در «گواهی‌های من» (صندوق شخصی) می‌یابید.'),
      ],
    }
  },
  flow: instant(),
  outcome: {
    approved({ answers, facts, applicant, today }) {
      const self = known(facts.self)
      return [
        certificate('relation', {
          name: `${self.firstName} ${self.lastName}`,
          number: applicant,
          fatherName: self.fatherName,
          birthDate: self.birthDate,
          standing: facts.membership.standing,
          insuranceNumber: facts.member?.insuranceNumber ?? null,
          branch: facts.membership.branch?.name ?? null,
          recipient: answers.recipient,
          on: today,
        }),
        sms('ready', { recipient: answers.recipient }),
      ]
    },
  },
  certificates: { relation },
  texts: {
    ready: 'گواهی ارتباط شما با سازمان برای «{recipient}» آماده است. آن را در «گواهی‌های من» ببینید.',
  },
})
