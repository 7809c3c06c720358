import type { Section, Sheet } from '#kernel/sheet/sheet.ts'
import { z } from 'zod'
import { Article } from './schemas.ts'

const Working = z
  .strictObject({
    steps: z.array(z.strictObject({ text: z.string(), law: Article.nullable() })),
    parameters: z.array(z.string()).meta({
      description: 'The dated figures of the law it rests on, each with the day it holds from.',
      examples: [['minimum-daily-wage@2026-03-21']],
    }),
    certainty: z.enum(['A', 'B', 'C', 'U']).meta({
      description: 'How sure the law behind it is: A its text was read, B several sources, C one source, U none.',
    }),
    notes: z
      .array(z.strictObject({ dispute: z.string(), reading: z.string(), source: z.string() }))
      .meta({ description: 'Disputed points of the law it rests on, and how each was read.' }),
  })
  .meta({ id: 'Working', description: 'How an amount was worked out, in Persian sentences.' })

const Cells = z.array(z.string())

const SheetSection = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('rows'),
      title: z.string().nullable(),
      rows: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    }),
    z.strictObject({
      kind: z.literal('table'),
      caption: z.string(),
      head: Cells,
      rows: z.array(Cells),
      foot: Cells.nullable(),
    }),
    z.strictObject({
      kind: z.literal('chart'),
      caption: z.string(),
      head: Cells.meta({ description: 'What the bars and their values are.' }),
      bars: z.array(z.strictObject({ label: z.string(), value: z.number(), text: z.string() })),
      most: z.number().nullable().meta({ description: 'The value of a full bar; null: that of the longest.' }),
    }),
    z.strictObject({
      kind: z.literal('amount'),
      title: z.string(),
      rials: z.string().meta({ description: 'Whole rials in Latin digits.', examples: ['207370000'] }),
      working: Working,
    }),
    z.strictObject({ kind: z.literal('remark'), text: z.string() }),
  ])
  .meta({ id: 'SheetSection' })

export const SheetAnswer = z.strictObject({ title: z.string(), sections: z.array(SheetSection) }).meta({
  id: 'Sheet',
  description: 'What a service tells a person, ready to be shown in this order. Texts are Persian.',
})

type Answered = z.output<typeof SheetAnswer>

/** A sheet as the API gives it. */
export function sheetToApi(sheet: Sheet): Answered {
  return { title: sheet.title, sections: sheet.sections.map(sectionToApi) }
}

function sectionToApi(section: Section): Answered['sections'][number] {
  switch (section.kind) {
    case 'rows':
      return { ...section, rows: section.rows.map(([label, value]) => ({ label, value })) }
    case 'table': {
      const { kind, caption, head, rows, foot } = section
      return {
        kind,
        caption,
        head: [...head],
        rows: rows.map((cells) => [...cells]),
        foot: foot === null ? null : [...foot],
      }
    }
    case 'chart':
      return { ...section, head: [...section.head], bars: [...section.bars], most: section.most ?? null }
    case 'amount': {
      const { steps, parameters, certainty, notes } = section.working
      const working = {
        steps: steps.map(({ text, law }) => ({ text, law: law === null ? null : { id: law.id, cite: law.cite } })),
        parameters: [...parameters],
        certainty,
        notes: notes.map(({ dispute, reading, source }) => ({ dispute, reading, source })),
      }
      return { kind: 'amount', title: section.title, rials: String(section.rials), working }
    }
    case 'remark':
      return section
  }
}
