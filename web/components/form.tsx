import type { ComponentChildren } from 'preact'
import type { FieldError, FormProps } from './shell.ts'

type FormFrame = Pick<FormProps, 'errors' | 'token'> & {
  /** The page's own address unless given. */
  action?: string
  /** Where to go on: the text of the button. */
  submit: string
  /** Links beside the button. */
  aside?: ComponentChildren
  children?: ComponentChildren
}

/** A form that posts, with its error summary on top and its button at the end. */
export function Form({ errors, token, action, submit, aside, children }: FormFrame) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action={action} novalidate>
        <input type="hidden" name="_csrf" value={token} />
        {children}
        <div class="actions">
          <button type="submit" class="button">
            {submit}
          </button>
          {aside}
        </div>
      </form>
    </>
  )
}

/** Takes the focus when the page opens, so that what is wrong is the first thing read. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null
  return (
    <div class="notice error" role="alert" tabindex={-1} autofocus data-focus>
      <h2>{summaryHeading(errors)}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>{field === '' ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  )
}

/** What stands at no field (a wrong password, a limit) is not for mending in the form. */
function summaryHeading(errors: readonly FieldError[]): string {
  const atFields = errors.filter(({ field }) => field !== '').length
  if (atFields === 0) return 'انجام نشد'
  return atFields === 1 ? 'یک مورد را درست کنید' : 'این موارد را درست کنید'
}

export type FieldProps = Pick<FormProps, 'values' | 'errors'> & {
  name: string
  label: string
  hint?: string
  type?: 'text' | 'password' | 'email' | 'tel' | 'search'
  /** `numeric` for the phone's number pad. */
  inputmode?: 'numeric' | 'tel' | 'email'
  autocomplete?: string
  /** Numbers, codes and addresses read from left to right. */
  ltr?: boolean
  /** Longest text taken; leave room for the marks people put between digits. */
  maxlength?: number
  width?: 'w6' | 'w12' | 'w26' | 'code'
  required?: boolean
  /** Wraps the input in what makes it more than a text field. */
  around?: (input: ComponentChildren) => ComponentChildren
  children?: ComponentChildren
}

/** One question: label, hint, what is wrong and how to mend it, the input. A password is never written back. */
export function Field(props: FieldProps) {
  const { name, label, hint, type = 'text', width, ltr = false, around } = props
  const error = errorOf(name, props.errors)
  const input = (
    <input
      id={name}
      name={name}
      type={type}
      value={type === 'password' ? undefined : props.values[name]}
      dir={ltr ? 'ltr' : undefined}
      inputmode={props.inputmode}
      autocomplete={props.autocomplete}
      autocapitalize={ltr ? 'none' : undefined}
      spellcheck={false}
      maxlength={props.maxlength ?? 80}
      required={props.required ?? true}
      aria-invalid={error === undefined ? undefined : 'true'}
      aria-describedby={describedBy(name, hint, error)}
    />
  )
  return (
    <div class={['field', width, error === undefined ? '' : 'bad'].filter(Boolean).join(' ')}>
      <label for={name}>{label}</label>
      <Hint name={name} text={hint} />
      <Wrong name={name} text={error} />
      {around === undefined ? input : around(input)}
      {props.children}
    </div>
  )
}

/** A Jalali date: typed, or picked from the calendar that a script puts at the left of the field. */
export function DateField(props: Omit<FieldProps, 'around'> & { hint: string }) {
  return (
    <Field
      {...props}
      inputmode="numeric"
      maxlength={30}
      width="w12"
      around={(input) => <jalali-date class="row">{input}</jalali-date>}
    />
  )
}

/** A password with «نمایش گذرواژه»; the children stand under the field. */
export function PasswordField(props: Omit<FieldProps, 'around' | 'type' | 'values'>) {
  return (
    <Field {...props} values={{}} type="password" ltr maxlength={128}>
      <show-password for={props.name}>
        <label class="tick">
          <input type="checkbox" />
          نمایش گذرواژه
        </label>
      </show-password>
      {props.children}
    </Field>
  )
}

/** The six digits of an SMS. Phones offer them by themselves. */
export function CodeField(props: Pick<FieldProps, 'errors' | 'label' | 'name'> & { hint?: string }) {
  return (
    <Field {...props} values={{}} ltr inputmode="numeric" autocomplete="one-time-code" maxlength={20} width="code" />
  )
}

export function RadioGroup(
  props: Pick<FieldProps, 'values' | 'errors' | 'name' | 'label' | 'hint'> & {
    options: Readonly<Record<string, string>>
  },
) {
  const { name, label, hint, options, values } = props
  const error = errorOf(name, props.errors)
  return (
    <fieldset class={error === undefined ? undefined : 'bad'} aria-describedby={describedBy(name, hint, error)}>
      <legend>{label}</legend>
      <Hint name={name} text={hint} />
      <Wrong name={name} text={error} />
      <div class="choices">
        {Object.entries(options).map(([value, text], index) => (
          <label class="tick" key={value}>
            <input
              type="radio"
              name={name}
              id={index === 0 ? name : `${name}-${value}`}
              value={value}
              checked={values[name] === value}
              required
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Several lines of text. */
export function LinesField(
  props: Pick<FieldProps, 'values' | 'errors' | 'name' | 'label' | 'hint' | 'maxlength' | 'required'> & {
    rows?: number
  },
) {
  const { name, label, hint, values, rows = 5 } = props
  const error = errorOf(name, props.errors)
  return (
    <div class={error === undefined ? 'field' : 'field bad'}>
      <label for={name}>{label}</label>
      <Hint name={name} text={hint} />
      <Wrong name={name} text={error} />
      <textarea
        id={name}
        name={name}
        rows={rows}
        maxlength={props.maxlength}
        required={props.required ?? true}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={describedBy(name, hint, error)}
      >
        {values[name]}
      </textarea>
    </div>
  )
}

/** One of many, from a list; `none`: what stands there while nothing is chosen, where something need be. */
export function SelectField(
  props: Pick<FieldProps, 'values' | 'errors' | 'name' | 'label' | 'hint'> & {
    none?: string
    options: readonly (readonly [value: string, words: string])[]
  },
) {
  const { name, label, hint, none, options, values } = props
  const error = errorOf(name, props.errors)
  return (
    <div class={error === undefined ? 'field' : 'field bad'}>
      <label for={name}>{label}</label>
      <Hint name={name} text={hint} />
      <Wrong name={name} text={error} />
      <select
        id={name}
        name={name}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={describedBy(name, hint, error)}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map(([value, words]) => (
          <option key={value} value={value} selected={values[name] === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

export function Checkbox(props: Pick<FieldProps, 'values' | 'errors' | 'name' | 'label'>) {
  const { name, label, values } = props
  const error = errorOf(name, props.errors)
  return (
    <div class={error === undefined ? 'field' : 'field bad'}>
      <Wrong name={name} text={error} />
      <label class="tick">
        <input
          type="checkbox"
          name={name}
          id={name}
          value="yes"
          checked={values[name] === 'yes'}
          aria-invalid={error === undefined ? undefined : 'true'}
          aria-describedby={describedBy(name, undefined, error)}
        />
        {label}
      </label>
    </div>
  )
}

/** A form that is only a button. */
export function ActionButton(props: {
  action?: string
  token: string
  text: string
  /** What screen readers hear besides the text, where many such buttons stand on one page. */
  about?: string
  kind?: 'button' | 'button second' | 'button danger' | 'textlike'
  values?: Readonly<Record<string, string>>
}) {
  const { action, token, text, about, kind = 'button', values = {} } = props
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_csrf" value={token} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={kind}>
        {text}
        {about === undefined ? null : <span class="sr"> {about}</span>}
      </button>
    </form>
  )
}

export function Hint({ name, text }: { name: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p class="hint" id={`${name}-hint`}>
      {text}
    </p>
  )
}

export function Wrong({ name, text }: { name: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p class="wrong" id={`${name}-error`}>
      <span class="sr">خطا: </span>
      {text}
    </p>
  )
}

export const errorOf = (name: string, errors: readonly FieldError[]) =>
  errors.find(({ field }) => field === name)?.message

export function describedBy(name: string, hint: string | undefined, error: string | undefined): string | undefined {
  const ids = [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`].filter(Boolean)
  return ids.length === 0 ? undefined : ids.join(' ')
}
