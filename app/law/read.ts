import type { IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { CHAPTERS, type Chapter, type Worked } from '#law/chapters.ts'
import type { Certainty, Parameter } from '#law/parameters.ts'
import type { Note } from '#law/ruling.ts'
import { isSwitch, valueText } from '#law/words.ts'

// The law that the portal reckons by, told from the code that does it. Nothing here is of anybody; everybody may read it.

export type ChapterLine = Pick<Chapter, 'id' | 'title' | 'lead'>

export type ParameterView = {
  readonly id: string
  readonly title: string
  /** What is not settled about it, and the readings there are; null where nothing is disputed. */
  readonly disputed: { readonly dispute: string; readonly readings: readonly string[] } | null
  /** The newest first; none where no figure is known. */
  readonly values: readonly {
    readonly text: string
    readonly from: IsoDate
    readonly until: IsoDate | null
    readonly source: string
    readonly certainty: Certainty
    readonly now: boolean
  }[]
}

export type FormulaView = {
  readonly id: string
  readonly title: string
  readonly says: string
  readonly cites: string
  readonly source: string
  readonly certainty: Certainty
  readonly situation: string
  readonly result: string
  readonly steps: readonly string[]
  readonly notes: readonly Note[]
}

export type ChapterView = ChapterLine & {
  readonly formulas: readonly FormulaView[]
  readonly parameters: readonly ParameterView[]
}

export const listChapters = (): readonly ChapterLine[] => CHAPTERS.map(({ id, title, lead }) => ({ id, title, lead }))

/** A chapter as it stands on a day; null where there is none of that name. */
export function openChapter(id: string, today: IsoDate): ChapterView | null {
  const chapter = CHAPTERS.find((one) => one.id === id)
  if (chapter === undefined) return null
  return {
    id: chapter.id,
    title: chapter.title,
    lead: chapter.lead,
    formulas: chapter.formulas.map(formulaView),
    parameters: chapter.parameters.map((parameter) => parameterView(parameter, today)),
  }
}

function formulaView({ formula, situation, work }: Worked): FormulaView {
  const { ruling, result } = work()
  return {
    id: formula.id,
    title: formula.title,
    says: formula.says,
    cites: formula.law.map(({ cite }) => cite).join('؛ '),
    source: sourceText(formula.source),
    certainty: ruling.certainty,
    situation,
    result,
    steps: ruling.steps.map((step) => (typeof step === 'string' ? step : step.text)),
    notes: ruling.notes.map((note) => ({ ...note, source: sourceText(note.source) })),
  }
}

function parameterView(parameter: Parameter<unknown>, today: IsoDate): ParameterView {
  const { id, title, values } = parameter
  const current = values.findLast(({ from, until }) => from <= today && (until === undefined || today < until))
  return {
    id,
    title,
    disputed: isSwitch(parameter) ? { dispute: parameter.dispute, readings: Object.values(parameter.options) } : null,
    values: values
      .map((dated, at) => ({
        text: valueText(parameter, dated.value),
        from: dated.from,
        until: dated.until ?? values[at + 1]?.from ?? null,
        source: sourceText(dated.source),
        certainty: dated.certainty,
        now: dated === current,
      }))
      .toReversed(),
  }
}

/** Numbers in Persian digits; those within a Latin name, «kargar24.com», as they are. */
const sourceText = (source: string): string => source.replace(/(?<![\w.@:])[0-9]+(?![\w.@:])/g, toPersianDigits)
