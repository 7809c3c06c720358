import pg from 'pg'

/**
 * Where each table lies when the database is spread over machines by Citus. `person`: its rows lie with those of their
 * person. `everywhere`: small or looked up by a public code, a copy on every machine. Another column: spread by that,
 * with nobody's rows. `here`: on the first machine only.
 */
export const placement: Readonly<Record<string, 'person' | 'everywhere' | 'here' | { readonly by: string }>> = {
  // What belongs to a citizen.
  person: 'person',
  application: 'person',
  application_action: 'person',
  application_question: 'person',
  application_wake: 'person',
  audit: 'person',
  breach: 'person',
  certificate: 'person',
  certificate_licence: 'person',
  clock: 'person',
  clock_fired: 'person',
  contract_watch: 'person',
  correction: 'person',
  credential: 'person',
  device: 'person',
  file: 'person',
  licence_use: 'person',
  one_time_code: 'person',
  outbox: 'person',
  payout: 'person',
  register_bank_account: 'person',
  register_benefit: 'person',
  register_contract: 'person',
  payment: 'person',
  payment_event: 'person',
  payment_lock: 'person',
  payment_receipt: 'person',
  payment_slip: 'person',
  register_cover: 'person',
  register_cover_event: 'person',
  register_dependant: 'person',
  register_edict: 'person',
  register_employer: 'person',
  register_entry: 'person',
  register_member: 'person',
  register_payslip: 'person',
  register_pension: 'person',
  register_premium: 'person',
  register_representative: 'person',
  register_spell: 'person',
  register_wage: 'person',
  registry_notice: 'person',
  registry_subscription: 'person',
  request: 'person',
  request_draft: 'person',
  request_fault: 'person',
  request_event: 'person',
  request_reader: 'person',
  service_state_of_person: 'person',
  session: 'person',
  sign_up: 'person',
  sms: 'person',
  stray_file: 'person',
  // Ways to a person: a short row each, read before it is known on which machine to look.
  certificate_code: 'everywhere',
  licence_code: 'everywhere',
  identity: 'everywhere',
  payment_order: 'everywhere',
  tracking: 'everywhere',
  // Of the organisation.
  branch: 'everywhere',
  calendar_day: 'everywhere',
  calendar_decision: 'everywhere',
  calendar_proposal: 'everywhere',
  calendar_year: 'everywhere',
  certificate_key: 'everywhere',
  legal_employer: 'everywhere',
  payout_list: 'everywhere',
  deputy: 'everywhere',
  request_policy: 'everywhere',
  service_state: 'everywhere',
  staff: 'everywhere',
  staff_audit: 'everywhere',
  staff_session: 'everywhere',
  workshop: 'everywhere',
  self_check: 'everywhere',
  staff_notice: { by: 'staff_id' },
  // Answers under hashes.
  api_key: { by: 'key_hash' },
  // Counters: several of them in one statement.
  rate_limit: 'here',
  migration: 'here',
  register_import: 'here',
  // Questions and answers: few, read through a copy in every process, and kept true by triggers, which want one machine.
  answer_task: 'here',
  answer_use: 'here',
  answer_version: 'here',
  article: 'here',
  article_version: 'here',
  citation: 'here',
  law_document: 'here',
  question: 'here',
  public_case: 'here',
  question_alias: 'here',
  question_revision: 'here',
  training: 'here',
  training_check: 'here',
  wording_proposal: 'here',
}

type ForeignKey = { readonly from: string; readonly to: string }

/**
 * The statements that spread these tables, each after what it refers to. Throws for a table that nobody has placed, or
 * that is placed and not there.
 */
export function plan(tables: readonly string[], references: readonly ForeignKey[]): string[] {
  const unplaced = tables.filter((table) => !Object.hasOwn(placement, table))
  const absent = Object.keys(placement).filter((table) => !tables.includes(table))
  if (unplaced.length > 0) throw new Error(`not placed in store/distribute.ts: ${unplaced.join(', ')}`)
  if (absent.length > 0) throw new Error(`not in the database, migrate first: ${absent.join(', ')}`)
  const order: string[] = []
  const add = (table: string) => {
    if (order.includes(table)) return
    for (const { from, to } of references) if (from === table && to !== table) add(to)
    order.push(table)
  }
  add('person') // the others are put together with it
  for (const table of Object.keys(placement)) add(table)
  return order.flatMap((table) => statementFor(table) ?? [])
}

function statementFor(table: string): string | null {
  const place = placement[table]!
  if (place === 'here') return null
  if (place === 'everywhere') return `select create_reference_table('${table}')`
  if (place !== 'person') return `select create_distributed_table('${table}', '${place.by}', colocate_with => 'none')`
  const together = table === 'person' ? 'none' : 'person'
  return `select create_distributed_table('${table}', 'person_id', colocate_with => '${together}')`
}

/**
 * Spreads the schema of a database over the machines of its Citus cluster, and says what it did. What is spread already
 * stays. On plain PostgreSQL nothing is done. With `dry` only the statements are told.
 */
export async function distribute(databaseUrl: string, { dry = false } = {}): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const statements = plan(await tablesOf(client), await referencesOf(client))
    if (dry) return statements.map((statement) => `${statement};`).join('\n')
    const citus = await client.query(`select from pg_extension where extname = 'citus'`)
    if (citus.rowCount === 0)
      return 'This is plain PostgreSQL, without the extension citus: nothing to distribute, everything stays on this machine.'
    const { rows } = await client.query<{ name: string }>('select table_name::text as name from citus_tables')
    const spread = new Set(rows.map(({ name }) => name))
    const left = statements.filter((statement) => !spread.has(/'(\w+)'/.exec(statement)![1]!))
    for (const statement of left) await client.query(statement)
    return `${left.length} tables distributed, ${statements.length - left.length} were before.`
  } finally {
    await client.end()
  }
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  )
  return rows.map(({ name }) => name)
}

async function referencesOf(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select f.relname as "from", t.relname as "to" from pg_constraint c
     join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
     where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
  )
  return rows
}
