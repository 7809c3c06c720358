import { toPersianDigits } from '#kernel/text.ts'
import type { Database } from '#store/database.ts'
import { closeCounter, countTries, findCounter, forgetTries, type Tried } from '#store/rate-limits.ts'
import { done, failed, type Problem, type Result } from './problem.ts'
import type { Secrets } from './secrets.ts'

/** So many tries in so many seconds; where it `closes`, one too many shuts the door for that whole time from then on. */
type Limit = { points: number; seconds: number; closes?: true; says: (wait: string) => string }

const elsewhere = 'اگر عجله دارید با ۱۴۲۰ تماس بگیرید یا به شعبه مراجعه کنید.'
const minutes = (count: number) => count * 60
const hours = (count: number) => count * 3600

/** Every limit of the portal. `says` always tells what else the person can do. */
const table = {
  // One-time codes, by mobile
  'code-gap': {
    points: 1,
    seconds: 60,
    says: (wait) => `کد قبلی تازه فرستاده شده است؛ همان را وارد کنید. ${wait} دیگر می‌توانید کد تازه بخواهید.`,
  },
  'code-per-hour': {
    points: 6,
    seconds: hours(1),
    says: (wait) => `برای این شماره چند کد فرستاده شده است. ${wait} دیگر دوباره کد بخواهید. ${elsewhere}`,
  },
  'code-per-day': {
    points: 15,
    seconds: hours(24),
    says: (wait) => `سهم امروز کدهای این شماره تمام شده است. ${wait} دیگر دوباره کد بخواهید. ${elsewhere}`,
  },
  'code-tries': {
    points: 5,
    seconds: minutes(15),
    closes: true,
    says: (wait) => `کد پنج بار نادرست وارد شد. ${wait} دیگر کد تازه بخواهید. ${elsewhere}`,
  },
  // Sign-up, by address
  'sign-up-per-address': {
    points: 60,
    seconds: hours(1),
    says: (wait) =>
      `از این اتصال اینترنت ثبت‌نام‌های زیادی آغاز شده است. ${wait} دیگر دوباره تلاش کنید یا با اینترنت دیگری وارد شوید. ${elsewhere}`,
  },
  'sign-up-global': {
    points: 3000,
    seconds: 60,
    says: (wait) => `سامانه همین حالا شلوغ است. ${wait} دیگر دوباره تلاش کنید. ${elsewhere}`,
  },
  // Sign-in
  'sign-in-account-address': {
    points: 5,
    seconds: minutes(15),
    closes: true,
    says: (wait) =>
      `چند بار گذرواژهٔ نادرست وارد شد. ${wait} دیگر دوباره تلاش کنید، یا همین حالا با «بازیابی گذرواژه» گذرواژهٔ تازه بسازید.`,
  },
  'sign-in-account': {
    points: 30,
    seconds: hours(1),
    says: (wait) =>
      `ورود به این حساب برای حفظ امنیت موقتاً بسته است. ${wait} دیگر دوباره تلاش کنید، یا با «بازیابی گذرواژه» وارد شوید.`,
  },
  'sign-in-address': {
    points: 100,
    seconds: minutes(15),
    says: (wait) =>
      `از این اتصال اینترنت تلاش‌های زیادی برای ورود شده است. ${wait} دیگر دوباره تلاش کنید یا با اینترنت دیگری وارد شوید.`,
  },
  'sign-in-global': {
    points: 6000,
    seconds: 60,
    says: (wait) => `سامانه همین حالا شلوغ است. ${wait} دیگر دوباره تلاش کنید. ${elsewhere}`,
  },
  // Requests of people who are not signed in
  'request-per-address': {
    points: 20,
    seconds: hours(1),
    says: (wait) =>
      `از این اتصال اینترنت درخواست‌های زیادی رسیده است. ${wait} دیگر دوباره تلاش کنید، یا وارد حساب خود شوید. ${elsewhere}`,
  },
  'request-look-up': {
    points: 10,
    seconds: minutes(15),
    says: (wait) =>
      `چند بار کد رهگیری یا نشانهٔ نادرست وارد شد. ${wait} دیگر دوباره تلاش کنید. کد رهگیری در پیامک ثبت درخواست آمده است. ${elsewhere}`,
  },
  // Recovery, by address and by account
  'recovery-address': {
    points: 30,
    seconds: hours(1),
    says: (wait) =>
      `از این اتصال اینترنت درخواست‌های زیادی برای بازیابی شده است. ${wait} دیگر دوباره تلاش کنید. ${elsewhere}`,
  },
  // Signed-in changes, by person
  'password-change': {
    points: 10,
    seconds: hours(1),
    says: (wait) =>
      `گذرواژهٔ کنونی چند بار نادرست وارد شد. ${wait} دیگر دوباره تلاش کنید، یا «بازیابی گذرواژه» را به کار ببرید.`,
  },
  'mobile-change': {
    points: 5,
    seconds: hours(24),
    says: (wait) => `شمارهٔ همراه امروز چند بار تغییر کرده است. ${wait} دیگر دوباره تلاش کنید. ${elsewhere}`,
  },
  // What sources are asked afresh for, by person
  tell: {
    points: 120,
    seconds: hours(1),
    says: (wait) =>
      `این برگه‌ها را در یک ساعت گذشته بارها خواسته‌اید. ${wait} دیگر دوباره ببینید، یا برگه‌ای را که گرفته‌اید نگه دارید. ${elsewhere}`,
  },
  // The public page of certificates, by address
  'certificate-check': {
    points: 100,
    seconds: minutes(15),
    says: (wait) =>
      `از این اتصال اینترنت گواهی‌های زیادی بررسی شده است. ${wait} دیگر دوباره تلاش کنید یا با اینترنت دیگری بررسی کنید.`,
  },
  // The public page of licences, by address
  'licence-inquiry': {
    points: 60,
    seconds: minutes(15),
    says: (wait) =>
      `از این اتصال اینترنت گواهی‌های زیادی استعلام شده است. ${wait} دیگر دوباره تلاش کنید یا با اینترنت دیگری استعلام کنید.`,
  },
  // What helped, by address
  'answer-use': {
    points: 60,
    seconds: hours(1),
    says: (wait) => `از این اتصال اینترنت نظرهای زیادی ثبت شده است. ${wait} دیگر دوباره بنویسید. ${elsewhere}`,
  },
  // Staff
  'staff-sign-in': {
    points: 5,
    seconds: minutes(15),
    closes: true,
    says: (wait) => `چند بار ورود ناموفق بود. ${wait} دیگر دوباره تلاش کنید یا از مدیر سامانه کمک بگیرید.`,
  },
  'staff-sign-in-address': {
    points: 100,
    seconds: minutes(15),
    says: (wait) =>
      `از این اتصال تلاش‌های زیادی برای ورود شده است. ${wait} دیگر دوباره تلاش کنید یا از مدیر سامانه کمک بگیرید.`,
  },
} satisfies Record<string, Limit>

export type LimitName = keyof typeof table
export const limitTable: Readonly<Record<LimitName, Limit>> = table

/** Limits that are counted together, and who or what each counts. */
export type Tries = Partial<Record<LimitName, string>>

export type Limits = {
  /** Counts one try; a problem when it is one too many. `subject` may be personal: only a keyed hash is stored. */
  count(name: LimitName, subject: string): Promise<Result<void>>
  /**
   * Counts one try on several limits in one go, those of `then` only where all of `first` have room: who is refused
   * already must not use up what others share.
   */
  countAll(first: Tries, then?: Tries): Promise<Refused | Passed>
  /** Says whether a next try would be refused, without counting. */
  look(name: LimitName, subject: string): Promise<Result<void>>
  /** Forgets the tries, after a success. */
  forgive(name: LimitName, subject: string): Promise<void>
}

/** The first limit that refuses, in the order they were named. */
export type Refused = { readonly ok: false; readonly limit: LimitName; readonly problem: Problem }
/** `forgive` forgets the tries on these limits, after a success. */
export type Passed = { readonly ok: true; forgive(...names: LimitName[]): Promise<void> }

/** Limits that hold across processes: the counters are rows in PostgreSQL. */
export function limits(db: Database, secrets: Secrets): Limits {
  const keyOf = (name: LimitName, subject: string) => `${name}:${secrets.mac('limit', subject).toString('base64url')}`
  const tried = (tries: Tries): (Tried & { name: LimitName })[] =>
    (Object.entries(tries) as [LimitName, string][]).map(([name, subject]) => {
      const { points, seconds } = limitTable[name]
      return { name, key: keyOf(name, subject), allowed: points, time: seconds * 1000 }
    })
  const countAll: Limits['countAll'] = async (first, then = {}) => {
    const [one, two] = [tried(first), tried(then)]
    const all = [...one, ...two]
    const now = Date.now()
    const counted = new Map((await countTries(db, now, one, two)).map((counter) => [counter.key, counter]))
    let refused: Refused | undefined
    for (const { name, key, allowed, time } of all) {
      const counter = counted.get(key)
      if (counter === undefined || counter.points <= allowed) continue
      const isFirstTooMany = limitTable[name].closes === true && counter.points === allowed + 1
      if (isFirstTooMany) await closeCounter(db, key, now + time)
      refused ??= { ok: false, limit: name, problem: refusal(name, isFirstTooMany ? time : counter.left) }
    }
    if (refused !== undefined) return refused
    const forgive: Passed['forgive'] = (...names) =>
      forgetTries(
        db,
        all.filter(({ name }) => names.includes(name)).map(({ key }) => key),
      )
    return { ok: true, forgive }
  }

  return {
    countAll,
    async count(name, subject) {
      const counted = await countAll({ [name]: subject })
      return counted.ok ? done(undefined) : counted
    },
    async look(name, subject) {
      const counter = await findCounter(db, Date.now(), keyOf(name, subject))
      const isFull = counter !== undefined && counter.points >= limitTable[name].points
      return isFull ? failed(refusal(name, counter.left)) : done(undefined)
    },
    forgive: (name, subject) => forgetTries(db, [keyOf(name, subject)]),
  }
}

function refusal(name: LimitName, msLeft: number): Problem {
  // The clocks of two processes differ a little.
  const seconds = Math.min(Math.max(1, Math.ceil(msLeft / 1000)), limitTable[name].seconds)
  return { code: 'limited', message: limitTable[name].says(waitInWords(seconds)), retryAfter: seconds }
}

/** «۴۵ ثانیه»، «۱۲ دقیقه»، «۳ ساعت»: rounded up. */
export function waitInWords(seconds: number): string {
  if (seconds <= 90) return `${toPersianDigits(String(seconds))} ثانیه`
  if (seconds <= 5400) return `${toPersianDigits(String(Math.ceil(seconds / 60)))} دقیقه`
  return `${toPersianDigits(String(Math.ceil(seconds / 3600)))} ساعت`
}
