import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { family, insuredVisitor, photograph } from '#test/support/family.ts'
import { startPortal } from '#test/support/portal.ts'
import { ADD, PAPERS, SERVICE, STEP, documentPart, step } from './enrolment.ts'
import { Keys } from './keys.ts'
import { newGuest, WIDE } from './support.ts'

const people = family(640_000)
const portal = await startPortal({ after }, { people: Object.values(people) })

test('a wife is enrolled by keys alone: conditions, questions, files, sending', async (t) => {
  const visitor = await insuredVisitor(portal, people.insured)
  const guest = await (await newGuest(t, portal.url, { viewport: WIDE, thorough: false })).inPlaceOf(visitor)
  const { page } = guest
  const keys = new Keys(page)
  await guest.open('/services/dependants', SERVICE)
  await keys.press('همسر (زن)', 'link')
  await guest.at('/services/dependants/conditions/wife', 'شرایط پوشش: همسر (زن)')
  await keys.press('بازگشت', 'link')
  await guest.at('/services/dependants', SERVICE)
  await keys.press(ADD)

  await step(guest, ADD)
  await keys.type('کد ملی', people.wife.form.personalNumber)
  await keys.type('تاریخ تولد', people.wife.form['birthDate']!)
  await keys.to(page.getByRole('radio').first())
  await page.keyboard.press('Space')
  assert.equal(await page.getByLabel('همسر (زن)', { exact: true }).isChecked(), true)
  await keys.press('دریافت اطلاعات از سازمان ثبت احوال')
  await step(guest, STEP.details)
  await keys.type('شهر محل تولد', 'قم')
  await keys.type('شهر محل صدور شناسنامه', 'قم')
  await page.keyboard.press('Enter')
  await step(guest, STEP.truth)
  await keys.to(page.getByRole('main').getByRole('checkbox'))
  await page.keyboard.press('Space')
  await keys.press('تأیید و ادامه')
  await step(guest, STEP.documents)

  // Somebody listens all the time, or a chooser that opens at once would be the browser's own.
  page.on('filechooser', () => {})
  for (const title of PAPERS.wife) {
    const part = documentPart(guest, title)
    await keys.to(part.getByLabel(`تصویر یا پروندهٔ «${title}»`))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
    const name = `${title}.jpg`
    await chooser.setFiles({ name, mimeType: 'image/jpeg', buffer: await photograph() })
    await part.getByText(name).waitFor()
    await keys.to(part.getByRole('button', { name: /^فرستادن/ }))
    await page.keyboard.press('Enter')
    await part.getByRole('link', { name }).waitFor()
  }
  await keys.press('تأیید و ادامه', 'link')
  await step(guest, STEP.review)
  await keys.press('ارسال درخواست')
  await step(guest, SERVICE)
  await page.getByText('درخواست شما به شعبه رسید').waitFor()
  await keys.to(page.locator('summary').filter({ hasText: 'مهلت چگونه شمرده شد' }))
  await page.keyboard.press('Enter')
  assert.equal(await page.getByRole('table', { name: 'شمارش روزها' }).isVisible(), true)
})
