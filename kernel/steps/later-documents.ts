import type { Application } from '../service/application.ts'
import { moveOf, movesOf } from '../service/flow.ts'
import type { Document, Service } from '../service/service.ts'

/** Is it asked by now? A document of a later state is asked from the moment that state was first entered. */
export const isAskedByNow = ({ at }: Document, { moves }: Pick<Application, 'moves'>): boolean =>
  at === undefined || moves.some(({ to }) => to === at)

/** Is it asked in just this state, so that it may be exchanged there until it is sent? */
export const isAskedHere = (document: Document | undefined, { state }: Pick<Application, 'state'>): boolean =>
  document?.at === state

/** The documents that an application is in want of because of the state it is in. */
export const askedHere = (service: Service, state: string): readonly Document[] =>
  Object.values(service.documents).filter(({ at }) => at === state)

/** What is wrong with the state in which a document is asked; null where nothing is. */
export function faultOfAt({ flow }: Service, at: string): string | null {
  const state = flow.states[at]
  if (state === undefined) return `there is no state ${at}`
  if (at === flow.start) return 'asked from the start: leave «at» out'
  if (state.clock !== 'citizen') return `in ${at} the person has no turn`
  const checked = movesOf(state).some((move) =>
    ['complete', 'certain', 'code'].includes(moveOf(state, move)?.needs ?? ''),
  )
  return checked ? null : `nothing in ${at} waits for it`
}
