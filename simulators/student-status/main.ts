import { studentStatusSimulator } from './server.ts'

// HOST, PORT (0 for any free one), TOKEN (empty: none asked for).
const { HOST = '127.0.0.1', PORT = '0', TOKEN = '' } = process.env
const server = studentStatusSimulator({ token: TOKEN })
console.log(`Simulator of student status at ${await server.listen({ host: HOST, port: Number(PORT) })}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
