import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { RegisterLine } from '#ports/register-wire.ts'
import { Book } from './book.ts'
import { registerSimulator } from './server.ts'

// HOST, PORT (0 for any free one), TOKEN (empty: none asked for), REGISTER_FILE (NDJSON, a person a line; empty: knows nobody).
const { HOST = '127.0.0.1', PORT = '0', TOKEN = '', REGISTER_FILE = '' } = process.env
const book = new Book()
if (REGISTER_FILE !== '')
  for await (const line of createInterface({ input: createReadStream(REGISTER_FILE, 'utf8') }))
    if (line !== '') book.tell(RegisterLine.parse(JSON.parse(line)))
const server = registerSimulator({ token: TOKEN, book })
console.log(`Simulator of the register at ${await server.listen({ host: HOST, port: Number(PORT) })}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
