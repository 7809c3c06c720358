// The table of settings in README.md, between two marks, from the descriptions in app/settings.ts.
import { Settings } from '#app/settings.ts'
import type { z } from 'zod'

const BEGIN = '<!-- settings: written by npm run docs -->'
const END = '<!-- end of settings -->'

export type Setting = {
  readonly name: string
  /** What it is when not given: a value; null where it may stay away; undefined where it must be given. */
  readonly standard: string | null | undefined
  readonly meaning: string
}

/** Every setting in the order of app/settings.ts. Throws where one has no description. */
export function settings(): Setting[] {
  return Object.entries(Settings.shape).map(([name, schema]) => {
    const meaning = descriptionOf(schema)
    if (meaning === undefined) throw new Error(`${name} has no description in app/settings.ts`)
    return { name, standard: standardOf(schema), meaning }
  })
}

/** The table as Markdown, one line a setting. */
export function settingsTable(all: readonly Setting[]): string {
  const rows = all.map(({ name, standard, meaning }) => `| \`${name}\` | ${shown(standard)} | ${meaning} |`)
  return ['| setting | when not given | meaning |', '|---|---|---|', ...rows].join('\n')
}

/** `text` with the table between its marks made new; throws when the marks are not there. */
export function withSettingsTable(text: string, table: string): string {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`the marks ${BEGIN} and ${END} are missing`)
  return `${text.slice(0, begin + BEGIN.length)}\n${table}\n${text.slice(end)}`
}

function shown(standard: Setting['standard']): string {
  if (standard === undefined) return '**must be given**'
  return standard === null || standard === '' ? 'none' : `\`${standard}\``
}

type Layer = { readonly innerType?: z.ZodType; readonly type: string; readonly defaultValue?: unknown }
const layerOf = (schema: z.ZodType): Layer => schema.def as Layer

function descriptionOf(schema: z.ZodType): string | undefined {
  const { innerType } = layerOf(schema)
  return schema.description ?? (innerType === undefined ? undefined : descriptionOf(innerType))
}

function standardOf(schema: z.ZodType): Setting['standard'] {
  const { type, innerType, defaultValue } = layerOf(schema)
  if (type === 'default') return String(defaultValue)
  if (type === 'optional') return null
  return innerType === undefined ? undefined : standardOf(innerType)
}
