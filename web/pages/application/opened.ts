import { tehranDate } from '#kernel/dates.ts'
import type { Application } from '#kernel/service/application.ts'
import { nextPage } from '#kernel/service/form.ts'
import type { Moment } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation, type Situation } from '#kernel/service/situation.ts'

/** An application of the person who reads the page. */
export type Opened = {
  readonly applicationId: string
  readonly trackingCode: string
  readonly service: Service
  readonly application: Application
  readonly moment: Moment
}

export const addressOf = ({ applicationId }: Pick<Opened, 'applicationId'>, rest = ''): string =>
  `/applications/${applicationId}${rest}`

/** Where the person goes on: computed from what is there, never stored. */
export function nextAddress(opened: Opened): string {
  const next = nextPage(opened.service, opened.application, tehranDate(opened.moment.at))
  switch (next.step) {
    case 'page':
      return addressOf(opened, `/pages/${next.page}`)
    case 'none':
      return addressOf(opened)
    default:
      return addressOf(opened, `/${next.step}`)
  }
}

export const situationOf = ({ service, application, moment }: Opened): Situation =>
  situation(service, application, tehranDate(moment.at))

/** The sources that were asked and have not answered, by their Persian names. */
export function silentSources(opened: Opened): readonly string[] {
  if (Object.keys(opened.application.answers).length === 0) return []
  const silent = situationOf(opened).missingFacts.filter(({ from }) => from.recordedBy === null)
  return [...new Set(silent.map(({ from }) => from.title))]
}

/** The page that asks a field. */
export function pageOf(service: Service, field: string): string | undefined {
  return Object.entries(service.pages).find(([, page]) => page.fields.includes(field))?.[0]
}
