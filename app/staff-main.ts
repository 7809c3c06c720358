import { systemClock } from '#ports/clock.ts'
import { openDatabase } from '#store/database.ts'
import { disableStaff } from '#store/staff.ts'
import { findBranchByName } from '#store/branches.ts'
import { parseArgs } from 'node:util'
import { isUnit, UNITS, type Unit } from '#kernel/unit.ts'
import { addStaff, changeUnit, renewAccess } from './staff/add-staff.ts'
import { isStaffRole, staffRoles, type StaffScope } from './staff/staff.ts'
import { passwords } from './passwords.ts'
import { randomToken, Secrets } from './secrets.ts'

const usage = `npm run staff -- add USER --name NAME --role ROLE [--branch NAME | --province NAME] [--unit UNIT]
npm run staff -- unit USER UNIT  puts somebody into a unit of the branch; UNIT "all": every unit
npm run staff -- renew USER      new password and authenticator, after a loss or a changed SECRET_KEY
npm run staff -- disable USER

Roles: ${Object.keys(staffRoles).join(', ')}. Without --branch and --province the person sees every branch.
Units: ${Object.keys(UNITS).join(', ')}. Without --unit the person works for all of them.
The password is read from the environment variable STAFF_PASSWORD, or made and printed once.
DATABASE_URL and SECRET_KEY must be those of the portal.`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    branch: { type: 'string' },
    province: { type: 'string' },
    unit: { type: 'string' },
  },
})
const [task, user] = positionals
if (user === undefined || !['add', 'unit', 'renew', 'disable'].includes(task ?? '')) fail(usage)
const databaseUrl = process.env['DATABASE_URL'] ?? fail('DATABASE_URL is not set.')
const secretKey = process.env['SECRET_KEY'] ?? fail('SECRET_KEY is not set.')
const userName = user!.trim().toLowerCase()
const db = openDatabase(databaseUrl, { poolSize: 2 })
try {
  if (task === 'disable') {
    if (!(await disableStaff(db, userName, new Date()))) fail(`There is no active member of staff named ${userName}.`)
    console.log(`${userName} can no longer sign in.`)
  } else if (task === 'unit') {
    const unit = unitFrom(positionals[2])
    if (!(await changeUnit({ db, clock: systemClock }, userName, unit)))
      fail(`There is no active member of staff named ${userName}.`)
    console.log(`${userName} works for ${unit ?? 'all units'}.`)
  } else {
    const app = { db, clock: systemClock, passwords: passwords(), secrets: new Secrets(secretKey) }
    const password = process.env['STAFF_PASSWORD'] ?? `${randomToken().slice(0, 16)}!a1A`
    const given = task === 'renew' ? await renewAccess(app, userName, password) : await add(app, password)
    if (given === null) {
      fail(
        task === 'renew'
          ? `There is no active member of staff named ${userName}.`
          : `There is already a member of staff named ${userName}.`,
      )
    }
    console.log(`User name: ${userName}`)
    if (process.env['STAFF_PASSWORD'] === undefined) console.log(`Password:  ${password}`)
    console.log(`For the authenticator app, shown once: ${given!.otpauth}`)
  }
} finally {
  await db.close()
}

async function add(app: Parameters<typeof addStaff>[0], password: string) {
  const role = values.role ?? ''
  if (!isStaffRole(role)) return fail(`--role must be one of: ${Object.keys(staffRoles).join(', ')}.`)
  const unit = values.unit === undefined ? null : unitFrom(values.unit)
  const names = { userName, displayName: values.name ?? userName, role, password }
  return addStaff(app, { ...names, scope: await scopeFrom(), ...(unit === null ? {} : { unit }) })
}

function unitFrom(text = ''): Unit | null {
  if (text === 'all') return null
  return isUnit(text) ? text : fail(`The unit must be one of: ${Object.keys(UNITS).join(', ')}, or all.`)
}

async function scopeFrom(): Promise<StaffScope> {
  if (values.branch !== undefined) {
    const branch = await findBranchByName(db, values.branch)
    return branch === undefined ? fail(`There is no branch named ${values.branch}.`) : { branchId: branch.branchId }
  }
  return values.province === undefined ? 'everywhere' : { province: values.province }
}
