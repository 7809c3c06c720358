import pg from 'pg'
import { randomId } from '../ids.ts'
import { copyIn } from './copy.ts'
import { LOADED, type LoadedTable } from './loaded-tables.ts'

/** How far the load of a file has come. */
export type Progress = {
  /** Of the file, taken over; the next record begins there. */
  readonly bytes: number
  readonly lines: number
  readonly added: number
  readonly changed: number
  readonly refused: number
  /** Of the file of refused records. */
  readonly refusedBytes: number
}

/** Records that were checked. The lists tell of each record in its place; of tables of nobody, `numbers` is empty. */
export type Rows = {
  /** Whose each is, and whom it is about. */
  readonly numbers: string[]
  readonly abouts: (string | null)[]
  /** The rest of each as COPY reads it lies in `bytes`, from the one to before the other. */
  readonly bytes: Buffer
  readonly from: number[]
  readonly to: number[]
}

/** Loads tables of the register over a connection of its own. */
export class Loader {
  readonly #client: pg.Client
  readonly #table: LoadedTable
  readonly #key: string
  /** Whether the last rows met others that were there: then the next are looked at one by one too. */
  #meets = false
  #staged = false

  private constructor(client: pg.Client, table: LoadedTable, key: string) {
    this.#client = client
    this.#table = table
    this.#key = key
  }

  /**
   * Begins to load, or goes on where a load with the same key was broken off. One that came to its end begins anew. Throws
   * while another process loads the same.
   */
  static async open(databaseUrl: string, table: LoadedTable, key: string): Promise<[Loader, Progress]> {
    // A commit need not wait for the disk: what a crash of the database forgets, it forgets with the progress.
    const options = '-c role=tamin_app -c timezone=UTC -c synchronous_commit=off'
    const client = new pg.Client({ connectionString: databaseUrl, options })
    client.on('error', () => {}) // said by the statement that meets it
    await client.connect()
    try {
      const { rows: locks } = await client.query(`select pg_try_advisory_lock(hashtextextended($1, 20)) as mine`, [key])
      if (locks[0].mine !== true) throw new Error('this file is being imported by another process')
      // Without a key (see keys.ts) the same again would be there twice: what came to its end stays as it is.
      const { rows: keys } = await client.query(
        `select not exists (select from pg_constraint where conrelid = $1::regclass and contype = 'p') as keyless`,
        [LOADED[table].name],
      )
      const goesOn = `i.finished_at is null or ${keys[0].keyless === true}`
      const kept = (column: string) => `${column} = case when ${goesOn} then i.${column} else 0 end`
      const { rows } = await client.query(
        `insert into register_import as i (import_key, bytes, lines, added, changed, refused, refused_bytes)
         values ($1, 0, 0, 0, 0, 0, 0)
         on conflict (import_key) do update set
           ${['bytes', 'lines', 'added', 'changed', 'refused', 'refused_bytes'].map(kept).join(', ')},
           begun_at = case when ${goesOn} then i.begun_at else now() end, finished_at = null
         returning bytes::float8, lines::float8, added::float8, changed::float8, refused::float8,
           refused_bytes::float8 as "refusedBytes"`,
        [key],
      )
      return [new Loader(client, table, key), rows[0] as Progress]
    } catch (error) {
      await client.end()
      throw error
    }
  }

  close(): Promise<void> {
    return this.#client.end()
  }

  /** Which of these the register knows: codes of workshops, numbers of branches, or a person's contracts or pensions («number id»). */
  async known(what: 'workshop' | 'branch' | 'contract' | 'pension', keys: readonly string[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set()
    const { rows } = await this.#client.query<{ key: string }>(KNOWN[what], [keys])
    return new Set(rows.map(({ key }) => key))
  }

  /**
   * Takes over checked rows and moves the progress, in one transaction: `next` says how far, beside what was added and changed.
   * Rows that are there with the same values stay untouched.
   */
  async put(rows: Rows, before: Progress, next: Omit<Progress, 'added' | 'changed'>): Promise<Progress> {
    const client = this.#client
    await client.query('begin')
    try {
      const { added, changed } = await this.#write(await this.#text(rows), rows.from.length)
      const now = { ...next, added: before.added + added, changed: before.changed + changed }
      await client.query(
        `update register_import set bytes = $2, lines = $3, added = $4, changed = $5, refused = $6, refused_bytes = $7
         where import_key = $1`,
        [this.#key, now.bytes, now.lines, now.added, now.changed, now.refused, now.refusedBytes],
      )
      await client.query('commit')
      return now
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  }

  async finish(): Promise<void> {
    await this.#client.query(`update register_import set finished_at = now() where import_key = $1`, [this.#key])
  }

  /** The rows as COPY reads them, with the ids of people in the place of their numbers. */
  async #text({ numbers, abouts, bytes, from, to }: Rows): Promise<Buffer> {
    const { people, about } = LOADED[this.#table]
    const last = to.at(-1) ?? 0
    if (!people) return Buffer.concat(from.map((at, n) => bytes.subarray(at, to[n])))
    const ids = await this.#idsOf(new Set(about ? [...numbers, ...abouts.filter((one) => one !== null)] : numbers))
    // An id has nineteen digits at most.
    const text = Buffer.allocUnsafe(last + numbers.length * 40)
    let length = 0
    for (let n = 0, [whose, id] = ['', '']; n < from.length; n += 1) {
      if (numbers[n] !== whose) [whose, id] = [numbers[n]!, ids.get(numbers[n]!)!]
      length += text.write(id, length, 'latin1')
      if (about) length += text.write(`\t${abouts[n] == null ? '\\N' : ids.get(abouts[n]!)}`, length, 'latin1')
      for (let at = from[n]!; at < to[n]!; at += 1) text[length++] = bytes[at]!
    }
    return text.subarray(0, length)
  }

  /** People by their numbers; those whom nobody knew are known from now on. */
  async #idsOf(numbers: ReadonlySet<string>): Promise<Map<string, string>> {
    const known = `select number, person_id as id from identity where number = any($1)`
    const read = async (wanted: readonly string[]) =>
      (
        await this.#client.query<{ number: string; id: string }>({
          name: 'known-numbers',
          text: known,
          values: [wanted],
        })
      ).rows
    const ids = new Map((await read([...numbers])).map(({ number, id }) => [number, id]))
    const news = [...numbers].filter((number) => !ids.has(number)).toSorted()
    if (news.length === 0) return ids
    await this.#client.query(
      `insert into identity (number, person_id) select * from unnest($1::text[], $2::bigint[]) on conflict do nothing`,
      [news, news.map(() => randomId())],
    )
    for (const { number, id } of await read(news)) ids.set(number, id)
    return ids
  }

  /** Straight into the table where none of the rows is there; else beside it, and over by comparing. */
  async #write(text: Buffer, count: number): Promise<{ added: number; changed: number }> {
    const { name, columns } = LOADED[this.#table]
    if (count === 0) return { added: 0, changed: 0 }
    if (!this.#meets) {
      await this.#client.query('savepoint straight')
      try {
        await copyIn(this.#client, `copy ${name} (${columns.join(', ')}) from stdin`, text)
        return { added: count, changed: 0 }
      } catch (error) {
        if ((error as { code?: string }).code !== '23505') throw error
        await this.#client.query('rollback to savepoint straight')
      }
    }
    const { added, changed } = await this.#compare(text)
    this.#meets = added < count
    return { added, changed }
  }

  async #compare(text: Buffer): Promise<{ added: number; changed: number }> {
    const { name, columns, key, keep } = LOADED[this.#table]
    const list = columns.join(', ')
    const rest = columns.filter((column) => !key.includes(column))
    const of = (row: string) => `(${rest.map((column) => `${row}.${column}`).join(', ')})`
    if (!this.#staged)
      await this.#client.query(
        `create temp table if not exists stage_${name} on commit delete rows as select ${list} from ${name} limit 0`,
      )
    this.#staged = true
    await copyIn(this.#client, `copy stage_${name} (${list}) from stdin`, text)
    // Of several records with one key in a batch the last holds.
    const { rows } = await this.#client.query<{ added: number; changed: number }>(
      `with put as (
         insert into ${name} as old (${list})
         select distinct on (${key.join(', ')}) ${list} from stage_${name} order by ${key.join(', ')}, ctid desc
         on conflict (${key.join(', ')}) do update set ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}
         where ${of('old')} is distinct from ${of('excluded')}${keep === null ? '' : ` and (${keep})`}
         returning xmax = 0 as added)
       select count(*) filter (where added)::int as added, count(*) filter (where not added)::int as changed from put`,
    )
    return rows[0]!
  }
}

const ofPerson = (table: string, id: string) =>
  `select k.key from unnest($1::text[]) k (key) join identity i on i.number = split_part(k.key, ' ', 1)
   where exists (select from ${table} t where t.person_id = i.person_id and t.${id} = split_part(k.key, ' ', 2))`

const KNOWN = {
  workshop: 'select code as key from workshop where code = any($1)',
  branch: 'select branch_id::text as key from branch where branch_id::text = any($1)',
  contract: ofPerson('register_contract', 'contract_id'),
  pension: ofPerson('register_pension', 'pension_number'),
}
