import { spawn, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ending } from './portal.ts'

/** The harmless text by which every scanner can be tried (eicar.org), put together here so that none finds this file. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** Why there is no clamd on this machine; false when there is one. */
export const noClamd: string | false = ['/usr/sbin/clamd', 'clamd'].some(
  (path) => spawnSync(path, ['--version']).status === 0,
)
  ? false
  : 'no clamd on this machine (Debian: apt-get install clamav-daemon)'

/** A real clamd of our own that knows one signature, EICAR's; answers the path of its socket. */
export async function startClamd(t: Ending): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tamin-clamd-'))
  const socket = join(home, 'clamd.sock')
  await mkdir(join(home, 'signatures'))
  await writeFile(
    join(home, 'signatures', 'local.ndb'),
    `Eicar-Test-Signature:0:*:${Buffer.from(EICAR).toString('hex')}\n`,
  )
  await writeFile(
    join(home, 'clamd.conf'),
    [
      `LocalSocket ${socket}`,
      `DatabaseDirectory ${join(home, 'signatures')}`,
      `TemporaryDirectory ${home}`,
      'Foreground yes',
      'LogFile /dev/null',
      'MaxThreads 2',
      'StreamMaxLength 4M',
      'SelfCheck 0',
    ].join('\n'),
  )
  const path = spawnSync('/usr/sbin/clamd', ['--version']).status === 0 ? '/usr/sbin/clamd' : 'clamd'
  const child = spawn(path, ['--config-file', join(home, 'clamd.conf')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  t.after(async () => {
    child.kill()
    await ended
    await rm(home, { recursive: true, force: true })
  })
  while (!(await answers(socket))) {
    if (child.exitCode !== null) throw new Error(`clamd ended at once: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return socket
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ path })
    socket.on('error', () => resolve(false))
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })

export type ClamdStandIn = {
  readonly host: string
  readonly port: number
  /** The streams it was sent whole, in order. */
  readonly received: Buffer[]
  /** How often somebody connected. */
  connections(): number
}

/** Speaks clamd's INSTREAM and answers with what `reply` does; every byte against the protocol makes it refuse. */
export async function clamdStandIn(
  t: Ending,
  reply: (socket: Socket, stream: Buffer) => unknown,
): Promise<ClamdStandIn> {
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    let all = Buffer.alloc(0)
    socket.on('data', (part: Buffer) => {
      all = Buffer.concat([all, part])
      const stream = streamOf(all)
      if (stream === 'wrong') socket.end('UNKNOWN COMMAND\0')
      else if (stream !== 'more') {
        received.push(stream)
        reply(socket, stream)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, received, connections: () => connections }
}

const COMMAND = 'zINSTREAM\0'

function streamOf(all: Buffer): Buffer | 'more' | 'wrong' {
  if (all.length < COMMAND.length) return 'more'
  if (!all.toString('latin1').startsWith(COMMAND)) return 'wrong'
  const chunks: Buffer[] = []
  for (let at = COMMAND.length; at + 4 <= all.length;) {
    const length = all.readUInt32BE(at)
    at += 4
    if (length === 0) return at === all.length ? Buffer.concat(chunks) : 'wrong'
    if (at + length > all.length) return 'more'
    chunks.push(all.subarray(at, at + length))
    at += length
  }
  return 'more'
}
