import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { rolesFrom } from '#app/account/roles.ts'
import { addDays } from '#kernel/dates.ts'
import { CASES_ON, jalali } from '#services/case.ts'
import { getPerson } from '#store/people.ts'
import { branchOf } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)

test('what somebody is comes from the register: standing, contracts that run, pensions that run', () => {
  const nothing = { member: undefined, contracts: [], pensions: [] }
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
