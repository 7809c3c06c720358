import type { ComponentChildren } from 'preact'
import type { StaffRole } from '#app/staff/staff.ts'
import { Field, Form, PasswordField } from '#web/components/form.tsx'
import { Brand, DemoNote, Document } from '#web/components/page.tsx'
import type { FieldError, FormProps } from '#web/components/shell.ts'
import { deskLinksOf } from '#web/desk-links.ts'
import { frame } from '#web/look/constant.ts'

/** Who is at the desk: their name for the header, the token of their forms, and the role that says which pages are theirs. */
export type AtDesk = {
  readonly name: string
  readonly token: string
  readonly role: StaffRole
  readonly demo?: boolean
}

type StaffPageProps = {
  title: string
  errors?: readonly FieldError[]
  staff: AtDesk | null
  /** Says that this is a demonstration also where nobody is signed in. */
  demo?: boolean
  children: ComponentChildren
}

/** The frame of the pages for staff: no public menu, no search. */
export function StaffPage({ title, errors = [], staff, demo = staff?.demo ?? false, children }: StaffPageProps) {
  const fill = {
    title: `${errors.length > 0 ? 'خطا: ' : ''}${title} - میز کارکنان`,
    name: staff?.name,
    token: staff?.token,
    children,
  }
  return staffFrame(fill, staff?.role ?? null, demo)
}

type StaffHole = 'title' | 'name' | 'token' | 'children'

const staffFrame = frame((hole: (name: StaffHole) => string, role: StaffRole | null, demo: boolean) => (
  <Document title={hole('title')} look="web/look/desk.css" script="web/scripts/desk.ts">
    <header class="top desk-top">
      <div class="wide">
        <Brand href="/staff">میز کارکنان</Brand>
        {role === null ? null : (
          <>
            <DeskMenu role={role} />
            <span class="me">{hole('name')}</span>
            <form method="post" action="/staff/sign-out" class="inline">
              <input type="hidden" name="_csrf" value={hole('token')} />
              <button type="submit" class="ghost">
                خروج
              </button>
            </form>
          </>
        )}
      </div>
    </header>
    {demo ? <DemoNote /> : null}
    <main id="content" class="desk" tabindex={-1}>
      <div class="wide">{hole('children')}</div>
    </main>
  </Document>
))

function DeskMenu({ role }: { role: StaffRole }) {
  const links = deskLinksOf(role)
  if (links.length === 0) return null
  return (
    <nav aria-label="میز">
      {links.map(({ href, text }) => (
        <a key={href} href={href}>
          {text}
        </a>
      ))}
    </nav>
  )
}

/** Fields: userName, password, totp. */
export function StaffSignIn({ demo = false, ...form }: FormProps & { demo?: boolean }) {
  return (
    <StaffPage title="ورود کارکنان" errors={form.errors} staff={null} demo={demo}>
      <div class="narrow">
        <h1>ورود کارکنان</h1>
        <Form {...form} submit="ورود">
          <Field {...form} name="userName" label="نام کاربری" autocomplete="username" ltr />
          <PasswordField errors={form.errors} name="password" label="گذرواژه" autocomplete="current-password" />
          <Field
            {...form}
            values={{}}
            name="totp"
            label="کد برنامهٔ رمزساز"
            hint="کد ۶ رقمی که برنامهٔ رمزساز گوشی شما نشان می‌دهد."
            inputmode="numeric"
            autocomplete="one-time-code"
            ltr
            maxlength={20}
            width="code"
          />
        </Form>
        <p class="soft">گذرواژه یا گوشی خود را گم کرده‌اید؟ به مدیر سامانه خبر دهید تا دسترسی شما از نو ساخته شود.</p>
      </div>
    </StaffPage>
  )
}
