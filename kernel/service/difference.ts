import { plainText } from '../fields/field.ts'
import { sameName } from '../text.ts'
import { canonical } from '../hash-chain.ts'
import type { Remark } from './action.ts'
import type { Application } from './application.ts'
import { evaluate } from './evidence.ts'
import type { Context, Service } from './service.ts'

/** What became of a remark, or of something changed without one (then `remark` is empty): how it read before and reads now. */
export type Difference = Remark & {
  readonly title: string
  readonly before: string
  readonly now: string
  readonly changed: boolean
}

/** What the person changed since the application was returned: the remarks first, then what was not marked. */
export function differences(service: Service, application: Application): readonly Difference[] {
  const { before, remarks } = application
  if (before === null) return []
  const parts: Remark[] = [
    ...Object.keys(service.fields).map((name): Remark => ({ about: 'field', name, remark: '' })),
    ...Object.keys(service.documents).map((name): Remark => ({ about: 'document', name, remark: '' })),
  ]
  const unmarked = parts.filter(({ about, name }) => !remarks.some((one) => one.about === about && one.name === name))
  return [...remarks, ...unmarked]
    .map((remark) => {
      const title =
        (remark.about === 'field' ? service.fields[remark.name]?.label : service.documents[remark.name]?.title) ?? ''
      const [was, is] = [shown(service, before, remark), shown(service, application, remark)]
      return { ...remark, title, before: was.text, now: is.text, changed: was.key !== is.key }
    })
    .filter(({ remark, changed }) => remark !== '' || changed)
}

function shown(service: Service, at: Pick<Application, 'answers' | 'documents'>, { about, name }: Remark) {
  const files = at.documents[name] ?? []
  if (about === 'document')
    return { text: files.map((file) => file.name).join('، '), key: files.map((file) => file.sha256).join() }
  const field = service.fields[name]
  if (field === undefined || !(name in at.answers)) return { text: '', key: '' }
  return { text: plainText(field.view(at.answers[name])), key: canonical(field.toJson(at.answers[name])) }
}

/** An answer beside what a registry says of the same thing. */
export type Comparison = {
  readonly field: string
  readonly answer: string
  readonly registry: string
  readonly same: boolean
}

export function comparisons(service: Service, context: Context): readonly Comparison[] {
  return Object.entries(service.compare ?? {}).flatMap(([field, ask]) => {
    const of = service.fields[field]
    const said = evaluate(context, (given) => [given.answers[field], ask?.(given) ?? null] as const)
    if (of === undefined || !said.known || said.value[1] === null) return []
    const answer = plainText(of.view(said.value[0]))
    return [{ field, answer, registry: said.value[1], same: sameName(answer, said.value[1]) }]
  })
}
