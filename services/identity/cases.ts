import { jalali, type TellingCase } from '../case.ts'
import { applicant, registered } from '../samples.ts'
import type service from './service.ts'

const self = applicant()
const member = registered({ since: jalali('1374/03/01') })

const asked = { pages: [], answers: {}, documents: [] }

export const CASES: readonly TellingCase<typeof service>[] = [
  { ...asked, title: 'بیمه‌شده', facts: { self, member }, ends: 'told' },
  {
    ...asked,
    title: 'کسی که هنوز بیمه نشده است',
    facts: { self: { ...self, idCardNumber: null, placeOfIssue: null }, member: null },
    ends: 'told',
  },
  {
    ...asked,
    title: 'کسی که ثبت احوال نمی‌شناسد',
    facts: { self: null as never, member },
    ends: { refusedBy: 'recognised' },
  },
]
