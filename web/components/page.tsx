import type { ComponentChildren, VNode } from 'preact'
import type { Role } from '#app/account/roles.ts'
import { assetUrl } from '#web/look/assets.ts'
import { frame } from '#web/look/constant.ts'
import type { Audience } from '#web/menu.ts'
import { AUDIENCES, audiencesFor } from '#web/menu.ts'
import { Icon } from './icons.tsx'
import { RoleSwitch } from './role-switch.tsx'
import type { FieldError, Shell } from './shell.ts'

export type PageProps = {
  shell: Shell
  title: string
  /** Errors of the page's form: the title then begins with «خطا». */
  errors?: readonly FieldError[]
  /** The way back, above the heading. */
  back?: string
  /** Forms and texts stand in a narrow column. */
  narrow?: boolean
  /** The part of the menu this page belongs to. */
  audience?: Audience
  /** A band of full width before the rest, with a search of its own. */
  hero?: ComponentChildren
  children?: ComponentChildren
}

/** The whole document: head, header with menu and search, the page, footer. */
export function Page({ shell, title, errors = [], back, narrow = false, audience, hero, children }: PageProps) {
  const { held = [], chosen } = shell.signedIn?.roles ?? {}
  const several = held.length > 1
  const fill = {
    roles:
      several && chosen !== undefined && shell.signedIn !== null ? (
        <RoleSwitch {...{ held, chosen }} look="ghost" token={shell.signedIn.token} />
      ) : null,
    title: errors.length > 0 ? `خطا: ${title}` : title,
    name: shell.signedIn?.name,
    token: shell.signedIn?.token,
    hero,
    back: back === undefined ? null : wayBack({ to: back }),
    children,
  }
  return pageFrame(
    fill,
    shell.signedIn !== null,
    shell.demo === true,
    narrow,
    audience,
    hero === undefined,
    several ? chosen : undefined,
  )
}

type PageHole = 'title' | 'name' | 'token' | 'hero' | 'back' | 'children' | 'roles'

const pageFrame = frame(
  (
    hole: (name: PageHole) => string,
    signedIn: boolean,
    demo: boolean,
    narrow: boolean,
    audience: Audience | undefined,
    search: boolean,
    role: Role | undefined,
  ) => (
    <Document title={hole('title')}>
      <header class="top">
        <div class="wide">
          <Brand href="/" />
          {signedIn ? (
            <a href="/account" class="opener">
              حساب من
            </a>
          ) : (
            <a href="/sign-in">ورود</a>
          )}
          <button type="button" class="ghost opener" popovertarget="menu">
            فهرست
          </button>
          <Menu
            owner={signedIn ? <Owner name={hole('name')} token={hole('token')} roles={hole('roles')} /> : null}
            {...{ audience, search, role }}
          />
        </div>
      </header>
      {demo ? <DemoNote /> : null}
      <main id="content" tabindex={-1}>
        {hole('hero')}
        <div class="wide">
          <div class={narrow ? 'narrow' : undefined}>
            {hole('back')}
            {hole('children')}
          </div>
        </div>
      </main>
      <Footer />
    </Document>
  ),
)

/** Under the header of every page of a demonstration. */
export function DemoNote() {
  return <p class="demo">نسخهٔ نمایشی با افراد ساختگی؛ اطلاعات واقعی وارد نکنید.</p>
}

const wayBack = frame((hole: (name: 'to') => string) => (
  <a class="back" href={hole('to')}>
    <Icon name="back" />
    بازگشت
  </a>
))

type DocumentProps = {
  title: string
  /** A stylesheet and a script of a part of the portal, after those that every page has: their sources. */
  look?: string
  script?: string
  children: ComponentChildren
}

export function Document(props: DocumentProps) {
  return (
    <html lang="fa" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <title>{`${props.title} - تأمین من`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href={assetUrl('web/look/main.css')} />
        {props.look === undefined ? null : <link rel="stylesheet" href={assetUrl(props.look)} />}
        <link
          rel="preload"
          href={assetUrl('web/look/fonts/vazirmatn-persian.woff2')}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
        <script type="module" src={assetUrl('web/scripts/main.ts')} />
        {props.script === undefined ? null : <script type="module" src={assetUrl(props.script)} />}
        <link rel="icon" href={assetUrl('web/look/icons/mark.svg')} type="image/svg+xml" />
        <link rel="apple-touch-icon" href={assetUrl('web/look/icons/icon-192.png')} />
        <link rel="manifest" href="/manifest.webmanifest" />
        <meta name="theme-color" content="#0b4f57" />
        <meta name="format-detection" content="telephone=no" />
      </head>
      <body>
        <a class="skip" href="#content">
          رفتن به محتوای صفحه
        </a>
        {props.children}
      </body>
    </html>
  )
}

export function Brand({ href, children }: { href: string; children?: ComponentChildren }) {
  return (
    <a class="brand" href={href}>
      <img src={assetUrl('web/look/icons/mark.svg')} width="38" height="38" alt="" />
      {children ?? 'تأمین من'}
    </a>
  )
}

/** A panel that opens over the page on a phone, by the browser itself; a row of the header on wider screens. */
function Menu(props: {
  owner: VNode | null
  audience: Audience | undefined
  search: boolean
  /** The role in which somebody who holds several looks at the portal. */
  role: Role | undefined
}) {
  const { role } = props
  return (
    <div class="menu" id="menu" popover="auto">
      <button type="button" class="ghost close" popovertarget="menu" popovertargetaction="hide">
        بستن
      </button>
      {props.owner}
      <nav aria-label="خدمات">
        <ul>
          {audiencesFor(role).map((id) => (
            <li key={id}>
              <a href={`/audience/${id}`} aria-current={id === props.audience ? 'true' : undefined}>
                {AUDIENCES[id]}
              </a>
            </li>
          ))}
          {role === undefined ? null : (
            <li>
              <a href="/services">همهٔ خدمات</a>
            </li>
          )}
          <li>
            <a href="/requests/new">پرسش و شکایت</a>
          </li>
        </ul>
        {props.search ? <SearchForm id="find" /> : null}
      </nav>
    </div>
  )
}

function Owner({ name, token, roles }: { name: string; token: string; roles: ComponentChildren }) {
  return (
    <div class="who">
      <a href="/account">
        <Icon name="person" />
        &nbsp;{name}
      </a>
      {roles}
      <form method="post" action="/sign-out">
        <input type="hidden" name="_csrf" value={token} />
        <button type="submit" class="ghost">
          خروج
        </button>
      </form>
    </div>
  )
}

/** The search of services; `id` must be its own on the page. */
export function SearchForm({ id, query }: { id: string; query?: string }) {
  return (
    <FindForm
      id={id}
      query={query}
      action="/services"
      name={id === 'find' ? 'جست‌وجو از سربرگ' : 'جست‌وجوی خدمات'}
      label="جست‌وجوی خدمات"
      placeholder="جست‌وجوی خدمات"
      longest={100}
    />
  )
}

export type FindFormProps = {
  /** Of the field; its own on the page. */
  id: string
  query: string | undefined
  action: string
  /** What the search is called among those of the page. */
  name: string
  label: string
  placeholder: string
  /** Characters. */
  longest: number
}

/** One field and a button with a glass. */
export function FindForm({ id, query, action, name, label, placeholder, longest }: FindFormProps) {
  return (
    <form class="find" action={action} role="search" aria-label={name}>
      <label class="sr" for={id}>
        {label}
      </label>
      <input
        id={id}
        name="q"
        type="search"
        value={query}
        placeholder={placeholder}
        autocomplete="off"
        maxlength={longest}
      />
      <button type="submit">
        <span class="sr">جست‌وجو</span>
        <Icon name="search" />
      </button>
    </form>
  )
}

function Footer() {
  return (
    <footer class="foot">
      <div class="wide">
        <p class="call">
          پاسخگویی تلفنی تأمین اجتماعی: <a href="tel:1420">۱۴۲۰</a>
        </p>
        <ul class="plain">
          <li>
            <a href="/questions">پرسش و پاسخ</a>
          </li>
          <li>
            <a href="/requests/new">پرسش و شکایت</a>
          </li>
          <li>
            <a href="/requests/track">پیگیری درخواست</a>
          </li>
          <li>
            <a href="/law">قانون و محاسبه‌ها</a>
          </li>
          <li>
            <a href="/answers-published">پاسخ‌های منتشرشده</a>
          </li>
          <li>
            <a href="/statistics">آمار پاسخ‌گویی</a>
          </li>
          <li>
            <a href="/branches">شعبه‌ها</a>
          </li>
          <li>
            <a href="/privacy">حریم خصوصی</a>
          </li>
          <li>
            <a href="/accessibility">دسترس‌پذیری</a>
          </li>
        </ul>
      </div>
    </footer>
  )
}
