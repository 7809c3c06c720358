import { mayRevoke } from '#app/staff/case-certificates.ts'
import type { Case } from '#app/staff/case.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { ErrorSummary, Form } from '#web/components/form.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { CertificateList, type CertificateLine } from '#web/pages/certificate/mine.tsx'
import { StaffPage, type AtDesk } from '#web/pages/staff.tsx'
import { TextArea } from './frame.tsx'

type Props = {
  staff: AtDesk
  of: Pick<Case, 'row' | 'service' | 'person' | 'desk'>
  lines: readonly CertificateLine[]
  errors?: readonly FieldError[]
}

/** /staff/cases/CODE/certificates: the papers that came of a case; the head of the branch can revoke them. */
export function CaseCertificates({ staff, of, lines, errors = [] }: Props) {
  const address = `/staff/cases/${of.row.trackingCode}`
  const pdf = ({ certificateId }: CertificateLine) => `${address}/certificates/${certificateId}`
  const valid = mayRevoke(of.desk, of.row) ? lines.filter(({ status }) => status === 'valid') : []
  return (
    <StaffPage title={`گواهی‌های ${of.person.firstName} ${of.person.lastName}`} errors={errors} staff={staff}>
      <p>
        <a class="back" href={address}>
          بازگشت به پرونده
        </a>
      </p>
      <h1>گواهی‌های این پرونده</h1>
      <ErrorSummary errors={errors} />
      {lines.length === 0 ? (
        <p>از این پرونده گواهی‌ای صادر نشده است.</p>
      ) : (
        <CertificateList lines={lines} hrefOf={pdf} />
      )}
      {valid.map((line) => (
        <section key={line.certificateId}>
          <h2>باطل‌کردن گواهی {toPersianDigits(line.number)}</h2>
          <p>از همان لحظه در صفحهٔ بررسی «باطل» نشان داده می‌شود و برگشت ندارد.</p>
          <Form errors={[]} token={staff.token} action={`${pdf(line)}/revoke`} submit="باطل می‌کنم">
            <TextArea
              id={`because-${line.certificateId}`}
              name="because"
              label="چرا باطل می‌شود؟"
              hint="دارندهٔ گواهی این را می‌خواند."
              error={errors.find(({ field }) => field === `because-${line.certificateId}`)?.message}
            />
          </Form>
        </section>
      ))}
    </StaffPage>
  )
}
