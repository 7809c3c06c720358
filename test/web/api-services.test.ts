import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { isReading } from '#kernel/sheet/reading.ts'
import { services } from '#services/all.ts'
import { apiStage } from '../support/api-stage.ts'
import { deskActs, playsOf } from '../support/api-walk.ts'
import type { Json } from './api-client.ts'

const { app, server, api, bearer, fill, goOn, toldAt, current, here } = await apiStage({ after })

describe('the services', () => {
  test('all, or by words', async () => {
    const { services: all } = await api.does('GET', '/services')
    assert.ok(all.length >= 44)
    const found = await api.does('GET', `/services?q=${encodeURIComponent('ازدواچ')}`)
    assert.match(found.services[0].name, /ازدواج/)
  })

  for (const service of services) {
    test(`${service.id}: its questions, papers, conditions and states are told as they are defined`, async () => {
      const told = await api.does('GET', `/services/${service.id}`)
      assert.equal(told.version, service.version)
      assert.equal(told.service.online, true)
      assert.deepEqual(
        told.pages.map(({ name, fields, when }: Json) => [name, fields, when === null]),
        Object.entries(service.pages).map(([name, { fields, when }]) => [name, [...fields], when === undefined]),
      )
      for (const { fields, answers } of told.pages) {
        assert.deepEqual(Object.keys(answers.properties), fields)
        assert.doesNotMatch(JSON.stringify(answers), /"format":"date"/, 'days are Jalali')
      }
      assert.deepEqual(
        told.documents.map(({ name }: Json) => name),
        Object.keys(service.documents),
      )
      assert.deepEqual(rulesOf(told.conditions), Object.keys(service.rules))
      assert.deepEqual(
        told.states.map(({ name, turn }: Json) => [name, turn]),
        Object.entries(service.flow.states).map(([name, { clock }]) => [name, clock ?? null]),
      )
    })
  }

  for (const service of services) {
    test(`${service.id}: stands in the list, the search and the menu, and is begun from its page`, async () => {
      const { services: all } = await api.does('GET', '/services')
      const listed = all.find(({ id }: Json) => id === service.id)
      assert.deepEqual([listed.online, listed.pages.length], [true, Object.keys(service.pages).length])
      assert.equal(listed.tells, isReading(service))
      assert.deepEqual(
        listed.documents,
        Object.values(service.documents).map(({ title }) => title),
      )
      assert.ok(listed.audienceName !== '' && (listed.law !== null || Object.keys(service.rules).length === 0))
      const found = await api.does('GET', `/services?q=${encodeURIComponent(listed.name)}`)
      assert.ok(found.services.some(({ id }: Json) => id === service.id))
      const page = (await server.inject(`/services/${service.id}`)).body
      const begins = isReading(service)
        ? `href="/services/${service.id}/sheet"`
        : `<form method="post" action="/services/${service.id}/start"`
      assert.ok(page.includes(begins))
      assert.ok((await server.inject(`/audience/${listed.audience}`)).body.includes(`href="/services/${service.id}"`))
    })
  }

  test('one that is not online yet, or is none, is not there', async () => {
    for (const id of ['orthosis-aid', 'none', 'constructor'])
      await api.refused('404 not-found', 'GET', `/services/${id}`)
    await api.refused('404 not-found', 'POST', '/applications', { bearer, body: { service: 'constructor' } })
  })
})

const rulesOf = (list: readonly Json[]): string[] => list.map(({ rule }) => rule)

for (const service of services.filter(isReading)) {
  for (const play of await playsOf(service)) {
    test(`${service.id} through the API: ${play.title}`, async () => {
      const { sheet, refusals } = await api.does('GET', toldAt(service, play), { bearer })
      const printed = await server.inject({
        url: `/api/v1${toldAt(service, play, '.pdf')}`,
        headers: { authorization: `Bearer ${bearer}` },
      })
      if (play.ends === 'told') {
        assert.deepEqual(rulesOf(refusals), [])
        assert.ok(sheet.sections.length > 0)
        assert.deepEqual([printed.statusCode, printed.body.slice(0, 5)], [200, '%PDF-'])
        return
      }
      assert.equal(sheet, null)
      assert.deepEqual([printed.statusCode, printed.json().code], [409, 'wrong-step'])
      if (typeof play.ends === 'object') assert.ok(rulesOf(refusals).includes(play.ends!.refusedBy))
      for (const { refusal, articles } of refusals) {
        assert.match(refusal, /[آ-ی]/)
        assert.ok(articles.length > 0)
      }
    })
  }

  test(`${service.id}: nobody is told without a session, nothing is opened, and a silent source is named`, async () => {
    const [play] = await playsOf(service)
    await api.refused('401 not-signed-in', 'GET', toldAt(service, play!))
    await api.refused('409 wrong-step', 'POST', '/applications', { bearer, body: { service: service.id } })
    const silent = { ...play!, said: () => undefined }
    const { detail } = await api.refused('503 unavailable', 'GET', toldAt(service, silent), { bearer })
    assert.match(detail, /پاسخ نمی‌دهد/)
  })
}

for (const service of services.filter((one) => !isReading(one))) {
  for (const play of await playsOf(service)) {
    test(`${service.id} through the API: ${play.title}`, async () => {
      const { seen, state } = await fill(service.id, play)
      if (play.pages !== null) assert.deepEqual(seen, play.pages.slice(0, seen.length))
      const refusedBy = typeof play.ends === 'object' ? (play.ends?.refusedBy ?? null) : null
      if (state.next.step === 'refused') {
        assert.notEqual(play.ends, 'approved')
        const { verdict, rules } = await api.does('GET', here('/review'), { bearer })
        assert.equal(verdict, 'no')
        if (refusedBy !== null) assert.ok(rulesOf(rules).includes(refusedBy))
        for (const { refusal, articles } of rules) {
          assert.match(refusal, /[آ-ی]/)
          assert.ok(articles.length > 0)
        }
        await api.refused('409 wrong-step', 'POST', here('/submit'), { bearer })
        const ended = await api.does('POST', here('/withdraw'), { bearer })
        assert.deepEqual([ended.turn, ended.result], [null, null])
        return
      }
      if (play.pages !== null) assert.deepEqual(seen, play.pages)
      const key = current()
      for (let turns = 0; turns < 20; turns += 1) {
        if (await deskActs(app, key, play)) continue
        const state = await api.does('GET', here(), { bearer })
        if (state.turn !== 'citizen') break
        await goOn(service.id, play, state)
      }
      const { turn, stateText, result, timeline } = await api.does('GET', here(), { bearer })
      assert.equal(turn, null, stateText)
      if (play.ends !== null) assert.equal(result.accepted, play.ends === 'approved')
      if (refusedBy !== null) assert.deepEqual(rulesOf(result.reasons), [refusedBy])
      assert.ok(timeline.length >= 2)
    })
  }
}
