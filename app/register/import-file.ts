import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, stat, truncate } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Progress } from '#store/register/load.ts'
import { LOADED_TABLES, type LoadedTable } from '#store/register/loaded-tables.ts'
import type { Format } from './header.ts'
import { importRegister, type Imported } from './import.ts'

/** A file and the table it fills. */
export type RegisterFile = { readonly path: string; readonly table: LoadedTable; readonly format: Format }

/** The table is the beginning of the file's name, the format its end: wages-1404.csv. Null where either is not known. */
export function registerFile(path: string, table?: string): RegisterFile | null {
  const name = basename(path)
  const format = (['csv', 'ndjson'] as const).find((one) => name.toLowerCase().endsWith(`.${one}`))
  const found = LOADED_TABLES.find((one) =>
    table === undefined ? new RegExp(`^${one}[.\\-_]`).test(name) : one === table,
  )
  return format === undefined || found === undefined ? null : { path, table: found, format }
}

/** Where the refused records of a file go: wages-1404.refused.csv. */
export const refusedPath = ({ path, format }: Pick<RegisterFile, 'path' | 'format'>): string =>
  `${path.slice(0, -format.length)}refused.${format}`

/** Files in the order in which they can be loaded. */
export const inOrder = (files: readonly RegisterFile[]): RegisterFile[] =>
  files.toSorted((one, other) => LOADED_TABLES.indexOf(one.table) - LOADED_TABLES.indexOf(other.table))

/**
 * Loads one file. Broken off, it goes on from the last batch when it is run again on the same file; refused records are
 * beside it, and nothing is where none was refused. Throws WrongHeader.
 */
export async function importFile(
  databaseUrl: string,
  file: RegisterFile,
  onProgress: (progress: Progress, size: number) => void = () => {},
): Promise<Imported> {
  const { path, table, format } = file
  const { size } = await stat(path)
  const refused = refusedPath(file)
  const result = await importRegister(databaseUrl, {
    table,
    format,
    key: await keyOf(file),
    read: (start) => createReadStream(path, { start, highWaterMark: 1 << 18 }),
    async refuse(at, text) {
      if (at === 0) await rm(refused, { force: true })
      if (at === 0 && text.length === 0) return 0
      const out = await open(refused, at === 0 ? 'w' : 'r+')
      try {
        await out.write(text, 0, text.length, at)
      } finally {
        await out.close()
      }
      await truncate(refused, at + text.length)
      return at + text.length
    },
    onProgress: (progress) => onProgress(progress, size),
  })
  return result
}

/** What tells this file's records from all others: their bytes, and the table they fill. */
async function keyOf({ path, table }: RegisterFile): Promise<string> {
  const hash = createHash('sha256').update(`${table}\n`)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
