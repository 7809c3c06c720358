import type { ComponentChildren } from 'preact'
import type { RequestAtDesk } from '#app/requests/at-desk.ts'
import { Form, errorOf } from '#web/components/form.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { DeskButton, type AtDesk } from './frame.tsx'
import { Once, type Typed } from './talk.tsx'

export type MovesProps = { staff: AtDesk; of: RequestAtDesk; typed: Typed | null; errors: readonly FieldError[] }

/** The address of something that is done with a request. */
export const hrefOf = ({ row }: RequestAtDesk, path: string): string => `/staff/requests/${row.trackingCode}/${path}`

/** A form that is only a button. */
export function Press(props: MovesProps & { act: string; text: string; accesskey?: string; second?: boolean }) {
  const { staff, of, act, text, accesskey, second = false } = props
  return (
    <DeskButton
      action={hrefOf(of, act)}
      token={staff.token}
      text={text}
      second={second}
      {...(accesskey === undefined ? {} : { accesskey })}
    >
      <Once sent={{}} />
    </DeskButton>
  )
}

type Inside = { sent: Typed['values']; error: (field: string) => string | undefined }

/** A form that opens when it is needed, and stays open with what was typed when it was refused. */
export function Act(
  props: MovesProps & {
    act: string
    /** The form's own name, where several post to one address. */
    form?: string
    title: string
    submit: string
    accesskey?: string
    children: (inside: Inside) => ComponentChildren
  },
) {
  const { staff, of, typed, errors, act, form = act, title, submit, accesskey, children } = props
  const is = typed?.form === form
  const sent = is ? typed.values : {}
  return (
    <details open={is}>
      <summary accesskey={accesskey}>{title}</summary>
      <Form action={hrefOf(of, act)} token={staff.token} errors={[]} submit={submit}>
        <Once sent={sent} />
        {children({ sent, error: (field) => errorOf(`${form}-${field}`, is ? errors : []) })}
      </Form>
    </details>
  )
}
