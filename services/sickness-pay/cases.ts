import type { Benefit } from '#kernel/register.ts'
import { type Case as CaseOf, jalali } from '../case.ts'
import { SPOUSE, applicant, ownContract, spell, worked } from '../samples.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const married = [{ spouse: SPOUSE, ended: null }]
/** Ninety days of work for 5,000,000 rials a day. */
const facts: Case['facts'] = {
  self: applicant({ marriages: married }),
  spells: [spell('1399/01/01')],
  contracts: [],
  benefits: [],
  account: { iban: 'IR820540102680020817909002', since: jalali('1400/01/01') },
  wages: [...worked(140405, 140406, 155_000_000), ...worked(140407, 140408, 150_000_000)],
}
const rest = (from: string, until: string) => ({ from: jalali(from), until: jalali(until) })
const paid = (from: string, until: string): Benefit => ({
  benefitId: from,
  kind: 'sickness',
  about: null,
  ...rest(from, until),
  rials: '26250000',
  grantedOn: jalali('1404/09/10'),
  paidOn: null,
})
const contract = ownContract()

const illness = (title: string, ends: Case['ends'], answers: Case['answers'] = {}, said: Case['facts'] = {}): Case => ({
  title,
  ends,
  pages: ['rest', 'doctor', 'truth'],
  documents: ['papers'],
  answers: {
    ...rest('1404/09/01', '1404/09/10'),
    place: 'home',
    cause: 'illness',
    goesOn: false,
    doctor: 'دکتر مهری آزمونی',
    council: '12345',
    truth: true,
    ...answers,
  },
  facts: { ...facts, ...said },
})
const refusedBy = (rule: string) => ({ refusedBy: rule })
const alone = { self: applicant() }

export const CASES: readonly Case[] = [
  illness('ده روز در خانه با همسر', 'approved'),
  illness('ده روز در خانه بی‌خانواده', 'approved', {}, alone),
  illness('ده روز بستری بی‌خانواده', 'approved', { place: 'hospital' }, alone),
  illness('حادثهٔ کار: از روز اول', 'approved', { cause: 'accident-or-occupational' }),
  illness(
    'دنبالهٔ دو استراحت پیشین: روز انتظار ندارد',
    'approved',
    { goesOn: true },
    { benefits: [paid('1404/08/21', '1404/08/30'), paid('1404/08/11', '1404/08/20')] },
  ),
  illness('چهار روز در خانه', 'approved', rest('1404/09/01', '1404/09/04')),
  illness('سه روز در خانه', refusedBy('due'), rest('1404/09/01', '1404/09/03')),
  illness('استراحتی که تمام نشده است', refusedBy('days'), rest('1404/10/15', '1404/10/21')),
  illness('پایان پیش از آغاز', refusedBy('days'), rest('1404/09/10', '1404/09/01')),
  illness('صاحب شغل آزاد', refusedBy('insurance'), {}, { spells: [], contracts: [contract] }),
  illness(
    'کاری که پیش از استراحت پایان یافت',
    refusedBy('employed'),
    {},
    { spells: [spell('1399/01/01', '1404/08/30')] },
  ),
  illness('نود روز بی‌مزد', refusedBy('wages'), {}, { wages: [] }),
  illness('کسی که ثبت احوال او را پیدا نمی‌کند', refusedBy('recognised'), {}, { self: null }),
  illness('روزی که پرداخت شده است', refusedBy('unpaid'), {}, { benefits: [paid('1404/08/25', '1404/09/01')] }),
  illness(
    'دنباله‌ای که یک روز فاصله دارد',
    refusedBy('earlier'),
    { goesOn: true },
    { benefits: [paid('1404/08/20', '1404/08/29')] },
  ),
]
