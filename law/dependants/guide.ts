import type { IsoDate } from '#kernel/dates.ts'
import type { Article } from '#kernel/service/verdict.ts'
import { PRACTICE, article, familyArticle } from '../article.ts'
import { inForce } from '../parameters.ts'
import { insuredMotherReading, parentMeansReading } from '../parameters/dependants.ts'
import { daughterCommitmentFrom, leastAge, sonLimit, years } from './ages.ts'
import type { Relation } from './relation.ts'

/** A condition as people read it before they begin. */
export type Condition = { readonly text: string; readonly articles: readonly Article[] }

/** What the law asks for each relation on a day, written from the same parameters that the rules use. */
export function conditionsOf(relation: Relation, on: IsoDate): readonly Condition[] {
  switch (relation) {
    case 'wife':
      return [
        { text: 'ازدواج شما در ثبت احوال ثبت شده و پابرجا باشد.', articles: [article(58, '۱')] },
        { text: 'تحت پوشش بیمه‌شدهٔ دیگری نباشد. اگر خود بیمه باشد مانعی نیست.', articles: [PRACTICE] },
      ]
    case 'husband':
      return [
        { text: 'ازدواج شما در ثبت احوال ثبت شده و پابرجا باشد.', articles: [article(58, '۲')] },
        ...supportedConditions('husband', on),
      ]
    case 'father':
    case 'mother':
      return supportedConditions(relation, on)
    case 'son':
      return [sonAge(on), NO_WORK, ...throughMother(on)]
    case 'daughter':
      return [...daughterConditions(on), NO_WORK, ...throughMother(on)]
    case 'adopted':
      return [
        { text: 'سرپرستی شما به حکم دادگاه ثابت باشد؛ فرزندخوانده مانند فرزند خود شماست.', articles: [PRACTICE] },
        { text: `اگر پسر است: ${sonAge(on).text}`, articles: sonAge(on).articles },
        ...daughterConditions(on).map(({ text, articles }) => ({ text: `اگر دختر است: ${text}`, articles })),
        NO_WORK,
        ...throughMother(on),
      ]
  }
}

const NO_WORK: Condition = {
  text: 'شاغل و بیمه نباشد و تحت پوشش کس دیگری هم نباشد.',
  articles: [article(58, '۳'), familyArticle(48, '۳')],
}

function sonAge(on: IsoDate): Condition {
  return {
    text: `کمتر از ${years(sonLimit(on).value)} تمام داشته باشد؛ از آن پس فقط اگر در دانشگاه درس می‌خواند یا کمیسیون پزشکی او را ازکارافتاده شناخته است.`,
    articles: [article(58, '۳'), familyArticle(48, '۳')],
  }
}

function daughterConditions(on: IsoDate): readonly Condition[] {
  const age = daughterCommitmentFrom(on).value
  return [
    { text: 'شوهر نداشته باشد.', articles: [article(58, '۳'), familyArticle(48, '۳')] },
    { text: `از ${years(age)} تمام، تعهد می‌دهید ازدواج یا اشتغال او را فوراً اعلام کنید.`, articles: [article(97)] },
  ]
}

function throughMother(on: IsoDate): readonly Condition[] {
  if (inForce(insuredMotherReading, on).value === 'as-father') return []
  return [
    {
      text: 'اگر شما مادر هستید: پدر شغل و بیمه نداشته باشد، یا حضانت به حکم دادگاه با شما باشد.',
      articles: [PRACTICE],
    },
  ]
}

function supportedConditions(relation: 'husband' | 'father' | 'mother', on: IsoDate): readonly Condition[] {
  const clause = relation === 'husband' ? '۲' : '۴'
  const means = inForce(parentMeansReading, on).value === 'own-pension-only'
  return [
    { text: 'مخارج او با شما باشد؛ شعبه دربارهٔ آن تحقیق می‌کند.', articles: [article(58, clause)] },
    {
      text: `${years(leastAge(relation, on).value)} تمام داشته باشد، یا کمیسیون پزشکی او را ازکارافتاده شناخته باشد.`,
      articles: [article(58, clause), article(91)],
    },
    {
      text: means ? 'از سازمان مستمری نگیرد.' : 'از هیچ جا مستمری نگیرد و بیمه و شاغل نباشد.',
      articles: [article(58, '۴'), PRACTICE],
    },
  ]
}
