import type { Json } from '../fields/field.ts'
import { type IsoDate, tehranDate } from '../dates.ts'
import { canonical } from '../hash-chain.ts'
import { isAskedByNow } from '../steps/later-documents.ts'
import type { Application } from './application.ts'
import { type Asked, type Wanted, asking, evaluate } from './evidence.ts'
import type { Context, Service, Source } from './service.ts'

/** A fact to be asked for: what of, and whom. */
export type MissingFact = { readonly name: string; readonly from: Source; readonly about: Json }

/** Where an application stands on a day: what is shown, what is known, what is still to be found out. */
export type Situation = {
  readonly context: Context
  /** The pages that are asked, in order. */
  readonly pages: readonly string[]
  /** The documents that are asked. */
  readonly documents: readonly string[]
  readonly missingFacts: readonly MissingFact[]
  /** What decides whether a page or document is asked and is not known yet. */
  readonly wanted: readonly (Wanted & { readonly at: string })[]
}

type Kept = Pick<Application, 'facts' | 'applicant' | 'moves'> & {
  readonly service: Service
  readonly today: IsoDate
  readonly found: Situation
}
const last = new WeakMap<Application['answers'], Kept>()

/**
 * Where an application stands. The last answer is kept by all it is read from, which never changes and many ask about: most
 * actions leave answers and facts as they are.
 */
export function situation(service: Service, application: Application, day: IsoDate): Situation {
  const { answers, facts, applicant, submitted, moves } = application
  const today = submitted === null ? day : tehranDate(submitted)
  const kept = last.get(answers)
  const isSame = kept?.service === service && kept.facts === facts && kept.applicant === applicant
  if (isSame && kept.today === today && kept.moves === moves) return kept.found
  const found = walk(service, application, today)
  last.set(answers, { service, facts, applicant, moves, today, found })
  return found
}

/**
 * Walks the pages in order. A page sees the answers of the pages before it that are shown, and the facts found for just
 * these answers; a fact found for others is as good as none.
 */
function walk(service: Service, application: Application, today: IsoDate): Situation {
  const { applicant } = application
  const answers: Record<string, unknown> = {}
  const facts: Record<string, unknown> = {}
  const context: Context = { answers, facts, applicant, today }
  const ask = asking(context)
  const wanted: (Wanted & { at: string })[] = []
  const isAsked = (at: string, of: { when?(context: Context): boolean }) => {
    const asked = of.when === undefined ? null : ask((given) => of.when?.(given) ?? true)
    if (asked === null || asked.known) return asked?.value ?? true
    wanted.push({ ...asked.wanted, at })
    return false
  }

  let missingFacts = findFacts(service, application, ask, facts)
  const pages: string[] = []
  for (const [name, page] of Object.entries(service.pages)) {
    if (!isAsked(`pages.${name}`, page)) continue
    pages.push(name)
    for (const field of page.fields) if (field in application.answers) answers[field] = application.answers[field]
    missingFacts = findFacts(service, application, ask, facts)
  }
  const documents = Object.entries(service.documents).filter(
    ([name, document]) => isAskedByNow(document, application) && isAsked(`documents.${name}`, document),
  )
  return { context, pages, documents: documents.map(([name]) => name), missingFacts, wanted }
}

/** Fills in the facts that fit the answers; the result are those that can be asked for and are not there. */
function findFacts(
  service: Service,
  application: Application,
  ask: <T>(question: (context: Context) => T) => Asked<T>,
  facts: Record<string, unknown>,
): MissingFact[] {
  const missing: MissingFact[] = []
  for (const [name, fact] of Object.entries(service.facts)) {
    delete facts[name]
    const asked = ask((given) => fact.about(given))
    if (!asked.known || asked.value === null) continue
    const said = application.facts[name]
    if (said !== undefined && canonical(said.about) === canonical(asked.value)) facts[name] = said.value
    else missing.push({ name, from: fact.from, about: asked.value })
  }
  return missing
}

/** The key under which only one application of a person may be open; null where the service sets none, or it is not known yet. */
export const pendingKey = (service: Service, { context }: Situation): string | null =>
  ifKnown(context, (given) => service.onePendingFor?.(given) ?? null)

/** Whom or what an application is about; null where the service does not say, or it is not known yet. */
export const subjectOf = (service: Service, { context }: Situation): string | null =>
  ifKnown(context, (given) => service.subject?.(given) ?? null)

/** The member of staff who may not decide an application; null where there is none, or it is not known yet. */
export const barredFrom = (service: Service, { context }: Situation): string | null =>
  ifKnown(context, (given) => service.notBy?.(given) ?? null)

function ifKnown(context: Context, question: (given: Context) => string | null): string | null {
  const answer = evaluate(context, question)
  return answer.known ? answer.value : null
}
