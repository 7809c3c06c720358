import Fastify from 'fastify'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { openDatabase } from '#store/database.ts'

// The bare reference: fastify, and one row read by its primary key through the driver's pool as it comes, by a prepared
// statement. At /own the same row comes over our own pipelined connection. Both send it in PAGE_FILE, a page of ours kept as a
// text, so that both sides move the same bytes.

const connectionString = process.env['DATABASE_URL']!
const statement = { name: 'reference', text: 'select name from branch where branch_id = $1' }
const page = readFileSync(process.env['PAGE_FILE']!, 'utf8').split('</main>')
const pageOf = (name: string): string => `${page[0]}<p>${name}</p></main>${page[1]}`

const pool = new pg.Pool({ connectionString })
const own = openDatabase(connectionString, { poolSize: 2 })
const server = Fastify()
server.get('/', async (_request, reply) => {
  const { rows } = await pool.query<{ name: string }>({ ...statement, values: [1] })
  return reply.type('text/html; charset=utf-8').send(pageOf(rows[0]!.name))
})
server.get('/own', async (_request, reply) => {
  const rows = await own.read<{ name: string }>(statement.name, statement.text, [1])
  return reply.type('text/html; charset=utf-8').send(pageOf(rows[0]!.name))
})
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
