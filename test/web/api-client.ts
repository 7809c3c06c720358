import assert from 'node:assert/strict'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { createRequire } from 'node:module'

/** What JSON.parse gives. That the document tells what is in it is checked as it runs, not by the compiler. */
export type Json = ReturnType<JSON['parse']>
type Check = ((value: unknown) => boolean) & { errors?: unknown }

// JSON Schema is checked by what the validator of OpenAPI documents itself stands on.
const require = createRequire(import.meta.resolve('@seriousme/openapi-schema-validator'))
const { Ajv2020 } = require('ajv/dist/2020.js')
const addFormats = require('ajv-formats')

export type Met = { status: number; headers: Record<string, string>; body: Json; response: LightMyRequestResponse }
export type CallOptions = { body?: unknown; bearer?: string; key?: string; headers?: Record<string, string> }

/** An app that uses the API. Every answer it meets must be one that the document promises, with the body it promises. */
export class ApiClient {
  readonly #server: FastifyInstance
  readonly document: Json
  /** Operations that were met with success. */
  readonly succeeded = new Set<string>()
  readonly #ajv: { getSchema(ref: string): Check | undefined }

  private constructor(server: FastifyInstance, document: Json) {
    this.#server = server
    this.document = document
    this.#ajv = addFormats(new Ajv2020({ strict: false, allErrors: true })).addSchema(document, 'api')
  }

  static async of(server: FastifyInstance): Promise<ApiClient> {
    return new ApiClient(server, (await server.inject('/api/v1/openapi.json')).json())
  }

  async call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: CallOptions = {}): Promise<Met> {
    const { body, bearer, key, headers = {} } = options
    const response = await this.#server.inject({
      method,
      url: `/api/v1${path}`,
      ...(body === undefined ? {} : { payload: body as object }),
      headers: {
        ...headers,
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
    })
    this.#keepsItsPromise(method, path.split('?')[0]!, response)
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string>,
      body: /json/.test(String(response.headers['content-type'])) ? response.json() : undefined,
      response,
    }
  }

  /** As `call`, for what must go well; answers the body. */
  async does(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: CallOptions = {}): Promise<Json> {
    const met = await this.call(method, path, options)
    assert.ok(met.status < 300, `${method} ${path}: ${met.status} ${met.response.body}`)
    return met.body
  }

  /** As `call`, for what must be refused with this status and code; answers the problem. */
  async refused(
    expected: `${number} ${string}`,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options: CallOptions = {},
  ): Promise<Json> {
    const { status, body } = await this.call(method, path, options)
    assert.equal(`${status} ${body?.code}`, expected, JSON.stringify(body))
    return body
  }

  /** Operations of some tags that were never met with success. */
  unmet(isOf: (tag: string) => boolean): string[] {
    return Object.values<Json>(this.document['paths'])
      .flatMap((path) => Object.values<Json>(path))
      .filter(({ operationId, tags }) => isOf(tags[0]) && !this.succeeded.has(operationId))
      .map(({ operationId }) => operationId)
  }

  /** Checks a value against a schema of the document. */
  fits(name: string, value: unknown): void {
    const check = this.#ajv.getSchema(`api#/components/schemas/${name}`)
    assert.ok(check, `${name} is not in the document`)
    assert.ok(check(value), `${name}: ${JSON.stringify(check.errors)} ${JSON.stringify(value)}`)
  }

  #keepsItsPromise(method: string, path: string, response: LightMyRequestResponse): void {
    const operation = this.#operation(method, path)
    const promised = operation['responses'][response.statusCode]
    assert.ok(promised, `${operation['operationId']} does not promise ${response.statusCode}: ${response.body}`)
    if (response.statusCode < 300) this.succeeded.add(operation['operationId'])
    if (promised.content === undefined) return assert.equal(response.body, '')
    const sent = String(response.headers['content-type'])
    if (Object.hasOwn(promised.content, sent)) return assert.ok(response.rawPayload.length > 0)
    const [[type, { schema }]] = Object.entries<Json>(promised.content) as [[string, Json]]
    assert.equal(response.headers['content-type'], `${type}; charset=utf-8`)
    this.fits(schema.$ref.split('/').at(-1), response.json())
    if (type === 'application/problem+json') {
      const { code } = response.json()
      assert.ok(promised.description.includes(`\`${code}\``), `${operation['operationId']} does not promise ${code}`)
    }
  }

  #operation(method: string, path: string): Json {
    const [found] = Object.entries<Json>(this.document['paths']).filter(([template]) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    )
    const operation = found?.[1][method.toLowerCase()]
    assert.ok(operation, `${method} ${path} is not in the document`)
    return operation
  }
}
