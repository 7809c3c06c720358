import { type IsoDate, fromJalali, toJalali } from '../dates.ts'
import type { Calendar, Hours, Override, Week } from './calendar.ts'

const OFFICE: Hours = [[7 * 60 + 30, 14 * 60 + 30]]
const CLOSED: Hours = []

/** Weekend on Thursday and Friday: the usual default, a row like any other. */
const week = (from: IsoDate, confirmed: boolean): Week => ({
  from,
  days: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, CLOSED, CLOSED],
  confirmed,
})

/** Marks: s = fixed by the solar calendar; c = lunar, date seen in the published calendar; p = lunar, provisional. */
const MARKS = {
  s: { source: 'تقویم رسمی کشور، مناسبت ثابت خورشیدی', confirmed: true },
  c: { source: 'تقویم رسمی کشور، مناسبت قمری', confirmed: true },
  p: { source: 'تقویم رسمی کشور، مناسبت قمری؛ تا رؤیت هلال قطعی نیست', confirmed: false },
} as const

// oxfmt-ignore
const HOLIDAYS = `
1404/01/01 s نوروز
1404/01/02 s نوروز
1404/01/03 s نوروز
1404/01/04 s نوروز
1404/01/11 c عید سعید فطر
1404/01/12 s روز جمهوری اسلامی
1404/01/13 s روز طبیعت
1404/02/04 c شهادت امام جعفر صادق (ع)
1404/03/14 s رحلت امام خمینی (ره)
1404/03/15 s قیام پانزده خرداد
1404/03/16 c عید سعید قربان
1404/03/24 c عید سعید غدیر خم
1404/04/14 c تاسوعای حسینی
1404/04/15 c عاشورای حسینی
1404/05/23 c اربعین حسینی
1404/05/31 c رحلت رسول اکرم (ص) و شهادت امام حسن مجتبی (ع)
1404/06/02 c شهادت امام رضا (ع)
1404/06/10 p شهادت امام حسن عسکری (ع)
1404/06/19 p میلاد رسول اکرم (ص) و امام جعفر صادق (ع)
1404/09/03 p شهادت حضرت فاطمهٔ زهرا (س)
1404/10/13 c ولادت امام علی (ع)
1404/10/27 c مبعث رسول اکرم (ص)
1404/11/15 p ولادت حضرت قائم (عج)
1404/11/22 s پیروزی انقلاب اسلامی
1404/12/20 p شهادت امام علی (ع)
1404/12/29 s روز ملی شدن صنعت نفت
1405/01/01 s نوروز
1405/01/02 s نوروز
1405/01/03 s نوروز
1405/01/04 s نوروز
1405/01/12 s روز جمهوری اسلامی
1405/01/13 s روز طبیعت
1405/03/06 p عید سعید قربان
1405/03/14 s رحلت امام خمینی (ره)
1405/03/15 s قیام پانزده خرداد
1405/04/03 p تاسوعای حسینی
1405/04/04 p عاشورای حسینی
1405/05/13 p اربعین حسینی
1405/05/21 p رحلت رسول اکرم (ص) و شهادت امام حسن مجتبی (ع)
1405/05/22 p شهادت امام رضا (ع)
1405/05/30 p شهادت امام حسن عسکری (ع)
1405/06/08 p میلاد رسول اکرم (ص) و امام جعفر صادق (ع)
1405/08/22 p شهادت حضرت فاطمهٔ زهرا (س)
1405/10/02 p ولادت امام علی (ع)
1405/10/16 p مبعث رسول اکرم (ص)
1405/11/04 p ولادت حضرت قائم (عج)
1405/11/22 s پیروزی انقلاب اسلامی
1405/12/09 p شهادت امام علی (ع)
1405/12/19 p عید سعید فطر
1405/12/20 p تعطیل عید سعید فطر
1405/12/29 s روز ملی شدن صنعت نفت
1406/01/01 s نوروز
1406/01/02 s نوروز
1406/01/03 s نوروز
1406/01/04 s نوروز
1406/01/12 s روز جمهوری اسلامی
1406/01/13 s روز طبیعت
1406/03/14 s رحلت امام خمینی (ره)
1406/03/15 s قیام پانزده خرداد
1406/11/22 s پیروزی انقلاب اسلامی
1406/12/29 s روز ملی شدن صنعت نفت
`

/** The public holidays, one a day, each with its Persian name and where it comes from. */
export const IRANIAN_HOLIDAYS: readonly Override[] = HOLIDAYS.trim()
  .split('\n')
  .map((line) => {
    const [, date = '', mark = '', name = ''] = /^(\S+) (\S) (.+)$/.exec(line) ?? []
    return { day: jalaliDay(date), scope: 'nation', spans: CLOSED, name, ...MARKS[mark as keyof typeof MARKS] }
  })

/**
 * The country's offices from 1404 on: Saturday to Wednesday, 7:30 to 14:30. Lunar days of 1406 are not published yet, so
 * its days are unconfirmed and a deadline that falls there is shown as provisional, until its calendar is brought in as
 * data (`npm run calendar -- import`). Years after it are carried on with the days that the solar calendar fixes.
 */
export const IRAN: Calendar = {
  version: 1,
  from: jalaliDay('1404/01/01'),
  until: jalaliDay('1407/01/01'),
  weeks: [week(jalaliDay('1404/01/01'), true), week(jalaliDay('1406/01/01'), false)],
  overrides: IRANIAN_HOLIDAYS,
  yearly: IRANIAN_HOLIDAYS.filter(({ day, source }) => source === MARKS.s.source && toJalali(day).year === 1406).map(
    ({ day, name, source }) => ({ month: toJalali(day).month, day: toJalali(day).day, name, source }),
  ),
}

function jalaliDay(text: string): IsoDate {
  const [year = 0, month = 0, day = 0] = text.split('/').map(Number)
  const date = fromJalali({ year, month, day })
  if (date === null) throw new RangeError(`${text} is no day`)
  return date
}
