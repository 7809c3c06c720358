import { randomUUID } from 'node:crypto'
import type { ComponentChildren } from 'preact'
import { formatInstant } from '#kernel/dates.ts'
import type { Actor } from '#kernel/service/action.ts'
import { mayReply, questions, type Question } from '#kernel/service/questions.ts'
import type { Case } from '#app/staff/case.ts'
import { deskNames, staffRoles, type StaffRole } from '#app/staff/staff.ts'
import type { Colleague } from '#store/desk.ts'
import { Form, errorOf } from '#web/components/form.tsx'
import { Tag } from '#web/components/parts.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { Choose, TextArea, type AtDesk } from './frame.tsx'
import { actorName, addresseeName } from './words.ts'

/** A form as it was sent: which one, and what stood in it. */
export type Typed = { readonly form: string; readonly values: Readonly<Record<string, string>> }
export type TalkProps = { staff: AtDesk; of: Case; typed: Typed | null; errors: readonly FieldError[] }

/** What colleagues said to each other in a case. The person never sees it. */
export function Talk(props: TalkProps) {
  const { application, names } = props.of
  const asked = questions(application)
  const said = application.actions.flatMap((action): { by: Actor; at: number; text: string; citizen: boolean }[] => {
    const { by, at } = action
    if (action.kind === 'noted') return [{ by, at, text: action.text, citizen: action.shownTo === 'citizen' }]
    if (action.kind !== 'assigned' || action.note === undefined) return []
    return [{ by, at, text: `به ${names.get(action.to) ?? 'همکار'} سپرد: ${action.note}`, citizen: false }]
  })
  if (asked.length + said.length === 0) return null
  return (
    <section>
      <h2>یادداشت‌ها و پرسش‌ها</h2>
      {asked.map((question) => (
        <Asked key={question.n} {...props} question={question} />
      ))}
      {said.map(({ by, at, text, citizen }, n) => (
        <Said key={n} who={actorName(by, names)} at={at} text={text}>
          {citizen ? <Tag>متقاضی هم می‌بیند</Tag> : null}
        </Said>
      ))}
    </section>
  )
}

function Asked({ of, staff, typed, errors, question }: TalkProps & { question: Question }) {
  const { n, by, at, to, text, reply } = question
  const { names, desk, row } = of
  const form = `reply-${n}`
  const sent = typed?.form === form ? typed.values : {}
  return (
    <div id={`question-${n}`}>
      <Said who={`${actorName(by, names)} از ${addresseeName(to, names)}`} at={at} text={text}>
        {reply === null ? <Tag kind="warning">بی‌پاسخ</Tag> : null}
      </Said>
      {reply === null ? null : (
        <Said who={`پاسخ ${actorName(reply.by, names)}`} at={reply.at} text={reply.text} answer />
      )}
      {mayReply(question, { role: desk.role, id: desk.staffId }) ? (
        <Form
          action={`/staff/cases/${row.trackingCode}/questions/${n}/reply`}
          token={staff.token}
          errors={[]}
          submit="فرستادن پاسخ"
        >
          <Once sent={sent} />
          <TextArea
            id={form}
            label="پاسخ شما"
            value={sent[form]}
            error={errorOf(form, typed?.form === form ? errors : [])}
          />
        </Form>
      ) : null}
    </div>
  )
}

type SaidProps = { who: string; at: number; text: string; answer?: boolean; children?: ComponentChildren }

function Said({ who, at, text, answer = false, children }: SaidProps) {
  return (
    <div class={answer ? 'talk answer' : 'talk'}>
      <p class="soft">
        {who}، {formatInstant(at, 'long')} {children}
      </p>
      <p class="lines">{text}</p>
    </div>
  )
}

/** The key of an attempt: a form sent twice is one deed. */
export const Once = ({ sent }: { sent: Typed['values'] }) => (
  <input type="hidden" name="once" value={sent['once'] ?? randomUUID()} />
)

/** The forms by which colleagues speak to each other about a case. */
export function TalkForms(props: TalkProps) {
  const { permitted } = props.of
  return (
    <>
      <Note {...props} />
      {permitted.ask ? <Ask {...props} /> : null}
      {permitted.handOver ? <HandOver {...props} /> : null}
    </>
  )
}

function formOf({ of, typed, errors }: TalkProps, form: string) {
  const is = typed?.form === form
  return {
    open: is,
    sent: is ? typed.values : {},
    error: (field: string) => errorOf(field, is ? errors : []),
    href: (path: string) => `/staff/cases/${of.row.trackingCode}/${path}`,
  }
}

function Note(props: TalkProps) {
  const { open, sent, error, href } = formOf(props, 'note')
  return (
    <details open={open}>
      <summary accesskey="m">یادداشت برای همکاران</summary>
      <Form action={href('notes')} token={props.staff.token} errors={[]} submit="ثبت یادداشت">
        <Once sent={sent} />
        <TextArea
          id="text"
          label="یادداشت"
          hint="متقاضی این یادداشت را نمی‌بیند."
          value={sent['text']}
          error={error('text')}
        />
      </Form>
    </details>
  )
}

function Ask(props: TalkProps) {
  const { open, sent, error, href } = formOf(props, 'ask')
  const groups = [
    { label: 'هر کس با این نقش در شعبه', options: Object.entries(deskNames) },
    { label: 'همکار', options: props.of.colleagues.map(nameOf) },
  ]
  return (
    <details open={open}>
      <summary accesskey="q">پرسش از همکار</summary>
      <Form action={href('questions')} token={props.staff.token} errors={[]} submit="فرستادن پرسش">
        <Once sent={sent} />
        <Choose id="ask-to" label="از چه کسی" groups={groups} value={sent['ask-to']} error={error('ask-to')} />
        <TextArea
          id="question"
          label="پرسش"
          hint="شما و او آن را در همین پرونده می‌بینید؛ متقاضی نمی‌بیند و مهلت‌ها تغییر نمی‌کند."
          value={sent['question']}
          error={error('question')}
        />
      </Form>
    </details>
  )
}

function HandOver(props: TalkProps) {
  const { open, sent, error, href } = formOf(props, 'hand-over')
  if (props.of.takers.length === 0) return null
  return (
    <details open={open}>
      <summary accesskey="g">سپردن به همکار</summary>
      <Form action={href('hand-over')} token={props.staff.token} errors={[]} submit="سپردن پرونده">
        <Once sent={sent} />
        <Choose
          id="hand-over-to"
          label="همکار"
          groups={[{ options: props.of.takers.map(nameOf) }]}
          value={sent['hand-over-to']}
          error={error('hand-over-to')}
        />
        <TextArea
          id="hand-over-note"
          label="یادداشت برای او"
          hint="در پرونده می‌ماند؛ متقاضی آن را نمی‌بیند."
          value={sent['hand-over-note']}
          error={error('hand-over-note')}
        />
      </Form>
    </details>
  )
}

/** A colleague as an option of a list. */
export const nameOf = ({ staffId, name, role }: Colleague) =>
  [staffId, `${name} (${staffRoles[role as StaffRole]})`] as const
