import { evaluate } from '../service/evidence.ts'
import type { Context, Service } from '../service/service.ts'
import type { Situation } from '../service/situation.ts'
import type { Sheet } from './sheet.ts'

/** What a page shows now; null where it shows nothing, or what it reads is not known yet. */
export const sheetOfPage = (service: Service, now: Situation, page: string): Sheet | null =>
  now.pages.includes(page) ? known(now.context, service.pages[page] ?? {}) : null

/** What the whole application comes to, as far as it is known; null where the service shows nothing. */
export const sheetOf = (service: Service, now: Situation): Sheet | null => known(now.context, service)

function known(context: Context, of: { shows?(context: Context): Sheet | null }): Sheet | null {
  const sheet = evaluate(context, (given) => of.shows?.(given) ?? null)
  return sheet.known ? sheet.value : null
}
