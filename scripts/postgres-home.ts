import { Refusal } from './machine.mjs'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** The user that runs PostgreSQL, which refuses to run as root; undefined: the one who runs us. */
export type Runner = { readonly uid: number; readonly gid: number } | undefined

/** Where a cluster lives: its data directory, a directory beside it for our own files of it, and who runs it. */
export type Home = { readonly data: string; readonly beside: string; readonly runner: Runner }

/**
 * Finds or chooses the home of the cluster that is known as `directory` (such as .data/postgres). As root, and where the
 * user of PostgreSQL cannot reach `directory` (a checkout below /root), the cluster lives in a directory of its own
 * below /var/lib, and `directory` is a symbolic link to it.
 */
export function homeOf(directory: string): Home {
  mkdirSync(dirname(directory), { recursive: true })
  if (isLink(directory) && !existsSync(directory)) rmSync(directory) // what it pointed to was removed
  if (existsSync(directory)) {
    const data = realpathSync(directory)
    const { uid, gid } = statSync(data)
    const ours = process.getuid?.()
    if (ours !== 0 && uid !== ours) {
      throw new Refusal(
        `The data in ${directory} belongs to another user (number ${uid}): start as that user, or as root.`,
      )
    }
    if (uid !== 0) return { data, beside: dirname(data), runner: ours === 0 ? { uid, gid } : undefined }
    rmdirSync(directory) // an empty directory made by hand: nothing of ours
  }
  const beside = realpathSync(dirname(directory))
  if (process.getuid?.() !== 0) {
    return { data: join(beside, basename(directory)), beside, runner: undefined }
  }
  const runner = unprivilegedUser()
  if (canWork(beside, runner)) return { data: join(beside, basename(directory)), beside, runner }
  const outside = directoryOutside(runner)
  const data = join(outside, 'data')
  mkdirSync(data, { mode: 0o700 })
  own(data, runner)
  try {
    symlinkSync(data, directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    rmSync(outside, { recursive: true }) // another start was faster
    return homeOf(directory)
  }
  return { data, beside: outside, runner }
}

/** Gives a file or directory to the user who runs PostgreSQL. */
export function own(path: string, runner: Runner): void {
  if (runner !== undefined) chownSync(path, runner.uid, runner.gid)
}

/** Whether that user can run the program. */
export function canRun(program: string, runner: Runner): boolean {
  return spawnSync(program, ['--version'], { ...runner, cwd: '/' }).status === 0
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function unprivilegedUser(): NonNullable<Runner> {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const user = users.find(([name]) => name === wanted)
    if (user !== undefined) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  throw new Refusal(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody": start as an ordinary user.',
  )
}

/** Whether `runner` can keep a directory of its own below `parent`; tried out, for there are more rules than mode bits. */
function canWork(parent: string, runner: NonNullable<Runner>): boolean {
  const trial = mkdtempSync(join(parent, '.trial-'))
  try {
    own(trial, runner)
    const tried = spawnSync('/bin/sh', ['-c', 'cd "$1" && : > trial', 'sh', trial], { ...runner, cwd: '/' })
    if (tried.error !== undefined) {
      throw new Refusal(
        `PostgreSQL refuses to run as root, and changing to another user is not allowed here (${tried.error.message}): start as an ordinary user, or set DATABASE_URL.`,
      )
    }
    return tried.status === 0
  } catch (error) {
    if (error instanceof Refusal) throw error
    return false
  } finally {
    rmSync(trial, { recursive: true, force: true })
  }
}

function directoryOutside(runner: NonNullable<Runner>): string {
  for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
    try {
      const made = mkdtempSync(join(parent, 'tamin-'))
      chmodSync(made, 0o755)
      if (canWork(made, runner)) return made
      rmSync(made, { recursive: true })
    } catch (error) {
      if (error instanceof Refusal) throw error
    }
  }
  throw new Refusal(
    'Found no directory in which PostgreSQL can keep its data: start as an ordinary user, or set DATABASE_URL.',
  )
}
