import { done, failed } from '#app/problem.ts'
import type { ServiceState } from '#app/services/states.ts'
import { evaluate } from '#kernel/service/evidence.ts'
import type { Context, Service as Defined } from '#kernel/service/service.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { findService as findDefined } from '#services/all.ts'
import { NEEDS } from '#web/catalogue-needs.ts'
import { lifeEventsOf } from '#web/life-events.ts'
import { AUDIENCES, groupName, MENU, type Audience, type MenuEntry } from '#web/menu.ts'
import { searchServices } from '#web/search.ts'
import { z } from 'zod'
import { answersSchema } from './answers.ts'
import { operation } from './operation.ts'
import { Article, JalaliDay, JsonSchemaObject, jalaliDay } from './schemas.ts'

const Within = z
  .strictObject({ days: z.int(), unit: z.enum(['working-day', 'calendar-day']) })
  .meta({ id: 'Within', description: 'A time limit. Working days are those of the branch in charge.' })

const State = z
  .strictObject({
    kind: z.enum(['active', 'off', 'warning', 'outside']),
    reason: z.string().nullable().meta({ description: 'In Persian, to be shown; null: active.' }),
    until: JalaliDay.nullable().meta({
      description: 'The last day on which it holds; null: until something else is said.',
    }),
    link: z.string().nullable().meta({ description: 'Where it is done instead, of `outside`.' }),
  })
  .meta({
    id: 'ServiceState',
    description:
      'How the service stands today. `off` and `outside` cannot be begun, and while it is off nothing is sent; what was begun before stays. It may also be off for one person: who begins it is told.',
  })

const listed = {
  id: z.string().meta({ examples: ['dependants'] }),
  name: z.string(),
  audience: z.enum(Object.keys(AUDIENCES) as Audience[]),
  audienceName: z.string().meta({ examples: ['بیمه‌شدگان'] }),
  groupName: z.string().meta({ examples: ['خدمات نامنویسی'] }),
  gloss: z.string().meta({ description: 'One line that says what the person gets.' }),
  law: z.string().nullable().meta({ description: 'The article it rests on, where one is known.' }),
  online: z.boolean().meta({ description: 'Whether it can be done in this portal yet.' }),
  tells: z.boolean().meta({
    description:
      'Whether it only tells: nothing is applied for, `GET /services/ID/sheet` is its answer, with its questions as parameters.',
  }),
  answeredWithin: Within.nullable().meta({
    description: 'How long the organisation takes to answer; null: at once, or not online yet.',
  }),
  pages: z.array(z.string()).meta({ description: 'Titles of the pages of questions; some are asked only of some.' }),
  documents: z.array(z.string()).meta({ description: 'Titles of the papers; some are asked only of some.' }),
  who: z.string().nullable().meta({ description: 'Who may ask for it, in Persian.' }),
  lifeEvents: z.array(z.string()).meta({ description: 'Names of the events of life in which it has its part.' }),
  state: State,
}

const Service = z.strictObject(listed).meta({
  id: 'Service',
  description: 'A service of the organisation. Texts are Persian.',
})
const Services = z.strictObject({ services: z.array(Service) }).meta({ id: 'Services' })

const Decider = z
  .strictObject({
    kind: z.enum(['answer', 'fact', 'rule']),
    name: z.string(),
  })
  .meta({
    id: 'Decider',
    description:
      'What it depends on first: an answer, a fact that a source tells, or something else (`rule`). Whether it is asked in an application is told there.',
  })

const ServicePage = z
  .strictObject({
    name: z.string().meta({ examples: ['person'] }),
    title: z.string(),
    hint: z.string().nullable(),
    when: Decider.nullable().meta({ description: 'Null: asked of everybody.' }),
    startsOver: z.boolean().meta({ description: 'Whether a change here wipes every other answer, fact and file.' }),
    fields: z.array(z.string()).meta({ description: 'Names of its fields, in the order they are asked.' }),
    answers: JsonSchemaObject.meta({
      description: 'JSON Schema (2020-12) of its answers; `title` is the question, `description` its hint.',
    }),
  })
  .meta({ id: 'ServicePage' })

const ServiceDocument = z
  .strictObject({
    name: z.string().meta({ examples: ['idCard'] }),
    title: z.string(),
    hint: z.string().nullable(),
    when: Decider.nullable().meta({ description: 'Null: asked of everybody.' }),
    optional: z.boolean(),
    most: z.int().meta({ description: 'How many files it may have.' }),
  })
  .meta({ id: 'ServiceDocument' })

const ServiceDetails = z
  .strictObject({
    service: Service,
    version: z.int().meta({ description: 'An application stays with the version it was opened in.' }),
    pages: z.array(ServicePage),
    documents: z.array(ServiceDocument),
    conditions: z
      .array(
        z.strictObject({
          rule: z.string().meta({ examples: ['standing'] }),
          title: z.string(),
          articles: z.array(Article),
          when: Decider.nullable().meta({ description: 'Null: it concerns everybody.' }),
        }),
      )
      .meta({ description: 'What is judged, and by which provision.' }),
    sources: z.array(z.string()).meta({ description: 'Who is asked about the person, in Persian.' }),
    states: z.array(
      z.strictObject({
        name: z.string().meta({ examples: ['review'] }),
        title: z.string(),
        turn: z.enum(['citizen', 'organisation']).nullable().meta({ description: 'Null: it has ended.' }),
        within: Within.nullable(),
      }),
    ),
  })
  .meta({ id: 'ServiceDetails', description: 'A service that can be applied for here. Texts are Persian.' })

const shared = { method: 'GET', tag: 'Services', who: 'anybody', status: 200, keepFor: 60 } as const

export const serviceOperations = [
  operation({
    ...shared,
    path: '/services',
    id: 'listServices',
    summary: 'All services in menu order, or those that answer to a query, best first',
    refuses: [],
    query: z.strictObject({
      q: z
        .string()
        .max(100)
        .optional()
        .meta({
          description: 'Words to look for; misspellings are forgiven. Never a number or name of a person.',
          examples: ['ازدواج'],
        }),
    }),
    answer: Services,
    handle: async ({ app, query }) => {
      const found = query.q === undefined || query.q.trim() === '' ? MENU : searchServices(query.q)
      const states = await app.serviceStates.now(app.db)
      return done({ services: found.map((entry) => serviceOf(entry, states.of(entry.id))) })
    },
  }),
  operation({
    ...shared,
    path: '/services/:id',
    id: 'getService',
    summary: 'What a service asks, judges and answers',
    description: 'Only services that can be applied for here have it.',
    params: z.strictObject({
      id: z
        .string()
        .max(64)
        .meta({ description: 'The `id` in the list of services.', examples: ['dependants'] }),
    }),
    refuses: ['not-found'],
    answer: ServiceDetails,
    handle: async ({ app, params }) => {
      const defined = findDefined(params.id)
      const entry = MENU.find(({ id }) => id === params.id)
      if (defined === undefined || entry === undefined)
        return failed({ code: 'not-found', message: 'چنین خدمتی هنوز در سامانه غیرحضوری نیست.' })
      return done(detailsOf(entry, defined, (await app.serviceStates.now(app.db)).of(entry.id)))
    },
  }),
]

function serviceOf(entry: MenuEntry, state: ServiceState): z.output<typeof Service> {
  const defined = findDefined(entry.id)
  return {
    id: entry.id,
    name: entry.name,
    audience: entry.audience,
    audienceName: AUDIENCES[entry.audience],
    groupName: groupName(entry),
    gloss: entry.gloss,
    law: entry.law,
    online: entry.online,
    tells: defined !== undefined && isReading(defined),
    answeredWithin: defined === undefined ? null : answeredWithin(defined),
    pages: Object.values(defined?.pages ?? {}).map(({ title }) => title),
    documents: Object.values(defined?.documents ?? {}).map(({ title }) => title),
    who: NEEDS[entry.id]?.who ?? null,
    lifeEvents: lifeEventsOf(entry.id).map(({ name }) => name),
    state: stateOf(state),
  }
}

function stateOf(state: ServiceState): z.output<typeof State> {
  if (state.kind === 'active') return { kind: 'active', reason: null, until: null, link: null }
  const { kind, reason, until } = state
  return {
    kind,
    reason,
    until: until === null ? null : jalaliDay(until),
    link: state.kind === 'outside' ? state.link : null,
  }
}

/** The first state after sending in which the organisation's clock runs. */
function answeredWithin({ flow }: Defined): z.output<typeof Within> | null {
  const state = Object.values(flow.states).find(({ clock }) => clock === 'organisation')
  return state?.days === undefined ? null : { days: state.days, unit: state.unit ?? 'working-day' }
}

function detailsOf(entry: MenuEntry, service: Defined, state: ServiceState): z.output<typeof ServiceDetails> {
  return {
    service: serviceOf(entry, state),
    version: service.version,
    pages: Object.entries(service.pages).map(([name, page]) => ({
      name,
      title: page.title,
      hint: page.hint ?? null,
      when: deciderOf(page),
      startsOver: page.startsOver ?? false,
      fields: [...page.fields],
      answers: { ...answersSchema(service, page.fields) },
    })),
    documents: Object.entries(service.documents).map(([name, document]) => ({
      name,
      title: document.title,
      hint: document.hint ?? null,
      when: deciderOf(document),
      optional: document.optional ?? false,
      most: document.most ?? 1,
    })),
    conditions: Object.entries(service.rules).map(([rule, { title, law, ...asked }]) => ({
      rule,
      title,
      articles: [law].flat(),
      when: deciderOf(asked),
    })),
    sources: [...new Set(Object.values(service.facts).map(({ from }) => from.title))],
    states: Object.entries(service.flow.states).map(([name, state]) => ({
      name,
      title: state.title,
      turn: state.clock ?? null,
      within: state.days === undefined ? null : { days: state.days, unit: state.unit ?? 'working-day' },
    })),
  }
}

const NOTHING = { answers: {}, facts: {}, applicant: '', today: '2026-03-21' } as unknown as Context

/** What a condition asks for first, where nothing is known. */
function deciderOf(of: { when?(context: Context): boolean }): z.output<typeof Decider> | null {
  if (of.when === undefined) return null
  const asked = evaluate(NOTHING, (given) => of.when?.(given) ?? true)
  return asked.known ? { kind: 'rule', name: 'today' } : { ...asked.wanted }
}
