import type { Role, Roles } from '#app/account/roles.ts'
import { formatInstant } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { ROLE_NAMES, RoleSwitch } from '#web/components/role-switch.tsx'
import { Page, SearchForm } from '#web/components/page.tsx'
import { Card, EmptyState, LinkButton } from '#web/components/parts.tsx'
import type { Shell } from '#web/components/shell.ts'
import { constant, frame } from '#web/look/constant.ts'
import { LIFE_EVENTS } from '#web/life-events.ts'
import { AUDIENCES, MENU, audiencesFor, findService } from '#web/menu.ts'
import { ApplicationList, type ApplicationLine } from './application/mine.tsx'

/** / before sign-in. */
export function Home({ shell }: { shell: Shell }) {
  return (
    <Page shell={shell} title="خدمات تأمین اجتماعی" hero={hero()}>
      {forVisitors()}
    </Page>
  )
}

const hero = constant(() => (
  <div class="hero">
    <div class="wide">
      <h1>تأمین اجتماعی، بدون رفت‌وآمد</h1>
      <p class="lead">خدمات بیمه، مستمری و درمان را یک‌جا ببینید، درخواست بدهید و نتیجه را با پیامک بگیرید.</p>
      <div class="actions">
        <LinkButton href="/sign-in">ورود</LinkButton>
        <LinkButton href="/sign-up" second>
          ثبت‌نام
        </LinkButton>
      </div>
      <SearchForm id="q" />
    </div>
  </div>
))

const forVisitors = constant(() => (
  <>
    <h2>خدمات</h2>
    <Audiences />
    <h2>رویدادهای زندگی</h2>
    <EventChips />
    <h2>چه زمانی پاسخ می‌گیرید</h2>
    <ul class="grid promise">
      <li class="card">
        <b>۳ روز کاری</b>
        <p>پرسش‌ها و شکایت‌های بیمه‌ای</p>
      </li>
      <li class="card">
        <b>۷ روز کاری</b>
        <p>پرسش‌ها و شکایت‌های درمانی</p>
      </li>
      <li class="card">
        <b>۱۰ روز کاری</b>
        <p>درخواست دسترسی آزاد به اطلاعات</p>
      </li>
    </ul>
    <h2>بار نخست است که می‌آیید؟</h2>
    <div class="narrow">
      <p>
        برای ثبت‌نام، کد ملی و شمارهٔ همراهی که به نام خودتان است کافی است. پنج دقیقه زمان می‌برد و نتیجه پیامک می‌شود.{' '}
        <a href="/sign-up/guide">راهنمای ثبت‌نام</a>
      </p>
      <p>
        پرسشی دارید یا کاری درست انجام نشده است؟ <a href="/requests/new">همین‌جا بپرسید یا شکایت کنید</a>؛ اگر این سامانه
        برایتان دشوار است با <a href="tel:1420">۱۴۲۰</a> تماس بگیرید یا به <a href="/branches">نزدیک‌ترین شعبه</a> بروید.
      </p>
    </div>
  </>
))

const AUDIENCE_GLOSS = {
  insured: 'افراد تبعی، سوابق، هدیهٔ ازدواج، بارداری و بیماری، قرارداد بیمه، بازنشستگی',
  pensioner: 'فیش حقوقی، حکم، گواهی حقوق و گواهی کسر اقساط',
  employer: 'کارگاه‌ها، پیمان و مفاصاحساب، بدهی و بازرسی',
  treatment: 'استحقاق درمان، نسخهٔ الکترونیک و هزینه‌های درمان',
} as const

/** The events of life, each a link to what to do then. */
function EventChips() {
  return (
    <ul class="chips">
      {LIFE_EVENTS.map(({ id, name }) => (
        <li key={id}>
          <a href={`/life-events/${id}`}>{name}</a>
        </li>
      ))}
    </ul>
  )
}

function Audiences({ role }: { role?: Role | undefined }) {
  return (
    <ul class="grid">
      {audiencesFor(role).map((id) => (
        <li class="card" key={id}>
          <h3>
            <a href={`/audience/${id}`}>{AUDIENCES[id]}</a>
          </h3>
          <p>{AUDIENCE_GLOSS[id]}</p>
          <p class="soft">{toPersianDigits(`${MENU.filter(({ audience }) => audience === id).length} خدمت`)}</p>
        </li>
      ))}
    </ul>
  )
}

export type HomeSignedInProps = {
  shell: Shell
  firstName: string
  /** The sign-in before this one, if any: an instant, milliseconds. */
  lastSignIn: { at: number; device: string | null } | null
  /** The person's applications that have not ended. */
  open: readonly ApplicationLine[]
  /** What they are to the organisation; null: not known now. */
  roles: Roles | null
}

/** What is used most, by the role in which one looks. */
const QUICK: Readonly<Record<Role, readonly string[]>> = {
  insured: ['dependants', 'records', 'treatment-cover', 'pension-estimate'],
  pensioner: ['payslip', 'edict', 'dependants', 'treatment-cover'],
  employer: ['workshops', 'contract-rows', 'debt-objection', 'inspections'],
}

/** / after sign-in. */
export function HomeSignedIn({ shell: known, firstName, lastSignIn, open, roles }: HomeSignedInProps) {
  // The roles may have been looked up for just this page.
  const shell = known.signedIn === null ? known : { ...known, signedIn: { ...known.signedIn, roles } }
  const fill = {
    role: roles === null || roles.held.length < 2 ? null : <AsWhat roles={roles} token={shell.signedIn?.token ?? ''} />,
    firstName,
    open: open.length === 0 ? null : <ApplicationList lines={open} />,
    lastSignIn:
      lastSignIn === null
        ? 'این نخستین ورود شماست.'
        : `${formatInstant(lastSignIn.at, 'weekday')}${lastSignIn.device === null ? '' : `، از ${lastSignIn.device}`}`,
  }
  return (
    <Page shell={shell} title="خانه">
      {forOwner(fill, open.length === 0, roles?.chosen ?? 'insured', (roles?.held.length ?? 0) > 1)}
    </Page>
  )
}

/** Of somebody who holds several roles: as what they look at the portal now, and the way to another. */
function AsWhat({ roles, token }: { roles: Roles; token: string }) {
  return (
    <div class="row">
      <span>
        این نمای <b>{ROLE_NAMES[roles.chosen]}</b> است.
      </span>
      <RoleSwitch {...roles} token={token} look="textlike" />
    </div>
  )
}

type OwnerHole = 'firstName' | 'open' | 'lastSignIn' | 'role'

const forOwner = frame((hole: (name: OwnerHole) => string, none: boolean, role: Role, several: boolean) => (
  <>
    <h1>سلام، {hole('firstName')}</h1>
    {hole('role')}
    <h2>درخواست‌های من</h2>
    {none ? (
      <EmptyState>
        <p>درخواستی در جریان ندارید. هر درخواستی که بدهید، تا پایانش همین‌جا می‌بینید نوبت چه کسی است و تا کی.</p>
      </EmptyState>
    ) : (
      hole('open')
    )}
    <p>
      <a class="stand" href="/applications">
        همهٔ درخواست‌های من
      </a>{' '}
      <a class="stand" href="/requests">
        پرسش‌ها و شکایت‌های من
      </a>
    </p>
    <h2>پرکاربردها</h2>
    <ul class="grid">
      {QUICK[role].map(findService).map((entry) =>
        entry === undefined ? null : (
          <li class="card" key={entry.id}>
            <h3>
              <a href={`/services/${entry.id}`}>{entry.name}</a>
            </h3>
            <p>{entry.gloss}</p>
          </li>
        ),
      )}
    </ul>
    <h2>{several ? `خدمات ${ROLE_NAMES[role]}` : 'همهٔ خدمات'}</h2>
    <Audiences role={several ? role : undefined} />
    {several ? (
      <p>
        <a class="stand" href="/services">
          همهٔ خدمات سازمان
        </a>
      </p>
    ) : null}
    <h2>رویدادهای زندگی</h2>
    <EventChips />
    <h2>امنیت حساب</h2>
    <Card title="ورود پیشین شما">
      <p>{hole('lastSignIn')}</p>
      <p>
        شما نبوده‌اید؟ <a href="/account/password">گذرواژه را تغییر دهید</a> و در <a href="/account/devices">دستگاه‌ها</a>{' '}
        از همه خارج شوید. <a href="/account/activity">همهٔ ورودها و تغییرها</a>
      </p>
    </Card>
  </>
))
