import Fastify from 'fastify'
import { openDatabase } from '#store/database.ts'

// The bare reference: fastify, one row read by primary key on the same kind of connection, a short answer.

const db = openDatabase(process.env['DATABASE_URL']!, { poolSize: 2 })
const server = Fastify()
server.get('/', async (_request, reply) => {
  const rows = await db.read<{ name: string }>('reference', 'select name from branch where branch_id = $1', [1])
  return reply.type('text/html; charset=utf-8').send(`<!doctype html><title>reference</title><p>${rows[0]?.name}</p>`)
})
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
