/**
 * Something that is set from outside, year by year, and is not known for the day that is asked about: the minimum wage in the
 * first weeks of a year. It is never guessed; whoever shows something says so in its place.
 */
export class Lack extends RangeError {
  /** The same as a Persian sentence for whoever asked. */
  readonly said: string

  constructor(message: string, said: string) {
    super(message)
    this.said = said
  }
}

/** What the work comes to, or what lacks for it. */
export function orLack<T>(work: () => T): T | Lack {
  try {
    return work()
  } catch (error) {
    if (error instanceof Lack) return error
    throw error
  }
}
