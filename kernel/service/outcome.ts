import type { IsoDate } from '../dates.ts'
import type { Application } from './application.ts'
import type { Effect } from './effect.ts'
import type { Service } from './service.ts'
import { situation } from './situation.ts'

/** What has to be carried out now that the application has come to its present state; nothing for one that is open or lapsed. */
export function outcome(service: Service, application: Application, today: IsoDate): readonly Effect[] {
  if (service.flow.states[application.state]?.final !== 'outcome') return []
  const { context } = situation(service, application, today)
  return service.outcome[application.state]?.({ ...context, today }) ?? []
}
