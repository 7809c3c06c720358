import type { IsoDate } from './dates.ts'
import type { Json, Random } from './fields/field.ts'
import type { PersonalNumber } from './personal-number.ts'
import { type Application, blank } from './service/application.ts'
import type { Service } from './service/service.ts'
import { situation } from './service/situation.ts'

/** The day on which services are tried. */
export const TODAY = '2026-01-10' as IsoDate

/** An application with every question answered and every fact there, by the samples of fields and sources. */
export function madeUp(service: Service, random: Random): Application {
  const answers: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(service.fields)) {
    const value = field.read(field.sample(random, name).valid, name)
    if (value.ok) answers[name] = value.value
  }
  const applicant = '9912345673' as PersonalNumber
  const opened = { kind: 'opened', service: service.id, version: service.version, applicant } as const
  const by = { role: 'citizen', id: '' } as const
  let application = { ...blank(service.flow.start, { ...opened, at: Date.parse(TODAY), by }), answers }
  for (let round = 0; round < Object.keys(service.facts).length; round += 1) {
    const facts = { ...application.facts }
    for (const { name, from, about } of situation(service, application, TODAY).missingFacts)
      facts[name] = {
        about,
        value: from.sample(random, { about, applicant }) as Json,
        source: from.key,
        replyId: '',
        saidAt: '',
        earlier: null,
      }
    application = { ...application, facts }
  }
  return application
}
