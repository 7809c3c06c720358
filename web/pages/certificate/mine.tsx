import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { Page } from '#web/components/page.tsx'
import { EmptyState, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'

/** A certificate as a line of a list. */
export type CertificateLine = {
  readonly certificateId: string
  readonly title: string
  readonly number: string
  readonly code: string
  readonly status: 'valid' | 'superseded' | 'revoked'
  /** Instants, milliseconds. */
  readonly issuedAt: number
  readonly endedAt: number | null
  /** Why it was revoked, in words for its holder. */
  readonly because: string | null
  /** False in the moments before its PDF is there. */
  readonly printed: boolean
}

/** /certificates: «گواهی‌های من». */
export function MyCertificates({ shell, lines }: { shell: Shell; lines: readonly CertificateLine[] }) {
  const valid = lines.filter(({ status }) => status === 'valid')
  const ended = lines.filter(({ status }) => status !== 'valid')
  return (
    <Page shell={shell} title="گواهی‌های من" back="/account">
      <h1>گواهی‌های من</h1>
      {lines.length === 0 ? (
        <EmptyState>
          <p>هنوز گواهی‌ای برای شما صادر نشده است. گواهی هر درخواستی که پذیرفته شود همین‌جا می‌ماند.</p>
          <p>
            <a class="stand" href="/applications">
              درخواست‌های من
            </a>
          </p>
        </EmptyState>
      ) : (
        <p class="lead">
          هر گواهی را دانلود و هر جا لازم است ارائه کنید. گیرنده می‌تواند درستی آن را با رمزینهٔ برگه یا در{' '}
          <a href="/v">صفحهٔ بررسی گواهی</a> ببیند.
        </p>
      )}
      {valid.length === 0 ? null : (
        <section>
          <h2>معتبر</h2>
          <CertificateList lines={valid} hrefOf={ownHref} licences />
        </section>
      )}
      {ended.length === 0 ? null : (
        <section>
          <h2>دیگر معتبر نیست</h2>
          <CertificateList lines={ended} hrefOf={ownHref} />
        </section>
      )}
    </Page>
  )
}

export const ownHref = ({ certificateId }: CertificateLine): string => `/certificates/${certificateId}`

const STATUS = {
  valid: 'معتبر',
  superseded: 'گواهی تازه‌تری جای آن را گرفته است',
  revoked: 'باطل شده است',
} as const

export function CertificateList(props: {
  lines: readonly CertificateLine[]
  hrefOf: (line: CertificateLine) => string
  /** Whether each leads to its licences. */
  licences?: boolean
}) {
  return (
    <ul class="listing">
      {props.lines.map((line) => (
        <li key={line.certificateId}>
          {line.printed ? (
            <a href={props.hrefOf(line)}>
              {line.title} (PDF)<span class="sr"> {toPersianDigits(line.number)}</span>
            </a>
          ) : (
            <b>{line.title}</b>
          )}{' '}
          <Tag kind={line.status === 'valid' ? 'success' : 'warning'}>{STATUS[line.status]}</Tag>
          <p>
            شمارهٔ <bdi dir="ltr">{toPersianDigits(line.number)}</bdi>؛ صادر شده در {dayOf(line.issuedAt)}
            {line.endedAt === null ? null : `؛ بی‌اعتبار از ${dayOf(line.endedAt)}`}
            {line.because === null ? null : `: ${line.because}`}
          </p>
          {props.licences === true ? (
            <p>
              <a href={`${ownHref(line)}/licences`}>
                مجوز استعلام برای یک مؤسسه<span class="sr"> از گواهی {toPersianDigits(line.number)}</span>
              </a>
            </p>
          ) : null}
          {line.printed ? null : <p>برگهٔ آن تا چند لحظهٔ دیگر آماده می‌شود؛ صفحه را تازه کنید.</p>}
        </li>
      ))}
    </ul>
  )
}

const dayOf = (at: number): string => formatJalali(tehranDate(at), 'long')
