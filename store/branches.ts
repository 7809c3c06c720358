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

/** The branch that answers for people whose own branch is not known yet. */
export async function findDefaultBranch(db: Database): Promise<Branch | undefined> {
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
