import { isReading } from '#kernel/sheet/reading.ts'
import type { ServiceState } from '#app/services/states.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { findService as findDefined } from '#services/all.ts'
import { ActionButton } from '#web/components/form.tsx'
import { Page, SearchForm } from '#web/components/page.tsx'
import { EmptyState, LinkButton, Notice } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { LIFE_EVENTS, type LifeEvent } from '#web/life-events.ts'
import { sheetAddress } from '#web/pages/sheet.tsx'
import { AUDIENCES, type Audience, audiencesFor, groupName, groupsOf, MENU, type MenuEntry } from '#web/menu.ts'
import { EventLinks, Needed, PartOf, StateNotice, StateTag, canBegin } from './service-needs.tsx'

/** How a service stands today. */
export type StateOf = (service: string) => ServiceState

export type ServicesProps = {
  shell: Shell
  query: string
  found: readonly MenuEntry[]
  /** Events of life that answer to the query. */
  events: readonly LifeEvent[]
  stateOf: StateOf
}

/** /services: the search's answer for a query, all services by audience without one. */
export function Services({ shell, query, found, events, stateOf }: ServicesProps) {
  return (
    <Page shell={shell} title={query === '' ? 'خدمات' : `جست‌وجوی «${query}»`}>
      <h1>{query === '' ? 'همهٔ خدمات' : 'نتیجهٔ جست‌وجو'}</h1>
      <div class="narrow">
        <SearchForm id="q" query={query} />
      </div>
      {query === '' ? (
        <>
          <EventChips title="رویدادهای زندگی" events={LIFE_EVENTS} />
          <AllServices shell={shell} stateOf={stateOf} />
        </>
      ) : (
        <>
          <EventChips title="گام‌به‌گام در رویدادهای زندگی" events={events} />
          <Found {...{ shell, query, found, stateOf }} />
        </>
      )}
    </Page>
  )
}

function EventChips({ title, events }: { title: string; events: readonly LifeEvent[] }) {
  if (events.length === 0) return null
  return (
    <nav aria-label={title}>
      <h2>{title}</h2>
      <EventLinks events={events} />
    </nav>
  )
}

function Found({ shell, query, found, stateOf }: Pick<ServicesProps, 'shell' | 'query' | 'found' | 'stateOf'>) {
  if (found.length === 0) {
    return (
      <>
        <EmptyState>
          <p>
            خدمتی با «<bdi>{query}</bdi>» پیدا نشد.
          </p>
          <p>کوتاه‌تر یا با واژهٔ دیگری بنویسید؛ برای نمونه «سابقه»، «بارداری» یا «فیش».</p>
        </EmptyState>
        <AllServices shell={shell} stateOf={stateOf} />
      </>
    )
  }
  return (
    <>
      <p role="status">{toPersianDigits(`${found.length} خدمت پیدا شد.`)}</p>
      <Listing entries={found} stateOf={stateOf} where />
    </>
  )
}

/** Those of the role in which somebody looks; what is for their other roles and for everybody else stands closed below. */
function AllServices({ shell, stateOf }: { shell: Shell; stateOf: StateOf }) {
  const { held = [], chosen } = shell.signedIn?.roles ?? {}
  const shown = audiencesFor(held.length > 1 ? chosen : undefined)
  const others = audiencesFor(undefined).filter((audience) => !shown.includes(audience))
  const section = (audience: Audience) => (
    <section key={audience}>
      <h2>
        <a href={`/audience/${audience}`}>{AUDIENCES[audience]}</a>
      </h2>
      <Listing entries={MENU.filter((entry) => entry.audience === audience)} stateOf={stateOf} />
    </section>
  )
  return (
    <>
      {shown.map(section)}
      {others.length === 0 ? null : (
        <details>
          <summary>خدمات دیگر سازمان</summary>
          {others.map(section)}
        </details>
      )}
    </>
  )
}

/** /audience/ID: the groups of one audience with their services. */
export function AudiencePage({ shell, audience, stateOf }: { shell: Shell; audience: Audience; stateOf: StateOf }) {
  const groups = groupsOf(audience)
  return (
    <Page shell={shell} title={AUDIENCES[audience]} audience={audience} back="/">
      <h1>{AUDIENCES[audience]}</h1>
      <nav aria-label="بخش‌های این صفحه">
        <ul class="chips">
          {groups.map(({ id, name }) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map(({ id, name, entries }) => (
        <section key={id}>
          <h2 id={id}>{name}</h2>
          <Listing entries={entries} stateOf={stateOf} />
        </section>
      ))}
    </Page>
  )
}

type ListingProps = { entries: readonly MenuEntry[]; stateOf: StateOf; where?: boolean }

/** Services with what they give; `where`: with their place in the menu. */
export function Listing({ entries, stateOf, where = false }: ListingProps) {
  return (
    <ul class="listing">
      {entries.map((entry) => (
        <li key={entry.id}>
          <a href={`/services/${entry.id}`}>{entry.name}</a>{' '}
          <StateTag online={entry.online} state={stateOf(entry.id)} />
          <p>{where ? `${AUDIENCES[entry.audience]} ← ${groupName(entry)}. ${entry.gloss}` : entry.gloss}</p>
        </li>
      ))}
    </ul>
  )
}

/** /services/ID: what a service is, and how to get it. */
export function ServicePage(props: { shell: Shell; entry: MenuEntry; token: string; state: ServiceState }) {
  const { shell, entry, token, state } = props
  const service = findDefined(entry.id)
  const isOpen = canBegin(state)
  return (
    <Page shell={shell} title={entry.name} audience={entry.audience} narrow>
      <nav aria-label="جای این صفحه">
        <ol class="crumbs">
          <li>
            <a href={`/audience/${entry.audience}`}>{AUDIENCES[entry.audience]}</a>
          </li>
          <li>
            <a href={`/audience/${entry.audience}#${entry.group}`}>{groupName(entry)}</a>
          </li>
        </ol>
      </nav>
      <h1>{entry.name}</h1>
      <p class="lead">{entry.gloss}</p>
      <StateNotice state={state} />
      <Needed entry={entry} service={service} />
      {service === undefined || !isOpen ? null : (
        <div class="actions">
          {isReading(service) ? (
            <LinkButton href={sheetAddress(service)}>دیدن</LinkButton>
          ) : (
            <ActionButton action={`/services/${entry.id}/start`} token={token} text="شروع" />
          )}
        </div>
      )}
      {service === undefined && isOpen ? <NotYetRemote name={entry.name} /> : null}
      <PartOf entry={entry} />
    </Page>
  )
}

function NotYetRemote({ name }: { name: string }) {
  return (
    <>
      <Notice kind="warning" title="این خدمت هنوز در این سامانه غیرحضوری نشده است">
        <p>«{name}» را فعلاً نمی‌توان از این‌جا انجام داد و چیزی هم از شما ثبت نمی‌شود.</p>
      </Notice>
      <h2>اکنون چه کنید</h2>
      <ul>
        <li>
          برای راهنمایی با شمارهٔ <a href="tel:1420">۱۴۲۰</a> تماس بگیرید؛ می‌گویند کدام مدارک لازم است.
        </li>
        <li>
          با شناسنامه و کارت ملی به <a href="/branches">شعبهٔ تأمین اجتماعی</a> خود بروید.
        </li>
      </ul>
    </>
  )
}
