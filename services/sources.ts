import { addDays, daysBetween, type IsoDate, formatJalali } from '#kernel/dates.ts'
import type { Random } from '#kernel/fields/field.ts'
import { oneOf, whole } from '#kernel/fields/random.ts'
import { sampleNationalCode } from '#kernel/fields/national-code.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import { source } from '#kernel/service/service.ts'
import { formatNumber } from '#kernel/text.ts'
import {
  ENDINGS,
  RELATIONS,
  groundOf,
  type Cover,
  type EndReason,
  type Held,
  type Relation,
  type Sex,
  type Standing,
  type Union,
} from '#law/dependants.ts'

export * from './register-sources.ts'

/** What most sources are asked about. */
export const ofApplicant = ({ applicant }: { readonly applicant: PersonalNumber }) => ({ number: applicant })

/** Somebody as the civil registry knows them. Null in a field that everybody has: this registry does not tell it. */
export type CivilRecord = {
  readonly number: PersonalNumber
  readonly firstName: string
  readonly lastName: string
  readonly fatherName: string | null
  readonly sex: Sex
  readonly birthDate: IsoDate
  readonly placeOfBirth: string | null
  readonly idCardNumber: string | null
  readonly placeOfIssue: string | null
  readonly father: PersonalNumber | null
  readonly mother: PersonalNumber | null
  /** In order of their days. */
  readonly marriages: readonly (Union & { readonly marriedOn?: IsoDate; readonly permanent?: boolean })[] | null
  readonly children: readonly PersonalNumber[] | null
  readonly diedOn: IsoDate | null
}

const showPerson = (person: CivilRecord | null): Readonly<Record<string, string>> =>
  person === null
    ? { نتیجه: 'با این کد ملی و تاریخ تولد کسی پیدا نشد.' }
    : {
        نام: person.firstName,
        'نام خانوادگی': person.lastName,
        'نام پدر': person.fatherName ?? '—',
        'تاریخ تولد': formatJalali(person.birthDate, 'long'),
        'وضعیت حیات': person.diedOn === null ? 'در قید حیات' : `درگذشته در ${formatJalali(person.diedOn, 'long')}`,
      }

/** A person by number and birth date; null where nobody has the two together. */
export const civilPerson = source<{ readonly number: PersonalNumber; readonly birthDate: IsoDate }, CivilRecord | null>(
  {
    key: 'civil-registry.person',
    title: 'سازمان ثبت احوال',
    recordedBy: null,
    show: showPerson,
    sample: (random, { about, applicant }) =>
      random() < 0.05 ? null : { ...sampleRecord(random, applicant), ...about },
  },
)

/** The record of the signed-in applicant; null where the registry has nobody with their number and birth date (any more). */
export const civilSelf = source<{ readonly number: PersonalNumber }, CivilRecord | null>({
  key: 'civil-registry.self',
  title: 'سازمان ثبت احوال',
  recordedBy: null,
  show: showPerson,
  sample: (random, { about }) =>
    random() < 0.05 ? null : { ...sampleRecord(random, sampleNationalCode(random)), ...about },
})

export type Membership = {
  readonly standing: Standing
  readonly branch: { readonly code: string; readonly name: string } | null
}

const STANDINGS: readonly [Standing, ...Standing[]] = [
  'insured',
  'insured',
  'insured',
  'retiree',
  'totally-disabled',
  'survivor',
  'dependant',
  'none',
]

/** What the applicant is to the organisation, and at which branch. */
export const membership = source<{ readonly number: PersonalNumber }, Membership>({
  key: 'register.membership',
  title: 'سازمان تأمین اجتماعی',
  recordedBy: null,
  show: ({ branch }): Readonly<Record<string, string>> => (branch === null ? {} : { شعبه: branch.name }),
  sample: (random) => ({ standing: oneOf(random, STANDINGS), branch: { code: '0371', name: 'شعبهٔ یک قم' } }),
})

export type RegisteredCover = Cover & {
  /** The birth date on the ID card first presented to the organisation; null for somebody it has never met. */
  readonly firstBirthDate: IsoDate | null
  /** The first page of the ID card is on file already. */
  readonly idCardOnFile: boolean
}

/** Insurance, pension, work and dependency of somebody, in the organisation and in other funds. */
export const cover = source<{ readonly number: PersonalNumber }, RegisteredCover>({
  key: 'register.cover',
  title: 'سازمان تأمین اجتماعی و صندوق‌های بیمه',
  recordedBy: null,
  show: (is): Readonly<Record<string, string>> => ({
    'بیمهٔ مستقل': is.insured || is.otherFund ? 'دارد' : 'ندارد',
    مستمری: is.pension ? 'می‌گیرد' : 'نمی‌گیرد',
    اشتغال: is.working ? 'شاغل' : 'بدون شغل ثبت‌شده',
    'تحت پوشش': is.dependantOf === null ? 'کسی نیست' : 'بیمه‌شدهٔ اصلی دارد',
  }),
  sample: (random) => ({
    insured: random() < 0.1,
    pension: random() < 0.1,
    otherFund: random() < 0.1,
    working: random() < 0.1,
    dependantOf: random() < 0.1 ? sampleNationalCode(random) : null,
    coveredUntil: null,
    firstBirthDate: random() < 0.3 ? sampleBirth(random) : null,
    idCardOnFile: random() < 0.5,
  }),
})

/** A running cover that a member gives, as the register names it. */
export type GivenCover = { readonly name: string; readonly relation: Relation; readonly from: IsoDate }

const RELATION_KEYS = Object.keys(RELATIONS) as [Relation, ...Relation[]]

/** Whether, as whom and since when a member covers somebody now; null where they do not. */
export const givenCover = source<
  { readonly number: PersonalNumber; readonly dependant: PersonalNumber },
  GivenCover | null
>({
  key: 'register.given-cover',
  title: 'سازمان تأمین اجتماعی',
  recordedBy: null,
  show: (cover): Readonly<Record<string, string>> =>
    cover === null
      ? { نتیجه: 'این فرد اکنون تحت پوشش شما نیست.' }
      : {
          'فرد تحت پوشش': cover.name,
          نسبت: RELATIONS[cover.relation],
          'آغاز پوشش': formatJalali(cover.from, 'long'),
        },
  sample: (random) =>
    random() < 0.1 ? null : { name: 'زهرا آزمونی', relation: oneOf(random, RELATION_KEYS), from: sampleBirth(random) },
})

/** The last cover that a member gave somebody and that has ended. */
export type EndedCover = {
  readonly name: string
  readonly held: Held
  /** The first day without cover. */
  readonly on: IsoDate
  readonly because: EndReason
  /** What the person reads in place of the reason's own words. */
  readonly note: string | null
  /** The member of staff who ended it; null where nobody did. */
  readonly endedBy: string | null
}

/** The cover of somebody by a member that has ended, the last one; null where there is none. */
export const endedCover = source<
  { readonly number: PersonalNumber; readonly dependant: PersonalNumber },
  EndedCover | null
>({
  key: 'register.ended-cover',
  title: 'سازمان تأمین اجتماعی',
  recordedBy: null,
  show: (ended): Readonly<Record<string, string>> =>
    ended === null
      ? { نتیجه: 'این فرد پوشش پایان‌یافته‌ای از راه شما ندارد.' }
      : {
          فرد: ended.name,
          نسبت: RELATIONS[ended.held.relation],
          'آغاز پوشش': formatJalali(ended.held.from, 'long'),
          'نخستین روز بدون پوشش': formatJalali(ended.on, 'long'),
          'دلیل پایان': ENDINGS[ended.because].title,
        },
  sample(random) {
    if (random() < 0.1) return null
    const [birth, relation] = [sampleBirth(random), oneOf(random, RELATION_KEYS)]
    const sex: Sex = relation === 'wife' || relation === 'daughter' || relation === 'mother' ? 'female' : 'male'
    const from = addDays('2015-01-01' as IsoDate, whole(random, 0, 3_000))
    const shown = { study: relation === 'son' && random() < 0.3, disability: random() < 0.1 }
    const on = addDays(from, whole(random, 0, 900))
    return {
      name: 'زهرا آزمونی',
      held: {
        relation,
        sex,
        birth,
        from,
        ground: groundOf(relation, sex, birth, from, shown),
        since: from,
        studyUntil: shown.study && random() < 0.5 ? on : null,
        commitmentAskedOn: random() < 0.1 ? from : null,
        committedOn: null,
      },
      on,
      because: oneOf(random, END_REASONS),
      note: random() < 0.2 ? 'در بازدید شعبه معلوم شد.' : null,
      endedBy: random() < 0.3 ? 'zahra' : null,
    }
  },
})

const END_REASONS = Object.keys(ENDINGS) as [EndReason, ...EndReason[]]

/** What somebody found who looked again at the end of a cover. */
export const endReview = source<
  { readonly number: PersonalNumber; readonly on: IsoDate },
  { readonly takenBack: boolean; readonly report: string }
>({
  key: 'branch.end-review',
  title: 'رسیدگی شعبه به پایان پوشش',
  recordedBy: 'officer',
  show: ({ takenBack, report }) => ({ 'پایان پوشش': takenBack ? 'برداشته شد' : 'پابرجاست', گزارش: report }),
  sample: (random) => ({ takenBack: random() < 0.6, report: 'گزارش رسیدگی' }),
})

export type Study = { readonly university: string; readonly until: IsoDate | null }

/** University study by the code the student got; null where the code is not this person's or has ended. */
export const studentStatus = source<{ readonly number: PersonalNumber; readonly code: string }, Study | null>({
  key: 'student-status.code',
  title: 'وزارت علوم، تحقیقات و فناوری',
  recordedBy: null,
  show: (study): Readonly<Record<string, string>> =>
    study === null ? { نتیجه: 'تحصیلی با این کد پیدا نشد.' } : { دانشگاه: study.university },
  sample: (random) => (random() < 0.3 ? null : { university: 'دانشگاه قم', until: null }),
})

/** The branch's inquiry into who keeps whom. */
export const livelihoodInquiry = source<
  { readonly number: PersonalNumber },
  { readonly supported: boolean; readonly report: string }
>({
  key: 'branch.livelihood-inquiry',
  title: 'تحقیق معیشت شعبه',
  recordedBy: 'inquirer',
  show: ({ supported, report }) => ({ تکفل: supported ? 'تأیید شد' : 'تأیید نشد', گزارش: report }),
  sample: (random) => ({ supported: random() < 0.6, report: 'گزارش بازدید' }),
})

/** The vote of the medical commission of article 91. */
export const medicalCommission = source<
  { readonly number: PersonalNumber },
  { readonly disabled: boolean; readonly vote: string }
>({
  key: 'medical-commission.vote',
  title: 'کمیسیون پزشکی مادهٔ ۹۱',
  recordedBy: 'physician',
  show: ({ disabled, vote }) => ({ ازکارافتادگی: disabled ? 'تأیید شد' : 'تأیید نشد', رأی: vote }),
  sample: (random) => ({ disabled: random() < 0.5, vote: 'رأی کمیسیون' }),
})

/** Whether the medical commission finds somebody fit to be insured at a rate that covers death or disability. */
export const medicalExam = source<
  { readonly number: PersonalNumber; readonly rate: string },
  { readonly fit: boolean; readonly vote: string }
>({
  key: 'medical-commission.exam',
  title: 'کمیسیون پزشکی',
  recordedBy: 'physician',
  show: ({ fit, vote }) => ({ 'سلامت برای بیمه': fit ? 'تأیید شد' : 'تأیید نشد', رأی: vote }),
  sample: (random) => ({ fit: random() < 0.7, vote: 'رأی کمیسیون' }),
})

/** A branch of the organisation by the name that somebody wrote; null where none, or several, are called so. */
export const branchNamed = source<{ readonly name: string }, { readonly code: string; readonly name: string } | null>({
  key: 'branch.named',
  title: 'سازمان تأمین اجتماعی',
  recordedBy: null,
  show: (branch): Readonly<Record<string, string>> =>
    branch === null ? { نتیجه: 'شعبه‌ای با این نام پیدا نشد.' } : { شعبه: branch.name },
  sample: (random) => (random() < 0.1 ? null : { code: '0371', name: 'شعبهٔ یک قم' }),
})

/** What an officer saw in the papers, where no register tells the tie of two people. */
export const papersSeen = source<
  { readonly number: PersonalNumber; readonly relation: string },
  { readonly shown: boolean }
>({
  key: 'branch.papers-seen',
  title: 'کارشناس شعبه',
  recordedBy: 'officer',
  show: ({ shown }): Readonly<Record<string, string>> => ({ 'نسبت در مدارک': shown ? 'دیده شد' : 'دیده نشد' }),
  sample: (random) => ({ shown: random() < 0.7 }),
})

/** What an officer saw in a marriage deed, where the registry tells of no marriages. */
export const marriageDeed = source<
  { readonly number: PersonalNumber },
  { readonly permanent: boolean; readonly first: boolean }
>({
  key: 'branch.marriage-deed',
  title: 'کارشناس شعبه',
  recordedBy: 'officer',
  show: ({ permanent, first }) => ({
    'ازدواج دائم': permanent ? 'در سند دیده شد' : 'در سند دیده نشد',
    'ازدواج نخست': first ? 'هست' : 'نیست',
  }),
  sample: (random) => ({ permanent: random() < 0.8, first: random() < 0.8 }),
})

/** Whose account it is, as an officer read it from the bank's paper. */
export const accountSeen = source<
  { readonly number: PersonalNumber; readonly iban: string },
  { readonly own: boolean }
>({
  key: 'branch.account-seen',
  title: 'کارشناس شعبه',
  recordedBy: 'officer',
  show: ({ own }): Readonly<Record<string, string>> => ({
    'نام صاحب حساب': own ? 'نام متقاضی است' : 'نام متقاضی نیست',
  }),
  sample: (random) => ({ own: random() < 0.8 }),
})

/** What an officer saw in the papers about the end of a cover, where no register tells it. */
export const endProof = source<
  { readonly number: PersonalNumber; readonly reason: string; readonly on: IsoDate },
  { readonly shown: boolean }
>({
  key: 'branch.end-proof',
  title: 'کارشناس شعبه',
  recordedBy: 'officer',
  show: ({ shown }): Readonly<Record<string, string>> => ({ 'رویداد در مدارک': shown ? 'دیده شد' : 'دیده نشد' }),
  sample: (random) => ({ shown: random() < 0.7 }),
})

/** What the pensions unit found of the record on which a pension will rest. */
export const recordCheck = source<
  { readonly number: PersonalNumber },
  { readonly confirmed: boolean; readonly report: string }
>({
  key: 'branch.record-check',
  title: 'واحد مستمری‌های شعبه',
  recordedBy: 'officer',
  show: ({ confirmed, report }) => ({ سابقه: confirmed ? 'تأیید شد' : 'تأیید نشد', گزارش: report }),
  sample: (random) => ({ confirmed: random() < 0.8, report: 'گزارش بررسی سابقه' }),
})

/** What a branch found out about work that is on no list: days within the span, and the wage of a day in rials. */
export const workFound = source<
  { readonly number: PersonalNumber; readonly from: IsoDate; readonly until: IsoDate },
  { readonly days: number; readonly dailyWage: string; readonly workshopCode: string; readonly report: string }
>({
  key: 'branch.work-found',
  title: 'رسیدگی شعبه به سابقه',
  recordedBy: 'officer',
  show: ({ days, dailyWage, report }) => ({
    'روزهای پذیرفته': formatNumber(days),
    'مزد روزانه': formatRial(rial(BigInt(dailyWage))),
    گزارش: report,
  }),
  sample: (random, { about: { from, until } }) => ({
    days: whole(random, 0, Math.max(0, Math.min(daysBetween(from, until), 400))),
    dailyWage: String(whole(random, 1, 20) * 1_000_000),
    workshopCode: '0371000011',
    report: 'گزارش بازرسی',
  }),
})

function sampleBirth(random: Random): IsoDate {
  return addDays('1940-01-01' as IsoDate, whole(random, 0, 31_000))
}

/** Often a relative of `relative`. */
function sampleRecord(random: Random, relative: PersonalNumber): CivilRecord {
  const sex = oneOf(random, ['female', 'male'] as const)
  const spouse = {
    spouse: random() < 0.7 ? relative : sampleNationalCode(random),
    ended: random() < 0.3 ? { on: sampleBirth(random), by: 'divorce' as const } : null,
  }
  return {
    number: sampleNationalCode(random),
    firstName: sex === 'female' ? 'زهرا' : 'رضا',
    lastName: 'آزمونی',
    fatherName: 'علی',
    sex,
    birthDate: sampleBirth(random),
    placeOfBirth: 'قم',
    idCardNumber: null,
    placeOfIssue: random() < 0.5 ? 'قم' : null,
    father: random() < 0.5 ? relative : sampleNationalCode(random),
    mother: random() < 0.5 ? relative : null,
    marriages: random() < 0.2 ? null : random() < 0.5 ? [] : [spouse],
    children: random() < 0.3 ? null : [],
    diedOn: random() < 0.05 ? sampleBirth(random) : null,
  }
}
