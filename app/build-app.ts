import { bankGateway } from '#connectors/bank-gateway/client.ts'
import { readCallback, readNotice } from '#connectors/civil-registry/notices.ts'
import { civilRegistry } from '#connectors/civil-registry/client.ts'
import { clamd } from '#connectors/clamd/client.ts'
import { openFiles } from '#connectors/files/open.ts'
import type { S3Credentials } from '#connectors/files/s3.ts'
import { mobileOwnership } from '#connectors/mobile-ownership/client.ts'
import { failOver } from '#connectors/sms/fail-over.ts'
import { kavenegar } from '#connectors/sms/kavenegar.ts'
import { smsReports } from '#connectors/sms/reports.ts'
import { secondSms } from '#connectors/sms/second.ts'
import { coreRegister } from '#connectors/register/client.ts'
import { studentStatus } from '#connectors/student-status/client.ts'
import { typstPressApart } from '#connectors/typst/press-apart.ts'
import { systemClock } from '#ports/clock.ts'
import { openDatabase } from '#store/database.ts'
import { publishedCases } from '#store/published-cases.ts'
import { ownRegister } from '#store/register/own-register.ts'
import type { App } from './app.ts'
import { QuestionBook } from './answers/question-book.ts'
import { sourcesOf } from './applications/sources.ts'
import { WorkingTimes } from './applications/working-times.ts'
import { signingKeyOf } from './certificates/signing.ts'
import { limits } from './limits.ts'
import { passwords } from './passwords.ts'
import { Secrets } from './secrets.ts'
import { ServiceStates } from './services/states.ts'
import type { Settings } from './settings.ts'

/** Half of at least ten attempts in five minutes gone wrong: the other provider. A bad one is probed every half minute. */
export const smsFailOver = {
  clock: systemClock,
  windowMs: 300_000,
  minSamples: 10,
  threshold: 0.5,
  probeEveryMs: 30_000,
}

/** Puts the real parts together: database, outside systems, keys. */
export function buildApp(settings: Settings): App {
  const db = openDatabase(settings.DATABASE_URL, { poolSize: settings.DATABASE_POOL })
  const secrets = new Secrets(settings.SECRET_KEY)
  const publicKey = settings.CIVIL_REGISTRY_PUBLIC_KEY_FILE
  const registry = civilRegistry({
    url: settings.CIVIL_REGISTRY_URL,
    token: settings.CIVIL_REGISTRY_TOKEN,
    senderId: settings.CIVIL_REGISTRY_SENDER_ID,
    signingKey: settings.CIVIL_REGISTRY_SIGNING_KEY_FILE,
    registryPublicKey: publicKey,
  })
  const register =
    settings.REGISTER_URL === undefined
      ? ownRegister(db)
      : coreRegister({ url: settings.REGISTER_URL, token: settings.REGISTER_TOKEN })
  return {
    db,
    clock: systemClock,
    workingTimes: new WorkingTimes(systemClock),
    serviceStates: new ServiceStates(systemClock),
    questions: new QuestionBook(),
    published: publishedCases(settings.DATABASE_URL),
    secrets,
    passwords: passwords(),
    limits: limits(db, secrets),
    civilRegistry: registry,
    mobileOwnership: mobileOwnership({ url: settings.MOBILE_OWNERSHIP_URL, token: settings.MOBILE_OWNERSHIP_TOKEN }),
    sms: failOver(
      [
        kavenegar({ url: settings.SMS_FIRST_URL, apiKey: settings.SMS_FIRST_KEY, sender: settings.SMS_FIRST_SENDER }),
        secondSms({ url: settings.SMS_SECOND_URL, token: settings.SMS_SECOND_KEY, sender: settings.SMS_SECOND_SENDER }),
      ],
      smsFailOver,
    ),
    readSmsReport: smsReports({ first: settings.SMS_FIRST_REPORT_KEY, second: settings.SMS_SECOND_REPORT_KEY }),
    register,
    sources: sourcesOf({
      db,
      register,
      clock: systemClock,
      civilRegistry: registry,
      studentStatus: studentStatus({ url: settings.STUDENT_STATUS_URL, token: settings.STUDENT_STATUS_TOKEN }),
    }),
    bankGateway: bankGateway({
      url: settings.BANK_GATEWAY_URL,
      terminal: settings.BANK_GATEWAY_TERMINAL,
      key: settings.BANK_GATEWAY_KEY,
    }),
    files: openFiles(settings.FILES, s3Credentials(settings)),
    virusScan: settings.CLAMD === undefined ? null : clamd(settings.CLAMD),
    readNotice: (body) => readNotice(body, publicKey),
    readCallback: (action, body) => readCallback(action, body, publicKey),
    press: typstPressApart(),
    signingKey: signingKeyOf(settings.CERTIFICATE_SIGNING_KEY_FILE, secrets),
    publicUrl: settings.PUBLIC_URL.replace(/\/+$/, ''),
    outsideUrl: (settings.CALLBACK_URL ?? settings.PUBLIC_URL).replace(/\/+$/, ''),
    host: new URL(settings.PUBLIC_URL).host,
  }
}

/** Both halves or none: without them the client looks where Amazon's tools look. */
function s3Credentials(settings: Settings): S3Credentials | undefined {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings
  return accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey }
}
