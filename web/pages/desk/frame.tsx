import type { ComponentChildren } from 'preact'
import { StaffPage } from '#web/pages/staff.tsx'
import { LinkButton } from '#web/components/parts.tsx'

/** Who is at the desk: their name for the header, and the token of their forms. */
export type AtDesk = { readonly name: string; readonly token: string }

/** For staff whose work is not at a desk. */
export function NoDesk({ staff, role }: { staff: AtDesk; role: string }) {
  return (
    <StaffPage title="کارهای من" staff={staff}>
      <h1>کارهای من</h1>
      <p>نقش شما «{role}» است و میز رسیدگی به درخواست ندارد.</p>
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
}) {
  const { action, token, text, accesskey, second = false } = props
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_csrf" value={token} />
      <button type="submit" class={second ? 'button second' : 'button'} accesskey={accesskey}>
        {text}
      </button>
    </form>
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
}) {
  const { id, name = id, label, value, hint, error } = props
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean)
  return (
    <div class={error === undefined ? 'field' : 'field bad'}>
      <label for={id}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="wrong" id={`${id}-error`}>
          <span class="sr">خطا: </span>
          {error}
        </p>
      )}
      <textarea
        id={id}
        name={name}
        rows={3}
        maxlength={2000}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={described.length === 0 ? undefined : described.join(' ')}
      >
        {value}
      </textarea>
    </div>
  )
}

/** The keys that work together with Alt (on some systems Alt and Shift). */
export function Keys({ keys }: { keys: readonly (readonly [key: string, does: string])[] }): ComponentChildren {
  return (
    <p class="soft">
      {'میان‌برهای صفحه‌کلید، همراه Alt: '}
      {keys.map(([key, does], n) => (
        <>
          {n === 0 ? null : '، '}
          <kbd dir="ltr">{key}</kbd> {does}
        </>
      ))}
    </p>
  )
}
