import type { IsoDate } from '#kernel/dates.ts'
import type { Parameter, Switch } from '../parameters.ts'

/** 3 Tir 1354: the Social Security Act. */
const ACT = '1975-06-24' as IsoDate
/** 1 Esfand 1391: the Family Protection Act. */
const FAMILY_ACT = '2013-02-19' as IsoDate

export const sonAgeLimit: Parameter<number> = {
  id: 'son-age-limit',
  title: 'سنی که پوشش فرزند پسر تا آن شرطی ندارد',
  unit: 'سال',
  values: [
    { from: ACT, value: 18, source: 'مادهٔ ۵۸ بند ۳ الف قانون تأمین اجتماعی: کمتر از هجده سال تمام', certainty: 'A' },
    { from: FAMILY_ACT, value: 20, source: 'مادهٔ ۴۸ بند ۳ قانون حمایت خانواده: تا سن بیست سالگی', certainty: 'A' },
  ],
}

/**
 * «تا سن بیست سالگی» read as the year begun ends with nineteen completed years, as the organisation's program asks for
 * the student code; read as completed, a year later.
 */
export const sonAgeReading: Switch<'year-begun' | 'year-completed'> = {
  id: 'son-age-reading',
  title: 'برداشت از «تا سن بیست سالگی»: ورود به آن سال، یا پایان آن',
  options: { 'year-begun': 'با ورود به آن سال', 'year-completed': 'با پایان آن سال' },
  dispute: '«تا سن بیست سالگی» را می‌شود ورود به بیست سالگی خواند یا پایان آن.',
  values: [
    { from: ACT, value: 'year-completed', source: 'مادهٔ ۵۸: سال تمام', certainty: 'A' },
    { from: FAMILY_ACT, value: 'year-begun', source: 'رویهٔ سازمان: ۱۹ سال تمام', certainty: 'C' },
  ],
}

export const daughterCommitmentAge: Parameter<number> = {
  id: 'daughter-commitment-age',
  title: 'سن تمامی که از آن تعهد فرزند دختر لازم است',
  unit: 'سال',
  values: [{ from: ACT, value: 18, source: 'رویهٔ سازمان', certainty: 'C' }],
}

/**
 * FPA 48(3) covers a daughter without husband and job; that the commitment is a condition of the cover is practice. No text
 * says what becomes of a cover for which it is never given.
 */
export const daughterCommitmentReading: Switch<'cover-ends' | 'cover-stays'> = {
  id: 'daughter-commitment-reading',
  title: 'پوشش دختری که به سن تعهد می‌رسد و تعهدی برایش داده نمی‌شود: پایان می‌یابد، یا می‌ماند',
  options: { 'cover-ends': 'پس از مهلت پایان می‌یابد', 'cover-stays': 'می‌ماند تا شعبه تصمیم بگیرد' },
  dispute: 'قانون شرط را نداشتن شوهر و شغل می‌داند و دربارهٔ ندادن تعهد چیزی نمی‌گوید.',
  values: [{ from: ACT, value: 'cover-ends', source: 'فرض ما: تعهد در رویهٔ سازمان شرط پوشش است', certainty: 'U' }],
}

export const daughterCommitmentGrace: Parameter<number> = {
  id: 'daughter-commitment-grace',
  title: 'مهلت دادن تعهد، از روز رسیدن به آن سن یا از روز خواستن تعهد، هر کدام دیرتر است',
  unit: 'ماه',
  values: [{ from: ACT, value: 1, source: 'فرض ما: یک ماه پس از هشدار و یک یادآوری', certainty: 'U' }],
}

export const husbandLeastAge: Parameter<number> = {
  id: 'husband-least-age',
  title: 'کمترین سن شوهر تحت تکفل',
  unit: 'سال',
  values: [{ from: ACT, value: 60, source: 'مادهٔ ۵۸ بند ۲ قانون تأمین اجتماعی', certainty: 'A' }],
}

export const fatherLeastAge: Parameter<number> = {
  id: 'father-least-age',
  title: 'کمترین سن پدر تحت تکفل',
  unit: 'سال',
  values: [{ from: ACT, value: 60, source: 'مادهٔ ۵۸ بند ۴ قانون تأمین اجتماعی', certainty: 'A' }],
}

export const motherLeastAge: Parameter<number> = {
  id: 'mother-least-age',
  title: 'کمترین سن مادر تحت تکفل',
  unit: 'سال',
  values: [{ from: ACT, value: 55, source: 'مادهٔ ۵۸ بند ۴ قانون تأمین اجتماعی', certainty: 'A' }],
}

/** The Act says «بیش از» (over); the organisation takes the completed year itself as enough. */
export const leastAgeReading: Switch<'completed' | 'passed'> = {
  id: 'least-age-reading',
  title: 'برداشت از «بیش از شصت سال»: خود سال تمام کافی است، یا سال بعد از آن',
  options: { completed: 'خود سال تمام کافی است', passed: 'سال بعد از آن' },
  dispute: 'قانون «بیش از شصت سال» می‌گوید و نوشته‌های سازمان «شصت سال تمام».',
  values: [{ from: ACT, value: 'completed', source: 'نوشته‌های سازمان: ۶۰ سال تمام', certainty: 'C' }],
}

/** The Act bars a parent who draws a pension of the organisation; practice bars any pension, insurance or wage. */
export const parentMeansReading: Switch<'own-pension-only' | 'any-pension-or-insurance'> = {
  id: 'parent-means-reading',
  title: 'مانع پوشش پدر، مادر و شوهر: فقط مستمری سازمان، یا هر مستمری و بیمه',
  options: { 'own-pension-only': 'فقط مستمری سازمان', 'any-pension-or-insurance': 'هر مستمری، بیمه یا شغل' },
  dispute: 'قانون فقط مستمری سازمان را مانع می‌داند و رویهٔ سازمان هر مستمری و بیمه را.',
  values: [{ from: ACT, value: 'any-pension-or-insurance', source: 'رویهٔ سازمان', certainty: 'C' }],
}

/** Article 58 is silent on it; practice wants the father without job and insurance, or custody with the mother. */
export const insuredMotherReading: Switch<'father-without-cover' | 'as-father'> = {
  id: 'insured-mother-reading',
  title: 'پوشش فرزند از راه مادر بیمه‌شده: فقط اگر پدر شغل و بیمه ندارد، یا مانند پدر',
  options: { 'father-without-cover': 'فقط اگر پدر شغل و بیمه ندارد یا حضانت با مادر است', 'as-father': 'مانند پدر' },
  dispute: 'مادهٔ ۵۸ دربارهٔ فرزندان مادر بیمه‌شده چیزی نمی‌گوید.',
  values: [{ from: ACT, value: 'father-without-cover', source: 'رویهٔ سازمان', certainty: 'C' }],
}

/**
 * FPA 48 covers a son «only if» he is at university; where the ministry tells no end of the study, how long its answer is
 * taken for. No text that says so was found.
 */
export const studyProofYears: Parameter<number> = {
  id: 'study-proof-years',
  title: 'چند سال یک تأیید تحصیل پذیرفته است، وقتی پایان تحصیل اعلام نشده',
  unit: 'سال',
  values: [{ from: ACT, value: 1, source: 'فرض ما: هر سال تحصیلی یک بار', certainty: 'U' }],
}

export const DEPENDANT_PARAMETERS = [
  sonAgeLimit,
  sonAgeReading,
  daughterCommitmentAge,
  daughterCommitmentReading,
  daughterCommitmentGrace,
  husbandLeastAge,
  fatherLeastAge,
  motherLeastAge,
  leastAgeReading,
  parentMeansReading,
  insuredMotherReading,
  studyProofYears,
] as const
