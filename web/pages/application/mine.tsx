import { Page } from '#web/components/page.tsx'
import { EmptyState, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { TURN_WORDS, when } from './words.ts'

/** An application as a line of a list. */
export type ApplicationLine = {
  readonly applicationId: string
  readonly trackingCode: string
  /** The name of the service. */
  readonly title: string
  /** The state in plain words. */
  readonly state: string
  /** Null: it has ended. */
  readonly turn: 'citizen' | 'organisation' | null
  /** Instants, milliseconds. */
  readonly openedAt: number
  readonly dueAt: number | null
}

/** /applications: «درخواست‌های من». */
export function MyApplications({ shell, lines }: { shell: Shell; lines: readonly ApplicationLine[] }) {
  const open = lines.filter(({ turn }) => turn !== null)
  const ended = lines.filter(({ turn }) => turn === null)
  return (
    <Page shell={shell} title="درخواست‌های من" back="/">
      <h1>درخواست‌های من</h1>
      {lines.length === 0 ? <NoApplications /> : null}
      {ended.length === 0 ? null : (
        <p>
          برگه‌هایی که صادر شده است در <a href="/certificates">گواهی‌های من</a> است.
        </p>
      )}
      {open.length === 0 ? null : (
        <section>
          <h2>در جریان</h2>
          <ApplicationList lines={open} />
        </section>
      )}
      {ended.length === 0 ? null : (
        <section>
          <h2>پایان‌یافته</h2>
          <ApplicationList lines={ended} />
        </section>
      )}
    </Page>
  )
}

export function NoApplications() {
  return (
    <EmptyState>
      <p>هنوز درخواستی نداده‌اید. هر درخواستی که بدهید، با کد رهگیری و مهلت پاسخ همین‌جا می‌بینید.</p>
      <p>
        <a class="stand" href="/services">
          دیدن همهٔ خدمات
        </a>
      </p>
    </EmptyState>
  )
}

export function ApplicationList({ lines }: { lines: readonly ApplicationLine[] }) {
  return (
    <ul class="listing">
      {lines.map(({ applicationId, trackingCode, title, state, turn, openedAt, dueAt }) => (
        <li key={applicationId}>
          <a href={`/applications/${applicationId}`}>
            {title}
            <span class="sr"> {toPersianDigits(trackingCode)}</span>
          </a>{' '}
          <Tag {...(turn === 'citizen' ? { kind: 'warning' } : {})}>{state}</Tag>
          {turn === null ? null : (
            <p>
              {TURN_WORDS[turn]}
              {dueAt === null ? '.' : `، تا پایان ${formatJalali(tehranDate(dueAt - 1), 'weekday')}.`}
            </p>
          )}
          <p>
            کد رهگیری <bdi dir="ltr">{toPersianDigits(trackingCode)}</bdi>؛ آغاز: {when(openedAt)}
          </p>
        </li>
      ))}
    </ul>
  )
}
