import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { family, insuredVisitor } from '#test/support/family.ts'
import { startPortal } from '#test/support/portal.ts'
import type { Visitor } from '#test/support/visitor.ts'
import { worked } from '#test/support/worked.ts'
import {
  SERVICE,
  STEP,
  colleague,
  decide,
  enrolDaughter,
  enrolMother,
  enrolSon,
  enrolWife,
  goOn,
  seesCovered,
  sendDocuments,
  step,
  take,
} from './enrolment.ts'
import { newGuest } from './support.ts'

const people = family(620_000)
const { insured, wife, daughter, son, mother } = people
const portal = await startPortal({ after }, { people: Object.values(people) })
let visitor: Visitor
before(async () => {
  visitor = await insuredVisitor(portal, insured)
})

const newestText = async () => (await portal.outside.inbox(insured.form.mobile))[0]!.text

test('a wife: sent, returned with two remarks that alone reopen, corrected, the difference seen, covered', async (t) => {
  const guest = await (await newGuest(t, portal.url)).inPlaceOf(visitor)
  const { page } = guest
  const code = await enrolWife(guest, people)
  const status = new URL(page.url()).pathname
  await worked(portal)

  const officer = await colleague(t, portal, 'officer')
  await take(officer, code)
  await decide(officer, 'برگرداندن برای اصلاح', async (form) => {
    await form.getByLabel('شهر محل تولد', { exact: true }).fill('در شناسنامه قم نوشته شده است.')
    await form.getByLabel('مدرک: صفحهٔ اول شناسنامه', { exact: true }).fill('تصویر خوانا نیست.')
  })
  await worked(portal)
  assert.match(await newestText(), /نیاز به اصلاح/)

  await guest.open('/applications', 'درخواست‌های من')
  assert.equal(await page.getByText('نیازمند اصلاح شما').isVisible(), true)
  await page.getByRole('main').getByRole('link', { name: SERVICE }).click()
  await guest.at(status, SERVICE)
  for (const text of ['در شناسنامه قم نوشته شده است.', 'تصویر خوانا نیست.'])
    assert.equal(await page.getByText(text).first().isVisible(), true, text)
  await guest.follow('ادامهٔ درخواست')
  await step(guest, STEP.details)
  assert.equal(await page.getByRole('main').getByRole('textbox').count(), 1, 'only what was returned is open')
  await guest.type('شهر محل تولد', 'قم')
  await goOn(guest, STEP.documents)
  assert.equal(await page.locator('upload-form').count(), 1, 'only one document is open')
  await sendDocuments(guest, 'صفحهٔ اول شناسنامه')
  await page.getByRole('main').getByRole('link', { name: 'تأیید و ادامه', exact: true }).click()
  await step(guest, STEP.review)
  await guest.press('ارسال دوباره به شعبه')
  await guest.at(status, SERVICE)

  await take(officer, code)
  const shown = (await officer.page.getByRole('main').innerText()).replace(/\s+/g, ' ')
  assert.match(shown, /شهر محل تولد تغییر کرد.*در شناسنامه قم نوشته شده است\..*کاشان.*قم/)
  await decide(officer, 'تأیید')
  await worked(portal)
  const texts = (await portal.outside.inbox(insured.form.mobile)).map(({ text }) => text)
  assert.ok(texts.some((text) => text.includes('زهرا کریمی از امروز تحت پوشش بیمهٔ شماست')))
  await seesCovered(guest, wife, 'همسر')
  await guest.open(status, SERVICE)
  assert.equal(await page.getByText('تأییدشده').first().isVisible(), true)
})

test('a daughter of nineteen, by her father’s commitment', async (t) => {
  const guest = await (await newGuest(t, portal.url)).inPlaceOf(visitor)
  const code = await enrolDaughter(guest, people)
  const officer = await colleague(t, portal, 'officer')
  await take(officer, code)
  await decide(officer, 'تأیید')
  await worked(portal)
  await seesCovered(guest, daughter, 'فرزند دختر')
})

test('a son of twenty who studies: a wrong code is told, his own is confirmed by the ministry', async (t) => {
  const guest = await (await newGuest(t, portal.url)).inPlaceOf(visitor)
  const code = await enrolSon(guest, people)
  const officer = await colleague(t, portal, 'officer')
  await take(officer, code)
  await decide(officer, 'تأیید')
  await worked(portal)
  await seesCovered(guest, son, 'فرزند پسر')
})

test('a mother by way of dependency: the inquirer reports on her livelihood before the officer decides', async (t) => {
  const guest = await (await newGuest(t, portal.url)).inPlaceOf(visitor)
  const code = await enrolMother(guest, people)
  const status = new URL(guest.page.url()).pathname
  const officer = await colleague(t, portal, 'officer')
  await take(officer, code)
  await decide(officer, 'فرستادن برای تحقیق معیشت')
  await worked(portal)
  assert.match(await newestText(), /تحقیق معیشت/)
  await guest.open(status, SERVICE)
  assert.equal(await guest.page.getByText('در حال تحقیق معیشت').isVisible(), true)

  const inquirer = await colleague(t, portal, 'livelihood-inquiry')
  await take(inquirer, code)
  await inquirer.page.getByLabel('بله', { exact: true }).check()
  await inquirer.type('گزارش تحقیق', 'از همسایه‌ها پرسیده شد؛ با پسرش زندگی می‌کند.')
  await inquirer.press('ثبت در پرونده')
  await decide(inquirer, 'فرستادن نتیجه به شعبه')

  await take(officer, code)
  await decide(officer, 'تأیید')
  await worked(portal)
  await seesCovered(guest, mother, 'مادر')
})
