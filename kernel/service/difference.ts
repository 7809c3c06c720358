import { plainText } from '../fields/field.ts'
import { sameName } from '../text.ts'
import type { Remark } from './action.ts'
import { type Application, sameAnswer } from './application.ts'
import { evaluate } from './evidence.ts'
import type { Context, Service } from './service.ts'

/** What became of a remark: how it read before and reads now. */
export type Difference = Remark & {
  readonly title: string
  readonly before: string
  readonly now: string
  readonly changed: boolean
}

/** What the person changed since the application was returned, in the order of the remarks and then of the pages. */
export function differences(service: Service, application: Application): readonly Difference[] {
  const { before, remarks } = application
  if (before === null) return []
  const unmarked = (about: Remark['about'], names: readonly string[]): Remark[] =>
    names
      .filter((name) => !remarks.some((one) => one.about === about && one.name === name))
      .map((name) => ({ about, name, remark: '' }))
  const all = [
    ...remarks,
    ...unmarked('field', Object.keys(service.fields)),
    ...unmarked('document', Object.keys(service.documents)),
  ]
  return all
    .map((remark) => (remark.about === 'field' ? ofField(remark) : ofDocument(remark)))
    .filter(({ remark, changed }) => remark !== '' || changed)

  function ofField(remark: Remark): Difference {
    const field = service.fields[remark.name]
    const shown = (answers: Readonly<Record<string, unknown>>) =>
      field !== undefined && remark.name in answers ? plainText(field.view(answers[remark.name])) : ''
    const changed = !sameAnswer(service, remark.name, before?.answers[remark.name], application.answers[remark.name])
    return {
      ...remark,
      title: field?.label ?? '',
      before: shown(before?.answers ?? {}),
      now: shown(application.answers),
      changed,
    }
  }

  function ofDocument(remark: Remark): Difference {
    const names = (files: Application['documents'] | undefined) =>
      (files?.[remark.name] ?? []).map(({ name }) => name).join('، ')
    const digests = (files: Application['documents'] | undefined) =>
      (files?.[remark.name] ?? []).map(({ sha256 }) => sha256).join()
    const changed = digests(before?.documents) !== digests(application.documents)
    return {
      ...remark,
      title: service.documents[remark.name]?.title ?? '',
      before: names(before?.documents),
      now: names(application.documents),
      changed,
    }
  }
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
