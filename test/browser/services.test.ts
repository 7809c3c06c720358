import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { loadApplication } from '#app/applications/load.ts'
import type { StaffRole } from '#app/staff/staff.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { services } from '#services/all.ts'
import { apiStage } from '#test/support/api-stage.ts'
import { deskActs, playsOf } from '#test/support/api-walk.ts'
import { branchOf } from '#test/support/desk.ts'
import { apply, ask, atDesk, goOn } from './service-walk.ts'
import { newGuest, WIDE, type Guest } from './support.ts'

// Every service of the portal, by its first case that ends well: without JavaScript, on 320 px, each page before axe, to
// its final state, with the part of the colleagues at their desk. A new service is walked as soon as its folder is there.

const stage = await apiStage({ after })
const url = await stage.server.listen({ host: '127.0.0.1', port: 0 })
const branch = branchOf({ ...stage.portal, app: stage.app, url })
const NARROW = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }

const cookie = (name: string, value: string) => ({ name, value, url, httpOnly: true, sameSite: 'Lax' as const })

test('every service, in the browser', async (t) => {
  // One person applies for all of them, as people do; colleagues stay at their desks.
  const person = await newGuest(t, url, NARROW)
  await person.context.addCookies([cookie('session', stage.bearer)])
  const colleagues = new Map<string, Guest>()
  async function colleague(role: string): Promise<Guest> {
    const known = colleagues.get(role)
    if (known !== undefined) return known
    // axe looks at the pages of the desk in test/web/looks-of-desk.test.tsx.
    const guest = await newGuest(t, url, { viewport: WIDE, thorough: false })
    const visitor = await branch.staff((role === 'physician' ? 'medical-commission' : role) as StaffRole)
    await guest.context.addCookies([cookie('staff', visitor.cookie('staff')!)])
    colleagues.set(role, guest)
    return guest
  }

  for (const service of services) {
    const play = (await playsOf(service)).find(({ ends }) => typeof ends === 'string')
    if (play === undefined) continue
    await t.test(`${service.id}: ${play.title}`, async () => {
      stage.plays(service, play)
      if (isReading(service)) return ask(person, service, play)
      await apply(person, service, play, stage.newestCode)
      const key = await stage.newest()
      for (let turns = 0; turns < 10; turns += 1) {
        const { application } = (await loadApplication(stage.app, key))!
        const state = service.flow.states[application.state]!
        if (state.final !== undefined) break
        if (state.clock === 'organisation') await deskActs(stage.app, key, play, atDesk(colleague))
        else {
          await person.page.goto(`/applications/${key.applicationId}`)
          await person.follow('ادامهٔ درخواست')
          await goOn(person, service, play, stage.newestCode)
        }
      }
      const { application } = (await loadApplication(stage.app, key))!
      assert.equal(service.flow.states[application.state]!.final, 'outcome')
      assert.notEqual(application.state, 'rejected')
      await person.page.goto(`/applications/${key.applicationId}`)
      await person.looks(`${service.id} ended`)
      assert.equal(await person.page.locator('#sheet').count(), service.shows === undefined ? 0 : 1)
    })
  }
})
