import { KINDS, type Kind } from '#kernel/request/request.ts'
import type { State } from '#kernel/request/states.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { Page } from '#web/components/page.tsx'
import { EmptyState, LinkButton, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { lastDay, stateWords, TURN, turnOf, when } from './words.ts'

/** A request as a line of a list. Instants in milliseconds. */
export type RequestLine = {
  readonly requestId: string
  readonly trackingCode: string
  readonly kind: Kind
  readonly title: string
  readonly state: State
  readonly dueAt: number
  readonly late: boolean
  readonly receivedAt: number
}

export const MINE = 'پرسش‌ها و شکایت‌های من'

/** /requests */
export function MyRequests({
  shell,
  lines,
  next,
}: {
  shell: Shell
  lines: readonly RequestLine[]
  next: string | null
}) {
  return (
    <Page shell={shell} title={MINE} back="/">
      <h1>{MINE}</h1>
      <div class="actions">
        <LinkButton href="/requests/new">پرسش یا شکایت تازه</LinkButton>
        <a href="/requests/track">پیگیری با کد رهگیری</a>
      </div>
      {lines.length === 0 ? (
        <EmptyState>
          <p>هنوز چیزی نپرسیده‌اید. هر پرسش یا شکایتی که بفرستید، با کد رهگیری و روز پاسخ همین‌جا می‌بینید.</p>
        </EmptyState>
      ) : (
        <ul class="listing">
          {lines.map((line) => (
            <li key={line.requestId}>
              <a href={`/requests/${line.requestId}`}>
                <span>
                  {line.title}
                  <span class="sr"> {toPersianDigits(line.trackingCode)}</span>
                </span>
              </a>{' '}
              <Tag {...tagOf(line)}>
                {line.late && turnOf(line.state) === 'organisation' ? 'دیر شده' : stateWords(line.state)}
              </Tag>
              <p>{standingWords(line)}</p>
              <p>
                {KINDS[line.kind]}؛ کد رهگیری <bdi dir="ltr">{toPersianDigits(line.trackingCode)}</bdi>؛ رسید:{' '}
                {when(line.receivedAt)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {next === null ? null : (
        <p>
          <a class="stand" href={`/requests?after=${next}`}>
            قدیمی‌ترها
          </a>
        </p>
      )}
    </Page>
  )
}

const tagOf = ({ state, late }: RequestLine): { kind?: 'warning' | 'success' } => {
  const turn = turnOf(state)
  if (turn === 'citizen' || (turn === 'organisation' && late)) return { kind: 'warning' }
  return state === 'answered' || state === 'closed' ? { kind: 'success' } : {}
}

/** Whose turn it is and until when, in one sentence. */
function standingWords({ state, late, dueAt }: RequestLine): string {
  const turn = turnOf(state)
  if (turn === 'citizen') return `${TURN.citizen}: به پرسش ما پاسخ دهید.`
  if (turn === 'organisation')
    return late ? 'مهلت ما گذشته است؛ مدیران بالاتر هم خبر دارند.' : `${TURN.organisation}، تا پایان ${lastDay(dueAt)}.`
  if (state === 'answered') return 'پاسخ را بخوانید و بگویید مشکلتان حل شد یا نه.'
  return 'پایان یافته است.'
}
