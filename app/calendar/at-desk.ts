import { addDays, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { toLatinDigits } from '#kernel/text.ts'
import type { Edit, Hours, Override, Scope } from '#kernel/working-time/calendar.ts'
import { listBranches, type Branch } from '#store/branches.ts'
import { listProposals, listWaiting, type ListedProposal } from '#store/calendar.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { calendarRoles, type StaffScope } from '../staff/staff.ts'
import { announcedAhead } from './announce-year.ts'
import { decideDaysAs, proposeDaysAs, type CalendarApp } from './change-calendar.ts'
import { previewProposal, type Preview } from './preview.ts'

/** A place whose days one may propose, as the forms send it, and its name. */
export type Place = readonly [value: string, name: string]

export type CalendarAtDesk = {
  readonly places: readonly Place[]
  /** May also name any branch by its number. */
  readonly anyBranch: boolean
  readonly waiting: readonly ListedProposal[]
  readonly decided: readonly ListedProposal[]
  /** Days of the next months that differ from the week, first to last. */
  readonly coming: readonly Override[]
  readonly branchNames: ReadonlyMap<string, string>
  /** Until when the official calendar is known, and whether that is so near that the next year must be brought in. */
  readonly announced: { readonly until: IsoDate; readonly days: number; readonly soon: boolean }
}

const MOST_LISTED = 60
const AHEAD = 90
const LONGEST = 60
/** Days: yesterday may have been closed by a decree of today. */
const LONG_AGO = 30
/** Applications that a preview on a page looks at; of requests it looks at all. */
const MOST_LOOKED_AT = 2000

const notTheirs: Result<never> = failed({
  code: 'not-found',
  message: 'تقویم کاری را مسئول واحد، مدیر استان و مدیران سازمان تغییر می‌دهند.',
})

/** What waits for a second person, what was decided, and which days come. For whoever may propose or decide. */
export async function calendarAtDesk(app: CalendarApp, who: StaffSignedIn): Promise<Result<CalendarAtDesk>> {
  if (!calendarRoles.includes(who.role)) return notTheirs
  const [proposals, branches, { overrides }, announced] = await Promise.all([
    listProposals(app.db, MOST_LISTED),
    listBranches(app.db),
    app.workingTimes.calendar(app.db),
    announcedAhead(app),
  ])
  const today = tehranDate(app.clock.now())
  const until = addDays(today, AHEAD)
  return done({
    places: placesOf(who.scope, branches),
    anyBranch: who.scope === 'everywhere',
    waiting: proposals.filter(({ approved }) => approved === null),
    decided: proposals.filter(({ approved }) => approved !== null),
    coming: overrides
      .filter(({ day }) => day >= today && day < until)
      .toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    branchNames: namesOf(branches),
    announced,
  })
}

const namesOf = (branches: readonly Branch[]) => new Map(branches.map(({ branchId, name }) => [String(branchId), name]))

function placesOf(scope: StaffScope, branches: readonly Branch[]): readonly Place[] {
  const branchPlace = ({ branchId, name }: Branch): Place => [`branch-${branchId}`, name]
  if (scope === 'everywhere') {
    const provinces = [...new Set(branches.map(({ province }) => province))].toSorted((a, b) =>
      a.localeCompare(b, 'fa'),
    )
    return [['nation', 'همهٔ کشور'], ...provinces.map((name): Place => [`province-${name}`, `استان ${name}`])]
  }
  if ('branchId' in scope) return branches.filter(({ branchId }) => branchId === scope.branchId).map(branchPlace)
  const within = branches.filter(({ province }) => province === scope.province)
  return [[`province-${scope.province}`, `همهٔ استان ${scope.province}`], ...within.map(branchPlace)]
}

/** Whether all days of a proposal lie within one's own branch, province or the country. */
function isWithin(own: StaffScope, days: readonly Edit[], branches: readonly Branch[]): boolean {
  if (own === 'everywhere') return true
  return days.every(({ scope }) => {
    if (scope === 'nation') return false
    if ('branchId' in own) return 'branch' in scope && scope.branch === String(own.branchId)
    if ('province' in scope) return scope.province === own.province
    return branches.some(({ branchId, province }) => String(branchId) === scope.branch && province === own.province)
  })
}

/** Proposes days as the form sends them; answers the number of the proposal. The same again while it waits is the same. */
export async function proposeAtDesk(
  app: CalendarApp,
  who: StaffSignedIn,
  form: Readonly<Record<string, string>>,
): Promise<Result<string>> {
  if (!calendarRoles.includes(who.role)) return notTheirs
  const branches = await listBranches(app.db)
  const days = daysFrom(form, branches, tehranDate(app.clock.now()))
  if (!days.ok) return days
  if (!isWithin(who.scope, days.value, branches))
    return invalid([{ field: 'place', message: 'جایی را انتخاب کنید که در محدودهٔ شماست.' }])
  const same = (await listWaiting(app.db)).find(
    (one) => one.proposedBy === who.staffId && JSON.stringify(one.days) === JSON.stringify(days.value),
  )
  return same === undefined ? proposeDaysAs(app, who.staffId, days.value) : done(same.proposalId)
}

function daysFrom(
  form: Readonly<Record<string, string>>,
  branches: readonly Branch[],
  today: IsoDate,
): Result<readonly Edit[]> {
  const value = (name: string) => (form[name] ?? '').trim()
  const errors: FieldError[] = []
  const wrong = (field: string, message: string) => void errors.push({ field, message })
  const from = parseJalali(value('from'))
  const until = value('until') === '' ? from : parseJalali(value('until'))
  if (!from.ok) wrong('from', from.error)
  else if (from.value < addDays(today, -LONG_AGO))
    wrong('from', 'این روز خیلی گذشته است. حداکثر سی روز پیش را می‌توان تغییر داد.')
  if (!until.ok && value('until') !== '') wrong('until', until.error)
  if (from.ok && until.ok && until.value < from.value) wrong('until', 'روز پایان باید پس از روز آغاز یا همان روز باشد.')
  if (from.ok && until.ok && until.value > addDays(from.value, LONGEST - 1))
    wrong('until', 'هر پیشنهاد حداکثر ۶۰ روز را در بر می‌گیرد.')
  const scope = scopeFrom(value('place'), toLatinDigits(value('branch')))
  if (scope === null) wrong('place', 'بگویید این روزها برای کجاست.')
  else if (
    scope !== 'nation' &&
    'branch' in scope &&
    !branches.some(({ branchId }) => String(branchId) === scope.branch)
  )
    wrong('branch', 'شعبه‌ای با این شماره نیست. شمارهٔ شعبه را بررسی کنید.')
  const spans = spansFrom(value('how'), value('opens'), value('closes'))
  if (spans === undefined) {
    if (value('how') === 'hours')
      wrong('opens', 'ساعت آغاز و پایان را مانند ۷:۳۰ و ۱۲:۰۰ بنویسید؛ پایان پس از آغاز است.')
    else wrong('how', 'یکی را انتخاب کنید.')
  }
  if (value('name') === '') wrong('name', 'نام این روز را بنویسید؛ مردم آن را می‌خوانند.')
  if (value('source') === '') wrong('source', 'بنویسید چه کسی و با کدام نامه یا تقویم آن را گفته است.')
  if (errors.length > 0 || !from.ok || !until.ok || scope === null || spans === undefined) return invalid(errors)
  const days: Edit[] = []
  const what = { scope, spans, name: value('name'), source: value('source'), confirmed: value('unconfirmed') !== 'yes' }
  for (let day = from.value; day <= until.value; day = addDays(day, 1)) days.push({ day, ...what })
  return done(days)
}

function scopeFrom(place: string, branch: string): Scope | null {
  if (branch !== '') return /^\d{1,6}$/.test(branch) ? { branch: String(Number(branch)) } : { branch }
  if (place === 'nation') return 'nation'
  const [, sort, name = ''] = /^(province|branch)-(.+)$/.exec(place) ?? []
  if (sort === 'province') return { province: name }
  return sort === 'branch' ? { branch: name } : null
}

/** Undefined: not understood. */
function spansFrom(how: string, opens: string, closes: string): Hours | null | undefined {
  if (how === 'closed') return []
  if (how === 'usual') return null
  const [from, to] = [minutesOf(opens), minutesOf(closes)]
  return how === 'hours' && from !== null && to !== null && from < to ? [[from, to]] : undefined
}

/** «۷:۳۰» as minutes after midnight. */
function minutesOf(text: string): number | null {
  const [, hour, minute = '0'] = /^(\d{1,2})(?:[:٫.](\d{2}))?$/.exec(toLatinDigits(text)) ?? []
  const minutes = Number(hour ?? NaN) * 60 + Number(minute)
  return Number(minute) < 60 && minutes <= 1440 ? minutes : null
}

/** A proposal that waits: what it would move, and whether this one may decide about it. */
export type ProposalAtDesk = Preview & {
  readonly proposedName: string
  readonly own: boolean
  readonly branchNames: ReadonlyMap<string, string>
}

/** What a waiting proposal within one's own scope would do. */
export async function openProposal(
  app: CalendarApp,
  who: StaffSignedIn,
  proposalId: string,
): Promise<Result<ProposalAtDesk>> {
  if (!calendarRoles.includes(who.role)) return notTheirs
  const [branches, waiting] = await Promise.all([listBranches(app.db), listProposals(app.db, MOST_LISTED)])
  const listed = waiting.find((one) => one.proposalId === proposalId)
  if (listed === undefined || !isWithin(who.scope, listed.days, branches)) return noProposal
  const preview = await previewProposal(app, proposalId, MOST_LOOKED_AT)
  if (!preview.ok) return noProposal
  const { proposedName, proposedBy } = listed
  return done({ ...preview.value, proposedName, own: proposedBy === who.staffId, branchNames: namesOf(branches) })
}

const noProposal: Result<never> = failed({
  code: 'not-found',
  message: 'پیشنهادی با این شماره در محدودهٔ شما در انتظار تصمیم نیست.',
})

/** Approves or refuses what somebody else has proposed, within one's own scope. It holds at once; deadlines follow. */
export async function decideAtDesk(
  app: CalendarApp,
  who: StaffSignedIn,
  proposalId: string,
  decision: string,
): Promise<Result<unknown>> {
  if (!calendarRoles.includes(who.role)) return notTheirs
  if (decision !== 'approve' && decision !== 'refuse')
    return invalid([{ field: '', message: 'تأیید یا رد را انتخاب کنید.' }])
  const proposal = (await listWaiting(app.db)).find((one) => one.proposalId === proposalId)
  if (proposal === undefined || !isWithin(who.scope, proposal.days, await listBranches(app.db))) return noProposal
  return decideDaysAs(app, who.staffId, proposalId, decision === 'approve')
}
