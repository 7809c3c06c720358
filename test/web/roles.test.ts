import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { rolesFrom } from '#app/account/roles.ts'
import { addDays, tehranDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { monthOf } from '#kernel/register.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { Register } from '#ports/register.ts'
import { CASES_ON, jalali } from '#services/case.ts'
import { getPerson } from '#store/people.ts'
import { branchOf } from '../support/desk.ts'
import { safeCode } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { seedRegister } from '../support/register-seed.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)

test('what somebody is comes from the register: standing, contracts that run, pensions that run', () => {
  const nothing = { member: undefined, contracts: [], pensions: [], workshops: [] }
  const [runs, ended] = [{ until: null }, { until: addDays(CASES_ON, -1) }]
  const table: readonly [Partial<Parameters<typeof rolesFrom>[0]>, readonly string[]][] = [
    [{}, ['insured']],
    [{ member: { standing: 'insured' } }, ['insured']],
    [{ member: { standing: 'retiree' } }, ['pensioner']],
    [{ member: { standing: 'totally-disabled' } }, ['pensioner']],
    [{ member: { standing: 'survivor' }, contracts: [runs] }, ['insured', 'pensioner']],
    [{ member: { standing: 'insured' }, pensions: [runs] }, ['insured', 'pensioner']],
    [{ member: { standing: 'insured' }, pensions: [ended] }, ['insured']],
    [{ member: { standing: 'none' }, contracts: [ended], pensions: [{ until: CASES_ON }] }, ['pensioner']],
    [{ workshops: [ended, { until: CASES_ON }] }, ['employer']],
    [{ member: { standing: 'retiree' }, contracts: [runs], workshops: [runs] }, ['insured', 'pensioner', 'employer']],
    [{ member: { standing: 'insured' }, workshops: [ended] }, ['insured']],
  ]
  for (const [known, roles] of table) assert.deepEqual(rolesFrom({ ...nothing, ...known }, CASES_ON), roles)
})

test('whoever holds several roles changes between them without JavaScript, and sees menu and home of the one they chose', async () => {
  const draft = await branch.draft()
  const { number } = await getPerson(portal.app.db, draft.personId)
  const from = jalali('1400/01/01')
  const edict = { year: 1400, issuedOn: from, lines: [], total: '1' }
  await portal.app.register.enter(
    number,
    { entry: 'pension.begin', data: { kind: 'survivors', from, monthly: '1', edict } },
    'pension',
  )
  const base = {
    base: '100000000',
    rate: '14',
    kind: 'self-employed',
    health: true,
    jobTitle: null,
    branch: null,
  } as const
  await portal.app.register.enter(
    number,
    { entry: 'contract.begin', data: { ...base, from, firstDueOn: addDays(from, 30) } },
    'contract',
  )
  const owner = await branch.owner(draft)
  await owner.open('/')
  owner.sees('این نمای بیمه‌شده است')
  const menu = () => /<nav aria-label="خدمات">(.*?)<\/nav>/s.exec(owner.html)![1]!
  assert.match(menu(), /\/audience\/insured/)
  assert.doesNotMatch(menu(), /\/audience\/(pensioner|employer)/)

  const form = owner.form('/account/role')
  await owner.send(form, { role: 'pensioner' })
  assert.equal(owner.path, '/')
  owner.sees('این نمای مستمری‌بگیر است').sees('مشاهدهٔ فیش حقوقی')
  await owner.open('/services')
  assert.match(menu(), /\/audience\/pensioner/)
  assert.doesNotMatch(menu(), /\/audience\/insured/)
  assert.match(menu(), /href="\/services"/)

  for (const role of ['employer', 'admin', '']) {
    await owner.send(form, { role })
    assert.equal(owner.status, 409)
  }
  await owner.open('/')
  owner.sees('این نمای مستمری‌بگیر است')
})

test('whoever holds one role has nothing to choose, and the whole menu', async () => {
  const draft = await branch.draft()
  const owner = await branch.owner(draft)
  await owner.open('/')
  assert.throws(() => owner.form('/account/role'))
  assert.match(owner.html, /\/audience\/employer/)
})

test('an employer is one whose workshop the register has: home, menu, catalogue and their own lists', async () => {
  const draft = await branch.draft()
  const { number } = await getPerson(portal.app.db, draft.personId)
  const workshop = { code: '0371000099', name: 'نانوایی نمونه' }
  const month = monthOf(addDays(tehranDate(portal.clock.now()), -35))
  await seedRegister(portal.database, {
    number,
    workshops: [{ ...workshop, branch: null, employer: null, address: null }],
    employs: [{ workshop, from: jalali('1400/01/01'), until: null }],
  })
  const record = {
    month,
    kind: 'employee',
    workshop,
    days: 20,
    wage: '123456789',
    jobTitle: null,
    hard: false,
  } as const
  for (const serial of [1, 2])
    await seedRegister(portal.database, {
      number: safeCode(700 + serial) as PersonalNumber,
      wages: [{ ...record, origin: 'list' }],
    })
  const contract = {
    base: '100000000',
    rate: '14',
    kind: 'self-employed',
    health: true,
    jobTitle: null,
    branch: null,
  } as const
  const from = jalali('1400/01/01')
  const data = { ...contract, from, firstDueOn: addDays(from, 30) }
  await portal.app.register.enter(number, { entry: 'contract.begin', data }, 'contract')
  const owner = await branch.owner(draft)
  await owner.open('/')
  await owner.send(owner.form('/account/role'), { role: 'employer' })
  owner.sees('این نمای کارفرما است').sees('کارگاه‌های من').sees('خدمات کارفرما')
  const main = () => /<main.*<\/main>/s.exec(owner.html)![0]
  assert.doesNotMatch(main(), /\/audience\/(insured|pensioner|treatment)/)
  await owner.open('/services')
  assert.ok(main().indexOf('/audience/employer') < main().indexOf('<details'), 'theirs first')
  assert.ok(main().indexOf('/audience/insured') > main().indexOf('<details'), 'the others are there, closed')
  await owner.open('/services/workshops/sheet')
  owner.sees('نانوایی نمونه').sees('۲۴۶٬۹۱۳٬۵۷۸').sees('۴۰')

  const other = await branch.owner(await branch.draft())
  await other.open('/services/workshops/sheet')
  other.sees('کارگاهی به نام شما')
  assert.doesNotMatch(other.html, /نانوایی نمونه/)
})

test('a page waits once for a register that is silent; a minute later it is asked again', async () => {
  const draft = await branch.draft()
  const owner = await branch.owner(draft)
  const { register } = portal.app
  let asked = 0
  const member = async () => {
    asked += 1
    throw new OutsideSystemUnavailable('register', 'silent')
  }
  ;(portal.app as { register: Register }).register = { ...register, member }
  try {
    for (let visit = 0; visit < 3; visit += 1) {
      await owner.open('/')
      owner.sees('سلام')
    }
    assert.equal(asked, 1)
    await portal.forward(61_000)
    await owner.open('/')
    assert.equal(asked, 2)
  } finally {
    ;(portal.app as { register: Register }).register = register
  }
  await owner.open('/')
  const [session] = await portal.database.query<{ roles: string[] | null }>(
    `select roles from session where person_id = $1 and ended_at is null`,
    [draft.personId],
  )
  assert.notEqual(session!.roles, null, 'the register that answers is asked at once')
})
