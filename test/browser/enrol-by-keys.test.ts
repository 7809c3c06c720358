import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demoStudentCode } from '#simulators/student-status/server.ts'
import { family, insuredVisitor, photograph, type Known } from '#test/support/family.ts'
import { startPortal } from '#test/support/portal.ts'
import type { Visitor } from '#test/support/visitor.ts'
import { worked } from '#test/support/worked.ts'
import { ADD, PAPERS, SERVICE, STEP, colleague, documentPart, seesCovered, step } from './enrolment.ts'
import { Keys } from './keys.ts'
import { newGuest, WIDE, type Guest } from './support.ts'

// No pointer is used in this file: a person, and an officer, who only have keys.

const people = family(640_000)
const portal = await startPortal({ after }, { people: Object.values(people) })
let visitor: Visitor
before(async () => {
  visitor = await insuredVisitor(portal, people.insured)
})

const hands = async (t: Parameters<typeof newGuest>[0]) => {
  const guest = await (await newGuest(t, portal.url, { viewport: WIDE, thorough: false })).inPlaceOf(visitor)
  // Somebody listens all the time, or a chooser that opens at once would be the browser's own.
  guest.page.on('filechooser', () => {})
  return { guest, keys: new Keys(guest.page) }
}
type Hands = Awaited<ReturnType<typeof hands>>

/** Which option of the relations it is, counted from none: as often the arrow is pressed. */
const RELATION = { wife: 0, son: 2, daughter: 3, mother: 6 } as const

/** From the page of the service to the first question after the registry's answer. */
async function begin({ guest, keys }: Hands, { form, person }: Known, relation: keyof typeof RELATION): Promise<void> {
  const { page } = guest
  await guest.open('/services/dependants', SERVICE)
  await keys.press(ADD)
  await step(guest, ADD)
  await keys.type('کد ملی', form.personalNumber)
  await keys.type('تاریخ تولد', form['birthDate']!)
  await keys.choose(page.getByRole('radio'), RELATION[relation])
  await keys.press('دریافت اطلاعات از سازمان ثبت احوال')
  await step(guest, STEP.details)
  assert.equal(await page.locator('.said').getByText(person.firstName, { exact: true }).isVisible(), true)
  await keys.type('شهر محل تولد', 'کاشان')
  await keys.type('شهر محل صدور شناسنامه', 'قم')
  await page.keyboard.press('Enter')
}

async function commit({ guest, keys }: Hands, next: string): Promise<void> {
  await keys.to(guest.page.getByRole('main').getByRole('checkbox'))
  await guest.page.keyboard.press('Space')
  await keys.press('تأیید و ادامه')
  await step(guest, next)
}

async function sendDocument({ guest, keys }: Hands, title: string): Promise<void> {
  const { page } = guest
  const part = documentPart(guest, title)
  await keys.to(part.getByLabel(`تصویر یا پروندهٔ «${title}»`))
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  const name = `${title}.jpg`
  await chooser.setFiles({ name, mimeType: 'image/jpeg', buffer: await photograph() })
  await part.getByText(name).first().waitFor()
  await keys.to(part.getByRole('button', { name: /^(فرستادن|دوباره بفرستید)/ }))
  await page.keyboard.press('Enter')
  await part.getByRole('link', { name }).waitFor()
}

/** From the last commitment to the page that says it was received; answers the tracking code. */
async function send(of: Hands, papers: readonly string[]): Promise<string> {
  const { guest, keys } = of
  await commit(of, STEP.documents)
  for (const title of papers) await sendDocument(of, title)
  await keys.press('تأیید و ادامه', 'link')
  await step(guest, STEP.review)
  await keys.press('ارسال درخواست')
  await step(guest, SERVICE)
  await guest.page.getByText('درخواست شما به شعبه رسید').waitFor()
  const code = (await guest.page.locator('bdi.tracking').textContent()) ?? ''
  return [...code].map((digit) => '۰۱۲۳۴۵۶۷۸۹'.indexOf(digit)).join('')
}

/** An officer opens a case by its tracking code and takes it in hand. */
async function take({ page }: Guest, keys: Keys, code: string): Promise<void> {
  await page.goto('/staff')
  await keys.to(page.getByRole('searchbox'))
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('q') === code)
  await keys.to(page.locator(`a[href="/staff/cases/${code}"]`))
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === `/staff/cases/${code}`)
  await keys.press('برداشتن پرونده')
  await page.getByRole('button', { name: 'برداشتن پرونده' }).waitFor({ state: 'detached' })
}

/** Opens the form of a move, fills it in and sends it. */
async function decide(
  { page }: Guest,
  keys: Keys,
  move: string,
  remarks: Readonly<Record<string, string>> = {},
): Promise<void> {
  const box = page.locator('details').filter({ has: page.locator('summary').getByText(move, { exact: true }) })
  await keys.to(box.locator('summary'))
  await page.keyboard.press('Enter')
  for (const [label, text] of Object.entries(remarks)) {
    await keys.to(box.getByLabel(label, { exact: true }))
    await page.keyboard.type(text)
  }
  await keys.to(box.getByRole('button', { name: move, exact: true }))
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/staff')
}

test('a wife: conditions, questions, files, sending, and how the days were counted', async (t) => {
  const of = await hands(t)
  const { guest, keys } = of
  const { page } = guest
  await guest.open('/services/dependants', SERVICE)
  await keys.press('همسر (زن)', 'link')
  await guest.at('/services/dependants/conditions/wife', 'شرایط پوشش: همسر (زن)')
  await keys.press('بازگشت', 'link')
  await guest.at('/services/dependants', SERVICE)
  await begin(of, people.wife, 'wife')
  await step(guest, STEP.truth)
  await send(of, PAPERS.wife)
  await keys.to(page.locator('summary').filter({ hasText: 'مهلت چگونه شمرده شد' }))
  await page.keyboard.press('Enter')
  assert.equal(await page.getByRole('table', { name: 'شمارش روزها' }).isVisible(), true)
})

test('a daughter of nineteen: the officer returns two things, they are mended, she is covered', async (t) => {
  const of = await hands(t)
  const { guest, keys } = of
  const { page } = guest
  await begin(of, people.daughter, 'daughter')
  await step(guest, STEP.daughter)
  await commit(of, STEP.truth)
  const code = await send(of, PAPERS.child)
  const status = new URL(page.url()).pathname

  const officer = await colleague(t, portal, 'officer')
  const desk = new Keys(officer.page)
  await take(officer, desk, code)
  await decide(officer, desk, 'برگرداندن برای اصلاح', {
    'شهر محل تولد': 'در شناسنامه قم نوشته شده است.',
    'مدرک: صفحهٔ اول شناسنامه': 'تصویر خوانا نیست.',
  })

  await guest.open(status, SERVICE)
  await keys.press('ادامهٔ درخواست', 'link')
  await step(guest, STEP.details)
  await keys.type('شهر محل تولد', 'قم')
  await page.keyboard.press('Enter')
  await step(guest, STEP.documents)
  await sendDocument(of, PAPERS.child[0])
  await keys.press('تأیید و ادامه', 'link')
  await step(guest, STEP.review)
  await keys.press('ارسال دوباره به شعبه')
  await guest.at(status, SERVICE)

  await take(officer, desk, code)
  await decide(officer, desk, 'تأیید')
  await worked(portal)
  await seesCovered(guest, people.daughter, 'فرزند دختر')
})

test('a son who studies', async (t) => {
  const of = await hands(t)
  const { guest, keys } = of
  await begin(of, people.son, 'son')
  await step(guest, STEP.son)
  await keys.choose(guest.page.getByRole('radio'), 0)
  await keys.press('تأیید و ادامه')
  await step(guest, STEP.study)
  await keys.type('کد استعلام گواهی اشتغال به تحصیل', demoStudentCode(people.son.form.personalNumber))
  await guest.page.keyboard.press('Enter')
  await step(guest, STEP.truth)
  assert.match(await send(of, PAPERS.child), /^\d{10}$/)
})

test('a mother of 55 by way of dependency', async (t) => {
  const of = await hands(t)
  const { guest, keys } = of
  await begin(of, people.mother, 'mother')
  await step(guest, STEP.livelihood)
  await keys.choose(guest.page.getByRole('radio'), 0)
  await keys.type('شرح وضع معیشت', 'با ما زندگی می‌کند و درآمدی ندارد.')
  await keys.press('تأیید و ادامه')
  await step(guest, STEP.truth)
  assert.match(await send(of, PAPERS.mother), /^\d{10}$/)
})
