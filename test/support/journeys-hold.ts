import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Random } from '#kernel/fields/field.ts'
import { canonical } from '#kernel/hash-chain.ts'
import type { Actor } from '#kernel/service/action.ts'
import type { Application } from '#kernel/service/application.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { differences } from '#kernel/service/difference.ts'
import { moveOf } from '#kernel/service/flow.ts'
import { nextPage } from '#kernel/service/form.ts'
import { judge } from '#kernel/service/judge.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { permitted } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { Journey, ROLES, actor, legalDeeds, time } from './journey.ts'
import { seeded } from './seeded.ts'

const PEOPLE: readonly Actor[] = [
  ...ROLES.map((role) => actor(role)),
  actor('officer', 'zahra'),
  actor('supervisor', 'zahra'),
]

/** Plays random legal deeds on a service and checks, after each, what must always hold. */
export function journeysHold(service: Service, numRuns: number): void {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 5, max: 40 }), (seed, length) => {
      const dues = new Map<string, number>()
      const journey = randomJourney(service, seed, length, (now) => holds(now, dues))
      assert.equal(plain(journey.again()), plain(journey.application))
      canEnd(journey)
    }),
    { numRuns },
  )
}

/** Amounts of money are digits in JSON. */
const plain = (application: Application): string =>
  canonical(
    JSON.parse(JSON.stringify(application, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))),
  )

/** So many legal deeds of anybody, hours or days apart; the same again for the same seed. */
export function randomJourney(
  service: Service,
  seed: number,
  length: number,
  after: (journey: Journey) => void = () => {},
): Journey {
  const random = seeded(seed)
  const journey = new Journey(service)
  for (let n = 0; n < length; n += 1) {
    journey.at += Math.floor(random() * 30) * 3_600_000
    const deeds = legalDeeds(journey, random, PEOPLE)
    const chosen = pick(journey, deeds, random)
    if (chosen === undefined) break
    journey.does(chosen.by, chosen.deed)
    after(journey)
  }
  return journey
}

/** Any of them, but what leads on more often than what leads back, so that journeys come far. */
function pick(journey: Journey, deeds: ReturnType<typeof legalDeeds>, random: Random) {
  const { service, application } = journey
  const weightOf = ({ deed }: (typeof deeds)[number]): number => {
    if (deed.kind === 'answered')
      return Object.keys(deed.answers).every((name) => name in application.answers) ? 0.03 : 2
    if (deed.kind === 'uploaded') return (application.documents[deed.document] ?? []).length === 0 ? 2 : 0.05
    if (deed.kind === 'moved')
      return service.flow.states[application.state]?.clock === 'citizen' && !deed.move.endsWith(':submit') ? 0.02 : 1
    return deed.kind === 'released' ? 0.1 : 2
  }
  const weights = deeds.map((one) =>
    one.deed.kind === 'moved' && one.deed.move === 'citizen:withdraw' ? 0.02 : weightOf(one),
  )
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0)
  return deeds.find((_, n) => (left -= weights[n] ?? 0) <= 0)
}

function holds(journey: Journey, dues: Map<string, number>): void {
  const { service, application, today } = journey
  const now = situation(service, application, today)

  const shown = now.pages.flatMap((page) => service.pages[page]!.fields)
  assert.deepEqual(
    Object.keys(now.context.answers).filter((name) => !shown.includes(name)),
    [],
  )
  for (const { because } of judge(service, application, today).rules)
    assert.ok(because.every((one) => one.kind === 'fact' || shown.includes(one.name)))

  const state = service.flow.states[application.state]!
  const limit = deadline(service, application, time)
  if (state.final === undefined) {
    assert.ok(limit !== null && limit.at > application.since)
    if (state.clock === 'organisation') {
      assert.ok(limit.at >= (dues.get(application.state) ?? 0), 'a deadline moved back')
      dues.set(application.state, limit.at)
    }
  }

  nextPage(service, application, today)
  differences(service, application)
  outcome(service, application, today)
  for (const by of PEOPLE)
    for (const permission of permitted(service, application, by, journey.moment).moves)
      assert.ok(permission.allowed || /[آ-ی].*[.؟]$/.test(permission.why), JSON.stringify(permission))
}

/** From where it stands, the deeds that are open to people and to the clock can bring it to an end. */
function canEnd(journey: Journey): void {
  const { service } = journey
  for (let n = 0; n < 20; n += 1) {
    const state = service.flow.states[journey.application.state]!
    if (state.final !== undefined) return
    const away = Object.keys(state.on ?? {}).find(
      (move) =>
        service.flow.states[moveOf(state, move)!.to]?.final !== undefined && journey.refusalOf(move as never) === null,
    )
    if (away !== undefined) {
      journey.moves(away as never, { reasons: [{ rule: Object.keys(service.rules)[0] ?? '', note: 'طبق قانون.' }] })
      continue
    }
    journey.at = Math.max(journey.at, deadline(service, journey.application, time)!.at)
    journey.moves('clock:due')
  }
  assert.fail(`no end from ${journey.application.state}`)
}
