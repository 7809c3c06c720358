// Applications of every version of every service, kept for ever: who changes the kernel or a service finds out here
// whether what people sent long ago is still read the same. Run with the name of a service to write down a new version.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tehranDate } from '#kernel/dates.ts'
import type { Action } from '#kernel/service/action.ts'
import { fold } from '#kernel/service/application.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { nextPage } from '#kernel/service/form.ts'
import { judge } from '#kernel/service/judge.ts'
import { outcome } from '#kernel/service/outcome.ts'
import type { Service } from '#kernel/service/service.ts'
import { services } from '#services/all.ts'
import { time } from '../support/journey.ts'
import { randomJourney } from '../support/journeys-hold.ts'

const FOLDER = new URL('./corpus/', import.meta.url)

type Stored = { readonly actions: readonly Action[]; readonly now: unknown }

/** What matters of an application, as plain JSON. */
export function replayed(service: Service, actions: readonly Action[]): unknown {
  const application = fold(service, actions)
  const today = tehranDate(actions.at(-1)?.at ?? 0)
  const { verdict, rules } = judge(service, application, today)
  return JSON.parse(
    JSON.stringify({
      state: application.state,
      holder: application.holder,
      answers: Object.keys(application.answers).toSorted(),
      next: nextPage(service, application, today).step,
      verdict,
      rules: rules.map((rule) => [rule.rule, rule.verdict]),
      due: deadline(service, application, time)?.at ?? null,
      outcome: outcome(service, application, today).map((effect) => effect.do),
    }),
  )
}

export const nameOf = (service: Service): string => `${service.id}@${service.version}`

export function storedVersions(): readonly string[] {
  return readdirSync(FOLDER)
    .map((file) => file.replace(/\.ndjson$/, ''))
    .toSorted()
}

export function stored(name: string): readonly Stored[] {
  const lines = readFileSync(new URL(`${name}.ndjson`, FOLDER), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Stored)
}

const [, script, wanted] = process.argv
if (script === import.meta.filename) {
  const service = services.find(({ id }) => id === wanted)
  if (service === undefined) throw new Error(`No service is called ${wanted}`)
  const kept = new Map<string, readonly Action[]>()
  for (let seed = 0; seed < 1200; seed += 1) {
    const { actions, state } = randomJourney(service, seed, 15 + (seed % 30)).application
    for (const slot of [`${state} 1`, `${state} 2`, `${state} 3`]) {
      if (kept.has(slot)) continue
      kept.set(slot, actions)
      break
    }
  }
  const applications = [...kept.values()].map((actions) => ({ actions, now: replayed(service, actions) }))
  mkdirSync(FOLDER, { recursive: true })
  const lines = applications.map((one) => `${JSON.stringify(one)}\n`)
  writeFileSync(new URL(`${nameOf(service)}.ndjson`, FOLDER), lines.join(''))
}
