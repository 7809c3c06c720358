// What the scripts ask of the machine they run on. Plain JavaScript, because it runs before dependencies and Node 24 are there.
import { linkSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const data = join(root, '.data')

export class Refusal extends Error {}

export function sentence(error) {
  if (error instanceof Refusal) return error.message
  const where = error?.path === undefined ? '' : ` (${error.path})`
  if (error?.code === 'ENOSPC' || error?.code === 'EDQUOT')
    return `The disk is full${where}: free some space and start again.`
  if (error?.code === 'EROFS') return `The disk is read-only${where}: Tamin must be able to write to its directory.`
  if (error?.code === 'EACCES' || error?.code === 'EPERM') {
    return `No permission to write${where}: give this user the right to, or start as the user who owns the directory.`
  }
  if (error?.syscall !== undefined) return `The machine refuses: ${error.message}.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

export function refuse(error) {
  console.error(sentence(error))
  process.exit(1)
}

const MEGABYTE = 1024 * 1024

export function requireSpace(directory, megabytes, read = statfsSync) {
  const { bavail, bsize } = read(directory)
  const free = Math.floor((bavail * bsize) / MEGABYTE)
  if (free >= megabytes) return
  throw new Refusal(
    `The disk is full: ${directory} has ${free} MB free, and ${megabytes} MB are needed; free some space and start again.`,
  )
}

export function requireWritableData() {
  mkdirSync(join(data, 'run'), { recursive: true })
  const trial = join(data, 'run', `trial-${process.pid}`)
  writeFileSync(trial, 'x')
  rmSync(trial)
}

export function portFrom(text) {
  if (text === undefined || text === '') return 3000
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port
  throw new Refusal(`PORT is wrong: "${text}" is not a number from 1 to 65535.`)
}

export async function requireFreePort(port, host) {
  const code = await new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve('free')))
  })
  if (code === 'free') return
  if (code === 'EADDRINUSE') {
    throw new Refusal(
      `Port ${port} is in use by another program: end it, or choose another with PORT=${port === 65535 ? 3000 : port + 1} npm start.`,
    )
  }
  if (code === 'EACCES')
    throw new Refusal(`Port ${port} needs the rights of root: choose one above 1023 with PORT=3000 npm start.`)
  throw new Refusal(`Cannot listen on ${host}, port ${port} (${code}): check HOST and PORT.`)
}

// Process numbers are used again, after a restart of the machine even soon: start time and boot tell two apart.
function identity(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    if (fields[0] === 'Z') return null
    return `${pid} ${fields[19]} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
  } catch {
    return null
  }
}

const noteOf = (name) => join(data, 'run', `${name}.pid`)

export function noteProcess(name, pid) {
  const note = identity(pid)
  if (note !== null) writeFileSync(noteOf(name), note)
}

export function notedProcess(name) {
  try {
    const note = readFileSync(noteOf(name), 'utf8')
    const pid = Number(note.split(' ')[0])
    return identity(pid) === note ? pid : null
  } catch {
    return null
  }
}

export function claim(name) {
  const mine = `${noteOf(name)}.${process.pid}`
  mkdirSync(dirname(mine), { recursive: true })
  writeFileSync(mine, identity(process.pid) ?? '')
  try {
    for (;;) {
      try {
        linkSync(mine, noteOf(name))
        return null
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const holder = notedProcess(name)
      if (holder !== null) return holder
      rmSync(noteOf(name), { force: true })
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

export function release(name) {
  rmSync(noteOf(name), { force: true })
}
