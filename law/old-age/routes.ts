import { type IsoDate, completedYears } from '#kernel/dates.ts'
import { compareFractions, minus, plus, times } from '#kernel/rational.ts'
import type { Article } from '#kernel/service/verdict.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { PLAN_7, article, articleNote } from '../article.ts'
import { type Readings, jalaliDay } from '../parameters.ts'
import {
  type Asked,
  ROUTE_NAMES,
  type Route,
  hardYearCounts,
  hardYears,
  plan7Scope,
  routes,
} from '../parameters/old-age.ts'
import { type PaidRecord, type Years, wholeYears, years } from '../record.ts'
import { type Condition, type Entitlement, type Formula, Working } from '../ruling.ts'
import { number } from '../words.ts'
import { plan7Years } from './plan7.ts'

export const RETIREMENT_ROUTES: Formula = {
  id: 'retirement-routes',
  title: 'شرایط بازنشستگی',
  says: 'مرد ۶۰ و زن ۵۵ ساله با ۲۰ سال؛ مرد ۵۰ و زن ۴۵ ساله با ۳۰ سال؛ ۳۵ سال در هر سن؛ ۲۰ سال پیوسته یا ۲۵ سال ناپیوسته کار سخت؛ زن کارگر ۴۲ ساله با ۲۰ سال؛ با ۱۰ سال به نسبت.',
  law: [article(76), articleNote(76, '۱'), articleNote(76, '۲'), articleNote(76, '۳'), articleNote(76, '۴')],
  source: 'karvarz.com؛ chabokonline.com؛ sakht.tkrtehran.ir؛ tarazmohaseb.ir',
  certainty: 'B',
}

export type Career = {
  readonly sex: 'male' | 'female'
  readonly birth: IsoDate
  /** The whole paid record, hard work included. */
  readonly record: PaidRecord
  readonly hard?: {
    readonly record: PaidRecord
    /** Without a gap in it. */
    readonly continuous: boolean
  }
  /** A worker under the labour law. */
  readonly labourLaw?: boolean
  /** The record on the day of the plan's law, where the request is under it; without it, today's. */
  readonly recordAtPlan7?: PaidRecord
}

/** In the order in which they are best for the person. */
const ORDER: readonly Route[] = ['ordinary', 'any-age', 'thirty-years', 'hard', 'working-woman', 'short']

const LAW: Readonly<Record<Route, Article>> = {
  ordinary: article(76),
  'thirty-years': articleNote(76, '۱'),
  hard: articleNote(76, '۲'),
  'any-age': articleNote(76, '۳'),
  'working-woman': articleNote(76, '۴'),
  short: article(76),
}

/** Every route to a pension, and whether it is open on the day of the request. */
export function retirementRoutes(
  career: Career,
  on: IsoDate,
  readings: Readings = {},
): readonly { readonly route: Route; readonly entitlement: Entitlement }[] {
  return ORDER.map((route) => ({ route, entitlement: openRoute(route, career, on, readings) }))
}

/** The first open route; null where none is. */
export function bestRoute(career: Career, on: IsoDate, readings: Readings = {}): Route | null {
  return ORDER.find((route) => openRoute(route, career, on, readings).verdict === 'yes') ?? null
}

function openRoute(route: Route, career: Career, on: IsoDate, readings: Readings): Entitlement {
  const work = new Working(RETIREMENT_ROUTES, on, readings)
  const record = countedRecord(work, career)
  const age = completedYears(career.birth, on)
  if (route === 'hard') return work.judges(hardWork(work, career, record, age))
  const asked = askedOf(work, route, career)
  if (asked === null) return work.judges([notOpen(route)])
  const conditions = ageAndYears(LAW[route], age, record, asked)
  if (route === 'working-woman') return work.judges([underLabourLaw(career), ...conditions])
  return work.judges(conditions)
}

/** Note 2: hard years count one and a half beside ordinary ones. */
function countedRecord(work: Working, { record, hard }: Career): Years {
  const paid = years(work, record)
  if (hard === undefined) return paid
  const inHardWork = years(work, hard.record)
  return plus(paid, minus(times(inHardWork, work.take(hardYearCounts)), inHardWork))
}

/** What a route asks; the thirty years with the years that the seventh plan adds. */
function askedOf(
  work: Working,
  route: Exclude<Route, 'hard'>,
  { sex, record, recordAtPlan7 }: Career,
): (Omit<Asked, 'years'> & { years: Years; orAge?: number }) | null {
  const asked = work.take(routes)[route][sex]
  if (asked === null) return null
  const plain = { age: asked.age, years: wholeYears(asked.years) }
  if (route !== 'thirty-years' || work.on < PLAN_7_FROM) return plain
  if (work.read(plan7Scope) === 'not-applied') return plain
  const { needed, age } = plan7Years(work, sex, recordAtPlan7 ?? record)
  return sex === 'male' ? { ...plain, years: needed, orAge: age } : { age, years: needed }
}

const PLAN_7_FROM = jalaliDay(1403)

function ageAndYears(
  law: Article,
  age: number,
  record: Years,
  asked: { age: number; years: Years; orAge?: number },
): Condition[] {
  const { orAge } = asked
  const byAge = orAge !== undefined && age >= orAge && compareFractions(record, wholeYears(30)) >= 0
  const enough = compareFractions(record, asked.years) >= 0
  return [
    {
      law,
      says: toPersianDigits(`سن ${age} سال از ${asked.age} سال لازم`),
      holds: age >= asked.age,
      refusal: toPersianDigits(`این راه از ${asked.age} سالگی است.`),
      mend: 'راه‌های دیگر بازنشستگی را ببینید.',
    },
    {
      law: orAge === undefined ? law : PLAN_7,
      says: `سابقه ${number(record)} سال از ${number(asked.years)} سال لازم${orAge === undefined ? '' : toPersianDigits(`، یا ${orAge} سالگی`)}`,
      holds: enough || byAge,
      refusal: `این راه ${number(asked.years)} سال سابقه می‌خواهد.`,
      mend: 'اگر سابقهٔ شما کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
  ]
}

function hardWork(work: Working, { hard }: Career, record: Years, age: number): Condition[] {
  const needed = work.take(hardYears)
  const done = hard === undefined ? wholeYears(0) : years(work, hard.record)
  const asked = hard?.continuous === true ? needed.continuous : needed.interrupted
  return [
    {
      law: articleNote(76, '۲'),
      says: `کار سخت و زیان‌آور: ${number(done)} سال از ${toPersianDigits(asked)} سال لازم (با ضریب، همهٔ سابقه ${number(record)} سال؛ سن ${toPersianDigits(age)})`,
      holds: compareFractions(done, wholeYears(asked)) >= 0,
      refusal: toPersianDigits(
        `برای این راه ${needed.continuous} سال پیوسته یا ${needed.interrupted} سال ناپیوسته کار سخت و زیان‌آور لازم است.`,
      ),
      mend: 'اگر شغل شما سخت و زیان‌آور است ولی ثبت نشده، از کمیتهٔ مشاغل سخت استان بپرسید.',
    },
  ]
}

const notOpen = (route: Route): Condition => ({
  law: LAW[route],
  says: `راه «${ROUTE_NAMES[route]}» ویژهٔ زنان کارگر است`,
  holds: false,
  refusal: 'این راه برای زنان کارگر است.',
  mend: null,
})

const underLabourLaw = ({ labourLaw = false }: Career): Condition => ({
  law: LAW['working-woman'],
  says: 'کار زیر قانون کار',
  holds: labourLaw,
  refusal: 'این راه برای زنانی است که زیر قانون کار کار کرده‌اند.',
  mend: null,
})
