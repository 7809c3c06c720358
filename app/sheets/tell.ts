import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { FieldError, Json, Raw } from '#kernel/fields/field.ts'
import { type Application, blank } from '#kernel/service/application.ts'
import { judgeContext, type Judged } from '#kernel/service/judge.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation, type Situation } from '#kernel/service/situation.ts'
import type { Sheet } from '#kernel/sheet/sheet.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'
import type { PersonId } from '#store/ids.ts'
import { getPerson, type Person } from '#store/people.ts'
import { askSource } from '../applications/look-up.ts'
import { citizen } from '../applications/load.ts'
import type { App } from '../app.ts'
import { done, invalid, type Result } from '../problem.ts'
import { cannotBegin } from '../services/states.ts'

/** What a service that only tells answers to somebody. */
export type Told = {
  readonly service: Service
  readonly person: Person
  /** When its sources were asked, in milliseconds. */
  readonly at: number
  /** The answers that were read from the address. */
  readonly answers: Readonly<Record<string, unknown>>
  /** The pages of questions that are asked, in order. */
  readonly pages: readonly string[]
  /** Null while a question is open, a source is silent, or a rule refuses. */
  readonly sheet: Sheet | null
  /** The rules that say no. */
  readonly refusals: readonly Judged[]
  /** The sources that did not answer in time, by their Persian names. */
  readonly silent: readonly string[]
}

/** What was sent with the question: the fields of a form, or JSON. Null: nothing yet, so that nothing is wrong yet. */
export type Asking = { readonly form: Raw } | { readonly json: Readonly<Record<string, Json>> } | null

type Asked = Pick<Application, 'answers' | 'facts'>

/**
 * Tells a person what a service says of them now. Every source is asked afresh, those that can be at the same time, each
 * with three seconds; nothing is written down. A question that is answered wrongly is a problem with the name of its field.
 */
export async function tell(app: App, personId: PersonId, service: Service, sent: Asking): Promise<Result<Told>> {
  const within = await app.limits.count('tell', personId)
  if (!within.ok) return within
  const states = await app.serviceStates.now(app.db)
  const closed = cannotBegin(states.of(service.id, personId))
  if (closed !== null) return closed
  const person = await getPerson(app.db, personId)
  const at = app.clock.now()
  const opened = { kind: 'opened', service: service.id, version: service.version, applicant: person.number } as const
  const empty = blank(service.flow.start, { ...opened, at, by: citizen(personId) })
  const today = tehranDate(at)

  let asked: Asked = { answers: {}, facts: {} }
  const silent = new Set<string>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const read = readAnswers(service, { ...empty, ...asked }, sent, today)
    if (read.errors.length > 0 && sent !== null) return invalid(read.errors)
    asked = { ...asked, answers: read.answers }
    const found = await askMissing(app, situation(service, { ...empty, ...asked }, today))
    for (const title of found.silent) silent.add(title)
    asked = { ...asked, facts: { ...asked.facts, ...found.facts } }
    if (Object.keys(found.facts).length === 0) break
  }
  const now = situation(service, { ...empty, ...asked }, today)
  const refusals = judgeContext(service, now.context).rules.filter(({ verdict }) => verdict === 'no')
  const open = now.pages.some((page) => service.pages[page]!.fields.some((name) => !(name in asked.answers)))
  return done({
    service,
    person,
    at,
    answers: now.context.answers,
    pages: now.pages,
    sheet: open || refusals.length > 0 ? null : sheetOf(service, now),
    refusals,
    silent: [...silent],
  })
}

/** Answers and facts may open pages and raise questions to other sources; no service goes further than this. */
const ROUNDS = 5

type ReadAnswers = { readonly answers: Asked['answers']; readonly errors: readonly FieldError[] }

/** Reads the fields of the pages that are asked now and were not read yet. */
function readAnswers(service: Service, application: Application, sent: Asking, today: IsoDate): ReadAnswers {
  const { pages } = situation(service, application, today)
  const names = pages.flatMap((page) => service.pages[page]!.fields)
  const answers: Record<string, unknown> = { ...application.answers }
  const errors: FieldError[] = []
  for (const name of names.filter((one) => !(one in answers))) {
    const field = service.fields[name]!
    const read =
      sent !== null && 'json' in sent
        ? field.fromJson(sent.json[name] ?? null, name)
        : field.read(sent === null ? {} : sent.form, name)
    if (read.ok) answers[name] = read.value
    else errors.push(...read.errors)
  }
  return { answers, errors }
}

/** Asks every source that can be asked now, all at the same time. */
async function askMissing(
  app: App,
  { missingFacts }: Situation,
): Promise<{ facts: Asked['facts']; silent: readonly string[] }> {
  const missing = missingFacts.filter(({ from }) => from.recordedBy === null)
  const said = await Promise.all(missing.map((fact) => askSource(app.sources, fact)))
  const facts = said.flatMap((deed) => {
    if (deed === null) return []
    const { kind: _kind, name, ...answer } = deed
    return [[name, { ...answer, earlier: null }] as const]
  })
  const silent = missing.filter((_, n) => said[n] === null).map(({ from }) => from.title)
  return { facts: Object.fromEntries(facts), silent }
}
