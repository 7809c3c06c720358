import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import Fastify from 'fastify'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { services } from '#services/all.ts'
import { apiRoutes } from '#web/api/routes.ts'
import { startPortal } from '../support/portal.ts'
import { ApiClient, type Json } from './api-client.ts'

const portal = await startPortal({ after })
const { document } = await ApiClient.of(portal.server)
const api = await ApiClient.of(portal.server)

type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security: Record<string, unknown>[]
  parameters: { name?: string; in?: string; $ref?: string }[]
  responses: Record<string, { description: string }>
}
const operations = Object.entries<Record<string, Operation>>(document['paths']).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ ...operation, route: `${method.toUpperCase()} ${path}` })),
)

/** Every value of the document with the key it stands under. */
function* values(of: unknown, key = ''): Generator<{ key: string; value: unknown }> {
  yield { key, value: of }
  if (typeof of !== 'object' || of === null) return
  for (const [name, value] of Object.entries(of)) yield* values(value, name)
}

test('the document is valid OpenAPI 3.1', async () => {
  const checked = await new Validator().validate(structuredClone(document))
  assert.deepEqual(checked.errors ?? [], [])
  assert.equal(checked.valid, true)
  assert.match(document['openapi'], /^3\.1\./)
})

test('every reference in it leads somewhere', () => {
  const refs = [...values(document)].filter(({ key }) => key === '$ref').map(({ value }) => String(value))
  assert.ok(refs.length > 50)
  for (const ref of new Set(refs)) {
    const target = ref
      .split('/')
      .slice(1)
      .reduce<Json>((at, name) => at?.[name], document)
    assert.ok(target !== undefined && target.$ref !== ref, ref)
  }
})

test('every registered route is in it, and nothing else', async () => {
  const registered: string[] = []
  const server = Fastify({ exposeHeadRoutes: false })
  server.addHook('onRoute', ({ method, url }) => {
    registered.push(`${String(method)} ${url.replace('/api/v1', '').replaceAll(/:(\w+)/g, '{$1}')}`)
  })
  await server.register((plugin) => Promise.resolve(apiRoutes(plugin, portal.app)), { prefix: '/api/v1' })
  await server.ready()
  assert.deepEqual(
    registered.filter((route) => route !== 'GET /openapi.json').toSorted(),
    operations.map(({ route }) => route).toSorted(),
  )
})

test('every operation has a name of its own, a summary, a known tag and says who may call', () => {
  const tags = document['tags'].map(({ name }: { name: string }) => name)
  const schemes = Object.keys(document['components'].securitySchemes)
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length)
  for (const { operationId, summary, tags: used, security } of operations) {
    assert.ok(summary.length > 5, operationId)
    assert.ok(used.length === 1 && tags.includes(used[0]), operationId)
    for (const scheme of security.flatMap(Object.keys)) assert.ok(schemes.includes(scheme), operationId)
  }
})

test('every operation that changes something takes an Idempotency-Key', () => {
  for (const { route, parameters } of operations) {
    const takes = parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey')
    assert.equal(takes, !route.startsWith('GET '), route)
  }
})

test('nothing personal has a place in an address', () => {
  // The questions of services that only tell stand in the address, so they are of kinds that say nothing of a person.
  const told = services.filter(isReading).flatMap(({ fields }) => Object.entries(fields))
  for (const [name, { kind }] of told) assert.match(kind, /^(choice|yes-no|number|jalali-year|jalali-month)$/, name)
  const questions = new Set(told.map(([name]) => name))
  const inAddresses = operations
    .flatMap(({ parameters }) => parameters.flatMap(({ name = [] }) => name))
    .filter((name) => !questions.has(name))
  assert.deepEqual([...new Set(inAddresses)].toSorted(), [
    'after',
    'case', // of a question: what kind of person asks, not who
    'code', // the public code of a paper that somebody showed
    'document',
    'file',
    'id',
    'licence', // the number of one that its holder gave; it opens nothing
    'open',
    'page',
    'q',
    'service',
  ])
})

test('every example of a field is what its schema asks for, and its numbers belong to nobody', () => {
  let seen = 0
  for (const [name, schema] of Object.entries<Json>(document['components'].schemas)) {
    for (const example of schema.examples ?? []) api.fits(name, example)
    for (const [field, property] of Object.entries<Json>(schema.properties ?? {})) {
      for (const example of property.examples ?? property.anyOf?.[0]?.examples ?? []) {
        seen += 1
        if (field === 'personalNumber') {
          assert.ok(parsePersonalNumber(example).ok, example)
          assert.match(example, /^990/, 'a prefix that is not issued')
        }
        if (field === 'mobile') assert.equal(example, '09123456789')
      }
    }
  }
  assert.ok(seen > 30)
})
