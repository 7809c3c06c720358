import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ledger } from './crash-people.ts'
import type { Sms } from './portal.ts'

// Reads the database after the crashes and says everything that is wrong with it. It shares no code with the portal: the rules
// are written down once more, from docs/house.md (actions, outbox), docs/outside/sms.md (keys) and the flow of the service.

type Query = <T extends Record<string, unknown>>(text: string) => Promise<T[]>
type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Action = { kind: string; by: { role: string; id: string } } & Record<string, Json>
type Line = { id: string; n: number; action: Action; hash: string; key: string | null }
type Row = {
  id: string
  person: string
  code: string
  state: string
  turn: string | null
  holder: string | null
  actions: number
  last_hash: string
  ended: boolean
  wake: boolean
  tracked: boolean
}
type Command = { id: string; person: string; kind: string; payload: Record<string, Json>; done: boolean }

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** JSON with sorted keys and nothing between. */
function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  const keys = Object.keys(json).toSorted((one, other) => (one < other ? -1 : 1))
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(json[key]!)}`).join(',')}}`
}

/** Where each move of these journeys leads. */
const LEADS: Readonly<Record<string, string>> = {
  'draft citizen:submit': 'submitted',
  'returned citizen:submit': 'submitted',
  'returned citizen:withdraw': 'withdrawn',
  'submitted officer:return': 'returned',
  'submitted officer:approve': 'approved',
  'submitted officer:reject': 'rejected',
}
const FINAL = ['approved', 'rejected', 'withdrawn']

/** Every fault as a sentence; empty when all is as it was promised. */
export async function replay(query: Query, messages: readonly Sms[], ledger: Ledger, files: string): Promise<string[]> {
  const faults: string[] = []
  const rows = await query<Row>(
    `select a.application_id as id, a.person_id as person, tracking_code as code, state, turn, holder, actions, last_hash,
       ended_at is not null as ended, w.at is not null as wake, t.subject_id is not null as tracked
     from application a left join application_wake w using (person_id, application_id)
     left join tracking t on t.code = a.tracking_code and t.person_id = a.person_id and t.subject_id = a.application_id`,
  )
  const lines = await query<Line>(
    `select application_id as id, n, action, hash, key from application_action order by person_id, application_id, n`,
  )
  const byApplication = Map.groupBy(lines, ({ id }) => id)

  applications()
  for (const row of rows)
    faults.push(...lifeOf(row, byApplication.get(row.id) ?? []).map((what) => `${row.id}: ${what}`))
  await register()
  await kept()
  await told()
  return faults

  /** Each person opened one application, the one that was acknowledged. */
  function applications(): void {
    const ids = new Set(rows.map(({ id }) => id))
    for (const [person, id] of ledger.started) {
      if (!ids.has(id)) faults.push(`application ${id} is lost`)
      const more = rows.filter((row) => row.person === person && row.id !== id)
      if (more.length > 0) faults.push(`person ${person} opened one application and has ${more.length + 1}`)
    }
    if (rows.length !== ledger.started.size) faults.push(`${rows.length} applications, ${ledger.started.size} opened`)
    for (const { id, tracked } of rows) if (!tracked) faults.push(`${id}: its tracking code leads nowhere`)
    for (const id of byApplication.keys()) if (!ids.has(id)) faults.push(`${id}: actions without an application`)
  }

  function lifeOf(row: Row, life: readonly Line[]): string[] {
    const wrong: string[] = []
    let hash = ''
    for (const [index, line] of life.entries()) {
      hash = sha256(`${hash}\n${canonical(line.action)}`)
      if (line.n !== index) wrong.push(`action ${line.n} stands at place ${index}`)
      if (line.hash !== hash) wrong.push(`the chain breaks at action ${line.n}`)
    }
    if (row.actions !== life.length) wrong.push(`says it has ${row.actions} actions and has ${life.length}`)
    if (row.last_hash !== hash) wrong.push('its last hash is not that of its last action')
    wrong.push(
      ...storyOf(
        row,
        life.map(({ action }) => action),
      ),
    )
    const keys = life.flatMap(({ key }) => key ?? [])
    if (new Set(keys).size < keys.length) wrong.push('one request was carried out twice')
    const acknowledged = [...(ledger.deeds.get(row.id) ?? []), ...(ledger.deeds.get(row.code) ?? [])].toSorted()
    const written = life.flatMap(({ action }) => deedOf(action) ?? []).toSorted()
    if (JSON.stringify(acknowledged) !== JSON.stringify(written))
      wrong.push(
        `lost: ${difference(acknowledged, written)}; doubled or never acknowledged: ${difference(written, acknowledged)}`,
      )
    return wrong
  }

  /** Whom each approved application covers, once; nobody else is covered. */
  async function register(): Promise<void> {
    const covers = await query<{
      id: string
      person: string
      dependant: string
      number: string
      insured: string | null
    }>(
      `select application_id as id, c.person_id as person, dependant_id as dependant, i.number, d.insured_id as insured
       from register_cover c left join identity i on i.person_id = c.dependant_id
       left join register_dependant d on d.person_id = c.dependant_id`,
    )
    const approved = rows.filter(({ state }) => state === 'approved')
    for (const { id, person } of approved) {
      const mine = covers.filter((cover) => cover.id === id)
      if (mine.length !== 1) faults.push(`${id}: approved, and covered ${mine.length} times`)
      const asked = byApplication.get(id)!.find(({ action }) => action['page'] === 'person')!.action
      const { number } = (asked['answers'] as { person: { number: string } }).person
      for (const cover of mine)
        if (cover.person !== person || cover.insured !== person || cover.number !== number)
          faults.push(`${id}: covers somebody else`)
    }
    if (covers.length !== approved.length)
      faults.push(`${covers.length} covers, ${approved.length} approved applications`)
  }

  /** Every file that an application holds is kept with its bytes, and no other file is. */
  async function kept(): Promise<void> {
    const found = await query<{ application: string; id: string; key: string; digest: string }>(
      `select application_id as application, file_id as id, storage_key as key, kept_sha256 as digest from file`,
    )
    const held = new Set(
      lines.flatMap(({ id, action }) =>
        action.kind === 'uploaded' ? `${id} ${(action['file'] as { id: string }).id}` : [],
      ),
    )
    for (const { id, action } of lines) if (action.kind === 'removed') held.delete(`${id} ${String(action['file'])}`)
    for (const { application, id, key, digest } of found) {
      if (!held.delete(`${application} ${id}`)) faults.push(`file ${id} is kept for nothing`)
      const path = join(files, key.slice(0, 2), key.slice(2, 4), key)
      if (!existsSync(path) || sha256(readFileSync(path)) !== digest) faults.push(`the bytes of file ${id} are lost`)
    }
    for (const lost of held) faults.push(`file ${lost} is lost`)
  }

  /** Every command is done; every message of an application came to a provider, under its own key and under no other. */
  async function told(): Promise<void> {
    const commands = await query<Command>(
      `select command_id as id, person_id as person, kind, payload, done_at is not null as done from outbox`,
    )
    for (const { id, kind, done } of commands) if (!done) faults.push(`command ${id} (${kind}) is not done`)
    const localId = (id: string) => (createHash('sha256').update(id).digest().readBigUInt64BE() >> 2n).toString()
    const byKey = new Map(
      commands.flatMap((command) => [[command.id, command] as const, [localId(command.id), command]]),
    )
    const arrived = new Set<string>()
    const senders = new Map<string, Set<string>>()
    for (const { key, to, text } of messages) {
      const command = byKey.get(key)
      if (command === undefined) {
        faults.push(`a message under key ${key}, which no command has`)
        continue
      }
      arrived.add(command.id)
      if (command.payload['applicationId'] === undefined) continue
      const message = `${to} ${text}`
      senders.set(message, (senders.get(message) ?? new Set()).add(command.id))
    }
    for (const [message, keys] of senders)
      if (keys.size > 1) faults.push(`sent under ${keys.size} keys: ${message.slice(0, 60)}`)
    const due = commands.filter((command) => command.kind === 'send-sms' || isTelling(command))
    for (const { id } of due) if (!arrived.has(id)) faults.push(`the message of command ${id} never came to a provider`)
    const wanted = lines.flatMap(({ id, n, action }) =>
      action.kind === 'outcome' ? (action['effects'] as Json[]).map((_, place) => `${id} ${n} ${place}`) : [],
    )
    const enqueued = commands.flatMap(({ kind, payload: { applicationId, action, effect } }) =>
      kind === 'application-effect' ? `${String(applicationId)} ${String(action)} ${String(effect)}` : [],
    )
    if (JSON.stringify(wanted.toSorted()) !== JSON.stringify(enqueued.toSorted()))
      faults.push(`effects lost: ${difference(wanted, enqueued)}; doubled: ${difference(enqueued, wanted)}`)
  }

  /** An effect that is a message to the applicant; others have no account here, and so no mobile. */
  function isTelling({ kind, payload }: Command): boolean {
    if (kind !== 'application-effect') return false
    const action = byApplication.get(String(payload['applicationId']))?.[Number(payload['action'])]?.action
    const effect = (action?.['effects'] as { do: string; to?: string }[] | undefined)?.[Number(payload['effect'])]
    return effect?.do === 'sms' && effect.to === 'applicant'
  }
}

/** Plays the actions: who may do what, and what the row of the lists must say in the end. */
function storyOf(row: Row, life: readonly Action[]): string[] {
  const wrong: string[] = []
  let state = 'draft'
  let holder: string | null = null
  const asked = new Set<string>()
  for (const [n, action] of life.entries()) {
    if ((action.kind === 'opened') !== (n === 0)) wrong.push(`${action.kind} at place ${n}`)
    if (action.kind === 'fact') {
      const fact = `${String(action['name'])} ${canonical(action['about']!)}`
      if (asked.has(fact)) wrong.push(`fact ${String(action['name'])} was written twice`)
      asked.add(fact)
    }
    if (action.kind === 'claimed') {
      if (holder !== null) wrong.push(`taken in hand by ${action.by.id} while ${holder} had it`)
      holder = action.by.id
    }
    if (action.kind === 'released') {
      if (holder !== action.by.id) wrong.push('given back by somebody who had it not in hand')
      holder = null
    }
    if (action.kind !== 'moved') continue
    const to = LEADS[`${state} ${String(action['move'])}`]
    if (to === undefined) wrong.push(`${String(action['move'])} out of ${state}`)
    if (action.by.role === 'officer' && holder !== action.by.id)
      wrong.push('decided by somebody who had it not in hand')
    holder = null
    state = to ?? state
    const effects = life.slice(n + 1).filter(({ kind }) => kind === 'outcome').length
    if (['approved', 'rejected'].includes(state) && effects !== 1) wrong.push(`${effects} outcomes after ${state}`)
  }
  if (row.state !== state) wrong.push(`its row says ${row.state}, its actions ${state}`)
  if (row.holder !== holder) wrong.push(`its row says ${row.holder} has it in hand, its actions ${holder}`)
  const ended = FINAL.includes(state)
  if (!ended) wrong.push(`still ${state} at the end`)
  if (row.ended !== ended || (row.turn === null) !== ended || (ended && row.wake)) wrong.push('its clock is wrong')
  return wrong
}

/** A deed in the words of the ledger; null for what nobody is told of one by one. */
function deedOf(action: Action): string | null {
  const by = action.by.role === 'citizen' ? '' : ` ${action.by.id}`
  switch (action.kind) {
    case 'answered':
      return `answered ${String(action['page'])}`
    case 'uploaded':
      return `uploaded ${String(action['document'])} ${(action['file'] as { name: string }).name}`
    case 'removed':
      return `removed ${String(action['document'])}`
    case 'moved':
      return `moved ${String(action['move'])}${by}`
    case 'claimed':
    case 'released':
      return `${action.kind}${by}`
    case 'noted':
      return `noted${by} ${String(action['text'])}`
    default:
      return null
  }
}

/** What stands in the first list more often than in the second. */
function difference(one: readonly string[], other: readonly string[]): string {
  const left = [...other]
  const missing = one.filter((item) => {
    const at = left.indexOf(item)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return missing.length === 0 ? 'nothing' : missing.slice(0, 5).join(', ')
}
