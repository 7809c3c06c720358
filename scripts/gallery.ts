// The pictures of README.md and README.fa.md, made by the browser tests: those of this list that are in docs/screenshots/.
import { root } from './machine.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const BEGIN = '<!-- screenshots -->'
const END = '<!-- end of screenshots -->'

/** File, and what it shows, in English and Persian, in the order in which a person comes to it. */
const PICTURES: readonly [file: string, english: string, persian: string][] = [
  ['home-phone-light', 'The home page', 'صفحهٔ نخست'],
  ['sign-up-who-phone-light', 'Sign-up: national code and mobile', 'ثبت‌نام: کد ملی و شماره همراه'],
  ['sign-up-calendar-phone-light', 'The Jalali calendar beside the birth date', 'تقویم خورشیدی کنار تاریخ تولد'],
  ['sign-up-password-phone-light', 'Each rule of the password is ticked', 'هر شرط گذرواژه تیک می‌خورد'],
  ['sign-up-review-phone-light', 'Every answer before it is sent', 'همهٔ پاسخ‌ها پیش از ارسال'],
  ['sign-up-result-phone-light', 'What became of it', 'نتیجهٔ ثبت‌نام'],
  ['sms-inbox-phone-light', 'What came by SMS meanwhile', 'پیامک‌هایی که در این میان آمد'],
  ['home-signed-in-phone-light', 'The home page after sign-in', 'صفحهٔ نخست پس از ورود'],
  ['home-signed-in-phone-dark', 'The same in the dark', 'همان در حالت تیره'],
  ['devices-phone-light', 'Where one is signed in', 'دستگاه‌هایی که با آن‌ها وارد شده‌اید'],
]

export type Language = 'english' | 'persian'

/** One line of HTML a picture, two hundred pixels wide; nothing where no picture is there yet. */
export function gallery(language: Language, isThere: (file: string) => boolean = onDisk): string {
  const shown = PICTURES.map(([name, english, persian]) => ({
    file: `docs/screenshots/${name}.png`,
    words: language === 'english' ? english : persian,
  })).filter(({ file }) => isThere(file))
  if (shown.length === 0) return ''
  const lines = shown.map(({ file, words }) => `  <img src="${file}" width="200" alt="${words}" title="${words}">`)
  return `<p>\n${lines.join('\n')}\n</p>\n`
}

/** `text` with the pictures between its marks made new; throws when the marks are not there. */
export function withGallery(text: string, pictures: string): string {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`the marks ${BEGIN} and ${END} are missing`)
  return `${text.slice(0, begin + BEGIN.length)}\n${pictures}${text.slice(end)}`
}

const onDisk = (file: string): boolean => existsSync(join(root, file))
