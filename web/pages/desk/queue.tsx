import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { Listed, QueuePage, QueueWish } from '#app/staff/desk.ts'
import { staffRoles, type StaffRole } from '#app/staff/staff.ts'
import { getVersion, services } from '#services/all.ts'
import type { Load } from '#store/desk.ts'
import { EmptyState, Notice, Table, Tag } from '#web/components/parts.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { DeskButton, Keys, type AtDesk } from './frame.tsx'

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
  workload: readonly Load[] | null
  /** After «بعدی در نوبت», when there was none. */
  noneLeft?: boolean
  /** The tracking code of the case that was just worked on. */
  done?: string | null
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
  workload,
  noneLeft = false,
  done = null,
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
      {noneLeft ? (
        <Notice>
          <p>پروندهٔ آزاد دیگری در صف نیست.</p>
        </Notice>
      ) : null}
      {page === null ? null : <Counts page={page} />}
      <DeskButton action="/staff/next" token={staff.token} text="بعدی در نوبت" accesskey="n" />
      <Filter wish={wish} text={search?.text ?? ''} leads={workload !== null} />
      {search === null ? null : <Found {...search} />}
      {page === null ? null : <Rows caption="صف رسیدگی" rows={page.rows} empty="درخواستی در انتظار رسیدگی نیست." />}
      {nextHref === null ? null : (
        <p>
          <a class="button second" href={nextHref} rel="next">
            بعدی
          </a>
        </p>
      )}
      {workload === null ? null : <Workload rows={workload} />}
      <Keys
        keys={[
          ['N', 'بعدی در نوبت'],
          ['S', 'جست‌وجو'],
        ]}
      />
    </StaffPage>
  )
}

function Counts({ page: { counts } }: { page: QueuePage }) {
  const links = [
    { text: 'در انتظار', count: counts.waiting, href: '/staff' },
    { text: 'در دست من', count: counts.mine, href: '/staff?holder=mine' },
    { text: 'دیرکرد', count: counts.late, href: '/staff?late=yes' },
    { text: 'مهلت تا پایان امروز', count: counts.today, href: null },
  ]
  return (
    <ul class="chips">
      {links.map(({ text, count, href }) => {
        const words = `${text}: ${formatNumber(count)}`
        return <li key={text}>{href === null ? <Tag>{words}</Tag> : <a href={href}>{words}</a>}</li>
      })}
    </ul>
  )
}

function Filter({ wish, text, leads }: { wish: QueueWish; text: string; leads: boolean }) {
  const whose = { '': 'همه', mine: 'در دست من', free: 'آزاد', ...(leads ? { all: 'همهٔ کارهای واحد' } : {}) }
  const chosen = wish.all === true ? 'all' : (wish.holder ?? '')
  return (
    <form method="get" action="/staff" role="search" aria-label="صف و جست‌وجو">
      <div class="field">
        <label for="q">جست‌وجو</label>
        <p class="hint" id="q-hint">
          کد رهگیری، کد ملی یا نام متقاضی
        </p>
        <input id="q" name="q" type="search" value={text} maxlength={80} accesskey="s" aria-describedby="q-hint" />
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
        <a href="/staff">بازگشت به صف</a>
      </p>
    </>
  )
}

/** Applications in a table, each with the link to its case. */
export function Rows({ caption, rows, empty }: { caption: string; rows: readonly Listed[]; empty: string }) {
  if (rows.length === 0)
    return (
      <EmptyState>
        <p>{empty}</p>
      </EmptyState>
    )
  return (
    <Table
      caption={caption}
      head={['کد رهگیری', 'متقاضی', 'خدمت', 'وضعیت', 'مهلت', 'در دست']}
      rows={rows.map((row) => {
        const service = getVersion(row.service, row.version)
        return [
          <a href={`/staff/cases/${row.trackingCode}`}>
            <bdi dir="ltr">{toPersianDigits(row.trackingCode)}</bdi>
          </a>,
          row.name,
          service.title,
          service.flow.states[row.state]?.title ?? '',
          <Due at={row.dueAt} late={row.late} />,
          row.holderName ?? '—',
        ]
      })}
    />
  )
}

/** Until when, in Jalali, marked when it is over. */
export function Due({ at, late }: { at: Date | null; late: boolean }) {
  if (at === null) return <>—</>
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

function Workload({ rows }: { rows: readonly Load[] }) {
  return (
    <>
      <h2>بار کاری همکاران</h2>
      <Table
        caption="در دست هر همکار"
        head={['همکار', 'نقش', 'در دست', 'دیرکرد', 'نزدیک‌ترین مهلت']}
        rows={rows.map(({ staffId, name, role, inHand, late, nextDue }) => [
          inHand === 0 ? name : <a href={`/staff?of=${staffId}`}>{name}</a>,
          staffRoles[role as StaffRole],
          formatNumber(inHand),
          formatNumber(late),
          <Due at={nextDue} late={late > 0} />,
        ])}
      />
    </>
  )
}
