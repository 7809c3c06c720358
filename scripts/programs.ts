import type { DemoKeys } from './demo-keys.ts'
import { data } from './machine.mjs'
import type { Program } from './supervisor.ts'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

export type Place = {
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  readonly databaseUrl: string
  readonly populationFile: string
  readonly simulatorPorts: Readonly<Record<Simulator, number>>
  readonly keys: DemoKeys
}

/** The outside systems of a demonstration. A new one gets its name here, its bundle in vite.server.config.ts, its row below. */
export const SIMULATORS = ['civil-registry', 'mobile-ownership', 'student-status', 'sms', 'bank-gateway'] as const
export type Simulator = (typeof SIMULATORS)[number]

/** Of the portal at the simulated bank gateway. */
const TERMINAL = '24140101'

/** The portal itself. */
export const PORTAL = ['web', 'worker'] as const

/** Every program of a demonstration with its environment: simulators and portal are told of each other here. */
export function programs(place: Place): Record<Simulator | (typeof PORTAL)[number], Program> {
  const { keys, populationFile: POPULATION_FILE } = place
  // Nobody but the two ends needs to know these, so each start has its own.
  const token = {
    civilRegistry: random(),
    mobileOwnership: random(),
    studentStatus: random(),
    firstSms: random(),
    secondSms: random(),
    bankGateway: random(),
  }
  const address = (name: Simulator): string => simulatorAddress(place, name)
  const simulator = (name: Simulator, environment: Record<string, string>): Program => ({
    name,
    file: `dist/server/${name}.js`,
    environment: { HOST: '127.0.0.1', PORT: String(place.simulatorPorts[name]), ...environment },
    patience: 2_000,
  })
  const portal = (name: (typeof PORTAL)[number]): Program => ({
    name,
    file: `dist/server/${name}.js`,
    environment: {
      DATABASE_URL: place.databaseUrl,
      HOST: place.host,
      PORT: String(place.port),
      PUBLIC_URL: place.publicUrl,
      SECRET_KEY: keys.secretKey,
      CIVIL_REGISTRY_SENDER_ID: 'tamin',
      CIVIL_REGISTRY_SIGNING_KEY_FILE: keys.ours.privateKey,
      ...(given('CIVIL_REGISTRY') ?? {
        CIVIL_REGISTRY_URL: address('civil-registry'),
        CIVIL_REGISTRY_PUBLIC_KEY_FILE: keys.civilRegistry.publicKey,
      }),
      MOBILE_OWNERSHIP_URL: address('mobile-ownership'),
      MOBILE_OWNERSHIP_TOKEN: token.mobileOwnership,
      ...given('REGISTER'),
      STUDENT_STATUS_URL: address('student-status'),
      STUDENT_STATUS_TOKEN: token.studentStatus,
      SMS_FIRST_URL: `${address('sms')}/first`,
      SMS_FIRST_KEY: token.firstSms,
      SMS_SECOND_URL: `${address('sms')}/second`,
      SMS_SECOND_KEY: token.secondSms,
      BANK_GATEWAY_URL: address('bank-gateway'),
      BANK_GATEWAY_TERMINAL: TERMINAL,
      BANK_GATEWAY_KEY: token.bankGateway,
      FILES: join(data, 'files'),
      // Decoding photographs leaves much memory behind in glibc's arenas otherwise: docs/decisions/0015.
      MALLOC_ARENA_MAX: '2',
      LOG_LEVEL: process.env['LOG_LEVEL'] || 'info',
      DEMO: '1',
    },
    patience: 15_000,
  })
  return {
    'civil-registry': simulator('civil-registry', {
      POPULATION_FILE,
      SIGNING_KEY_FILE: keys.civilRegistry.privateKey,
      CLIENT_PUBLIC_KEY_FILE: keys.ours.publicKey,
    }),
    'mobile-ownership': simulator('mobile-ownership', { POPULATION_FILE, TOKEN: token.mobileOwnership }),
    'student-status': simulator('student-status', { TOKEN: token.studentStatus }),
    sms: simulator('sms', {
      POPULATION_FILE,
      STATE_FILE: join(data, 'sms-messages'),
      FIRST_KEY: token.firstSms,
      SECOND_TOKEN: token.secondSms,
    }),
    'bank-gateway': simulator('bank-gateway', { TERMINAL, KEY: token.bankGateway }),
    web: portal('web'),
    worker: portal('worker'),
  }
}

export const simulatorAddress = (place: Pick<Place, 'simulatorPorts'>, name: Simulator): string =>
  `http://127.0.0.1:${place.simulatorPorts[name]}`

/** The settings of an outside system that whoever starts the demonstration names by its …_URL, in place of its simulator. */
function given(system: string): Record<string, string> | undefined {
  if (!process.env[`${system}_URL`]) return undefined
  const named = Object.entries(process.env).filter(([name]) => name.startsWith(`${system}_`))
  return Object.fromEntries(named) as Record<string, string>
}

const random = (): string => randomBytes(24).toString('base64url')
