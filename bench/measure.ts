import autocannon from 'autocannon'
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from './table.ts'

export const nowSeconds = (): number => performance.now() / 1000

/** Requests a second of one GET, at 32 in flight, for `seconds`. Throws when an answer is not 200. */
export async function getRate(url: string, cookie = '', seconds = 3): Promise<number> {
  const result = await autocannon({ url, connections: 32, duration: seconds, headers: { cookie } })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} failed`)
  }
  return result.requests.total / result.duration
}

/** Both in turn, `rounds` times, so that a noisy minute of the machine hits both; answers the medians. */
export async function inTurn(
  ours: () => Promise<number>,
  reference: () => Promise<number>,
  rounds = 3,
): Promise<[ours: number, reference: number]> {
  const figures: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    figures[1].push(await reference())
    figures[0].push(await ours())
  }
  return [median(figures[0]), median(figures[1])]
}

/** Does `work` for each item, `atOnce` at a time; answers items a second. */
export async function rate<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<number> {
  let next = 0
  const started = nowSeconds()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
    }),
  )
  return items.length / (nowSeconds() - started)
}

export type Program = { process: ChildProcess; url: string; residentMegabytes(): number; stop(): Promise<void> }

/** Starts a program of ours on a port and waits until `path` answers. */
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
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`)
    const response = await fetch(url + path).catch(() => null)
    if (response?.ok) break
    if (tries > 300) throw new Error(`${args.join(' ')} does not answer`)
    await sleep(50)
  }
  return {
    process: child,
    url,
    residentMegabytes: () => residentMegabytes(child.pid!),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Resident memory of a process in megabytes (VmRSS). */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
