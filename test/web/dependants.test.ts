import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import sharp from 'sharp'
import { citizen, loadApplication } from '#app/applications/load.ts'
import { handle, moveApplication, view } from '#app/applications/move.ts'
import type { Result } from '#app/problem.ts'
import type { Actor, Grounds } from '#kernel/service/action.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { MoveName } from '#kernel/service/flow.ts'
import { conditionsOf, RELATIONS, type Relation } from '#services/dependants/guide.ts'
import type { CivilPerson, Marriage, PersonalNumber } from '#ports/civil-registry.ts'
import { findByTrackingCode, type ApplicationKey } from '#store/applications.ts'
import { randomPersonId } from '#store/ids.ts'
import { findPersonId, identityOf } from '#store/people.ts'
import { beginCover } from '#store/register/covers.ts'
import { insuredVisitor } from '../support/family.ts'
import { safeCode, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { signedUp, signIn } from '../support/sign-up.ts'
import { Visitor } from '../support/visitor.ts'

type Known = ReturnType<typeof somebody>
const born = '۱۳۶۵/۰۵/۰۵'
const marriageTo = (spouse: PersonalNumber): Marriage => ({
  spouse,
  marriedOn: '2010-01-01' as Marriage['marriedOn'],
  ended: null,
  permanent: true,
})
const knownAs = (known: Known, more: Partial<CivilPerson>): Known => ({
  ...known,
  person: { ...known.person, ...more },
})

/** A husband and a wife whom the registry knows as such. */
function couple(n: number, bride: Partial<CivilPerson> = {}): { husband: Known; wife: Known } {
  const husband = somebody({
    number: safeCode(n),
    firstName: 'حسن',
    lastName: 'صادقی',
    sex: 'male',
    born: '۱۳۶۰/۰۱/۰۱',
  })
  const wife = somebody({ number: safeCode(n + 1), firstName: 'زهرا', lastName: 'کریمی', born, ...bride })
  return {
    husband: knownAs(husband, { marriages: [marriageTo(wife.person.number)] }),
    wife: knownAs(wife, { marriages: [marriageTo(husband.person.number)] }),
  }
}

const first = couple(600_000)
const second = couple(600_010)
const third = couple(600_020)
const widower = couple(600_030, { diedOn: '2020-01-01' as never })
const stranger = somebody({ firstName: 'سارا' })
const survivor = somebody({ firstName: 'نرگس' })
const people = [first, second, third, widower].flatMap(({ husband, wife }) => [husband, wife])
const portal = await startPortal({ after }, { people: [...people, stranger, survivor] })
const { app } = portal
const officer: Actor = { role: 'officer', id: '71' }

/** Signed up through the pages, and in the organisation's register. */
function member(known: Known, standing: 'insured' | 'survivor' = 'insured'): Promise<Visitor> {
  return insuredVisitor(portal, known, { standing, idCardOnFile: true })
}

const ok = <T>(result: Result<T>): T => {
  assert.ok(result.ok, result.ok ? '' : result.problem.message)
  return result.value
}

let shade = 0
/** A photograph that no other is like. */
const photograph = async () => {
  shade += 1
  const background = { r: shade, g: 200 - shade, b: 90 }
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

const begin = async (visitor: Visitor) => {
  await visitor.open('/services/dependants')
  return visitor.submit({}, '/services/dependants/start')
}

const personForm = (known: Known, relation = 'wife', birthDate = born) => ({
  'person.number': known.person.number,
  'person.birthDate': birthDate,
  relation,
})

const idOf = (visitor: Visitor) => /^\/applications\/(\d+)/.exec(visitor.path)?.[1] ?? ''

async function uploadAll(visitor: Visitor, ...documents: string[]): Promise<void> {
  const here = `/applications/${idOf(visitor)}/documents`
  for (const document of documents) {
    await visitor.upload(`${here}/${document}`, { name: `${document}.jpg`, bytes: await photograph() })
    visitor.at(here)
  }
}

/** From the beginning to the review page. */
async function fill(visitor: Visitor, wife: Known): Promise<string> {
  await begin(visitor)
  const id = idOf(visitor)
  visitor.at(`/applications/${id}/pages/person`).sees('دریافت اطلاعات از سازمان ثبت احوال')
  await visitor.submit(personForm(wife))
  visitor.at(`/applications/${id}/pages/details`).sees('پاسخ سازمان ثبت احوال').sees('کریمی').sees('تأیید و ادامه')
  await visitor.submit({ placeOfBirth: 'قم', placeOfIssue: 'قم', branch: '' })
  visitor.at(`/applications/${id}/pages/truth`)
  await visitor.submit({ truth: 'yes' })
  visitor.at(`/applications/${id}/documents`)
  await uploadAll(visitor, 'idCard', 'spousePage', 'marriageDeed')
  await visitor.open(`/applications/${id}/review`)
  visitor.at(`/applications/${id}/review`).sees('همسر (زن)').sees('idCard.jpg').sees('مادهٔ ۹۷')
  return id
}

async function decide(key: ApplicationKey, move: MoveName, grounds: Grounds = {}): Promise<void> {
  ok(await handle(app, key, officer, 'claimed'))
  ok(await moveApplication(app, key, officer, move, grounds))
}

describe('enrolling a wife', () => {
  test('a visitor reads the conditions, is led to sign in, and comes back', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/services/dependants')
    visitor.sees('اضافه کردن فرد جدید تحت پوشش')
    await visitor.open('/services/dependants/conditions/mother')
    visitor.at('/services/dependants/conditions/mother').sees('۵۵ سال').sees('مادهٔ ۵۸')
    await visitor.open('/services/dependants/conditions')
    visitor.sees('فرزند دختر')
    await visitor.open('/services/dependants/conditions/cousin/download')
    assert.equal(visitor.status, 404)
    await visitor.open('/services/dependants/conditions/cousin')
    assert.equal(visitor.status, 404)
    await signedUp(portal, stranger.form)
    await begin(visitor)
    assert.match(visitor.path, /^\/sign-in\?/)
    visitor.sees('ثبت‌نام')
    await visitor.submit({ personalNumber: stranger.form.personalNumber, password: 'Sabz#Darya24' })
    visitor.at('/services/dependants').sees('هنوز کسی تحت پوشش')
  })

  test('the conditions can be kept as one file that asks nobody for anything, in the words of the pages', async () => {
    const day = tehranDate(app.clock.now())
    for (const [path, relations] of [
      ['/services/dependants/conditions/download', Object.keys(RELATIONS)],
      ['/services/dependants/conditions/mother/download', ['mother']],
    ] as const) {
      const response = await fetch(portal.url + path)
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment; .*filename\*=UTF-8''%D8%B4/)
      const html = await response.text()
      assert.doesNotMatch(html, /(src|href)=|url\(|@import|<script/)
      assert.match(html, /<html lang="fa" dir="rtl">/)
      assert.doesNotMatch(html.replace(/<style>.*?<\/style>|<[^>]+>/gs, ''), /[0-9]/)
      for (const relation of relations)
        for (const { text, articles } of conditionsOf(relation as Relation, day))
          for (const words of [text, ...articles.map(({ cite }) => cite)]) assert.ok(html.includes(words), words)
    }
  })

  test('filled in, sent, returned with two remarks, corrected there only, approved: she is covered and told', async () => {
    const { husband, wife } = first
    const visitor = await member(husband)
    const id = await fill(visitor, wife)
    const again = visitor.form()
    await visitor.submit()
    visitor.at(`/applications/${id}?sent=1`).sees('در حال بررسی در شعبه').sees('نوبت سازمان است').sees('روز کاری')
    visitor.sees('درخواست شما به شعبه رسید')
    await visitor.post(again.action, again.hidden, { 'sec-fetch-site': 'same-origin' })
    visitor.at(`/applications/${id}?sent=1`)
    const code = /class="tracking"[^>]*>([۰-۹]+)</.exec(visitor.html)?.[1] ?? ''
    const latin = [...code].map((digit) => '۰۱۲۳۴۵۶۷۸۹'.indexOf(digit)).join('')
    const key = (await findByTrackingCode(app.db, latin))!
    assert.equal(key.applicationId, id)
    await portal.work()
    const received = await portal.outside.inbox(husband.mobiles[0]!)
    assert.ok(received.some(({ text }) => text.includes(code) && text.includes('پاسخ تا پایان')))
    assert.equal((await loadApplication(app, key))!.application.moves.length, 1)

    await visitor.open('/')
    visitor.sees('در حال بررسی در شعبه')
    ok(await view(app, key, officer, 'idCard'))
    await decide(key, 'officer:return', {
      remarks: [
        { about: 'field', name: 'placeOfBirth', remark: 'با شناسنامه یکی نیست.' },
        { about: 'document', name: 'idCard', remark: 'تصویر خوانا نیست.' },
      ],
    })
    await portal.work()
    assert.ok((await portal.outside.inbox(husband.mobiles[0]!)).some(({ text }) => text.includes('نیاز به اصلاح')))
    await visitor.open(`/applications/${id}?sent=1`)
    assert.ok(
      !visitor.text.includes('لازم نیست کاری بکنید'),
      'the page that was left open, seen again when it is their turn',
    )
    await visitor.open(`/applications/${id}`)
    visitor.sees('نیازمند اصلاح شما').sees('با شناسنامه یکی نیست.').sees('تصویر خوانا نیست.')
    visitor.sees('کارشناس شعبه: صفحهٔ اول شناسنامه')
    await visitor.open(`/applications/${id}/pages/person`)
    visitor.at(`/applications/${id}/pages/details`)
    assert.match(visitor.html, /name="placeOfBirth"/)
    assert.doesNotMatch(visitor.html, /name="placeOfIssue"/, 'what was not marked stays closed')
    await visitor.submit({ placeOfBirth: 'کاشان' })
    visitor.at(`/applications/${id}/documents`)
    assert.throws(() => visitor.form(`/applications/${id}/documents/spousePage`))
    await uploadAll(visitor, 'idCard')
    await visitor.open(`/applications/${id}/review`)
    await visitor.submit()
    visitor.at(`/applications/${id}?sent=1`).sees('در حال بررسی در شعبه')

    await decide(key, 'officer:approve')
    assert.ok((await portal.work()).every((line) => line.endsWith('done')))
    await visitor.open('/services/dependants')
    visitor.sees('زهرا کریمی').sees('تحت پوشش')
    await visitor.open(`/applications/${id}`)
    visitor.sees('تأییدشده')
    const texts = (await portal.outside.inbox(husband.mobiles[0]!)).map(({ text }) => text)
    assert.ok(texts.some((text) => text.includes('از امروز تحت پوشش بیمهٔ شماست')))
    await visitor.open('/applications')
    visitor.sees('پایان‌یافته')
  })

  test('what is wrong is said at its place, and what was typed stays', async () => {
    const visitor = await member(second.husband)
    await begin(visitor)
    const id = idOf(visitor)
    await visitor.submit({ 'person.number': '۹۹۰', 'person.birthDate': 'دیروز', relation: 'wife' })
    visitor.at(`/applications/${id}/pages/person`, 422)
    assert.match(visitor.title, /^خطا: /)
    assert.match(visitor.html, /href="#person\.number"/)
    assert.match(visitor.html, /value="دیروز"/)
    assert.match(visitor.html, /value="wife" checked/)
    for (const page of ['truth', 'nonsense', 'details']) {
      await visitor.open(`/applications/${id}/pages/${page}`)
      visitor.at(`/applications/${id}/pages/person`)
    }
    for (const rest of ['documents', 'review', 'wait', 'refused']) {
      await visitor.open(`/applications/${id}/${rest}`)
      visitor.at(`/applications/${id}/pages/person`)
    }
    await begin(visitor)
    assert.equal(idOf(visitor), id, 'one that is still empty is gone on with')
  })

  test('a registry that is silent is named, the worker goes on, and the person comes back to the next page', async () => {
    const visitor = await signIn(portal, second.husband.form)
    await begin(visitor)
    const id = idOf(visitor)
    await portal.outside.fault('registry', { kind: 'error' })
    await visitor.submit(personForm(second.wife))
    visitor.at(`/applications/${id}/wait`).sees('سازمان ثبت احوال').sees('سامانه خودش باز هم می‌پرسد')
    await portal.outside.fault('registry', null)
    await portal.forward(600_000)
    await portal.work()
    await visitor.open('/applications')
    await visitor.open(`/applications/${id}/wait`)
    visitor.at(`/applications/${id}/pages/details`).sees('کریمی')
  })

  test('a file that is too large, no picture, sent twice or missing is refused in words; a removed one is gone', async () => {
    const visitor = await signIn(portal, second.husband.form)
    await visitor.open('/applications')
    const id = /href="\/applications\/(\d+)"/.exec(visitor.html)![1]!
    const here = `/applications/${id}/documents`
    await visitor.open(`/applications/${id}/pages/details`)
    await visitor.submit({ placeOfBirth: 'قم', placeOfIssue: 'قم' })
    await visitor.submit({ truth: 'yes' })
    visitor.at(here)
    await visitor.upload(`${here}/idCard`, { name: '', bytes: new Uint8Array() })
    visitor.at(`${here}/idCard`, 422).sees('پرونده‌ای انتخاب نشده است')
    await visitor.upload(`${here}/idCard`, { name: 'a.jpg', bytes: new Uint8Array(2_000_001) })
    visitor.at(`${here}/idCard`, 422).sees('۲٬۰۰۰٬۰۰۰ بایت')
    await visitor.upload(`${here}/idCard`, { name: 'a.jpg', bytes: Buffer.from('MZ this is a program') })
    visitor.at(`${here}/idCard`, 422).sees('JPEG')
    const bytes = await photograph()
    await visitor.upload(`${here}/idCard`, { name: 'a.jpg', bytes }, 'photo')
    visitor.at(here).sees('a.jpg')
    await visitor.upload(`${here}/spousePage`, { name: 'b.jpg', bytes })
    visitor.at(`${here}/spousePage`, 422).sees('پیش‌تر')
    const file = /href="(\/applications\/\d+\/files\/[\w-]+)"/.exec(visitor.html)![1]!
    await visitor.open(file)
    assert.equal(visitor.status, 200)
    const other = await signIn(portal, stranger.form)
    await other.open(file)
    assert.equal(other.status, 404)
    await visitor.open(here)
    await visitor.submit({}, `${here}/idCard/remove`)
    visitor.at(here)
    assert.doesNotMatch(visitor.html, /a\.jpg/)
    await visitor.open(file)
    assert.equal(visitor.status, 404)
  })
})

describe('what the rules refuse', () => {
  const refusal = async (visitor: Visitor, form: Record<string, string>, ...words: string[]) => {
    await begin(visitor)
    const id = idOf(visitor)
    if (form['relation'] !== undefined) await visitor.submit(form)
    visitor.at(`/applications/${id}/refused`).sees('مستند:').sees('پرسش یا تغییر مشخصات')
    for (const word of words) visitor.sees(word)
    const home = await visitor.open('/')
    assert.ok(home.html.includes(`href="/applications/${id}"`), 'the home page lists what has not ended')
    await visitor.open(`/applications/${id}/refused`)
    await visitor.submit({}, `/applications/${id}/withdraw`)
    visitor.at(`/applications/${id}`).sees('انصراف داده‌اید')
    await visitor.open('/')
    visitor.sees('درخواستی در جریان ندارید')
  }

  test('wrong sex, oneself, the deceased, and whom the registry does not know', async () => {
    const visitor = await member(widower.husband)
    await refusal(visitor, personForm(widower.wife, 'husband'), 'با اطلاعات ثبت احوال نمی‌خواند', 'نسبت را درست')
    await refusal(visitor, personForm(widower.husband, 'wife', '۱۳۶۰/۰۱/۰۱'), 'کد ملی خود شماست')
    await refusal(visitor, personForm(widower.wife), 'درگذشت این فرد')
    await refusal(visitor, personForm(somebody()), 'کسی با این کد ملی و این تاریخ تولد پیدا نشد')
  })

  test('somebody whom another member covers', async () => {
    const visitor = await member(third.husband)
    const insured = (await findPersonId(app.db, stranger.person.number))!
    const { number, birthDate } = third.wife.person
    await app.db.transaction(async (tx) => {
      const dependantId = await identityOf(tx, number, randomPersonId())
      const ends = { until: null, sex: 'female', ground: 'tie', studyUntil: null } as const
      const cover = { dependantId, relation: 'daughter', name: 'زهرا', birthDate, from: birthDate, ...ends }
      assert.equal((await beginCover(tx, insured, cover, '1')).how, 'begun')
    })
    await refusal(visitor, personForm(third.wife), 'تحت پوشش')
  })

  test('survivors are told before the first question', async () => {
    const visitor = await member(survivor, 'survivor')
    await refusal(visitor, {}, 'بازماندگان نمی‌توانند')
  })

  test('an application of somebody else is not there, whatever is asked of it', async () => {
    const owner = await signIn(portal, second.husband.form)
    await owner.open('/applications')
    const id = /href="\/applications\/(\d+)"/.exec(owner.html)![1]!
    const other = await signIn(portal, stranger.form)
    for (const rest of ['', '/pages/person', '/documents', '/review', '/refused', '/wait']) {
      await other.open(`/applications/${id}${rest}`)
      assert.equal(other.status, 404, rest)
    }
    for (const strange of ['0', '99999999999999999999', 'x', '-1']) {
      await other.open(`/applications/${strange}`)
      assert.equal(other.status, 404, strange)
    }
    await other.open('/services/dependants')
    const { hidden } = other.form('/services/dependants/start')
    for (const rest of ['/pages/person', '/submit', '/withdraw', '/object', '/documents/idCard/remove']) {
      await other.post(`/applications/${id}${rest}`, hidden, { 'sec-fetch-site': 'same-origin' })
      assert.equal(other.status, 404, rest)
    }
    const unchanged = await loadApplication(app, {
      personId: (await findPersonId(app.db, second.husband.person.number))!,
      applicationId: id,
    })
    assert.ok(
      unchanged!.application.actions.every(
        ({ by }) => by.id === 'clock' || by.id === citizen(unchanged!.row.personId).id,
      ),
    )
    await new Visitor(portal.url)
      .open(`/applications/${id}`)
      .then((visitor) => assert.match(visitor.path, /^\/sign-in\?/))
  })
})
