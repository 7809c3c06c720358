import type { Actor } from '#kernel/service/action.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { ApplicationRow } from '#store/applications.ts'
import { listCertificatesOf, revokeCertificate, type Certificate } from '#store/certificates.ts'
import { findInScope } from '#store/desk.ts'
import { actWithin } from '../applications/act.ts'
import { view } from '../applications/move.ts'
import { nowOf, type App } from '../app.ts'
import { openCertificate } from '../certificates/open.ts'
import type { OpenedFile } from '../files/open-file.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import { openCase, type Case } from './case.ts'
import { isOfDesk, type Desk } from './desk.ts'

const actorOf = ({ role, staffId }: Desk): Actor => ({ role, id: staffId })
const notFound = failed({ code: 'not-found', message: 'چنین گواهی‌ای در این پرونده نیست.' })

/** Only who answers for the branch takes back what it has signed. */
export const mayRevoke = (desk: Desk, row: ApplicationRow): boolean => desk.role === 'supervisor' && isOfDesk(desk, row)

/** A case with the certificates that came of it. That it was read is an action. */
export async function openCaseCertificates(
  app: App,
  desk: Desk,
  code: string,
): Promise<Result<{ of: Case; certificates: readonly Certificate[] }>> {
  const opened = await openCase(app, desk, code)
  if (!opened.ok) return opened
  return done({ of: opened.value, certificates: await listCertificatesOf(app.db, opened.value.row) })
}

/** The PDF of a certificate of a case; every opening is an action that its holder can read. */
export async function openCaseCertificate(
  app: App,
  desk: Desk,
  code: string,
  certificateId: string,
): Promise<Result<OpenedFile>> {
  const found = await find(app, desk, code, certificateId)
  const file = found === null ? null : await openCertificate(app, found.certificate)
  if (found === null || file === null) return notFound
  const seen = await view(app, found.row, actorOf(desk), 'certificate')
  return seen.ok ? done(file) : seen
}

/** Revokes a certificate for a reason that its holder reads, in the application's list of actions too. */
export async function revokeCaseCertificate(
  app: App,
  desk: Desk,
  code: string,
  certificateId: string,
  because: string,
): Promise<Result<unknown>> {
  const found = await find(app, desk, code, certificateId)
  if (found === null || !mayRevoke(desk, found.row)) return notFound
  const reason = because.trim().slice(0, 500)
  if (reason === '')
    return invalid([
      { field: `because-${certificateId}`, message: 'بنویسید چرا این گواهی باطل می‌شود؛ دارندهٔ آن هم می‌خواند.' },
    ])
  const { certificate, row } = found
  return app.db
    .transaction(async (tx) => {
      const by = actorOf(desk)
      const text = `گواهی شمارهٔ ${toPersianDigits(certificate.number)} باطل شد: ${reason}`
      const noted = await actWithin(tx, app, row, by, null, () => done([{ kind: 'noted', text, shownTo: 'citizen' }]))
      if (!noted.ok) return noted
      const revoked = await revokeCertificate(tx, certificate, { because: reason, by: desk.staffId, at: nowOf(app) })
      if (!revoked) throw new AlreadyEnded()
      return done(undefined)
    })
    .catch((error: unknown) => {
      if (!(error instanceof AlreadyEnded)) throw error
      return failed({ code: 'wrong-step', message: 'این گواهی پیش از این از اعتبار افتاده است.' })
    })
}

/** Rolls back the note of a revocation that revoked nothing. */
class AlreadyEnded extends Error {}

async function find(
  app: App,
  desk: Desk,
  code: string,
  certificateId: string,
): Promise<{ row: ApplicationRow; certificate: Certificate } | null> {
  const row = await findInScope(app.db, desk, code)
  if (row === undefined) return null
  const certificates = await listCertificatesOf(app.db, row)
  const certificate = certificates.find((one) => one.certificateId === certificateId)
  return certificate === undefined ? null : { row, certificate }
}
