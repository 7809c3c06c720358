import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// Templates stand beside their services, as services do in their folder: Node reads them there, a bundle carries them.

const bundled: Readonly<Record<string, string>> | null =
  import.meta.env === undefined
    ? null
    : (import.meta.glob(['./*.typ', './*/*.typ'], { eager: true, query: '?raw', import: 'default' }) as Record<
        string,
        string
      >)

function source(path: string): string {
  if (bundled === null) return readFileSync(join(import.meta.dirname, path), 'utf8')
  const text = bundled[`./${path}`]
  if (text === undefined) throw new Error(`there is no template ${path}`)
  return text
}

/** The template of a certificate and the look all of them share, in Typst. Throws when there is none of that name. */
export const templateOf = (
  service: string,
  template: string,
): { readonly template: string; readonly look: string } => ({
  template: source(`${service}/${template}.typ`),
  look: source('certificate.typ'),
})

/** The template of every printed sheet. */
export const sheetTemplate = (): { readonly template: string; readonly look: string } => ({
  template: source('sheet.typ'),
  look: source('certificate.typ'),
})
