import type { Deed, Grounds } from '#kernel/service/action.ts'
import type { Application } from '#kernel/service/application.ts'
import { situation, type MissingFact } from '#kernel/service/situation.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { ApplicationKey } from '#store/applications.ts'
import type { App } from '../app.ts'
import { failed, type Result } from '../problem.ts'
import { cannotSend } from '../services/states.ts'
import { act, type Seen } from './act.ts'
import { citizen } from './load.ts'
import { askAgain } from './look-up.ts'
import { moved } from './move.ts'

/**
 * An answer that was given longer ago than this, in milliseconds, is asked for again before it is sent: lives change while a
 * form lies. So is one from the future: the clock of who gave it goes wrong, and its age is not known.
 */
const KEEPS = 15 * 60_000

/** Sends an application. */
export async function submitApplication(
  app: App,
  key: ApplicationKey,
  requestKey: string | null = null,
): Promise<Result<Application>> {
  return sendFresh(app, key, {}, (decide) => act(app, key, citizen(key.personId), requestKey, decide))
}

/** Decides under the lock whether it is sent. */
export type Decide = (seen: Seen) => Result<readonly Deed[]>

/**
 * Sends an application through `send`, with what the sending brings. What the registries said some time ago is asked
 * again first; where one of them says otherwise by now, nothing is sent: the new answer is written down for the person to
 * read. A silent one holds nothing up. While the service is off nothing is sent either, and nothing is lost.
 */
export async function sendFresh(
  app: App,
  key: ApplicationKey,
  grounds: Grounds,
  send: (decide: Decide) => Promise<Result<Application>>,
): Promise<Result<Application>> {
  const states = await app.serviceStates.now(app.db)
  const deedsOf: Decide = (seen) =>
    cannotSend(states.of(seen.service.id, key.personId)) ??
    moved(seen, citizen(key.personId), 'citizen:submit', grounds)
  let old: readonly MissingFact[] = []
  const sent = await send((seen) => {
    const deeds = deedsOf(seen)
    old = deeds.ok ? oldFacts(seen) : []
    return old.length > 0 ? changed([]) : deeds
  })
  if (old.length === 0) return sent
  const titles = await askAgain(app, key, old)
  return titles.length > 0 ? changed(titles) : send(deedsOf)
}

const changed = (titles: readonly string[]): Result<never> =>
  failed({
    code: 'wrong-step',
    message: `پاسخ ${titles.join(' و ')} از وقتی آن را خواندید تغییر کرده است و چیزی فرستاده نشد. پاسخ تازه را بخوانید و اگر درست است دوباره بفرستید.`,
  })

function oldFacts({ service, application, moment }: Seen): MissingFact[] {
  const { facts } = situation(service, application, tehranDate(moment.at)).context
  return Object.entries(service.facts).flatMap(([name, { from }]) => {
    const said = application.facts[name]
    if (said === undefined || !(name in facts) || from.recordedBy !== null) return []
    const age = moment.at - Date.parse(said.saidAt)
    return Math.abs(age) <= KEEPS ? [] : [{ name, from, about: said.about }]
  })
}
