import type { Article } from '#kernel/service/verdict.ts'
import { PRACTICE, article, familyArticle } from '../article.ts'

/** Why a cover ends. `branch`: a member of staff decided it, and wrote down why. */
export type EndReason =
  | 'age-limit'
  | 'study-ended'
  | 'study-proof-due'
  | 'commitment'
  | 'death'
  | 'insured-death'
  | 'divorce'
  | 'marriage'
  | 'job'
  | 'own-insurance'
  | 'means'
  | 'branch'

/** An end as people read it: before it comes where it is known beforehand, why, by which law, and what they can do. */
export type Ending = {
  readonly title: string
  readonly because: string
  readonly articles: readonly Article[]
  /** Null where nothing can or need be done. */
  readonly mend: string | null
}

const CHILD = [article(58, '۳'), familyArticle(48, '۳')]
const STUDY_AGAIN =
  'اگر هنوز در دانشگاه درس می‌خواند، کد استعلام تازه‌ای از وزارت علوم بگیرید و درخواست تازه بدهید؛ اگر ازکارافتاده است، بررسی کمیسیون پزشکی را بخواهید.'

export const ENDINGS: Readonly<Record<EndReason, Ending>> = {
  'age-limit': {
    title: 'سن قانونی',
    because: 'فرزند پسر از این سن به بعد فقط با تحصیل دانشگاهی یا ازکارافتادگی تحت پوشش می‌ماند.',
    articles: CHILD,
    mend: 'اگر دانشجوست، با کد استعلام وزارت علوم درخواست تازه بدهید؛ اگر ازکارافتاده است، بررسی کمیسیون پزشکی را بخواهید.',
  },
  'study-ended': {
    title: 'پایان تحصیل',
    because: 'پوشش فرزند پسر تا پایان تحصیلی بود که وزارت علوم اعلام کرده است.',
    articles: CHILD,
    mend: STUDY_AGAIN,
  },
  'study-proof-due': {
    title: 'گواهی تحصیل',
    because: 'وزارت علوم پایان تحصیل را اعلام نکرده است؛ تحصیل باید هر سال دوباره تأیید شود.',
    articles: [...CHILD, PRACTICE],
    mend: STUDY_AGAIN,
  },
  commitment: {
    title: 'ندادن تعهد',
    because: 'فرزند دختر به سنی رسید که پوشش او به تعهد پدر یا مادر نیاز دارد و تا پایان مهلت تعهدی داده نشد.',
    articles: [familyArticle(48, '۳'), article(97), PRACTICE],
    mend: 'اگر شوهر و شغل ندارد، درخواست تازه بدهید؛ تعهد در همان درخواست گرفته می‌شود.',
  },
  death: {
    title: 'درگذشت',
    because: 'درگذشت ایشان در ثبت احوال ثبت شده است.',
    articles: [article(58)],
    mend: 'اگر اشتباهی در ثبت احوال رخ داده، پس از اصلاح آن درخواست تازه بدهید.',
  },
  'insured-death': {
    title: 'درگذشت بیمه‌شده',
    because: 'درگذشت بیمه‌شدهٔ اصلی در ثبت احوال ثبت شده است.',
    articles: [article(58), article(80)],
    mend: 'خانواده می‌تواند مستمری و درمان بازماندگان را درخواست کند.',
  },
  divorce: {
    title: 'جدایی',
    because: 'پایان ازدواج در ثبت احوال ثبت شده است.',
    articles: [article(58, '۱'), article(58, '۲')],
    mend: 'اگر دوباره ازدواج کرده‌اید، پس از ثبت آن در ثبت احوال درخواست تازه بدهید.',
  },
  marriage: {
    title: 'ازدواج',
    because: 'ازدواج فرزند دختر در ثبت احوال ثبت شده است.',
    articles: CHILD,
    mend: 'شوهر او اگر بیمه باشد می‌تواند او را معرفی کند؛ پس از جدایی یا درگذشت شوهر نیز می‌توانید دوباره درخواست دهید.',
  },
  job: {
    title: 'اشتغال',
    because: 'در فهرست‌های بیمه، فرزند شما شاغل است.',
    articles: CHILD,
    mend: 'وقتی اشتغال او پایان یابد، می‌توانید دوباره درخواست دهید.',
  },
  'own-insurance': {
    title: 'بیمهٔ مستقل',
    because: 'فرزند شما خود بیمه است.',
    articles: [article(58), PRACTICE],
    mend: 'وقتی بیمهٔ او پایان یابد، می‌توانید دوباره درخواست دهید.',
  },
  means: {
    title: 'بیمه یا مستمری',
    because: 'این فرد خود بیمه، شاغل یا مستمری‌بگیر است.',
    articles: [article(58, '۴'), PRACTICE],
    mend: 'وقتی آن بیمه یا درآمد پایان یابد، می‌توانید دوباره درخواست دهید.',
  },
  branch: {
    title: 'تصمیم شعبه',
    because: 'شعبه پس از بررسی، شرایط پوشش را برقرار ندانست.',
    articles: [article(58)],
    mend: 'دلیل را از شعبه بپرسید؛ اگر شرایط برقرار است، درخواست تازه بدهید.',
  },
}

export const isEndReason = (text: string): text is EndReason => Object.hasOwn(ENDINGS, text)
