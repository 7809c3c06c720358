import { NotCertain } from '#web/pages/request/deadline.tsx'
import { formatJalali } from '#kernel/dates.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { permitted } from '#kernel/service/permitted.ts'
import { askedHere } from '#kernel/steps/later-documents.ts'
import { countedDays } from '#kernel/working-time/due.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { ActionButton } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { LinkButton, Notice, Table, TrackingCode } from '#web/components/parts.tsx'
import { SheetView } from '#web/components/sheet.tsx'
import type { Shell } from '#web/components/shell.ts'
import { Facts } from './facts.tsx'
import { addressOf, nextAddress, pageOf, sheetOfSent, type Opened } from './opened.ts'
import type { FormKeys } from './page.tsx'
import { CertificateList, ownHref, type CertificateLine } from '#web/pages/certificate/mine.tsx'
import { Payouts, type PayoutShown } from './payouts.tsx'
import { Answers, Papers } from './review.tsx'
import { ROLE_NAMES, TURN_WORDS, dayWords, moveWords, promisedWords, when } from './words.ts'

/** /applications/ID: where it stands, what comes next, and all that happened. */
export function StatusPage(
  props: FormKeys & {
    shell: Shell
    opened: Opened
    sent?: boolean
    certificates?: readonly CertificateLine[]
    payouts?: readonly PayoutShown[]
  },
) {
  const { shell, opened, token, formKey, sent = false, certificates = [], payouts = [] } = props
  const { service, application, moment, trackingCode } = opened
  const state = service.flow.states[application.state]!
  const moves = permitted(service, application, { role: 'citizen', id: '' }, moment).moves
  const may = (name: string) => moves.some(({ move, allowed }) => move === `citizen:${name}` && allowed)
  return (
    <Page shell={shell} title={service.title} back="/applications" narrow>
      <h1>{service.title}</h1>
      {sent && state.clock === 'organisation' ? (
        <Notice kind="success" title="درخواست شما به شعبه رسید">
          <p>کد رهگیری پیامک می‌شود. از این‌جا به بعد نوبت سازمان است و لازم نیست کاری بکنید.</p>
        </Notice>
      ) : null}
      <TrackingCode code={trackingCode} />
      <p class="lead">
        وضعیت: <b>{state.title}</b>
        {state.clock === undefined ? null : `؛ ${TURN_WORDS[state.clock]}.`}
      </p>
      <PromisedDay opened={opened} />
      {state.clock === 'citizen' ? (
        <>
          <Corrections opened={opened} />
          <AskedNow opened={opened} />
          <div class="actions">
            <LinkButton href={nextAddress(opened)}>ادامهٔ درخواست</LinkButton>
          </div>
        </>
      ) : null}
      <Rejection opened={opened} />
      <SheetView sheet={sheetOfSent(opened)} />
      <Payouts opened={opened} payouts={payouts} />
      <Certificates opened={opened} lines={certificates} />
      {may('object') ? (
        <section>
          <h2>اعتراض به این تصمیم</h2>
          <p>اگر این تصمیم را درست نمی‌دانید، اعتراض کنید تا رئیس شعبه آن را دوباره بررسی کند. یک بار می‌توانید.</p>
          <ActionButton
            action={addressOf(opened, '/object')}
            token={token}
            values={{ _key: formKey }}
            text="اعتراض به تصمیم"
            kind="button second"
          />
        </section>
      ) : null}
      <h2>آنچه گذشته است</h2>
      <ol>
        <li>
          درخواست را آغاز کردید.
          <br />
          <span class="soft">{when(application.opened)}</span>
        </li>
        {application.moves.map(({ move, to, at, note }) => (
          <li key={at}>
            {moveWords(move, service.flow.states[to]?.title ?? '')}.
            {note === undefined ? null : <p class="lines">{note}</p>}
            <br />
            <span class="soft">{when(at)}</span>
          </li>
        ))}
      </ol>
      <Messages opened={opened} />
      <Readers opened={opened} />
      {application.submitted === null ? null : (
        <details>
          <summary>آنچه فرستاده‌اید</summary>
          <Answers opened={opened} />
          <Facts opened={opened} all />
          <Papers opened={opened} />
        </details>
      )}
      {may('withdraw') ? (
        <details>
          <summary>انصراف از درخواست</summary>
          <p>با انصراف، این درخواست بسته می‌شود و برای همین کار باید درخواست تازه‌ای بدهید.</p>
          <ActionButton
            action={addressOf(opened, '/withdraw')}
            token={token}
            values={{ _key: formKey }}
            text="انصراف می‌دهم"
            kind="button danger"
          />
        </details>
      ) : null}
    </Page>
  )
}

/** The papers that came of it; one that was promised and is not there yet is said to be coming. */
function Certificates({ opened, lines }: { opened: Opened; lines: readonly CertificateLine[] }) {
  const effects = opened.application.actions.flatMap((action) => (action.kind === 'outcome' ? action.effects : []))
  const promised = effects.filter((effect) => effect.do === 'certificate').length
  if (promised === 0) return null
  return (
    <section>
      <h2>گواهی</h2>
      {lines.length < promised ? <p>گواهی شما تا چند لحظهٔ دیگر آماده می‌شود؛ صفحه را تازه کنید.</p> : null}
      <CertificateList lines={lines} hrefOf={ownHref} />
      <p>
        <a class="stand" href="/certificates">
          همهٔ گواهی‌های من
        </a>
      </p>
    </section>
  )
}

/** Until when, and every day of the count. */
function PromisedDay({ opened }: { opened: Opened }) {
  const { service, application, moment } = opened
  const limit = deadline(service, application, moment.time)
  if (limit === null) return null
  const late = limit.clock === 'organisation' && moment.at > limit.at
  const head = ['روز', 'شماره', 'چرا']
  const days = countedDays(limit.time, limit.received, limit.limit)
  const rows = days.map((line) => [
    formatJalali(line.date, 'weekday'),
    line.counted === null ? '—' : toPersianDigits(line.counted),
    dayWords(line),
  ])
  return (
    <>
      <p>{promisedWords(limit)}</p>
      <NotCertain days={days} />
      {late ? (
        <Notice kind="warning" title="از مهلت پاسخ گذشته است">
          <p>
            رئیس شعبه از تأخیر خبر دارد. برای پیگیری با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
          </p>
        </Notice>
      ) : null}
      <details>
        <summary>
          مهلت چگونه شمرده شد: {formatNumber(limit.limit.days)} روز{limit.limit.unit === 'working-day' ? ' کاری' : ''}
        </summary>
        <Table caption="شمارش روزها" head={head} rows={rows} />
      </details>
    </>
  )
}

/** What is asked for in this state alone, and was not asked before. */
function AskedNow({ opened }: { opened: Opened }) {
  const { service, application } = opened
  const asked = askedHere(service, application.state)
  if (asked.length === 0) return null
  return (
    <Notice title="برای ادامه این مدرک لازم است">
      {asked.map(({ title, hint }) => (
        <p key={title}>
          <b>{title}</b>
          {hint === undefined ? '' : `: ${hint}`}
        </p>
      ))}
    </Notice>
  )
}

/** What was returned, each with a link to just that place. */
function Corrections({ opened }: { opened: Opened }) {
  const { service, application } = opened
  if (application.remarks.length === 0) return null
  return (
    <Notice kind="warning" title="این موارد را اصلاح کنید">
      <ul>
        {application.remarks.map(({ about, name, remark }) => {
          const title = about === 'field' ? service.fields[name]?.label : service.documents[name]?.title
          const page = pageOf(service, name)
          const href = about === 'field' ? `/pages/${page}#${name}` : `/documents#document-${name}`
          const done =
            !application.reopened.some((one) => one.about === about && one.name === name) &&
            !application.infected.includes(name)
          return (
            <li key={`${about}-${name}`}>
              <a href={addressOf(opened, href)}>{title}</a>: {remark}
              {done ? ' (دوباره فرستاده‌اید)' : ''}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}

/** Why it was refused, with the articles. */
function Rejection({ opened }: { opened: Opened }) {
  const { service, application } = opened
  const reasons = application.moves.findLast((move) => (move.reasons ?? []).length > 0)?.reasons ?? []
  if (application.state !== 'rejected' || reasons.length === 0) return null
  return (
    <Notice kind="error" title="چرا پذیرفته نشد">
      <ul>
        {reasons.map(({ rule, note }) => (
          <li key={rule}>
            <b>{service.rules[rule]?.title}</b>: {note}
            <br />
            <span class="soft">
              مستند:{' '}
              {[service.rules[rule]?.law ?? []]
                .flat()
                .map(({ cite }) => cite)
                .join('؛ ')}
            </span>
          </li>
        ))}
      </ul>
      <p>
        پرسشی دارید؟ <a href={`/questions?q=${encodeURIComponent(service.title)}`}>پاسخ پرسش‌های مانند آن را ببینید</a>{' '}
        یا <a href={`/requests/new?application=${opened.applicationId}`}>دربارهٔ همین پرونده بپرسید یا شکایت کنید</a>.
      </p>
    </Notice>
  )
}

function Messages({ opened }: { opened: Opened }) {
  const notes = opened.application.actions.flatMap((action) =>
    action.kind === 'noted' && action.shownTo === 'citizen' ? [action] : [],
  )
  if (notes.length === 0) return null
  return (
    <section>
      <h2>پیام‌های شعبه</h2>
      <ul>
        {notes.map(({ at, by, text }) => (
          <li key={at}>
            <span class="lines">{text}</span>
            <br />
            <span class="soft">
              {ROLE_NAMES[by.role]}، {when(at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Every look of staff into it. */
function Readers({ opened }: { opened: Opened }) {
  const { service, application } = opened
  const views = application.actions.flatMap((action) => (action.kind === 'viewed' ? [action] : []))
  const titleOf = (what: string) =>
    what === 'certificate' ? 'گواهی' : (service.documents[what]?.title ?? service.fields[what]?.label ?? 'همهٔ پرونده')
  return (
    <section>
      <h2>چه کسی پروندهٔ من را دیده است</h2>
      {views.length === 0 ? (
        <p>هنوز هیچ‌کس از سازمان این پرونده را باز نکرده است.</p>
      ) : (
        <ul>
          {views.map(({ at, by, what }) => (
            <li key={`${at}-${what}`}>
              {ROLE_NAMES[by.role]}: {titleOf(what)}، {when(at)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
