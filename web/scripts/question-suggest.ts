const WAIT_MS = 250
const MOST = 5

/** Shows the questions most like what is typed, under the search; without it the search answers on a page of its own. */
export class QuestionSuggest extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked = new AbortController()
  readonly #list = document.createElement('ul')

  connectedCallback(): void {
    const input = this.querySelector('input')
    if (input === null) return
    this.#list.className = 'listing'
    this.#list.hidden = true
    this.#list.setAttribute('aria-label', 'پرسش‌های نزدیک')
    this.append(this.#list)
    input.addEventListener('input', () => {
      clearTimeout(this.#timer)
      this.#asked.abort()
      const text = input.value.trim()
      if (text.length < 3) this.#show([])
      else this.#timer = setTimeout(() => void this.#ask(text).catch(() => this.#show([])), WAIT_MS)
    })
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
    this.#asked.abort()
  }

  async #ask(text: string): Promise<void> {
    const asked = (this.#asked = new AbortController())
    const response = await fetch(`/api/v1/questions?q=${encodeURIComponent(text)}`, { signal: asked.signal })
    if (!response.ok) throw new Error(String(response.status))
    const { questions } = (await response.json()) as { questions: { id: number; question: string }[] }
    if (!asked.signal.aborted) this.#show(questions.slice(0, MOST))
  }

  #show(questions: readonly { id: number; question: string }[]): void {
    this.#list.hidden = questions.length === 0
    this.#list.replaceChildren(
      ...questions.map(({ id, question }) => {
        const line = document.createElement('li')
        const link = document.createElement('a')
        link.href = `/questions/${id}`
        link.textContent = question
        line.append(link)
        return line
      }),
    )
  }
}
