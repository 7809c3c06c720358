import { parseClamdAddress } from '#connectors/clamd/client.ts'
import { parseFilesAddress } from '#connectors/files/address.ts'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

// Every setting of the web and worker processes. The README's table is written from the descriptions here.

const url = (description: string) => z.url({ protocol: /^https?$/ }).describe(description)
const file = (description: string) =>
  z
    .string()
    .transform((path, context) => {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        context.addIssue({ code: 'custom', message: `the file ${path} cannot be read` })
        return z.NEVER
      }
    })
    .describe(description)

/** An address of its own kind; `parse` throws one sentence when it is wrong. */
const address = <T>(parse: (text: string) => T, description: string) =>
  z
    .string()
    .transform((text, context): T => {
      try {
        return parse(text)
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
        return z.NEVER
      }
    })
    .describe(description)

const reportKey = (door: string) =>
  z
    .string()
    .regex(/^[\w-]{22,200}$/, 'needs at least 22 letters, digits, - or _')
    .optional()
    .describe(
      `Secret end of the address \`/sms-reports/${door}/…\` at which the ${door} SMS provider reports deliveries; shut when not set.`,
    )

export const Settings = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('Address of the PostgreSQL database; its LC_CTYPE must be UTF-8.'),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(10)
    .describe('Connections for transactions in one process.'),
  HOST: z.string().default('127.0.0.1').describe('Address the web process listens on.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port the web process listens on.'),
  PUBLIC_URL: url('Address of the portal as people see it. With https, cookies are Secure and HSTS is sent.'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(9)
    .default(0)
    .describe(
      'How many proxies of yours stand in front. The caller’s address is then taken from X-Forwarded-For, counted from its end; with 0 the header is not believed.',
    ),
  SECRET_KEY: z
    .string()
    .min(43, 'needs at least 32 random bytes in base64url (43 characters)')
    .describe('32 random bytes in base64url; all keys of the portal are derived from it. The same for every process.'),
  CALLBACK_URL: url(
    'Address of the portal as outside systems reach it, for what they tell us of their own accord; PUBLIC_URL when not set.',
  ).optional(),
  CIVIL_REGISTRY_URL: url('Base address of the civil registry (DCI CRVS interface 1.0.0).'),
  CIVIL_REGISTRY_TOKEN: z.string().default('').describe('Bearer token for the civil registry; empty for none.'),
  CIVIL_REGISTRY_SENDER_ID: z.string().min(1).default('tamin').describe('Our sender_id at the civil registry.'),
  CIVIL_REGISTRY_SIGNING_KEY_FILE: file(
    'PEM file of our Ed25519 private key; requests are signed when given.',
  ).optional(),
  CIVIL_REGISTRY_PUBLIC_KEY_FILE: file(
    'PEM file of the registry’s Ed25519 public key; replies are verified when given.',
  ).optional(),
  MOBILE_OWNERSHIP_URL: url('Address of the mobile-ownership service (Shahkar-like).'),
  MOBILE_OWNERSHIP_TOKEN: z.string().default('').describe('Bearer token for the mobile-ownership service.'),
  STUDENT_STATUS_URL: url('Address of the ministry of science’s inquiry into university study.'),
  STUDENT_STATUS_TOKEN: z.string().default('').describe('Bearer token for the student-status service.'),
  REGISTER_URL: url(
    'Base address of the core system that keeps the register of the insured (docs/register.md); our own tables when not set.',
  ).optional(),
  REGISTER_TOKEN: z.string().default('').describe('Bearer token for that core system; empty for none.'),
  SMS_FIRST_URL: url('Address of the first SMS provider (Kavenegar-shaped).'),
  SMS_FIRST_KEY: z.string().min(1).describe('API key of the first SMS provider.'),
  SMS_FIRST_SENDER: z.string().default('').describe('Sender line at the first SMS provider; empty for its default.'),
  SMS_FIRST_REPORT_KEY: reportKey('first'),
  SMS_SECOND_URL: url('Address of the second SMS provider.'),
  SMS_SECOND_KEY: z.string().min(1).describe('API key of the second SMS provider.'),
  SMS_SECOND_SENDER: z.string().default('').describe('Sender line at the second SMS provider; empty for its default.'),
  SMS_SECOND_REPORT_KEY: reportKey('second'),
  BANK_GATEWAY_URL: url(
    'Base address of the bank gateway: its interface, and at /pay/… the page on which people pay, so it must be one they can reach.',
  ),
  BANK_GATEWAY_TERMINAL: z.string().min(1).describe('Number of our terminal at the bank gateway.'),
  BANK_GATEWAY_KEY: z.string().min(1).describe('Bearer key for the bank gateway.'),
  FILES: address(
    parseFilesAddress,
    'Where files people send are kept: a directory, or `s3://BUCKET/PREFIX?endpoint=https://…&region=…&path-style=1` for an S3-compatible store.',
  ),
  S3_ACCESS_KEY_ID: z
    .string()
    .optional()
    .describe('Access key for that store; without it the client looks where Amazon’s tools look.'),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('The secret that belongs to the access key.'),
  CLAMD: address(
    parseClamdAddress,
    'The virus scanner clamd: `tcp://HOST:3310` or `unix:/path/of/socket`. Files are kept unscanned when not set.',
  ).optional(),
  CERTIFICATE_SIGNING_KEY_FILE: file(
    'PEM file of the Ed25519 private key that signs certificates; derived from SECRET_KEY when not given.',
  ).optional(),
  WORKER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port on which the worker answers /healthz and /metrics, on loopback; none when not set.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
  DEMO: z.enum(['0', '1']).default('0').describe('1 marks the pages as a demonstration with synthetic people.'),
})
export type Settings = z.infer<typeof Settings>

/** Reads the settings from the environment; throws one sentence per wrong setting, by name. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = Settings.safeParse(given)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return given[name] === undefined ? `${name} is not set` : `${name} is wrong: ${issue.message}`
  })
  throw new WrongSettings([...new Set(lines)])
}

export class WrongSettings extends Error {
  constructor(lines: readonly string[]) {
    super(`Wrong settings:\n${lines.map((line) => `  ${line}`).join('\n')}`)
    this.name = 'WrongSettings'
  }
}
