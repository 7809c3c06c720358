import type { Loaded } from '#app/applications/load.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Application } from '#kernel/service/application.ts'
import { nextPage } from '#kernel/service/form.ts'
import type { Moment } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation, type Situation } from '#kernel/service/situation.ts'
import type { Sheet } from '#kernel/sheet/sheet.ts'
import { sheetOf } from '#kernel/sheet/shown.ts'

/** An application of the person who reads the page. */
export type Opened = {
  readonly applicationId: string
  readonly trackingCode: string
  readonly service: Service
  readonly application: Application
  readonly moment: Moment
}

export const openedOf = ({ row, service, application, moment }: Loaded): Opened => {
  const { applicationId, trackingCode } = row
  return { applicationId, trackingCode, service, application, moment }
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

/** What a sent application comes to; nothing once it was refused, withdrawn or lapsed. */
export function sheetOfSent(opened: Opened): Sheet | null {
  const { service, application } = opened
  const comesToNothing = application.state === 'rejected' || service.flow.states[application.state]?.final === 'lapse'
  return application.submitted === null || comesToNothing ? null : sheetOf(service, situationOf(opened))
}

/** The sources that were asked and have not answered, by their Persian names. */
export function silentSources(opened: Opened): readonly string[] {
  if (Object.keys(opened.application.answers).length === 0) return []
  const silent = situationOf(opened).missingFacts.filter(({ from }) => from.recordedBy === null)
  return [...new Set(silent.map(({ from }) => from.title))]
}

/** What a source answered, as the person may read it. */
export type ShownFact = {
  readonly name: string
  /** About the applicant. */
  readonly own: boolean
  /** Who says so. */
  readonly title: string
  readonly rows: readonly (readonly [label: string, value: string])[]
  readonly at: number
}

/**
 * What registries answered, with who said so and when. While the questions go on only the civil registry is shown: what
 * others know of somebody is for whoever the registry knows to be a relative.
 */
export function shownFacts(opened: Opened, all: boolean): readonly ShownFact[] {
  const { service, application } = opened
  const { facts } = situationOf(opened).context
  return Object.entries(service.facts).flatMap(([name, { from }]) => {
    const said = application.facts[name]
    if (said === undefined || !(name in facts) || from.recordedBy !== null) return []
    const own = (said.about as { number?: unknown } | null)?.number === application.applicant
    if (!all && (own || !from.key.startsWith('civil-registry.'))) return []
    const rows = Object.entries(from.show(said.value))
    return rows.length === 0 ? [] : [{ name, own, title: from.title, rows, at: Date.parse(said.saidAt) }]
  })
}

/** The page that asks a field. */
export function pageOf(service: Service, field: string): string | undefined {
  return Object.entries(service.pages).find(([, page]) => page.fields.includes(field))?.[0]
}
