import type { FastifyInstance, FastifyReply } from 'fastify'
import { fileHeaders } from '#app/files/file-headers.ts'
import { problemStatus, type Problem } from '#app/problem.ts'
import { openCaseCertificate, openCaseCertificates, revokeCaseCertificate } from '#app/staff/case-certificates.ts'
import { CaseCertificates } from '#web/pages/desk/certificates.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, type At } from './at-desk.tsx'
import { certificateLine } from './certificate-lines.ts'

/** The certificates that came of a case, at the desk. */
export function deskCertificateRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { atDesk, showProblem, staffOf } = atDeskOf(context)
  server.get(
    '/staff/cases/:code/certificates',
    atDesk((at, { code }) => show(at, code, null)),
  )
  server.get(
    '/staff/cases/:code/certificates/:certificate',
    atDesk(async (at, { code, certificate }) => {
      const opened = await openCaseCertificate(app, at.desk, code, certificate)
      if (!opened.ok) return showProblem(at, opened.problem)
      const { bytes, type, name } = opened.value
      return at.reply.headers(fileHeaders(type, name)).send(Buffer.from(bytes))
    }),
  )
  server.post(
    '/staff/cases/:code/certificates/:certificate/revoke',
    { preValidation: guardForm(server) },
    atDesk(async (at, { code, certificate }) => {
      const { because = '' } = formValues(at.request)
      const revoked = await revokeCaseCertificate(app, at.desk, code, certificate, because)
      if (revoked.ok) return goTo(at.reply, `/staff/cases/${code}/certificates`)
      return revoked.problem.code === 'not-found' ? showProblem(at, revoked.problem) : show(at, code, revoked.problem)
    }),
  )

  async function show(at: At, code: string, problem: Problem | null): Promise<FastifyReply> {
    const opened = await openCaseCertificates(app, at.desk, code)
    if (!opened.ok) return showProblem(at, opened.problem)
    const { of, certificates } = opened.value
    const page = (
      <CaseCertificates
        staff={staffOf(at.who, at.reply)}
        of={of}
        lines={certificates.map(certificateLine)}
        errors={problem === null ? [] : formErrors(problem)}
      />
    )
    return sendPage(at.reply, page, problem === null ? 200 : problemStatus(problem))
  }
}
