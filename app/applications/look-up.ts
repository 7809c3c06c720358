import { tehranDate } from '#kernel/dates.ts'
import type { Json } from '#kernel/fields/field.ts'
import type { Deed, Said } from '#kernel/service/action.ts'
import { canonical } from '#kernel/hash-chain.ts'
import { situation, type MissingFact } from '#kernel/service/situation.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { TryLater } from '../commands/try-later.ts'
import { done } from '../problem.ts'
import { act } from './act.ts'
import { clockActor, loadApplication } from './load.ts'

/** What answers the facts of services, by the key of their source. Throws OutsideSystemUnavailable when it cannot now. */
export type Sources = Readonly<Record<string, (about: Json) => Promise<Omit<Said, 'about'>>>>

/** A source has this long, in milliseconds; what comes later is asked for again by the worker. */
const patience = 3_000

/** Whether all that can be asked was answered; who did not answer, by their Persian names. */
export type LookedUp = { readonly complete: boolean; readonly silent: readonly string[] }

/**
 * Asks every source whose answer is missing, at the same time, and writes down what they say. New answers may raise new
 * questions, so it goes on until none is left or somebody is silent. For the silent ones the worker goes on.
 */
export async function lookUpFacts(app: App, key: ApplicationKey): Promise<LookedUp> {
  for (let round = 0; round < 5; round += 1) {
    const { missing, actions } = await askable(app, key)
    if (missing.length === 0) return { complete: true, silent: [] }
    const asked = await Promise.all(missing.map((fact) => askSource(app.sources, fact)))
    const deeds = asked.filter((answer) => answer !== null)
    if (deeds.length > 0) await writeDown(app, key, deeds)
    if (deeds.length < missing.length) {
      await enqueue(
        app.db,
        {
          ...key,
          kind: 'look-up-facts',
          payload: { applicationId: key.applicationId },
          dedupeKey: `facts:${key.applicationId}:${actions}`,
        },
        nowOf(app),
      )
      return {
        complete: false,
        silent: [...new Set(missing.filter((_, n) => asked[n] === null).map(({ from }) => from.title))],
      }
    }
  }
  throw new Error('the facts of this service never come to an end')
}

/** The worker's part: tries again until nobody is silent. */
export async function lookUpFactsLater(app: App, command: Command): Promise<void> {
  const key = { personId: command.personId, applicationId: String(command.payload['applicationId']) }
  for (const fact of (await askable(app, key)).missing) {
    const deed = await askSource(app.sources, fact)
    if (deed === null) throw new TryLater(`${fact.from.key} does not answer`)
    await writeDown(app, key, [deed])
  }
}

/** Asks once more for what is known; writes down where a source says otherwise now, and answers the names of those. */
export async function askAgain(app: App, key: ApplicationKey, known: readonly MissingFact[]): Promise<string[]> {
  const asked = (await Promise.all(known.map((fact) => askSource(app.sources, fact)))).filter((deed) => deed !== null)
  let changed: FactDeed[] = []
  await act(app, key, clockActor, null, ({ application }) => {
    changed = asked.filter(({ name, about, value }) => {
      const said = application.facts[name]
      return (
        said !== undefined && canonical(said.about) === canonical(about) && canonical(said.value) !== canonical(value)
      )
    })
    return done(changed)
  })
  const names = new Set(changed.map(({ name }) => name))
  return [...new Set(known.filter(({ name }) => names.has(name)).map(({ from }) => from.title))]
}

/** Only what is still missing: the answers may have changed meanwhile, or another have asked and written it down. */
async function writeDown(app: App, key: ApplicationKey, deeds: readonly FactDeed[]): Promise<void> {
  await act(app, key, clockActor, null, ({ service, application, moment }) => {
    const now = situation(service, application, tehranDate(moment.at)).missingFacts
    return done(
      deeds.filter((deed) =>
        now.some((one) => one.name === deed.name && canonical(one.about) === canonical(deed.about)),
      ),
    )
  })
}

async function askable(app: App, key: ApplicationKey): Promise<{ missing: readonly MissingFact[]; actions: number }> {
  const loaded = await loadApplication(app, key)
  if (loaded === undefined || loaded.row.turn === null) return { missing: [], actions: 0 }
  const { service, application, moment } = loaded
  const { missingFacts } = situation(service, application, tehranDate(moment.at))
  return { missing: missingFacts.filter(({ from }) => from.recordedBy === null), actions: loaded.row.actions }
}

type FactDeed = Extract<Deed, { kind: 'fact' }>

/** What a source says, as the deed that writes it down. Null when it did not answer in time. */
export async function askSource(sources: Sources, { name, from, about }: MissingFact): Promise<FactDeed | null> {
  const source = sources[from.key]
  if (source === undefined) throw new Error(`nobody answers ${from.key}`)
  const late = new Promise<null>((resolve) => setTimeout(resolve, patience, null).unref())
  try {
    const said = await Promise.race([source(about), late])
    return said === null ? null : { kind: 'fact', name, about, ...said }
  } catch (error) {
    if (error instanceof OutsideSystemUnavailable) return null
    throw error
  }
}
