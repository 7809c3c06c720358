import { formatSize, isolate, toPersianDigits } from '#kernel/text.ts'
import { focusErrors } from './focus-errors.ts'
import { say } from './send-once.ts'
import { smallerPhoto } from './smaller-photo.ts'

/** Nothing has moved for so long: the network is taken for broken. */
const STALLED_MS = 30_000

const BROKEN =
  'فرستادن ناتمام ماند: اینترنت قطع یا بسیار کند است. پرونده هنوز انتخاب شده است؛ وقتی اینترنت برگشت «دوباره بفرستید».'

/** Sends the file of a form in the background, showing how far it is; what cannot be sent stays chosen on the page. */
export class Sending {
  readonly #form: HTMLFormElement
  readonly #title: string
  readonly #most: number
  readonly #button: HTMLButtonElement
  readonly #panel = document.createElement('div')
  readonly #text = document.createElement('p')
  readonly #bar = document.createElement('progress')
  readonly #cancel = document.createElement('button')
  #request: XMLHttpRequest | null = null
  #stalled: ReturnType<typeof setTimeout> | undefined

  /** Title of the document, and the most bytes a file may have. */
  constructor(form: HTMLFormElement, { title = '', most = '' }: DOMStringMap) {
    this.#form = form
    this.#title = title
    this.#most = Number(most)
    this.#button = form.querySelector<HTMLButtonElement>('button[type=submit]')!
    this.#panel.className = 'steps'
    this.#bar.max = 100
    this.#bar.hidden = true
    this.#bar.setAttribute('aria-label', `فرستادن ${title}`)
    this.#cancel.type = 'button'
    this.#cancel.className = 'textlike'
    this.#cancel.textContent = 'لغو فرستادن'
    this.#cancel.hidden = true
    this.#cancel.addEventListener('click', () => this.#request?.abort())
    this.#panel.append(this.#text, this.#bar)
    this.#button.before(this.#panel)
    this.#button.after(this.#cancel)
    form.addEventListener('change', (event) => this.#choose(event.target))
    form.addEventListener('submit', (event) => this.#submit(event))
    this.#tellChoice()
  }

  get #inputs(): HTMLInputElement[] {
    return [...this.#form.querySelectorAll<HTMLInputElement>('input[type=file]')]
  }

  get #chosen(): File | undefined {
    return this.#inputs.flatMap(({ files }) => [...(files ?? [])])[0]
  }

  /** A file out of the camera takes the place of one that was chosen, and the other way round. */
  #choose(target: EventTarget | null): void {
    for (const input of this.#inputs) if (input !== target) input.value = ''
    this.#tellChoice()
  }

  #tellChoice(): void {
    const file = this.#chosen
    this.#tell(file === undefined ? '' : `${isolate(file.name)}، ${formatSize(file.size)}`)
  }

  #submit(event: SubmitEvent): void {
    const file = this.#chosen
    if (file === undefined) return // the server says what is missing
    event.preventDefault()
    event.stopPropagation()
    if (this.#request === null) void this.#send(file)
  }

  async #send(file: File): Promise<void> {
    const request = new XMLHttpRequest()
    this.#request = request
    const fit = file.size > this.#most ? await this.#shrunk(file) : file
    if (fit === null)
      return this.#stop(
        `حجم پرونده ${formatSize(file.size)} است و حداکثر ${formatSize(this.#most)} پذیرفته می‌شود. پروندهٔ کوچک‌تری انتخاب کنید.`,
      )
    const body = new FormData(this.#form)
    for (const { name } of this.#inputs) body.delete(name)
    body.append('file', fit, fit.name)
    request.open('POST', this.#form.action)
    request.responseType = 'document'
    request.upload.addEventListener('progress', ({ loaded, total }) => this.#progress(loaded, total))
    request.upload.addEventListener('load', () => this.#tell('رسید. در حال بررسی پرونده …'))
    request.addEventListener('load', () => this.#answered(request))
    request.addEventListener('error', () => this.#stop(BROKEN))
    request.addEventListener('timeout', () => this.#stop(BROKEN))
    request.addEventListener('abort', () => this.#stop('فرستادن لغو شد. پرونده هنوز انتخاب شده است.'))
    this.#button.setAttribute('aria-disabled', 'true')
    this.#bar.hidden = false
    this.#cancel.hidden = false
    say(`در حال فرستادن ${this.#title}.`)
    this.#progress(0, fit.size)
    request.send(body)
  }

  /** Photographs of phones are often too large, and needlessly. */
  async #shrunk(file: File): Promise<File | null> {
    if (!file.type.startsWith('image/')) return null
    this.#tell('عکس بزرگ است؛ در حال کوچک‌کردن آن …')
    return smallerPhoto(file, this.#most)
  }

  #progress(sent: number, all: number): void {
    this.#bar.value = (100 * sent) / all
    this.#tell(toPersianDigits(`${Math.floor(this.#bar.value)}٪ از ${formatSize(all)} فرستاده شد`))
    clearTimeout(this.#stalled)
    this.#stalled = setTimeout(() => {
      this.#request?.abort()
      this.#stop(BROKEN)
    }, STALLED_MS)
  }

  /** The page as it is now takes the place of the one as it was; any other answer is shown in words. */
  #answered(request: XMLHttpRequest): void {
    const answer = request.response as Document | null
    const main = answer?.querySelector('main')
    const section = this.#form.closest('section')?.querySelector('h2')?.id ?? ''
    if (main?.querySelector(`[id="${section}"]`)) {
      clearTimeout(this.#stalled)
      document.title = answer!.title
      document.querySelector('main')!.replaceWith(document.adoptNode(main))
      this.#show(section, request.status < 400)
    } else if (request.status < 400) {
      location.assign(request.responseURL) // to sign in again, say
    } else {
      const words = main?.querySelector('.notice p, .lead')?.textContent
      this.#stop(words ?? 'سامانه این پرونده را نگرفت. کمی بعد دوباره بفرستید.')
    }
  }

  #show(section: string, kept: boolean): void {
    if (!kept) return focusErrors()
    const heading = document.getElementById(section)
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
    say(`${this.#title} فرستاده شد.`)
  }

  #stop(words: string): void {
    clearTimeout(this.#stalled)
    this.#request = null
    this.#bar.hidden = true
    this.#cancel.hidden = true
    this.#button.removeAttribute('aria-disabled')
    this.#button.firstChild!.textContent = 'دوباره بفرستید'
    this.#tell(words)
    say(words)
    this.#button.focus()
  }

  #tell(words: string): void {
    this.#text.textContent = words
  }
}
