import { type IsoDate, completedYears } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article, familyArticle } from '../article.ts'
import { leastAge, sonLimit } from '../dependants/ages.ts'
import { survivingWidow } from '../parameters/survivors.ts'
import type { Readings } from '../parameters.ts'
import { type Condition, type Entitlement, type Formula, Working } from '../ruling.ts'

export const WHO_SURVIVES: Formula = {
  id: 'who-survives',
  title: 'بازماندگان',
  says: 'همسر دائم؛ پسر تا سن قانونی یا در حال تحصیل؛ دختر بی‌شوهر و شغل؛ فرزند ازکارافتاده؛ پدر ۶۰ و مادر ۵۵ ساله یا ازکارافتادهٔ تحت تکفل بی‌مستمری؛ شوهر تحت تکفل ۶۰ ساله یا ازکارافتاده.',
  law: [article(81), article(82), familyArticle(48)],
  source: 'neginhesabetus.ir؛ cafehesabdar؛ novinlaw',
  certainty: 'A',
}

export type Relative =
  | { readonly relation: 'widow'; readonly remarried: boolean }
  | { readonly relation: 'son'; readonly birth: IsoDate; readonly student: boolean; readonly disabled: boolean }
  | { readonly relation: 'daughter'; readonly married: boolean; readonly working: boolean; readonly disabled: boolean }
  | ({ readonly relation: 'widower' | 'father' | 'mother' } & Kept)

/** Somebody whom the deceased kept. */
type Kept = {
  readonly birth: IsoDate
  readonly disabled: boolean
  readonly kept: boolean
  readonly pension: boolean
}

/** Is that relative a survivor on that day? A child of both parents may draw both pensions. */
export function survives(relative: Relative, on: IsoDate, readings: Readings = {}): Entitlement {
  const work = new Working(WHO_SURVIVES, on, readings)
  switch (relative.relation) {
    case 'widow':
      return work.judges([widow(work, relative.remarried)])
    case 'son':
      return work.judges([son(relative, on)])
    case 'daughter':
      return work.judges([daughter(relative)])
    default:
      return work.judges(keptByDeceased(relative.relation === 'widower' ? 'husband' : relative.relation, relative, on))
  }
}

function widow(work: Working, remarried: boolean): Condition {
  const keeps = !remarried || work.read(survivingWidow) === 'keeps'
  return {
    law: article(81, '۱'),
    says: remarried ? 'همسر دوباره ازدواج کرده است' : 'همسر دوباره ازدواج نکرده است',
    holds: keeps,
    refusal: 'مستمری همسر تا ازدواج دوبارهٔ اوست.',
    mend: null,
  }
}

function son({ birth, student, disabled }: Extract<Relative, { relation: 'son' }>, on: IsoDate): Condition {
  const limit = sonLimit(on).value
  return {
    law: familyArticle(48, '۳'),
    says: toPersianDigits(`پسر ${completedYears(birth, on)} ساله؛ کمتر از ${limit} سال، در حال تحصیل یا ازکارافتاده`),
    holds: completedYears(birth, on) < limit || student || disabled,
    refusal: toPersianDigits(`پسر از ${limit} سالگی فقط در حال تحصیل یا ازکارافتاده مستمری می‌گیرد.`),
    mend: 'اگر درس می‌خواند، گواهی تحصیل او را بفرستید.',
  }
}

function daughter({ married, working, disabled }: Extract<Relative, { relation: 'daughter' }>): Condition {
  return {
    law: familyArticle(48, '۳'),
    says: 'دختر بی‌شوهر و بی‌شغل',
    holds: (!married && !working) || disabled,
    refusal: 'دختر تا وقتی شوهر و شغل ندارد مستمری می‌گیرد.',
    mend: 'اگر شغل یا ازدواج پایان یافت، دوباره درخواست دهید.',
  }
}

function keptByDeceased(relation: 'husband' | 'father' | 'mother', person: Kept, on: IsoDate): Condition[] {
  const law = relation === 'husband' ? article(82, '۱') : article(81, '۳')
  const least = leastAge(relation, on).value
  return [
    {
      law,
      says: 'تحت تکفل متوفی',
      holds: person.kept,
      refusal: 'این فرد باید تحت تکفل متوفی بوده باشد.',
      mend: null,
    },
    {
      law,
      says: toPersianDigits(`سن ${completedYears(person.birth, on)} سال از ${least} سال لازم، یا ازکارافتاده`),
      holds: completedYears(person.birth, on) >= least || person.disabled,
      refusal: toPersianDigits(`از ${least} سالگی یا با رأی کمیسیون پزشکی.`),
      mend: 'اگر ازکارافتاده است، بررسی کمیسیون پزشکی را بخواهید.',
    },
    {
      law,
      says: 'مستمری نگرفتن از سازمان',
      holds: !person.pension,
      refusal: 'این فرد خود از سازمان مستمری می‌گیرد.',
      mend: null,
    },
  ]
}
