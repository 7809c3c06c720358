// The walls of the house: which room may import from which. `node scripts/import-rule.ts` prints every breach.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync, Visitor } from 'rolldown/utils'

/** Rooms from the ground up, and the rooms each may import from besides itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  law: ['kernel'],
  services: ['kernel', 'law'],
  ports: ['kernel'],
  store: ['kernel', 'ports'],
  connectors: ['kernel', 'ports'],
  app: ['kernel', 'law', 'services', 'ports', 'store', 'connectors'],
  // Pages and the worker ask the store themselves for what they only show; what changes anything goes through app.
  web: ['kernel', 'services', 'ports', 'store', 'app'],
  worker: ['kernel', 'ports', 'store', 'app'],
  simulators: ['kernel', 'ports'],
  // Accounts of the demonstration are made by the use cases that make real ones: docs/decisions/0006.
  demo: ['kernel', 'law', 'ports', 'store', 'app'],
}

/** The only packages the language of the domain needs. It asks nothing of the machine, so no node: module either. */
const PACKAGES_OF_KERNEL = ['zod']

const SQL =
  /^\s*(with\s+\w+\s+as|select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|(create|alter|drop)\s+(table|index|role|type))\s/is

export type SourceFile = { readonly path: string; readonly text: string }

/** Every breach as one sentence with file and line; paths are relative to the checkout. */
export function importFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(faultsOf)
}

function faultsOf({ path, text }: SourceFile): string[] {
  const room = roomOf(path)
  const allowed = ROOMS[room]
  if (allowed === undefined) return []
  const faults: string[] = []
  const fault = (at: number, what: string): void => {
    faults.push(`${path}:${text.slice(0, at).split('\n').length} ${what}`)
  }
  const { module, program } = parseSync(path, text)
  const imports = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest ?? [])),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      start,
      value: text.slice(start + 1, end - 1),
    })),
  ]
  for (const { value, start } of imports) {
    const target = targetRoom(path, value)
    if (target === null) {
      if (room === 'kernel' && !PACKAGES_OF_KERNEL.some((name) => value === name || value.startsWith(`${name}/`))) {
        fault(start, `kernel may not import ${value}, only ${PACKAGES_OF_KERNEL.join(' and ')}`)
      } else if (room !== 'store' && (value === 'pg' || value.startsWith('pg-'))) {
        fault(start, `only store speaks to the database: no ${value} here`)
      }
    } else if (target !== room) {
      if (!allowed.includes(target)) fault(start, `${room} may not import from ${target}`)
      else if (!value.startsWith('#')) fault(start, `write #${target}/… for another room, not ${value}`)
    }
  }
  if (room !== 'store') {
    const look = (start: number, words: string): void => {
      if (SQL.test(words)) fault(start, 'only store contains SQL')
    }
    new Visitor({
      Literal: ({ start, value }) => typeof value === 'string' && look(start, value),
      TemplateLiteral: ({ start, quasis }) => look(start, quasis.map(({ value }) => value.raw).join(' x ')),
    }).visit(program)
  }
  return faults
}

/** The room an import leads to; null for a package. */
function targetRoom(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return roomOf(specifier.slice(1))
  if (specifier.startsWith('.')) return roomOf(normalize(join(dirname(from), specifier)))
  return null
}

const roomOf = (path: string): string => path.slice(0, Math.max(0, path.indexOf('/')))

/** The source files of all rooms of the checkout in `root`. */
export function sourceFiles(root: string): SourceFile[] {
  return Object.keys(ROOMS).flatMap((room) => {
    let names: string[]
    try {
      names = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    } catch {
      return [] // a room that nobody has moved into yet
    }
    return names
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ path: `${room}/${name}`, text: readFileSync(join(root, room, name), 'utf8') }))
  })
}

if (import.meta.main) {
  const files = sourceFiles(join(import.meta.dirname, '..'))
  const faults = importFaults(files)
  for (const fault of faults) console.error(fault)
  console.log(`${files.length} files, ${faults.length} breaches of the import rule`)
  if (faults.length > 0 || files.length === 0) process.exitCode = 1
}
