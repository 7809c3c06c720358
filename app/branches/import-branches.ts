import { findDefaultBranch, listBranches, putBranches, type Put } from '#store/branches.ts'
import type { Database } from '#store/database.ts'
import { readBranches, type Refused } from './read-branches.ts'

export type Imported = Put & {
  /** Branches of the database that the file does not name: they stay. */
  readonly left: number
  readonly hasDefault: boolean
}

/** Takes over the branches of a file, all or none of them. The same file again changes nothing. */
export async function importBranches(
  db: Database,
  text: string,
): Promise<{ readonly refused: readonly Refused[] } | Imported> {
  const { branches, refused } = readBranches(text)
  if (refused.length > 0) return { refused }
  return db.transaction(async (tx) => {
    const put = await putBranches(tx, branches)
    const all = await listBranches(tx)
    const named = new Set(branches.map(({ branchId }) => branchId))
    const left = all.filter(({ branchId }) => !named.has(branchId))
    const twice = left.find(({ name }) => branches.some((one) => one.name === name))
    if (twice !== undefined)
      throw new Error(`«${twice.name}» is the name of branch ${twice.branchId} too, which the file does not name`)
    return { ...put, left: left.length, hasDefault: (await findDefaultBranch(tx)) !== undefined }
  })
}
