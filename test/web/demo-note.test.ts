import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { buildServer } from '#web/server.ts'
import { branchOf } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'

const NOTE = 'نسخهٔ نمایشی با افراد ساختگی'
const portal = await startPortal({ after })
const demo = await buildServer(portal.app, { secure: false, trustProxy: 0, demo: true, logLevel: 'silent' })
after(() => demo.close())

test('every page of a demonstration says so, those of staff too; the portal itself never does', async () => {
  const cookie = (await branchOf(portal).staff('officer')).cookie('staff')!
  for (const url of ['/', '/sign-in', '/services/dependants', '/staff/sign-in', '/staff', '/staff/cases/1234567890']) {
    const signedIn = ['/staff', '/staff/cases/1234567890'].includes(url)
    const asked = { url, ...(signedIn ? { cookies: { staff: cookie } } : {}) }
    assert.ok((await demo.inject(asked)).body.includes(NOTE), url)
    assert.ok(!(await portal.server.inject(asked)).body.includes(NOTE), url)
  }
})
