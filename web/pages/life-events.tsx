import { formatNumber } from '#kernel/text.ts'
import { Page } from '#web/components/page.tsx'
import type { Shell } from '#web/components/shell.ts'
import { LIFE_EVENTS, type LifeEvent } from '#web/life-events.ts'
import { constant } from '#web/look/constant.ts'
import { MENU, type MenuEntry } from '#web/menu.ts'
import { Listing, type StateOf } from './services.tsx'

/** /life-events: what happens in lives, each with its page. */
export function LifeEvents({ shell }: { shell: Shell }) {
  return (
    <Page shell={shell} title="رویدادهای زندگی" back="/services">
      <h1>در زندگی‌تان چه پیش آمده است؟</h1>
      <p class="lead">هر کدام را باز کنید تا ببینید با تأمین اجتماعی چه کارهایی دارید و به چه ترتیبی.</p>
      {eventCards()}
    </Page>
  )
}

const eventCards = constant(() => (
  <ul class="grid">
    {LIFE_EVENTS.map(({ id, name, gloss }) => (
      <li class="card" key={id}>
        <h2>
          <a href={`/life-events/${id}`}>{name}</a>
        </h2>
        <p>{gloss}</p>
      </li>
    ))}
  </ul>
))

/** /life-events/ID: what to do, in which order, each step with its services. */
export function LifeEventPage({ shell, event, stateOf }: { shell: Shell; event: LifeEvent; stateOf: StateOf }) {
  return (
    <Page shell={shell} title={event.name} back="/life-events" narrow>
      <h1>{event.name}</h1>
      <p class="lead">{event.gloss} به این ترتیب پیش بروید:</p>
      {event.steps.map(({ title, text, services }, n) => (
        <section key={title}>
          <h2>
            {formatNumber(n + 1)}. {title}
          </h2>
          <p>{text}</p>
          {services.length === 0 ? null : <Listing entries={services.flatMap(entryOf)} stateOf={stateOf} />}
        </section>
      ))}
      <p>
        پرسشی مانده است؟ <a href={`/questions?q=${encodeURIComponent(event.name)}`}>پاسخ پرسش‌های مانند آن</a> را ببینید
        یا با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید.
      </p>
    </Page>
  )
}

const entryOf = (id: string): MenuEntry[] => MENU.filter((entry) => entry.id === id)
