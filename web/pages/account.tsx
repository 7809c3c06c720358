import { formatInstant } from '#kernel/dates.ts'
import type { PasswordOwner } from '#kernel/password.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { ActionButton, CodeField, Field, Form, PasswordField } from '#web/components/form.tsx'
import { Page } from '#web/components/page.tsx'
import { Notice, SummaryList, Table, Tag } from '#web/components/parts.tsx'
import { NewPasswordRules } from '#web/components/password-rules.tsx'
import { ResendCode } from '#web/components/resend-code.tsx'
import type { FormProps, Shell } from '#web/components/shell.ts'

/** What was just done, told once on the overview. */
export type AccountDone = 'password-changed' | 'email-changed' | 'mobile-changed' | 'signed-out-everywhere'

const DONE: Record<AccountDone, string> = {
  'password-changed': 'گذرواژه تغییر کرد و از دستگاه‌های دیگر خارج شدید.',
  'email-changed': 'پست الکترونیک ثبت شد.',
  'mobile-changed': 'شمارهٔ همراه تغییر کرد. به شمارهٔ پیشین هم خبر دادیم.',
  'signed-out-everywhere': 'از همهٔ دستگاه‌های دیگر خارج شدید.',
}

export type AccountProps = {
  shell: Shell
  person: { firstName: string; lastName: string; personalNumber: string; mobile: string; email: string | null }
  done?: AccountDone
}

/** /account */
export function Account({ shell, person, done }: AccountProps) {
  return (
    <Page shell={shell} title="حساب من" back="/" narrow>
      <h1>حساب من</h1>
      {done === undefined ? null : (
        <Notice kind="success">
          <p role="status">{DONE[done]}</p>
        </Notice>
      )}
      <h2>مشخصات</h2>
      <SummaryList
        rows={[
          { label: 'نام و نام خانوادگی', value: `${person.firstName} ${person.lastName}` },
          {
            label: person.personalNumber.length === 12 ? 'شناسهٔ اتباع خارجی' : 'کد ملی',
            value: toPersianDigits(person.personalNumber),
            ltr: true,
          },
          {
            label: 'شماره همراه',
            value: toPersianDigits(person.mobile),
            ltr: true,
            change: { href: '/account/mobile' },
          },
          {
            label: 'پست الکترونیک',
            value: person.email ?? 'ثبت نشده است',
            ltr: person.email !== null,
            change: { href: '/account/email', text: person.email === null ? 'افزودن' : 'تغییر' },
          },
        ]}
      />
      <p class="soft">نام و کد ملی از ثبت احوال گرفته شده است. اگر نادرست است، باید نخست در ثبت احوال اصلاح شود.</p>
      <h2>برگه‌های من</h2>
      <ul class="listing">
        <li>
          <a href="/certificates">گواهی‌های من</a>
          <p>گواهی‌هایی که برای شما صادر شده است، برای دانلود و ارائه.</p>
        </li>
      </ul>
      <h2>امنیت</h2>
      <ul class="listing">
        <li>
          <a href="/account/password">تغییر گذرواژه</a>
          <p>بهتر است دست‌کم هر سه ماه یک بار آن را تغییر دهید.</p>
        </li>
        <li>
          <a href="/account/devices">دستگاه‌ها</a>
          <p>ببینید از کدام دستگاه‌ها وارد شده‌اید و از هر کدام بخواهید خارج شوید.</p>
        </li>
        <li>
          <a href="/account/activity">ورودها و تغییرها</a>
          <p>فهرست همهٔ ورودها و تغییرهای حساب شما.</p>
        </li>
      </ul>
    </Page>
  )
}

type AccountForm = FormProps & { shell: Shell }

/** Fields: currentPassword, newPassword. */
export function AccountPassword({ shell, owner, ...form }: AccountForm & { owner: PasswordOwner }) {
  return (
    <Page shell={shell} title="تغییر گذرواژه" errors={form.errors} back="/account" narrow>
      <h1>تغییر گذرواژه</h1>
      <p>پس از تغییر، از دستگاه‌های دیگر خارج می‌شوید و خبر آن برایتان پیامک می‌شود.</p>
      <Form {...form} submit="تغییر گذرواژه">
        {/* Lets password managers know whose password it is. */}
        <input type="text" autocomplete="username" value={owner.nationalCode} aria-label="کد ملی" readonly hidden />
        <PasswordField
          errors={form.errors}
          name="currentPassword"
          label="گذرواژهٔ کنونی"
          autocomplete="current-password"
        />
        <PasswordField errors={form.errors} name="newPassword" label="گذرواژهٔ تازه" autocomplete="new-password">
          <NewPasswordRules field="newPassword" owner={owner} />
        </PasswordField>
      </Form>
    </Page>
  )
}

/** Fields: email; empty removes it. */
export function AccountEmail({ shell, ...form }: AccountForm) {
  return (
    <Page shell={shell} title="پست الکترونیک" errors={form.errors} back="/account" narrow>
      <h1>پست الکترونیک</h1>
      <Form {...form} submit="ثبت">
        <Field
          {...form}
          name="email"
          label="پست الکترونیک (اختیاری)"
          hint="برای برداشتن نشانی، کادر را خالی بگذارید."
          type="email"
          inputmode="email"
          autocomplete="email"
          ltr
          maxlength={254}
          required={false}
        />
      </Form>
    </Page>
  )
}

/** Fields: mobile, currentPassword. */
export function AccountMobile({ shell, ...form }: AccountForm) {
  return (
    <Page shell={shell} title="تغییر شماره همراه" errors={form.errors} back="/account" narrow>
      <h1>تغییر شماره همراه</h1>
      <p>شمارهٔ تازه باید به نام خودتان باشد. کدی به آن پیامک می‌شود و به شمارهٔ پیشین هم خبر می‌دهیم.</p>
      <Form {...form} submit="مرحله بعد">
        <Field
          {...form}
          name="mobile"
          label="شماره همراه تازه"
          hint="یازده رقم با صفر اول، مانند ۰۹۱۲۳۴۵۶۷۸۹."
          type="tel"
          inputmode="numeric"
          autocomplete="tel"
          ltr
          maxlength={30}
          width="w12"
        />
        <PasswordField
          errors={form.errors}
          name="currentPassword"
          label="گذرواژهٔ کنونی"
          autocomplete="current-password"
        />
      </Form>
    </Page>
  )
}

/** Fields: code. Resend posts to /account/mobile/code/resend. */
export function AccountMobileCode(props: AccountForm & { maskedMobile: string; resendSeconds: number }) {
  const { shell, maskedMobile, resendSeconds, ...form } = props
  return (
    <Page shell={shell} title="کد پیامکی - تغییر شماره همراه" errors={form.errors} back="/account/mobile" narrow>
      <h1>کد پیامک‌شده را بنویسید</h1>
      <p>
        کدی ۶ رقمی به شمارهٔ تازهٔ{' '}
        <bdi class="nowrap" dir="ltr">
          {maskedMobile}
        </bdi>{' '}
        پیامک کردیم. کد دو دقیقه اعتبار دارد.
      </p>
      <Form {...form} submit="تغییر شماره">
        <CodeField name="code" label="کد ۶ رقمی" errors={form.errors} />
      </Form>
      <ResendCode action="/account/mobile/code/resend" token={form.token} seconds={resendSeconds} />
    </Page>
  )
}

export type DeviceCard = {
  sessionId: string
  device: string
  address: string
  /** Instants, milliseconds. */
  signedInAt: number
  lastSeenAt: number
  /** The one this page is seen on. */
  current: boolean
}

/** Posts `sessionId` to /account/devices/sign-out, and nothing but the token to /account/devices/sign-out-all. */
export function AccountDevices({
  shell,
  token,
  devices,
}: {
  shell: Shell
  token: string
  devices: readonly DeviceCard[]
}) {
  return (
    <Page shell={shell} title="دستگاه‌ها" back="/account" narrow>
      <h1>دستگاه‌ها</h1>
      <p>
        این‌ها جاهایی هستند که اکنون با حساب شما وارد شده‌اند. هر کدام را نمی‌شناسید، از آن خارج شوید و گذرواژه را تغییر
        دهید.
      </p>
      <ul class="listing">
        {devices.map(({ sessionId, device, address, signedInAt, lastSeenAt, current }) => (
          <li key={sessionId}>
            <b>{device}</b> {current ? <Tag kind="success">همین دستگاه</Tag> : null}
            <p>
              ورود: {formatInstant(signedInAt, 'long')}، آخرین کار: {formatInstant(lastSeenAt, 'long')}، نشانی اینترنتی:{' '}
              <bdi dir="ltr">{toPersianDigits(address)}</bdi>
            </p>
            {current ? null : (
              <ActionButton
                action="/account/devices/sign-out"
                token={token}
                text="خروج از این دستگاه"
                about={`${device}، ورود ${formatInstant(signedInAt, 'long')}`}
                kind="textlike"
                values={{ sessionId }}
              />
            )}
          </li>
        ))}
      </ul>
      <ActionButton
        action="/account/devices/sign-out-all"
        token={token}
        text="خروج از همهٔ دستگاه‌ها"
        kind="button danger"
      />
      <p class="soft">از همین دستگاه هم خارج می‌شوید و باید دوباره وارد شوید.</p>
    </Page>
  )
}

const ACTIONS = {
  'signed-up': 'ثبت‌نام',
  'signed-in': 'ورود',
  'sign-in-failed': 'ورود ناموفق',
  'signed-out': 'خروج',
  'signed-out-everywhere': 'خروج از همهٔ دستگاه‌ها',
  'session-ended': 'خروج از یک دستگاه',
  'password-changed': 'تغییر گذرواژه',
  'password-recovered': 'بازیابی گذرواژه',
  'email-changed': 'تغییر پست الکترونیک',
  'mobile-changed': 'تغییر شماره همراه',
} as const

export type AccountAction = keyof typeof ACTIONS

export type ActivityLine = {
  /** An instant, milliseconds. */
  at: number
  action: AccountAction
  device: string | null
  address: string | null
}

/** /account/activity: newest first. */
export function AccountActivity({ shell, lines }: { shell: Shell; lines: readonly ActivityLine[] }) {
  return (
    <Page shell={shell} title="ورودها و تغییرها" back="/account">
      <h1>ورودها و تغییرها</h1>
      <p>اگر کاری را شما نکرده‌اید، گذرواژه را تغییر دهید و از همهٔ دستگاه‌ها خارج شوید.</p>
      <Table
        caption="ورودها و تغییرهای حساب شما، تازه‌ترین در بالا"
        head={['زمان', 'چه شد', 'از کجا']}
        rows={lines.map(({ at, action, device, address }) => [
          formatInstant(at, 'long'),
          ACTIONS[action],
          <>
            {device ?? 'نامشخص'}
            {address === null ? null : (
              <>
                {' '}
                <bdi dir="ltr" class="soft nowrap">
                  {toPersianDigits(address)}
                </bdi>
              </>
            )}
          </>,
        ])}
      />
    </Page>
  )
}
