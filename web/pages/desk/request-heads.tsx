import { formatInstant, formatJalali, tehranDate } from '#kernel/dates.ts'
import { CAUSES, KINDS, type Cause, type Kind } from '#kernel/request/request.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { COUNTED, MOST, MOST_LOADS, type HeadsView } from '#app/requests/heads.ts'
import { climbed } from '#app/requests/ladder.ts'
import { staffRoles, type StaffRole } from '#app/staff/staff.ts'
import { ErrorSummary, Form, errorOf } from '#web/components/form.tsx'
import { EmptyState, Notice, Table, Tag } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { StaffPage } from '#web/pages/staff.tsx'
import { Choose, Keys, type AtDesk } from './frame.tsx'
import { Once, type Typed } from './talk.tsx'

export type HeadsProps = {
  staff: AtDesk
  scope: string
  view: HeadsView
  typed?: Typed | null
  errors?: readonly FieldError[]
}

/** /staff/requests/heads: what was late and why, what climbs, who has how much, and how alike the answers are. */
export function HeadsPage({ staff, scope, view, typed = null, errors = [] }: HeadsProps) {
  return (
    <StaffPage title="سرپرستی درخواست‌ها" staff={staff} errors={errors}>
      <p>
        <a class="back" href="/staff/requests">
          بازگشت به درخواست‌ها
        </a>
      </p>
      <h1>سرپرستی درخواست‌ها</h1>
      <p class="soft">{scope}</p>
      <ErrorSummary errors={errors} />
      <Faults view={view} />
      <h2>دیرشدن‌های بی‌دلیل</h2>
      <p>برای هر مهلتی که گذشته است بگویید چرا. از این دلیل‌ها آمار ساخته می‌شود، نه سرزنش.</p>
      <Most shown={view.unexplained.length} of="تازه‌ترین" />
      <Unexplained staff={staff} view={view} typed={typed} errors={errors} />
      <Causes view={view} />
      <h2>نردبان‌های در جریان</h2>
      <Most shown={view.ladders.length} of="قدیمی‌ترین" />
      <Ladders view={view} />
      <h2>بار کاری همکاران</h2>
      {view.notEverybody ? (
        <p class="soft">
          حداکثر {formatNumber(MOST_LOADS)} نفر را می‌بینید، نخست کسانی که بیشترین درخواست گذشته از مهلت را دارند.
        </p>
      ) : null}
      <Loads view={view} />
      <h2>یکدستی پاسخ‌ها</h2>
      <Uniformity view={view} />
      <Keys
        keys={[
          ['J', 'مورد بعدی فهرست'],
          ['K', 'مورد پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

/** Where a list may have more than is shown. */
function Most({ shown, of }: { shown: number; of: string }) {
  if (shown < MOST) return null
  return (
    <p class="soft">
      {of} {formatNumber(MOST)} مورد را می‌بینید.
    </p>
  )
}

/** The alarm of the portal about itself: nothing where all agrees. */
function Faults({ view: { faults } }: { view: HeadsView }) {
  if (faults.length === 0) return null
  return (
    <Notice kind="error" title="ناسازگاری در پرونده‌ها">
      <p>
        سامانه هر ساعت درخواست‌ها را از روی رویدادهایشان و هر شب پاسخ‌های دیروز را دوباره می‌سازد. این‌ها با اصل خود
        نمی‌خواند؛ به مدیر سامانه خبر دهید.
      </p>
      <ul>
        {faults.map(({ kind, trackingCode, title, what, foundAt }) => (
          <li key={`${kind} ${trackingCode}`}>
            <a href={`/staff/requests/${trackingCode}`}>{title}</a>: {FAULTS[kind]}،{' '}
            {formatInstant(foundAt.getTime(), 'long')}
            <br />
            <span class="soft">
              برای مدیر سامانه: <bdi dir="ltr">{what}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const FAULTS = { replay: 'با رویدادهایش نمی‌خواند', replies: 'متن پاسخ با پاسخ تأییدشده نمی‌خواند' } as const

const dayOf = (at: Date): string => formatJalali(tehranDate(at.getTime() - 1), 'long')

function Unexplained({ staff, view: { unexplained }, typed, errors }: Omit<Required<HeadsProps>, 'scope'>) {
  if (unexplained.length === 0)
    return (
      <EmptyState>
        <p>همهٔ دیرشدن‌ها دلیل دارند، یا مهلتی نگذشته است.</p>
      </EmptyState>
    )
  return (
    <ul class="causes">
      {unexplained.map(({ trackingCode, title, kind, cycle, dueAt, holderName, branchName }) => {
        const form = `cause-${trackingCode}-${cycle}`
        const is = typed?.form === form
        return (
          <li key={form}>
            <p>
              <a href={`/staff/requests/${trackingCode}`}>{title}</a>
              <span class="soft">
                {' '}
                {KINDS[kind]}، <bdi dir="ltr">{toPersianDigits(trackingCode)}</bdi>، مهلت: {dayOf(dueAt)}؛{' '}
                {holderName === null ? 'در دست کسی نبود' : `در دست ${holderName}`}
                {branchName === null ? '' : `، ${branchName}`}
              </span>
            </p>
            <Form action={`/staff/requests/${trackingCode}/cause`} token={staff.token} errors={[]} submit="ثبت دلیل">
              <Once sent={is ? typed.values : {}} />
              <input type="hidden" name="cycle" value={cycle} />
              <input type="hidden" name="from" value="heads" />
              <Choose
                id={form}
                name="cause"
                label="دلیل"
                groups={[{ options: Object.entries(CAUSES) }]}
                value={is ? typed.values['cause'] : undefined}
                error={errorOf(form, is ? errors : [])}
              />
            </Form>
          </li>
        )
      })}
    </ul>
  )
}

function Causes({ view: { causes, days } }: { view: HeadsView }) {
  if (causes.length === 0) return null
  return (
    <Table
      caption={`دلیل دیرشدن‌ها در ${formatNumber(days)} روز گذشته`}
      head={['دلیل', 'شمار']}
      rows={causes.map(({ cause, count }) => [
        cause === null ? 'هنوز ثبت نشده' : CAUSES[cause as Cause],
        formatNumber(count),
      ])}
    />
  )
}

function Ladders({ view: { ladders } }: { view: HeadsView }) {
  if (ladders.length === 0)
    return (
      <EmptyState>
        <p>هیچ درخواستی از مهلت نگذشته است.</p>
      </EmptyState>
    )
  return (
    <ul class="cases" aria-label="نردبان‌ها">
      {ladders.map(({ trackingCode, title, kind, dueAt, holderName, branchName, nextStep, nextFireAt }) => (
        <li key={trackingCode} class="late">
          <a href={`/staff/requests/${trackingCode}`}>{title}</a>
          <span>
            {KINDS[kind]} <bdi dir="ltr">{toPersianDigits(trackingCode)}</bdi>
          </span>
          <span>
            <Tag kind="warning">{rungWords(kind, nextStep)}</Tag>
          </span>
          <span>
            مهلت: {dayOf(dueAt)}
            <br />
            <span class="soft">هشدار بعدی: {formatInstant(nextFireAt.getTime(), 'long')}</span>
          </span>
          <span>
            {holderName === null ? 'آزاد' : `در دست ${holderName}`}
            {branchName === null ? '' : `، ${branchName}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** How far a ladder has climbed: who was told, and how often the highest. */
function rungWords(kind: Kind, nextStep: number): string {
  const { role, times } = climbed(kind, nextStep)
  return `${staffRoles[role]} باخبر شد${times > 1 ? `، ${formatNumber(times)} بار` : ''}`
}

function Loads({ view: { loads } }: { view: HeadsView }) {
  if (loads.length === 0)
    return (
      <EmptyState>
        <p>اکنون درخواستی در دست کسی نیست.</p>
      </EmptyState>
    )
  return (
    <ul class="cases loads" aria-label="بار کاری">
      {loads.map(({ staffId, name, role, inHand, late, nextDue }) => (
        <li key={staffId} class={late > 0 ? 'late' : undefined}>
          <a href={`/staff/requests?of=${staffId}`}>{name}</a>
          <span>{staffRoles[role as StaffRole]}</span>
          <span>در دست: {formatNumber(inHand)}</span>
          <span>گذشته از مهلت: {formatNumber(late)}</span>
          <span>{nextDue === null ? '' : `نخستین مهلت: ${dayOf(nextDue)}`}</span>
        </li>
      ))}
    </ul>
  )
}

function Uniformity({ view: { uniformity, days } }: { view: HeadsView }) {
  const { answered, deviations } = uniformity
  return (
    <>
      <p>
        در {formatNumber(days)} روز گذشته{' '}
        {answered > COUNTED ? `بیش از ${formatNumber(COUNTED)}` : formatNumber(answered)} پرسش پاسخ گرفته و در{' '}
        {deviations.length === 0
          ? 'هیچ موردی'
          : `${deviations.length < MOST ? '' : 'دست‌کم '}${formatNumber(deviations.length)} مورد`}{' '}
        به جای پاسخ تأییدشده متن دیگری نوشته شده است.
      </p>
      <Most shown={deviations.length} of="تازه‌ترین" />
      {deviations.length === 0 ? null : (
        <ul class="listing">
          {deviations.map(({ trackingCode, title, at, reason, authorName }) => (
            <li key={`${trackingCode} ${at.getTime()}`}>
              <a href={`/staff/requests/${trackingCode}`}>{title}</a>
              <p>
                {authorName ?? 'همکار'}، {formatInstant(at.getTime(), 'long')}: {reason}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
