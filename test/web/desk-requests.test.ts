import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { StaffRole, StaffScope } from '#app/staff/staff.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { openOwnRequest } from '#app/requests/read.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import { at, requestsOf } from '../support/requests.ts'

// The desk of requests as a browser without JavaScript meets it.
const portal = await startPortal({ after })
const desk = requestsOf(portal)
const branch = branchOf(portal)
desk.until(at('1405/09/07', '09:00'))
await desk.questions()
await desk.answer('فیش را از «خدمات من» بگیرید.')
const title = 'فیش حقوقی را از کجا بگیرم؟'

async function staff(role: StaffRole = 'officer', scope: StaffScope = { branchId: 1 }, name?: string) {
  const visitor = await branch.staff(role, scope, name)
  await desk.train(visitor.staffId)
  return visitor
}

/** A request in the hand of an officer, at their browser. */
async function inHand(...given: Parameters<typeof desk.receive>) {
  const receipt = await desk.receive(...given)
  const clerk = await staff()
  const href = `/staff/requests/${receipt.trackingCode}`
  await clerk.open(href)
  await clerk.submit({}, `${href}/take`)
  return { receipt, clerk, href, code: receipt.trackingCode }
}
const stateOf = async ({ key }: { key: Parameters<typeof desk.view>[0] }) => (await desk.view(key)).request.state

describe('the inbox', () => {
  test('shows what is open, in which list it stands, and who has it; the next in line is taken once by one press', async () => {
    const { trackingCode: code } = await desk.receive({ title })
    const clerk = await staff()
    await clerk.open('/staff/requests')
    clerk.sees('درخواست‌های مردمی').sees(title).sees('در مهلت').sees('آزاد')
    const next = clerk.form('/staff/requests/next')
    await clerk.send(next)
    clerk.at(`/staff/requests/${code}`).sees('در دست بررسی')
    await clerk.send(next)
    clerk.at(`/staff/requests/${code}`)
    await clerk.open('/staff/requests?holder=mine')
    clerk.sees(title)
    const other = await staff()
    await other.open('/staff/requests')
    await other.submit({}, '/staff/requests/next')
    other.at('/staff/requests?none=yes').sees('درخواست آزاد دیگری در صف نیست.')
  })

  test('filters by kind, area and list, and keeps the filter on the next page', async () => {
    for (let n = 0; n < 30; n += 1)
      await desk.receive({ kind: 'suggestion', area: 'pension', title: `پیشنهاد ${n}`, body: `پیشنهادی دارم ${n}` })
    const clerk = await staff()
    await clerk.open('/staff/requests?kind=suggestion&area=pension&standing=on-time')
    const first = clerk.html.match(/\/staff\/requests\/\d{10}/g)!
    assert.equal(new Set(first).size, 25)
    const next = /href="([^"]+)" rel="next"/.exec(clerk.html)![1]!.replaceAll('&amp;', '&')
    assert.match(next, /kind=suggestion&area=pension&standing=on-time/)
    await clerk.open(next)
    const second = clerk.html.match(/\/staff\/requests\/\d{10}/g)!
    assert.equal(new Set([...first, ...second]).size, 30)
    await clerk.open('/staff/requests?kind=complaint')
    clerk.sees('درخواستی در این فهرست نیست.')
  })

  test('finds by tracking code, national code and the mobile of a guest; nothing of another branch', async () => {
    const guest = { by: 'guest', name: 'سارا امینی', mobile: '09123334455', address: '1.2.3.4' } as const
    const { trackingCode } = await desk.receive({ title: 'کارت درمان' }, guest)
    const elsewhere = await desk.receive({ title: 'جای دیگر' }, { by: 'person', personId: await desk.member(2) })
    const clerk = await staff()
    await clerk.open(`/staff/requests?q=${trackingCode}`)
    clerk.sees('کارت درمان').sees('سارا امینی')
    await clerk.open('/staff/requests?q=۰۹۱۲۳۳۳۴۴۵۵')
    clerk.sees('کارت درمان')
    await clerk.open(`/staff/requests?q=${encodeURIComponent('درمان كارت')}`)
    clerk.sees('سارا امینی')
    await clerk.open(`/staff/requests?q=${encodeURIComponent('جای دیگر')}`)
    assert.ok(!clerk.html.includes(elsewhere.trackingCode))
    await clerk.open(`/staff/requests?q=${elsewhere.trackingCode}`)
    clerk.sees('پیدا نشد')
  })

  test('is not there for whoever works on no requests', async () => {
    const physician = await staff('medical-commission')
    await physician.open('/staff/requests')
    assert.equal(physician.status, 404)
    assert.ok(!physician.html.includes('href="/staff/requests"'))
  })
})

describe('one request', () => {
  test('is answered from a canonical answer: found for it, shown before, and taken back within fifteen seconds', async () => {
    const { clerk, href, receipt } = await inHand({ title, body: 'فیش حقوقی خود را می‌خواهم.' })
    clerk.sees('پرسش‌های نزدیک').sees(title)
    await clerk.open(`${href}/answer`)
    clerk.sees(title)
    await clerk.open(`${href}/answer?question=1`)
    clerk.sees('فیش را از «خدمات من» بگیرید.').sees('مستند: مادهٔ ۱ قانون آزمایش')
    await clerk.submit({}, `${href}/draft`)
    clerk.at(href).sees('پاسخ در حال فرستادن است').sees('لغو ارسال')
    await clerk.submit({}, `${href}/undo`)
    clerk.at(href)
    assert.equal(await stateOf(receipt), 'in-progress')
    await clerk.open(`${href}/answer?question=1`)
    await clerk.submit({}, `${href}/draft`)
    portal.clock.forward(16_000)
    await portal.work()
    await clerk.open(href)
    clerk.sees('پاسخ‌داده').sees('پاسخ تأییدشدهٔ سازمان')
    assert.ok(!clerk.html.includes('لغو ارسال</button>'))
  })

  test('asks for the facts of a case and guesses none; without an answer in force it points to own words', async () => {
    const { clerk, href } = await inHand({ title: 'مدت بیمهٔ بیکاری' })
    await clerk.open(`${href}/answer?question=2`)
    clerk.sees('خانواده').sees('سابقه')
    assert.ok(!clerk.html.includes(`action="${href}/draft"`))
    await clerk.open(`${href}/answer?question=2&family=married&years=long`)
    clerk.sees('امروز پاسخ تأییدشده‌ای برای این حالت نیست')
    await clerk.post(`${href}/draft`, {
      ...clerkToken(clerk),
      how: 'canonical',
      questionId: '2',
      'fact-family': 'married',
    })
    assert.equal(clerk.status, 422)
    clerk.sees('همهٔ مشخصاتی را که پاسخ به آن‌ها بستگی دارد انتخاب کنید.')
  })

  test('an answer is not sent by whoever has not passed the check on what it cites; the way there is shown', async () => {
    const { receipt, href } = await inHand({ title })
    const untrained = await branch.staff('officer')
    const head = await staff('supervisor')
    await head.open(href)
    await portal.database.query('delete from training where staff_id = $1', [untrained.staffId])
    await head.submit({ to: untrained.staffId, note: 'لطفاً' }, `${href}/hand`)
    head.at(`/staff/requests?done=${receipt.trackingCode}`)
    await untrained.open(`${href}/answer?question=1`)
    untrained.sees('پیش از فرستادن این پاسخ باید بیاموزید')
    assert.match(untrained.html, /href="\/staff\/training\/act\?request=\d{10}"/)
    assert.ok(!untrained.html.includes(`action="${href}/draft"`))
    await untrained.post(`${href}/draft`, { ...clerkToken(untrained), how: 'canonical', questionId: '1' })
    assert.equal(untrained.status, 409)
    untrained.sees('اول در «آموزش»')
    assert.equal(await stateOf(receipt), 'in-progress')
  })

  test('a deviation needs a reason and a second person, who may give it back; nothing typed is lost', async () => {
    const { clerk, href, receipt } = await inHand({ title })
    await clerk.submit({ text: 'پاسخ ویژهٔ من' }, `${href}/draft`)
    assert.equal(clerk.status, 422)
    clerk.sees('بنویسید چرا از پاسخ‌های تأییدشده استفاده نمی‌کنید.').sees('پاسخ ویژهٔ من')
    assert.match(clerk.html, /href="#own-reason"/)
    await clerk.submit({ text: 'پاسخ ویژهٔ من', reason: 'دو کارفرما دارد.' }, `${href}/draft`)
    clerk.at(href).sees('پیش‌نویس پاسخ').sees('منتظر تأیید همکار دیگری')
    assert.ok(!clerk.html.includes(`${href}/approve`))
    const second = await staff()
    await second.open(href)
    second.sees('دو کارفرما دارد.')
    await second.submit({ reason: 'مادهٔ آن را بنویسید.' }, `${href}/refuse`)
    await clerk.open('/staff/requests')
    clerk.sees('پاسخ شما تأیید نشد')
    await clerk.open(href)
    await clerk.submit({ text: 'پاسخ ویژهٔ من، مادهٔ ۱', reason: 'دو کارفرما دارد.' }, `${href}/draft`)
    await second.open(href)
    await second.submit({}, `${href}/approve`)
    second.at(href).sees('پاسخ در حال فرستادن است')
    portal.clock.forward(16_000)
    await portal.work()
    assert.equal(await stateOf(receipt), 'answered')
  })

  test('information is refused by its articles only, and partly answered', async () => {
    desk.until(Math.max(portal.clock.now(), at('1405/09/07', '10:00')))
    const receipt = await desk.receive({ kind: 'information', area: 'other', title: 'شمار مستمری‌بگیران' })
    const officer = await staff('information-officer', { province: 'قم' })
    const href = `/staff/requests/${receipt.trackingCode}`
    await officer.open(href)
    officer.sees('مهلت درخواست اطلاعات به هیچ دلیل نمی‌ایستد.')
    await officer.submit({}, `${href}/take`)
    await officer.post(`${href}/draft`, { ...clerkToken(officer), how: 'refusal', text: 'نمی‌شود.' })
    assert.equal(officer.status, 422)
    officer.sees('دست‌کم یکی از مادهٔ ۱۳ تا ۱۷ قانون را انتخاب کنید.')
    await officer.post(`${href}/draft`, {
      ...clerkToken(officer),
      how: 'refusal',
      text: 'نام افراد خصوصی است.',
      'article-14': 'yes',
    })
    officer.at(href).sees('مادهٔ ۱۴ قانون انتشار و دسترسی آزاد به اطلاعات')
    const second = await staff('information-officer', { province: 'قم' })
    await second.open(href)
    await second.submit({}, `${href}/approve`)
    portal.clock.forward(16_000)
    await portal.work()
    const { request } = await desk.view(receipt.key)
    assert.deepEqual([request.state, request.answers[0]!.how], ['answered', 'refusal'])
    const branchClerk = await staff()
    await branchClerk.open(href)
    assert.equal(branchClerk.status, 404)
  })

  test('the person is asked: how often the clock may still stand is said, and that it stands only when they got it', async () => {
    const { clerk, href, receipt } = await inHand({ title: 'تاریخ عمل' })
    clerk.sees('هنوز ۲ بار')
    await clerk.submit({ text: 'کدام بیمارستان؟' }, `${href}/ask`)
    clerk.at(href).sees('کدام بیمارستان؟').sees('رسیدنش هنوز معلوم نیست؛ مهلت ما می‌گذرد')
    ok(await openOwnRequest(portal.app, receipt.key.personId, receipt.key.requestId))
    await clerk.open(href)
    clerk.sees('منتظر شهروند').sees('ایستاده، تا شهروند پاسخ دهد').sees('رسیده است؛ مهلت ما ایستاده')
    ok(await writeToRequest(portal.app, receipt.key, { text: 'بیمارستان میلاد' }, null))
    await clerk.open('/staff/requests')
    clerk.sees('شهروند نوشت')
    const [, notice] = /name="notice" value="(\d+)"/.exec(clerk.html)!
    await clerk.post('/staff/requests/notices/seen', { ...clerkToken(clerk), notice: notice! })
    assert.ok(!clerk.html.includes(`name="notice" value="${notice}"`))
    await clerk.open(href)
    clerk.sees('بیمارستان میلاد').sees('هنوز ۱ بار')
  })

  test('is transferred with its deadline, handed, noted, made more prompt and referred; each with its reason', async () => {
    const { clerk, href, receipt } = await inHand({ title: 'جابه‌جایی' })
    const due = (await desk.view(receipt.key)).row.dueAt.getTime()
    await clerk.submit({ value: '۲۷', reason: 'تاریخ عمل دارد.' }, `${href}/promptness`)
    clerk.at(href).sees('۲۷ از ۲۷').sees('همکاران آن را ۲۷ کرده‌اند')
    await clerk.submit({ value: 'زیاد', reason: 'x' }, `${href}/promptness`)
    clerk.sees('فوریت عددی از ۱ تا ۲۷ است.')
    await clerk.submit({ text: 'تلفن زدم.' }, `${href}/note`)
    clerk.at(href).sees('تلفن زدم.')
    await clerk.submit({ place: 'branch-2', reason: 'شعبهٔ او آنجاست.' }, `${href}/transfer`)
    clerk.at(`/staff/requests?done=${receipt.trackingCode}`)
    await clerk.open(href)
    assert.equal(clerk.status, 404)
    assert.equal((await desk.view(receipt.key)).row.dueAt.getTime(), due)
    const there = await staff('officer', { branchId: 2 })
    await there.open(href)
    await there.submit({}, `${href}/take`)
    await there.submit({ where: 'سازمان بیمهٔ سلامت' }, `${href}/refer`)
    there.sees('دلیل قانونی ارجاع را بنویسید.').sees('سازمان بیمهٔ سلامت')
    await there.submit({ where: 'سازمان بیمهٔ سلامت', reason: 'مادهٔ ۲' }, `${href}/refer`)
    assert.equal(await stateOf(receipt), 'referred')
  })

  test('of one person is merged with what they asked before, and their history stands in one place', async () => {
    const personId = await desk.member(1)
    const first = await desk.receive({ title: 'سابقهٔ ۱۴۰۲' }, { by: 'person', personId })
    const { clerk, href, code } = await inHand({ title: 'باز هم سابقهٔ ۱۴۰۲' }, { by: 'person', personId })
    clerk.sees('پیشینهٔ این شهروند').sees('سابقهٔ ۱۴۰۲')
    await clerk.submit({ into: first.trackingCode }, `${href}/merge`)
    clerk.at(`/staff/requests?done=${code}`)
    await clerk.open(`/staff/requests/${first.trackingCode}`)
    clerk.sees('به این یکی پیوست')
  })

  test('is linked with a question; how it was asked waits for an editor', async () => {
    const { clerk, href, receipt } = await inHand({ title: 'فیشم را از کجا بردارم', body: 'فیش حقوقی' })
    await clerk.submit({ questionId: '1' }, `${href}/link`)
    clerk.at(href).sees('پیوند خورده')
    assert.equal((await desk.view(receipt.key)).row.questionId, 1)
    const waiting = await portal.database.query<{ wording: string }>(
      'select wording from wording_proposal where question_id = 1',
    )
    assert.ok(waiting.some(({ wording }) => wording === 'فیشم را از کجا بردارم'))
  })

  test('that a colleague has open says so, and is closed to notice after some minutes', async () => {
    const { clerk, href } = await inHand({ title: 'برخورد' })
    const other = await staff('officer', { branchId: 1 }, 'بهرام کارآمد')
    await other.open(href)
    await clerk.open(href)
    clerk.sees('بهرام کارآمد همین حالا این درخواست را باز دارد')
    portal.clock.forward(11 * 60_000)
    await clerk.open(href)
    assert.ok(!clerk.text.includes('همین حالا این درخواست را باز دارد'))
  })

  test('opened again by the person shows every cycle', async () => {
    const { clerk, href, receipt } = await inHand({ title })
    await clerk.open(`${href}/answer?question=1`)
    await clerk.submit({}, `${href}/draft`)
    portal.clock.forward(16_000)
    await portal.work()
    ok(await reopenRequest(portal.app, receipt.key, 'فیش باز نشد.', null))
    await clerk.open(href)
    clerk.sees('فیش باز نشد.').sees('دوباره باز شده ۱ بار').sees('فیش را از «خدمات من» بگیرید.')
  })

  test('about a branch is not there for that branch, and an oversight report for inspectors alone', async () => {
    const complaint = await desk.receive({ kind: 'complaint', aboutBranch: 1, title: 'رفتار کارمند' })
    const report = await desk.receive(
      { kind: 'oversight', aboutBranch: 1, title: 'گزارش' },
      { by: 'anonymous', address: '5.6.7.8' },
    )
    const seen = async (visitor: Awaited<ReturnType<typeof staff>>, { trackingCode }: typeof report) => {
      await visitor.open(`/staff/requests/${trackingCode}`)
      return visitor.status === 200
    }
    const [clerk, head, province] = [
      await staff(),
      await staff('supervisor'),
      await staff('province-head', { province: 'قم' }),
    ]
    const inspector = await staff('oversight-officer', { province: 'قم' })
    for (const visitor of [clerk, head]) assert.equal(await seen(visitor, complaint), false)
    assert.equal(await seen(province, complaint), true)
    for (const visitor of [clerk, head, province]) assert.equal(await seen(visitor, report), false)
    assert.equal(await seen(inspector, report), true)
    inspector.sees('گزارش‌دهندهٔ ناشناس')
    await province.open('/staff/requests')
    assert.ok(!province.html.includes(report.trackingCode))
  })
})

describe('heads', () => {
  test('see what was late, say why from six causes, and see the ladder climb and what each has in hand', async () => {
    const receipt = await desk.receive({ title: 'دیر می‌شود' }, { by: 'person', personId: await desk.member(2) })
    const href = `/staff/requests/${receipt.trackingCode}`
    const holder = await staff('officer', { branchId: 2 }, 'زهرا کاظمی')
    await holder.open(href)
    await holder.submit({}, `${href}/take`)
    desk.until(at('1405/09/12', '09:00'))
    while ((await sweepClocks(portal.app)) > 0);
    const head = await staff('supervisor', { branchId: 2 }, 'منصور راد')
    await head.open('/staff/requests/heads')
    head.sees('دیرشدن‌های بی‌دلیل').sees('دیر می‌شود').sees('بار کاری همکاران').sees('زهرا کاظمی')
    await head.post(`${href}/cause`, { ...clerkToken(head), cycle: '1', from: 'heads', cause: '' })
    assert.equal(head.status, 422)
    head.sees('یکی از دلیل‌ها را انتخاب کنید.')
    await head.post(`${href}/cause`, { ...clerkToken(head), cycle: '1', from: 'heads', cause: 'no-staff' })
    head.at('/staff/requests/heads')
    assert.ok(!head.html.includes(`cause-${receipt.trackingCode}-1`))
    head.sees('کمبود همکار').sees('نردبان‌های در جریان').sees('مدیر استان باخبر شد')
    assert.ok(!head.html.includes('مدیر کل باخبر شد'))
    const clerk = await staff()
    await clerk.open('/staff/requests/heads')
    assert.equal(clerk.status, 404)
    await head.open('/staff/requests?standing=late')
    head.sees('دیر می‌شود').sees('گذشته از مهلت')
    desk.until(at('1405/09/15', '09:00'))
    while ((await sweepClocks(portal.app)) > 0);
    const later = await staff('supervisor', { branchId: 2 })
    await later.open('/staff/requests/heads')
    later.sees('مدیر کل باخبر شد')
  })

  test('see how often questions were answered otherwise than approved, and why', async () => {
    const { clerk, href } = await inHand({ title: 'یکدست نیست' })
    await clerk.submit({ text: 'متن دیگر', reason: 'پاسخ سازمان به این وضع نمی‌خورد.' }, `${href}/draft`)
    const head = await staff('supervisor')
    await head.open('/staff/requests/heads')
    head.sees('یکدستی پاسخ‌ها').sees('پاسخ سازمان به این وضع نمی‌خورد.')
  })
})

describe('1420', () => {
  test('answers from what is answered, or takes down the same form, and the person gets summary and code by SMS', async () => {
    const agent = await staff('call-centre', 'everywhere')
    await agent.open('/staff/calls')
    await agent.submit({ who: '۰۹۱۲۷۷۷۸۸۹۹', body: 'فیش حقوقی' }, '/staff/calls/look')
    agent.sees('با این شماره حسابی در سامانه نیست').sees(title)
    const solved = agent.form('/staff/calls/solved')
    const down = agent.form('/staff/calls')
    await agent.send(down, {
      who: '09127778899',
      name: '',
      mobile: '09127778899',
      kind: 'question',
      area: 'pension',
      body: '',
    })
    assert.equal(agent.status, 422)
    agent.sees('نام و نام خانوادگی را بنویسید.')
    const form = {
      name: 'پری نوری',
      mobile: '09127778899',
      kind: 'question',
      area: 'pension',
      title: 'فیش',
      body: 'فیش آذر من',
    }
    await agent.send(down, { ...form, who: '09127778899' })
    agent.sees('درخواست ثبت شد').sees('نفر بعدی')
    const [code] = /[۰-۹]{10}/.exec(agent.text)!
    await agent.send(down, { ...form, who: '09127778899' })
    assert.equal(/[۰-۹]{10}/.exec(agent.text)![0], code, 'the same press is the same request')
    await portal.work()
    const inbox = await portal.outside.inbox('09127778899')
    assert.equal(inbox.length, 1)
    assert.match(inbox[0]!.text, /درخواست تلفنی شما «فیش»/)
    assert.ok(inbox[0]!.text.includes(code))
    await agent.send(solved)
    agent.at('/staff/calls?solved=yes').sees('شمردیم')
    await agent.open('/staff/calls')
    await agent.submit({ who: '09127778899', body: 'باز فیش' }, '/staff/calls/look')
    agent.sees('فیش')
  })

  test('knows a member by national code and sends the receipt to their own mobile; who looked is written down', async () => {
    const personId = await desk.member(1, '09354443322')
    const [person] = await portal.database.query<{ number: string }>(
      'select number from identity where person_id = $1',
      [personId],
    )
    const agent = await staff('call-centre', 'everywhere')
    await agent.open('/staff/calls')
    await agent.submit({ who: person!.number, body: 'سابقهٔ من' }, '/staff/calls/look')
    agent.sees('رسید به شماره همراه حساب او می‌رود')
    await agent.submit({ kind: 'question', area: 'insurance', body: 'سابقهٔ من کم است' }, '/staff/calls')
    agent.sees('درخواست ثبت شد')
    await portal.work()
    assert.equal((await portal.outside.inbox('09354443322')).length, 1)
    const audit = await portal.database.query(
      `select from staff_audit where staff_id = $1 and action like 'looked up person %'`,
      [agent.staffId],
    )
    assert.ok(audit.length > 0)
    const officer = await staff('province-head', { province: 'قم' })
    await officer.open('/staff/calls')
    assert.equal(officer.status, 404)
  })
})

/** The token of the forms of a page that is open. */
function clerkToken({ html }: { html: string }): { _csrf: string } {
  return { _csrf: /name="_csrf" value="([^"]+)"/.exec(html)![1]! }
}
