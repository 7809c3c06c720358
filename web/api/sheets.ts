import { printSheet, whyNot } from '#app/sheets/print-sheet.ts'
import { tell } from '#app/sheets/tell.ts'
import { done, failed } from '#app/problem.ts'
import type { Field, Json } from '#kernel/fields/field.ts'
import { isObject } from '#kernel/fields/group.ts'
import type { Service } from '#kernel/service/service.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { toLatinDigits } from '#kernel/text.ts'
import { services } from '#services/all.ts'
import { z } from 'zod'
import { answersFromApi } from './answers.ts'
import { operation } from './operation.ts'
import { Article, Instant, instant } from './schemas.ts'
import { SheetAnswer, sheetToApi } from './sheet.ts'

const Told = z
  .strictObject({
    service: z.string().meta({ examples: ['records'] }),
    at: Instant.meta({ description: 'When the sources were asked.' }),
    sources: z.array(z.string()).meta({ description: 'Who was asked, in Persian.' }),
    sheet: SheetAnswer.nullable().meta({ description: 'Null where a rule refuses.' }),
    refusals: z
      .array(
        z.strictObject({
          rule: z.string(),
          title: z.string(),
          refusal: z.string(),
          mend: z.string().nullable(),
          articles: z.array(Article),
        }),
      )
      .meta({ description: 'The rules that say no, with words for the person.' }),
  })
  .meta({ id: 'Told', description: 'What a service that only tells answers. Nothing of it is kept.' })

/** Each service that only tells has its sheet under its own address, with its own questions. */
export const sheetOperations = services.filter(isReading).flatMap((service) => {
  const shared = {
    method: 'GET',
    tag: 'Services',
    who: 'session',
    status: 200,
    query: questionsOf(service),
  } as const
  const name = service.id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const askedBy = (query: object) => ({ json: answersOf(service, query as Readonly<Record<string, string>>) })
  return [
    operation({
      ...shared,
      path: `/services/${service.id}/sheet`,
      id: `tell${name}`,
      summary: `${service.title}: what it tells the person now`,
      description: 'Sources are asked afresh, each for three seconds; where one is silent the answer is `unavailable`.',
      refuses: ['limited'],
      answer: Told,
      handle: async ({ app, caller, query }) => {
        const told = await tell(app, caller.personId, service, askedBy(query))
        if (!told.ok) return told
        const { sheet, refusals, silent, at } = told.value
        if (sheet === null && refusals.length === 0) return failed(whyNot(silent, null))
        return done({
          service: service.id,
          at: instant(new Date(at)),
          sources: [...new Set(Object.values(service.facts).map(({ from }) => from.title))],
          sheet: sheet === null ? null : sheetToApi(sheet),
          refusals: refusals.map(({ rule, title, refusal, mend, articles }) => ({
            rule,
            title,
            refusal: refusal ?? '',
            mend,
            articles: [...articles],
          })),
        })
      },
    }),
    operation({
      ...shared,
      path: `/services/${service.id}/sheet.pdf`,
      id: `print${name}`,
      summary: `${service.title}, printed`,
      refuses: ['limited', 'wrong-step'],
      gives: 'file',
      handle: async ({ app, caller, query }) => {
        const told = await tell(app, caller.personId, service, askedBy(query))
        return told.ok ? printSheet(app, told.value) : told
      },
    }),
  ]
})

/** The fields of a service as parameters of its address. */
function questionsOf(service: Service) {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(service.fields).map(([name, field]) => {
        const text = z
          .string()
          .max(200)
          .meta({ description: describe(field) })
        return [name, field.optional ? text.optional() : text]
      }),
    ),
  )
}

/** The question, and what may be chosen. */
function describe(field: Field): string {
  const { oneOf } = plain(field.schema())
  const options = Array.isArray(oneOf) ? (oneOf as readonly { const: string; title: string }[]) : []
  return [field.label, ...options.map((option) => `\`${option.const}\`: ${option.title}`)].join('; ')
}

/** What the address says, as the JSON that fields read: a number where the field is one. */
function answersOf(service: Service, query: Readonly<Record<string, string>>): Readonly<Record<string, Json>> {
  const given = Object.entries(query).map(([name, text]): [string, Json] => {
    const { type } = plain(service.fields[name]?.schema() ?? {})
    const digits = toLatinDigits(text).trim()
    if (text.trim() === '') return [name, null]
    if (type === 'integer' && /^\d{1,15}$/.test(digits)) return [name, Number(digits)]
    return [name, type === 'boolean' ? text === 'true' : text]
  })
  return answersFromApi(service, Object.fromEntries(given))
}

/** The schema of a value that is there, also where it may be left out. */
function plain(schema: Json): Readonly<Record<string, Json>> {
  if (!isObject(schema)) return {}
  return Array.isArray(schema['anyOf']) ? plain((schema['anyOf'] as readonly Json[])[0]!) : schema
}
