import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { distribute, placement, plan } from '#store/distribute.ts'
import { testDatabase } from '../support/database.ts'

const root = join(import.meta.dirname, '../..')
const database = await testDatabase({ after })

/** Tables whose rows lie with their person. */
const ofPeople = Object.keys(placement).filter((table) => placement[table] === 'person')
/** Tables that stay on the first machine. */
const staying = Object.keys(placement).filter((table) => placement[table] === 'here')

describe('the schema can be spread over machines by person', () => {
  test('every table is placed; one that nobody has placed is refused by name', async () => {
    const statements = (await distribute(database.url, { dry: true })).split('\n')
    const spread = statements.map((statement) => /create_(?:distributed|reference)_table\('(\w+)'/.exec(statement)![1]!)
    const tables = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    assert.deepEqual([...spread, ...staying].toSorted(), tables.map(({ name }) => name).toSorted())
    assert.throws(() => plan([...tables.map(({ name }) => name), 'novelty'], []), /not placed .*novelty/)
    assert.throws(() => plan([], []), /not in the database/)
  })

  test('each statement comes after what its table refers to, and people come first', async () => {
    const statements = await distribute(database.url, { dry: true })
    const place = (table: string) => statements.indexOf(`('${table}'`)
    const keys = await database.query<{ from: string; to: string }>(
      `select conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint where contype = 'f'`,
    )
    assert.ok(keys.length > 5)
    for (const { from, to } of keys)
      if (!staying.includes(from)) assert.ok(place(to) < place(from), `${from} refers to ${to}`)
    for (const table of ofPeople)
      assert.ok(table === 'person' || place('person') < place(table), `${table} is put together with person`)
  })

  test('every table of citizens has person_id first in its primary key and in every other unique key', async () => {
    const keys = await database.query<{ table: string; name: string; primary: boolean; columns: string[] }>(
      `select indrelid::regclass::text as "table", indexrelid::regclass::text as name, indisprimary as primary,
         array(select a.attname::text from unnest(i.indkey) with ordinality k(n, o)
           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.o) as columns
       from pg_index i where indisunique and indrelid::regclass::text = any($1)`,
      [ofPeople],
    )
    for (const table of ofPeople)
      assert.ok(
        keys.some((key) => key.table === table && key.primary),
        `${table} has none`,
      )
    for (const { name, primary, columns } of keys)
      assert.ok(primary ? columns[0] === 'person_id' : columns.includes('person_id'), `${name}: ${columns.join(', ')}`)
  })

  test('a table with a person_id lies with its person, or is a way to one', async () => {
    const found = await database.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'person_id'`,
    )
    const ways = ['certificate_code', 'identity', 'licence_code', 'payment_order', 'tracking']
    assert.deepEqual(found.map(({ name }) => name).toSorted(), [...ofPeople, ...ways].toSorted())
  })

  test('no foreign key leads from one person to another, nor from what lies everywhere to what a person owns', async () => {
    const keys = await database.query<{ from: string; to: string; columns: string[]; targets: string[] }>(
      `select conrelid::regclass::text as "from", confrelid::regclass::text as "to",
         array(select attname::text from unnest(conkey) with ordinality k(n, o)
           join pg_attribute on attrelid = conrelid and attnum = k.n order by k.o) as columns,
         array(select attname::text from unnest(confkey) with ordinality k(n, o)
           join pg_attribute on attrelid = confrelid and attnum = k.n order by k.o) as targets
       from pg_constraint where contype = 'f'`,
    )
    for (const { from, to, columns, targets } of keys) {
      if (placement[to] === 'everywhere') continue
      if (placement[to] === 'here') {
        assert.equal(placement[from], 'here', `${from} → ${to}`)
        continue
      }
      assert.equal(placement[to], 'person', `${from} → ${to}`)
      assert.equal(placement[from], 'person', `${from} → ${to}`)
      const at = columns.indexOf('person_id')
      assert.ok(at >= 0 && targets[at] === 'person_id', `${from} (${columns.join(', ')}) → ${to}`)
    }
  })
})

describe('npm run db:distribute', () => {
  const run = (args: readonly string[], url = database.url) =>
    promisify(execFile)(process.execPath, ['--import', './scripts/tsx.mjs', 'store/distribute-main.ts', ...args], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: url },
    })

  test('does nothing on plain PostgreSQL, says so in one sentence, and ends well', async () => {
    const { stdout } = await run([])
    assert.equal(
      stdout,
      'This is plain PostgreSQL, without the extension citus: nothing to distribute, everything stays on this machine.\n',
    )
    assert.equal((await run(['--dry-run'])).stdout.trim(), await distribute(database.url, { dry: true }))
  })

  test('ends badly where it cannot see the schema', async () => {
    await assert.rejects(run([], 'postgres://nobody@127.0.0.1:1/none'), /Not distributed/)
    await database.query('create table novelty (n integer)')
    await assert.rejects(run([]), /not placed in store\/distribute\.ts: novelty/)
    await database.query('drop table novelty')
  })
})

/** Statements that reach over many people, and why they may: none of them is part of what a citizen waits for. */
const ACROSS: Readonly<Record<string, string>> = {
  listDueWakes: 'the clock of the worker: what is due, whosever it is',
  listDueCovers: 'the clock of the worker',
  listServiceStates: 'which services are off, for all and for a few: read every few seconds into each process',
  listDueContracts: 'the clock of the worker',
  listSettled: 'an operator compares a day with the settlement file of the gateway',
  listStuck: 'an operator asks about payments that nothing became of',
  listDuePayouts: 'the clock of the worker',
  beginList: 'an operator lists for the finance system what is to be paid, to whomever',
  listLines: 'an operator lists what is to be paid',
  lockPayoutOf: 'the finance system tells of an order by its own id',
  takeDue: 'the worker takes what is due',
  findUndelivered: 'a provider tells of a delivery by its own number of the message',
  'store/cover-desk.ts': 'the desk: questions about covers, of a branch',
  listUndelivered: 'the worker asks about deliveries',
  listStrays: 'the worker sweeps the file store',
  listRunningOver: 'an operator changes the calendar: every application whose days move',
  outboxBacklog: 'for operators: how much waits',
  deleteOldCodes: 'tidying up',
  deleteDoneCommands: 'tidying up',
  deleteOldSessions: 'tidying up',
  deleteAbandonedSignUps: 'tidying up',
  countMembers: 'the demonstration looks whether it was there before',
  listUnmatched: 'editors: what nobody has answered yet',
  listDeviations: 'editors: where answers differ',
  countRequests: 'the public statistics',
  listReceivers: 'editors: who got an answer that holds no more',
  searchArchive: 'the desk: requests of a scope by their words',
  listQueue: 'the desk: what waits in a branch',
  countWaiting: 'the desk: the numbers above the queue',
  countOwn: 'the desk: the numbers above the queue',
  listWorkload: 'the desk: what each colleague has in hand',
  listQuestionsBy: 'the desk: what a colleague asked',
  listQuestionsTo: 'the desk: what a colleague is asked',
  findInScope: 'the desk: a case by its tracking code; the code leads to one person',
  listByNameInScope: 'the desk: people by name',
  personNames: 'the desk: names of the people on one page of the queue',
  listDoublesInScope: 'the desk: the same thing asked for by others',
  countElsewhere: 'the desk: the same thing asked for by others',
  deleteOldDrafts: 'the worker: what was never sent, whosever it was',
  takeDueClocks: 'the worker: what time has to do for requests, whosever they are',
  setAside: 'the worker: clocks of a batch that cannot go on',
  writeFired: 'the worker: the ledger of a batch of clocks',
  writeBreachEvents: 'the worker: the broken deadlines of a batch of clocks',
  clockBacklog: 'for operators: how far behind the clocks are',
  listClocksOver: 'the calendar changes: every request whose day may move',
  findRequestInScope: 'the desk: a request by its tracking code; the code leads to one person',
  findKeyInScope: 'the desk: a request by its tracking code; the code leads to one person',
  lockNextRequest: 'the desk: who is next in line',
  countFreeAbout: 'the desk: what waits that a clerk has not learnt to answer',
  lockFirst: 'the desk: who is next in line',
  readings: 'the desk: requests that wait in a branch, a province or everywhere, and how many',
  listSeenOf: 'the desk: requests whose keys were found before',
  listUnexplained: 'the desk: broken deadlines of a unit',
  countCauses: 'the desk: why deadlines of a unit were broken',
  listLadders: 'the desk: what climbs in a unit',
  listRequestLoads: 'the desk: what each colleague has in hand of requests',
  readUniformity: 'the desk: how alike the questions of a unit were answered',
  findClaimedBy: 'the desk: the case that one press took, asked for again',
  findTakenBy: 'the desk: what a clerk has in hand',
  listTouched: 'the worker: what happened to requests in an hour, whosever they are',
  listSent: 'the worker: the replies of a day',
  listFaults: 'the desk: what the portal found wrong in a unit',
  readPulse: 'for operators: how far behind clocks and outbox are',
  listWorkshopMonths: 'an employer: the lists of their own workshops, whoever was on them',
  takeKeysOff: 'an operator fills a province: whether anybody is in the register yet',
  findInRegister: 'a look-up by national number, and who covers that person: two people, two machines at most',
}

describe('statements', () => {
  const statements = globSync('store/**/*.ts', { cwd: root }).flatMap((path) => statementsIn(path))

  test('each that touches what people own names one person, or reaches across people for a reason on the list', () => {
    const across = statements.filter(({ text }) => touched(text).length > 0 && !namesPerson(text))
    assert.ok(statements.length > 100)
    assert.deepEqual([...new Set(across.map(({ name }) => name))].toSorted(), Object.keys(ACROSS).toSorted())
  })

  test('whatever names a person names them for every table of people that it touches', () => {
    for (const { name, text } of statements) {
      const tables = touched(text)
      if (tables.length < 2 || Object.hasOwn(ACROSS, name)) continue
      const named = text.match(/person_id( = |, |\)? ?(values|select|\)))/g)?.length ?? 0
      const joined = /using \(person_id|\.person_id = \w+\.person_id/.test(text)
      assert.ok(joined || named >= tables.length, `${name}: ${text}`)
    }
  })

  function touched(text: string): string[] {
    const tables = [...text.matchAll(/\b(?:from|join|into|update) (\w+)/g)].map(([, table]) => table!)
    return tables.filter((table) => placement[table] === 'person')
  }

  function namesPerson(text: string): boolean {
    return /person_id = \$\d|insert into \w+ (as \w+ )?\(person_id\b/.test(text)
  }
})

/** Every statement of a file of the store with the function it stands in; constants of the file are filled in. */
function statementsIn(path: string): { name: string; text: string }[] {
  const source = readFileSync(join(root, path), 'utf8')
  const constants = new Map(
    [...source.matchAll(/^(?:export )?const (\w+) =\s*[`']([^`']*)[`']/gm)].map(([, name, text]) => [name!, text!]),
  )
  const functions = [...source.matchAll(/function (\w+)|^export const (\w+) =/gm)]
  return [...source.matchAll(/`([^`]*)`/g)].flatMap(({ index, 1: body = '' }) => {
    const text = body
      .replace(/\$\{(\w+)\}/g, (whole, name: string) => constants.get(name) ?? whole)
      .replace(/\s+/g, ' ')
      .trim()
    if (!/^(select|insert|update|delete|with)\b/.test(text)) return []
    const around = functions.findLast((one) => one.index < index)
    return { name: around?.[1] ?? around?.[2] ?? path, text }
  })
}
