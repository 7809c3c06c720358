import assert from 'node:assert/strict'
import { after, afterEach, describe, test } from 'node:test'
import { noteOnCase, claimCase, moveCase } from '#app/staff/case.ts'
import { note } from '#app/applications/move.ts'
import type { Desk } from '#app/staff/desk.ts'
import { MOST_BYTES } from '#kernel/fields/file.ts'
import { findService } from '#services/all.ts'
import { randomPersonId } from '#store/ids.ts'
import { beginCover } from '#store/register/covers.ts'
import { apiStage, photograph, png } from '../support/api-stage.ts'
import { deskActs, inJalali, playsOf } from '../support/api-walk.ts'
import { safeCode } from '../support/people.ts'
import type { Json } from './api-client.ts'

const { portal, app, api, bearer, personId, member, fill, upload, here, current } = await apiStage({ after })
const stranger = await member(safeCode(910_001))
const plays = await playsOf(findService('dependants')!)
const play = (title: string) => plays.find((one) => one.title === title)!
const wife = play('همسر')
const officer: Desk = { role: 'officer', staffId: '71', scope: 'everywhere' }
const state = () => api.does('GET', here(), { bearer })
const answers = (...names: string[]) => Object.fromEntries(names.map((name) => [name, inJalali(wife.answer(name))]))

// Each begins anew: of one relative only one application may be open.
afterEach(async () => {
  const { applications } = await api.does('GET', '/applications?open=true', { bearer })
  for (const { id } of applications) await api.does('POST', `/applications/${id}/withdraw`, { bearer })
})

describe('an application through the API', () => {
  test('is returned, corrected where it was marked and nowhere else, sent again and approved', async () => {
    await fill('dependants', wife)
    const { code } = { code: (await state()).trackingCode }
    assert.ok((await claimCase(app, officer, code)).ok)
    await note(app, current(), { role: 'officer', id: '71' }, 'شناسنامه را نو کرده‌اید؟', 'citizen')
    assert.ok((await noteOnCase(app, officer, code, 'برای همکاران')).ok)
    const remarks = [
      { about: 'field', name: 'placeOfBirth', remark: 'با شناسنامه نمی‌خواند.' },
      { about: 'document', name: 'idCard', remark: 'خوانا نیست.' },
    ] as const
    assert.ok((await moveCase(app, officer, code, 'return', { remarks })).ok)

    const returned = await state()
    assert.deepEqual([returned.turn, returned.next], ['citizen', { step: 'page', page: 'details' }])
    assert.deepEqual(
      returned.remarks.map(({ name, mended }: Json) => [name, mended]),
      [
        ['placeOfBirth', false],
        ['idCard', false],
      ],
    )
    assert.deepEqual(
      returned.messages.map(({ text }: Json) => text),
      ['شناسنامه را نو کرده‌اید؟'],
      'what colleagues write to each other stays with them',
    )
    const details = returned.pages.find(({ name }: Json) => name === 'details')
    assert.deepEqual([details.open, Object.keys(details.schema.properties)], [['placeOfBirth'], ['placeOfBirth']])
    const closed = await api.refused('422 invalid', 'PUT', here('/pages/details'), {
      bearer,
      body: answers('placeOfBirth', 'placeOfIssue'),
    })
    assert.deepEqual(
      closed.errors.map(({ field }: Json) => field),
      ['placeOfIssue'],
    )
    await api.refused('409 wrong-step', 'PUT', here('/pages/person'), { bearer, body: answers('person', 'relation') })
    await api.refused('409 wrong-step', 'POST', here('/submit'), { bearer })

    await api.does('PUT', here('/pages/details'), { bearer, body: { placeOfBirth: 'کاشان' } })
    const mended = await upload('idCard')
    assert.equal(mended.next.step, 'review')
    assert.ok(mended.remarks.every((remark: Json) => remark.mended))
    await api.does('POST', here('/submit'), { bearer })
    assert.ok(await deskActs(app, current(), wife))
    assert.equal((await state()).result.accepted, true)
  })

  test('a refusal tells the article, and is objected to once', async () => {
    const refused = play('مادری که تحقیق، تکفل او را تأیید نکرد')
    await fill('dependants', refused)
    while (await deskActs(app, current(), refused));
    const { result, moves } = await state()
    assert.match(result.reasons[0].articles[0].cite, /قانون تأمین اجتماعی/)
    assert.deepEqual(moves, [{ move: 'object', allowed: true, why: null, code: false }])
    const objected = await api.does('POST', here('/object'), { bearer })
    assert.deepEqual([objected.turn, objected.result], ['organisation', null])
    while (await deskActs(app, current(), refused));
    const { detail } = await api.refused('409 wrong-step', 'POST', here('/object'), { bearer })
    assert.match(detail, /یک بار/)
  })

  test('goes on when a source that was silent answers', async () => {
    let silent = true
    const hesitant = { ...wife, said: (fact: string, about: Json) => (silent ? undefined : wife.said(fact, about)) }
    const { state: waiting } = await fill('dependants', hesitant, 'wait')
    assert.deepEqual([waiting.silent.includes('سازمان ثبت احوال'), waiting.facts], [true, []])
    const still = await api.does('POST', here('/look-up'), { bearer })
    assert.deepEqual([still.complete, still.silent], [false, waiting.silent])
    silent = false
    const { complete, application } = await api.does('POST', here('/look-up'), { bearer })
    assert.deepEqual([complete, application.silent, application.next], [true, [], { step: 'page', page: 'details' }])
    assert.equal(application.facts[0].source, 'سازمان ثبت احوال')
  })

  test('a promised day comes with the days of its count, and the readers are told', async () => {
    await fill('dependants', wife)
    const sent = await state()
    assert.deepEqual([sent.promised.days, sent.promised.unit, sent.promised.late], [3, 'working-day', false])
    assert.match(sent.promised.text, /^سازمان تا پایان روز .+ پاسخ می‌دهد\.$/)
    assert.equal(sent.promised.counted.at(-1).day, sent.promised.day)
    assert.equal(sent.promised.counted.at(-1).number, 3)
    assert.deepEqual(sent.readers, [])
    await deskActs(app, current(), wife)
    assert.deepEqual(
      (await state()).readers.map(({ by, what }: Json) => [by, what]),
      [['کارشناس شعبه', 'همهٔ پرونده']],
    )
  })

  test('the review tells every verdict with its articles and why, but no raw record of a registry', async () => {
    await fill('dependants', wife, 'review')
    const { verdict, rules, missing, submit } = await api.does('GET', here('/review'), { bearer })
    assert.deepEqual([verdict, missing, submit], ['yes', { fields: [], documents: [] }, { allowed: true, why: null }])
    assert.ok(rules.every(({ articles }: Json) => articles.length > 0))
    assert.ok(rules.some(({ steps }: Json) => steps.length > 0))
    const relation = rules.flatMap(({ because }: Json) => because).find(({ name }: Json) => name === 'relation')
    assert.equal(relation.text, 'همسر (زن)')
    const facts = rules.flatMap(({ because }: Json) => because).filter(({ kind }: Json) => kind === 'fact')
    assert.ok(facts.length > 0 && facts.every(({ text }: Json) => text === null))
  })

  test('before nothing is missing, only refusals are told: not what a registry knows of somebody', async () => {
    await fill('dependants', wife, 'documents')
    const { rules, missing, submit } = await api.does('GET', here('/review'), { bearer })
    assert.deepEqual(rules, [])
    assert.deepEqual(missing.documents, ['idCard', 'spousePage', 'marriageDeed'])
    assert.equal(submit.allowed, false)
    assert.deepEqual(
      (await state()).facts.map(({ name }: Json) => name),
      ['civil'],
    )
  })
})

describe('what cannot be done', () => {
  test('another person’s application is not there, whatever one wants of it', async () => {
    await fill('dependants', wife, 'documents')
    const { documents } = await upload('idCard')
    const file = documents[0].files[0].id
    const tries = [
      ['GET', ''],
      ['GET', '/review'],
      ['GET', `/files/${file}`],
      ['POST', '/look-up'],
      ['POST', '/submit'],
      ['POST', '/withdraw'],
      ['POST', '/object'],
      ['PUT', '/pages/person', answers('person', 'relation')],
      ['DELETE', `/documents/idCard/files/${file}`],
    ] as const
    for (const [method, rest, body] of tries) {
      await api.refused('404 not-found', method, here(rest), { bearer: stranger.bearer, body })
      await api.refused('401 not-signed-in', method, here(rest), { body })
      for (const id of ['0', 'x', '9223372036854775808', '1'])
        await api.refused('404 not-found', method, `/applications/${id}${rest}`, { bearer, body })
    }
    const sent = { body: await photograph(), headers: png }
    await api.refused('404 not-found', 'POST', here('/documents/spousePage'), { ...sent, bearer: stranger.bearer })
    await api.refused('401 not-signed-in', 'POST', here('/documents/spousePage'), sent)
    await api.refused('404 not-found', 'GET', here('/files/none'), { bearer })
  })

  test('pages and documents that the service does not have are not there', async () => {
    await fill('dependants', wife, 'documents')
    for (const name of ['none', 'constructor', 'relation'])
      await api.refused('404 not-found', 'PUT', here(`/pages/${name}`), { bearer, body: {} })
    const sent = { bearer, body: await photograph(), headers: png }
    for (const name of ['none', 'constructor', 'relation'])
      await api.refused('404 not-found', 'POST', here(`/documents/${name}`), sent)
  })

  test('in a wrong state everything is refused with its reason', async () => {
    await fill('dependants', wife)
    const sent = { bearer, body: await photograph(), headers: png }
    for (const [method, rest, options] of [
      ['PUT', '/pages/person', { bearer, body: answers('person', 'relation') }],
      ['POST', '/documents/idCard', sent],
      ['POST', '/submit', { bearer }],
      ['POST', '/object', { bearer }],
    ] as const) {
      const { detail } = await api.refused('409 wrong-step', method, here(rest), options)
      assert.match(detail, /^[^A-Za-z]{10,}$/)
    }
    const [{ id }] = (await state()).documents[0].files
    await api.refused('409 wrong-step', 'DELETE', here(`/documents/idCard/files/${id}`), { bearer })
    await api.does('POST', here('/withdraw'), { bearer })
    await api.refused('409 wrong-step', 'POST', here('/withdraw'), { bearer })
  })

  test('answers are judged as on the page: each error at its field, in Persian', async () => {
    await api.does('POST', '/applications', { bearer, body: { service: 'dependants' } })
    const { applications } = await api.does('GET', '/applications?open=true', { bearer })
    const page = `/applications/${applications[0].id}/pages/person`
    const wrong = { person: { number: '1111111111', birthDate: '1370/13/01' }, relation: 'cousin' }
    const { errors } = await api.refused('422 invalid', 'PUT', page, { bearer, body: wrong })
    assert.deepEqual(
      errors.map(({ field }: Json) => field),
      ['person.number', 'person.birthDate', 'relation'],
    )
    for (const { message } of errors) assert.match(message, /^[^A-Za-z]{10,}$/)
    const gregorian = { ...answers('relation'), person: { number: '9901234565', birthDate: '1991-03-25' } }
    const day = await api.refused('422 invalid', 'PUT', page, { bearer, body: gregorian })
    assert.match(day.errors[0].message, /شمسی/)
    const misspelt = { ...answers('person', 'relation'), relatoin: 'wife' }
    const unknown = await api.refused('422 invalid', 'PUT', page, { bearer, body: misspelt })
    assert.deepEqual(
      unknown.errors.map(({ field }: Json) => field),
      ['relatoin'],
    )
  })

  test('a day may be written in Persian digits and with any separator; it comes back in one way', async () => {
    await fill('dependants', wife, 'documents')
    for (const birthDate of ['۱۳۷۰/۰۱/۰۵', '1370-01-05', '۵ فروردین ۱۳۷۰']) {
      const person = { number: '9901234565', birthDate }
      const given = await api.does('PUT', here('/pages/person'), { bearer, body: { person, relation: 'wife' } })
      assert.equal(given.pages[0].answers.person.birthDate, '1370/01/05')
      assert.match(given.pages[0].text.person, /۵ فروردین ۱۳۷۰/)
    }
  })
})

describe('files through the API', () => {
  test('a file is sent alone or in a form, read by its owner, and taken back', async () => {
    await fill('dependants', wife, 'documents')
    const bytes = await photograph()
    const name = "attachment; filename*=UTF-8''%D8%B4%D9%86%D8%A7%D8%B3.png"
    const sent = { bearer, body: bytes, headers: { ...png, 'content-disposition': name } }
    const one = await api.does('POST', here('/documents/idCard'), sent)
    const [file] = one.documents.find((document: Json) => document.name === 'idCard').files
    assert.deepEqual([file.name, file.type, file.bytes], ['شناس.png', 'image/png', bytes.length])

    const form = multipart('deed.png', await photograph())
    const two = await api.does('POST', here('/documents/marriageDeed'), { bearer, ...form })
    assert.equal(two.documents.find((document: Json) => document.name === 'marriageDeed').files[0].name, 'deed.png')

    const { response } = await api.call('GET', here(`/files/${file.id}`), { bearer })
    assert.equal(response.headers['content-type'], 'image/png')
    assert.match(String(response.headers['content-security-policy']), /sandbox/)
    assert.deepEqual([...response.rawPayload.subarray(1, 4)], [...Buffer.from('PNG')])

    const less = await api.does('DELETE', here(`/documents/idCard/files/${file.id}`), { bearer })
    assert.deepEqual(less.documents.find((document: Json) => document.name === 'idCard').files, [])
  })

  test('the same limits as on the page: size, kind by content, the same twice, nothing at all', async () => {
    await fill('dependants', wife, 'documents')
    const to = here('/documents/idCard')
    const bytes = await photograph()
    const padded = (size: number) => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)])
    const refusal = async (body: Buffer, headers: Record<string, string> = png) =>
      (await api.refused('422 invalid', 'POST', to, { bearer, body, headers })).errors[0]
    for (const way of ['alone', 'form']) {
      const tooBig = padded(MOST_BYTES + 1)
      const { body, headers } = way === 'alone' ? { body: tooBig, headers: png } : multipart('a.png', tooBig)
      assert.match((await refusal(body, headers)).message, /۲٬۰۰۰٬۰۰۰/)
    }
    await api.refused('413 too-large', 'POST', to, { bearer, body: padded(MOST_BYTES + 200_000), headers: png })
    assert.match((await refusal(Buffer.from('<html>'), png)).message, /JPEG|تصویر/)
    assert.match((await refusal(Buffer.alloc(0))).message, /فرستاده نشده/)
    await api.refused('415 unsupported-media-type', 'POST', to, { bearer, body: {} })
    await api.refused('415 unsupported-media-type', 'PUT', here('/pages/person'), { bearer, body: bytes, headers: png })
    await upload('idCard', bytes)
    const twice = { bearer, body: bytes, headers: png }
    const { errors } = await api.refused('422 invalid', 'POST', here('/documents/spousePage'), twice)
    assert.match(errors[0].message, /پیش‌تر/)
  })
})

describe('an Idempotency-Key', () => {
  test('makes an upload, an answer and a submission happen once, even after the kept answer is gone', async () => {
    await fill('dependants', wife, 'documents')
    const forget = () => portal.database.query('delete from api_key')
    const actions = async () => (await portal.database.query('select 1 from application_action')).length
    const bytes = await photograph()
    const repeat = async (method: 'POST' | 'PUT', rest: string, options: object) => {
      const key = crypto.randomUUID()
      const before = await actions()
      const first = await api.call(method, here(rest), { bearer, key, ...options })
      const once = await actions()
      const again = await api.call(method, here(rest), { bearer, key, ...options })
      assert.deepEqual([again.body, again.headers['idempotency-replayed']], [first.body, 'true'])
      await forget()
      const late = await api.call(method, here(rest), { bearer, key, ...options })
      assert.deepEqual([first.status, late.status, await actions()], [late.status, first.status, once])
      assert.ok(once > before)
    }
    await repeat('POST', '/documents/idCard', { body: bytes, headers: png })
    await repeat('PUT', '/pages/details', { body: answers('placeOfBirth', 'placeOfIssue', 'branch') })
    for (const document of ['spousePage', 'marriageDeed']) await upload(document)
    await repeat('POST', '/submit', {})
    await repeat('POST', '/withdraw', {})
  })

  test('used for another file is refused', async () => {
    await fill('dependants', wife, 'documents')
    const key = crypto.randomUUID()
    const to = here('/documents/idCard')
    await api.does('POST', to, { bearer, key, body: await photograph(), headers: png })
    const other = { bearer, key, body: await photograph(), headers: png }
    await api.refused('422 idempotency-key-reused', 'POST', to, other)
  })
})

describe('lists', () => {
  test('one’s own applications come newest first, page by page, each once, though new ones are opened meanwhile', async () => {
    const { bearer: mine, personId: owner } = await member(safeCode(910_002))
    const copy = `insert into application select (jsonb_populate_record(a, jsonb_build_object('person_id', $1::bigint,
      'application_id', $2::bigint, 'tracking_code', $3::text, 'opened_at', $4::timestamptz))).*
      from application a where person_id = $5 and ended_at is not null limit 1`
    const put = (n: number) =>
      portal.database.query(copy, [
        owner,
        n,
        String(n).padStart(10, '0'),
        new Date(1_700_000_000_000 + (n >> 2)),
        personId,
      ])
    for (let n = 1; n <= 60; n += 1) await put(n)
    const seen: string[] = []
    let next: string | null = null
    do {
      const page: Json = await api.does('GET', `/applications${next === null ? '' : `?after=${next}`}`, {
        bearer: mine,
      })
      seen.push(...page.applications.map(({ id }: Json) => id))
      next = page.next
      await put(100 + seen.length)
    } while (next !== null)
    assert.deepEqual(
      seen.map(Number),
      Array.from({ length: 60 }, (_, n) => 60 - n),
    )
    const none = await api.does('GET', '/applications?open=true', { bearer: mine })
    assert.deepEqual(none, { applications: [], next: null })
    assert.deepEqual((await api.does('GET', '/applications?service=none', { bearer: mine })).applications, [])
    await api.refused('422 invalid', 'GET', '/applications?after=x', { bearer: mine })
    assert.deepEqual((await api.does('GET', '/applications', { bearer: stranger.bearer })).applications, [])
  })

  test('the covered are listed with their days, for the insured alone', async () => {
    const cover = { relation: 'wife', name: 'زهرا آزمونی', birthDate: '1991-03-25', from: '2026-01-10', until: null }
    await app.db.transaction((tx) =>
      beginCover(tx, personId, { ...cover, dependantId: randomPersonId() } as never, '1'),
    )
    const { dependants } = await api.does('GET', '/dependants', { bearer })
    assert.deepEqual(dependants, [
      {
        name: 'زهرا آزمونی',
        relation: 'wife',
        relationText: 'همسر (زن)',
        birthDate: '1370/01/05',
        from: '1404/10/20',
        until: null,
        endedOn: null,
      },
    ])
    assert.deepEqual((await api.does('GET', '/dependants', { bearer: stranger.bearer })).dependants, [])
  })
})

test('an application is sent with a code where its service asks for one', async () => {
  const [retiring] = await playsOf(findService('retirement')!)
  await fill('retirement', retiring!)
  const { turn, moves } = await state()
  assert.equal(turn, 'organisation')
  assert.ok(moves.every(({ code }: Json) => !code))
})

test('every operation for applications was met with success above', () => {
  assert.deepEqual(
    api.unmet((tag) => tag === 'Applications'),
    [],
  )
})

function multipart(name: string, bytes: Buffer) {
  const edge = 'edge-of-the-form'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`
  return {
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
  }
}
