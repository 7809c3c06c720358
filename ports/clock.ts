/** The present instant, in milliseconds since 1970 UTC. The only source of time for the rooms above. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
