import type { BankGateway } from '#ports/bank-gateway.ts'
import type { CallbackAction, CallbackReading, CivilRegistry, NoticeReading } from '#ports/civil-registry.ts'
import type { Clock } from '#ports/clock.ts'
import type { FileStore } from '#ports/files.ts'
import type { MobileOwnership } from '#ports/mobile-ownership.ts'
import type { PaperPress } from '#ports/paper.ts'
import type { Register } from '#ports/register.ts'
import type { SmsProvider, SmsReportReading } from '#ports/sms.ts'
import type { VirusScan } from '#ports/virus-scan.ts'
import type { Database } from '#store/database.ts'
import type { PublishedCases } from '#store/published-cases.ts'
import type { QuestionBook } from './answers/question-book.ts'
import type { Sources } from './applications/look-up.ts'
import type { WorkingTimes } from './applications/working-times.ts'
import type { SigningKey } from './certificates/signing.ts'
import type { Limits } from './limits.ts'
import type { Passwords } from './passwords.ts'
import type { Secrets } from './secrets.ts'
import type { ServiceStates } from './services/states.ts'

/** Everything a use case may touch. */
export type App = {
  readonly db: Database
  readonly clock: Clock
  readonly workingTimes: WorkingTimes
  readonly serviceStates: ServiceStates
  readonly questions: QuestionBook
  /** The register of published answers, over connections that can read nothing else. */
  readonly published: PublishedCases
  readonly secrets: Secrets
  readonly passwords: Passwords
  readonly limits: Limits
  readonly civilRegistry: CivilRegistry
  readonly mobileOwnership: MobileOwnership
  /** What the organisation knows of people: our own tables, or its core system. */
  readonly register: Register
  readonly sms: SmsProvider
  /** Reads what an SMS provider reports of a delivery, for whoever shows the key of its door. */
  readonly readSmsReport: (door: string, key: string, fields: unknown) => SmsReportReading
  readonly bankGateway: BankGateway
  readonly files: FileStore
  /** Null where no scanner is set: files are then kept unscanned, and the desk is told so. */
  readonly virusScan: VirusScan | null
  /** Who answers the facts that services look up, by the key of their source. */
  readonly sources: Sources
  /** Checks and reads a message of the civil registry about life events. */
  readonly readNotice: (body: unknown) => NoticeReading
  /** Checks a message in which the registry answers something we asked for earlier. */
  readonly readCallback: (action: CallbackAction, body: unknown) => CallbackReading
  /** Prints certificates; only the worker does. */
  readonly press: PaperPress
  /** Signs certificates. */
  readonly signingKey: SigningKey
  /** Where the portal is reached, without a slash at its end. */
  readonly publicUrl: string
  /** Address of the portal as outside systems reach it. */
  readonly outsideUrl: string
  /** Host name people see in the address bar; one-time-code messages are bound to it. */
  readonly host: string
}

export const nowOf = (app: Pick<App, 'clock'>): Date => new Date(app.clock.now())
