import type { Case } from '../case.ts'
import { applicant, registered } from '../samples.ts'
import type service from './service.ts'

const self = applicant()
const branch = { code: '1', name: 'شعبهٔ یک قم' }
const member = registered({ branch })
const asked = { pages: ['recipient'], answers: { recipient: 'بانک ملی، شعبهٔ مرکزی قم' }, documents: [] }

export const CASES: readonly Case<typeof service>[] = [
  {
    ...asked,
    title: 'بیمه‌شده',
    facts: { self, membership: { standing: 'insured', branch }, member },
    ends: 'approved',
  },
  {
    ...asked,
    title: 'کسی که بیمه نیست',
    facts: { self, membership: { standing: 'none', branch: null }, member: null },
    ends: 'approved',
  },
  {
    ...asked,
    title: 'کسی که ثبت احوال نمی‌شناسد',
    facts: { self: null as never, membership: { standing: 'insured', branch }, member },
    ends: { refusedBy: 'recognised' },
  },
]
