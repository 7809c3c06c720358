const SLOWEST_MS = 60_000

/** Looks now and then whether the page has moved on, ever more seldom, and only while someone is looking. */
export class ResultWatch extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    this.#lookAfter(Number(this.getAttribute('seconds')) * 1000)
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
  }

  #lookAfter(wait: number): void {
    this.#timer = setTimeout(() => {
      this.#look().catch(() => this.#lookAfter(Math.min(wait * 1.5, SLOWEST_MS)))
    }, wait)
  }

  /** Rejects while there is nothing new. */
  async #look(): Promise<void> {
    if (document.hidden) throw new Error('nobody looks')
    const response = await fetch(location.href, { headers: { accept: 'text/html' } })
    const same = `state="${this.getAttribute('state')}"`
    if (!response.ok || (await response.text()).includes(same)) throw new Error('nothing new')
    location.reload()
  }
}
