import autocannon from 'autocannon'
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pair } from './table.ts'

export const nowSeconds = (): number => performance.now() / 1000

/** Requests a second, and how long they took, milliseconds. */
export type Load = { rate: number; p50: number; p99: number }

export type Headers = Readonly<Record<string, string>>

/** One GET over and over, by each of these visitors in turn, 32 in flight, for `seconds`. Throws when an answer is not 200. */
export async function get(url: string, visitors: readonly Headers[], seconds = 1.5): Promise<Load> {
  const requests = visitors.map((headers) => ({ headers }))
  const result = await autocannon({ url, connections: 32, duration: seconds, requests })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} failed`)
  }
  return { rate: result.requests.total / result.duration, p50: result.latency.p50, p99: result.latency.p99 }
}

/** `path` where it is not the same for all. */
export type Post = { path?: string; headers: Record<string, string>; body: string }

/**
 * Each of these once, `connections` in flight; answers posts a second. Throws when an answer has another status. autocannon
 * makes one more ready for each connection than it sends, so that many at the end are left over.
 */
export async function postEach(
  url: string,
  posts: readonly Post[],
  connections: number,
  status: 201 | 303,
): Promise<number> {
  const amount = posts.length - connections
  let next = 0
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    const { headers, ...rest } = posts[next++]!
    return { ...request, ...rest, headers: { ...request.headers, ...headers } }
  }
  let ended = 0
  const started = nowSeconds()
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = { url, connections, amount, timeout: 60, requests: [{ method: 'POST' as const, setupRequest }] }
    autocannon(options, (error: unknown, all) => (error ? reject(error as Error) : resolve(all)))
      // It notices the end up to a second later.
      .on('response', () => (ended = nowSeconds()))
  })
  const right = result.statusCodeStats?.[`${status}`]?.count
  if (right !== amount) throw new Error(`${url} answered ${JSON.stringify(result.statusCodeStats)}`)
  return amount / (ended - started)
}

/** Does `work` for each item, `atOnce` at a time; answers items a second. */
export async function rate<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const started = nowSeconds()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
    }),
  )
  return items.length / (nowSeconds() - started)
}

/**
 * Reference and ours in turn, so that a noisy minute of the machine hits both; answers the round whose ratio is the
 * median. A round before that warms both up and is not counted.
 */
export async function inTurn(ours: () => Promise<number>, reference: () => Promise<number>, rounds = 5): Promise<Pair> {
  const pairs: Pair[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const pair = { reference: await reference(), ours: await ours() }
    if (round > 0) pairs.push(pair)
  }
  return pairs.toSorted((a, b) => a.ours / a.reference - b.ours / b.reference)[Math.floor(rounds / 2)]!
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

export type Program = { url: string; residentMegabytes(): number; stop(): Promise<void> }

/** Starts a program of ours on a port, as in production, and waits until `path` answers. */
export async function startProgram(
  args: readonly string[],
  port: number,
  environment: Record<string, string>,
  path: string,
): Promise<Program> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  const stop = () => stopped(child)
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(url + path).catch(() => null)
    if (response?.ok) return { url, residentMegabytes: () => residentMegabytes(child.pid!), stop }
    if (child.exitCode !== null || tries > 600) {
      await stop()
      throw new Error(
        `${args.join(' ')} ${child.exitCode === null ? 'does not answer' : `ended with ${child.exitCode}`}`,
      )
    }
    await sleep(50)
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Resident memory of a process in megabytes (VmRSS). */
function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
