import { moveOf } from '#kernel/service/flow.ts'
import { mayReply, questions } from '#kernel/service/questions.ts'
import type { Permission } from '#kernel/service/permitted.ts'
import type { Case } from '#app/staff/case.ts'
import { recordedFacts } from '#app/staff/recorded-facts.ts'
import { Form, errorOf } from '#web/components/form.tsx'
import { Inputs } from '#web/components/inputs.tsx'
import { Notice } from '#web/components/parts.tsx'
import { Choose, DeskButton, TextArea } from './frame.tsx'
import { Once, TalkForms, nameOf, type TalkProps, type Typed } from './talk.tsx'
import { MOVE_WORDS, stateAfter } from './words.ts'

/** What the reader can do now, each with its form. */
export function Moves(props: TalkProps) {
  const { of, staff, typed } = props
  const { permitted, application, desk } = of
  const holds = application.holder === desk.staffId
  const shown = formsShown(of)
  return (
    <section class="work" aria-labelledby="work">
      <h2 id="work">کار شما</h2>
      {typed !== null && !shown.includes(typed.form) ? <Kept values={typed.values} /> : null}
      {permitted.claim ? (
        <DeskButton
          action={`${caseHref(of)}/claim`}
          token={staff.token}
          text={of.insteadOf === null ? 'برداشتن پرونده' : `برداشتن به جای ${of.names.get(of.insteadOf) ?? 'همکار'}`}
          accesskey="c"
        />
      ) : null}
      {!holds && !permitted.claim ? <p>{whyNot(of)}</p> : null}
      {permitted.record.map(({ name, from }) => (
        <Record key={name} {...props} name={name} source={from.key} />
      ))}
      {holds
        ? permitted.moves.map((permission) => <Move key={permission.move} {...props} permission={permission} />)
        : null}
      {permitted.assign ? <Assign {...props} /> : null}
      <TalkForms {...props} />
      {permitted.release ? (
        <DeskButton action={`${caseHref(of)}/release`} token={staff.token} text="برگرداندن به صف" second />
      ) : null}
    </section>
  )
}

const caseHref = ({ row }: Case): string => `/staff/cases/${row.trackingCode}`
const actionOf = (move: string): string => move.slice(move.indexOf(':') + 1)

function formsShown({ permitted, application, desk }: Case): string[] {
  const moves = application.holder === desk.staffId ? permitted.moves.filter(({ allowed }) => allowed) : []
  return [
    'note',
    ...(permitted.assign ? ['assign'] : []),
    ...(permitted.ask ? ['ask'] : []),
    ...(permitted.handOver ? ['hand-over'] : []),
    ...questions(application).flatMap((one) =>
      mayReply(one, { role: desk.role, id: desk.staffId }) ? [`reply-${one.n}`] : [],
    ),
    ...moves.map(({ move }) => actionOf(move)),
    ...permitted.record.map(({ name }) => name),
  ]
}

function whyNot({ service, application, names, permitted }: Case): string {
  const { holder, state } = application
  if (service.flow.states[state]?.clock !== 'organisation') return 'این پرونده اکنون در نوبت شعبه نیست.'
  if (holder !== null) return `این پرونده در دست ${names.get(holder) ?? 'همکار دیگری'} است.`
  return permitted.moves.length === 0
    ? 'این پرونده اکنون در نوبت نقش دیگری است.'
    : 'تصمیم پیشین این پرونده را شما گرفته‌اید؛ همکار دیگری باید آن را بررسی کند.'
}

/** What somebody typed into a form that is not there any more. */
function Kept({ values }: { values: Typed['values'] }) {
  const texts = Object.entries(values).filter(([name, text]) => !name.startsWith('_') && text.trim() !== '')
  if (texts.length === 0) return null
  return (
    <Notice kind="warning" title="آنچه نوشته بودید و ثبت نشد">
      <ul>
        {texts.map(([name, text]) => (
          <li key={name}>{text}</li>
        ))}
      </ul>
    </Notice>
  )
}

function Move({ permission, ...props }: TalkProps & { permission: Permission }) {
  const { of, typed, errors, staff } = props
  const action = actionOf(permission.move)
  const words = MOVE_WORDS[action] ?? ''
  if (!permission.allowed)
    return (
      <p class="hint">
        {words}: {permission.why}
      </p>
    )
  const { needs } = moveOf(of.service.flow.states[of.application.state], permission.move)!
  const sent = typed?.form === action ? typed.values : {}
  const own = typed?.form === action ? errors : []
  const form = (
    <Form action={`${caseHref(of)}/moves/${action}`} token={staff.token} errors={[]} submit={words}>
      <Once sent={sent} />
      {needs === 'remarks' ? <Remarks of={of} sent={sent} /> : null}
      {needs === 'reasons' ? <Reasons of={of} sent={sent} errors={own} /> : null}
      <TextArea
        id={`${action}-note`}
        name="note"
        label="توضیح برای متقاضی (اختیاری)"
        value={sent['note']}
        hint={`متقاضی آن را می‌خواند. پس از این، وضعیت: «${stateAfter(of.service, of.application, permission.move)}».`}
      />
    </Form>
  )
  return (
    <details open={typed?.form === action}>
      <summary accesskey={KEYS[action]}>{words}</summary>
      {form}
    </details>
  )
}

const KEYS: Readonly<Record<string, string>> = { approve: 'a', confirm: 'a', return: 'b', reject: 'r' }

/** A remark for each question and document that may have to be mended. */
function Remarks({ of: { service, application, now }, sent }: { of: Case; sent: Typed['values'] }) {
  const fields = now.pages.flatMap((page) => service.pages[page]?.fields ?? [])
  const boxes = [
    ...fields.map((name) => ({ id: `field-${name}`, name, label: service.fields[name]?.label ?? '' })),
    ...now.documents.map((name) => ({
      id: `document-${name}`,
      name,
      label: `مدرک: ${service.documents[name]?.title ?? ''}`,
    })),
  ]
  return (
    <>
      <p>برای هر موردی که باید اصلاح شود بنویسید چه ایرادی دارد. فقط همین موردها برای متقاضی باز می‌شود.</p>
      {boxes.map(({ id, name, label }) => (
        <TextArea
          key={id}
          id={id}
          label={label}
          value={sent[id] ?? (application.infected.includes(name) ? LOST : '')}
        />
      ))}
    </>
  )
}

const LOST = 'پروندهٔ این مدرک آلوده بود و پاک شد. آن را از اصل مدرک دوباره تهیه کنید و بفرستید.'

/** The rules of the service, those that say no first; each with a word to the person. */
function Reasons({
  of: { service, judgement },
  sent,
  errors,
}: {
  of: Case
  sent: Typed['values']
  errors: TalkProps['errors']
}) {
  const refusals = new Map(judgement.rules.map(({ rule, refusal }) => [rule, refusal]))
  const rules = Object.entries(service.rules).toSorted(
    ([one], [other]) => Number((refusals.get(one) ?? null) === null) - Number((refusals.get(other) ?? null) === null),
  )
  return (
    <>
      <p>دلیل یا دلیل‌ها را انتخاب کنید و برای هر کدام توضیحی بنویسید که متقاضی می‌خواند.</p>
      {rules.map(([name, { title, law }]) => (
        <fieldset key={name}>
          <legend>{title}</legend>
          <p class="hint">
            {[law]
              .flat()
              .map(({ cite }) => cite)
              .join('؛ ')}
          </p>
          <label class="tick">
            <input type="checkbox" name={`reason-${name}`} value="yes" checked={sent[`reason-${name}`] === 'yes'} />
            درخواست به این دلیل رد می‌شود
          </label>
          <TextArea
            id={`note-${name}`}
            label="توضیح برای متقاضی"
            value={sent[`note-${name}`] ?? refusals.get(name) ?? ''}
            error={errors.find(({ field }) => field === `note-${name}`)?.message}
          />
        </fieldset>
      ))}
    </>
  )
}

function Record({ of, staff, typed, errors, name, source }: TalkProps & { name: string; source: string }) {
  const field = recordedFacts[source]
  if (field === undefined) return null
  const sent = typed?.form === name ? typed.values : {}
  return (
    <Form action={`${caseHref(of)}/facts/${name}`} token={staff.token} errors={[]} submit="ثبت در پرونده">
      <Inputs inputs={[field.input(name)]} raw={sent} errors={typed?.form === name ? errors : []} />
    </Form>
  )
}

function Assign({ of, staff, typed, errors }: TalkProps) {
  if (of.takers.length === 0) return <p>همکار دیگری نیست که بتوان پرونده را به او سپرد.</p>
  const is = typed?.form === 'assign'
  return (
    <details open={is}>
      <summary accesskey="g">سپردن به یکی از همکاران</summary>
      <Form action={`${caseHref(of)}/assign`} token={staff.token} errors={[]} submit="سپردن پرونده">
        <Choose
          id="to"
          label="همکار"
          groups={[{ options: of.takers.map(nameOf) }]}
          value={is ? typed.values['to'] : undefined}
          error={errorOf('to', is ? errors : [])}
        />
      </Form>
    </details>
  )
}
