import assert from 'node:assert/strict'

export type SentForm = { action: string; hidden: Record<string, string> }
export type SentFile = { name: string; bytes: Uint8Array }

/** What a browser without JavaScript does: keeps cookies, follows links and redirects, fills forms in. */
export class Visitor {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()
  readonly #headers: Record<string, string>
  path = '/'
  status = 0
  html = ''

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.#origin = origin
    this.#headers = { 'user-agent': 'Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile', ...headers }
  }

  async open(path: string): Promise<this> {
    return this.#send(path, { method: 'GET' })
  }

  /** Posts the page's form that posts to `action` (default: the first one in the page's main part), with its hidden fields. */
  async submit(values: Record<string, string> = {}, action?: string): Promise<this> {
    return this.send(this.form(action), values)
  }

  /** Sends a file with the form that posts to `action`, as a browser does: multipart. */
  async upload(action: string, file: SentFile, input = 'file'): Promise<this> {
    return this.send(this.form(action), {}, file, input)
  }

  /** Sends a form that was read before, whatever page is open by now: the button pressed once more. */
  async send(form: SentForm, values: Record<string, string> = {}, file?: SentFile, input = 'file'): Promise<this> {
    const headers = { 'sec-fetch-site': 'same-origin' }
    const fields = { ...form.hidden, ...values }
    if (file === undefined)
      return this.#send(form.action, { method: 'POST', body: new URLSearchParams(fields), headers })
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append(input, new Blob([Buffer.from(file.bytes)]), file.name)
    return this.#send(form.action, { method: 'POST', body, headers })
  }

  /** The address and hidden fields of a form of this page. */
  form(action?: string): SentForm {
    const where = action === undefined ? this.html.slice(this.html.indexOf('<main')) : this.html
    for (const [, attributes = '', inside = ''] of where.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
      if (!/method="post"/i.test(attributes)) continue
      const posts = /action="([^"]*)"/.exec(attributes)?.[1] ?? this.path
      if (action !== undefined && posts !== action) continue
      const hidden: Record<string, string> = {}
      for (const [input] of inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
        hidden[/name="([^"]*)"/.exec(input)![1]!] = unescapeHtml(/value="([^"]*)"/.exec(input)?.[1] ?? '')
      }
      return { action: posts, hidden }
    }
    throw new Error(`no form ${action ?? ''} on ${this.path} (status ${this.status}): ${this.text.slice(0, 400)}`)
  }

  /** Posts as it is, without looking at the page: a forged or repeated post. */
  async post(
    path: string,
    values: Record<string, string> | [name: string, value: string][],
    headers: Record<string, string> = {},
  ): Promise<this> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(values), headers })
  }

  /** The page's main part as a person reads it. */
  get text(): string {
    const main = this.html.slice(this.html.indexOf('<main'))
    return unescapeHtml(main.replace(/<[^>]+>/g, ' '))
      .replace(/[\u2066-\u2069\u200e\u200f]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  }

  get title(): string {
    return unescapeHtml(/<title>(.*?)<\/title>/s.exec(this.html)?.[1] ?? '')
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  sees(text: string): this {
    assert.ok(
      this.text.includes(text),
      `expected «${text}» on ${this.path} (status ${this.status}), got: ${this.text.slice(0, 600)}`,
    )
    return this
  }

  at(path: string, status = 200): this {
    assert.equal(`${this.path} ${this.status}`, `${path} ${status}`, this.text.slice(0, 600))
    return this
  }

  async #send(path: string, init: RequestInit): Promise<this> {
    let target = path
    let options = init
    for (let hops = 0; hops < 6; hops += 1) {
      const response = await fetch(this.#origin + target, {
        ...options,
        redirect: 'manual',
        headers: { ...this.#headers, ...(options.headers as Record<string, string>), cookie: this.#cookieHeader() },
      })
      for (const line of response.headers.getSetCookie()) this.#keep(line)
      this.html = await response.text()
      this.status = response.status
      this.path = target
      const next = response.headers.get('location')
      if (next === null) return this
      if (!next.startsWith('/')) {
        this.path = next // another site: not followed
        return this
      }
      target = next
      options = { method: 'GET' }
    }
    throw new Error(`too many redirects from ${path}`)
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    const value = pair.slice(at + 1)
    const gone = attributes.some((text) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(text))
    if (gone || value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

function unescapeHtml(text: string): string {
  return text.replace(
    /&(lt|gt|quot|#39|amp|nbsp);/g,
    (entity) =>
      ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&', '&nbsp;': ' ' })[entity] ?? entity,
  )
}
