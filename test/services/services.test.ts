import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { faults } from '#kernel/service/faults.ts'
import type { Service } from '#kernel/service/service.ts'
import { journeysHold } from '../support/journeys-hold.ts'
import { seeded } from '../support/seeded.ts'

/** The folder is the registry: every folder of services/ that has a service in it. */
const folders = readdirSync(new URL('../../services', import.meta.url), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
)
const services = await Promise.all(
  folders.map(async ({ name }) => [name, (await import(`#services/${name}/service.ts`)).default as Service] as const),
)

for (const [folder, service] of services) {
  test(`${folder}: has no faults, under the name of its folder`, () => {
    assert.equal(service.id, folder)
    assert.deepEqual(faults(service, seeded(11)), [])
  })

  test(`${folder}: random legal journeys never throw, can always end, show nothing hidden, move no deadline back`, () => {
    journeysHold(service, 60)
  })
}
