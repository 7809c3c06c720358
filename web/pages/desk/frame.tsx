import type { ComponentChildren } from 'preact'
import { Hint, Wrong, describedBy } from '#web/components/form.tsx'
import { StaffPage, type AtDesk } from '#web/pages/staff.tsx'
import { LinkButton, Notice } from '#web/components/parts.tsx'
import { formatJalali } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/text.ts'
import type { KnowledgeTidings } from '#app/answers/desk.ts'

export type { AtDesk }

/** For staff whose work is not at a desk. */
export function NoDesk({
  staff,
  role,
  tidings = null,
}: {
  staff: AtDesk
  role: string
  tidings?: KnowledgeTidings | null
}) {
  return (
    <StaffPage title="کارهای من" staff={staff}>
      <h1>کارهای من</h1>
      <p>نقش شما «{role}» است و میز رسیدگی به درخواست ندارد.</p>
      {tidings === null ? null : <Tidings tidings={tidings} />}
    </StaffPage>
  )
}

/** Why something was not done or not found, with the way back to the queue. */
export function DeskProblem({ staff, heading, message }: { staff: AtDesk; heading: string; message: string }) {
  return (
    <StaffPage title={heading} staff={staff}>
      <h1>{heading}</h1>
      <p>{message}</p>
      <p>
        <LinkButton href="/staff">بازگشت به صف</LinkButton>
      </p>
    </StaffPage>
  )
}

/** A form that is only a button, with a key of its own. */
export function DeskButton(props: {
  action: string
  token: string
  text: string
  accesskey?: string
  second?: boolean
  /** Hidden inputs. */
  children?: ComponentChildren
}) {
  const { action, token, text, accesskey, second = false, children } = props
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_csrf" value={token} />
      {children}
      <button type="submit" class={second ? 'button second' : 'button'} accesskey={accesskey}>
        {text}
      </button>
    </form>
  )
}

/** A choice from a list, in groups where they have names. */
export function Choose(props: {
  id: string
  name?: string
  label: string
  groups: readonly { label?: string; options: readonly (readonly [value: string, words: string])[] }[]
  value?: string | undefined
  error?: string | undefined
}) {
  const { id, name = id, label, groups, value, error } = props
  const optionsOf = (options: (typeof groups)[number]['options']) =>
    options.map(([one, words]) => (
      <option key={one} value={one} selected={value === one}>
        {words}
      </option>
    ))
  return (
    <div class={error === undefined ? 'field' : 'field bad'}>
      <label for={id}>{label}</label>
      <Wrong name={id} text={error} />
      <select
        id={id}
        name={name}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={describedBy(id, undefined, error)}
      >
        <option value="">انتخاب کنید</option>
        {groups.map((group) =>
          group.label === undefined ? (
            optionsOf(group.options)
          ) : group.options.length === 0 ? null : (
            <optgroup key={group.label} label={group.label}>
              {optionsOf(group.options)}
            </optgroup>
          ),
        )}
      </select>
    </div>
  )
}

/** Several lines of text under a label. */
export function TextArea(props: {
  id: string
  name?: string
  label: string
  value?: string | undefined
  hint?: string
  error?: string | undefined
  rows?: number
  /** Characters. */
  longest?: number
}) {
  const { id, name = id, label, value, hint, error, rows = 3, longest = 2000 } = props
  return (
    <div class={error === undefined ? 'field' : 'field bad'}>
      <label for={id}>{label}</label>
      <Hint name={id} text={hint} />
      <Wrong name={id} text={error} />
      <textarea
        id={id}
        name={name}
        rows={rows}
        maxlength={longest}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={describedBy(id, hint, error)}
      >
        {value}
      </textarea>
    </div>
  )
}

/** What waits for the reader in training and answers, with the ways there. */
export function Tidings({ tidings }: { tidings: KnowledgeTidings }) {
  const { toLearn, tasks, firstDue, proposals, wordings } = tidings
  const lines = [
    { count: toLearn, text: 'سند برای آموختن دارید', href: '/staff/training' },
    {
      count: tasks,
      text: `پاسخ پایان می‌یابد${firstDue === null ? '' : `؛ نخستین، ${formatJalali(firstDue, 'long')}`}`,
      href: '/staff/answers',
    },
    { count: proposals, text: 'پاسخ در انتظار تأیید شماست', href: '/staff/answers/proposals' },
    { count: wordings, text: 'عبارت تازه از مردم رسیده است', href: '/staff/answers/wordings' },
  ].filter(({ count }) => count > 0)
  if (lines.length === 0) return null
  return (
    <Notice>
      <ul>
        {lines.map(({ count, text, href }) => (
          <li key={href}>
            <a href={href}>
              {formatNumber(count)} {text}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** A list of what the keys do; the script of the desk reads the keys from the `accesskey` of what they press. */
export function Keys({ keys }: { keys: readonly (readonly [key: string, does: string])[] }): ComponentChildren {
  return (
    <details class="keys">
      <summary accesskey="/">میان‌برهای صفحه‌کلید</summary>
      <p class="hint">
        همراه Alt، با هر چیدمان صفحه‌کلید (حرف‌ها جای کلیدها را نشان می‌دهند). در خانه‌های نوشتن کار نمی‌کنند.
      </p>
      <dl>
        {[...keys, ['/', 'همین فهرست'] as const].map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd dir="ltr">{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
