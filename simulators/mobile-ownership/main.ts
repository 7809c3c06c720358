import { readPopulation } from '../population.ts'
import { mobileOwnershipSimulator } from './server.ts'

// HOST, PORT (0 for any free one), POPULATION_FILE, TOKEN (empty: none asked for).
const { HOST = '127.0.0.1', PORT = '0', POPULATION_FILE, TOKEN = '' } = process.env
if (POPULATION_FILE === undefined) {
  console.error('POPULATION_FILE is not set: the simulator of mobile ownership answers from it.')
  process.exit(1)
}

const server = mobileOwnershipSimulator({ population: await readPopulation(POPULATION_FILE), token: TOKEN })
console.log(`Simulator of mobile ownership at ${await server.listen({ host: HOST, port: Number(PORT) })}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
