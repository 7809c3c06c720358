import assert from 'node:assert/strict'
import type { Input, Raw } from '#kernel/fields/field.ts'
import { merged } from '#kernel/fields/group.ts'
import type { Service } from '#kernel/service/service.ts'
import type { apiStage } from './api-stage.ts'
import type { Play } from './api-walk.ts'
import type { HtmlForm } from './html-form.ts'
import { PageReader } from './page-reader.ts'
import { Visitor } from './visitor.ts'

export type Stage = Awaited<ReturnType<typeof apiStage>>
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }

/** Posts a form of the page that is open as its button does. */
export const press = (visitor: Visitor, form: HtmlForm, button: readonly [string, string] | null = null) =>
  visitor.post(form.action ?? visitor.path.replace(/[?#].*/, ''), form.pairs(button), SAME_ORIGIN)

export const valueOf = (service: Service, name: string, play: Play): unknown => {
  const read = service.fields[name]!.fromJson(play.answer(name), name)
  assert.ok(read.ok, `${service.id}: a bad answer to ${name}`)
  return read.value
}

/** What the inputs of these questions hold when they are answered as the play answers. */
export const writtenOf = (service: Service, names: readonly string[], play: Play): Raw =>
  merged(names.map((name) => service.fields[name]!.write(valueOf(service, name, play), name)))

/** What a question says: its label, or the sentence beside the tick. */
export const wordsOfInput = (input: Input): string => (input.kind === 'tick' ? input.text : input.label)

/** What was typed stands in the form still. */
export function keeps(form: HtmlForm, typed: Raw): void {
  const { written } = form
  for (const [name, value] of Object.entries(typed))
    assert.deepEqual([written[name] ?? ''].flat(), [value ?? ''].flat(), `what was typed into ${name} is kept`)
}

/** Somebody signed in, without JavaScript, who reads each page they get to. */
export class PageVisit {
  readonly visitor: Visitor
  readonly #once = new Set<string>()
  #reader: PageReader | null = null

  constructor(stage: Stage, url: string) {
    this.visitor = new Visitor(url)
    this.visitor.setCookie('session', stage.bearer)
  }

  /** The page that is open. */
  read(): PageReader {
    if (this.#reader?.html !== this.visitor.html) this.#reader = new PageReader(this.visitor)
    return this.#reader!
  }

  async open(path: string): Promise<PageReader> {
    await this.visitor.open(path)
    return this.read()
  }

  /** The person has come here. */
  arrived(address: string, status = 200): PageReader {
    assert.deepEqual([this.visitor.path.replace(/[?#].*/, ''), this.visitor.status], [address, status])
    return this.read()
  }

  /** Whether this was done; and from now on it was. */
  was(what: string): boolean {
    return this.#once.size === this.#once.add(what).size
  }

  did(what: string): boolean {
    return this.#once.has(what)
  }
}
