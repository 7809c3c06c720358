import { addDays, formatJalali, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { Edit, Hours, Override, Scope } from '#kernel/working-time/calendar.ts'
import { systemClock } from '#ports/clock.ts'
import { openDatabase } from '#store/database.ts'
import { listWaiting, type Proposal } from '#store/calendar.ts'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { decideDays, proposeDays, restateAgain, type CalendarApp } from './calendar/change-calendar.ts'
import { previewProposal } from './calendar/preview.ts'
import { proposeYear } from './calendar/announce-year.ts'
import { WorkingTimes } from './applications/working-times.ts'
import type { Result } from './problem.ts'

const usage = `npm run calendar -- list [DAY [DAY]]             the days that differ from the week, from today on unless given
npm run calendar -- close DAY[..DAY] …          propose that these days are closed
npm run calendar -- hours DAY[..DAY] 07:30-12:00 [HOURS] …    propose other hours
npm run calendar -- usual DAY[..DAY] …          propose that nothing special holds: the week, or what a wider place says
npm run calendar -- import FILE                 propose the announced calendar of one whole year: a line a day, 1406/01/01 نوروز,
                                                with a ? behind the day while it still waits for the moon; give --source and --by
npm run calendar -- waiting                     what waits for a second person
npm run calendar -- preview NUMBER              whose promised day would move, and to when
npm run calendar -- approve NUMBER --by USER    by somebody else than who proposed it; holds at once
npm run calendar -- reject NUMBER --by USER
npm run calendar -- restate NUMBER              once more after an approval that was interrupted

Days are Jalali, 1405/02/10. To propose, give also:
  --name NAME --source WHO-SAYS-SO --by USER    in Persian; people read name and source
  [--province NAME | --branch NUMBER]           the whole country unless given
  [--unconfirmed]                               it still waits for the moon or a decree
USER is the user name of an active member of staff. DATABASE_URL must be that of the portal.`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}
const must = <T>(result: Result<T>): T => (result.ok ? result.value : fail(result.problem.message))

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    source: { type: 'string' },
    by: { type: 'string' },
    province: { type: 'string' },
    branch: { type: 'string' },
    unconfirmed: { type: 'boolean', default: false },
  },
})
const [task = '', ...rest] = positionals
const tasks: Readonly<Record<string, (app: CalendarApp) => Promise<void>>> = {
  list,
  close: (app) => propose(app, []),
  hours: (app) => propose(app, rest.slice(1).map(spanOf)),
  usual: (app) => propose(app, null),
  import: importFile,
  waiting: async (app) => {
    for (const proposal of await listWaiting(app.db)) tell(proposal)
  },
  preview: async (app) => {
    const { proposal, looked, moving } = must(await previewProposal(app, numberOf()))
    tell(proposal)
    for (const { from, to, applications, requests } of moving)
      console.log(`${shown(from)} → ${shown(to)}: ${applications} applications, ${requests} requests`)
    console.log(`${looked} open applications and requests run over these days; the promised days of all others stay.`)
  },
  approve: (app) => decide(app, true),
  reject: (app) => decide(app, false),
  restate: async (app) => {
    console.log(`${must(await restateAgain(app, numberOf()))} applications written anew.`)
  },
}
const chosen = Object.hasOwn(tasks, task) ? tasks[task]! : fail(usage)
const db = openDatabase(process.env['DATABASE_URL'] ?? fail('DATABASE_URL is not set.'), { poolSize: 2 })
try {
  await chosen({ db, clock: systemClock, workingTimes: new WorkingTimes(systemClock) })
} finally {
  await db.close()
}

async function list(app: CalendarApp): Promise<void> {
  const calendar = await app.workingTimes.calendar(app.db)
  const from = rest[0] === undefined ? tehranDate(app.clock.now()) : dayFrom(rest[0])
  const until = rest[1] === undefined ? calendar.until : dayFrom(rest[1])
  const days = calendar.overrides.filter(({ day }) => day >= from && day <= until)
  for (const line of days.toSorted((one, other) => (one.day < other.day ? -1 : 1))) console.log(lineOf(line))
}

async function propose(app: CalendarApp, spans: Hours | null): Promise<void> {
  const { name = fail(usage), source = fail(usage), unconfirmed } = values
  if (task === 'hours' && spans?.length === 0) fail(usage)
  const days = daysFrom(rest[0] ?? fail(usage)).map((day): Edit => ({
    day,
    scope: scopeFrom(),
    spans,
    name,
    source,
    confirmed: !unconfirmed,
  }))
  const number = must(await proposeDays(app, by(), days))
  console.log(`Proposal ${number}: ${days.length} days. Now somebody else looks at it and approves it:
  npm run calendar -- preview ${number}
  npm run calendar -- approve ${number} --by USER`)
}

async function importFile(app: CalendarApp): Promise<void> {
  const text = await readFile(rest[0] ?? fail(usage), 'utf8')
  const number = must(await proposeYear(app, by(), text, values.source ?? fail(usage)))
  console.log(`Proposal ${number}. Now somebody else looks at it and approves it:
  npm run calendar -- preview ${number}
  npm run calendar -- approve ${number} --by USER`)
}

async function decide(app: CalendarApp, approved: boolean): Promise<void> {
  const restated = must(await decideDays(app, by(), numberOf(), approved))
  console.log(approved ? `It holds now. ${restated} open applications were written anew.` : 'Rejected.')
}

function tell({ proposalId, days, years }: Proposal): void {
  console.log(`Proposal ${proposalId}${years.map((year) => `, the calendar of ${year}`).join('')}`)
  for (const day of days) console.log(`  ${lineOf(day)}`)
}

function lineOf({ day, scope, spans, name, source, confirmed }: Edit | Override): string {
  const place = scope === 'nation' ? 'country' : 'province' in scope ? scope.province : `branch ${scope.branch}`
  const hours =
    spans === null
      ? 'as usual'
      : spans.length === 0
        ? 'closed'
        : spans.map((span) => span.map(clock).join('-')).join(' ')
  return [shown(day), weekdayOf(day), place, hours, name, source, confirmed ? '' : 'not confirmed']
    .filter(Boolean)
    .join('  ')
}

function weekdayOf(day: IsoDate): string {
  return formatJalali(day, 'weekday').split(' ')[0] ?? ''
}

function shown(day: IsoDate): string {
  return formatJalali(day, 'numeric')
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function daysFrom(text: string): IsoDate[] {
  const [first = '', last = first] = text.split('..')
  const [from, to] = [dayFrom(first), dayFrom(last)]
  const days: IsoDate[] = []
  for (let day = from; day <= to && days.length < 60; day = addDays(day, 1)) days.push(day)
  return days.length === 0 || days.at(-1) !== to ? fail(`${text}: at most sixty days, the first one first.`) : days
}

function dayFrom(text: string): IsoDate {
  const read = parseJalali(text)
  return read.ok ? read.value : fail(`${text}: ${read.error}`)
}

function spanOf(text: string): readonly [number, number] {
  const read = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(text)
  if (read === null) return fail(`${text}: hours are written 07:30-12:00.`)
  const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = read.slice(1).map(Number)
  return [from * 60 + fromMinute, to * 60 + toMinute]
}

function scopeFrom(): Scope {
  if (values.province !== undefined && values.branch !== undefined) return fail('--province or --branch, not both.')
  if (values.province !== undefined) return { province: values.province }
  return values.branch === undefined ? 'nation' : { branch: values.branch }
}

function by(): string {
  return (values.by ?? fail('--by USER: who does this?')).trim().toLowerCase()
}

function numberOf(): string {
  const [number = ''] = rest
  return /^\d{1,18}$/.test(number) ? number : fail(usage)
}
