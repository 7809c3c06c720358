import { services } from '#services/all.ts'
import { z } from 'zod'
import { pageSchemas } from './answers.ts'
import { writes, type Operation, type Tag, type Who } from './operation.ts'
import { problemKinds, ProblemDocument, type ApiProblemCode } from './problems.ts'

type Json = Record<string, unknown>

const description = `The portal's use cases for its own app and for others: sign-up, password recovery, sign-in, the
account, the services and the applications for them.

**Language.** Names, codes and this document are English. Everything a person reads is Persian: \`detail\` and
\`errors[].message\` of problems and all texts of answers may be shown as they are. Numbers may be sent in Persian, Arabic or
Latin digits; numbers that are answered as data have Latin digits.

**Dates.** A day (a birth date, say) is Jalali text, \`YYYY/MM/DD\`, both ways: it is what people know and write. Instants
are ISO 8601 in UTC. There is no Gregorian day anywhere in the API.

**Who calls.** Bearer tokens only; cookies are ignored. A sign-up, a recovery, a session and a tracked request each have a token
of their own.

**Problems** are \`application/problem+json\` (RFC 9457). Decide by \`code\`, which never changes its meaning; /problems lists all.

**Repeating.** Send an \`Idempotency-Key\` with every POST, PUT and DELETE: 16 to 255 visible ASCII characters, random (a
UUID), a new one for every new request of the person. The same request with the same key and bearer is then carried out
once; repeated within 24 hours it is answered as the first time, with \`Idempotency-Replayed: true\`. Problems that pass by
themselves (\`limited\`, \`busy\`, \`unavailable\`, \`lacking\`, \`internal\`, \`not-signed-in\`) and bodies of the wrong shape are not kept, so
repeating with the same key is right. Before sign-in a key belongs to whoever knows it: never derive it from the person.

**Change.** Fields may be added to answers and codes to problems without notice; nothing is removed or renamed within v1.

**Personal data** goes in bodies only, never in an address.`

const tags: Record<Tag, string> = {
  'Sign-up':
    'From number and mobile to the message at the end, step by step. Steps may be taken again until submitting.',
  Recovery: 'A new password for who has the mobile of the account. Nothing tells whether an account exists.',
  Session: 'Signing in and out.',
  Account: 'The account of the person who is signed in.',
  Services:
    'What the organisation does, and for what is online here: its questions, papers and conditions. Made of the definitions that make the pages.',
  Applications:
    'From beginning a service to its result. Do what `next` says until it is `none`; after a return for correction the same again with what is open then.',
  Payments:
    'Contracts of those who insure themselves: slips by month, payment at the bank gateway, receipts, change and cancellation.',
  Certificates: 'Papers for somebody else: their holder reads them, whoever is shown one checks it.',
  Questions: 'What everybody asks, with the one answer of the organisation that holds today.',
  Requests:
    'Questions, complaints, suggestions and requests for information, with the clock that staff see; by account, as a guest or without a name, or by tracking code.',
  Published: 'What the organisation publishes of its answering: copies of answers, and the numbers.',
  Public: 'What anybody may read.',
}

const schemes: Record<Exclude<Who, 'anybody'>, string> = {
  session: '`token` of POST /sessions.',
  'sign-up': '`signUpToken` of POST /sign-ups.',
  recovery: '`recoveryToken` of the step before.',
  draft: '`draftToken` of POST /request-drafts.',
  tracking: '`trackingToken` of POST /request-trackings.',
  request: '`requestToken` of a tracking.',
}

const FILES = ['image/jpeg', 'image/png', 'application/pdf'] as const

const ref = (kind: 'schemas' | 'parameters' | 'headers' | 'responses', name: string) => ({
  $ref: `#/components/${kind}/${name}`,
})

/** The OpenAPI 3.1 document of the operations. */
export function openApi(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described(operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Tamin',
      version: '1.0.0',
      summary: 'Portal of the insured and pensioners of the Social Security Organisation.',
      description,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    paths,
    components: {
      schemas: componentSchemas(operations),
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'Random, new for every new request, the same when the same request is repeated.',
          schema: { type: 'string', minLength: 16, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
          example: '5f0c2f0e-6f0b-4c55-9d3e-0d7c1f5c2b11',
        },
      },
      headers: {
        RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
        IdempotencyReplayed: {
          description: 'Present when this is the kept answer of the first request with this key.',
          schema: { type: 'string', const: 'true' },
        },
      },
      securitySchemes: Object.fromEntries(
        Object.entries(schemes).map(([name, text]) => [name, { type: 'http', scheme: 'bearer', description: text }]),
      ),
    },
  }
}

function described(operation: Operation): Json {
  const { id, tag, who, summary, body } = operation
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: who === 'anybody' ? [] : [{ [who]: [] }],
    parameters: [
      ...parametersIn('path', operation.params),
      ...parametersIn('query', operation.query),
      ...(writes(operation) ? [ref('parameters', 'IdempotencyKey')] : []),
    ],
    ...(operation.takes === 'file' ? { requestBody: { required: true, content: fileContent } } : {}),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: ref('schemas', nameOf(body)) } } } }),
    responses: { [operation.status]: success(operation), ...problemResponses(operation) },
  }
}

const bytes = Object.fromEntries(FILES.map((type) => [type, {}]))
const fileContent = {
  ...bytes,
  'application/octet-stream': {},
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: { file: { contentMediaType: 'application/octet-stream' } },
      required: ['file'],
    },
  },
}

function success({ status, summary, answer, gives, method }: Operation): Json {
  return {
    description: status === 204 ? 'Done.' : summary.concat('.'),
    ...(writes({ method }) ? { headers: { 'Idempotency-Replayed': ref('headers', 'IdempotencyReplayed') } } : {}),
    ...(gives === 'file' ? { content: bytes } : {}),
    ...(answer === undefined ? {} : { content: { 'application/json': { schema: ref('schemas', nameOf(answer)) } } }),
  }
}

/** The codes an operation may answer: its own, and those that follow from what it takes and who calls. */
export function codesOf(operation: Operation): ApiProblemCode[] {
  const codes: ApiProblemCode[] = [...operation.refuses, 'invalid', 'busy', 'unavailable', 'lacking', 'internal']
  if (operation.who !== 'anybody') codes.push('not-signed-in')
  if (writes(operation)) codes.push('malformed', 'too-large', 'unsupported-media-type')
  if (writes(operation)) codes.push('idempotency-key-invalid', 'idempotency-key-reused', 'idempotency-in-progress')
  return [...new Set(codes)]
}

function problemResponses(operation: Operation): Json {
  const byStatus = Object.groupBy(codesOf(operation), (code) => problemKinds[code].status)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problemKinds[code].meaning}`).join('\n\n'),
        ...(waits(codes) ? { headers: { 'Retry-After': ref('headers', 'RetryAfter') } } : {}),
        content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } },
      },
    ]),
  )
}

const waits = (codes: readonly ApiProblemCode[]) =>
  codes.some((code) => ['limited', 'busy', 'unavailable', 'lacking', 'idempotency-in-progress'].includes(code))

function parametersIn(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(schema)
  return Object.entries(properties).map(([name, property]) => {
    const { description: text, examples, ...rest } = property as z.core.JSONSchema.BaseSchema
    return {
      name,
      in: place,
      required: required.includes(name),
      description: text,
      schema: { ...rest, ...(examples === undefined ? {} : { examples }) },
    }
  })
}

/** Every schema that has a name, those within others too. */
function componentSchemas(operations: readonly Operation[]): Json {
  const found = new Map<string, Json>()
  const tops = [ProblemDocument, ...operations.flatMap(({ body, answer }) => [body, answer])]
  for (const schema of tops) {
    if (schema === undefined) continue
    for (const [name, part] of Object.entries(z.toJSONSchema(schema).$defs ?? {})) {
      found.set(name, withComponentRefs(part as Json))
    }
  }
  for (const [name, schema] of Object.entries(pageSchemas(services))) found.set(name, schema)
  return Object.fromEntries([...found].toSorted(([one], [other]) => one.localeCompare(other)))
}

const withComponentRefs = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema), (key: string, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  ) as Json

function nameOf(schema: z.ZodType): string {
  const id = schema.meta()?.id
  if (id === undefined) throw new Error('bodies and answers of the API have a name')
  return id
}
