import { smsSimulator } from './server.ts'

// HOST, PORT (0 for any free one), STATE_FILE (keeps the messages over a restart), FIRST_KEY and SECOND_TOKEN (empty: any),
// FIRST_WEBHOOK and SECOND_WEBHOOK (addresses deliveries are reported to), UNDELIVERABLE_SUFFIX (numbers that get nothing).
const { HOST = '127.0.0.1', PORT = '0', STATE_FILE, ...environment } = process.env

const server = await smsSimulator({
  stateFile: STATE_FILE,
  firstKey: environment['FIRST_KEY'] ?? '',
  secondToken: environment['SECOND_TOKEN'] ?? '',
  firstWebhook: environment['FIRST_WEBHOOK'] ?? '',
  secondWebhook: environment['SECOND_WEBHOOK'] ?? '',
  undeliverableSuffix: environment['UNDELIVERABLE_SUFFIX'] ?? '',
})
console.log(`Simulator of SMS at ${await server.listen({ host: HOST, port: Number(PORT) })}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
