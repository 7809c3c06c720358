import { Page } from '#web/components/page.tsx'
import { EmptyState, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { frame } from '#web/look/constant.ts'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { TURN_WORDS, when } from './words.ts'

/** An application as a line of a list. */
export type ApplicationLine = {
  readonly applicationId: string
  readonly trackingCode: string
  /** The name of the service. */
  readonly title: string
  /** Whom or what it is about, where the service says so and it is known. */
  readonly subject: string | null
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
  const fill = { open: open.map(listedLine), ended: ended.map(listedLine) }
  return (
    <Page shell={shell} title="درخواست‌های من" back="/">
      {mine(fill, open.length > 0, ended.length > 0)}
    </Page>
  )
}

const mine = frame((hole: (name: 'open' | 'ended') => string, open: boolean, ended: boolean) => (
  <>
    <h1>درخواست‌های من</h1>
    {open || ended ? null : <NoApplications />}
    {ended ? (
      <p>
        برگه‌هایی که صادر شده است در <a href="/certificates">گواهی‌های من</a> است.
      </p>
    ) : null}
    {open ? (
      <section>
        <h2>در جریان</h2>
        <ul class="listing">{hole('open')}</ul>
      </section>
    ) : null}
    {ended ? (
      <section>
        <h2>پایان‌یافته</h2>
        <ul class="listing">{hole('ended')}</ul>
      </section>
    ) : null}
  </>
))

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
  return listing({ lines: lines.map(listedLine) })
}

const listing = frame((hole: (name: 'lines') => string) => <ul class="listing">{hole('lines')}</ul>)

function listedLine({ applicationId, trackingCode, title, subject, state, turn, openedAt, dueAt }: ApplicationLine) {
  const until = dueAt === null ? undefined : formatJalali(tehranDate(dueAt - 1), 'weekday')
  const code = toPersianDigits(trackingCode)
  const named = subject === null ? title : `${title}، ${subject}`
  return line({ id: applicationId, title: named, code, state, until, opened: when(openedAt) }, turn, dueAt !== null)
}

type LineHole = 'id' | 'title' | 'code' | 'state' | 'until' | 'opened'

const line = frame((hole: (name: LineHole) => string, turn: ApplicationLine['turn'], due: boolean) => (
  <li>
    <a href={`/applications/${hole('id')}`}>
      {hole('title')}
      <span class="sr"> {hole('code')}</span>
    </a>{' '}
    <Tag {...(turn === 'citizen' ? { kind: 'warning' } : {})}>{hole('state')}</Tag>
    {turn === null ? null : (
      <p>
        {TURN_WORDS[turn]}
        {due ? `، تا پایان ${hole('until')}.` : '.'}
      </p>
    )}
    <p>
      کد رهگیری <bdi dir="ltr">{hole('code')}</bdi>؛ آغاز: {hole('opened')}
    </p>
  </li>
))
