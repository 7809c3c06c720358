import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../scripts/free-port.ts'

const root = join(import.meta.dirname, '../..')

export type Running = {
  readonly url: string
  /** All it has printed so far. */
  output(): string
  /** Ends it at once, as a power cut would; answers when it is gone. */
  kill(): Promise<void>
  /** Starts it again on the same port with the same environment. */
  restart(): Promise<void>
}

/**
 * Starts a program of ours from the source on a free port and waits until `ready` says so (by default: at once).
 * It ends with the test.
 */
export async function startProcess(
  t: { after(work: () => unknown): void },
  file: string,
  environment: Record<string, string>,
  ready: (url: string) => Promise<boolean> = async () => true,
): Promise<Running> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let output = ''

  const start = async () => {
    const begun = spawn(process.execPath, ['--import', './scripts/tsx.mjs', file], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'test', ...environment, PORT: String(port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [begun.stdout, begun.stderr])
      stream.on('data', (bytes: Buffer) => (output += bytes.toString()))
    child = begun
    begun.once('exit', (code, signal) => {
      if (signal !== 'SIGKILL') process.stderr.write(`${file} ended by itself with ${code ?? signal}:\n${output}\n`)
    })
    for (let tries = 0; !(await ready(url).catch(() => false)); tries += 1) {
      if (begun.exitCode !== null) throw new Error(`${file} ended with ${begun.exitCode}: ${output}`)
      if (tries > 600) throw new Error(`${file} does not become ready`)
      await sleep(50)
    }
  }
  const kill = async () => {
    const ending = child
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill('SIGKILL')
    await gone
  }
  t.after(kill)
  await start()
  return { url, output: () => output, kill, restart: start }
}
