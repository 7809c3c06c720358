import Fastify from 'fastify'
import { readFileSync } from 'node:fs'
import { openDatabase } from '#store/database.ts'

// The bare reference: fastify, one row read by its primary key, sent in a page. At / the page is one line; at /page it is
// PAGE_FILE, a page of ours kept as a text, so that both sides move the same bytes.

const db = openDatabase(process.env['DATABASE_URL']!, { poolSize: 2 })
const page = readFileSync(process.env['PAGE_FILE']!, 'utf8').split('</main>')
const branchName = async (): Promise<string> => {
  const rows = await db.read<{ name: string }>('reference', 'select name from branch where branch_id = $1', [1])
  return rows[0]!.name
}

const server = Fastify()
server.get('/', async (_request, reply) =>
  reply.type('text/html; charset=utf-8').send(`<!doctype html><title>reference</title><p>${await branchName()}</p>`),
)
server.get('/page', async (_request, reply) =>
  reply.type('text/html; charset=utf-8').send(`${page[0]}<p>${await branchName()}</p></main>${page[1]}`),
)
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
