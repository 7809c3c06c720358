import type { ApplicationRow } from '#store/applications.ts'
import { countElsewhere, listDoublesInScope } from '#store/doubles.ts'
import type { Loaded } from '../applications/load.ts'
import type { App } from '../app.ts'
import { listed, type Desk, type Listed } from './desk.ts'

/** Other applications that may be for the same thing as one on the desk. */
export type Doubles = {
  /** Open, and for just the same: the same dependant, say, of another insured person. */
  readonly same: readonly Listed[]
  /** With a file that was handed in here too, bit for bit. */
  readonly sameFile: readonly Listed[]
  /** How many more there are that the reader may not see. */
  readonly elsewhere: number
}

const MOST = 20

/** What else is open for the same thing, and where the same files were handed in: named within the reader's scope, counted beyond. */
export async function doublesOf(app: App, desk: Desk, { row, application }: Loaded): Promise<Doubles> {
  const digests = Object.values(application.documents)
    .flat()
    .map(({ sha256 }) => sha256)
  const like = { ...row, digests }
  const [rows, all] = await Promise.all([listDoublesInScope(app.db, desk, like, MOST), countElsewhere(app.db, like)])
  const shown = await listed(app, rows)
  const isSame = ({ pending }: ApplicationRow) => pending !== null && pending === row.pending
  return {
    same: shown.filter(isSame),
    sameFile: shown.filter((one) => !isSame(one)),
    elsewhere: rows.length === MOST ? 0 : Math.max(0, all - rows.length),
  }
}
