import { createHash } from 'node:crypto'
import { dayOf, naiveDays, type NaiveDays } from './naive-days.ts'
import { chainOf, recounted, replayLife, whenStep, type Event, type Limits, type Told } from './request-replay.ts'
import type { Sms } from './portal.ts'

// Reads the database after the crashes and says everything that is wrong with it, from the events alone: chains, states,
// clocks, deadlines and outcomes by a naive calendar, the ledger of steps, who was told, and what the provider was given.

type Query = <T extends Record<string, unknown>>(text: string) => Promise<T[]>
type Row = {
  id: string
  person: string
  kind: string
  code: string
  state: string
  holder: string | null
  events: number
  hash: string
  late: boolean
  due: Date
  cycle: number
  anonymous: boolean
}
type EventRow = { id: string; n: number; event: Event; hash: string; key: string | null }
type ClockRow = {
  id: string
  kind: string
  cycle: number
  n: number
  policy: number
  started: Date
  due: Date
  allotted: number
  paused: Date | null
  breached: Date | null
  stopped: Date | null
  outcome: string | null
  step: number
  fires: Date | null
}
type FiredRow = {
  id: string
  kind: string
  cycle: number
  n: number
  step: number
  scheduled: Date
  fired: Date
  due: Date
  told: number
}
type Change = { id: string; at: Date; day: string; spans: readonly unknown[] }
type CommandRow = { id: string; request: string; kind: string; dedupe: string; done: boolean; error: string | null }

export type Acknowledged = readonly ({ readonly key: string } | { readonly received: { readonly requestId: string } })[]

/** Virtual time leaps by hours: somebody may have begun by the calendar of a leap or two ago. What was promised by it follows. */
const UNHEARD = 2 * 86_400_000

/** Every fault as a sentence; empty when all is as it was promised. `now`: to where everything was drained. */
export async function replayRequests(
  query: Query,
  messages: readonly Pick<Sms, 'key'>[],
  acknowledged: Acknowledged,
  now: number,
): Promise<string[]> {
  const { faults, given, keys, received } = await replayPortions(query, messages, acknowledged, now, 1, [0])
  for (const key of given.keys()) faults.push(`the provider has a message of no command: ${key}`)
  for (const key of keys) faults.push(`acknowledged and lost: ${key}`)
  for (const id of received) faults.push(`received and lost: ${id}`)
  return faults
}

/** What some portions of the requests tell: their faults, and what of the outside is of none of these requests. */
export type Replayed = {
  readonly faults: string[]
  /** Messages that the provider was given, and how often each. */
  readonly given: ReadonlyMap<string, number>
  /** Keys and requests that were acknowledged. */
  readonly keys: ReadonlySet<string>
  readonly received: ReadonlySet<string>
}

/** The same for the portions `some` of `portions`, the first of which is 0: not all requests lie in memory at once. */
export async function replayPortions(
  query: Query,
  messages: readonly Pick<Sms, 'key'>[],
  acknowledged: Acknowledged,
  now: number,
  portions: number,
  some: readonly number[],
): Promise<Replayed> {
  const faults: string[] = []
  /** How often the provider was given each message; and what was acknowledged. What the database knows of is taken out. */
  const given = new Map<string, number>()
  for (const { key } of messages) given.set(key, (given.get(key) ?? 0) + 1)
  const keys = new Set(acknowledged.flatMap((one) => ('key' in one ? one.key : [])))
  const received = new Set(acknowledged.flatMap((one) => ('received' in one ? one.received.requestId : [])))
  for (const n of some) {
    const within = (id: string) => `abs((${id})::bigint % ${portions}) = ${n}`
    faults.push(...(await replayPortion(query, within, given, keys, received, now)))
  }
  return { faults, given, keys, received }
}

async function replayPortion(
  query: Query,
  within: (id: string) => string,
  given: Map<string, number>,
  acknowledgedKeys: Set<string>,
  received: Set<string>,
  now: number,
): Promise<string[]> {
  const faults: string[] = []
  const own = `where ${within('request_id')}`
  const rows = await query<Row>(
    `select request_id as id, person_id as person, kind, tracking_code as code, state, holder, events, last_hash as hash, late,
       due_at as due, cycle, secret_hash is not null as anonymous from request ${own}`,
  )
  const events = Map.groupBy(
    await query<EventRow>(
      `select request_id as id, n, event, hash, key from request_event ${own} order by request_id, n`,
    ),
    ({ id }) => id,
  )
  const clocks = Map.groupBy(
    await query<ClockRow>(
      `select request_id as id, kind, cycle, n, policy_id as policy, started_at as started, due_at as due, allotted,
         paused_at as paused, breached_at as breached, stopped_at as stopped, outcome, next_step as step,
         next_fire_at as fires from clock ${own} order by started_at, kind, cycle, n`,
    ),
    ({ id }) => id,
  )
  const fired = Map.groupBy(
    await query<FiredRow>(
      `select request_id as id, kind, cycle, n, step, scheduled_at as scheduled, fired_at as fired, due_at as due, told
       from clock_fired ${own} order by step`,
    ),
    ({ id, kind, cycle, n }) => `${id}:${kind}:${cycle}:${n}`,
  )
  const policies = new Map(
    (
      await query<Limits & { id: number }>(
        `select policy_id as id, days, pausable, max_pauses as "maxPauses", citizen_days as "citizenDays"
       from request_policy`,
      )
    ).map((policy) => [policy.id, policy]),
  )
  const notices = Map.groupBy(
    await query<{ key: string; staff: string }>(`select dedupe_key as key, staff_id as staff from staff_notice ${own}`),
    ({ key }) => key,
  )
  const noticesOf = Map.groupBy(notices.keys(), (name) => name.slice(0, name.lastIndexOf(':')))
  const roles = new Map(
    (await query<{ id: string; role: string }>('select staff_id as id, role from staff')).map(({ id, role }) => [
      id,
      role,
    ]),
  )
  const breaches = Map.groupBy(
    await query<{ id: string; cycle: number; due: Date }>(
      `select request_id as id, cycle, due_at as due from breach ${own}`,
    ),
    ({ id, cycle }) => `${id}:${cycle}`,
  )
  const commands = await query<CommandRow>(
    `select command_id as id, payload ->> 'requestId' as request, kind, dedupe_key as dedupe, done_at is not null as done,
       last_error as error from outbox where ${within("coalesce(payload ->> 'requestId', '0')")}`,
  )
  const wanted = new Map<string, string>()
  const changes = await query<Change>(
    `select proposal_id as id, decided_at as at, day::text, spans from calendar_decision join calendar_day using (proposal_id)
     where approved order by decided_at, proposal_id, n`,
  )
  const moves = await query<{ dedupe: string }>(`select dedupe_key as dedupe from outbox where kind = 'move-deadlines'`)
  /** The calendar before any change, after the first one, and so on. */
  const versions: NaiveDays[] = [naiveDays()]
  const changed = new Map<number, boolean>()
  for (const { day, spans } of changes) {
    changed.set(dayOf(Date.parse(`${day}T12:00:00Z`)), spans.length > 0)
    versions.push(naiveDays(new Map(changed)))
  }
  const knownAt = (at: number) => changes.filter((one) => one.at.getTime() <= at).length
  const calendars = (at: number) => versions.slice(knownAt(at - UNHEARD), knownAt(at) + 1)
  for (const { id } of changes)
    for (const round of [1, 2])
      if (!moves.some(({ dedupe }) => dedupe === `calendar:${id}:${round}:0`))
        faults.push(`nothing follows from the change ${id} of the calendar`)

  for (const row of rows) {
    const links = events.get(row.id) ?? []
    const running = clocks.get(row.id) ?? []
    const say = (what: string) => void faults.push(`${row.id}: ${what}`)
    const story = links.map(({ event }) => event)
    chain(row, links, say)
    // The policy under which it was received: a clock that absorbed another one's deadline names that one's since.
    const { policyId } = story[0]!['clock'] as { policyId: number }
    const limits = policies.get(policyId)!
    const life = replayLife(story, limits, calendars)
    life.faults.forEach(say)
    if (life.state !== row.state) say(`is ${row.state}, its events say ${life.state}`)
    if (life.holder !== row.holder) say('is in the hand of somebody else than its events say')
    if (life.cycle !== row.cycle) say('is in another cycle than its events say')
    const answer = life.clocks.findLast(({ kind }) => kind === 'answer')
    if (answer?.due !== row.due.getTime()) say('its row has another deadline')
    if ((answer?.breached != null) !== row.late) say('its row says otherwise whether it is late')
    if (running.length !== life.clocks.length)
      say(`has ${running.length} clocks, its events make ${life.clocks.length}`)
    for (const told of life.clocks) clockOf(row, told, running, story, say)
    const waits = answer?.stopped === null && answer.breached === null && !life.absorbed.includes(answer)
    if (waits && recounted(answer, limits, versions.at(-1)!) > answer.due)
      say('its deadline did not follow the calendar')
    storyOf(row, story)
  }
  const known = new Set(rows.map(({ id }) => id))
  for (const id of events.keys()) if (!known.has(id)) faults.push(`${id}: events without a request`)
  outside()
  acknowledgements()
  return faults

  function chain(row: Row, links: readonly EventRow[], say: (what: string) => void): void {
    const hashes = chainOf(links.map(({ event }) => event))
    links.forEach(({ n, hash }, index) => {
      if (n !== index) say(`event ${n} stands at place ${index}`)
      if (hash !== hashes[index]) say(`the chain breaks at event ${n}`)
    })
    if (row.events !== links.length) say(`says it has ${row.events} events and has ${links.length}`)
    if (row.hash !== hashes.at(-1)) say('its last hash is not that of its last event')
    const keys = links.flatMap(({ key }) => key ?? [])
    if (new Set(keys).size < keys.length) say('one press was carried out twice')
  }

  function clockOf(
    row: Row,
    told: Told,
    own: readonly ClockRow[],
    story: readonly Event[],
    say: (what: string) => void,
  ) {
    const name = `${told.kind} ${told.cycle}.${told.n}`
    const kept = own.find((one) => one.kind === told.kind && one.cycle === told.cycle && one.n === told.n)
    if (kept === undefined) return say(`clock ${name} is lost`)
    const is = [kept.due, kept.paused, kept.breached, kept.stopped].map((at) => at?.getTime() ?? null)
    const right = [told.due, told.paused, told.breached, told.stopped]
    if (String(is) !== String(right)) say(`clock ${name} has ${String(is)}, its events say ${String(right)}`)
    if (kept.outcome !== told.outcome) say(`clock ${name} ended ${kept.outcome}, not ${told.outcome}`)
    const broken = breaches.get(`${row.id}:${told.cycle}`) ?? []
    if (told.kind === 'answer' && broken.length !== Number(told.breached !== null))
      say(`cycle ${told.cycle} has ${broken.length} breaches on record`)
    if (
      told.kind === 'answer' &&
      told.stopped === null &&
      told.paused === null &&
      told.breached === null &&
      now > told.due
    )
      say(`cycle ${told.cycle} is past its deadline in silence`)
    ledger(row, told, kept, story, say)
  }

  function ledger(row: Row, told: Told, kept: ClockRow, story: readonly Event[], say: (what: string) => void): void {
    const key = `${row.id}:${told.kind}:${told.cycle}:${told.n}`
    const steps = fired.get(key) ?? []
    const merged = story.findLast(({ kind }) => kind === 'absorbed')?.at ?? -Infinity
    steps.forEach((one, index) => {
      if (one.step !== index + 1) say(`${key}: step ${one.step} comes at place ${index + 1}`)
      const at = one.fired.getTime()
      // Once written down, a wake-up waits for its time by the calendar of that day.
      const due = versions
        .slice(0, knownAt(at) + 1)
        .map((days) => whenStep(told.kind, one.due.getTime(), told.allotted, one.step, days))
      // Of what took over another's deadline the earlier steps followed its own.
      if (at > merged && one.scheduled.getTime() > merged && !due.includes(one.scheduled.getTime()))
        say(
          `${key}: step ${one.step} was to be at ${new Date(due.at(-1)!).toISOString()}, not ${one.scheduled.toISOString()}`,
        )
      if (at <= one.scheduled.getTime()) say(`${key}: step ${one.step} came too early`)
      if (told.stopped !== null && at > told.stopped) say(`${key}: step ${one.step} came after its end`)
      if (told.pauses.some(([from, until]) => at > from && at < until)) say(`${key}: step ${one.step} came in a pause`)
      const staff = notices.get(`clock:${key}:${one.step}`) ?? []
      if (staff.length !== one.told) say(`${key}: step ${one.step} told ${one.told}, and ${staff.length} know`)
      if (told.kind === 'answer' && one.told === 0) say(`${key}: step ${one.step} told nobody`)
      const knowing = new Set(staff.map(({ staff: id }) => roles.get(id)))
      if (told.kind === 'answer' && climbsWrong(row.kind, one.step, knowing))
        say(`${key}: step ${one.step} told ${[...knowing].join(', ')}`)
      if (told.kind === 'answer' && one.step === 4) wanted.set(`clock:${key}:4:request-late`, row.id)
      if (told.kind === 'citizen' && one.step === 1) wanted.set(`clock:${key}:1:request-reminder`, row.id)
    })
    for (const name of noticesOf.get(`clock:${key}`) ?? [])
      if (!steps.some(({ step }) => name === `clock:${key}:${step}`)) say(`${name}: told, and not in the ledger`)
    if (kept.step !== steps.length + 1) say(`${key}: its next step is ${kept.step}, after ${steps.length}`)
    if (told.stopped !== null || told.paused !== null) return
    const next = kept.fires?.getTime() ?? Infinity
    if (next < now) say(`${key}: sleeps since ${kept.fires?.toISOString()}`)
    const due = versions.map((days) => whenStep(told.kind, told.due, told.allotted, kept.step, days))
    if (!due.includes(next))
      say(`${key}: will wake at ${kept.fires?.toISOString()}, not ${new Date(due.at(-1)!).toISOString()}`)
  }

  /** The messages that the events of a request ask for. */
  function storyOf(row: Row, story: readonly Event[]): void {
    const templates: Record<string, string> = { routed: 'received', asked: 'asked', sent: 'answered' }
    const others: Record<string, string> = {
      reopened: 'reopened',
      referred: 'referred',
      merged: 'merged',
      'deadline-moved': 'moved',
    }
    for (const [n, { kind }] of story.entries()) {
      const template = templates[kind] ?? others[kind]
      if (template !== undefined) wanted.set(`request:${row.id}:${n}:request-${template}`, row.id)
      if (kind === 'sending') wanted.set(`request:${row.id}:${n}:send`, row.id)
    }
  }

  /** Every message that was to be sent is one command that was carried out, and one message of the provider. */
  function outside(): void {
    const known = new Set(commands.map(({ dedupe }) => dedupe))
    for (const [key, request] of wanted) if (!known.has(key)) faults.push(`${request}: ${key} was never commanded`)
    for (const { dedupe, request, kind, done, error } of commands) {
      if (kind !== 'move-deadlines' && !wanted.has(dedupe))
        faults.push(`${request}: ${dedupe} was commanded for nothing`)
      if (!done) faults.push(`${request}: ${dedupe} was never carried out: ${error}`)
      if (done && error !== null) faults.push(`${request}: ${dedupe} was given up: ${error}`)
    }
    const sms = commands.filter(({ kind }) => kind === 'send-sms')
    for (const { id, dedupe } of sms) {
      const key = providerKey(id)
      const sent = given.get(key) ?? 0
      if (sent !== 1) faults.push(`${dedupe} was shown ${sent} times`)
      given.delete(key)
    }
  }

  /** What somebody was told is done, is done. */
  function acknowledgements(): void {
    for (const [id, links] of events) {
      received.delete(id)
      for (const { key } of links) if (key !== null) acknowledgedKeys.delete(key)
    }
  }
}

/** Whether a working day after a deadline was told to others than it should: the unit, the province, and then the director for ever. */
function climbsWrong(kind: string, step: number, knowing: ReadonlySet<string | undefined>): boolean {
  const days = step - 4
  const top = kind === 'information' ? 2 : 3
  if (knowing.has('director') !== days >= top) return true
  return days === 2 && top === 3 && !knowing.has('province-head')
}

/** The number under which the first provider knows a command (docs/outside/sms.md). */
const providerKey = (command: string): string =>
  (createHash('sha256').update(command).digest().readBigUInt64BE() >> 2n).toString()
