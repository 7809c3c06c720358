import { fold } from '../text.ts'
import type { Area, Kind, Promptness } from './request.ts'

/** What a promptness was made of, each 1 to 3, and the words of the person that raised it. */
export type PromptnessOf = {
  readonly value: Promptness
  readonly nature: number
  readonly urgency: number
  readonly necessity: number
  readonly words: readonly string[]
}

const NATURE: Readonly<Record<Kind, number>> = {
  oversight: 3,
  complaint: 2,
  information: 2,
  question: 1,
  suggestion: 1,
}
const NECESSITY: Readonly<Record<Area, number>> = { treatment: 3, pension: 2, insurance: 1, other: 1 }

/** Words that tell of a day that cannot be waited for, or of a living that is gone. */
const URGENT: readonly (readonly [urgency: number, words: readonly string[]])[] = [
  [
    3,
    [
      'قطع درمان',
      'تاریخ عمل',
      'عمل جراحی',
      'شیمی‌درمانی',
      'دیالیز',
      'بستری',
      'اورژانس',
      'قطع مستمری',
      'قطع حقوق',
      'حکم جلب',
      'بیماری خاص',
    ],
  ],
  [2, ['اخراج', 'بیکار', 'باردار', 'زایمان', 'فوت', 'ازکارافتاده', 'دارو', 'واریز نشده', 'دفترچه', 'مهلت', 'ضرب‌الاجل']],
]

/**
 * How prompt an answer ought to be: its nature by the kind, its necessity by the area, its urgency by the words of the
 * person. Orders a queue inside a deadline and never moves one.
 */
export function promptnessOf(kind: Kind, area: Area, text: string): PromptnessOf {
  const folded = ` ${fold(text)} `
  const found = URGENT.flatMap(([urgency, words]) =>
    words.filter((word) => folded.includes(` ${fold(word)}`)).map((word) => ({ urgency, word })),
  )
  const urgency = Math.max(1, ...found.map((one) => one.urgency))
  const nature = NATURE[kind]
  const necessity = NECESSITY[area]
  return { value: nature * urgency * necessity, nature, urgency, necessity, words: found.map(({ word }) => word) }
}

/** From the least to the most prompt. */
export const LEAST_PROMPT = 1
export const MOST_PROMPT = 27
