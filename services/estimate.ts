import { completedYears, type IsoDate } from '#kernel/dates.ts'
import { Lack, orLack } from '#kernel/lack.ts'
import { formatRial } from '#kernel/rial.ts'
import { type Sheet, amount, remark, rows, table } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { ROUTE_NAMES } from '#law/parameters/old-age.ts'
import { recordText } from '#law/record.ts'
import { type WhatIf, type Working, averageOf, bestOf, careerOf, pensionOf, routesOf } from './career.ts'

/** What the pension would be today, or if something were otherwise. */
export function estimate(of: Working, on: IsoDate, whatIf: WhatIf): Sheet {
  const { record } = careerOf(of, whatIf)
  const best = bestOf(of, on, whatIf)
  const found = orLack(() => pensionOf(of, best, on, whatIf))
  const age = completedYears(of.birthDate, on) + (whatIf.moreYears ?? 0)
  return {
    title: 'برآورد مستمری بازنشستگی',
    sections: [
      rows(null, [
        ['سن', toPersianDigits(`${age} سال`)],
        ['سابقهٔ پرداخت حق بیمه', recordText(record)],
        ['میانگین مزد دو سال آخر', formatRial(averageOf(of.wages, on, whatIf).value)],
        ...supposed(whatIf),
        ['بهترین راه باز', best === null ? 'هنوز هیچ راهی باز نیست' : ROUTE_NAMES[best]],
      ]),
      found instanceof Lack
        ? remark(`${found.said} مبلغ مستمری پس از آن حساب می‌شود.`)
        : amount(
            best === null ? 'با همین سابقه، اگر راهی باز شود' : 'مستمری ماهانه',
            found.pension.amount,
            found.working,
          ),
      routesTable(of, on, whatIf),
      remark('این برآورد با سوابق و قانون امروز است و به پول امروز؛ سند نیست و در دادگاه و اداره به کار نمی‌رود.'),
    ],
  }
}

const supposed = ({ moreYears, otherWage }: WhatIf): (readonly [string, string])[] => [
  ...(moreYears ? [['با سال‌های کار بیشتر', `${formatNumber(moreYears)} سال`] as const] : []),
  ...(otherWage ? [['با مزد ماهانهٔ', formatRial(otherWage)] as const] : []),
]

/** Every route: open with its amount, where that can be reckoned, or why not and what would change it. */
export function routesTable(of: Working, on: IsoDate, whatIf: WhatIf = {}) {
  return table(
    'راه‌های بازنشستگی',
    ['راه', 'وضع', 'مستمری ماهانه'],
    routesOf(of, on, whatIf).map(({ route, entitlement }) => {
      if (entitlement.verdict !== 'yes') return [ROUTE_NAMES[route], entitlement.refusal ?? '', '']
      const found = orLack(() => pensionOf(of, route, on, whatIf))
      return [
        ROUTE_NAMES[route],
        'باز است',
        found instanceof Lack ? 'هنوز معلوم نیست' : formatRial(found.pension.amount),
      ]
    }),
  )
}
