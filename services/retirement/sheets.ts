import { completedYears, formatJalali, type IsoDate } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import { type Sheet, amount, remark, rows, table } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { ROUTE_NAMES, type Route } from '#law/parameters/old-age.ts'
import { recordText } from '#law/record.ts'
import { type WhatIf, type Working, bestOf, careerOf, pensionOf, routesOf, yearsOf } from '../career.ts'
import type { CivilRecord } from '../sources.ts'
import type { RegisteredMember, Spell } from '#kernel/register.ts'

/** What the pension would be today, or if something were otherwise. */
export function estimate(of: Working, on: IsoDate, whatIf: WhatIf): Sheet {
  const { record } = careerOf(of, whatIf)
  const best = bestOf(of, on, whatIf)
  const found = pensionOf(of, best, on, whatIf)
  const age = completedYears(of.birthDate, on) + (whatIf.moreYears ?? 0)
  return {
    title: 'برآورد مستمری بازنشستگی',
    sections: [
      rows(null, [
        ['سن', toPersianDigits(`${age} سال`)],
        ['سابقهٔ پرداخت حق بیمه', recordText(record)],
        ['میانگین مزد دو سال آخر', formatRial(found.average)],
        ...supposed(whatIf),
        ['بهترین راه باز', best === null ? 'هنوز هیچ راهی باز نیست' : ROUTE_NAMES[best]],
      ]),
      amount(best === null ? 'با همین سابقه، اگر راهی باز شود' : 'مستمری ماهانه', found.pension.amount, found.working),
      routesTable(of, on, whatIf),
      remark('این برآورد با سوابق و قانون امروز است و به پول امروز؛ سند نیست و در دادگاه و اداره به کار نمی‌رود.'),
    ],
  }
}

const supposed = ({ moreYears, otherWage }: WhatIf): (readonly [string, string])[] => [
  ...(moreYears ? [['با سال‌های کار بیشتر', `${formatNumber(moreYears)} سال`] as const] : []),
  ...(otherWage ? [['با مزد ماهانهٔ', formatRial(otherWage)] as const] : []),
]

/** Every route: open with its amount, or why not and what would change it. */
export function routesTable(of: Working, on: IsoDate, whatIf: WhatIf = {}) {
  return table(
    'راه‌های بازنشستگی',
    ['راه', 'وضع', 'مستمری ماهانه'],
    routesOf(of, on, whatIf).map(({ route, entitlement, amount: rials }) => [
      ROUTE_NAMES[route],
      entitlement.verdict === 'yes' ? 'باز است' : (entitlement.refusal ?? ''),
      rials === null ? '' : formatRial(rials),
    ]),
  )
}

/** Who one is, as registries say. */
export function person(self: CivilRecord, member: RegisteredMember): Sheet {
  return {
    title: 'مشخصات شما',
    sections: [
      rows(null, [
        ['نام', `${self.firstName} ${self.lastName}`],
        ['تاریخ تولد', formatJalali(self.birthDate, 'long')],
        ['شمارهٔ بیمه', member.insuranceNumber === null ? 'ثبت نشده' : toPersianDigits(member.insuranceNumber)],
        ['شعبه', member.branch?.name ?? 'ثبت نشده'],
      ]),
    ],
  }
}

/** Where one worked last. */
export function lastWork(spells: readonly Spell[]): Sheet {
  const last = spells.at(-1)
  const found: readonly (readonly [string, string])[] =
    last === undefined
      ? [['آخرین کارگاه', 'در سوابق شما کارگاهی نیست']]
      : [
          ['آخرین کارگاه', toPersianDigits(last.workshop.name)],
          ['کد کارگاه', toPersianDigits(last.workshop.code)],
          ['از', formatJalali(last.from, 'long')],
          ['تا', last.until === null ? 'هنوز' : formatJalali(last.until, 'long')],
        ]
  return { title: 'آخرین کار شما', sections: [rows(null, found)] }
}

/** The whole record by years. */
export function recordByYears(of: Working): Sheet {
  const years = yearsOf(of.wages)
  const { record } = careerOf(of)
  return {
    title: 'سوابق شما',
    sections: [
      table(
        'سابقه سال به سال',
        ['سال', 'روز', 'جمع مزد سال'],
        years.map(({ year, days, wage }) => [toPersianDigits(year), formatNumber(days), formatRial(wage)]),
        ['همه', recordText(record), ''],
      ),
      remark('اگر سالی نیست یا روزهایش کم است، پیش از درخواست بازنشستگی به سوابق اعتراض کنید.'),
    ],
  }
}

/** What is asked for, and what it comes to. */
export function result(of: Working, route: Route, on: IsoDate): Sheet {
  const { pension, working, average } = pensionOf(of, route, on)
  return {
    title: 'مستمری بازنشستگی',
    sections: [
      rows(null, [
        ['راه بازنشستگی', ROUTE_NAMES[route]],
        ['سابقهٔ پرداخت حق بیمه', recordText(careerOf(of).record)],
        ['میانگین مزد دو سال آخر', formatRial(average)],
      ]),
      amount('مستمری ماهانه', pension.amount, working),
    ],
  }
}
