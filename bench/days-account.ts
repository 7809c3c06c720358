import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { replayPortions } from '../test/support/crash-requests-replay.ts'
import { keysOf, receiptsOf, type Account, type Outside } from '../test/support/request-days.ts'

// The account of a load, read by several processes at once: each takes every so-many-th portion of the requests.

type Task = {
  readonly url: string
  readonly outside: string
  readonly portions: number
  readonly some: readonly number[]
}
/** What one process found, and how many messages and receipts are of none of its requests. */
type Part = { readonly faults: readonly string[]; readonly given: number; readonly received: number }

/** An account by `many` processes. What is missing is counted, not named. */
export function accountBy(many: number, url: string, portions: number): Account {
  return async (outside) => {
    const folder = mkdtempSync(join(tmpdir(), 'account-'))
    try {
      const file = join(folder, 'outside.json')
      writeFileSync(file, JSON.stringify(outside))
      const every = Array.from({ length: portions }, (_, n) => n)
      const parts = await Promise.all(
        Array.from({ length: many }, (_, one) =>
          partOf({ url, outside: file, portions, some: every.filter((n) => n % many === one) }),
        ),
      )
      const faults = parts.flatMap((part) => part.faults)
      const unknown = (all: number, left: (part: Part) => number) =>
        all - parts.reduce((sum, part) => sum + all - left(part), 0)
      const messages = unknown(new Set(outside.messages).size, ({ given }) => given)
      const lost = unknown(new Set(outside.acknowledged).size, ({ received }) => received)
      if (messages !== 0) faults.push(`the provider has ${messages} messages of no command`)
      if (lost !== 0) faults.push(`${lost} were received and lost`)
      return faults
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}

async function partOf(task: Task): Promise<Part> {
  const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(await text(child.stdout)) as Part
}

/** One of the processes. */
async function read({ url, outside, portions, some }: Task): Promise<Part> {
  const { messages, acknowledged, now } = JSON.parse(readFileSync(outside, 'utf8')) as Outside
  const client = new pg.Client(url)
  await client.connect()
  const query = async (statement: string) => (await client.query(statement)).rows as never
  const { faults, given, received } = await replayPortions(
    query,
    keysOf(messages),
    receiptsOf(acknowledged),
    now,
    portions,
    some,
  )
  await client.end()
  return { faults, given: given.size, received: received.size }
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(JSON.stringify(await read(JSON.parse(process.argv[2]!) as Task)))
