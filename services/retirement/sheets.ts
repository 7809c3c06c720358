import { formatJalali, type IsoDate } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import { type Sheet, amount, remark, rows, table } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { ROUTE_NAMES, type Route } from '#law/parameters/old-age.ts'
import { recordText } from '#law/record.ts'
import { type Working, careerOf, pensionOf, yearsOf } from '../career.ts'
import type { CivilRecord } from '../sources.ts'
import type { RegisteredMember, Spell } from '#kernel/register.ts'

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
