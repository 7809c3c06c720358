import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { demoBranches } from '#demo/branches.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { ownRegister } from '#store/register/own-register.ts'
import { testDatabase } from '../support/database.ts'
import { known, registerContract } from '../support/register-contract.ts'
import { seedRegister } from '../support/register-seed.ts'

const database = await testDatabase({ after })
const db = openDatabase(database.url, { poolSize: 8 })
after(() => db.close())

registerContract('the register in our own tables', async (line) => {
  for (const branch of demoBranches) await addBranch(db, branch)
  await seedRegister(database, line)
  return ownRegister(db)
})

test('what is kept of an entry names people by id alone, and can be changed by nobody', async () => {
  const { number: about } = known
  const data = { kind: 'funeral', about, from: null, until: null, rials: '9', grantedOn: '2025-06-01' } as never
  await ownRegister(db).enter('9900000868' as PersonalNumber, { entry: 'benefit.grant', data }, 'about')
  const [entry] = await database.query<{ data: object }>(`select data from register_entry where key = 'about'`)
  assert.doesNotMatch(JSON.stringify(entry), new RegExp(about))
  await assert.rejects(db.query('update register_entry set key = key'), /permission denied/)
  await assert.rejects(db.query('delete from register_entry'), /permission denied/)
})
