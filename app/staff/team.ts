import { addDays, formatJalali, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import {
  endDeputy,
  insertDeputy,
  listDeputies,
  listOverlapping,
  listTeam,
  lockStaff,
  type Member,
  type NamedDeputy,
} from '#store/deputies.ts'
import { listWorkload, type Load } from '#store/desk.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { Desk } from './desk.ts'
import { deskStaff } from './staff.ts'

/** What a supervisor sees of the colleagues: what each has in hand, who is away, and who stands in. */
export type Team = {
  readonly loads: readonly Load[]
  readonly members: readonly Member[]
  readonly deputies: readonly NamedDeputy[]
  readonly today: IsoDate
}

/** Of the supervisor's own branch, province, or all; null for others. */
export async function team(app: App, desk: Desk): Promise<Team | null> {
  if (desk.role !== 'supervisor') return null
  const today = tehranDate(app.clock.now())
  const [loads, members, deputies] = await Promise.all([
    listWorkload(app.db, desk.scope, deskStaff, nowOf(app)),
    listTeam(app.db, desk.scope, deskStaff),
    listDeputies(app.db, desk.scope, today),
  ])
  return { loads, members, deputies, today }
}

const LONGEST = 60
const notLeader: Result<never> = failed({ code: 'not-found', message: 'جانشین را مسئول واحد تعیین می‌کند.' })

/**
 * A supervisor names somebody of the same role to work in the place of a colleague who is away, from one Jalali day to another.
 * Nobody stands in for two at once who stand in for each other: who is away cannot be a deputy.
 */
export async function nameDeputy(
  app: App,
  desk: Desk,
  form: Readonly<Record<string, string>>,
): Promise<Result<'named'>> {
  if (desk.role !== 'supervisor') return notLeader
  const { absent = '', deputy = '' } = form
  const members = await listTeam(app.db, desk.scope, deskStaff)
  const from = parseJalali(form['from'] ?? '')
  const until = parseJalali(form['until'] ?? '')
  const errors: FieldError[] = [
    ...whoIsWrong(members, absent, deputy),
    ...(from.ok ? [] : [{ field: 'from', message: from.error }]),
    ...(until.ok ? [] : [{ field: 'until', message: until.error }]),
  ]
  if (errors.length > 0 || !from.ok || !until.ok) return invalid(errors)
  const days = { fromDay: from.value, untilDay: until.value }
  const wrong = whatDaysAreWrong(days, tehranDate(app.clock.now()))
  if (wrong !== null) return invalid([{ field: 'until', message: wrong }])
  return app.db.transaction(async (tx) => {
    await lockStaff(tx, [absent, deputy])
    for (const other of await listOverlapping(tx, [absent, deputy], days)) {
      const span = `از ${formatJalali(other.fromDay, 'long')} تا ${formatJalali(other.untilDay, 'long')}`
      if (other.absentId === absent)
        return invalid([{ field: 'absent', message: `برای این همکار ${span} جانشین دیگری تعیین شده است.` }])
      if (other.absentId === deputy)
        return invalid([{ field: 'deputy', message: `این همکار ${span} خود غایب است. دیگری را انتخاب کنید.` }])
      if (other.staffId === absent)
        return invalid([{ field: 'absent', message: `این همکار ${span} جانشین دیگری است. اول آن را بردارید.` }])
    }
    await insertDeputy(tx, { absentId: absent, staffId: deputy, ...days, namedBy: desk.staffId, at: nowOf(app) })
    return done('named')
  })
}

function whoIsWrong(members: readonly Member[], absent: string, deputy: string): FieldError[] {
  const [away, standsIn] = [absent, deputy].map((id) => members.find(({ staffId }) => staffId === id))
  if (away === undefined) return [{ field: 'absent', message: 'همکار غایب را از فهرست انتخاب کنید.' }]
  if (standsIn === undefined) return [{ field: 'deputy', message: 'جانشین را از فهرست انتخاب کنید.' }]
  if (away.staffId === standsIn.staffId) return [{ field: 'deputy', message: 'جانشین باید همکار دیگری باشد.' }]
  if (away.role !== standsIn.role)
    return [{ field: 'deputy', message: 'جانشین باید همان نقش همکار غایب را داشته باشد.' }]
  if ((standsIn.unit ?? away.unit) !== away.unit)
    return [{ field: 'deputy', message: 'جانشین باید از همان واحد همکار غایب باشد، یا کسی که همهٔ واحدها با اوست.' }]
  return []
}

function whatDaysAreWrong({ fromDay, untilDay }: { fromDay: IsoDate; untilDay: IsoDate }, today: IsoDate) {
  if (untilDay < fromDay) return 'روز پایان باید پس از روز آغاز یا همان روز باشد.'
  if (untilDay < today) return 'این روزها گذشته است. روز پایان را امروز یا پس از آن بنویسید.'
  return untilDay > addDays(fromDay, LONGEST) ? 'جانشینی را هر بار حداکثر برای ۶۰ روز تعیین کنید.' : null
}

/** Takes a deputyship of the own scope back before its last day. */
export async function takeBackDeputy(app: App, desk: Desk, deputyId: string): Promise<Result<'ended'>> {
  if (desk.role !== 'supervisor') return notLeader
  const ended = await app.db.transaction((tx) => endDeputy(tx, desk.scope, deputyId, nowOf(app)))
  return ended ? done('ended') : failed({ code: 'not-found', message: 'چنین جانشینی‌ای در واحد شما نیست.' })
}
