import { fold } from '#kernel/text.ts'
import type { Secrets } from '../secrets.ts'

// prettier-ignore
/** 128 short words that nobody misspells: seven bits each. */
const WORDS = `آب آتش آسمان آفتاب آینه ابر اسب انار انگور باد باران باغ بال برف برگ بلبل بهار پاییز پدر پرچم پرده پل پلنگ پنجره
پنیر پیاز تاج تاک تخت تمشک تنور توت تیر جاده جام جنگل جو چاه چای چتر چراغ چشمه چمن چنار خاک خانه خرما خروس خورشید خوشه داس دانه
دریا دشت دفتر دل دوست دیوار رنگ رود روز ریشه زمستان زمین زنگ زیتون ساز ساعت سایه سبد سبز سپید ستاره سرو سفر سکه سنگ سیب شاخه
شب شتر شمع شن شهر شیر صبح صدف طلا عسل غنچه فانوس فردا فرش قایق قلم قند کاج کاسه کبوتر کتاب کشتی کلاه کلید کوچه کوه گردو گل گندم
گنج گهواره لاله لانه لیمو ماه ماهی مداد مرغ مروارید مهتاب موج میز میوه نان نخل نسیم نقره نمک نور`.split(/\s+/)

const LENGTH = 7

/** The secret phrase of an anonymous reporter: 49 bits, asked for beside the tracking code. */
export function phraseFrom(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`)
  const words = Array.from({ length: LENGTH }, () => {
    const word = WORDS[Number(bits & 127n)]!
    bits >>= 7n
    return word
  })
  return words.join(' ')
}

/** The phrase of a report that is sent under a secret which only the reporter's device holds. */
export const phraseOf = (secrets: Secrets, secret: string): string =>
  phraseFrom(secrets.mac('request', `phrase of ${secret}`))

/** What is kept of a phrase, however it was typed. */
export const phraseHash = (secrets: Secrets, phrase: string): Buffer => secrets.mac('request', `phrase ${fold(phrase)}`)

export const phraseWords: readonly string[] = WORDS
