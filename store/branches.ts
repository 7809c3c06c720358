import type { Database } from './database.ts'

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

export async function listBranches(db: Database): Promise<Branch[]> {
  return db.query<Branch>(`select ${columns} from branch order by branch_id`)
}

/** The branch that answers for people whose own branch is not known yet. */
export async function findDefaultBranch(db: Database): Promise<Branch | undefined> {
  return (await db.query<Branch>(`select ${columns} from branch where is_default`))[0]
}
