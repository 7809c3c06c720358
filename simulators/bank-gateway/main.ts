import { bankGatewaySimulator } from './server.ts'

// HOST, PORT (0 for any free one), TERMINAL and KEY (empty: any), VERIFY_WITHIN (seconds until what is paid must be verified).
const { HOST = '127.0.0.1', PORT = '0', TERMINAL = '', KEY = '', VERIFY_WITHIN = '1800' } = process.env
const server = await bankGatewaySimulator({
  terminal: TERMINAL,
  key: KEY,
  verifyWithinMs: Number(VERIFY_WITHIN) * 1000,
})
console.log(`Simulator of the bank gateway at ${await server.listen({ host: HOST, port: Number(PORT) })}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
