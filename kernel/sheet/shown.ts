import { Lack, orLack } from '../lack.ts'
import { evaluate } from '../service/evidence.ts'
import type { Context, Service } from '../service/service.ts'
import type { Situation } from '../service/situation.ts'
import { remark, type Sheet } from './sheet.ts'

/**
 * What a page shows now; null where it shows nothing, or what it reads is not known yet. Where a value of the law lacks, it
 * says that: nobody is kept from going on by a sum that cannot be shown.
 */
export const sheetOfPage = (service: Service, now: Situation, page: string): Sheet | null =>
  now.pages.includes(page) ? known(now.context, service.pages[page] ?? {}) : null

/** What the whole application comes to, as far as it is known; null where the service shows nothing. */
export const sheetOf = (service: Service, now: Situation): Sheet | null => known(now.context, service)

function known(context: Context, of: { shows?(context: Context): Sheet | null }): Sheet | null {
  const sheet = orLack(() => evaluate(context, (given) => of.shows?.(given) ?? null))
  if (sheet instanceof Lack) return { title: 'این محاسبه اکنون ممکن نیست', sections: [remark(sheet.said)] }
  return sheet.known ? sheet.value : null
}
