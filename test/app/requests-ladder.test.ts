import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { climbed, toldAt, type Owned } from '#app/requests/ladder.ts'
import { BREACH } from '#kernel/request/ladder.ts'
import { KINDS, type Kind } from '#kernel/request/request.ts'
import type { Tellable } from '#store/staff-notices.ts'

// Whom the ladder tells, whoever works where: read off a plain list of levels, which the code under test does not share.

const LEVELS: Readonly<Record<Kind, readonly string[]>> = {
  question: ['supervisor', 'province-head', 'director'],
  complaint: ['supervisor', 'province-head', 'director'],
  suggestion: ['supervisor', 'province-head', 'director'],
  oversight: ['oversight-officer', 'director'],
  information: ['information-officer', 'director'],
}
const kinds = Object.keys(KINDS) as Kind[]
const roles = ['officer', ...new Set(Object.values(LEVELS).flat())]
const inProvince = ['province-head', 'oversight-officer']

/** Anybody anywhere, and one administrator, so that there is always somebody. */
const crowd = fc
  .array(
    fc.record({
      role: fc.constantFrom(...roles),
      branchId: fc.constantFrom(1, 2),
      province: fc.constantFrom('قم', 'تهران'),
      away: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((some): Tellable[] =>
    [...some, { role: 'administrator', branchId: 0, province: '', away: false }].map(
      ({ role, branchId, province, away }, n) => ({
        staffId: `${n}`,
        role,
        branchId: ['officer', 'supervisor'].includes(role) ? branchId : null,
        province: inProvince.includes(role) ? province : null,
        branchProvince: null,
        deputyId: away ? `deputy of ${n}` : null,
      }),
    ),
  )
const place = fc.record({
  kind: fc.constantFrom(...kinds),
  branchId: fc.constantFrom(1, 2, null),
  province: fc.constantFrom('قم', 'تهران'),
  aboutBranch: fc.constantFrom(1, null),
  held: fc.boolean(),
})
const cases = fc.tuple(crowd, place).map(([staff, { held, ...where }]) => {
  const holder = held ? (staff.find(({ role }) => role === 'officer')?.staffId ?? null) : null
  return { staff, owned: { ...where, holder } satisfies Owned }
})

const called = ({ staffId, deputyId }: Tellable) => deputyId ?? staffId
/** Of whoever may answer for it on a level; nobody there: of the next that has somebody. */
function onLevel(level: number, owned: Owned, staff: readonly Tellable[]): string[] {
  for (const role of [...LEVELS[owned.kind], 'administrator'].slice(level)) {
    const there = staff.filter((one) => {
      if (one.role !== role || role === 'administrator') return one.role === role
      const home = one.branchId === null || (one.branchId === owned.branchId && owned.branchId !== owned.aboutBranch)
      return home && (one.province === null || one.province === owned.province)
    })
    if (there.length > 0) return there.map(called)
  }
  return []
}
const inHand = (owned: Owned, staff: readonly Tellable[]) => {
  const holder = staff.filter(({ staffId }) => staffId === owned.holder)
  return holder.length > 0 ? holder.map(called) : onLevel(0, owned, staff)
}
const sorted = (ids: readonly string[]) => [...new Set(ids)].toSorted()

test('after a broken deadline it climbs one level every working day, and whoever is at the top is told for ever', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 400 }), ({ staff, owned }, day) => {
      const level = Math.min(day, LEVELS[owned.kind].length) - 1
      const right = [...inHand(owned, staff), ...onLevel(level, owned, staff)]
      assert.deepEqual(sorted(toldAt(BREACH + day, owned, staff)), sorted(right))
      assert.ok(right.length > 0)
    }),
    { numRuns: 1000 },
  )
})

test('before it, the warnings stay with the unit; at the deadline all below the director are told', () => {
  fc.assert(
    fc.property(cases, ({ staff, owned }) => {
      const unit = [...inHand(owned, staff), ...onLevel(0, owned, staff)]
      assert.deepEqual(sorted(toldAt(1, owned, staff)), sorted(inHand(owned, staff)))
      for (const step of [2, 3]) assert.deepEqual(sorted(toldAt(step, owned, staff)), sorted(unit))
      const below = onLevel(LEVELS[owned.kind].length - 2, owned, staff)
      assert.deepEqual(sorted(toldAt(BREACH, owned, staff)), sorted([...unit, ...below]))
    }),
    { numRuns: 1000 },
  )
})

test('a branch with its head, its province and the director: one of them a day, the director from the third on', () => {
  const somebody = { branchId: null, province: null, branchProvince: null, deputyId: null }
  const staff: Tellable[] = [
    { ...somebody, staffId: 'clerk', role: 'officer', branchId: 1 },
    { ...somebody, staffId: 'head', role: 'supervisor', branchId: 1 },
    { ...somebody, staffId: 'province', role: 'province-head', province: 'قم' },
    { ...somebody, staffId: 'officer', role: 'information-officer' },
    { ...somebody, staffId: 'director', role: 'director' },
  ]
  const owned = { branchId: 1, province: 'قم', aboutBranch: null }
  const question: Owned = { ...owned, kind: 'question', holder: 'clerk' }
  const days = (request: Owned, ...some: number[]) => some.map((day) => toldAt(BREACH + day, request, staff).join())
  assert.deepEqual(days(question, 0, 1, 2, 3, 4, 90), [
    'clerk,head,province',
    'clerk,head',
    'clerk,province',
    'clerk,director',
    'clerk,director',
    'clerk,director',
  ])
  assert.deepEqual(days({ ...question, holder: null }, 1, 2, 3), ['head', 'head,province', 'head,director'])
  const information: Owned = { ...owned, kind: 'information', holder: 'officer' }
  assert.deepEqual(days(information, 0, 1, 2, 3), ['officer', 'officer', 'officer,director', 'officer,director'])
})

test('what a head reads of a ladder is who was told last, and how often', () => {
  const read = (kind: Kind, ...nextSteps: number[]) =>
    nextSteps.map((next) => {
      const { role, times } = climbed(kind, next)
      return `${role} ${times}`
    })
  assert.deepEqual(read('complaint', 5, 6, 7, 8, 9, 20), [
    'province-head 0',
    'province-head 0',
    'province-head 0',
    'director 1',
    'director 2',
    'director 13',
  ])
  assert.deepEqual(read('information', 5, 6, 7, 8), [
    'information-officer 0',
    'information-officer 0',
    'director 1',
    'director 2',
  ])
})
