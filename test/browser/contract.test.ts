import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { handle, moveApplication } from '#app/applications/move.ts'
import { bankGateway } from '#connectors/bank-gateway/client.ts'
import { listPayments } from '#store/payments.ts'
import { enrol, account, forwardTo } from '#test/support/covers.ts'
import { ok } from '#test/support/desk.ts'
import { day, signedIn, withContract } from '#test/support/payments.ts'
import { somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { goOn, sendDocuments, step, STEP } from './enrolment.ts'
import { newGuest, type Guest } from './support.ts'

const her = somebody({ born: '۱۳۶۵/۰۲/۱۵' })
const other = somebody({ born: '۱۳۶۵/۰۲/۱۵' })
const portal = await startPortal({ after }, { people: [her, other] })
forwardTo(portal.clock, day('1405/02/01'))
const { app, outside } = portal
// Another site than the portal's, as a bank is: cookies do not come along when its page posts the way back.
const bank = outside.bankGatewayUrl.replace('127.0.0.1', 'localhost')
Object.assign(app, {
  publicUrl: portal.url,
  bankGateway: bankGateway({ url: bank, terminal: 'terminal', key: 'gateway-key' }),
})

const SERVICE = 'قرارداد بیمهٔ صاحبان حرف و مشاغل آزاد'
const CONTRACT = 'قرارداد صاحبان حرف و مشاغل آزاد'

/** Fills the application in and sends it. */
async function apply(guest: Guest): Promise<void> {
  const { page } = guest
  await guest.open('/services/self-employed', SERVICE)
  await page.getByRole('main').getByRole('button').first().click()
  await step(guest, 'شغل و شعبه')
  await page.getByLabel('سایر مشاغل', { exact: true }).check()
  await guest.type('شغل شما', 'خیاط')
  await goOn(guest, 'نرخ حق بیمه')
  await page.getByLabel('۱۲ درصد: بازنشستگی', { exact: true }).check()
  await goOn(guest, 'حق بیمه')
  await page.getByText('۱۶۶٬۲۵۵٬۵۰۰ ریال').first().waitFor()
  await guest.type('دستمزد مبنای ماهانه', '۲۱۰٬۰۰۰٬۰۰۰')
  await goOn(guest, 'حمایت درمانی')
  await page.getByLabel('خیر', { exact: true }).check()
  await goOn(guest, STEP.truth)
  await page.getByRole('main').getByRole('checkbox').check()
  await goOn(guest, STEP.documents)
  await sendDocuments(guest, 'مدرک شغل', 'عکس')
  await page.getByRole('main').getByRole('link', { name: 'تأیید و ادامه', exact: true }).click()
  await step(guest, STEP.review)
  await page.getByText('۲۵٬۲۰۰٬۰۰۰ ریال').first().waitFor()
  await guest.press('ارسال درخواست')
  await page.getByText('درخواست شما به شعبه رسید').waitFor()
}

test('without JavaScript: the contract, the bank, the receipt, once', async (t) => {
  const personId = await account(app, her)
  await enrol(app, personId, { standing: 'none', working: false })
  const visitor = await signedIn(portal, personId)
  // The views of these pages are given to axe by themselves.
  const options = { javaScriptEnabled: false, thorough: false, also: new URL(bank).origin }
  const guest = await (await newGuest(t, portal.url, options)).inPlaceOf(visitor)
  const { page } = guest
  await apply(guest)
  const [row] = await portal.database.query<{ id: string }>(
    'select application_id::text as id from application where person_id = $1',
    [personId],
  )
  const key = { personId, applicationId: row!.id }
  const officer = { role: 'officer', id: '71' } as const
  ok(await handle(app, key, officer, 'claimed'))
  ok(await moveApplication(app, key, officer, 'officer:approve'))
  await portal.work()

  await guest.open('/services/contracts-and-payments', 'امور قراردادها و پرداخت')
  await guest.follow(CONTRACT)
  await step(guest, CONTRACT)
  await guest.press('پرداخت در درگاه بانک')
  await page.getByRole('heading', { name: 'پرداخت', exact: true }).waitFor()
  assert.equal(new URL(page.url()).origin, new URL(bank).origin)
  assert.equal(await page.getByText('۲۶٬۰۴۰٬۰۰۰ ریال').isVisible(), true)
  await page.getByRole('button', { name: 'پرداخت', exact: true }).click()
  await page.getByRole('button', { name: 'بازگشت به سایت پذیرنده' }).click()
  await step(guest, 'رسید پرداخت')
  await page.getByText('حق بیمهٔ اردیبهشت ۱۴۰۵ پرداخت شد').waitFor()

  // Back to the bank and forward again, as people do.
  await page.goBack()
  await page.getByRole('button', { name: 'بازگشت به سایت پذیرنده' }).click()
  await step(guest, 'رسید پرداخت')
  await portal.work()
  const payments = await listPayments(app.db, personId)
  assert.deepEqual(
    payments.map(({ state, receipt }) => [state, receipt === null]),
    [['settled', false]],
  )
  assert.equal((await app.register.wages(her.person.number)).length, 1)
  await guest.follow('برگشت به قرارداد')
  await step(guest, CONTRACT)
  await page.getByRole('heading', { name: 'حق بیمهٔ خرداد ۱۴۰۵' }).waitFor()
})

test('the bank’s page closed after paying: whoever looks again finds it paid', async (t) => {
  const { personId, contractId } = await withContract(portal, other)
  const guest = await (
    await newGuest(t, portal.url, { also: new URL(bank).origin })
  ).inPlaceOf(await signedIn(portal, personId))
  const { page } = guest
  await guest.open(`/contracts/${contractId}`, CONTRACT)
  await guest.press('پرداخت در درگاه بانک')
  await page.getByRole('button', { name: /پرداخت و بستن همین صفحه/ }).click()
  await page.getByRole('heading', { name: 'صفحه بسته شد' }).waitFor()

  await guest.open(`/contracts/${contractId}`, CONTRACT)
  assert.equal(await page.getByRole('button', { name: 'پرداخت در درگاه بانک' }).count(), 0)
  await guest.follow('نتیجهٔ این پرداخت')
  await step(guest, 'نتیجهٔ پرداخت')
  await portal.forward(3 * 60_000)
  await portal.work()
  // The open page finds out by itself.
  await step(guest, 'رسید پرداخت')
})
