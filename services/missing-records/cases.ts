import { type Case as CaseOf, jalali } from '../case.ts'
import { WORKSHOP, worked } from '../samples.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const known = { ...WORKSHOP, branch: { code: '0371', name: 'شعبهٔ یک قم' }, employer: 'کارفرمای آزمونی', address: 'قم' }
const seen = (days: number, dailyWage = 9_000_000) => ({
  found: {
    days,
    dailyWage: String(dailyWage),
    workshopCode: WORKSHOP.code,
    report: 'فیش‌های مزد و گواهی همکاران دیده شد.',
  },
})

const claim = (
  title: string,
  ends: Case['ends'],
  found: Case['found'],
  answers: Case['answers'] = {},
  facts: Case['facts'] = {},
  named = false,
): Case => ({
  title,
  ends,
  pages: ['workshop', named ? 'byName' : 'byCode', 'work', 'span', 'description', 'truth'],
  documents: ['proofs'],
  ...(found === undefined ? {} : { found }),
  answers: {
    knowsCode: !named,
    workshopCode: WORKSHOP.code,
    workshopName: 'نانوایی سحر',
    employer: 'کارفرمای آزمونی',
    address: 'قم، خیابان آزمون',
    jobTitle: 'شاطر',
    from: jalali('1404/02/01'),
    until: jalali('1404/04/31'),
    days: 93,
    description: 'سه ماه هر روز کار کردم و بیمه نشدم.',
    truth: true,
    ...answers,
  },
  facts: { workshop: known, wages: [], ...facts },
})
const refusedBy = (rule: string) => ({ refusedBy: rule })

export const CASES: readonly Case[] = [
  claim('سه ماه کار که شعبه همه را تأیید کرد', 'approved', seen(93)),
  claim('شعبه روزهای کمتری را تأیید کرد', 'approved', seen(60)),
  claim('کارگاهی که فقط نامش را می‌داند', 'approved', seen(93), {}, {}, true),
  claim('مزدی کمتر از حداقل مزد', 'approved', seen(93, 1_000_000)),
  claim(
    'ماهی که ده روزش ثبت شده است',
    'approved',
    seen(20),
    { from: jalali('1404/02/11'), until: jalali('1404/02/31'), days: 20 },
    {
      wages: worked(140402, 140402, 90_000_000, { days: 10 }),
    },
  ),
  claim('کدی که کارگاهی ندارد', refusedBy('workshop'), undefined, {}, { workshop: null }),
  claim('پایان همان روز آغاز', refusedBy('order'), undefined, { until: jalali('1404/02/01'), days: 1 }),
  claim('کمتر از دو ماه پیش', refusedBy('over'), undefined, { until: jalali('1404/08/21'), days: 90 }),
  claim('روزهایی بیشتر از مدت', refusedBy('days'), undefined, { days: 94 }),
  claim('سابقه‌ای که ثبت شده است', refusedBy('missing'), undefined, {}, { wages: worked(140402, 140404, 300_000_000) }),
  claim('شعبه کاری ندید', refusedBy('found'), seen(0)),
]
