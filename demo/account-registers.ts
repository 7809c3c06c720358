import { createHash } from 'node:crypto'
import { importRegister } from '#app/register/import.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { PopulationLine } from '#ports/population.ts'
import type { RegisterLine } from '#ports/register-wire.ts'
import { findPersonId } from '#store/people.ts'
import type { Database } from '#store/database.ts'
import { LOADED_TABLES } from '#store/register/loaded-tables.ts'
import { ownRegister } from '#store/register/own-register.ts'
import { demoBranches } from './branches.ts'
import { careerOf, type Profile } from './careers.ts'
import { keeperOf, staffOf } from './employers.ts'
import { csvLine, headerOf, recordsOf } from './register-records.ts'
import { workshopOf } from './workshops.ts'

const WORKSHOPS = 60
/** The workshops that the first and the third account keep: one themselves, one for a company. */
const KEPT = [0, null, 2] as const

/**
 * Gives the accounts of the demonstration the registers they would have: careers at the first branch, by the import that
 * organisations use. Who has one already keeps it: decisions may have been written into it since.
 */
export async function addAccountRegisters(
  databaseUrl: string,
  db: Database,
  accounts: readonly { readonly line: PopulationLine; readonly profile: Profile }[],
  today: IsoDate,
): Promise<void> {
  const branch = { code: '1', name: demoBranches[0]!.name }
  const careers = []
  for (const { line, profile } of accounts) {
    const { number } = line.person
    if ((await findPersonId(db, number)) !== undefined && (await ownRegister(db).wages(number)).length > 0) continue
    careers.push(careerOf(line.person, { today, seed: 1405, workshops: WORKSHOPS, profile, branch })!)
  }
  const workshops = Array.from({ length: WORKSHOPS }, (_, n) => workshopOf(n)).map(({ jobs: _jobs, ...rest }) => rest)
  const lines = [...careers, ...keepers(accounts, today)]
  for (const table of LOADED_TABLES) {
    const records = table === 'workshops' ? workshops : lines.flatMap((line) => recordsOf(line)[table])
    if (records.length === 0) continue
    const text = Buffer.from(headerOf(records[0]!) + records.map(csvLine).join(''))
    const { refused } = await importRegister(databaseUrl, {
      table,
      format: 'csv',
      key: `demo ${table} ${createHash('sha256').update(text).digest('hex')}`,
      read: async function* (from) {
        yield text.subarray(from)
      },
      refuse: async (at, lines) => {
        if (lines.length > 0) console.error(lines.toString('utf8'))
        return at + lines.length
      },
    })
    if (refused > 0) throw new Error(`the register refuses ${refused} invented records of ${table}`)
  }
}

/** What makes some of the accounts employers, and those whom they employ. The same again says the same. */
function keepers(accounts: readonly { readonly line: PopulationLine }[], today: IsoDate): RegisterLine[] {
  return accounts.flatMap(({ line }, n) => {
    const serial = KEPT[n] ?? null
    if (serial === null) return []
    return [{ number: line.person.number, ...keeperOf(serial) }, ...staffOf(serial, today)]
  })
}
