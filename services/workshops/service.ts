import { formatJalali } from '#kernel/dates.ts'
import type { KeptWorkshop, WorkshopMonth } from '#kernel/employer.ts'
import { jalaliYear, optional } from '#kernel/fields/fields.ts'
import { monthOf, type MonthRange } from '#kernel/register.ts'
import { addRials, rial } from '#kernel/rial.ts'
import { service } from '#kernel/service/service.ts'
import { reading } from '#kernel/sheet/reading.ts'
import { remark, rows, table, type Section, type Table } from '#kernel/sheet/sheet.ts'
import { formatNumber, isolateLtr, toPersianDigits } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import { monthText } from '../records.ts'
import * as sources from '../sources.ts'

/** The workshops of an employer, and how many people, days and rials each month's wage list had. */
export default service({
  id: 'workshops',
  version: 1,
  title: 'کارگاه‌های من',
  audience: ['employer'],
  fields: {
    year: optional(jalaliYear('سال', { first: 1386, hint: 'برای دیدن دوازده ماه گذشته خالی بگذارید' })),
  },
  facts: {
    kept: { from: sources.workshopsOf, about: sources.ofApplicant },
    months: {
      from: sources.workshopMonths,
      about: ({ answers, applicant, facts, today }) =>
        facts.kept.length === 0 ? null : { number: applicant, ...rangeOf(answers.year, monthOf(today)) },
    },
  },
  pages: { year: { title: 'سال', fields: ['year'] } },
  rules: {
    employer: {
      title: 'کارفرما یا نمایندهٔ کارفرما بودن',
      law: [article(28), article(39)],
      must: ({ facts }) => facts.kept.length > 0,
      else: 'کارگاهی به نام شما، یا به نام شخص حقوقی‌ای که نمایندهٔ آن باشید، ثبت نشده است.',
      mend: 'اگر کارفرما هستید، با مدارک کارگاه به شعبه‌ای بروید که پروندهٔ کارگاه در آن است.',
    },
  },
  documents: {},
  shows({ answers, facts, today }) {
    const { from, to } = rangeOf(answers.year, monthOf(today))
    const period =
      answers.year === null ? `از ${monthText(from)} تا ${monthText(to)}` : `سال ${toPersianDigits(answers.year)}`
    const workshops = [...Map.groupBy(facts.kept, ({ workshop }) => workshop.code)]
    return {
      title: 'کارگاه‌های من',
      sections: [
        ...workshops.flatMap(([code, kept], n): Section[] => {
          const months = facts.months.filter(({ workshop }) => workshop.code === code)
          if (months.length === 0) return [about(kept), remark(`${period}: لیستی از شما ثبت نشده است.`)]
          const lists = listsOf(`لیست‌های بیمهٔ «${toPersianDigits(kept[0]!.workshop.name)}»، ${period}`, months)
          // Of several the first stands open.
          return [about(kept), n === 0 ? lists : { ...lists, under: `${period}: ${formatNumber(months.length)} لیست` }]
        }),
        remark(
          'عددها جمع لیست‌هایی است که کارگاه فرستاده است، هر کس در هر ماه یک بار. ماه‌های پیش و پس از دورهٔ کارفرمایی شما، و سابقه‌ای که با رأی به اعتراض کارکنان ثبت شده، در آن نیست.',
        ),
      ],
    }
  },
  flow: reading(),
  outcome: {},
  texts: {},
})

/** A year, or the twelve months before this one, whose list is not due yet. */
function rangeOf(year: number | null, now: number): MonthRange {
  if (year !== null) return { from: year * 100 + 1, to: year * 100 + 12 }
  return { from: now - 100, to: now % 100 === 1 ? now - 89 : now - 1 }
}

function about(kept: readonly KeptWorkshop[]): Section {
  const { workshop, branch } = kept[0]!
  return rows(toPersianDigits(workshop.name), [
    ['کد کارگاه', isolateLtr(toPersianDigits(workshop.code))],
    ...(branch === null ? [] : [['شعبه', toPersianDigits(branch.name)] as const]),
    ...kept.map(({ legalPerson, from, until }) => {
      const since = `از ${formatJalali(from, 'long')}`
      const days = until === null ? since : `${since} تا ${formatJalali(until, 'long')}`
      const whose = legalPerson === null ? 'خود شما' : `${toPersianDigits(legalPerson.name)}، که نمایندهٔ آن هستید`
      return ['کارفرما', `${whose}، ${days}`] as const
    }),
  ])
}

/** Newest first. */
function listsOf(caption: string, months: readonly WorkshopMonth[]): Table {
  const days = months.reduce((sum, month) => sum + month.days, 0)
  const wages = addRials(...months.map((month) => rial(BigInt(month.wages))))
  return table(
    caption,
    ['ماه', 'کارکنان', 'روز', 'دستمزد (ریال)'],
    months
      .toReversed()
      .map((one) => [
        monthText(one.month),
        formatNumber(one.people),
        formatNumber(one.days),
        formatNumber(BigInt(one.wages)),
      ]),
    ['جمع', '', formatNumber(days), formatNumber(wages)],
  )
}
