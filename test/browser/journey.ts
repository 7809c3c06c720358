import type { TestPortal } from '#test/support/portal.ts'
import { goodPassword, type somebody } from '#test/support/people.ts'
import { smsCode } from '#test/support/sign-up.ts'
import type { Guest } from './support.ts'

export type Form = ReturnType<typeof somebody>['form']
type Stage = 'code' | 'identity' | 'password' | 'review' | 'sent'

export const HEADING = {
  home: 'تأمین اجتماعی، بدون رفت‌وآمد',
  start: 'ثبت‌نام',
  guide: 'راهنمای ثبت‌نام',
  who: 'کد ملی و شماره همراه',
  code: 'کد پیامک‌شده را بنویسید',
  identity: 'مشخصات هویتی',
  password: 'پست الکترونیک و گذرواژه',
  review: 'پاسخ‌های خود را بازبینی کنید',
  checking: 'درخواست شما رسید و در حال بررسی است',
  succeeded: 'ثبت‌نام شما انجام شد',
  branch: 'برای تکمیل ثبت‌نام به شعبه بروید',
  bySms: 'نتیجهٔ بررسی برایتان پیامک شد',
  finished: 'ثبت‌نام به پایان رسید',
  signIn: 'ورود',
} as const

/** From the home page past the notes and the guide to the first question, by links as people find them. */
export async function findSignUp(guest: Guest): Promise<void> {
  await guest.open('/', HEADING.home)
  await guest.picture('home', 'phone-light', 'phone-dark', 'wide-light', 'wide-dark')
  await guest.follow('ثبت‌نام')
  await guest.at('/sign-up', HEADING.start)
  await guest.follow('راهنمای ثبت‌نام')
  await guest.at('/sign-up/guide', HEADING.guide)
  await guest.follow('شروع ثبت‌نام')
  await guest.at('/sign-up/who', HEADING.who)
}

/** Walks from the first question as far as `to`, looking over each page; all of it with pointer and typing. */
export async function signUp(guest: Guest, portal: TestPortal, form: Form, to: Stage = 'sent'): Promise<void> {
  if (new URL(guest.page.url(), 'http://nowhere').pathname !== '/sign-up/who')
    await guest.open('/sign-up/who', HEADING.who)
  await giveNumberAndMobile(guest, form)
  if (to === 'code') return
  await giveCode(guest, portal, form)
  if (to === 'identity') return
  await giveNames(guest, form)
  await guest.type('تاریخ تولد', form['birthDate']!)
  await toPassword(guest)
  if (to === 'password') return
  await givePassword(guest)
  if (to === 'review') return
  await guest.press('تأیید و ارسال درخواست')
  await guest.at('/sign-up/result', HEADING.checking)
}

export async function giveNumberAndMobile(guest: Guest, form: Form): Promise<void> {
  await guest.type('کد ملی', form.personalNumber)
  await guest.type('شماره همراه', form.mobile)
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/code', HEADING.code)
}

export async function giveCode(guest: Guest, portal: TestPortal, form: Form): Promise<void> {
  await guest.type('کد ۶ رقمی', await smsCode(portal, form.mobile))
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/identity', HEADING.identity)
}

/** All of the identity page but the birth date. */
export async function giveNames(guest: Guest, form: Form): Promise<void> {
  await guest.type('نام', form['firstName']!)
  await guest.type('نام خانوادگی', form['lastName']!)
  await guest.type('نام پدر', form['fatherName']!)
  await guest.type('شماره شناسنامه', form['idCardNumber']!)
  await guest.page.getByLabel(form['sex'] === 'male' ? 'مرد' : 'زن', { exact: true }).check()
}

export async function toPassword(guest: Guest): Promise<void> {
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/password', HEADING.password)
}

export async function givePassword(guest: Guest, password = goodPassword): Promise<void> {
  await guest.type('گذرواژه', password)
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/review', HEADING.review)
}

/** Signs in from the sign-in page; the guest then stands at their home page. */
export async function signInAt(guest: Guest, form: Form, password = goodPassword): Promise<void> {
  if (new URL(guest.page.url(), 'http://nowhere').pathname !== '/sign-in') await guest.open('/sign-in', HEADING.signIn)
  await guest.type('کد ملی', form.personalNumber)
  await guest.type('گذرواژه', password)
  await guest.press('ورود')
  await guest.at('/', `سلام، ${form['firstName']}`)
}

/** How many SMS of a mobile say `part`. */
export async function smsSaying(portal: TestPortal, form: Form, part: string): Promise<number> {
  return (await portal.outside.inbox(form.mobile)).filter(({ text }) => text.includes(part)).length
}
