import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { importCorpus } from '#app/answers/corpus.ts'
import { approveReply } from '#app/requests/approve.ts'
import { draftReply } from '#app/requests/draft.ts'
import { takeRequest } from '#app/requests/take.ts'
import type { StaffRole, StaffScope } from '#app/staff/staff.ts'
import { addWriters, smallCorpus } from '#test/support/answers.ts'
import { branchOf } from '#test/support/desk.ts'
import { startPortal } from '#test/support/portal.ts'
import { at, ok, requestsOf } from '#test/support/requests.ts'
import { Keys } from './keys.ts'
import { newGuest, WIDE, type Guest } from './support.ts'

// What the organisation answers, learns and publishes, in a browser: two people stand behind each.
const portal = await startPortal({ after })
const desk = requestsOf(portal)
const branch = branchOf(portal)
desk.until(at('1405/09/07', '09:00'))
await addWriters(portal.app, 'nevisande', 'taeed')
const check = (article: string, question: string) => ({
  article,
  question,
  options: ['هر ماه', 'هر سال', 'هیچ‌گاه'],
  right: 1,
  because: 'چون ماده چنین می‌گوید.',
})
const questions = [check('act-1', 'فیش کی می‌آید؟'), check('act-2', 'حکم کی می‌آید؟'), check('act-1', 'بیمه کی می‌آید؟')]
ok(
  await importCorpus(portal.app, 'nevisande', {
    ...smallCorpus(),
    checks: [{ document: 'act', since: null, questions }],
  }),
)
await desk.answer('فیش را از «خدمات من» بگیرید.')
const FIRST = 'فیش حقوقی را از کجا بگیرم؟'
const SECOND = 'مدت بیمهٔ بیکاری چقدر است؟'
const NARROWEST = { width: 320, height: 568 }
const PLAIN = { javaScriptEnabled: false, viewport: NARROWEST }

type Test = Parameters<typeof newGuest>[0]
type Options = Parameters<typeof newGuest>[2]

async function colleague(t: Test, role: StaffRole, scope: StaffScope, options: Options = {}): Promise<Guest> {
  const guest = await newGuest(t, portal.url, { viewport: WIDE, ...options })
  return guest.inPlaceOf(await branch.staff(role, scope))
}

test('an editor proposes an answer, a second one approves it, and everybody reads it with the article it rests on', async (t) => {
  const writer = await colleague(t, 'editor', 'everywhere', PLAIN)
  await writer.open('/staff/answers', 'پاسخ‌های سازمان')
  await writer.follow(SECOND)
  await writer.at('/staff/answers/2', SECOND)
  await writer.page.getByRole('link', { name: 'نوشتن پاسخ تازه' }).first().click()
  await writer.at('/staff/answers/2/write', 'نوشتن پاسخ')
  await writer.press('پیشنهاد برای تأیید')
  await writer.refused('/staff/answers/2/write')
  await writer.page.getByLabel('مجرد').check()
  await writer.page.getByLabel('کمتر از دو سال').check()
  await writer.type('متن پاسخ', 'شش ماه.\n- از روزی که درخواست شما رسید.')
  await writer.page.getByText('قانون آزمایش', { exact: true }).click()
  await writer.page.getByLabel('مادهٔ ۲ قانون آزمایش').check()
  await writer.type('از چه روزی', '۱۴۰۵/۰۹/۰۱')
  await writer.press('پیش‌نمایش')
  await writer.page.getByText('مردم چنین می‌خوانند:').waitFor()
  await writer.looks('preview')
  await writer.press('پیشنهاد برای تأیید')
  await writer.page.getByText('همکار دیگری باید آن را ببیند و تأیید کند.').waitFor()
  await writer.looks('proposed')
  assert.equal(await writer.page.getByRole('button', { name: 'تأیید می‌کنم' }).count(), 0)

  const guest = await newGuest(t, portal.url, { thorough: false })
  const answer = '/questions/2?family=single&years=short'
  await guest.open(answer, SECOND)
  assert.equal(await guest.page.getByText('شش ماه.').count(), 0)
  const second = await colleague(t, 'editor', 'everywhere', { thorough: false })
  await second.open('/staff/answers/proposals', 'در انتظار تأیید')
  await second.follow(SECOND)
  await second.page.getByText('شش ماه.').first().waitFor()
  await second.looks()
  await second.press('تأیید می‌کنم')
  await second.page.getByText('پاسخ تأیید شد').waitFor()
  await guest.open(answer, SECOND)
  await guest.page.getByText('شش ماه.').first().waitFor()
  await guest.page.getByText('مادهٔ ۲ قانون آزمایش').first().waitFor()
})

test('a clerk sends an answer only after passing the short check of what it cites, by keyboard alone', async (t) => {
  const { trackingCode, key } = await desk.receive({ title: FIRST })
  const href = `/staff/requests/${trackingCode}`
  const clerk = await colleague(t, 'officer', { branchId: 1 })
  const { page } = clerk
  const keys = new Keys(page)
  await clerk.open(href, FIRST)
  await clerk.press('برداشتن درخواست')
  await page.getByRole('link', { name: 'پاسخ از پاسخ‌های تأییدشده' }).click()
  await clerk.at(`${href}/answer`, 'پاسخ از پاسخ‌های تأییدشده')
  await clerk.follow(FIRST)
  await page.getByText('پیش از فرستادن این پاسخ باید بیاموزید').waitFor()
  await clerk.looks('to learn')
  assert.equal(await page.getByRole('button', { name: 'ارسال این پاسخ' }).count(), 0)
  await keys.press('قانون آزمایش', 'link')
  await clerk.at('/staff/training/act', 'قانون آزمایش')
  await answerBy('هر سال')
  await page.getByText('هیچ‌کدام از سه پرسش درست نبود').waitFor()
  await clerk.looks('not passed')
  await answerBy('هر ماه')
  await page.getByText('گذرانده‌اید', { exact: true }).waitFor()
  await clerk.looks('passed')
  await keys.press('بازگشت به درخواست', 'link')
  await clerk.at(href, FIRST)
  await clerk.open(`${href}/answer?question=1`, FIRST)
  await keys.press('ارسال این پاسخ')
  await page.getByText('پاسخ در حال فرستادن است').first().waitFor()
  portal.clock.forward(16_000)
  await portal.work()
  assert.equal((await desk.view(key)).request.state, 'answered')

  async function answerBy(option: string): Promise<void> {
    await keys.to(page.getByLabel('مواد بالا را خواندم'))
    await page.keyboard.press('Space')
    for (const { question } of questions) {
      const group = page.getByRole('group', { name: question })
      const places = await group.locator('label').allInnerTexts()
      await keys.choose(
        group.getByRole('radio'),
        places.findIndex((text) => text.trim() === option),
      )
    }
    await keys.press('پاسخ دادم')
  }
})

test('an answer to a request for information is published as a copy that a second person has read', async (t) => {
  const { trackingCode } = await desk.receive({
    kind: 'information',
    area: 'other',
    title: 'شمار شعبه‌ها',
    body: 'سازمان چند شعبه دارد؟ شماره‌ام ۰۹۱۲۳۴۵۶۷۸۹ است.',
  })
  const [answering, approving] = [
    await desk.staff('information-officer', 'everywhere'),
    await desk.staff('information-officer', 'everywhere'),
  ]
  ok(await takeRequest(portal.app, answering, trackingCode, '1'))
  const own = { how: 'own', text: 'در پایان سال ۱۴۰۳ سازمان ۴۸۰ شعبه داشت.', reason: '', questionId: null } as const
  ok(await draftReply(portal.app, answering, trackingCode, own, '2'))
  ok(await approveReply(portal.app, approving, trackingCode, '3'))
  portal.clock.forward(16_000)
  await portal.work()

  const maker = await colleague(t, 'information-officer', 'everywhere')
  await maker.open('/staff/copies', 'نسخه‌های عمومی')
  await maker.type('کد رهگیری درخواست پاسخ‌داده‌شده', trackingCode)
  await maker.press('ساختن نسخه')
  await maker.at('/staff/copies/new', 'ساختن نسخهٔ عمومی')
  await maker.press('پیشنهاد برای انتشار')
  await maker.refused('/staff/copies/new')
  await maker.type('متن پرسش', 'سازمان چند شعبه دارد؟')
  await maker.press('پیشنهاد برای انتشار')
  await maker.page.getByText('همکار دیگری باید آن را بخواند.').waitFor()
  await maker.looks()
  assert.equal(await maker.page.getByRole('button', { name: 'منتشر می‌کنم' }).count(), 0)

  const reader = await colleague(t, 'information-officer', 'everywhere', { ...PLAIN, thorough: false })
  await reader.open('/staff/copies', 'نسخه‌های عمومی')
  await reader.follow('سازمان چند شعبه دارد؟')
  await reader.press('منتشر می‌کنم')
  await reader.refused(new URL(reader.page.url()).pathname)
  await reader.page.getByLabel('هر دو متن را خواندم').check()
  await reader.press('منتشر می‌کنم')
  await reader.page.getByText('منتشر شد').waitFor()
  await reader.looks('published')

  const guest = await newGuest(t, portal.url, { thorough: false })
  await guest.open('/answers-published', 'پاسخ‌های منتشرشده')
  await guest.follow('سازمان چند شعبه دارد؟')
  await guest.page.getByText('۴۸۰ شعبه').waitFor()
  await guest.looks()
  assert.equal(await guest.page.getByText('۰۹۱۲').count(), 0)
  assert.equal(await guest.page.getByText(trackingCode).count(), 0)
})

test('who leads sees what people asked and no question answers, week by week', async (t) => {
  for (const where of ['تهران', 'قم', 'یزد'])
    await desk.receive({ title: `وام خرید دوچرخه برای کارگران ${where} چگونه است؟` })
  const head = await colleague(t, 'director', 'everywhere', PLAIN)
  await head.open('/staff/gaps', 'پرسش‌های بی‌پاسخ')
  await head.page.getByText('۳ درخواست', { exact: true }).waitFor()
  await head.page.getByText('«وام خرید دوچرخه برای کارگران یزد چگونه است؟»').waitFor()
  await head.follow('هفتهٔ پیش')
  await head.page.getByText('در این هفته چیزی نپرسیده‌اند که پاسخی برایش نباشد.').waitFor()
  await head.looks('none')
})
