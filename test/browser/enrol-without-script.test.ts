import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { family, insuredVisitor } from '#test/support/family.ts'
import { startPortal } from '#test/support/portal.ts'
import type { Visitor } from '#test/support/visitor.ts'
import { enrolDaughter, enrolMother, enrolSon, enrolWife } from './enrolment.ts'
import { newGuest } from './support.ts'

const NARROWEST = { width: 320, height: 568 }
const people = family(630_000)
const portal = await startPortal({ after }, { people: Object.values(people) })
let visitor: Visitor
before(async () => {
  visitor = await insuredVisitor(portal, people.insured)
})

// Every page on the way is looked over: nothing runs out of 320 px, nothing needs a script.
for (const [who, enrol] of Object.entries({
  wife: enrolWife,
  daughter: enrolDaughter,
  'son who studies': enrolSon,
  mother: enrolMother,
}))
  test(`a ${who} is enrolled without JavaScript at 320 px`, async (t) => {
    const options = { javaScriptEnabled: false, viewport: NARROWEST }
    const guest = await (await newGuest(t, portal.url, options)).inPlaceOf(visitor)
    const code = await enrol(guest, people)
    assert.match(code, /^\d{10}$/)
    await guest.open('/applications', 'درخواست‌های من')
    assert.equal(await guest.page.getByText('در حال بررسی در شعبه').first().isVisible(), true)
  })
