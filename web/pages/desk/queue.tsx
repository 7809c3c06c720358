import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { KnowledgeTidings } from '#app/answers/desk.ts'
import type { Listed, QueuePage, QueueWish } from '#app/staff/desk.ts'
import { getVersion, services } from '#services/all.ts'
import { EmptyState, Notice, Tag } from '#web/components/parts.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { DeskButton, Keys, Tidings, type AtDesk } from './frame.tsx'
import { stateName } from './words.ts'

export type QueueProps = {
  staff: AtDesk
  /** As shown: «کارشناس شعبه», «شعبهٔ یک قم». */
  role: string
  scope: string
  /** Null when something was searched for. */
  page: QueuePage | null
  wish: QueueWish
  /** The address of the next page. */
  nextHref: string | null
  search: { text: string; found: readonly Listed[] } | null
  /** A supervisor also sees what waits for others. */
  leads?: boolean
  /** After «بعدی در نوبت», when there was none. */
  noneLeft?: boolean
  /** The tracking code of the case that was just worked on. */
  done?: string | null
  /** What waits for the reader in training and answers; null: not told here. */
  tidings?: KnowledgeTidings | null
}

/** /staff */
export function Queue({
  staff,
  role,
  scope,
  page,
  wish,
  nextHref,
  search,
  leads = false,
  noneLeft = false,
  done = null,
  tidings = null,
}: QueueProps) {
  return (
    <StaffPage title="کارهای من" staff={staff}>
      <h1>کارهای من</h1>
      <p class="soft">
        {role}، {scope}
      </p>
      {done === null ? null : (
        <Notice kind="success">
          <p>
            ثبت شد. <a href={`/staff/cases/${done}`}>پروندهٔ {toPersianDigits(done)}</a>
          </p>
        </Notice>
      )}
      {tidings === null ? null : <Tidings tidings={tidings} />}
      {noneLeft ? (
        <Notice>
          <p>پروندهٔ آزاد دیگری در صف نیست.</p>
        </Notice>
      ) : null}
      <div class="bar">
        {page === null ? null : <Counts page={page} wish={wish} />}
        <DeskButton action="/staff/next" token={staff.token} text="بعدی در نوبت" accesskey="n" />
      </div>
      <Filter wish={wish} text={search?.text ?? ''} leads={leads} />
      {search === null ? null : <Found {...search} />}
      {page === null ? null : <Rows caption="صف رسیدگی" rows={page.rows} empty="درخواستی در انتظار رسیدگی نیست." />}
      {nextHref === null ? null : (
        <p>
          <a class="button second" href={nextHref} rel="next">
            بعدی
          </a>
        </p>
      )}
      <Keys
        keys={[
          ['N', 'بعدی در نوبت'],
          ['S', 'جست‌وجو'],
          ['J', 'پروندهٔ بعدی فهرست'],
          ['K', 'پروندهٔ پیشین فهرست'],
        ]}
      />
    </StaffPage>
  )
}

function Counts({ page: { counts }, wish }: { page: QueuePage; wish: QueueWish }) {
  const { waiting, mine, absent, late, today, questions } = counts
  const all = [
    { text: 'در انتظار', count: waiting, href: '/staff', on: wish.holder === undefined && wish.late !== true },
    { text: 'در دست من', count: mine, href: '/staff?holder=mine', on: wish.holder === 'mine' },
    ...(absent === 0
      ? []
      : [{ text: 'به جای همکار', count: absent, href: '/staff?holder=absent', on: wish.holder === 'absent' }]),
    { text: 'دیرکرد', count: late, href: '/staff?late=yes', on: wish.late === true },
    { text: 'مهلت تا پایان امروز', count: today, href: null, on: false },
    ...(questions === 0 ? [] : [{ text: 'پرسش همکاران', count: questions, href: '/staff/questions', on: false }]),
  ]
  return (
    <ul class="counts">
      {all.map(({ text, count, href, on }) => {
        const words = (
          <>
            <span>{text}</span> <b>{formatNumber(count)}</b>
          </>
        )
        return (
          <li key={text}>
            {href === null ? (
              <span>{words}</span>
            ) : (
              <a href={href} aria-current={on ? 'true' : undefined}>
                {words}
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Filter({ wish, text, leads }: { wish: QueueWish; text: string; leads: boolean }) {
  const whose = {
    '': 'همه',
    mine: 'در دست من',
    free: 'آزاد',
    absent: 'به جای همکار',
    ...(leads ? { all: 'همهٔ کارهای واحد' } : {}),
  }
  const chosen = wish.all === true ? 'all' : (wish.holder ?? '')
  return (
    <form class="filter" method="get" action="/staff" role="search" aria-label="صف و جست‌وجو">
      <div class="field">
        <label for="q">جست‌وجو با کد رهگیری، کد ملی یا نام</label>
        <input id="q" name="q" type="search" value={text} maxlength={80} accesskey="s" />
      </div>
      <div class="field">
        <label for="service">خدمت</label>
        <select id="service" name="service">
          <option value="">همهٔ خدمت‌ها</option>
          {services.map(({ id, title }) => (
            <option key={id} value={id} selected={wish.service === id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="holder">در دست</label>
        <select id="holder" name="holder">
          {Object.entries(whose).map(([value, words]) => (
            <option key={value} value={value} selected={chosen === value}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <label class="tick">
        <input type="checkbox" name="late" value="yes" checked={wish.late === true} />
        فقط دیرکرد
      </label>
      <button type="submit" class="button second">
        نمایش
      </button>
    </form>
  )
}

function Found({ text, found }: { text: string; found: readonly Listed[] }) {
  return (
    <>
      <h2>نتیجهٔ جست‌وجوی «{toPersianDigits(text)}»</h2>
      <Rows caption="پرونده‌ها" rows={found} empty="در میز شما پرونده‌ای با این مشخصات پیدا نشد." />
      <p>
        <a class="stand" href="/staff">
          بازگشت به صف
        </a>
      </p>
    </>
  )
}

/** Applications one under the other, each with the link to its case. */
export function Rows({ caption, rows, empty }: { caption: string; rows: readonly Listed[]; empty: string }) {
  if (rows.length === 0)
    return (
      <EmptyState>
        <p>{empty}</p>
      </EmptyState>
    )
  return (
    <ul class="cases" aria-label={caption}>
      {rows.map((row) => {
        const service = getVersion(row.service, row.version)
        return (
          <li key={row.trackingCode} class={row.late ? 'late' : undefined}>
            <a href={`/staff/cases/${row.trackingCode}`}>{row.name}</a>
            <span>
              {service.title} <bdi dir="ltr">{toPersianDigits(row.trackingCode)}</bdi>
            </span>
            <span>
              <Tag>{stateName(service, row.state)}</Tag>
            </span>
            <span>
              <Due at={row.dueAt} late={row.late} />
            </span>
            <span>{row.holderName === null ? 'آزاد' : `در دست ${row.holderName}`}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** Until when, in Jalali, marked when it is over. */
export function Due({ at, late }: { at: Date | null; late: boolean }) {
  if (at === null) return <>بی‌مهلت</>
  return (
    <>
      <span class="nowrap">{formatJalali(tehranDate(at.getTime()), 'long')}</span>
      {late ? (
        <>
          {' '}
          <Tag kind="warning">دیرکرد</Tag>
        </>
      ) : null}
    </>
  )
}
