import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTheirs, isUnit, queueOf, UNITS, waitsFor, type Unit } from '#kernel/unit.ts'

test('an application waits for its role, and for that role of its unit', () => {
  assert.deepEqual(waitsFor('officer'), ['officer', 'officer:enrolment'])
  assert.deepEqual(waitsFor('supervisor', 'benefits'), ['supervisor', 'supervisor:benefits'])
  assert.deepEqual(waitsFor('inquirer', 'benefits'), ['inquirer'], 'inquirers and physicians serve all units')
})

test('who belongs to no unit finds what waits for every one', () => {
  for (const unit of Object.keys(UNITS) as Unit[])
    for (const role of ['officer', 'supervisor', 'inquirer', 'physician'] as const) {
      assert.ok(waitsFor(role, unit).includes(queueOf({ role })))
      assert.ok(waitsFor(role, unit).includes(queueOf({ role, unit })))
    }
})

test('officers decide about the services of their unit', () => {
  assert.ok(isTheirs({ role: 'officer' }, 'benefits'))
  assert.ok(isTheirs({ role: 'officer', unit: 'enrolment' }))
  assert.ok(!isTheirs({ role: 'officer', unit: 'enrolment' }, 'benefits'))
  assert.ok(!isTheirs({ role: 'supervisor', unit: 'benefits' }))
  assert.ok(isTheirs({ role: 'inquirer', unit: 'records' }, 'benefits'))
  assert.deepEqual([isUnit('benefits'), isUnit('treasury')], [true, false])
})
