import { parseArgs } from 'node:util'
import { formatJalali, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import { systemClock } from '#ports/clock.ts'
import { openDatabase } from '#store/database.ts'
import { findService } from '#services/all.ts'
import { sayOfService } from './services/say.ts'
import { ServiceStates, type ServiceState } from './services/states.ts'

const usage = `npm run services -- off|on|warning|outside ID [--reason TEXT] [--from DAY] [--until DAY] [--link URL] [--person NUMBER] --by USER
npm run services -- list    what differs today. ID as in /services/ID, days Jalali (1405/09/10), TEXT in Persian: people read it`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}
const STATES = { off: 'off', on: 'active', warning: 'warning', outside: 'outside' } as const

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    reason: { type: 'string', default: '' },
    from: { type: 'string' },
    until: { type: 'string' },
    link: { type: 'string' },
    person: { type: 'string' },
    by: { type: 'string' },
  },
})
const [task = '', id = ''] = positionals
const isTask = (text: string): text is keyof typeof STATES => Object.hasOwn(STATES, text)
if (task !== 'list' && !isTask(task)) fail(usage)
if (task !== 'list' && !/^[a-z][a-z-]*$/.test(id)) fail(usage)
const db = openDatabase(process.env['DATABASE_URL'] ?? fail('DATABASE_URL is not set.'), { poolSize: 2 })
try {
  if (isTask(task)) await say(task)
  else await list()
} finally {
  await db.close()
}

async function say(how: keyof typeof STATES): Promise<void> {
  const said = await sayOfService({ db, clock: systemClock }, (values.by ?? fail(usage)).trim().toLowerCase(), {
    service: id,
    state: STATES[how],
    reason: values.reason,
    link: values.link ?? null,
    from: values.from === undefined ? tehranDate(systemClock.now()) : dayFrom(values.from),
    until: values.until === undefined ? null : dayFrom(values.until),
    person: values.person === undefined ? null : numberFrom(values.person),
  })
  if (!said.ok) fail(said.problem.message)
  const unknown =
    findService(id) === undefined ? ' Nothing of that name can be done here yet: is it written as in its address?' : ''
  console.log(`${id}: ${how}. Every process knows within seconds.${unknown}`)
}

async function list(): Promise<void> {
  const now = await new ServiceStates(systemClock).now(db)
  const lines = now.differing()
  for (const [service, state] of lines) console.log(lineOf(service, state))
  if (lines.length === 0) console.log('All services are on.')
}

function lineOf(service: string, state: ServiceState): string {
  if (state.kind === 'active') return service
  const until = state.until === null ? '' : `until ${formatJalali(state.until, 'numeric')}`
  return [service, state.kind, until, state.reason, state.kind === 'outside' ? state.link : '']
    .filter(Boolean)
    .join('  ')
}

function dayFrom(text: string): IsoDate {
  const read = parseJalali(text)
  return read.ok ? read.value : fail(`${text}: ${read.error}`)
}

function numberFrom(text: string) {
  const read = parsePersonalNumber(text)
  return read.ok ? read.value : fail(`${text}: ${read.error}`)
}
