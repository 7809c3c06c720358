import type { Raw } from '#kernel/fields/field.ts'
import { named, textOf, type Tag } from './html-tree.ts'

type Control = { readonly name: string; readonly tag: Tag; values: readonly string[] }

/** A form of a page in the hands of somebody without JavaScript: what stands in it, what they type, what is sent. */
export class HtmlForm {
  readonly #tag: Tag
  readonly #controls: readonly Control[]

  constructor(tag: Tag) {
    this.#tag = tag
    const inputs = ['input', 'textarea', 'select'].flatMap((name) => named(tag, name))
    this.#controls = inputs.flatMap((one) => {
      const { name } = one.attributes
      return name === undefined ? [] : [{ name, tag: one, values: standingIn(one) }]
    })
  }

  /** Where it is sent; undefined: to the address of its page. */
  get action(): string | undefined {
    return this.#tag.attributes['action']
  }

  /** The names under which something can be filled in, each once. */
  get asks(): readonly string[] {
    const visible = this.#controls.filter(({ tag }) => tag.attributes['type'] !== 'hidden')
    return [...new Set(visible.map(({ name }) => name))]
  }

  /** What stands in it now, but for what is hidden. */
  get written(): Raw {
    const asks = this.asks
    return grouped(this.pairs().filter(([name]) => asks.includes(name)))
  }

  /** What a browser sends: all that is filled in, ticked or hidden, and the button that was pressed. */
  pairs(button: readonly [name: string, value: string] | null = null): [string, string][] {
    const filled = this.#controls.flatMap(({ name, values }) => values.map((value): [string, string] => [name, value]))
    return button === null ? filled : [...filled, [button[0], button[1]]]
  }

  /** The button with these words, or the first one. What it sends besides; null: nothing. */
  button(words?: string): readonly [name: string, value: string] | null {
    const found = named(this.#tag, 'button').find((one) => words === undefined || textOf(one) === words)
    if (found === undefined) throw new Error(`no button ${words ?? ''} in ${textOf(this.#tag)}`)
    const { name, value = '' } = found.attributes
    return name === undefined ? null : [name, value]
  }

  /**
   * Types and chooses. What no browser could send stays undone: a choice that is not offered, a text that is too long, a tick that
   * means something else. Answers the names of which something could not be done.
   */
  fill(raw: Raw): readonly string[] {
    return Object.entries(raw)
      .filter(([name, sent]) => !this.#fillOne(name, [sent ?? []].flat()))
      .map(([name]) => name)
  }

  #fillOne(name: string, values: readonly string[]): boolean {
    const controls = this.#controls.filter((one) => one.name === name)
    for (const control of controls) {
      const { type, value = 'on', maxlength = Infinity } = control.tag.attributes
      if (type === 'radio' || type === 'checkbox') control.values = values.includes(value) ? [value] : []
      else if (control.tag.name === 'select') {
        const options = named(control.tag, 'option').map(({ attributes }) => attributes['value'] ?? '')
        control.values = options.includes(values[0] ?? '') ? [values[0] ?? ''] : ['']
      } else control.values = [(values[0] ?? '').slice(0, Number(maxlength))]
    }
    const filled = controls.flatMap((one) => one.values)
    return controls.length > 0 && values.every((value) => value === '' || filled.includes(value))
  }
}

function standingIn(tag: Tag): string[] {
  const { type, value, checked } = tag.attributes
  if (tag.name === 'textarea') return [tag.inside.join('')]
  if (tag.name === 'select') {
    const options = named(tag, 'option')
    const chosen = options.find(({ attributes }) => attributes['selected'] !== undefined) ?? options[0]
    return [chosen?.attributes['value'] ?? '']
  }
  if (type === 'radio' || type === 'checkbox') return checked === undefined ? [] : [value ?? 'on']
  return type === 'file' ? [] : [value ?? '']
}

/** By name; several of one name in a list. */
function grouped(pairs: readonly (readonly [string, string])[]): Raw {
  const raw: Record<string, string | string[]> = {}
  for (const [name, value] of pairs) raw[name] = name in raw ? [raw[name]!, value].flat() : value
  return raw
}

/** What the form sends, by name, as whoever reads it gets it. */
export const rawOf = (pairs: readonly (readonly [string, string])[]): Raw =>
  grouped(pairs.filter(([name]) => !name.startsWith('_')))

/** All forms of a page. */
export const formsOf = (page: Tag): HtmlForm[] => named(page, 'form').map((tag) => new HtmlForm(tag))
