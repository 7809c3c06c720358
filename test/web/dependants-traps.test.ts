import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, describe, test } from 'node:test'
import { addDays, tehranDate } from '#kernel/dates.ts'
import type { CivilPerson, Marriage } from '#ports/civil-registry.ts'
import { family, insuredVisitor, photograph, register, type Known } from '../support/family.ts'
import { pdf } from '../support/pdf.ts'
import { safeCode, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { signIn } from '../support/sign-up.ts'
import type { Visitor } from '../support/visitor.ts'

// What goes wrong in life, at the pages as a person meets it.

const couple = family(660_000)
const other = family(660_010)
const files = family(660_020)
const changing = family(660_030)
const ahead = family(660_040)
const second = somebody({ number: safeCode(660_050), firstName: 'مهناز', lastName: 'نوری', born: '۱۳۶۸/۰۲/۰۲' })
const deed = (spouse: Known): Marriage => ({
  spouse: spouse.person.number,
  marriedOn: '2012-01-01' as Marriage['marriedOn'],
  ended: null,
  permanent: true,
})
const knows = (known: Known, more: Partial<CivilPerson>): Known => ({ ...known, person: { ...known.person, ...more } })
const twiceMarried = knows(couple.insured, { marriages: [deed(couple.wife), deed(second)] })
const people = [couple, other, files, changing, ahead].flatMap((one) => Object.values(one))
const portal = await startPortal(
  { after },
  {
    people: [
      ...people.filter((one) => one !== couple.insured),
      twiceMarried,
      knows(second, { marriages: [deed(couple.insured)] }),
    ],
  },
)

const idOf = (visitor: Visitor) => /^\/applications\/(\d+)/.exec(visitor.path)?.[1] ?? ''

/** From the button to what comes after the registry's answer. */
async function name(visitor: Visitor, known: Known, relation: string): Promise<string> {
  await visitor.open('/services/dependants')
  await visitor.submit({}, '/services/dependants/start')
  const { personalNumber, birthDate } = known.form
  await visitor.submit({ 'person.number': personalNumber, 'person.birthDate': birthDate!, relation })
  return idOf(visitor)
}

const fillAndSend = async (visitor: Visitor, ...documents: string[]) => {
  const id = idOf(visitor)
  await visitor.submit({ placeOfBirth: 'قم', placeOfIssue: 'قم' })
  await visitor.submit({ truth: 'yes' })
  for (const document of documents)
    await visitor.upload(`/applications/${id}/documents/${document}`, {
      name: `${document}.jpg`,
      bytes: await photograph(),
    })
  await visitor.open(`/applications/${id}/review`)
  visitor.at(`/applications/${id}/review`)
}
const ofWife = ['idCard', 'spousePage', 'marriageDeed']

describe('people', () => {
  test('a second wife is covered beside the first: both may be asked for', async () => {
    const visitor = await insuredVisitor(portal, twiceMarried)
    for (const wife of [couple.wife, second]) {
      const id = await name(visitor, wife, 'wife')
      visitor.at(`/applications/${id}/pages/details`)
      await fillAndSend(visitor, ...ofWife)
      await visitor.submit()
      visitor.at(`/applications/${id}?sent=1`).sees('در حال بررسی در شعبه')
    }
  })

  test('a wife who is insured herself may be covered; a daughter who is may not', async () => {
    const visitor = await insuredVisitor(portal, other.insured)
    await register(portal, other.wife)
    await register(portal, other.daughter)
    const id = await name(visitor, other.wife, 'wife')
    visitor.at(`/applications/${id}/pages/details`)
    const refused = await name(visitor, other.daughter, 'daughter')
    visitor.at(`/applications/${refused}/refused`).sees('مستند:')
  })

  test('a second application for somebody whose first is open is not begun beside it', async () => {
    const visitor = await insuredVisitor(portal, files.insured)
    await name(visitor, files.son, 'son')
    await name(visitor, files.son, 'son')
    visitor.sees('درخواست باز دیگری')
  })
})

describe('files', () => {
  test('two million bytes are taken and one more is not; a PDF named .jpg is kept as a PDF; the same image once', async () => {
    const visitor = await signIn(portal, files.insured.form)
    const id = await name(visitor, files.wife, 'wife')
    await visitor.submit({ placeOfBirth: 'قم', placeOfIssue: 'قم' })
    await visitor.submit({ truth: 'yes' })
    const here = `/applications/${id}/documents`
    const send = (document: string, bytes: Uint8Array) =>
      visitor.upload(`${here}/${document}`, { name: 'صفحه.jpg', bytes })
    await send('idCard', await photograph(2_000_001))
    visitor.at(`${here}/idCard`, 422).sees('۲٬۰۰۰٬۰۰۰ بایت')
    const largest = await photograph(2_000_000)
    await send('idCard', largest)
    visitor.at(here).sees('۲ مگابایت')
    await send('spousePage', largest)
    visitor.at(`${here}/spousePage`, 422).sees('پیش‌تر')
    await send('marriageDeed', pdf())
    visitor.at(here)
    const section = visitor.html.slice(visitor.html.indexOf('id="document-marriageDeed"'))
    const response = await fetch(portal.url + /href="(\/applications\/\d+\/files\/[\w-]+)"/.exec(section)![1]!, {
      headers: { cookie: `session=${visitor.cookie('session')}` },
    })
    assert.equal(response.headers.get('content-type'), 'application/pdf')
    assert.match(response.headers.get('content-disposition') ?? '', /\.jpg\.pdf$/)
  })

  test('a line that breaks in the middle of a file leaves the portal well and the document as it was', async () => {
    const { port } = new URL(portal.url)
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /applications/1/documents/idCard HTTP/1.1\r\nhost: x\r\ncontent-length: 900000\r\n' +
            'content-type: multipart/form-data; boundary=b\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf',
          () => socket.destroy(),
        )
      })
      socket.on('close', () => resolve())
    })
    assert.equal((await fetch(`${portal.url}/services/dependants`)).status, 200)
  })
})

describe('a registry that changes its answer between the look-up and the sending', () => {
  const tell = async (path: string, body: object) => {
    const response = await fetch(`${portal.outside.registryUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    assert.ok(response.ok, await response.text())
  }

  /** They are divorced while the form lies ready, which is then sent. */
  async function divorced({ insured, wife }: typeof changing): Promise<void> {
    const visitor = await insuredVisitor(portal, insured)
    const id = await name(visitor, wife, 'wife')
    await fillAndSend(visitor, ...ofWife)
    await tell('/_events', {
      kind: 'divorce',
      number: insured.person.number,
      spouse: wife.person.number,
      on: addDays(tehranDate(portal.app.clock.now()), -1),
    })
    portal.clock.forward(16 * 60_000)
    const form = visitor.form()
    await visitor.open(`/applications/${id}/review`)
    await visitor.post(form.action, form.hidden, { 'sec-fetch-site': 'same-origin' })
    visitor.at(`/applications/${id}/refused`).sees('این درخواست پذیرفته نمی‌شود')
    const [row] = await portal.database.query<{ state: string }>(
      'select state from application where application_id = $1',
      [id],
    )
    assert.equal(row!.state, 'draft')
  }

  test('a divorce meanwhile: nothing is sent, and the person reads why', () => divorced(changing))

  test('also where the clock of the registry runs a day ahead of ours', async (t) => {
    const { sources } = portal.app
    const right = { ...sources }
    t.after(() => Object.assign(sources, right))
    for (const [key, source] of Object.entries(right))
      (sources as Record<string, typeof source>)[key] = async (about) => {
        const said = await source(about)
        return { ...said, saidAt: new Date(Date.parse(said.saidAt) + 24 * 3600_000).toISOString() }
      }
    await divorced(ahead)
  })

  test('a silent registry holds nothing up: the answer it gave stands', async () => {
    const { insured, daughter } = changing
    const visitor = await signIn(portal, insured.form)
    const id = await name(visitor, daughter, 'daughter')
    await visitor.submit({ placeOfBirth: 'قم', placeOfIssue: 'قم' })
    await visitor.submit({ daughterCommitment: 'yes' })
    await visitor.submit({ truth: 'yes' })
    await visitor.upload(`/applications/${id}/documents/idCard`, { name: 'a.jpg', bytes: await photograph() })
    await visitor.open(`/applications/${id}/review`)
    portal.clock.forward(16 * 60_000)
    await portal.outside.fault('registry', { kind: 'error' })
    await visitor.submit()
    await portal.outside.fault('registry', null)
    visitor.at(`/applications/${id}?sent=1`)
  })
})
