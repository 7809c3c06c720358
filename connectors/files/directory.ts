import type { FileKey, FileStore } from '#ports/files.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Files in a directory: `ab/cd/abcd…`, so that no folder grows large, readable by nobody but our own user.
 * A file is written beside, flushed to the disk and only then given its name; one that a crash left half-written lies in
 * `arriving/` until its key is deleted.
 */
export function directoryFiles(directory: string): FileStore {
  const place = (key: FileKey): string => join(directory, key.slice(0, 2), key.slice(2, 4), key)
  const arriving = (key: FileKey): string => join(directory, 'arriving', key)

  return {
    put: (key, bytes) =>
      certainly(async () => {
        const [from, to] = [arriving(key), place(key)]
        await makeFolder(dirname(from))
        await makeFolder(dirname(to))
        const file = await open(from, 'w', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(from, to)
        await flush(dirname(to))
      }),
    get: (key) => certainly(() => readFile(place(key)).catch(nullWhenAbsent)),
    delete: (key) =>
      certainly(async () => {
        await rm(arriving(key), { force: true })
        await rm(place(key), { force: true })
      }),
  }

  /** A new folder is safe only when its name is on the disk too. */
  async function makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (first === undefined) return
    for (let made = folder; made.length >= first.length; made = dirname(made)) await flush(dirname(made))
  }
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function nullWhenAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** A full, broken or forbidden disk, told without paths. */
async function certainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new OutsideSystemUnavailable('files', `the directory failed (${(error as NodeJS.ErrnoException).code})`)
  }
}
