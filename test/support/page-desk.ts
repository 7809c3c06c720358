import assert from 'node:assert/strict'
import { loadApplication } from '#app/applications/load.ts'
import type { App } from '#app/app.ts'
import type { StaffRole as StaffName } from '#app/staff/staff.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { StaffRole } from '#kernel/service/flow.ts'
import { judge } from '#kernel/service/judge.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { ApplicationKey } from '#store/applications.ts'
import type { DeskHand } from './api-walk.ts'
import { branchOf } from './desk.ts'
import { PageReader } from './page-reader.ts'
import { press } from './page-visit.ts'
import type { Visitor } from './visitor.ts'

const STAFF: Readonly<Record<StaffRole, StaffName>> = {
  officer: 'officer',
  supervisor: 'supervisor',
  inquirer: 'livelihood-inquiry',
  physician: 'medical-commission',
}

type DeskOfPages = DeskHand & {
  /** The case as a colleague has it open who takes it where it is nobody's. */
  open(role: StaffRole, code: string): Promise<{ visitor: Visitor; page: PageReader }>
}

/** Colleagues who do their part at the pages of the desk, one for each role. Each case says there what its rules say. */
export function deskOfPages(app: App, url: string, keyOf: () => ApplicationKey): DeskOfPages {
  const branch = branchOf({ app, url })
  const colleagues = new Map<StaffRole, Visitor>()

  async function open(role: StaffRole, code: string): Promise<{ visitor: Visitor; page: PageReader }> {
    const visitor = colleagues.get(role) ?? (await branch.staff(STAFF[role]))
    colleagues.set(role, visitor)
    let page = new PageReader(await visitor.open(`/staff/cases/${code}`))
    if (page.posts.includes(`/staff/cases/${code}/claim`)) {
      await press(visitor, page.form(`/staff/cases/${code}/claim`))
      page = new PageReader(visitor)
    }
    assert.equal(visitor.status, 200)
    const { service, application, moment } = (await loadApplication(app, keyOf()))!
    for (const { title, verdict, refusal, articles } of judge(service, application, tehranDate(moment.at)).rules) {
      const against = refusal === null ? [] : [refusal]
      if (verdict !== 'yes') page.says([title, ...against, ...articles.map(({ cite }) => cite)].map(toPersianDigits))
    }
    return { visitor, page }
  }
  return {
    open,
    async record(role, code, name, written) {
      const { visitor, page } = await open(role, code)
      const form = page.form(`/staff/cases/${code}/facts/${name}`)
      assert.deepEqual(form.fill(written), [], `${name} cannot be recorded`)
      await press(visitor, form)
      assert.equal(visitor.status, 200)
    },
    async move(role, code, action, { reasons = [], remarks = [] }) {
      const { visitor, page } = await open(role, code)
      const form = page.form(`/staff/cases/${code}/moves/${action}`)
      const written = Object.fromEntries([
        ...reasons.flatMap(({ rule, note }) => [[`reason-${rule}`, 'yes'] as const, [`note-${rule}`, note] as const]),
        ...remarks.map(({ about, name, remark }) => [`${about}-${name}`, remark] as const),
      ])
      assert.deepEqual(form.fill(written), [], `${action} cannot be filled in`)
      await press(visitor, form)
      assert.deepEqual([visitor.path, visitor.status], [`/staff?done=${code}`, 200])
    },
  }
}
