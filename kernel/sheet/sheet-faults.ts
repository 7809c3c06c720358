import { evaluate } from '../service/evidence.ts'
import type { Context, Service } from '../service/service.ts'
import type { Situation } from '../service/situation.ts'
import { isReading } from './reading.ts'
import type { Section, Sheet } from './sheet.ts'

type Add = (code: 'reads-hidden' | 'bad-sheet', at: string, detail?: string) => void

type Shows = { shows?(context: Context): Sheet | null }

/** Mistakes in what a service shows: it reads an answer that is not asked in this case, or tells what nobody can read. */
export function checkSheets(service: Service, { context, pages }: Situation, add: Add): void {
  if (isReading(service) && (service.shows === undefined || Object.keys(service.documents).length > 0))
    add('bad-sheet', 'flow', 'a service that only tells has a sheet and asks for no papers')
  const readers: [string, Shows][] = pages.map((name) => [`pages.${name}.shows`, service.pages[name] ?? {}])
  for (const [at, of] of [...readers, ['shows', service] as const]) {
    const sheet = evaluate(context, (given: Context) => of.shows?.(given) ?? null)
    if (!sheet.known && sheet.wanted.kind === 'answer') add('reads-hidden', at, sheet.wanted.name)
    if (!sheet.known || sheet.value === null) continue
    const fault = faultOf(sheet.value)
    if (fault !== null) add('bad-sheet', at, fault)
  }
}

/** What is wrong with a sheet; null where it can be read by everybody. */
export function faultOf({ title, sections }: Sheet): string | null {
  for (const text of [title, ...sections.flatMap(textsOf)])
    if (text.trim() === '' || /[0-9]/.test(text)) return `«${text}» is empty or has Latin digits`
  for (const section of sections) {
    if (section.kind === 'chart' && section.bars.some(({ value }) => !(value >= 0))) return 'a bar below zero'
    if (section.kind !== 'table') continue
    const { head, rows, foot, caption } = section
    if ([...rows, foot ?? head].some((cells) => cells.length !== head.length)) return `«${caption}» has uneven rows`
  }
  return null
}

function textsOf(section: Section): readonly string[] {
  switch (section.kind) {
    case 'rows':
      return [...(section.title === null ? [] : [section.title]), ...section.rows.flat()]
    case 'table':
      // A cell may be empty.
      return [
        section.caption,
        section.under ?? section.caption,
        ...section.head,
        ...[...section.rows.flat(), ...(section.foot ?? [])].filter(Boolean),
      ]
    case 'chart':
      return [section.caption, ...section.head, ...section.bars.flatMap(({ label, text }) => [label, text])]
    case 'amount':
      return [section.title, ...section.working.steps.map(({ text }) => text)]
    case 'remark':
      return [section.text]
  }
}
