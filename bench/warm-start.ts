import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../scripts/free-port.ts'
import { nowSeconds } from './measure.ts'
import { within, type Row } from './table.ts'

/** A second `npm start` until the first page, seconds. The first one is not counted. */
export async function warmStart(): Promise<Row> {
  await startOnce()
  return within('warm start to the first page', await startOnce(), 5, 's')
}

async function startOnce(): Promise<number> {
  const port = await freePort()
  const begun = nowSeconds()
  const child = spawn('npm', ['start'], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    for (;;) {
      if (child.exitCode !== null)
        throw new Error(`npm start ended with ${child.exitCode}; is the portal running already?`)
      const response = await fetch(`http://127.0.0.1:${port}/sign-in`).catch(() => null)
      if (response?.ok) return nowSeconds() - begun
      if (nowSeconds() - begun > 300) throw new Error('npm start does not answer')
      await sleep(20)
    }
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGINT')
    await ended
  }
}
