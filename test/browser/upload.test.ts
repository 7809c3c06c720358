import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { ApplicationKey } from '#store/applications.ts'
import { loadApplication } from '#app/applications/load.ts'
import { family, insuredVisitor, largePhotograph, photograph } from '#test/support/family.ts'
import { startPortal } from '#test/support/portal.ts'
import type { Visitor } from '#test/support/visitor.ts'
import { newGuest, type Guest } from './support.ts'

const people = family(610_000)
const portal = await startPortal({ after }, { people: Object.values(people) })
let visitor: Visitor
let documents: string
let key: ApplicationKey

before(async () => {
  visitor = await insuredVisitor(portal, people.insured)
  const { number } = people.wife.person
  await visitor.open('/services/dependants')
  await visitor.submit({}, '/services/dependants/start')
  await visitor.submit({
    'person.number': number,
    'person.birthDate': people.wife.form['birthDate']!,
    relation: 'wife',
  })
  await visitor.submit({ placeOfBirth: 'قم', placeOfIssue: 'قم' })
  await visitor.submit({ truth: 'yes' })
  documents = visitor.path
  const [row] = await portal.database.query<ApplicationKey>(
    `select person_id::text as "personId", application_id::text as "applicationId" from application`,
  )
  key = row!
})

/** At the page of documents; each test has a document of its own. */
async function atDocuments(t: TestContext, options: Parameters<typeof newGuest>[2] = {}): Promise<Guest> {
  const guest = await (await newGuest(t, portal.url, options)).inPlaceOf(visitor)
  await guest.open(documents, 'مدارک')
  return guest
}

const part = (guest: Guest, title: string) =>
  guest.page
    .getByRole('main')
    .locator('section')
    .filter({ has: guest.page.getByRole('heading', { name: title }) })
const choose = async (guest: Guest, title: string, name: string, buffer: Buffer, mimeType = 'image/jpeg') => {
  await part(guest, title).getByLabel(`تصویر یا پروندهٔ «${title}»`).setInputFiles({ name, mimeType, buffer })
  await part(guest, title).getByText(name).waitFor()
}
const sentFiles = async (document: string) =>
  (await loadApplication(portal.app, key))!.application.documents[document]?.map(({ name }) => name) ?? []

/** What the browser writes into its console about an answer that the test asked for. */
const expected = ({ complaints }: Guest, about: RegExp) =>
  complaints.splice(0, complaints.length, ...complaints.filter((line) => !about.test(line)))

test('a file is sent with a bar that grows, can be stopped, and stays chosen when the network breaks', async (t) => {
  const guest = await atDocuments(t)
  const { page, context } = guest
  const title = 'صفحهٔ اول شناسنامه'
  const section = part(guest, title)
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  const uploadAt = (uploadThroughput: number, offline = false) =>
    network.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })

  await choose(guest, title, 'شناسنامه.jpg', await photograph(1_500_000))
  await guest.looks('file chosen')
  await uploadAt(100_000)
  await section.getByRole('button', { name: /^فرستادن/ }).click()
  const bar = section.getByRole('progressbar', { name: `فرستادن ${title}` })
  await page.waitForFunction(() => {
    const value = document.querySelector('upload-form progress')?.getAttribute('value')
    return value !== null && Number(value) > 0 && Number(value) < 100
  })
  assert.equal(await bar.isVisible(), true)
  assert.match((await section.textContent()) ?? '', /٪ از ۱٫۵ مگابایت فرستاده شد/)
  await guest.looks('sending')

  await section.getByRole('button', { name: 'لغو فرستادن' }).click()
  await section.getByText('فرستادن لغو شد. پرونده هنوز انتخاب شده است.').waitFor()
  assert.equal(await bar.isVisible(), false)
  assert.deepEqual(await sentFiles('idCard'), [])

  await uploadAt(-1, true)
  const again = section.getByRole('button', { name: /^دوباره بفرستید/ })
  assert.equal(await again.evaluate((button) => button === document.activeElement), true)
  await again.click()
  await section.getByText('فرستادن ناتمام ماند').waitFor()
  await guest.looks('network broken')
  assert.equal(new URL(page.url()).pathname, documents, 'the page is still there')

  await uploadAt(-1)
  await again.click()
  await section.getByRole('link', { name: 'شناسنامه.jpg' }).waitFor()
  assert.deepEqual(await sentFiles('idCard'), ['شناسنامه.jpg'])
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), title, 'the focus is where it was')
  assert.equal(await page.getByRole('status').textContent(), `${title} فرستاده شد.`)
  await guest.looks('sent')
  expected(guest, /ERR_INTERNET/)
})

test('what the server refuses is said at its place without leaving the page: the same file again', async (t) => {
  const guest = await atDocuments(t)
  const bytes = await photograph()
  const title = 'صفحهٔ مشخصات همسر در شناسنامه'
  await choose(guest, title, 'صفحهٔ دوم.jpg', bytes)
  await part(guest, title)
    .getByRole('button', { name: /^فرستادن/ })
    .click()
  await part(guest, title).getByRole('link', { name: 'صفحهٔ دوم.jpg' }).waitFor()
  const other = 'صفحهٔ زوجین در سند ازدواج'
  await choose(guest, other, 'عقدنامه.jpg', bytes)
  await part(guest, other)
    .getByRole('button', { name: /^فرستادن/ })
    .click()
  await guest.refused(documents)
  await part(guest, other).getByText('این پرونده را پیش‌تر با نام «صفحهٔ دوم.jpg» فرستاده‌اید').waitFor()
  assert.deepEqual(await sentFiles('marriageDeed'), [])
  expected(guest, /422/)
})

test('a photograph larger than allowed is made smaller on the device; another large file is not sent at all', async (t) => {
  const guest = await atDocuments(t)
  const title = 'صفحهٔ زوجین در سند ازدواج'
  const large = await largePhotograph(2600)
  assert.ok(large.length > 2_000_000, `${large.length} bytes`)
  await choose(guest, title, 'سند.pdf', large, 'application/pdf')
  await part(guest, title)
    .getByRole('button', { name: /^فرستادن/ })
    .click()
  await part(guest, title).getByText('حداکثر ۲ مگابایت پذیرفته می‌شود').waitFor()
  assert.deepEqual(guest.posts, [])

  await part(guest, title)
    .getByLabel(`تصویر یا پروندهٔ «${title}»`)
    .setInputFiles({ name: 'عقدنامه.png', mimeType: 'image/jpeg', buffer: large })
  await part(guest, title)
    .getByRole('button', { name: /^(دوباره|فرستادن)/ })
    .click()
  await part(guest, title).getByRole('link', { name: 'عقدنامه.jpg' }).waitFor()
  const [file] = (await loadApplication(portal.app, key))!.application.documents['marriageDeed']!
  assert.ok(file!.bytes <= 2_000_000 && file!.type === 'image/jpeg', JSON.stringify(file))
})

test('a phone offers its camera, and a photograph takes the place of a file chosen before', async (t) => {
  const guest = await atDocuments(t, { hasTouch: true, isMobile: true, thorough: false })
  await part(guest, 'صفحهٔ اول شناسنامه')
    .getByRole('button', { name: /^برداشتن/ })
    .click()
  await guest.at(documents, 'مدارک')
  const title = 'صفحهٔ اول شناسنامه'
  const camera = part(guest, title).getByLabel(`یا همین حالا از «${title}» عکس بگیرید`)
  assert.equal(await camera.isVisible(), true)
  assert.equal(await camera.getAttribute('capture'), 'environment')
  await choose(guest, title, 'کهنه.jpg', await photograph())
  await camera.setInputFiles({ name: 'دوربین.jpg', mimeType: 'image/jpeg', buffer: await photograph() })
  await part(guest, title).getByText('دوربین.jpg').waitFor()
  await part(guest, title)
    .getByRole('button', { name: /^فرستادن/ })
    .click()
  await part(guest, title).getByRole('link', { name: 'دوربین.jpg' }).waitFor()
  assert.deepEqual(await sentFiles('idCard'), ['دوربین.jpg'])
})

test('who is signed out meanwhile is asked to sign in again, and comes back to the documents', async (t) => {
  const guest = await atDocuments(t, { thorough: false })
  await part(guest, 'صفحهٔ اول شناسنامه')
    .getByRole('button', { name: /^برداشتن/ })
    .click()
  await guest.at(documents, 'مدارک')
  await choose(guest, 'صفحهٔ اول شناسنامه', 'شناسنامه.jpg', await photograph())
  const cookies = await guest.context.cookies()
  await guest.context.clearCookies()
  await guest.context.addCookies(cookies.filter(({ name }) => name !== 'session'))
  await part(guest, 'صفحهٔ اول شناسنامه')
    .getByRole('button', { name: /^فرستادن/ })
    .click()
  await guest.at('/sign-in', 'ورود')
  await guest.type('کد ملی', people.insured.form.personalNumber)
  await guest.type('گذرواژه', 'Sabz#Darya24')
  await guest.press('ورود')
  await guest.at(documents, 'مدارک')
})

test('a file of the largest size has the time it needs on a slow line', () => {
  const slow = 64_000 / 8
  assert.ok(portal.server.server.requestTimeout >= (2_000_000 / slow) * 1_000)
})
