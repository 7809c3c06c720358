import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { approveAll } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { approveReply } from '#app/requests/approve.ts'
import { askPerson } from '#app/requests/ask.ts'
import { draftReply, type DraftValues } from '#app/requests/draft.ts'
import { openRequestAtDesk } from '#app/requests/read.ts'
import { referRequest } from '#app/requests/refer.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { takeRequest } from '#app/requests/take.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { parseTrackingCode, trackingCode } from '#kernel/tracking-code.ts'
import { toLatinDigits } from '#kernel/text.ts'
import { addWriters, organisationCorpus } from '../support/answers.ts'
import { photograph } from '../support/family.ts'
import { safeCode, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { ok, requestsOf } from '../support/requests.ts'
import { signedUp, smsCode } from '../support/sign-up.ts'
import { Visitor } from '../support/visitor.ts'

const ali = somebody({ number: safeCode(810_001), firstName: 'علی' })
const reza = somebody({ number: safeCode(810_002), firstName: 'رضا' })
const portal = await startPortal({ after }, { people: [ali, reza] })
const { app } = portal
const desk = requestsOf(portal)
await addWriters(app, 'sara', 'omid')
for (const result of [await importCorpus(app, 'sara', organisationCorpus()), await approveAll(app, 'omid')])
  assert.ok(result.ok)
const clerk = await desk.staff('officer')
const head = await desk.staff('supervisor')
const signedIn = await signedUp(portal, ali.form)
const other = await signedUp(portal, reza.form)
/** A code that is written right and that no request has. */
const NOBODYS = trackingCode(1)
const MOBILE = '09123334455'
const day = 24 * 3600_000

const words = {
  kind: 'complaint',
  area: 'insurance',
  title: 'سابقهٔ سال ۱۴۰۲ من ناقص است',
  body: 'کارفرما لیست اسفند را داده است ولی در سابقهٔ من نیست.',
}
const guestWords = { ...words, name: 'مینا کاظمی', mobile: MOBILE }
const count = async (table: string) =>
  (await portal.database.query<{ n: number }>(`select count(*)::integer as n from ${table}`))[0]!.n

/** The tracking code that a page shows. */
function codeOn(visitor: Visitor): string {
  const code = parseTrackingCode(/کد رهگیری شما: (\S+)/.exec(visitor.text)?.[1] ?? '')
  assert.ok(code.ok, visitor.text.slice(0, 400))
  return code.value
}

/** To the review, with these words. */
async function toReview(visitor: Visitor, values: Record<string, string>): Promise<Visitor> {
  await visitor.open('/requests/new')
  await visitor.submit({ title: 'ققققق ژژژژژ' }, '/requests/new')
  visitor.at('/requests/new/form')
  await visitor.submit(values)
  return visitor
}

/** A request of the signed-in; the visitor stands at its page. */
async function ask(visitor: Visitor, values: Record<string, string> = words): Promise<string> {
  await (await toReview(visitor, values)).at('/requests/new/review').submit({}, '/requests/new/send')
  return codeOn(visitor)
}

async function askAsGuest(visitor: Visitor, values: Record<string, string> = guestWords): Promise<string> {
  await portal.forward(61_000)
  await (await toReview(visitor, values)).at('/requests/new/review').submit({}, '/requests/new/send')
  await visitor.at('/requests/new/code').submit({ code: await smsCode(portal, values['mobile']!) })
  return codeOn(visitor.at('/requests/tracked?sent=1'))
}

async function answered(code: string, draft: DraftValues, by: Clerk = clerk, second: Clerk | null = head) {
  ok(await takeRequest(app, by, code, null))
  ok(await draftReply(app, by, code, draft, null))
  if (second !== null) ok(await approveReply(app, second, code, null))
  portal.clock.forward(16_000)
  await portal.work()
}
const own = { how: 'own', text: 'سابقهٔ اسفند افزوده شد.', reason: 'رسیدگی به شکایت', questionId: null } as const

describe('whoever has something to ask', () => {
  test('finds the way from every page, and is shown first what is answered already', async () => {
    const visitor = new Visitor(portal.url)
    for (const page of ['/', '/services', '/questions']) {
      await visitor.open(page)
      assert.ok(visitor.html.includes('href="/requests/new"'), page)
    }
    await visitor.open('/requests/new')
    await visitor.submit({ title: '  ' }, '/requests/new')
    assert.equal(visitor.status, 422)
    visitor.sees('پرسش یا مشکل خود را در چند کلمه بنویسید')
    await visitor.submit({ title: 'كفن و دفن چگونه پرداخت می‌شود' }, '/requests/new')
    visitor.at('/requests/new/similar').sees('کمک هزینه کفن و دفن').sees('این پاسخ از ۱ فروردین ۱۴۰۴ معتبر است')
    const before = await count('request')
    const solved = visitor.form('/questions/13')
    await visitor.send(solved)
    visitor.sees('خوشحالیم که به کارتان آمد')
    assert.equal(await count('request'), before)
    const [use] = await portal.database.query('select solved from answer_use where question_id = 13')
    assert.deepEqual(use, { solved: 1 })
  })

  test('goes on with the words kept where none of them is their case', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/requests/new')
    await visitor.submit({ title: 'فیش حقوقی این ماهم را نمی‌بینم' }, '/requests/new')
    await visitor.at('/requests/new/similar').submit({}, '/requests/new/similar')
    visitor.at('/requests/new/form')
    assert.match(visitor.html, /value="فیش حقوقی این ماهم را نمی‌بینم"/)
    const [use] = await portal.database.query('select sum(not_mine)::integer as n from answer_use')
    assert.deepEqual(use, { n: 1 })
  })

  test('is told at each field what to mend, with everything else kept', async () => {
    const visitor = new Visitor(portal.url)
    await toReview(visitor, { ...guestWords, kind: '', body: 'کم', name: 'م', mobile: '0912' })
    assert.equal(`${visitor.path} ${visitor.status}`, '/requests/new/form 422')
    for (const text of [
      'بگویید درخواست شما از کدام نوع است',
      'درخواست خود را در چند کلمه بنویسید',
      'نام و نام خانوادگی را بنویسید',
      'شماره همراه',
    ])
      visitor.sees(text)
    assert.match(visitor.html, /value="سابقهٔ سال ۱۴۰۲ من ناقص است"/)
    assert.match(visitor.title, /^خطا: /)
  })

  test('gets to no later page without a draft, and to none with somebody else’s', async () => {
    for (const page of ['form', 'similar', 'review', 'code']) {
      const visitor = new Visitor(portal.url)
      visitor.setCookie('request-draft', '4611686018427387904.4611686018427387904.x')
      await visitor.open(`/requests/new/${page}`)
      visitor.at('/requests/new')
    }
    const mine = await signedInAgain(signedIn)
    await toReview(mine, words)
    const thief = await signedInAgain(other)
    thief.setCookie('request-draft', mine.cookie('request-draft')!)
    await thief.open('/requests/new/review')
    thief.at('/requests/new')
    await toReview(mine, { ...words, title: 'x'.repeat(151) })
    mine.at('/requests/new/form', 422)
    await mine.open('/requests/new/review')
    mine.at('/requests/new/form')
  })
})

/** The same person in another browser. */
async function signedInAgain(visitor: Visitor): Promise<Visitor> {
  const again = new Visitor(portal.url)
  again.setCookie('session', visitor.cookie('session')!)
  return again
}

describe('a person with an account', () => {
  test('sends it once however often it is pressed, and sees code, promised day and every counted day', async () => {
    const visitor = await signedInAgain(signedIn)
    await toReview(visitor, words)
    const send = visitor.form('/requests/new/send')
    const before = await count('request')
    await visitor.send(send)
    const code = codeOn(visitor)
    visitor.sees('درخواست شما رسید').sees('مهلت چگونه شمرده شد: ۳ روز کاری').sees('روز دریافت؛ شمرده نمی‌شود')
    await visitor.send(send)
    assert.equal(codeOn(visitor), code)
    assert.equal(await count('request'), before + 1)
    await portal.work()
    const sms = await portal.outside.inbox(ali.form.mobile)
    assert.equal(sms.filter(({ text }) => toLatinDigits(text).includes(code)).length, 1)
    await visitor.open('/requests')
    visitor.sees(words.title).sees('نوبت سازمان است، تا پایان')
  })

  test('sends attachments, takes one back, and reads them again; nobody else does', async () => {
    const visitor = await signedInAgain(signedIn)
    await toReview(visitor, words)
    await visitor.upload('/requests/new/files', { name: 'فیش.jpg', bytes: await photograph() })
    await visitor
      .at('/requests/new/review')
      .upload('/requests/new/files', { name: 'دوم.jpg', bytes: await photograph() })
    visitor.sees('فیش.jpg').sees('دوم.jpg')
    await visitor.upload('/requests/new/files', { name: 'برنامه.exe', bytes: Buffer.from('MZ چیزی دیگر') })
    assert.equal(visitor.status, 422)
    visitor.sees('تصویر JPEG یا PNG یا سند PDF نیست')
    await visitor.submit({}, '/requests/new/files')
    assert.equal(visitor.status, 422)
    await visitor.submit({}, '/requests/new/files/remove')
    assert.ok(!visitor.at('/requests/new/review').text.includes('فیش.jpg'))
    await visitor.submit({}, '/requests/new/send')
    const here = visitor.path.replace('?sent=1', '')
    const href = /href="(\/requests\/\d+\/files\/[^"]+)"/.exec(visitor.html)![1]!
    const got = await portal.server.inject({ url: href, cookies: { session: visitor.cookie('session')! } })
    assert.equal(`${got.statusCode} ${got.headers['content-type']}`, '200 image/jpeg')
    for (const url of [href, here]) {
      const stranger = { url, cookies: { session: other.cookie('session')! } }
      assert.equal((await portal.server.inject(stranger)).statusCode, 404)
      assert.match((await portal.server.inject({ url })).headers.location!, /^\/sign-in/)
    }
  })

  test('can send five attachments with it and no sixth', async () => {
    const visitor = await signedInAgain(signedIn)
    await toReview(visitor, words)
    const form = visitor.form('/requests/new/files')
    for (let n = 1; n <= 5; n += 1) await visitor.send(form, {}, { name: `${n}.jpg`, bytes: await photograph() })
    visitor.at('/requests/new/review').sees('پنج پیوست فرستاده‌اید')
    await visitor.send(form, {}, { name: '6.jpg', bytes: await photograph() })
    assert.equal(visitor.status, 422)
  })

  test('reads the clock that staff see, answers our question, and the clock goes on', async () => {
    const visitor = await signedInAgain(signedIn)
    const code = await ask(visitor, { ...words, kind: 'question' })
    const here = visitor.path.replace('?sent=1', '')
    ok(await takeRequest(app, clerk, code, null))
    ok(await openRequestAtDesk(app, clerk, code))
    ok(await askPerson(app, clerk, code, 'کدام کارگاه بوده است؟', null))
    await visitor.open(here)
    visitor.sees('نوبت شماست').sees('کدام کارگاه بوده است؟').sees('فرصت پاسخ دارید').sees('کارشناس شعبه')
    await visitor.open('/requests')
    visitor.sees('نوبت شماست: به پرسش ما پاسخ دهید')
    await visitor.open(here)
    await visitor.submit({ text: '' }, `${here}/messages`)
    assert.equal(visitor.status, 422)
    const reply = visitor.form(`${here}/messages`)
    await visitor.send(reply, { text: 'کارگاه نمونه' }, { name: 'لیست.jpg', bytes: await photograph() })
    visitor.at(here).sees('نوبت سازمان است').sees('کارگاه نمونه').sees('لیست.jpg')
    await visitor.send(reply, { text: 'کارگاه نمونه' })
    await visitor.open(here)
    await visitor.submit({ text: 'یک چیز دیگر' }, `${here}/messages`)
    visitor.at(here).sees('یک چیز دیگر')
  })

  test('reads the answer, says that it is not solved, opens it again, and then that it is', async () => {
    const visitor = await signedInAgain(signedIn)
    const code = await ask(visitor)
    const here = visitor.path.replace('?sent=1', '')
    await answered(code, own)
    await visitor.open(here)
    visitor.sees('پاسخ سازمان').sees('سابقهٔ اسفند افزوده شد').sees('مشکلتان حل شد؟')
    await visitor.submit({ score: '4' }, `${here}/rating`)
    visitor.at(`${here}/rating`, 422).sees('بگویید مشکلتان حل شد یا نه')
    await visitor.submit({ solved: 'no', score: '9' }, `${here}/rating`)
    visitor.at(`${here}/rating`, 422).sees('رضایت خود را از ۱ تا ۵')
    await visitor.submit({ solved: 'no', score: '2', comment: 'هنوز نیست' }, `${here}/rating`)
    visitor.at(here).sees('نظر شما دربارهٔ این پاسخ ثبت شد')
    await visitor.submit({ reason: ' ' }, `${here}/reopen`)
    visitor.at(`${here}/reopen`, 422).sees('بنویسید چه چیزی هنوز حل نشده است')
    await visitor.submit({ reason: 'اسفند هنوز نیامده است' }, `${here}/reopen`)
    visitor.at(here).sees('نوبت سازمان است').sees('پاسخ پیشین')
    ok(await draftReply(app, clerk, code, own, null))
    ok(await approveReply(app, head, code, null))
    portal.clock.forward(16_000)
    await portal.work()
    await visitor.open(here)
    await visitor.submit({ solved: 'yes', score: '5' }, `${here}/rating`)
    visitor.at(here).sees('بسته شد')
  })

  test('takes it back, and then nothing more can be done to it', async () => {
    const visitor = await signedInAgain(signedIn)
    await ask(visitor)
    const here = visitor.path.replace('?sent=1', '')
    const forms = ['withdraw', 'messages'].map((name) => visitor.form(`${here}/${name}`))
    await visitor.send(forms[0]!, { reason: 'حل شد' })
    visitor.at(here).sees('پس گرفته شد')
    await visitor.send(forms[1]!, { text: 'باز هم' })
    assert.equal(visitor.status, 409)
    visitor.sees('این درخواست پس گرفته شده است')
  })

  test('who begins without signing in goes on with the same words after it', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/requests/new')
    await visitor.submit({ title: 'ژژژژ قققق' }, '/requests/new')
    visitor.setCookie('session', signedIn.cookie('session')!)
    await visitor.open('/requests/new/form')
    assert.match(visitor.html, /value="ژژژژ قققق"/)
    assert.ok(!visitor.html.includes('name="mobile"'))
    await visitor.submit(words)
    await visitor.submit({}, '/requests/new/send')
    assert.match(visitor.path, /^\/requests\/\d+\?sent=1$/)
  })
})

describe('a guest', () => {
  test('proves the mobile before anything is received; until then nobody gets more than the code', async () => {
    const visitor = new Visitor(portal.url)
    const mobile = '09127778899'
    const before = await count('request')
    await toReview(visitor, { ...guestWords, mobile })
    await visitor.submit({}, '/requests/new/send')
    await visitor.at('/requests/new/code').submit({ code: '000000' })
    visitor.at('/requests/new/code', 422)
    await portal.work()
    assert.equal(await count('request'), before)
    const inbox = await portal.outside.inbox(mobile)
    assert.equal(inbox.length, 1)
    await visitor.submit({ code: /^\d{6}/.exec(inbox[0]!.text)![0] })
    codeOn(visitor.at('/requests/tracked?sent=1'))
    await visitor.open('/requests/new/code')
    visitor.at('/requests/tracked?sent=1')
    assert.equal(await count('request'), before + 1)
  })

  test('a code for one number proves no other', async () => {
    const visitor = new Visitor(portal.url)
    await toReview(visitor, { ...guestWords, mobile: '09127770001' })
    await visitor.submit({}, '/requests/new/send')
    const code = await smsCode(portal, '09127770001')
    await visitor.open('/requests/new/form')
    await visitor.submit({ ...guestWords, mobile: '09127770002' })
    await visitor.open('/requests/new/code')
    await visitor.submit({ code })
    visitor.at('/requests/new/code', 422).sees('این کد برای شمارهٔ دیگری فرستاده شده بود')
  })

  test('follows it by tracking code and mobile, with a code by SMS, on the same page', async () => {
    const code = await askAsGuest(new Visitor(portal.url))
    await portal.forward(61_000)
    const visitor = new Visitor(portal.url)
    await visitor.open('/requests/track')
    await visitor.submit({ code, mobile: MOBILE }, '/requests/track')
    await visitor.at('/requests/track/code').submit({ code: await smsCode(portal, MOBILE) })
    visitor.at('/requests/tracked').sees(words.title).sees('نوبت سازمان است')
    await visitor.submit({ text: 'پیگیر هستم' }, '/requests/tracked/messages')
    visitor.at('/requests/tracked').sees('پیگیر هستم')
    await visitor.submit({}, '/requests/tracked/leave')
    await visitor.open('/requests/tracked')
    visitor.at('/requests/track')
  })

  test('a pass opens one request for an hour and nothing else', async () => {
    const visitor = new Visitor(portal.url)
    await askAsGuest(visitor, { ...guestWords, mobile: '09126665544' })
    const pass = visitor.cookie('request')!
    assert.doesNotMatch(pass, /\d{18}/)
    await visitor.open('/requests')
    assert.match(visitor.path, /^\/sign-in/)
    visitor.setCookie('request', `A${pass.slice(1)}`)
    await visitor.open('/requests/tracked')
    visitor.at('/requests/track')
    visitor.setCookie('request', pass)
    await portal.forward(3600_000 + 1000)
    await visitor.open('/requests/tracked')
    visitor.at('/requests/track')
  })

  test('nobody learns by trying whether a code exists: the way is the same, but no message goes out', async () => {
    const code = await askAsGuest(new Visitor(portal.url), { ...guestWords, mobile: '09126660000' })
    await portal.forward(61_000)
    const seen = async (values: Record<string, string>) => {
      const visitor = new Visitor(portal.url, { 'x-forwarded-for': `10.0.0.${code.length}` })
      await visitor.open('/requests/track')
      await visitor.submit(values, '/requests/track')
      const { path, status, text } = visitor
      await visitor.submit({ code: '123456' })
      const pass = visitor.cookie('request')!
      return {
        path,
        status,
        text: text.replace(/[۰-۹•]+/g, ''),
        next: visitor.text.replace(/[۰-۹•]+/g, ''),
        bytes: pass.length,
      }
    }
    const real = await seen({ code, mobile: '09126660000' })
    const wrongMobile = await seen({ code, mobile: '09126660001' })
    const noSuchCode = await seen({ code: NOBODYS, mobile: '09126660002' })
    assert.deepEqual(wrongMobile, real)
    assert.deepEqual(noSuchCode, real)
    await portal.work()
    for (const mobile of ['09126660001', '09126660002']) assert.deepEqual(await portal.outside.inbox(mobile), [])
  })

  test('who looks up too often waits', async () => {
    const visitor = new Visitor(portal.url, { 'x-forwarded-for': '10.1.1.1' })
    for (let n = 0; n < 10; n += 1) {
      await visitor.open('/requests/track')
      await visitor.submit({ reportCode: NOBODYS, phrase: 'آب آتش' }, '/requests/track/phrase')
      visitor.at('/requests/track/phrase', 404)
    }
    await visitor.submit({ reportCode: NOBODYS, phrase: 'آب آتش' }, '/requests/track/phrase')
    visitor.at('/requests/track/phrase', 429).sees('چند بار کد رهگیری یا نشانهٔ نادرست وارد شد')
  })

  test('is told at the field what is wrong with code, mobile, report and phrase', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/requests/track')
    await visitor.submit({ code: '123', mobile: '12' }, '/requests/track')
    visitor.at('/requests/track', 422).sees('کد رهگیری ده رقم است').sees('شماره همراه')
    await visitor.submit({ reportCode: '12', phrase: '' }, '/requests/track/phrase')
    visitor.at('/requests/track/phrase', 422).sees('عبارت محرمانه‌ای را که هنگام ثبت گرفتید بنویسید')
    assert.match(visitor.html, /href="#reportCode"/)
  })
})

describe('an anonymous reporter', () => {
  const report = { area: 'insurance', branchId: '2', body: 'در شعبه از مردم پول می‌گیرند.' }

  test('gets a phrase once, kept nowhere in the open, and nothing tells who they are', async () => {
    const visitor = new Visitor(portal.url, { 'x-forwarded-for': '10.9.8.7' })
    await visitor.open('/requests/anonymous')
    visitor.sees('برای آن‌که شناخته نشوید')
    await visitor.submit(report)
    await visitor
      .at('/requests/new/review')
      .upload('/requests/new/files', { name: 'سند.jpg', bytes: await photograph() })
    await visitor.submit({}, '/requests/new/send')
    visitor.at('/requests/anonymous/sent')
    const code = codeOn(visitor)
    const phrase = /عبارت محرمانه: (.*?) بازرسان/.exec(visitor.text)![1]!
    assert.equal(phrase.split(' ').length, 7)
    await visitor.open('/requests/anonymous/sent')
    visitor.sees(phrase)
    await visitor.submit({}, '/requests/anonymous/noted')
    await visitor.open('/requests/anonymous/sent')
    visitor.at('/requests/track')

    const [row] = await portal.database.query<Record<string, unknown>>(
      'select * from request where tracking_code = $1',
      [code],
    )
    assert.equal(row!['contact_name'], null)
    assert.equal(row!['contact_mobile'], null)
    assert.equal(row!['about_branch'], 2)
    const id = String(row!['person_id'])
    const everything = await Promise.all(
      ['request', 'request_event', 'request_draft', 'file', 'outbox', 'audit', 'device', 'session', 'sms'].map(
        (table) => portal.database.query(`select ${table}::text as text from ${table} where person_id = $1`, [id]),
      ),
    )
    const text = JSON.stringify(everything)
    for (const secret of ['10.9.8.7', 'Android', phrase, phrase.split(' ').slice(0, 2).join(' ')])
      assert.ok(!text.includes(secret), secret)
    assert.equal(everything[4]!.filter((line) => JSON.stringify(line).includes('send-sms')).length, 0)
  })

  test('and inspector write to each other by code and phrase, and the accused branch sees nothing', async () => {
    const visitor = await signInNow()
    await visitor.open('/requests/anonymous')
    visitor.sees('همین حالا وارد حساب خود هستید')
    assert.ok(!visitor.html.includes(ali.form['firstName']!))
    await visitor.submit(report)
    await visitor.submit({}, '/requests/new/send')
    const code = codeOn(visitor)
    const phrase = /عبارت محرمانه: (.*?) بازرسان/.exec(visitor.text)![1]!
    await visitor.open('/requests')
    assert.ok(!visitor.text.includes(toLatinDigits(code)) && !visitor.text.includes('پول می‌گیرند'))

    const inspector = await desk.staff('oversight-officer', { province: 'قم' })
    const accused = await desk.staff('supervisor', { branchId: 2 })
    assert.ok(!(await openRequestAtDesk(app, accused, code)).ok)
    ok(await takeRequest(app, inspector, code, null))
    ok(await askPerson(app, inspector, code, 'چه روزی بود؟', null))
    const guest = new Visitor(portal.url)
    await guest.open('/requests/track')
    await guest.submit({ reportCode: code, phrase: `  ${phrase.replaceAll(' ', '  ')} ` }, '/requests/track/phrase')
    guest.at('/requests/tracked').sees('چه روزی بود؟').sees('بازرس')
    await guest.submit({ text: 'دوشنبهٔ پیش' }, '/requests/tracked/messages')
    guest.at('/requests/tracked').sees('دوشنبهٔ پیش')
    await guest.open('/requests/track')
    await guest.submit({ reportCode: code, phrase: 'آب آتش آسمان آفتاب آینه ابر اسب' }, '/requests/track/phrase')
    guest.at('/requests/track/phrase', 404)
    await guest.open('/requests/track')
    await guest.submit({ code, mobile: MOBILE }, '/requests/track')
    guest.at('/requests/track/code')
  })
})

describe('who asks for information', () => {
  const wish = { title: 'شمار بازنشستگان قم', body: 'شمار بازنشستگان قم در سال ۱۴۰۴ به تفکیک جنس' }
  const applicant = { ...wish, name: 'مینا کاظمی', mobile: '09123330001', number: safeCode(810_009) }

  test('is asked for no reason, only who they are, and gets ten working days that nothing stops', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/requests/information')
    visitor.sees('لازم نیست بگویید برای چه می‌خواهید').sees('بند ۱ مادهٔ ۱۳ آیین‌نامهٔ اجرایی مادهٔ ۸')
    await visitor.submit({ ...applicant, number: '123' })
    visitor.at('/requests/information', 422).sees('کد ملی')
    await visitor.submit(applicant)
    await visitor.at('/requests/new/review').submit({}, '/requests/new/send')
    await visitor.submit({ code: await smsCode(portal, applicant.mobile) })
    codeOn(visitor.at('/requests/tracked?sent=1'))
    visitor.sees('تاریخ رسید:').sees('۱۰ روز کاری').sees('نگه داشته نمی‌شود')
  })

  test('reads by which articles it was refused, all or in part, and how to object', async () => {
    const officer = await desk.staff('information-officer', 'everywhere')
    const second = await desk.staff('information-officer', 'everywhere')
    for (const how of ['refusal', 'partial'] as const) {
      const visitor = await signInNow()
      await visitor.open('/requests/information')
      await visitor.submit(wish)
      await visitor.submit({}, '/requests/new/send')
      const code = codeOn(visitor)
      await answered(code, { how, text: 'آنچه می‌توانستیم', articles: [15, 17] }, officer, second)
      await visitor.open(visitor.path.replace('?sent=1', ''))
      visitor.sees('مادهٔ ۱۵ قانون انتشار و دسترسی آزاد به اطلاعات').sees('مادهٔ ۱۷')
      visitor.sees('اطلاعات شخصی فرد دیگر').sees('کمیسیون انتشار و دسترسی آزاد به اطلاعات')
      visitor.sees(how === 'partial' ? 'بخشی از اطلاعات داده نشد' : 'اطلاعات داده نشد')
    }
  })

  test('reads where it was referred to, and why', async () => {
    const officer = await desk.staff('information-officer', 'everywhere')
    const visitor = await signInNow()
    await visitor.open('/requests/information')
    await visitor.submit(wish)
    await visitor.submit({}, '/requests/new/send')
    const code = codeOn(visitor)
    ok(await takeRequest(app, officer, code, null))
    ok(await referRequest(app, officer, code, { where: 'مرکز آمار ایران', reason: 'این آمار نزد آن‌جاست.' }, null))
    await visitor.open(visitor.path.replace('?sent=1', ''))
    visitor.sees('پاسخ با مرکز آمار ایران است').sees('این آمار نزد آن‌جاست')
  })
})

test('a refused application leads to asking about it, with the application linked; somebody else’s is not', async () => {
  const visitor = await signInNow()
  await visitor.open('/requests/new?application=4611686018427387904')
  assert.ok(!visitor.html.includes('name="applicationId"'))
  await visitor.open('/requests/new?application=x')
  assert.equal(visitor.status, 200)
})

test('where the answer is late the person reads who has it now and the new promise', async () => {
  const visitor = await signInNow()
  await ask(visitor)
  const here = visitor.path.replace('?sent=1', '')
  portal.clock.forward(20 * day)
  while ((await sweepClocks(app)) > 0);
  const again = await signInNow()
  await again.open(here)
  again.sees('پاسخ شما دیر شده است').sees('مدیریت استان قم').sees('قول تازه: تا پایان')
  await again.open('/requests')
  again.sees('دیر شده')
})

async function signInNow(): Promise<Visitor> {
  const visitor = new Visitor(portal.url)
  await visitor.open('/sign-in')
  await visitor.submit({ personalNumber: ali.form.personalNumber, password: 'Sabz#Darya24' })
  return visitor
}
