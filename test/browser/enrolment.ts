import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { StaffRole } from '#app/staff/staff.ts'
import { RELATIONS } from '#services/dependants/guide.ts'
import { demoStudentCode } from '#simulators/student-status/server.ts'
import { photograph, type Family, type Known } from '#test/support/family.ts'
import { branchOf } from '#test/support/desk.ts'
import type { TestPortal } from '#test/support/portal.ts'
import { newGuest, type Guest } from './support.ts'

export const SERVICE = 'مشاهده و ثبت افراد تبعی'
export const ADD = 'اضافه کردن فرد جدید تحت پوشش'

/** What pages of an application are called. */
export const STEP = {
  details: 'تکمیل اطلاعات فرد',
  daughter: 'تعهد فرزند دختر',
  son: 'وضعیت فرزند پسر',
  study: 'گواهی اشتغال به تحصیل',
  livelihood: 'تأمین مخارج',
  truth: 'تعهد درستی اطلاعات',
  documents: 'مدارک',
  review: 'بازبینی و ارسال',
} as const

/** Documents by relation, where the organisation has none of them on file. */
export const PAPERS = {
  wife: ['صفحهٔ اول شناسنامه', 'صفحهٔ مشخصات همسر در شناسنامه', 'صفحهٔ زوجین در سند ازدواج'],
  child: ['صفحهٔ اول شناسنامه'],
  mother: ['صفحهٔ اول شناسنامه', 'کارت ملی'],
} as const

/** Waits for a page of the application one is at, by its heading, and looks it over. */
export async function step(guest: Guest, heading: string): Promise<void> {
  await guest.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  await guest.at(new URL(guest.page.url()).pathname, heading)
}

/** From the page of the service to the answer of the civil registry about somebody. */
export async function begin(guest: Guest, known: Known, relation: string): Promise<void> {
  await guest.open('/services/dependants', SERVICE)
  await guest.press(ADD)
  await step(guest, ADD)
  await guest.type('کد ملی', known.form.personalNumber)
  await guest.type('تاریخ تولد', known.form['birthDate']!)
  await guest.page.getByLabel(relation, { exact: true }).check()
  await guest.press('دریافت اطلاعات از سازمان ثبت احوال')
  await step(guest, STEP.details)
  const answer = guest.page.locator('.said')
  for (const text of [known.person.firstName, known.person.lastName, known.person.fatherName!])
    assert.equal(await answer.getByText(text, { exact: true }).isVisible(), true, text)
}

export async function giveDetails(guest: Guest, next: string): Promise<void> {
  await guest.type('شهر محل تولد', 'کاشان')
  await guest.type('شهر محل صدور شناسنامه', 'قم')
  await goOn(guest, next)
}

export async function goOn(guest: Guest, next: string): Promise<void> {
  await guest.press('تأیید و ادامه')
  await step(guest, next)
}

/** Ticks the only commitment of the page. */
export async function commit(guest: Guest, next: string): Promise<void> {
  await guest.page.getByRole('main').getByRole('checkbox').check()
  await goOn(guest, next)
}

/** The part of the documents page that is about one of them. */
export const documentPart = ({ page }: Guest, title: string): Locator =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })

/** Sends a photograph of each document. */
export async function sendDocuments(guest: Guest, ...titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    const part = documentPart(guest, title)
    const file = { name: `${title}.jpg`, mimeType: 'image/jpeg', buffer: await photograph() }
    await part.getByLabel(`تصویر یا پروندهٔ «${title}»`).setInputFiles(file)
    await part.getByRole('button', { name: /^(فرستادن|دوباره بفرستید)/ }).click()
    await part.getByRole('link', { name: `${title}.jpg` }).waitFor()
  }
  await step(guest, STEP.documents)
}

/** From the documents, or from the last question where none are asked, to the page that says it was received. */
export async function lookOverAndSend(guest: Guest, ...texts: readonly string[]): Promise<string> {
  const { page } = guest
  if ((await page.locator('h1').textContent()) === STEP.documents) {
    await page.getByRole('main').getByRole('link', { name: 'تأیید و ادامه', exact: true }).click()
    await step(guest, STEP.review)
  }
  for (const text of texts) assert.ok((await page.getByText(text).count()) > 0, text)
  await guest.press('ارسال درخواست')
  await step(guest, SERVICE)
  await page.getByText('درخواست شما به شعبه رسید').waitFor()
  assert.equal(await page.getByText('؛ نوبت سازمان است').isVisible(), true)
  assert.match((await page.textContent('main')) ?? '', /سازمان تا پایان روز .* پاسخ می‌دهد/)
  const code = (await page.locator('bdi.tracking').textContent()) ?? ''
  return [...code].map((digit) => '۰۱۲۳۴۵۶۷۸۹'.indexOf(digit)).join('')
}

/** A wife: three papers. Each of these answers the tracking code of what was sent. */
export async function enrolWife(guest: Guest, { wife }: Family): Promise<string> {
  await begin(guest, wife, RELATIONS.wife)
  await giveDetails(guest, STEP.truth)
  await commit(guest, STEP.documents)
  await sendDocuments(guest, ...PAPERS.wife)
  return lookOverAndSend(guest, wife.person.firstName, wife.person.lastName, 'کاشان')
}

/** A daughter of nineteen: her father commits himself that she has neither husband nor work. */
export async function enrolDaughter(guest: Guest, { daughter }: Family): Promise<string> {
  await begin(guest, daughter, RELATIONS.daughter)
  await giveDetails(guest, STEP.daughter)
  await guest.press('تأیید و ادامه')
  await guest.page.getByRole('alert').waitFor()
  await guest.looks('refused')
  await commit(guest, STEP.truth)
  await commit(guest, STEP.documents)
  await sendDocuments(guest, ...PAPERS.child)
  return lookOverAndSend(guest, daughter.person.firstName)
}

/** A son who studies: first with a code that is not his. */
export async function enrolSon(guest: Guest, { son }: Family): Promise<string> {
  const code = 'کد استعلام گواهی اشتغال به تحصیل'
  await begin(guest, son, RELATIONS.son)
  await giveDetails(guest, STEP.son)
  await guest.page.getByLabel('در دانشگاه درس می‌خواند', { exact: true }).check()
  await goOn(guest, STEP.study)
  await guest.type(code, 'STU-0000000000')
  await guest.press('تأیید و ادامه')
  await step(guest, 'این درخواست پذیرفته نمی‌شود')
  await guest.follow('تغییر «گواهی اشتغال به تحصیل»')
  await step(guest, STEP.study)
  await guest.type(code, demoStudentCode(son.form.personalNumber))
  await goOn(guest, STEP.truth)
  await commit(guest, STEP.documents)
  await sendDocuments(guest, ...PAPERS.child)
  return lookOverAndSend(guest, son.person.firstName, 'دانشگاه قم')
}

/** A mother by way of dependency. */
export async function enrolMother(guest: Guest, { mother }: Family): Promise<string> {
  await begin(guest, mother, RELATIONS.mother)
  await giveDetails(guest, STEP.livelihood)
  await guest.page.getByLabel('بله', { exact: true }).check()
  await guest.type('شرح وضع معیشت', 'با ما زندگی می‌کند و درآمدی ندارد.')
  await goOn(guest, STEP.truth)
  await commit(guest, STEP.documents)
  await sendDocuments(guest, ...PAPERS.mother)
  return lookOverAndSend(guest, mother.person.firstName, 'با ما زندگی می‌کند')
}

/** Looks at the page of the service whether somebody is covered. */
export async function seesCovered(guest: Guest, { person }: Known, relation: string): Promise<void> {
  await guest.open('/services/dependants', SERVICE)
  const line = guest.page.getByRole('row').filter({ hasText: `${person.firstName} ${person.lastName}` })
  assert.match((await line.textContent()) ?? '', new RegExp(`${relation}.*تحت پوشش`))
}

/** A member of staff of the first branch at their browser, on a wide screen. */
export async function colleague(
  t: Parameters<typeof newGuest>[0],
  portal: TestPortal,
  role: StaffRole,
): Promise<Guest> {
  const visitor = await branchOf(portal).staff(role)
  return (await newGuest(t, portal.url, { viewport: { width: 1280, height: 900 }, thorough: false })).inPlaceOf(visitor)
}

/** Takes a case into hand. */
export async function take(guest: Guest, code: string): Promise<void> {
  await guest.page.goto(`/staff/cases/${code}`)
  await guest.press('برداشتن پرونده')
  await guest.page.getByRole('button', { name: 'برداشتن پرونده' }).waitFor({ state: 'detached' })
}

/** Opens the form of a move, fills it in and sends it; the case then leaves the hand. */
export async function decide(
  guest: Guest,
  move: string,
  fill: (form: Locator) => Promise<void> = async () => {},
): Promise<void> {
  const { page } = guest
  const box = page.locator('details').filter({ has: page.locator('summary').getByText(move, { exact: true }) })
  await box.locator('summary').click()
  await fill(box)
  await box.getByRole('button', { name: move, exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/staff')
}
