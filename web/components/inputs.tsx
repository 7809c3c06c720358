import type { ComponentChildren } from 'preact'
import type { Input, LineLook, Look, Raw } from '#kernel/fields/field.ts'
import type { FileRef } from '#kernel/fields/file.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { Checkbox, DateField, Field, Hint, LinesField, RadioGroup, Wrong, describedBy, errorOf } from './form.tsx'
import type { FieldError } from './shell.ts'

/** What the inputs of a page share: what stands in them, what is wrong, and the files that can be chosen. */
export type InputsProps = {
  readonly raw: Raw
  readonly errors: readonly FieldError[]
  /** Files sent for the fields that are files, by the field's name. */
  readonly files?: Readonly<Record<string, readonly FileRef[]>>
  /** Where files are sent. */
  readonly filesHref?: string
}

/** The inputs of a page as its fields describe them. */
export function Inputs({ inputs, ...props }: InputsProps & { inputs: readonly Input[] }) {
  return (
    <>
      {inputs.map((input) => (
        <One key={input.name} input={input} {...props} />
      ))}
    </>
  )
}

/** The words of the button that looks the answers of these inputs up, where one of them has it. */
export function lookUpButton(inputs: readonly Input[]): string | null {
  const button = inputs.map((input) => (input.kind === 'group' ? input.button : undefined)).find(Boolean)
  return button ?? null
}

type Of<K extends Look['kind']> = Extract<Input, { kind: K }>
type Draw<K extends Look['kind']> = InputsProps & { input: Of<K> }

function One({ input, ...props }: InputsProps & { input: Input }) {
  switch (input.kind) {
    case 'line':
      return <Line input={input} {...props} />
    case 'lines':
      return <Lines input={input} {...props} />
    case 'date':
      return <DateField {...common(input, props)} hint={input.hint ?? 'مانند ۱۳۶۵/۰۲/۱۵'} />
    case 'choice':
      return <RadioGroup {...common(input, props)} options={input.options} />
    case 'choices':
      return <Choices input={input} {...props} />
    case 'tick':
      return <Checkbox {...common(input, props)} label={input.text} />
    case 'file':
      return <File input={input} {...props} />
    case 'group':
      return (
        <fieldset>
          <legend id={input.name}>{input.label}</legend>
          <Hint name={input.name} text={input.hint} />
          <Wrong name={input.name} text={errorOf(input.name, props.errors)} />
          <Inputs inputs={input.inputs} {...props} />
        </fieldset>
      )
    case 'rows':
      return <Rows input={input} {...props} />
  }
}

const common = ({ name, label, hint, required }: Input, { raw, errors }: InputsProps) => ({
  name,
  label: required ? label : `${label} (اختیاری)`,
  ...(hint === undefined ? {} : { hint }),
  required,
  errors,
  values: { [name]: textsOf(raw, name).at(-1) ?? '' },
})

const textsOf = (raw: Raw, name: string): readonly string[] => [raw[name] ?? []].flat()

function Line({ input, ...props }: Draw<'line'>) {
  const { ltr, inputmode, autocomplete, maxlength, width, unit } = input satisfies LineLook
  const beside = (field: ComponentChildren) => (
    <span class="row">
      {field} {unit}
    </span>
  )
  return (
    <Field
      {...common(input, props)}
      maxlength={maxlength}
      autocomplete={autocomplete ?? 'off'}
      {...(ltr === undefined ? {} : { ltr })}
      {...(inputmode === undefined ? {} : { inputmode })}
      {...(width === undefined ? {} : { width })}
      {...(unit === undefined ? {} : { around: beside })}
    />
  )
}

function Lines({ input, ...props }: Draw<'lines'>) {
  return <LinesField {...common(input, props)} maxlength={input.maxlength} />
}

function Choices({ input, ...props }: InputsProps & { input: Extract<Input, { options: unknown }> }) {
  const { name, label, hint } = common(input, props)
  const chosen = textsOf(props.raw, name)
  const error = errorOf(name, props.errors)
  return (
    <fieldset class={error === undefined ? undefined : 'bad'} aria-describedby={describedBy(name, hint, error)}>
      <legend>{label}</legend>
      <Hint name={name} text={hint} />
      <Wrong name={name} text={error} />
      <div class="choices">
        {Object.entries(input.options).map(([value, text], index) => (
          <label class="tick" key={value}>
            <input
              type="checkbox"
              name={name}
              id={index === 0 ? name : `${name}-${value}`}
              value={value}
              checked={chosen.includes(value)}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** A file is sent on the page of documents; here one of those that came is named. */
function File({ input, ...props }: Draw<'file'>) {
  const sent = props.files?.[input.name] ?? []
  const options = Object.fromEntries(sent.map(({ id, name }) => [id, name]))
  const link = (
    <a class="stand" href={`${props.filesHref ?? ''}#${input.name}`}>
      فرستادن پروندهٔ «{input.label}»
    </a>
  )
  if (sent.length > 0)
    return (
      <>
        <RadioGroup {...common(input, props)} options={options} />
        <p>{link}</p>
      </>
    )
  return (
    <div class="field" id={input.name} tabindex={-1}>
      <p>{input.label}</p>
      <Hint name={input.name} text={input.hint} />
      <Wrong name={input.name} text={errorOf(input.name, props.errors)} />
      <p>{link}</p>
    </div>
  )
}

/** The name under which the button that adds a row is sent. */
export const ANOTHER_ROW = '_row'

/** The rows that are filled in and an empty one; without scripts the button asks for the page again with one more. */
function Rows({ input, ...props }: Draw<'rows'>) {
  const { name, label, hint, least, most } = input
  const filled = filledRows(props.raw, name)
  const count = Math.min(most, Math.max(least, 1, filled + (filled > 0 && least <= filled ? 1 : 0)))
  return (
    <fieldset>
      <legend id={name}>{label}</legend>
      <Hint name={name} text={hint} />
      <Wrong name={name} text={errorOf(name, props.errors)} />
      {Array.from({ length: count }, (_, n) => (
        <fieldset key={n}>
          <legend>{toPersianDigits(`ردیف ${n + 1}`)}</legend>
          <Inputs inputs={input.row(n)} {...props} />
        </fieldset>
      ))}
      {count < most ? (
        <button type="submit" class="button second" name={ANOTHER_ROW} value={name}>
          ردیف دیگر
        </button>
      ) : null}
    </fieldset>
  )
}

/** One more than the number of the last row with something in it. */
function filledRows(raw: Raw, name: string): number {
  const numbers = Object.keys(raw).flatMap((key) => {
    const number = key.startsWith(`${name}.`) ? /^\d{1,4}(?=\.)/.exec(key.slice(name.length + 1)) : null
    return number !== null && textsOf(raw, key).some((text) => text.trim() !== '') ? [Number(number[0]) + 1] : []
  })
  return Math.max(0, ...numbers)
}
