import pg from 'pg'
import { givenName, familyName } from '#demo/names.ts'
import { Random } from '#demo/random.ts'
import { fold } from '#kernel/text.ts'
import { trackingCode } from '#kernel/tracking-code.ts'
import { openDatabase } from '#store/database.ts'
import { migrate } from '#store/migrate.ts'
import { testServer, withClient } from '../test/support/database.ts'
import { safeCode } from '../test/support/people.ts'
import { madeOnce, type Made } from './made-once.ts'
import { kinds, LATER, makeModels, modelOfficer, openKinds, type Kind, type Model } from './models.ts'

// The models were made by the use cases; what is copied from them differs in person, number, officer, branch and code. Every
// copy that has its list of actions has it with a chain of hashes that holds. Constraints and indexes are made at the end.

export const PEOPLE = 300_000
export const APPLICATIONS = 1_000_000
export const BRANCHES = 600
const PROVINCES = 31
const COVERED = 280_000
/** Of the ended ones, one in so many has its list of actions: a list is read by its key, whatever lies beside it. */
const WHOLE = 16
const BATCH = 20_000

const random = new Random(20)

/** A person's id by their number in the load, spread evenly over all ids: neighbours here are strangers there. */
export const personIdOf = (n: number): string => String((BigInt((n * 100_003) % PEOPLE) + 1n) * SPREAD)
export const SPREAD = 2n ** 63n / BigInt(PEOPLE + 1)

const countOf = (kind: Kind) => kinds.find((one) => one.kind === kind)!.share * (APPLICATIONS / 1000)

/** Persons 0 to here have an application that is filled in and not sent; its id is the person's. */
export const DRAFTS = countOf('draft')

export type Loaded = Made & { readonly megabytes: number }

/** The database of a million applications, named after everything it was made of; made when it is not there yet. */
export async function millionApplications(): Promise<Loaded> {
  const made = await madeOnce('tamin_million', ['million.ts', 'models.ts'], load)
  const megabytes = await withClient(await testServer(), async (admin) => {
    const { rows } = await admin.query<{ bytes: string }>('select pg_database_size($1) as bytes', [made.name])
    return Number(rows[0]!.bytes) / 1e6
  })
  return { ...made, megabytes }
}

async function load(url: string): Promise<void> {
  await migrate(url)
  const db = openDatabase(url)
  await withClient(url, insertBranches)
  const models = await makeModels(db, 20)
  await db.close()
  await withClient(url, async (client) => {
    await client.query('set synchronous_commit = off')
    await client.query(`set maintenance_work_mem = '512MB'`)
    const rebuild = await withoutIndexes(client)
    await insertModels(client, models)
    await insertPeople(client)
    await insertCopies(client, models)
    await Promise.all([0, 1].map((part) => withClient(url, (own) => insertActions(own, part))))
    for (const statement of fromCopies) await client.query(statement)
    // Of the models only what makes the drafts anew is kept.
    await client.query('create table bench.draft as select * from bench.copy where application_id = person_id')
    await client.query('drop table bench.copy')
    await client.query('alter table bench.draft rename to copy')
    for (const statement of rebuild) await client.query(statement)
    await client.query('vacuum (freeze, analyze)')
  })
}

async function insertBranches(client: pg.Client): Promise<void> {
  await client.query(
    `insert into branch (branch_id, name, province, city, address, phone, hours, is_default)
     select n, 'شعبهٔ ' || n, 'استان ' || n % $2, 'شهر ' || n, 'خیابان نمونه، پلاک ' || n, '0210000' || 1000 + n,
       'شنبه تا چهارشنبه، ۷:۳۰ تا ۱۴:۳۰', n = 1 from generate_series(1, $1::int) n`,
    [BRANCHES, PROVINCES],
  )
  // Four officers and a head for each branch, by ids that can be counted.
  await client.query(
    `insert into staff (staff_id, user_name, display_name, role, branch_id, password_hash, totp_secret, created_at)
     select n * 10 + k, 'staff-' || n || '-' || k, 'کارشناس ' || k || ' شعبهٔ ' || n,
       case k when 0 then 'supervisor' else 'officer' end, n, 'x', '\\x00', now()
     from generate_series(1, $1::int) n, generate_series(0, 4) k`,
    [BRANCHES],
  )
}

/** Takes constraints and indexes of the large tables away; answers the statements that make them again. */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  // oxfmt-ignore
  const tables = [
    'identity', 'person', 'credential', 'application', 'application_action', 'application_wake', 'tracking', 'outbox',
    'register_member', 'register_cover', 'register_dependant',
  ]
  const { rows } = await client.query<{ away: string; back: string }>(
    `select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as away,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
     from pg_constraint where conrelid::regclass::text = any($1) and contype in ('f', 'p', 'u')
       or confrelid::regclass::text = any($1)
     order by contype = 'f' desc`,
    [tables],
  )
  for (const { away } of rows) await client.query(away)
  const indexes = await client.query<{ name: string; back: string }>(
    `select indexname as name, indexdef as back from pg_indexes where schemaname = 'public' and tablename = any($1)`,
    [tables],
  )
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`)
  return [...rows.toReversed().map(({ back }) => back), ...indexes.rows.map(({ back }) => back)]
}

async function insertModels(client: pg.Client, models: readonly Model[]): Promise<void> {
  await client.query(`
    create schema bench;
    create table bench.model (model int, person_id bigint, application_id bigint, number text);
    create table bench.model_action (model int, n int, action text, at timestamptz);
    create unlogged table bench.copy (model int, person_id bigint, application_id bigint, number text, officer text,
      branch_id int, name text, code text, whole boolean)`)
  for (const [index, { personId, applicationId, number, actions }] of models.entries()) {
    await client.query('insert into bench.model values ($1, $2, $3, $4)', [index, personId, applicationId, number])
    await client.query(
      `insert into bench.model_action
       select $1, ord - 1, action, to_timestamp((action::json ->> 'at')::float8 / 1000) from unnest($2::text[]) with ordinality a (action, ord)`,
      [index, actions],
    )
  }
}

type Someone = { personId: string; number: string; firstName: string; lastName: string; branchId: number }
const people: Someone[] = []

/** Everybody has an account, stands in the register, and most cover somebody who has none. */
async function insertPeople(client: pg.Client): Promise<void> {
  for (let n = 0; n < PEOPLE; n += 1) {
    people.push({
      personId: personIdOf(n),
      number: safeCode(100_000 + n),
      firstName: givenName(random.pick, n % 2 === 0 ? 'male' : 'female', 1340 + (n % 45), false),
      lastName: familyName(random.pick, false),
      branchId: branchByLot(),
    })
  }
  for (let from = 0; from < PEOPLE; from += BATCH) {
    const some = people.slice(from, from + BATCH)
    await client.query(
      `insert into person (person_id, number, first_name, last_name, father_name, id_card_number, place_of_issue, sex,
         birth_date, mobile, branch_id, registered_at)
       select id, number, first, last, 'حسن', '1234', 'قم', case n % 2 when 1 then 'male' else 'female' end,
         date '1961-05-05' + (n * 37 % 15000)::int, '0999' || lpad(n::text, 7, '0'), branch, now() - interval '600 days'
       from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::int[]) with ordinality
         p (id, number, first, last, branch, n)`,
      [
        some.map(({ personId }) => personId),
        some.map(({ number }) => number),
        some.map(({ firstName }) => firstName),
        some.map(({ lastName }) => lastName),
        some.map(({ branchId }) => branchId),
      ],
    )
  }
  const loaded = `from person where person_id not in (select person_id from bench.model)`
  await client.query(`insert into identity select number, person_id ${loaded}`)
  await client.query(`insert into credential select person_id, 'x', registered_at ${loaded}`)
  await client.query(
    `insert into register_member
     select person_id, 'insured', branch_id, false, false, true, birth_date, true ${loaded}`,
  )
  // The covered lie between the members: one further in all of bigint.
  for (let from = 0; from < COVERED; from += BATCH) {
    const ns = Array.from({ length: BATCH }, (_, n) => from + n)
    const values = [ns.map((n) => personIdOf(n)), ns.map((n) => safeCode(400_000 + n))]
    await client.query(
      `insert into identity select number, id + 1 from unnest($1::bigint[], $2::text[]) c (id, number)`,
      values,
    )
    await client.query(`insert into register_dependant select id + 1, id from unnest($1::bigint[]) c (id)`, [values[0]])
    await client.query(
      `insert into register_cover (person_id, dependant_id, relation, name, birth_date, from_date, until_date)
       select id, id + 1, 'wife', 'زهرا کریمی', '1986-07-27', '2020-03-20', null from unnest($1::bigint[]) c (id)`,
      [values[0]],
    )
  }
}

/** Large branches and small ones: the largest has some nine times the average. */
function branchByLot(): number {
  const most = Math.log((BRANCHES + 20) / 20)
  return Math.min(BRANCHES, Math.floor(20 * Math.exp(random.fraction() * most) - 20) + 1)
}

/** Who has which application: the open ones a person each, the ended ones some people many. */
async function insertCopies(client: pg.Client, models: readonly Model[]): Promise<void> {
  const byKind = Map.groupBy(models.keys(), (index) => models[index]!.kind)
  const { rows: taken } = await client.query<{ code: string }>('select code from tracking')
  const codes = new Set(taken.map((row) => row.code))
  const wanted = codes.size + APPLICATIONS
  while (codes.size < wanted) codes.add(trackingCode(random.between(100_000_000, 999_999_999)))
  for (const row of taken) codes.delete(row.code)
  const code = codes.values()
  const order: Kind[] = ['draft', 'waiting', 'claimed', 'returned', 'approved', 'rejected', 'withdrawn', 'lapsed']
  const kindOf = order.flatMap((kind) => Array.from({ length: countOf(kind) }, () => kind))
  for (let from = 0; from < APPLICATIONS; from += BATCH) {
    const some = Array.from({ length: BATCH }, (_, n) => {
      const at = from + n
      const owner = at < PEOPLE ? at : Math.floor(random.fraction() ** 1.2 * PEOPLE)
      const kind = kindOf[at]!
      const person = people[owner]!
      return {
        model: random.pick(byKind.get(kind)!),
        personId: person.personId,
        applicationId:
          kind === 'draft' ? person.personId : String(BigInt(random.between(1, 2 ** 31)) * 2n ** 31n + BigInt(at)),
        number: person.number,
        officer: String(person.branchId * 10 + random.between(1, 4)),
        branchId: person.branchId,
        name: fold(`${person.firstName} ${person.lastName}`),
        code: code.next().value!,
        whole: openKinds.includes(kind) || at % WHOLE === 0,
      }
    })
    const column = <K extends keyof (typeof some)[number]>(name: K) => some.map((row) => row[name])
    await client.query(
      `insert into bench.copy select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::int[],
         $7::text[], $8::text[], $9::boolean[])`,
      // oxfmt-ignore
      [column('model'), column('personId'), column('applicationId'), column('number'), column('officer'),
       column('branchId'), column('name'), column('code'), column('whole')],
    )
  }
  await client.query('analyze bench.copy')
}

/**
 * Writes the actions of the drafts anew, as if the registries had been asked this minute: what they said earlier is asked for
 * again when a draft is sent.
 */
export async function freshDrafts(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`
      delete from application_action a using bench.copy c
      where a.person_id = c.person_id and a.application_id = c.application_id`)
    const now = new Date().toISOString()
    await Promise.all([0, 1].map((part) => withClient(url, (other) => insertActions(other, part, now))))
    await client.query(`
      update application a set last_hash = l.hash from bench.copy c, application_action l
      where a.person_id = c.person_id and a.application_id = c.application_id
        and l.person_id = c.person_id and l.application_id = c.application_id and l.n = a.actions - 1`)
    await client.query('vacuum (analyze) application, application_action')
  })
}

/** Lists of actions, chained anew. In two parts, to be written side by side. */
async function insertActions(client: pg.Client, part: number, saidAt = LATER): Promise<void> {
  await client.query('set synchronous_commit = off')
  await client.query('set default_toast_compression = lz4').catch(() => {}) // not in every build; the other is slower
  await client.query(`
    insert into application_action (person_id, application_id, n, action, hash, at)
    with recursive chain as (
      select c.model, c.person_id, c.application_id, c.number, c.officer, -1 as n, null::jsonb as action, '' as hash,
        null::timestamptz as at
      from bench.copy c where c.whole and c.person_id % 2 = ${part}
      union all
      select c.model, c.person_id, c.application_id, c.number, c.officer, l.n, own.action::jsonb,
        encode(sha256(convert_to(c.hash || e'\n' || own.action, 'UTF8')), 'hex'), l.at
      from chain c join bench.model m using (model) join bench.model_action l on l.model = c.model and l.n = c.n + 1,
      lateral (select replace(replace(replace(replace(l.action, m.person_id::text, c.person_id::text), m.number, c.number),
        '${modelOfficer}', c.officer), '${LATER}', '${saidAt}') as action offset 0) own)
    select person_id, application_id, n, action, hash, at from chain where n >= 0`)
}

const fromCopies = [
  `insert into application (person_id, application_id, service, version, tracking_code, state, turn, roles, pending,
     branch_id, holder, actions, last_hash, applicant_name, opened_at, submitted_at, since, due_at, ended_at, subject)
   select c.person_id, c.application_id, a.service, a.version, c.code, a.state, a.turn, a.roles, a.pending, c.branch_id,
     case when a.holder is not null then c.officer::bigint end, a.actions, coalesce(l.hash, a.last_hash), c.name,
     a.opened_at, a.submitted_at, a.since, a.due_at, a.ended_at, a.subject
   from bench.copy c join bench.model m using (model)
   join application a on a.person_id = m.person_id and a.application_id = m.application_id
   left join application_action l on c.whole and l.person_id = c.person_id and l.application_id = c.application_id
     and l.n = a.actions - 1`,
  `insert into tracking (code, person_id, kind, subject_id) select code, person_id, 'application', application_id from bench.copy`,
  `insert into application_wake (person_id, application_id, at)
   select c.person_id, c.application_id, w.at from bench.copy c join bench.model m using (model)
   join application_wake w on w.person_id = m.person_id and w.application_id = m.application_id`,
  // Of commands, the newer ones that are done, and some that are due.
  `insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at, done_at, attempts)
   select c.person_id, (random() * 9e18)::bigint, o.kind, jsonb_set(o.payload, '{applicationId}', to_jsonb(c.application_id::text)),
     replace(o.dedupe_key, m.application_id::text, c.application_id::text), o.due_at, o.created_at,
     case when random() < 0.99 then o.created_at + interval '2 s' end, 1
   from bench.copy c join bench.model m using (model) join outbox o on o.person_id = m.person_id
   where o.created_at > now() - interval '30 days'`,
]
