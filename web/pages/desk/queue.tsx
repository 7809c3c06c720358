import { randomUUID } from 'node:crypto'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { KnowledgeTidings } from '#app/answers/desk.ts'
import type { VNode } from 'preact'
import type { Listed, QueuePage, QueueWish } from '#app/staff/desk.ts'
import type { QueueCounts } from '#store/queue.ts'
import { getVersion, services } from '#services/all.ts'
import { EmptyState, Notice, Tag } from '#web/components/parts.tsx'
import { frame, shared } from '#web/look/constant.ts'
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
  const fill = {
    role,
    scope,
    done: done === null ? null : <Done code={done} />,
    tidings: tidings === null ? null : <Tidings tidings={tidings} />,
    counts: page === null ? null : counts({ items: countItems(page.counts, wish) }),
    token: staff.token,
    once: randomUUID(),
    filter: <Filter wish={wish} text={search?.text ?? ''} leads={leads} />,
    search: search === null ? null : <Found {...search} />,
    rows: page === null ? null : queueRows(page.rows),
    next: nextHref,
  }
  return (
    <StaffPage title="کارهای من" staff={staff}>
      {work(fill, noneLeft, nextHref !== null)}
    </StaffPage>
  )
}

type WorkHole =
  | 'role'
  | 'scope'
  | 'done'
  | 'tidings'
  | 'counts'
  | 'token'
  | 'once'
  | 'filter'
  | 'search'
  | 'rows'
  | 'next'

const work = frame((hole: (name: WorkHole) => string, noneLeft: boolean, more: boolean) => (
  <>
    <h1>کارهای من</h1>
    <p class="soft">
      {hole('role')}، {hole('scope')}
    </p>
    {hole('done')}
    {hole('tidings')}
    {noneLeft ? (
      <Notice>
        <p>پروندهٔ آزاد دیگری در صف نیست.</p>
      </Notice>
    ) : null}
    <div class="bar">
      {hole('counts')}
      <DeskButton action="/staff/next" token={hole('token')} text="بعدی در نوبت" accesskey="n">
        <input type="hidden" name="once" value={hole('once')} />
      </DeskButton>
    </div>
    {hole('filter')}
    {hole('search')}
    {hole('rows')}
    {more ? (
      <p>
        <a class="button second" href={hole('next')} rel="next">
          بعدی
        </a>
      </p>
    ) : null}
    <Keys
      keys={[
        ['N', 'بعدی در نوبت'],
        ['S', 'جست‌وجو'],
        ['J', 'پروندهٔ بعدی فهرست'],
        ['K', 'پروندهٔ پیشین فهرست'],
      ]}
    />
  </>
))

function Done({ code }: { code: string }) {
  return (
    <Notice kind="success">
      <p>
        ثبت شد. <a href={`/staff/cases/${code}`}>پروندهٔ {toPersianDigits(code)}</a>
      </p>
    </Notice>
  )
}

const counts = frame((hole: (name: 'items') => string) => <ul class="counts">{hole('items')}</ul>)

function countItems({ waiting, mine, absent, late, today, questions }: QueueCounts, wish: QueueWish): VNode[] {
  const item = (count: number, of: keyof typeof COUNTED, on: boolean) =>
    countItem({ count: formatNumber(count) }, of, on)
  return [
    item(waiting, 'waiting', wish.holder === undefined && wish.late !== true),
    item(mine, 'mine', wish.holder === 'mine'),
    ...(absent === 0 ? [] : [item(absent, 'absent', wish.holder === 'absent')]),
    item(late, 'late', wish.late === true),
    item(today, 'today', false),
    ...(questions === 0 ? [] : [item(questions, 'questions', false)]),
  ]
}

const COUNTED = {
  waiting: { text: 'در انتظار', href: '/staff' },
  mine: { text: 'در دست من', href: '/staff?holder=mine' },
  absent: { text: 'به جای همکار', href: '/staff?holder=absent' },
  late: { text: 'دیرکرد', href: '/staff?late=yes' },
  today: { text: 'مهلت تا پایان امروز', href: null },
  questions: { text: 'پرسش همکاران', href: '/staff/questions' },
} as const

const countItem = frame((hole: (name: 'count') => string, of: keyof typeof COUNTED, on: boolean) => {
  const { text, href } = COUNTED[of]
  const words = (
    <>
      <span>{text}</span> <b>{hole('count')}</b>
    </>
  )
  return (
    <li>
      {href === null ? (
        <span>{words}</span>
      ) : (
        <a href={href} aria-current={on ? 'true' : undefined}>
          {words}
        </a>
      )}
    </li>
  )
})

function Filter({ wish, text, leads }: { wish: QueueWish; text: string; leads: boolean }) {
  const service = services.find(({ id }) => id === wish.service)?.id
  const holder = wish.all === true ? 'all' : (wish.holder ?? '')
  return filter({ text }, service, holder, wish.late === true, leads)
}

const filter = frame(
  (
    hole: (name: 'text') => string,
    service: string | undefined,
    holder: 'all' | 'mine' | 'free' | 'absent' | '',
    late: boolean,
    leads: boolean,
  ) => {
    const whose = {
      '': 'همه',
      mine: 'در دست من',
      free: 'آزاد',
      absent: 'به جای همکار',
      ...(leads ? { all: 'همهٔ کارهای واحد' } : {}),
    }
    return (
      <form class="filter" method="get" action="/staff" role="search" aria-label="صف و جست‌وجو">
        <div class="field">
          <label for="q">جست‌وجو با کد رهگیری، کد ملی یا نام</label>
          <input id="q" name="q" type="search" value={hole('text')} maxlength={80} accesskey="s" />
        </div>
        <div class="field">
          <label for="service">خدمت</label>
          <select id="service" name="service">
            <option value="">همهٔ خدمت‌ها</option>
            {services.map(({ id, title }) => (
              <option key={id} value={id} selected={service === id}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="holder">در دست</label>
          <select id="holder" name="holder">
            {Object.entries(whose).map(([value, words]) => (
              <option key={value} value={value} selected={holder === value}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <label class="tick">
          <input type="checkbox" name="late" value="yes" checked={late} />
          فقط دیرکرد
        </label>
        <button type="submit" class="button second">
          نمایش
        </button>
      </form>
    )
  },
)

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

/** All at the desks of a branch are shown the same. */
const queueRows = shared((rows: readonly Listed[]) => (
  <Rows caption="صف رسیدگی" rows={rows} empty="درخواستی در انتظار رسیدگی نیست." />
))

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
      {rows.map(caseLine)}
    </ul>
  )
}

function caseLine({ service: id, version, trackingCode, name, state, dueAt, late, holderName }: Listed): VNode {
  const service = getVersion(id, version)
  const fill = {
    code: trackingCode,
    shownCode: toPersianDigits(trackingCode),
    name,
    title: service.title,
    state: stateName(service, state),
    due: dueAt === null ? undefined : formatJalali(tehranDate(dueAt.getTime()), 'long'),
    holder: holderName ?? undefined,
  }
  return line(fill, dueAt !== null, late, holderName !== null)
}

type LineHole = 'code' | 'shownCode' | 'name' | 'title' | 'state' | 'due' | 'holder'

const line = frame((hole: (name: LineHole) => string, limited: boolean, late: boolean, held: boolean) => (
  <li class={late ? 'late' : undefined}>
    <a href={`/staff/cases/${hole('code')}`}>{hole('name')}</a>
    <span>
      {hole('title')} <bdi dir="ltr">{hole('shownCode')}</bdi>
    </span>
    <span>
      <Tag>{hole('state')}</Tag>
    </span>
    <span>{limited ? <DueText text={hole('due')} late={late} /> : 'بی‌مهلت'}</span>
    <span>{held ? `در دست ${hole('holder')}` : 'آزاد'}</span>
  </li>
))

/** Until when, in Jalali, marked when it is over. */
export function Due({ at, late }: { at: Date | null; late: boolean }) {
  return at === null ? <>بی‌مهلت</> : <DueText text={formatJalali(tehranDate(at.getTime()), 'long')} late={late} />
}

function DueText({ text, late }: { text: string; late: boolean }) {
  return (
    <>
      <span class="nowrap">{text}</span>
      {late ? (
        <>
          {' '}
          <Tag kind="warning">دیرکرد</Tag>
        </>
      ) : null}
    </>
  )
}
