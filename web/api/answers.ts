import { formatJalali, isIsoDate, parseJalali, type IsoDate } from '#kernel/dates.ts'
import type { Json, JsonSchema } from '#kernel/fields/field.ts'
import { isObject } from '#kernel/fields/group.ts'
import type { Service } from '#kernel/service/service.ts'
import { toLatinDigits } from '#kernel/text.ts'

// Answers are kept with ISO days. The API speaks of days in the Jalali calendar only: a value is walked along the schema
// of its field, and wherever that says `date` the day is rewritten.

const jalaliText: JsonSchema = { pattern: '^1[2-5]\\d\\d/\\d\\d/\\d\\d$', examples: ['1370/01/05'] }

/** The JSON Schema of the answers to some fields, in the order they are asked. */
export function answersSchema(service: Service, names: readonly string[]): JsonSchema {
  const properties = names.map((name) => [name, inJalali(service.fields[name]!.schema()) as JsonSchema] as const)
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: names.filter((name) => !service.fields[name]!.optional),
    additionalProperties: false,
  }
}

/** The answers as the API gives them. */
export function answersToApi(service: Service, answers: Readonly<Record<string, unknown>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => {
      const field = service.fields[name]!
      return [name, rewrite(field.schema(), field.toJson(value), dayOut)]
    }),
  )
}

/** And back: for `answerPage`, which judges them. */
export function answersFromApi(service: Service, sent: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(sent).map(([name, json]) => {
      const field = service.fields[name]
      return [name, field === undefined ? json : rewrite(field.schema(), json, dayIn)]
    }),
  )
}

const dayOut = (day: string): string => (isIsoDate(day) ? toLatinDigits(formatJalali(day as IsoDate, 'numeric')) : day)

/** A Jalali day in any writing. A Gregorian one is left for the field to refuse, in a writing that it does not take for an ISO day. */
function dayIn(text: string): string {
  const read = parseJalali(text)
  return read.ok ? read.value : text.replaceAll('-', '/')
}

function rewrite(schema: Json, value: Json, day: (text: string) => string): Json {
  if (!isObject(schema) || value === null) return value
  if (Array.isArray(schema['anyOf'])) return rewrite(schema['anyOf'][0] as Json, value, day)
  if (schema['format'] === 'date') return typeof value === 'string' ? day(value) : value
  const { properties, items } = schema
  if (Array.isArray(value) && items !== undefined)
    return (value as readonly Json[]).map((one) => rewrite(items, one, day))
  if (!isObject(value) || properties === undefined || !isObject(properties)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      Object.hasOwn(properties, key) ? rewrite(properties[key]!, one, day) : one,
    ]),
  )
}

/** A schema in which days are Jalali text. */
function inJalali(schema: Json): Json {
  if (Array.isArray(schema)) return (schema as readonly Json[]).map(inJalali)
  if (!isObject(schema)) return schema
  const { format, ...rest } = schema
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, inJalali(value)]))
  if (format === undefined) return inner
  return format === 'date' ? { ...inner, ...jalaliText } : { ...inner, format }
}

/** Of every page of every service the answers it takes, by `SERVICE.PAGE`: schemas of the document. */
export function pageSchemas(services: readonly Service[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    services.flatMap((service) =>
      Object.entries(service.pages).map(([name, page]) => [
        `${service.id}.${name}`,
        { title: `${service.title}: ${page.title}`, ...answersSchema(service, page.fields) },
      ]),
    ),
  )
}
