import { publicKeyFrom, signingKeyFrom } from '#ports/crvs-signature.ts'
import { readPopulation } from '#simulators/population.ts'
import { readFileSync } from 'node:fs'
import { civilRegistrySimulator } from './server.ts'

// Settings: PORT, HOST, POPULATION_FILE (NDJSON), TOKEN, CALLBACK_TOKEN, SIGNING_KEY_FILE and CLIENT_PUBLIC_KEY_FILE (PEM,
// Ed25519), REQUIRE_SIGNATURE=1.
const setting = (name: string): string | undefined => (process.env[name] === '' ? undefined : process.env[name])
const fromFile = <T>(name: string, read: (pem: string) => T): T | undefined => {
  const file = setting(name)
  if (file === undefined) return undefined
  try {
    return read(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : 'cannot be read'}`, { cause: error })
  }
}

const file = setting('POPULATION_FILE')
const people = file === undefined ? [] : (await readPopulation(file)).map(({ person }) => person)
const token = setting('TOKEN')
const callbackToken = setting('CALLBACK_TOKEN')
const signingKey = fromFile('SIGNING_KEY_FILE', signingKeyFrom)
const clientPublicKey = fromFile('CLIENT_PUBLIC_KEY_FILE', publicKeyFrom)

const server = civilRegistrySimulator({
  people,
  requireSignature: setting('REQUIRE_SIGNATURE') === '1',
  ...(token === undefined ? {} : { token }),
  ...(callbackToken === undefined ? {} : { callbackToken }),
  ...(signingKey === undefined ? {} : { signingKey }),
  ...(clientPublicKey === undefined ? {} : { clientPublicKey }),
})
const address = await server.listen({ port: Number(setting('PORT') ?? 3101), host: setting('HOST') ?? '127.0.0.1' })
console.log(`civil registry simulator: ${people.length} people at ${address}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)))
}
