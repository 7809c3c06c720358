import assert from 'node:assert/strict'
import sharp from 'sharp'
import { beginSession } from '#app/account/session.ts'
import type { App } from '#app/app.ts'
import { CASES_ON } from '#services/dependants/cases.ts'
import type { Service } from '#kernel/service/service.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { findService } from '#services/all.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { randomPersonId, type PersonId } from '#store/ids.ts'
import { claimNumber, getPerson, insertPerson } from '#store/people.ts'
import { buildServer } from '#web/server.ts'
import { ApiClient, type Json } from '../web/api-client.ts'
import { APPLICANT_OF_SAMPLES, inJalali, playing, type Play } from './api-walk.ts'
import { somebody } from './people.ts'
import { startPortal, type Ending } from './portal.ts'

/** The API of a portal, on the day of the cases where no other is named, whose sources play them, and a person who applies. */
export async function apiStage(t: Ending, on = CASES_ON) {
  const portal = await startPortal(t)
  portal.clock.set(Date.parse(`${on}T06:30:00Z`))
  const stage = playing(() => app)
  const app: App = { ...portal.app, sources: stage.sources }
  const server = await buildServer(app, { secure: false, trustProxy: 0, logLevel: 'silent' })
  t.after(() => server.close())
  const api = await ApiClient.of(server)
  let applicationId = ''

  /** A person with an account and a session. */
  async function member(number: string): Promise<{ bearer: string; personId: PersonId }> {
    const { person, mobiles } = somebody({ number })
    const personId = randomPersonId()
    const { firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate } = person
    const names = { firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate }
    const more = { mobile: mobiles[0]!, email: null, branchId: 1, registeredAt: new Date(app.clock.now()) }
    await app.db.transaction(async (tx) => {
      await claimNumber(tx, person.number, personId)
      await insertPerson(tx, { ...names, ...more, personId, number: person.number }, 'x')
    })
    const origin = { address: '192.0.2.1', device: 'test', deviceHash: Buffer.alloc(32, personId) }
    return { personId, bearer: await beginSession(app, personId, origin) }
  }
  const applicant = await member(APPLICANT_OF_SAMPLES)
  const { personId, bearer } = applicant
  const { mobile } = await getPerson(app.db, personId)
  const here = (rest = '') => `/applications/${applicationId}${rest}`

  const upload = async (document: string, body?: Buffer): Promise<Json> =>
    api.does('POST', here(`/documents/${document}`), { bearer, body: body ?? (await photograph()), headers: png })

  /** The newest application of the applicant: here one is walked through at a time. */
  async function newest() {
    const [row] = await app.db.query<{ id: string }>(
      'select application_id as id from application where person_id = $1 order by opened_at desc, application_id limit 1',
      [personId],
    )
    return { personId, applicationId: row!.id }
  }

  /** From now on the sources say what this play does; what is opened next is the newest. */
  function plays(service: Service, play: Play): void {
    stage.play(play, isReading(service) ? service : newest)
    portal.clock.forward(1000)
  }

  /** What a service that only tells answers to the applicant, as the address of a play asks it. */
  function toldAt(service: Service, play: Play, rest = ''): string {
    plays(service, play)
    const query = Object.keys(service.fields).flatMap((name) => {
      const answer = play.answer(name)
      return answer === null ? [] : [[name, String(inJalali(answer))]]
    })
    return `/services/${service.id}/sheet${rest}?${new URLSearchParams(query).toString()}`
  }

  /** Opens an application and does what `next` says until it is sent, refused, or as far as `to`. Answers the pages seen. */
  async function fill(
    service: string,
    play: Play,
    to?: 'documents' | 'review' | 'wait',
  ): Promise<{ seen: string[]; state: Json }> {
    plays(findService(service)!, play)
    let state = await api.does('POST', '/applications', { bearer, body: { service } })
    applicationId = state.id
    return goOn(service, play, state, to)
  }

  /** Does what `next` says from here on. */
  async function goOn(
    service: string,
    play: Play,
    from: Json,
    to?: 'documents' | 'review' | 'wait',
  ): Promise<{ seen: string[]; state: Json }> {
    let state = from
    const seen: string[] = []
    for (let turns = 0; turns < 40; turns += 1) {
      const { step, page } = state.next
      if (step === to) return { seen, state }
      if (step === 'page') {
        seen.push(page)
        const { open, schema } = state.pages.find(({ name }: Json) => name === page)
        const body = Object.fromEntries(open.map((field: string) => [field, inJalali(play.answer(field))]))
        assert.deepEqual(Object.keys(schema.properties), open)
        api.fits(`${service}.${page}`, body)
        state = await api.does('PUT', here(`/pages/${page}`), { bearer, body })
      } else if (step === 'documents') {
        for (const { name, optional, files } of state.documents)
          if (!optional && files.length === 0) state = await upload(name)
      } else if (step === 'wait') {
        state = (await api.does('POST', here('/look-up'), { bearer })).application
        assert.notEqual(state.next.step, 'wait', 'a source of this play says nothing')
      } else if (step === 'review') {
        state = await send(state)
      } else return { seen, state }
    }
    throw new Error('it never comes to an end')
  }

  /** The code that was sent to the applicant's mobile last. */
  async function newestCode(): Promise<string> {
    await portal.work()
    const [sms] = (await portal.outside.inbox(mobile)).filter(({ text }) => /^\d{6}/.test(text))
    return sms!.text.slice(0, 6)
  }

  /** Sends it, with the code that reached the mobile where one is asked for. */
  async function send({ moves }: Json): Promise<Json> {
    if (!moves.some(({ move, code }: Json) => move === 'submit' && code))
      return api.does('POST', here('/submit'), { bearer })
    await api.refused('409 wrong-step', 'POST', here('/submit'), { bearer })
    // Codes are few for one mobile; here one person sends many applications.
    await portal.database.query('delete from rate_limit')
    const { maskedMobile } = await api.does('POST', here('/code'), { bearer })
    assert.ok(!mobile.includes(maskedMobile))
    const code = await newestCode()
    await api.refused('422 invalid', 'POST', here('/confirm'), { bearer, body: { code: code.replace(/./g, other) } })
    return api.does('POST', here('/confirm'), { bearer, body: { code } })
  }

  return {
    portal,
    app,
    server,
    api,
    bearer,
    personId,
    member,
    fill,
    toldAt,
    goOn,
    plays,
    newest,
    newestCode,
    upload,
    here,
    current: (): ApplicationKey => ({ personId, applicationId }),
  }
}

/** Another digit. */
const other = (digit: string): string => String((Number(digit) + 1) % 10)

let shade = 0
/** A picture that no other is like. */
export async function photograph(): Promise<Buffer> {
  shade += 1
  const background = { r: shade % 256, g: 90, b: Math.floor(shade / 256) }
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer()
}
export const png = { 'content-type': 'image/png' }
