import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findSoftware } from '../scripts/postgres-software.ts'
import type { Statement } from '../test/support/recorded.ts'

/** The `pgbench` beside the PostgreSQL in use; null where it is not installed. */
export function findPgbench(): string | null {
  const program = join(findSoftware().bin, 'pgbench')
  return existsSync(program) ? program : null
}

/** A transaction for pgbench; `variables` are the values that stay the same. */
export type Script = { readonly text: string; readonly variables: Readonly<Record<string, string>> }

/**
 * These statements as a script. `begin` is what pgbench reckons before each round. A value that is a key of `named` becomes that
 * variable of pgbench, another long number (a random id) a random one; all others are sent as they are, as the driver sends them.
 */
export function scriptOf(
  statements: readonly Statement[],
  begin: readonly string[],
  named: Readonly<Record<string, string>>,
): Script {
  const variables: Record<string, string> = {}
  const randoms: string[] = []
  const lines = statements.map(({ text, values }, n) => {
    const written = values.map((value, index) => {
      if (value === null || value === undefined) return 'null'
      const sent = wireText(value)
      if (named[sent] !== undefined) return `:${named[sent]}`
      const name = `v${n}_${index + 1}`
      if (/^\d{12,19}$/.test(sent)) randoms.push(`\\set ${name} random(1, 9000000000000000000)`)
      else variables[name] = sent
      return `:${name}`
    })
    return `${text.replace(/\s+/g, ' ').replace(/\$(\d+)/g, (_, number: string) => written[Number(number) - 1]!)};`
  })
  return { text: [...begin, ...randoms, ...lines].join('\n'), variables }
}

/** A value as `pg` sends it, in PostgreSQL's text form. */
function wireText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${(value as string[]).map((each) => `"${each}"`).join(',')}}`
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number}`
}

/** Runs a script so many times by each of `clients`, prepared, as the role of the portal; answers transactions a second. */
export async function pgbenchRate(
  program: string,
  databaseUrl: string,
  { text, variables }: Script,
  { clients, times, first }: { clients: number; times: number; first: number },
): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'tamin-bench-'))
  const file = join(directory, 'script.sql')
  writeFileSync(file, text)
  const url = new URL(databaseUrl)
  const given = { ...variables, first: String(first), times: String(times), i: '-1' }
  try {
    // oxfmt-ignore
    const output = await outputOf(
      program,
      [
        '-n', '-M', 'prepared', '-f', file, '-c', String(clients), '-j', '2', '-t', String(times),
        ...Object.entries(given).flatMap(([name, value]) => ['-D', `${name}=${value}`]),
      ],
      {
        PGHOST: url.searchParams.get('host') ?? url.hostname,
        PGPORT: url.port,
        PGUSER: decodeURIComponent(url.username),
        PGPASSWORD: decodeURIComponent(url.password),
        PGDATABASE: url.pathname.slice(1),
        PGOPTIONS: '-c role=tamin_app -c timezone=UTC',
      },
    )
    const done = Number(/actually processed: (\d+)/.exec(output)?.[1])
    if (done !== clients * times) throw new Error(`pgbench: ${output}`)
    return Number(/tps = ([\d.]+)/.exec(output)![1])
  } finally {
    rmSync(directory, { recursive: true })
  }
}

async function outputOf(program: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  await new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()))
  return Buffer.concat(said).toString()
}
