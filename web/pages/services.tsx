import type { Service } from '#kernel/service/service.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { findService as findDefined } from '#services/all.ts'
import { ActionButton } from '#web/components/form.tsx'
import { Page, SearchForm } from '#web/components/page.tsx'
import { EmptyState, Notice, Tag } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { AUDIENCES, type Audience, groupName, groupsOf, MENU, type MenuEntry } from '#web/menu.ts'

/** /services: the search's answer for a query, all services by audience without one. */
export function Services({ shell, query, found }: { shell: Shell; query: string; found: readonly MenuEntry[] }) {
  return (
    <Page shell={shell} title={query === '' ? 'خدمات' : `جست‌وجوی «${query}»`}>
      <h1>{query === '' ? 'همهٔ خدمات' : 'نتیجهٔ جست‌وجو'}</h1>
      <div class="narrow">
        <SearchForm id="q" query={query} />
      </div>
      {query === '' ? <AllServices /> : <Found query={query} found={found} />}
    </Page>
  )
}

function Found({ query, found }: { query: string; found: readonly MenuEntry[] }) {
  if (found.length === 0) {
    return (
      <>
        <EmptyState>
          <p>
            خدمتی با «<bdi>{query}</bdi>» پیدا نشد.
          </p>
          <p>کوتاه‌تر یا با واژهٔ دیگری بنویسید؛ برای نمونه «سابقه»، «بارداری» یا «فیش».</p>
        </EmptyState>
        <AllServices />
      </>
    )
  }
  return (
    <>
      <p role="status">{toPersianDigits(`${found.length} خدمت پیدا شد.`)}</p>
      <Listing entries={found} where />
    </>
  )
}

function AllServices() {
  return (
    <>
      {Object.entries(AUDIENCES).map(([id, name]) => (
        <section key={id}>
          <h2>
            <a href={`/audience/${id}`}>{name}</a>
          </h2>
          <Listing entries={MENU.filter(({ audience }) => audience === id)} />
        </section>
      ))}
    </>
  )
}

/** /audience/ID: the groups of one audience with their services. */
export function AudiencePage({ shell, audience }: { shell: Shell; audience: Audience }) {
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
          <Listing entries={entries} />
        </section>
      ))}
    </Page>
  )
}

function Listing({ entries, where = false }: { entries: readonly MenuEntry[]; where?: boolean }) {
  return (
    <ul class="listing">
      {entries.map((entry) => (
        <li key={entry.id}>
          <a href={`/services/${entry.id}`}>{entry.name}</a> {entry.online ? <Tag kind="success">غیرحضوری</Tag> : null}
          <p>{where ? `${AUDIENCES[entry.audience]} ← ${groupName(entry)}. ${entry.gloss}` : entry.gloss}</p>
        </li>
      ))}
    </ul>
  )
}

/** /services/ID: what a service is, and how to get it. */
export function ServicePage({ shell, entry, token }: { shell: Shell; entry: MenuEntry; token: string }) {
  const service = findDefined(entry.id)
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
      {service === undefined ? (
        <NotYetRemote name={entry.name} />
      ) : (
        <>
          <Needed service={service} />
          <div class="actions">
            <ActionButton action={`/services/${entry.id}/start`} token={token} text="شروع" />
          </div>
        </>
      )}
      {entry.law === null ? null : <p class="soft">مستند: {entry.law}</p>}
    </Page>
  )
}

/** How long it takes, and what papers to have at hand. */
function Needed({ service }: { service: Service }) {
  const branch = Object.values(service.flow.states).find(({ clock }) => clock === 'organisation')
  const papers = Object.values(service.documents)
  return (
    <>
      <p>
        {branch?.days === undefined
          ? 'پاسخ را همان لحظهٔ ارسال می‌گیرید.'
          : `پاسخ تا ${formatNumber(branch.days)} روز${branch.unit === 'calendar-day' ? '' : ' کاری'} پس از ارسال می‌رسد.`}
      </p>
      {papers.length === 0 ? null : (
        <>
          <h2>مدارک</h2>
          <ul>
            {papers.map((paper) => (
              <li key={paper.title}>
                {paper.title}
                {paper.when === undefined && paper.optional !== true ? '' : ' (در بعضی حالت‌ها)'}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
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
