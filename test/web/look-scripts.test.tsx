import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { addDays, fromJalali, tehranTime, toJalali } from '#kernel/calendar.ts'
import { formatJalali } from '#kernel/jalali-text.ts'
import { newContext, newPage } from '#test/support/chromium.ts'
import { serveViews, type ViewServer } from './view-server.tsx'

let views: ViewServer
before(async () => {
  views = await serveViews(1_000)
})
after(() => views.close())

const open = async (t: TestContext, name: string): Promise<Page> => {
  const page = await newPage(t, { viewport: { width: 1000, height: 900 }, serviceWorkers: 'block' })
  await page.goto(`${views.url}/${name}`)
  return page
}
const field = (page: Page) => page.getByLabel('تاریخ تولد')
const focusedDay = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-date'))
const day = (year: number, month: number, ofMonth: number) => fromJalali({ year, month, day: ofMonth })

async function openCalendar(t: TestContext, typed: string): Promise<Page> {
  const page = await open(t, 'sign-up-identity')
  await field(page).fill(typed)
  await page.getByRole('button', { name: 'انتخاب تاریخ از تقویم' }).press('Enter')
  await page.getByRole('dialog', { name: 'انتخاب تاریخ' }).waitFor()
  return page
}

test('the calendar stands at the left of the field, opens on the typed day and gives the focus to it', async (t) => {
  const page = await openCalendar(t, '۱۳۷۰/۰۱/۰۵')
  const button = (await page.locator('.pick').boundingBox())!
  const input = (await field(page).boundingBox())!
  const dialog = (await page.getByRole('dialog').boundingBox())!
  assert.ok(button.x + button.width <= input.x, 'button left of the field')
  assert.ok(dialog.x + dialog.width <= button.x, 'calendar left of the button')
  assert.equal(await focusedDay(page), day(1370, 1, 5))
  assert.equal(await page.locator('[aria-selected=true]').getAttribute('aria-label'), 'دوشنبه ۵ فروردین ۱۳۷۰')
})

test('its week begins on Saturday, at the right', async (t) => {
  const page = await openCalendar(t, '1370/1/5')
  const heads = page.getByRole('columnheader')
  assert.deepEqual(await heads.evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label'))), [
    'شنبه',
    'یکشنبه',
    'دوشنبه',
    'سه‌شنبه',
    'چهارشنبه',
    'پنجشنبه',
    'جمعه',
  ])
  assert.ok((await heads.first().boundingBox())!.x > (await heads.last().boundingBox())!.x)
})

test('keys lead where they point: the left arrow to the next day, up and down by weeks, pages by months and years', async (t) => {
  const page = await openCalendar(t, '1370/01/05')
  const steps: readonly [string, ReturnType<typeof day>][] = [
    ['ArrowLeft', day(1370, 1, 6)],
    ['ArrowRight', day(1370, 1, 5)],
    ['ArrowDown', day(1370, 1, 12)],
    ['ArrowUp', day(1370, 1, 5)],
    ['Home', day(1370, 1, 3)],
    ['End', day(1370, 1, 9)],
    ['PageDown', day(1370, 2, 9)],
    ['PageUp', day(1370, 1, 9)],
    ['Shift+PageDown', day(1371, 1, 9)],
    ['Shift+PageUp', day(1370, 1, 9)],
    ['Home', day(1370, 1, 3)],
    ['ArrowUp', day(1369, 12, 25)],
  ]
  for (const [key, expected] of steps) {
    await page.keyboard.press(key)
    assert.equal(await focusedDay(page), expected, key)
  }
})

test('Enter writes the day into the field as people write it and gives the focus back', async (t) => {
  const page = await openCalendar(t, '1370/01/05')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  assert.equal(await field(page).inputValue(), '۱۳۷۰/۰۱/۰۶')
  assert.equal(await page.getByRole('dialog').count(), 0)
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
    'تغییر تاریخ، ۶ فروردین ۱۳۷۰',
  )
})

test('Escape leaves what was typed and gives the focus back', async (t) => {
  const page = await openCalendar(t, '1370/01/05')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Escape')
  assert.equal(await field(page).inputValue(), '1370/01/05')
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'button second pick')
})

test('a birth date is three choices away: year, month, day', async (t) => {
  const page = await openCalendar(t, '')
  await page.getByLabel('سال').selectOption('1349')
  await page.getByLabel('ماه', { exact: true }).selectOption('12')
  await page.getByRole('gridcell', { name: '۲۹ اسفند ۱۳۴۹' }).click()
  assert.equal(await field(page).inputValue(), '۱۳۴۹/۱۲/۲۹')
})

test('a day that has not come cannot be picked or walked to', async (t) => {
  const today = tehranTime(Date.now()).date
  const page = await openCalendar(t, formatJalali(today, 'numeric'))
  await page.keyboard.press('ArrowLeft')
  assert.equal(await focusedDay(page), today)
  const tomorrow = addDays(today, 1)
  if (toJalali(tomorrow).month === toJalali(today).month) {
    await page.locator(`[data-date="${tomorrow}"]`).click({ force: true })
    assert.equal(await page.getByRole('dialog').count(), 1)
  }
})

test('Tab stays inside the open calendar', async (t) => {
  const page = await openCalendar(t, '1370/01/05')
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab')
    const inside = await page.evaluate(() => {
      const at = document.activeElement
      return at === document.body || at?.closest('dialog') !== null
    })
    assert.ok(inside, `after ${press + 1}`)
  }
})

test('each password rule is ticked when it is kept, also that the name is not in it', async (t) => {
  const page = await open(t, 'sign-up-password')
  const ticked = () =>
    page.locator('[data-ok]').evaluateAll((items) => items.map((item) => item.getAttribute('data-rule')))
  const password = page.getByLabel('گذرواژه', { exact: true })
  await password.focus()
  await page.waitForLoadState('networkidle')
  await password.fill('abc')
  await page.waitForFunction(() => document.querySelector('[data-rule=small-letter][data-ok]') !== null)
  assert.ok(!(await ticked()).includes('length'))
  assert.ok(!(await ticked()).includes('digit'))
  await password.fill('maryam-Kuh4')
  assert.ok((await ticked()).includes('length'))
  assert.ok(!(await ticked()).includes('no-first-name'), 'Maryam is her name')
  await password.fill('Zard-alu-47')
  assert.equal((await ticked()).length, await page.locator('[data-rule]').count())
  await password.fill('')
  assert.deepEqual(await ticked(), [])
})

test('«نمایش گذرواژه» shows the password, and it is sent as a password all the same', async (t) => {
  const page = await open(t, 'sign-in')
  const password = page.locator('#password')
  await password.fill('Zard-alu-47')
  await page.getByLabel('نمایش گذرواژه').check()
  assert.equal(await password.getAttribute('type'), 'text')
  await page.locator('main form').evaluate((form: HTMLFormElement) => {
    form.addEventListener('submit', (event) => event.preventDefault())
  })
  await page.getByRole('button', { name: 'ورود' }).click()
  assert.equal(await password.getAttribute('type'), 'password')
})

test('a form that is on its way is not sent a second time, and says so to screen readers', async (t) => {
  const page = await open(t, 'sign-up-succeeded')
  const before = views.posted.length
  const said = await page.getByRole('button', { name: 'تأیید' }).evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
    button.click()
    return document.querySelector('[role=status]')?.textContent
  })
  assert.equal(said, 'در حال فرستادن است. لطفاً صبر کنید.')
  await page.waitForURL('**/home')
  assert.equal(views.posted.length, before + 1)
})

test('the wait for another code counts down, then the button may be pressed', async (t) => {
  const page = await newPage(t, { serviceWorkers: 'block' })
  await page.clock.install()
  await page.goto(`${views.url}/sign-up-code`)
  const button = page.getByRole('button', { name: 'ارسال دوبارهٔ کد' })
  await page.clock.runFor(5_000)
  assert.equal(await button.isDisabled(), true)
  assert.match((await page.locator('[data-wait]').textContent()) ?? '', /۴۰ ثانیه/)
  await page.clock.runFor(41_000)
  assert.equal(await button.isDisabled(), false)
  assert.equal(await page.getByRole('status').textContent(), 'اکنون می‌توانید کد تازه بخواهید.')
})

test('a page with errors puts the focus on their summary; its links lead to the fields', async (t) => {
  const page = await open(t, 'sign-up-who-errors')
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'notice error')
  await page.getByRole('link', { name: /شماره همراه یازده رقم/ }).click()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'mobile')
})

test('without a connection one page is there, and no other page was kept', async (t) => {
  const context = await newContext(t)
  const page = await context.newPage()
  await page.goto(`${views.url}/account`)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await context.setOffline(true)
  await page.goto(`${views.url}/account`)
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'اینترنت قطع است')
  assert.notEqual(
    await page.evaluate(() => getComputedStyle(document.querySelector('.button')!).backgroundColor),
    'rgba(0, 0, 0, 0)',
  )
  const kept = await page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  assert.deepEqual(
    kept.filter((path) => !path.startsWith('/assets/')),
    ['/offline'],
  )
})
