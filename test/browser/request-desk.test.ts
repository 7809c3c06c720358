import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sweepClocks } from '#app/requests/sweep.ts'
import type { StaffRole, StaffScope } from '#app/staff/staff.ts'
import { branchOf } from '#test/support/desk.ts'
import { startPortal } from '#test/support/portal.ts'
import { at, requestsOf } from '#test/support/requests.ts'
import { Keys } from './keys.ts'
import { newGuest, WIDE, type Guest } from './support.ts'

// Staff at the desk of requests, in a browser.
const portal = await startPortal({ after })
const desk = requestsOf(portal)
const branch = branchOf(portal)
desk.until(at('1405/09/07', '09:00'))
await desk.questions()
await desk.answer('فیش را از «خدمات من» بگیرید.')
const title = 'فیش حقوقی را از کجا بگیرم؟'
const NARROWEST = { width: 320, height: 568 }

type Test = Parameters<typeof newGuest>[0]
type Options = Parameters<typeof newGuest>[2]

async function colleague(t: Test, role: StaffRole, options: Options = {}, scope: StaffScope = { branchId: 1 }) {
  const visitor = await branch.staff(role, scope)
  await desk.train(visitor.staffId)
  return (await newGuest(t, portal.url, { viewport: WIDE, ...options })).inPlaceOf(visitor)
}

const stateOf = async ({ key }: { key: Parameters<typeof desk.view>[0] }) => (await desk.view(key)).request.state

async function sent(): Promise<void> {
  portal.clock.forward(16_000)
  await portal.work()
}

/** Opens one of the forms of a request. */
const unfold = ({ page }: Guest, name: string) => page.locator('summary').filter({ hasText: name }).click()

for (const [how, options] of Object.entries({
  'on a wide screen': {},
  'without JavaScript at 320 px': { javaScriptEnabled: false, viewport: NARROWEST },
}))
  test(`a clerk answers from the approved answers and takes it back within fifteen seconds, ${how}`, async (t) => {
    const receipt = await desk.receive({ title })
    const href = `/staff/requests/${receipt.trackingCode}`
    const clerk = await colleague(t, 'officer', options)
    const { page } = clerk
    await clerk.open('/staff/requests', 'درخواست‌های مردمی')
    await page.getByRole('link', { name: title }).first().click()
    await clerk.at(href, title)
    await clerk.press('برداشتن درخواست')
    await page.getByRole('link', { name: 'پاسخ از پاسخ‌های تأییدشده' }).waitFor()
    await clerk.at(href, title)
    for (const goesOut of [false, true]) {
      await page.getByRole('link', { name: 'پاسخ از پاسخ‌های تأییدشده' }).click()
      await clerk.at(`${href}/answer`, 'پاسخ از پاسخ‌های تأییدشده')
      await page.getByRole('main').getByRole('link', { name: title }).first().click()
      await clerk.at(`${href}/answer`, title)
      await clerk.press('ارسال این پاسخ')
      await page.getByText('پاسخ در حال فرستادن است').first().waitFor()
      if (!goesOut) await clerk.press('لغو ارسال')
      if (!goesOut) await page.getByRole('link', { name: 'پاسخ از پاسخ‌های تأییدشده' }).waitFor()
    }
    await sent()
    assert.equal(await stateOf(receipt), 'answered')
    await clerk.open(href, title)
    await page.getByText('پاسخ تأییدشدهٔ سازمان').first().waitFor()
  })

test('a deviation says why, and goes out when a colleague has agreed', async (t) => {
  const receipt = await desk.receive({ title: 'دو کارفرما' })
  const href = `/staff/requests/${receipt.trackingCode}`
  const clerk = await colleague(t, 'officer')
  await clerk.open(href, 'دو کارفرما')
  await clerk.press('برداشتن درخواست')
  await clerk.page.getByText('پاسخ با متن خودم').first().waitFor()
  await unfold(clerk, 'پاسخ با متن خودم')
  await clerk.type('متن پاسخ', 'پاسخ ویژهٔ من')
  await clerk.press('فرستادن برای تأیید همکار')
  await clerk.page.getByText('بنویسید چرا از پاسخ‌های تأییدشده استفاده نمی‌کنید.').first().waitFor()
  assert.equal(await clerk.page.getByLabel('متن پاسخ').inputValue(), 'پاسخ ویژهٔ من')
  await clerk.looks('refused')
  await clerk.type('چرا از پاسخ تأییدشده استفاده نمی‌کنید', 'دو کارفرما دارد.')
  await clerk.press('فرستادن برای تأیید همکار')
  await clerk.page.getByText('پاسخ شما منتظر تأیید همکار دیگری است.').waitFor()
  assert.equal(await clerk.page.getByRole('button', { name: 'تأیید و ارسال پاسخ' }).count(), 0)

  const second = await colleague(t, 'officer')
  await second.open(href, 'دو کارفرما')
  await second.page.getByText('دو کارفرما دارد.').first().waitFor()
  await second.press('تأیید و ارسال پاسخ')
  await second.page.getByText('پاسخ در حال فرستادن است').first().waitFor()
  await sent()
  assert.equal(await stateOf(receipt), 'answered')
})

test('a clerk takes the next in line and asks the person by keyboard alone', async (t) => {
  const receipt = await desk.receive({ title: 'تاریخ عمل' })
  const clerk = await colleague(t, 'officer', { thorough: false })
  const { page } = clerk
  const keys = new Keys(page)
  await clerk.open('/staff/requests', 'درخواست‌های مردمی')
  await keys.press('بعدی در نوبت')
  await clerk.at(`/staff/requests/${receipt.trackingCode}`, 'تاریخ عمل')
  await keys.to(page.locator('summary').filter({ hasText: 'پرسش از شهروند' }))
  await page.keyboard.press('Enter')
  await keys.type('پرسش', 'کدام بیمارستان؟')
  await keys.press('فرستادن پرسش')
  await page.getByText('رسیدنش هنوز معلوم نیست').first().waitFor()
  assert.equal(await stateOf(receipt), 'asked')
})

test('an information officer refuses by an article, which a second one sees', async (t) => {
  const receipt = await desk.receive({ kind: 'information', area: 'other', title: 'شمار مستمری‌بگیران' })
  const href = `/staff/requests/${receipt.trackingCode}`
  const officer = await colleague(t, 'information-officer', {}, { province: 'قم' })
  await officer.open(href, 'شمار مستمری‌بگیران')
  await officer.press('برداشتن درخواست')
  await officer.page.getByText('رد درخواست با استناد به قانون').first().waitFor()
  await unfold(officer, 'رد درخواست با استناد به قانون')
  await officer.page.locator('details[open]').getByLabel('مادهٔ ۱۴').check()
  await officer.page.locator('#refusal-text').fill('نام افراد خصوصی است.')
  await officer.page.locator('details[open]').getByRole('button').click()
  await officer.page.getByText('پاسخ شما منتظر تأیید همکار دیگری است.').waitFor()
  await officer.at(href, 'شمار مستمری‌بگیران')
  const second = await colleague(t, 'information-officer', {}, { province: 'قم' })
  await second.open(href, 'شمار مستمری‌بگیران')
  await second.page.getByText('مادهٔ ۱۴ قانون انتشار و دسترسی آزاد به اطلاعات').first().waitFor()
  await second.press('تأیید و ارسال پاسخ')
  await second.page.getByText('پاسخ در حال فرستادن است').first().waitFor()
  await sent()
  assert.equal((await desk.view(receipt.key)).request.answers[0]!.how, 'refusal')
})

test('the head of a branch sees what was late and says why', async (t) => {
  await desk.receive({ title: 'دیر می‌شود' }, { by: 'person', personId: await desk.member(2) })
  desk.until(at('1405/09/14', '09:00'))
  while ((await sweepClocks(portal.app)) > 0);
  const head = await colleague(t, 'supervisor', {}, { branchId: 2 })
  await head.open('/staff/requests/heads', 'سرپرستی درخواست‌ها')
  await head.page.getByLabel('دلیل', { exact: true }).selectOption({ label: 'کمبود همکار' })
  await head.press('ثبت دلیل')
  await head.page.getByText('کمبود همکار').first().waitFor()
  await head.at('/staff/requests/heads', 'سرپرستی درخواست‌ها')
  assert.equal(await head.page.getByRole('button', { name: 'ثبت دلیل' }).count(), 0)
})
