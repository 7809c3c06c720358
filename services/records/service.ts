import { jalaliYear, optional } from '#kernel/fields/fields.ts'
import { monthOf } from '#kernel/register.ts'
import { known } from '#kernel/service/evidence.ts'
import { service } from '#kernel/service/service.ts'
import { reading } from '#kernel/sheet/reading.ts'
import { remark, rows, table, type Chart, type Table } from '#kernel/sheet/sheet.ts'
import { addRials } from '#kernel/rial.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import { recordText } from '#law/record.ts'
import { KIND_NAMES, mergedMonths, nameOfMonth, recordOf, yearOf, type MergedMonth } from '../records.ts'
import * as sources from '../sources.ts'

/** The year in which the insurance of workers began. */
const FIRST_MONTH = 131_001

/** All records of somebody, merged over workshops and kinds of insurance, by year and month. */
export default service({
  id: 'records',
  version: 1,
  title: 'کلیهٔ سوابق (تلفیقی)',
  audience: ['insured', 'pensioner'],
  fields: {
    year: optional(jalaliYear('سال', { first: 1310, hint: 'برای دیدن همهٔ سال‌ها خالی بگذارید' })),
  },
  facts: {
    wages: {
      from: sources.wages,
      about: ({ applicant, today }) => ({ number: applicant, from: FIRST_MONTH, to: monthOf(today) }),
    },
  },
  pages: { year: { title: 'سال', fields: ['year'] } },
  rules: {
    any: {
      title: 'داشتن سابقه',
      law: [article(36), article(39)],
      must: ({ facts }) => facts.wages.length > 0,
      else: 'تا امروز سابقه‌ای برای شما ثبت نشده است.',
      mend: 'اگر کار کرده‌اید و بیمه شده‌اید، «اعتراض به سوابق ناموجود» را ببینید.',
    },
    inYear: {
      title: 'سابقه در این سال',
      law: [article(36), article(39)],
      when: ({ answers }) => answers.year !== null,
      must: ({ answers, facts }) => facts.wages.some(({ month }) => yearOf(month) === known(answers.year)),
      else: 'در سالی که نوشته‌اید سابقه‌ای ندارید.',
      mend: 'سال دیگری بنویسید، یا آن را خالی بگذارید تا همهٔ سال‌ها را ببینید.',
    },
  },
  documents: {},
  shows({ answers, facts }) {
    const all = mergedMonths(facts.wages)
    const shown = answers.year === null ? all : all.filter(({ month }) => yearOf(month) === answers.year)
    const years = [...Map.groupBy(shown, ({ month }) => yearOf(month))]
    const record = recordOf(all)
    const days = sum(all)
    return {
      title: 'کلیهٔ سوابق (تلفیقی)',
      sections: [
        rows('همهٔ سابقه', [
          ['سابقهٔ پرداخت حق بیمه', recordText(record)],
          ['جمع روزها', `${formatNumber(days)} روز`],
          ['ماه‌های دارای سابقه', `${formatNumber(all.length)} ماه`],
        ]),
        ...(answers.year === null ? [chartOf(years)] : []),
        // The newest year stands open.
        ...years.toReversed().map(([year, months], n) => (n === 0 ? tableOf(year, months) : folded(year, months))),
        remark(
          'روزهایی که برای آن‌ها در یک ماه از چند جا حق بیمه پرداخت شده است یک بار شمرده می‌شود. ماه کامل، چه ۲۹ روز باشد چه ۳۱ روز، یک ماه است؛ روزهای ماه‌های ناقص با هم جمع و هر سی روز یک ماه شمرده می‌شود.',
        ),
      ],
    }
  },
  flow: reading(),
  outcome: {},
  texts: {},
})

const sum = (months: readonly MergedMonth[]): number => months.reduce((all, { days }) => all + days, 0)

function chartOf(years: readonly (readonly [number, readonly MergedMonth[]])[]): Chart {
  const bars = years.map(([year, months]) => {
    const days = sum(months)
    return { label: toPersianDigits(year), value: days, text: `${formatNumber(days)} روز` }
  })
  return { kind: 'chart', caption: 'روزهای سابقه در هر سال', head: ['سال', 'روز'], bars, most: 366 }
}

function tableOf(year: number, months: readonly MergedMonth[]): Table {
  const wage = addRials(...months.map((month) => month.wage))
  return table(
    `سال ${toPersianDigits(year)}`,
    ['ماه', 'روز', 'دستمزد (ریال)', 'از کجا'],
    months.map((one) => [
      nameOfMonth(one.month),
      formatNumber(one.days),
      formatNumber(one.wage),
      one.workshops.length > 0 ? one.workshops.join('، ') : one.kinds.map((kind) => KIND_NAMES[kind]).join('، '),
    ]),
    ['جمع', formatNumber(sum(months)), formatNumber(wage), ''],
  )
}

const folded = (year: number, months: readonly MergedMonth[]): Table => ({
  ...tableOf(year, months),
  under: `سال ${toPersianDigits(year)}: ${formatNumber(sum(months))} روز`,
  alone: { year: toPersianDigits(year) },
})
