import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faults } from '#kernel/service/faults.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { getVersion, services } from '#services/all.ts'
import { journeysHold } from '../support/journeys-hold.ts'
import { seeded } from '../support/seeded.ts'
import { nameOf, replayed, stored, storedVersions } from './corpus.ts'

/** Those of which applications are opened; the others only tell. */
const opened = services.filter((service) => !isReading(service))

for (const service of services) {
  test(`${service.id}: has no faults`, () => {
    assert.deepEqual(faults(service, seeded(11)), [])
  })
}

for (const service of opened) {
  test(`${service.id}: random legal journeys never throw, can always end, show nothing hidden, move no deadline back`, () => {
    journeysHold(service, 60)
  })
}

test('every service has applications of its version in the corpus', () => {
  // A new version: node --import ./scripts/tsx.mjs test/services/corpus.ts SERVICE
  assert.deepEqual(
    opened.map(nameOf).filter((name) => !storedVersions().includes(name)),
    [],
  )
})

for (const name of storedVersions()) {
  test(`${name}: applications of the past are read as they were`, () => {
    const [id = '', version = ''] = name.split('@')
    for (const { actions, now } of stored(name))
      assert.deepEqual(replayed(getVersion(id, Number(version)), actions), now)
  })
}
