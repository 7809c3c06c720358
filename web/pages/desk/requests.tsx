import { formatInstant, formatJalali, tehranDate } from '#kernel/dates.ts'
import { AREAS, KINDS } from '#kernel/request/request.ts'
import { STANDINGS, type Standing } from '#kernel/request/standing.ts'
import { STATES } from '#kernel/request/states.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { COUNTED, type InboxListed, type InboxPage, type InboxWish } from '#app/requests/inbox.ts'
import { MOST_COUNTED, type PassedOver } from '#app/requests/routing.ts'
import { NOTICES, type NoticeKind } from '#app/requests/tell.ts'
import type { Notice as Told } from '#store/staff-notices.ts'
import { EmptyState, NextPage, Notice, Tag } from '#web/components/parts.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { DeskButton, Keys, type AtDesk } from './frame.tsx'
import { STANDING_LOOKS } from './request-words.ts'
import { Once } from './talk.tsx'
import { lessonHref } from './training.tsx'

export type InboxProps = {
  staff: AtDesk
  /** As shown: «کارشناس شعبه», «شعبهٔ یک قم». */
  role: string
  scope: string
  page: InboxPage
  wish: InboxWish
  nextHref: string | null
  search: { text: string; found: readonly InboxListed[] } | null
  notices: readonly Told[]
  leads: boolean
  noneLeft?: boolean
  /** What the reader has still to learn, and is not given requests about. */
  passedOver?: PassedOver | null
  /** So many of those wait in nobody's hand. Counted where nothing else was next in line. */
  keptBack?: number
  /** The tracking code of the request that was just worked on. */
  done?: string | null
}

/** /staff/requests */
export function Inbox(props: InboxProps) {
  const { staff, role, scope, page, wish, nextHref, search, notices, leads, noneLeft = false, done = null } = props
  const { passedOver = null, keptBack = 0 } = props
  return (
    <StaffPage title="درخواست‌های مردمی" staff={staff}>
      <h1>درخواست‌های مردمی</h1>
      <p class="soft">
        {role}، {scope}
      </p>
      {done === null ? null : (
        <Notice kind="success">
          <p>
            ثبت شد. <a href={`/staff/requests/${done}`}>درخواست {toPersianDigits(done)}</a>
          </p>
        </Notice>
      )}
      {noneLeft ? (
        <Notice>
          <p>درخواست آزاد دیگری در صف نیست{keptBack === 0 ? '' : ' که بتوانید به آن پاسخ بدهید'}.</p>
        </Notice>
      ) : null}
      {passedOver === null ? null : <ToLearnFirst documents={passedOver.documents} keptBack={keptBack} />}
      <Notices notices={notices} token={staff.token} />
      <div class="bar">
        <Counts page={page} wish={wish} />
        <DeskButton action="/staff/requests/next" token={staff.token} text="بعدی در نوبت" accesskey="n">
          <Once sent={{}} />
        </DeskButton>
      </div>
      <Filter page={page} wish={wish} text={search?.text ?? ''} />
      <p>
        <a class="stand" href="/staff/requests/archive">
          بایگانی درخواست‌ها
        </a>
        {leads ? (
          <>
            {' '}
            <a class="stand" href="/staff/requests/heads">
              دیرشدن‌ها، بار کاری و یکدستی پاسخ‌ها
            </a>
          </>
        ) : null}
      </p>
      {search === null ? (
        <RequestRows
          caption={wish.standing === undefined ? 'درخواست‌های باز' : STANDINGS[wish.standing]}
          rows={page.rows}
          empty="درخواستی در این فهرست نیست."
        />
      ) : (
        <>
          <h2>نتیجهٔ جست‌وجوی «{toPersianDigits(search.text)}»</h2>
          <RequestRows
            caption="درخواست‌ها"
            rows={search.found}
            empty="در میز شما درخواستی با این مشخصات پیدا نشد. با کد رهگیری، کد ملی، شماره همراه یا واژه‌های متن بجویید."
          />
          <p>
            <a class="stand" href="/staff/requests">
              بازگشت به درخواست‌ها
            </a>
          </p>
        </>
      )}
      <NextPage href={nextHref} />
      <Keys
        keys={[
          ['N', 'بعدی در نوبت'],
          ['S', 'جست‌وجو'],
          ['J', 'درخواست بعدی فهرست'],
          ['K', 'درخواست پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

const MOST_NAMED = 3

/** Why requests of some matters do not come to the reader, and what to do about it. */
function ToLearnFirst({ documents, keptBack }: { documents: PassedOver['documents']; keptBack: number }) {
  const more = documents.length - MOST_NAMED
  return (
    <Notice kind={keptBack > 0 ? 'warning' : 'info'}>
      <p>
        درخواست‌هایی که پاسخشان به این سندها استناد می‌کند با «بعدی در نوبت» به شما داده نمی‌شود، تا به سه پرسش کوتاه هر یک
        پاسخ دهید:{' '}
        {documents.slice(0, MOST_NAMED).map(({ documentId, title }, n) => (
          <>
            {n === 0 ? '' : '، '}
            <a key={documentId} href={lessonHref({ documentId, from: null })}>
              {title}
            </a>
          </>
        ))}
        {more > 0 ? (
          <>
            {' '}
            و <a href="/staff/training">{formatNumber(more)} سند دیگر</a>
          </>
        ) : null}
        .
        {keptBack === 0
          ? ''
          : ` اکنون ${keptBack >= MOST_COUNTED ? 'دست‌کم ' : ''}${formatNumber(keptBack)} درخواست آزاد از این دست در صف است.`}
      </p>
    </Notice>
  )
}

/** The address of the inbox with a wish. */
export function inboxHref({ kind, area, standing, holder, of }: InboxWish, after?: string): string {
  const query = new URLSearchParams({
    ...(kind === undefined ? {} : { kind }),
    ...(area === undefined ? {} : { area }),
    ...(standing === undefined ? {} : { standing }),
    ...(holder === undefined ? {} : { holder }),
    ...(of === undefined ? {} : { of }),
    ...(after === undefined ? {} : { after }),
  }).toString()
  return query === '' ? '/staff/requests' : `/staff/requests?${query}`
}

function Counts({ page: { counts }, wish }: { page: InboxPage; wish: InboxWish }) {
  const { kind, area } = wish
  const kept = { ...(kind === undefined ? {} : { kind }), ...(area === undefined ? {} : { area }) }
  const list = (standing: Standing, count: number | null) => ({
    text: STANDINGS[standing],
    count,
    href: inboxHref({ ...kept, standing }),
    on: wish.standing === standing,
  })
  const all = [
    {
      text: 'همهٔ بازها',
      count: counts.open,
      href: inboxHref(kept),
      on: wish.standing === undefined && wish.holder === undefined,
    },
    { text: 'در دست من', count: counts.mine, href: inboxHref({ ...kept, holder: 'mine' }), on: wish.holder === 'mine' },
    list('late', counts.late),
    list('due-today', counts.dueToday),
    list('on-time', counts.onTime),
    list('waiting', counts.waiting),
    list('done', null),
  ]
  return (
    <ul class="counts">
      {all.map(({ text, count, href, on }) => (
        <li key={text}>
          <a href={href} aria-current={on ? 'true' : undefined}>
            <span>{text}</span> <b>{countWords(count)}</b>
          </a>
        </li>
      ))}
    </ul>
  )
}

const countWords = (count: number | null): string =>
  count === null ? '…' : count > COUNTED ? `بیش از ${formatNumber(COUNTED)}` : formatNumber(count)

function Filter({ page: { kinds }, wish, text }: { page: InboxPage; wish: InboxWish; text: string }) {
  const select = (name: string, label: string, all: string, chosen: string, options: readonly [string, string][]) => (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{all}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value} selected={chosen === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
  const holders = { mine: 'در دست من', free: 'آزاد', absent: 'به جای همکار' }
  return (
    <form class="filter" method="get" action="/staff/requests" role="search" aria-label="درخواست‌ها و جست‌وجو">
      {wish.standing === undefined ? null : <input type="hidden" name="standing" value={wish.standing} />}
      <div class="field">
        <label for="q">جست‌وجو با کد رهگیری، کد ملی، همراه یا واژه‌ها</label>
        <input id="q" name="q" type="search" value={text} maxlength={120} accesskey="s" />
      </div>
      {select(
        'kind',
        'نوع',
        'همه',
        wish.kind ?? '',
        kinds.map((kind) => [kind, KINDS[kind]]),
      )}
      {select('area', 'موضوع', 'همه', wish.area ?? '', Object.entries(AREAS))}
      {select('holder', 'در دست', 'همه', wish.holder ?? '', Object.entries(holders))}
      <button type="submit" class="button second">
        نمایش
      </button>
    </form>
  )
}

/** What the ladder and colleagues have to say to the reader, with the way there. */
function Notices({ notices, token }: { notices: readonly Told[]; token: string }) {
  const [newest] = notices
  if (newest === undefined) return null
  return (
    <details class="tidings" open={notices.length <= 3}>
      <summary>{formatNumber(notices.length)} پیام تازه</summary>
      <ul class="cases" aria-label="پیام‌ها">
        {notices.map(({ noticeId, kind, at, body }) => {
          const code = typeof body['trackingCode'] === 'string' ? body['trackingCode'] : ''
          return (
            <li key={noticeId} class={kind === 'late' ? 'late' : undefined}>
              <a href={`/staff/requests/${code}`}>{NOTICES[kind as NoticeKind] ?? 'پیام'}</a>
              <span>
                درخواست <span dir="ltr">{toPersianDigits(code)}</span>
              </span>
              <span>{formatInstant(at.getTime(), 'long')}</span>
              <form method="post" action="/staff/requests/notices/seen">
                <input type="hidden" name="_csrf" value={token} />
                <input type="hidden" name="notice" value={noticeId} />
                <button type="submit" class="textlike">
                  دیدم<span class="sr"> پیام درخواست {toPersianDigits(code)}</span>
                </button>
              </form>
            </li>
          )
        })}
      </ul>
      <form method="post" action="/staff/requests/notices/seen">
        <input type="hidden" name="_csrf" value={token} />
        <input type="hidden" name="until" value={newest.at.getTime()} />
        <button type="submit" class="button second">
          همه را دیدم
        </button>
      </form>
    </details>
  )
}

/** Requests one under the other, each with the link to it. */
export function RequestRows(props: { caption: string; rows: readonly InboxListed[]; empty: string }) {
  const { caption, rows, empty } = props
  if (rows.length === 0)
    return (
      <EmptyState>
        <p>{empty}</p>
      </EmptyState>
    )
  return (
    <ul class="cases" aria-label={caption}>
      {rows.map((row) => (
        <li key={row.trackingCode} class={row.standing === 'late' ? 'late' : undefined}>
          <a href={`/staff/requests/${row.trackingCode}`}>{row.title}</a>
          <span>
            {KINDS[row.kind]}، {AREAS[row.area]}
            {row.channel === 'phone' ? '، تلفنی' : ''} <bdi dir="ltr">{toPersianDigits(row.trackingCode)}</bdi>
          </span>
          <span>
            <StandingTag row={row} />
          </span>
          <span>
            {row.open ? (
              <>
                تا <span class="nowrap">{formatJalali(tehranDate(row.dueAt.getTime() - 1), 'long')}</span>
                <br />
                <span class="soft">فوریت {formatNumber(row.promptness)}</span>
              </>
            ) : (
              <>رسید: {formatJalali(tehranDate(row.receivedAt.getTime()), 'long')}</>
            )}
          </span>
          <span>
            {row.name ?? 'بی‌نام'}
            <br />
            <span class="soft">{row.holderName === null ? 'آزاد' : `در دست ${row.holderName}`}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** In which list a request stands; of one that is done or waits, how. */
export function StandingTag({ row }: { row: Pick<InboxListed, 'standing' | 'state'> }) {
  const kind = STANDING_LOOKS[row.standing]
  const words =
    row.standing === 'done' || row.state === 'pending-approval' || row.state === 'sending'
      ? STATES[row.state].desk
      : STANDINGS[row.standing]
  return (
    <>
      {kind === undefined ? <Tag>{words}</Tag> : <Tag kind={kind}>{words}</Tag>}
      {row.standing === 'late' && words !== STANDINGS.late ? <Tag kind="warning">{STANDINGS.late}</Tag> : null}
    </>
  )
}
