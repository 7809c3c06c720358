/** Reproducible numbers for synthetic people: the same seed gives the same sequence on every machine. Not for secrets. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to, but not including, 1. Mulberry32 by T. Ettinger, public domain. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** Whole, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1))
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** Around a mean, bell-shaped (sum of three, variance right). */
  around(mean: number, deviation: number): number {
    return mean + (this.fraction() + this.fraction() + this.fraction() - 1.5) * 2 * deviation
  }

  pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(this.fraction() * items.length)]
    if (item === undefined) throw new RangeError('Nothing to pick from')
    return item
  }
}
