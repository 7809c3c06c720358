import type { Database, Tx } from './database.ts'

/** A branch of the organisation as the public sees it. */
export type Branch = {
  branchId: number
  name: string
  province: string
  city: string
  address: string
  phone: string
  hours: string
}

const columns = `branch_id as "branchId", name, province, city, address, phone, hours`

export async function listBranches(db: Tx): Promise<Branch[]> {
  return db.query<Branch>(`select ${columns} from branch order by branch_id`)
}

/** The branches of these numbers, and the one that is the default. */
export async function findBranches(
  db: Tx,
  branchIds: readonly (number | null)[],
): Promise<(Branch & { isDefault: boolean })[]> {
  return db.query(
    `select ${columns}, is_default as "isDefault" from branch where branch_id = any($1::int[]) or is_default`,
    [branchIds],
  )
}

/** The branch that answers for people whose own branch is not known yet. */
export async function findDefaultBranch(db: Tx): Promise<Branch | undefined> {
  return (await db.query<Branch>(`select ${columns} from branch where is_default`))[0]
}

export async function findBranchByName(db: Database, name: string): Promise<Branch | undefined> {
  return (await db.query<Branch>(`select ${columns} from branch where name = $1`, [name]))[0]
}

/** Adds a branch; one that is there already stays as it is. */
export async function addBranch(tx: Tx, branch: Branch & { isDefault: boolean }): Promise<void> {
  await tx.query(
    `insert into branch (branch_id, name, province, city, address, phone, hours, is_default)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      branch.branchId,
      branch.name,
      branch.province,
      branch.city,
      branch.address,
      branch.phone,
      branch.hours,
      branch.isDefault,
    ],
  )
}

/** How many branches a file added, changed, and left as they were. */
export type Put = { readonly added: number; readonly changed: number; readonly same: number }

/** Adds or changes branches by their number. One that is marked becomes the default in place of the one before. */
export async function putBranches(
  tx: Tx,
  branches: readonly (Branch & { readonly isDefault: boolean })[],
): Promise<Put> {
  const chosen = branches.find(({ isDefault }) => isDefault)
  if (chosen !== undefined)
    await tx.query(`update branch set is_default = false where is_default and branch_id <> $1`, [chosen.branchId])
  const count = { added: 0, changed: 0, same: 0 }
  for (const { branchId, name, province, city, address, phone, hours, isDefault } of branches) {
    // Who is marked nowhere in the file stays what they were: only a mark moves the default.
    const [row] = await tx.query<{ added: boolean }>(
      `insert into branch as b (branch_id, name, province, city, address, phone, hours, is_default)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (branch_id) do update set name = $2, province = $3, city = $4, address = $5, phone = $6, hours = $7,
         is_default = b.is_default or $8
       where (b.name, b.province, b.city, b.address, b.phone, b.hours, b.is_default)
         is distinct from ($2, $3, $4, $5, $6, $7, b.is_default or $8)
       returning xmax = 0 as added`,
      [branchId, name, province, city, address, phone, hours, isDefault],
    )
    count[row === undefined ? 'same' : row.added ? 'added' : 'changed'] += 1
  }
  return count
}
