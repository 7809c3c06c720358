/** An outside system did not give a usable answer. It may have acted all the same: ask again with the same key. */
export class OutsideSystemUnavailable extends Error {
  readonly system: string
  constructor(system: string, reason: string, options?: ErrorOptions) {
    super(`${system}: ${reason}`, options)
    this.name = 'OutsideSystemUnavailable'
    this.system = system
  }
}

/** Where and when an outside system said something, kept with what it said. */
export type Provenance = {
  readonly source: string
  readonly replyId: string
  /** Instant, ISO 8601 in UTC. */
  readonly at: string
}
