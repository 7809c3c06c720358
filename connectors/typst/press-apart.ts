import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { PaperJob, PaperPress } from '#ports/paper.ts'
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** Papers after which a process makes room for a fresh one: Typst keeps 0.2 MB of each, so it grows by some 60 MB. */
const LIFETIME = 300

const program = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'press-main.ts' : 'press.js')

type Answer = { readonly n: number; readonly pdf?: Uint8Array; readonly error?: string }
type Waiting = { readonly resolve: (pdf: Uint8Array) => void; readonly reject: (error: Error) => void }
type Press = { readonly child: ChildProcess; readonly waiting: Map<number, Waiting>; taken: number }

/**
 * Typst in a process of its own, started with the first paper and replaced after `lifetime` of them: what the library
 * never gives back ends with it. Should that process die, its papers are refused with OutsideSystemUnavailable and may
 * be tried again.
 */
export function typstPressApart(lifetime = LIFETIME): PaperPress & { readonly processId: () => number | undefined } {
  let press: Press | undefined
  let papers = 0
  return {
    processId: () => press?.child.pid,
    print(job) {
      const now = (press ??= start())
      const n = (papers += 1)
      now.taken += 1
      if (now.taken >= lifetime) press = undefined // the next paper finds a fresh one
      return new Promise<Uint8Array>((resolve, reject) => {
        now.waiting.set(n, { resolve, reject })
        keepAlive(now)
        now.child.send({ n, job } satisfies { n: number; job: PaperJob })
      }).finally(() => {
        if (now.waiting.size > 0) return
        if (now.taken < lifetime) letGo(now)
        else if (now.child.connected) now.child.disconnect()
      })
    },
  }

  function start(): Press {
    const child = fork(program, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const started: Press = { child, waiting: new Map(), taken: 0 }
    child.on('message', ({ n, pdf, error }: Answer) => {
      const paper = started.waiting.get(n)
      started.waiting.delete(n)
      if (pdf === undefined) paper?.reject(new Error(error))
      else paper?.resolve(pdf)
    })
    const ended = (why: string) => {
      if (press === started) press = undefined
      for (const { reject } of started.waiting.values()) reject(new OutsideSystemUnavailable('press', why))
      started.waiting.clear()
    }
    child.on('error', (error) => ended(error.message))
    child.once('exit', (code, signal) => ended(`ended by itself (${signal ?? code})`))
    return started
  }
}

/** While papers are printed the process that asked waits for them; an idle press keeps nobody from ending. */
function keepAlive({ child }: Press): void {
  child.ref()
  child.channel?.ref()
}

function letGo({ child }: Press): void {
  child.unref()
  child.channel?.unref()
}
