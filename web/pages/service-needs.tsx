import { closedWords, untilWords, type ServiceState } from '#app/services/states.ts'
import type { Service } from '#kernel/service/service.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { formatNumber } from '#kernel/text.ts'
import { Notice, SummaryList, Tag } from '#web/components/parts.tsx'
import { NEEDS } from '#web/catalogue-needs.ts'
import { lifeEventsOf, type LifeEvent } from '#web/life-events.ts'
import { AUDIENCES, type MenuEntry } from '#web/menu.ts'

type Of = { entry: MenuEntry; service: Service | undefined }

/** Who may ask for it, how long it takes, what it costs, on which article it rests, and what to have at hand. */
export function Needed({ entry, service }: Of) {
  const needs = NEEDS[entry.id]
  const audience = (service?.audience ?? [entry.audience]).map((one) => AUDIENCES[one]).join(' و ')
  return (
    <>
      <SummaryList
        rows={[
          { label: 'برای چه کسی', value: needs?.who ?? audience },
          { label: 'چقدر طول می‌کشد', value: service === undefined ? (needs?.takes ?? UNKNOWN) : answerWords(service) },
          { label: 'هزینه', value: needs?.costs ?? 'رایگان' },
          ...(entry.law === null ? [] : [{ label: 'مستند', value: entry.law }]),
        ]}
      />
      <h2>چه لازم دارید</h2>
      <Papers service={service} needs={needs?.needs ?? []} />
      {service === undefined ? null : <Checked service={service} />}
    </>
  )
}

const UNKNOWN = 'پس از دریافت مدارک، شعبه می‌گوید'

/** How soon the organisation answers: by the first state in which its clock runs. */
function answerWords(service: Service): string {
  if (isReading(service)) return 'همان لحظه می‌بینید و چیزی از شما ثبت نمی‌شود'
  const { flow } = service
  const state = Object.values(flow.states).find(({ clock }) => clock === 'organisation')
  if (state?.days === undefined) return 'پاسخ را همان لحظه می‌گیرید'
  return `پاسخ تا ${formatNumber(state.days)} روز${state.unit === 'calendar-day' ? '' : ' کاری'} پس از ارسال می‌رسد`
}

/** The documents of the definition where there is one; else what the organisation is known to ask for. */
function Papers({ service, needs }: { service: Service | undefined; needs: readonly string[] }) {
  const papers = Object.values(service?.documents ?? {}).map(
    (paper) => `${paper.title}${paper.when === undefined && paper.optional !== true ? '' : ' (در بعضی حالت‌ها)'}`,
  )
  const all = service === undefined ? needs : papers
  if (all.length === 0) return <p>هیچ مدرکی. آنچه لازم است سازمان خودش می‌داند یا می‌پرسد.</p>
  return (
    <ul>
      {all.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  )
}

/** What is judged, each with its provision. */
function Checked({ service }: { service: Service }) {
  const rules = Object.entries(service.rules)
  if (rules.length === 0) return null
  return (
    <details>
      <summary>چه چیزهایی بررسی می‌شود</summary>
      <ul>
        {rules.map(([name, { title, law }]) => (
          <li key={name}>
            {title} <span class="soft">({[law].flat()[0]?.cite})</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

export function EventLinks({ events }: { events: readonly LifeEvent[] }) {
  return (
    <ul class="chips">
      {events.map(({ id, name }) => (
        <li key={id}>
          <a href={`/life-events/${id}`}>{name}</a>
        </li>
      ))}
    </ul>
  )
}

/** The events of life in which this service has its part. */
export function PartOf({ entry }: { entry: MenuEntry }) {
  const events = lifeEventsOf(entry.id)
  if (events.length === 0) return null
  return (
    <>
      <h2>کارهای دیگری که در این رویداد دارید</h2>
      <EventLinks events={events} />
    </>
  )
}

/** Is there a button that begins it here? */
export const canBegin = ({ kind }: ServiceState): boolean => kind === 'active' || kind === 'warning'

/** What was said of the service today: that it is off, done elsewhere, or on with a warning. */
export function StateNotice({ state }: { state: ServiceState }) {
  if (state.kind === 'active') return null
  if (state.kind === 'warning')
    return (
      <Notice kind="warning" title="پیش از آغاز بخوانید">
        <p>{state.reason}</p>
      </Notice>
    )
  if (state.kind === 'outside')
    return (
      <Notice title="این خدمت در سامانهٔ دیگری انجام می‌شود">
        <p>{state.reason}</p>
        <p>
          <a class="stand" href={state.link} rel="noopener">
            رفتن به آن سامانه
          </a>
        </p>
      </Notice>
    )
  return (
    <Notice kind="warning" title={closedWords(state).replace(/\.$/, '')}>
      <p>{state.reason}</p>
      <p>
        درخواست‌هایی که پیش‌تر آغاز کرده‌اید سر جای خود است: <a href="/applications">درخواست‌های من</a>
      </p>
    </Notice>
  )
}

/** Beside a service's name in a list. */
export function StateTag({ online, state }: { online: boolean; state: ServiceState }) {
  if (state.kind === 'off') return <Tag kind="warning">{`${untilWords(state.until)} بسته`}</Tag>
  if (state.kind === 'outside') return <Tag>در سامانهٔ دیگر</Tag>
  return online ? <Tag kind="success">غیرحضوری</Tag> : null
}
