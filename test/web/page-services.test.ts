import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Remark } from '#kernel/service/action.ts'
import { movesOf } from '#kernel/service/flow.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { services } from '#services/all.ts'
import { apiStage } from '../support/api-stage.ts'
import { deskActs, playsOf, type Play } from '../support/api-walk.ts'
import { casesOf, toldBy } from '../support/cases.ts'
import { deskOfPages } from '../support/page-desk.ts'
import { pageTells } from '../support/page-tells.ts'
import { PageVisit } from '../support/page-visit.ts'
import { pageWalk } from '../support/page-walk.ts'

// Every case of every service through the pages, as a browser without JavaScript does it: what the kernel decides is what is
// read there. Through the kernel alone: test/services/cases.test.ts; through the API: api-services.test.ts; the looks of one
// case of each: test/browser/services.test.ts.

const stage = await apiStage({ after })
const url = await stage.server.listen({ host: '127.0.0.1', port: 0 })
const visit = new PageVisit(stage, url)
const walk = pageWalk(stage, visit)
const tells = pageTells(stage, visit)
const hand = deskOfPages(stage.app, url, walk.key)
const plays = new Map(await Promise.all(services.map(async (one) => [one.id, await playsOf(one)] as const)))
const cases = new Map(await Promise.all(services.map(async (one) => [one.id, await casesOf(one)] as const)))

/** Colleagues and the person in turn, until it has ended. */
async function settle(play: Play): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) {
    if (await deskActs(stage.app, walk.key(), play, hand)) continue
    const { state } = await walk.status()
    if (state.clock !== 'citizen') return
    await walk.continue()
    await walk.goOn(play)
  }
  assert.fail('it never ends')
}

for (const service of services.filter((one) => !isReading(one))) {
  for (const play of plays.get(service.id)!) {
    test(`${service.id} through its pages: ${play.title}`, async () => {
      await walk.begin(service, play)
      const { seen, now } = await walk.goOn(play)
      if (play.pages !== null) assert.deepEqual(seen, play.pages.slice(0, seen.length))
      if (now.next.step === 'refused') {
        assert.notEqual(play.ends, 'approved')
        return walk.refused()
      }
      if (play.pages !== null) assert.deepEqual(seen, play.pages)
      await settle(play)
      const { application, state } = await walk.status()
      assert.equal(state.final, 'outcome')
      if (play.ends !== null) assert.equal(application.state === 'rejected', play.ends !== 'approved')
    })
  }
}

for (const service of services.filter((one) => movesOf(one.flow.states['submitted']).includes('officer:return')))
  test(`${service.id}, returned for correction: what was marked is open again, and nothing else`, async () => {
    const play = plays.get(service.id)!.find(({ ends }) => ends === 'approved')!
    await walk.begin(service, play)
    await walk.goOn(play)
    const { situation, row } = await walk.now()
    const pages = situation.pages.filter((name) => service.pages[name]!.startsOver !== true)
    const [page, other] = pages.toReversed()
    const [field] = service.pages[page!]!.fields
    const [document] = situation.documents
    const remarks: Remark[] = [{ about: 'field', name: field!, remark: 'این پاسخ با مدارک نمی‌خواند.' }]
    if (document !== undefined) remarks.push({ about: 'document', name: document, remark: 'تصویر خوانا نیست.' })
    await hand.move('officer', row.trackingCode, 'return', { remarks })

    const { state } = await walk.status()
    assert.equal(state.clock, 'citizen')
    const told = await visit.open(walk.here())
    const titleOf = ({ about, name }: Remark) =>
      about === 'field' ? service.fields[name]!.label : service.documents[name]!.title
    told.says(remarks.flatMap((one) => [titleOf(one), one.remark]))
    const next = walk.here(`/pages/${page}`)
    assert.ok(told.links.includes(`${next}#${field}`))
    if (other !== undefined) {
      await visit.open(walk.here(`/pages/${other}`))
      assert.equal(visit.visitor.path, next, 'a page that was not marked leads to the one that was')
    }
    await walk.continue()
    assert.deepEqual((await walk.goOn(play)).seen, [page])
    await settle(play)
    assert.equal((await walk.status()).application.state, 'approved')
  })

for (const service of services.filter(isReading))
  for (const [n, play] of plays.get(service.id)!.entries())
    test(`${service.id} through its pages: ${play.title}`, () =>
      tells(service, play, toldBy(service, cases.get(service.id)![n] as never)))

test('every question was answered badly at its page, but for those that may be left out', () => {
  const never = services.flatMap(({ id, fields }) =>
    Object.entries(fields).filter(([name, { optional }]) => !optional && !visit.did(`${id} ${name}`)),
  )
  assert.deepEqual(never, [])
})
