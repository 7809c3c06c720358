/** What a file of another system says, line by line. */
export type ReadTable<T> = {
  readonly lines: readonly T[]
  /** Lines that cannot be read, by their number in the file. */
  readonly refused: readonly { readonly line: number; readonly why: string }[]
}

/**
 * Reads a file that a program wrote: CSV in UTF-8, a record a line, columns in any order and others beside them. `lineOf` makes
 * something of the cells of a line, or says why it cannot; no line spoils another.
 */
export function readTable<T>(
  text: string,
  columns: readonly string[],
  lineOf: (cell: (name: string) => string) => T | string,
): ReadTable<T> {
  const [header = '', ...rest] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const names = cells(header)
  const missing = columns.filter((name) => !names.includes(name))
  if (missing.length > 0) return { lines: [], refused: [{ line: 1, why: `the header lacks ${missing.join(', ')}` }] }
  const lines: T[] = []
  const refused: { line: number; why: string }[] = []
  for (const [at, row] of rest.entries()) {
    if (row.trim() === '') continue
    const given = cells(row)
    const read = lineOf((name) => given[names.indexOf(name)] ?? '')
    if (typeof read === 'string') refused.push({ line: at + 2, why: read })
    else lines.push(read)
  }
  return { lines, refused }
}

/** Quoted or not; a quote in quotes is written twice. */
const cells = (row: string): string[] =>
  [...`,${row}`.matchAll(/,(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )
