import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { family, register } from '#test/support/family.ts'
import { goodPassword } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { ADD, SERVICE, step } from './enrolment.ts'
import { HEADING, signUp } from './journey.ts'
import { newGuest } from './support.ts'

const people = family(650_000)
const portal = await startPortal({ after }, { people: Object.values(people) })

test('who has no account begins the service, signs up, waits for the check, signs in, and stands where they began', async (t) => {
  const guest = await newGuest(t, portal.url)
  const { page } = guest
  const { form } = people.insured
  await guest.open('/services/dependants', SERVICE)
  await guest.press(ADD)
  await guest.at('/sign-in', HEADING.signIn)
  assert.equal(await page.getByText(`برای «${SERVICE}» وارد شوید.`).isVisible(), true)
  await guest.follow('ثبت‌نام')
  await guest.at('/sign-up', HEADING.start)
  assert.equal(await page.getByText(`به «${SERVICE}» برمی‌گردید.`).isVisible(), true)
  await guest.follow('شروع ثبت‌نام')
  await guest.at('/sign-up/who', HEADING.who)
  await signUp(guest, portal, form)
  await portal.work()
  await guest.at('/sign-up/result', HEADING.succeeded)
  await guest.press('تأیید')
  await guest.at('/sign-up/result', HEADING.finished)
  await guest.follow('ورود')
  await guest.at('/sign-in', HEADING.signIn)
  await guest.type('کد ملی', form.personalNumber)
  await guest.type('گذرواژه', goodPassword)
  await guest.press('ورود')
  await guest.at('/services/dependants', SERVICE)

  await register(portal, people.insured)
  await guest.press(ADD)
  await step(guest, ADD)
})

test('the conditions are read before, and kept as a file that opens without the portal', async (t) => {
  const guest = await newGuest(t, portal.url)
  const { page } = guest
  await guest.open('/services/dependants', SERVICE)
  await guest.follow('مادر')
  await guest.at('/services/dependants/conditions/mother', 'شرایط پوشش: مادر')
  assert.equal(await page.getByText('۵۵ سال تمام').isVisible(), true)
  await guest.follow('شرایط همهٔ نسبت‌ها')
  await guest.at('/services/dependants/conditions', 'شرایط هر نسبت')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    guest.follow('دریافت این شرایط برای نگه‌داشتن یا چاپ'),
  ])
  assert.equal(download.suggestedFilename(), 'شرایط پوشش افراد تبعی.html')
  const { page: alone } = await newGuest(t, portal.url, { offline: true, thorough: false })
  await alone.setContent(await readFile(await download.path(), 'utf8'))
  assert.equal(await alone.getByRole('heading', { level: 2, name: 'مادر', exact: true }).isVisible(), true)
})
