import type { ComponentChildren } from 'preact'
import { formatInstant, formatJalali } from '#kernel/dates.ts'
import { AREAS, CAUSES, CHANNELS, KINDS, answerClock, type Ask } from '#kernel/request/request.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { STATES } from '#kernel/request/states.ts'
import { formatNumber, isolate, toPersianDigits } from '#kernel/text.ts'
import type { RequestAtDesk } from '#app/requests/at-desk.ts'
import { ErrorSummary } from '#web/components/form.tsx'
import { EmptyState, Notice, Tag } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { DeadlineReceipt } from '#web/pages/request/deadline.tsx'
import { StaffPage } from '#web/pages/staff.tsx'
import { DeskButton, Keys, type AtDesk } from './frame.tsx'
import { Rows } from './queue.tsx'
import { RequestMoves } from './request-moves.tsx'
import { byName, eventWords, HOW, placeName } from './request-words.ts'
import { RequestRows, StandingTag } from './requests.tsx'
import { Once, type Typed } from './talk.tsx'
import { lessonHref } from './training.tsx'

export type RequestProps = {
  staff: AtDesk
  of: RequestAtDesk
  /** What was sent and not done, so that nothing typed is lost. */
  typed?: Typed | null
  errors?: readonly FieldError[]
}

/** /staff/requests/:code */
export function RequestPage(props: RequestProps) {
  const { staff, of, typed = null, errors = [] } = props
  const { request, readers } = of
  return (
    <StaffPage title={`${KINDS[request.kind]}، ${toPersianDigits(of.row.trackingCode)}`} errors={errors} staff={staff}>
      <p>
        <a class="back" href="/staff/requests">
          بازگشت به درخواست‌ها
        </a>
      </p>
      <h1>{request.title}</h1>
      <ErrorSummary errors={errors} />
      <Head of={of} />
      {readers.length === 0 ? null : (
        <Notice kind="warning">
          <p>{readers.join('، ')} همین حالا این درخواست را باز دارد. پیش از نوشتن پاسخ با هم هماهنگ شوید.</p>
        </Notice>
      )}
      <Leaving staff={staff} of={of} />
      <div class="split answering">
        <div>
          <Text of={of} />
          <Draft of={of} />
        </div>
        <RequestMoves staff={staff} of={of} typed={typed} errors={errors} />
        <div>
          <Candidates of={of} />
          <Notes of={of} />
          <Clock of={of} />
          <History of={of} />
          <Timeline of={of} />
        </div>
      </div>
      <Keys
        keys={[
          ['C', 'برداشتن درخواست'],
          ['A', 'پاسخ از پاسخ‌های تأییدشده'],
          ['O', 'پاسخ با متن خودم'],
          ['Y', 'تأیید پاسخ همکار'],
          ['U', 'لغو ارسال'],
          ['Q', 'پرسش از شهروند'],
          ['G', 'سپردن به همکار'],
          ['M', 'یادداشت'],
        ]}
      />
    </StaffPage>
  )
}

/** Who asks what, until when, and how prompt the answer ought to be. */
function Head({ of }: { of: RequestAtDesk }) {
  const { request, row, person } = of
  const rows: { label: string; value: ComponentChildren }[] = [
    { label: 'نوع و موضوع', value: `${KINDS[request.kind]}، ${AREAS[request.area]}` },
    { label: 'از', value: askerOf(of) },
    ...(person === null ? [] : [{ label: 'کد ملی', value: <bdi dir="ltr">{toPersianDigits(person.number)}</bdi> }]),
    { label: 'کد رهگیری', value: <bdi dir="ltr">{toPersianDigits(row.trackingCode)}</bdi> },
    {
      label: 'وضعیت',
      value: (
        <>
          {STATES[request.state].desk} <StandingTag row={{ standing: of.standing, state: 'in-progress' }} />
        </>
      ),
    },
    { label: 'مهلت پاسخ', value: dueWords(of) },
    { label: 'فوریت', value: `${formatNumber(request.promptness)} از ۲۷` },
    { label: 'در دست', value: holderWords(of) },
    { label: 'جای رسیدگی', value: placeName(request, of) },
    { label: 'از راه', value: CHANNELS[request.channel] },
  ]
  if (request.aboutBranch !== null)
    rows.push({ label: 'دربارهٔ', value: of.branchNames.get(request.aboutBranch) ?? 'یک شعبه' })
  if (request.cycle > 1) rows.push({ label: 'دوباره باز شده', value: `${formatNumber(request.cycle - 1)} بار` })
  return (
    <dl class="head">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function askerOf({ request, person }: RequestAtDesk): string {
  if (request.anonymous) return 'گزارش‌دهندهٔ ناشناس'
  if (request.contact !== null) return `${request.contact.name} (بدون حساب)`
  return person === null ? 'شهروند' : `${person.firstName} ${person.lastName}`
}

function dueWords({ request }: RequestAtDesk): string {
  const clock = answerClock(request)
  if (clock === null) return 'ندارد'
  if (clock.pausedAt !== null) return 'ایستاده، تا شهروند پاسخ دهد'
  return formatInstant(clock.dueAt, 'weekday')
}

function holderWords({ request: { holder }, names, clerk }: RequestAtDesk): string {
  if (holder === null) return 'آزاد'
  return holder === clerk.staffId ? 'شما' : (names.get(holder) ?? 'همکار')
}

/** While the fifteen seconds run: when it goes out, and the way to take it back. */
function Leaving({ staff, of: { request, row, may } }: RequestProps) {
  if (request.state !== 'sending' || request.sendingAt === null) return null
  return (
    <Notice kind="success" title="پاسخ در حال فرستادن است">
      <p>
        تا پانزده ثانیه پس از فشردن دکمهٔ ارسال می‌توانید آن را لغو کنید. پس از آن پاسخ به دست شهروند می‌رسد و مهلت
        می‌ایستد.
      </p>
      {may.undo ? (
        <DeskButton
          action={`/staff/requests/${row.trackingCode}/undo`}
          token={staff.token}
          text="لغو ارسال"
          accesskey="u"
        >
          <Once sent={{}} />
        </DeskButton>
      ) : null}
    </Notice>
  )
}

/** What the person wrote, first and since, what we asked and what was answered. */
function Text({ of }: { of: RequestAtDesk }) {
  const { events, names } = of
  return (
    <section>
      <h2>گفت‌وگو با شهروند</h2>
      {events.map((event, n) => (
        <Said key={n} event={event} of={of} asker={byName(event.by, names)} />
      ))}
    </section>
  )
}

function Said({ event, of, asker }: { event: RequestEvent; of: RequestAtDesk; asker: string }) {
  const { names, request } = of
  switch (event.kind) {
    case 'received':
      return (
        <Words who="شهروند" at={event.at} text={event.body}>
          {event.by.role === 'citizen' ? null : <Tag>ثبت از سوی {asker}</Tag>}
          <Files files={event.files} of={of} />
        </Words>
      )
    case 'wrote':
      return (
        <Words who="شهروند" at={event.at} text={event.text}>
          <Files files={event.files} of={of} />
        </Words>
      )
    case 'asked': {
      const ask = request.asks.find((one) => one.at === event.at)
      return (
        <Words who={`پرسش ${byName(event.by, names)} از شهروند`} at={event.at} text={event.text} answer>
          {ask === undefined ? null : <Tag>{askState(ask)}</Tag>}
        </Words>
      )
    }
    case 'reopened':
      return <Words who="شهروند دوباره باز کرد" at={event.at} text={event.reason} />
    case 'rated':
      return event.text === '' ? null : <Words who="نظر شهروند" at={event.at} text={event.text} />
    case 'sent': {
      const given = request.answers.find((one) => one.at === event.at)
      return (
        <Words
          who={`پاسخ ${given === undefined ? '' : (names.get(given.author) ?? '')}`}
          at={event.at}
          text={event.text}
          answer
        >
          {given === undefined ? null : <Tag kind="success">{HOW[given.how]}</Tag>}
        </Words>
      )
    }
    case 'corrected':
      return <Words who="اصلاح پاسخ" at={event.at} text={event.text} answer />
    default:
      return null
  }
}

const askState = ({ gotAt, endedAt, reply }: Ask): string => {
  if (reply !== null) return 'پاسخ داد'
  if (endedAt !== null) return 'بی‌پاسخ ماند'
  return gotAt === null ? 'رسیدنش هنوز معلوم نیست؛ مهلت ما می‌گذرد' : 'رسیده است؛ مهلت ما ایستاده'
}

type WordsProps = { who: string; at: number; text: string; answer?: boolean; children?: ComponentChildren }

function Words({ who, at, text, answer = false, children }: WordsProps) {
  return (
    <div class={answer ? 'talk answer' : 'talk'}>
      <p class="soft">
        {who}، {formatInstant(at, 'long')}
      </p>
      <p class="lines">{toPersianDigits(text)}</p>
      {children}
    </div>
  )
}

type Sent = Extract<RequestEvent, { kind: 'received' }>['files']

/** A picture opens in the viewer of the page, where there is a script; else, as a PDF always, in a page of its own. */
function Files({ files, of: { row, safety } }: { files: Sent; of: RequestAtDesk }) {
  if (files.length === 0) return null
  return (
    <ul class="papers">
      {files.map(({ id, name, type }) => (
        <li key={id}>
          <a
            class="stand"
            href={`/staff/requests/${row.trackingCode}/files/${id}`}
            target="_blank"
            rel="noopener"
            data-view={type.startsWith('image/') ? 'پیوست' : undefined}
          >
            {isolate(name)}
          </a>{' '}
          <span class="soft">{safety.get(id)}</span>
        </li>
      ))}
    </ul>
  )
}

/** What would go out, for whoever approves it. */
function Draft({ of: { request, names } }: { of: RequestAtDesk }) {
  if (request.draft === null) return null
  const { draft, author, at } = request.draft
  return (
    <section>
      <h2>پیش‌نویس پاسخ</h2>
      <div class="talk answer">
        <p class="soft">
          {names.get(author) ?? 'همکار'}، {formatInstant(at, 'long')} <Tag>{HOW[draft.how]}</Tag>
        </p>
        <p class="lines">{toPersianDigits(draft.text)}</p>
      </div>
      {draft.how === 'own' && draft.reason !== '' ? (
        <p>
          <b>چرا نه پاسخ تأییدشده:</b> {draft.reason}
        </p>
      ) : null}
      {'articles' in draft ? (
        <p>
          <b>به استناد:</b> مادهٔ {draft.articles.map((one) => toPersianDigits(one)).join('، ')} قانون انتشار و دسترسی
          آزاد به اطلاعات
        </p>
      ) : null}
    </section>
  )
}

/** The organisation's questions most like this one, each leading to its answer. */
function Candidates({ of: { candidates, linked, toLearn, row, may } }: { of: RequestAtDesk }) {
  return (
    <section>
      <h2>پرسش‌های نزدیک</h2>
      {linked === null ? null : (
        <p>
          این درخواست را همان پرسش «{linked.canonical}» دانسته‌اند. <Tag kind="success">پیوند خورده</Tag>
        </p>
      )}
      {toLearn.length === 0 ? null : (
        <Notice kind="warning">
          <p>
            پاسخ این پرسش به سندی استناد می‌کند که پرسش‌های کوتاهش را هنوز نگذرانده‌اید:{' '}
            {toLearn.map(({ documentId, title }, n) => (
              <>
                {n === 0 ? '' : '، '}
                <a key={documentId} href={lessonHref({ documentId, from: null }, row.trackingCode)}>
                  {title}
                </a>
              </>
            ))}
            . تا آن وقت نمی‌توانید پاسخ تأییدشده را بفرستید.
          </p>
        </Notice>
      )}
      {candidates.length === 0 ? (
        <EmptyState>
          <p>پرسشی مانند این درخواست پیدا نشد. پاسخ را با متن خود بنویسید تا همکار دیگری تأیید کند.</p>
        </EmptyState>
      ) : (
        <ul class="listing">
          {candidates.map(({ questionId, canonical, facts }) => (
            <li key={questionId}>
              <a
                href={
                  may.draft
                    ? `/staff/requests/${row.trackingCode}/answer?question=${questionId}`
                    : `/questions/${questionId}`
                }
              >
                {canonical}
              </a>
              {facts.length === 0 ? null : (
                <p>پاسخ به {facts.map(({ label }) => `«${label}»`).join(' و ')} بستگی دارد.</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Notes({ of: { events, names } }: { of: RequestAtDesk }) {
  const notes = events.flatMap((event): { event: RequestEvent; text: string }[] => {
    if (event.kind === 'noted') return [{ event, text: event.text }]
    if (event.kind !== 'handed' || event.note === '') return []
    return [{ event, text: `به ${names.get(event.to) ?? 'همکار'} سپرد: ${event.note}` }]
  })
  if (notes.length === 0) return null
  return (
    <section>
      <h2>یادداشت‌های همکاران</h2>
      {notes.map(({ event, text }, n) => (
        <Words key={n} who={byName(event.by, names)} at={event.at} text={text} />
      ))}
    </section>
  )
}

/** How the deadline was counted, what stopped it, whether it was kept, and why it is as prompt as it is. */
function Clock({ of }: { of: RequestAtDesk }) {
  const { request, days, breaches, promptness, policy, pausesLeft } = of
  const clock = request.clocks.findLast(({ kind }) => kind === 'answer')!
  const { nature, urgency, necessity, words } = promptness
  return (
    <section>
      <h2>مهلت و فوریت</h2>
      <p>
        {policy.pausable
          ? `مهلت فقط وقتی می‌ایستد که پرسش ما به دست شهروند رسیده باشد؛ ${pausesLeft === 0 ? 'دیگر نمی‌ایستد.' : `هنوز ${formatNumber(pausesLeft)} بار.`}`
          : 'مهلت درخواست اطلاعات به هیچ دلیل نمی‌ایستد.'}
      </p>
      {breaches.map(({ cycle, at, cause }) => (
        <Notice key={cycle} kind="warning">
          <p>
            مهلت دور {formatNumber(cycle)} گذشت ({formatInstant(at.getTime(), 'long')}). دلیل:{' '}
            {cause === null ? 'هنوز ثبت نشده است' : CAUSES[cause]}.
          </p>
        </Notice>
      ))}
      <DeadlineReceipt days={days} limit={policy} />
      {clock.pauses.map(([from, until]) => (
        <p key={from} class="soft">
          از {formatInstant(from, 'long')} تا {formatInstant(until, 'long')} منتظر شهروند بودیم و مهلت ایستاده بود.
        </p>
      ))}
      <details>
        <summary>چرا این فوریت؟</summary>
        <p>
          به قاعده: ماهیت {formatNumber(nature)} ({KINDS[request.kind]}) × فوریت {formatNumber(urgency)}
          {words.length === 0 ? '' : ` (${words.map((word) => `«${word}»`).join('، ')})`} × ضرورت{' '}
          {formatNumber(necessity)} ({AREAS[request.area]}) = {formatNumber(promptness.value)}
          {promptness.value === request.promptness ? '' : `؛ همکاران آن را ${formatNumber(request.promptness)} کرده‌اند`}
          .
        </p>
        <p class="soft">فوریت ترتیب صف را می‌چیند و مهلت را جابه‌جا نمی‌کند.</p>
      </details>
    </section>
  )
}

/** All that the same person has with us, as far as the reader may see it. */
function History({ of: { requests, applications, person, request } }: { of: RequestAtDesk }) {
  if (request.anonymous) return null
  return (
    <section>
      <h2>پیشینهٔ این شهروند</h2>
      {person === null ? null : (
        <p class="soft">
          {person.firstName} {person.lastName}، تولد {formatJalali(person.birthDate, 'long')}
        </p>
      )}
      <h3>درخواست‌ها و تماس‌ها</h3>
      <RequestRows caption="درخواست‌ها و تماس‌ها" rows={requests} empty="در میز شما درخواست دیگری از این شهروند نیست." />
      {person === null ? null : (
        <>
          <h3>خدمات</h3>
          <Rows caption="خدمات" rows={applications} empty="در میز شما پروندهٔ خدمتی از این شهروند نیست." />
        </>
      )}
    </section>
  )
}

function Timeline({ of }: { of: RequestAtDesk }) {
  return (
    <>
      <h2>گردش کار</h2>
      <details>
        <summary>{formatNumber(of.events.length)} رویداد</summary>
        <ol>
          {of.events.toReversed().map((event, n) => (
            <li key={n}>
              <b>{byName(event.by, of.names)}</b>: {toPersianDigits(eventWords(event, of))}{' '}
              <span class="soft">{formatInstant(event.at, 'long')}</span>
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}
