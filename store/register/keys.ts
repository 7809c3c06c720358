import pg from 'pg'

/**
 * What the large tables of the register are held together by. It is the dearest part of their loading: a row goes into an
 * index in the middle of others, and a reference is looked up row by row.
 */
const HELD_BY: readonly { readonly table: string; readonly name: string; readonly made: string }[] = [
  constraint('register_wage', 'register_wage_pkey', 'primary key (person_id, month, workshop_code, kind)'),
  {
    table: 'register_wage',
    name: 'register_wage_of_workshop',
    made: `create index register_wage_of_workshop on register_wage (workshop_code, month)
           where kind = 'employee' and origin = 'list'`,
  },
  constraint('register_premium', 'register_premium_pkey', 'primary key (person_id, contract_id, month)'),
  constraint('register_payslip', 'register_payslip_pkey', 'primary key (person_id, pension_number, month, kind)'),
  constraint(
    'register_premium',
    'register_premium_person_id_contract_id_fkey',
    'foreign key (person_id, contract_id) references register_contract',
  ),
  constraint(
    'register_payslip',
    'register_payslip_person_id_pension_number_fkey',
    'foreign key (person_id, pension_number) references register_pension',
  ),
]

function constraint(table: string, name: string, definition: string) {
  return { table, name, made: `alter table ${table} add constraint ${name} ${definition}` }
}

/**
 * Takes keys and references off the large tables where these are empty, for a first filling that nobody else works beside;
 * `putKeysBack` must follow it, also after a crash: run the filling again. Until then nothing else may be loaded or entered.
 * Nothing is done where something is in them already, or the role does not own them.
 */
export async function takeKeysOff(databaseUrl: string): Promise<void> {
  await asOwner(databaseUrl, async (client) => {
    await client.query('lock table register_wage, register_premium, register_payslip in access exclusive mode')
    const { rows } = await client.query<{ filled: boolean }>(
      `select exists (select from register_wage) or exists (select from register_premium)
         or exists (select from register_payslip) as filled`,
    )
    if (rows[0]!.filled) return
    for (const { table, name } of HELD_BY.toReversed()) {
      await client.query(`alter table ${table} drop constraint if exists ${name}`)
      await client.query(`drop index if exists ${name}`)
    }
  })
}

/** Makes what is missing of the keys and references; throws, and makes none, where rows contradict them. */
export async function putKeysBack(databaseUrl: string): Promise<void> {
  await asOwner(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select conname as name from pg_constraint union all select relname from pg_class where relkind = 'i'`,
    )
    const there = new Set(rows.map(({ name }) => name))
    await client.query(`set local maintenance_work_mem = '512MB'`)
    for (const { name, made } of HELD_BY) if (!there.has(name)) await client.query(made)
  })
}

/** In one transaction; nothing where the role may not. */
async function asOwner(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
  } finally {
    await client.end()
  }
}
