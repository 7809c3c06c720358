import type { Clock } from '#ports/clock.ts'

/** How attempts went in the last while. */
export type ErrorWindow = {
  add(ok: boolean): void
  attempts(): number
  errors(): number
  /** Share of errors, 0 to 1; 0 when nothing was tried. */
  errorRate(): number
  clear(): void
}

type Sample = { readonly at: number; readonly ok: boolean }

/** Busy providers are judged by their latest attempts; more would only cost memory. */
const MOST_SAMPLES = 1_000

/** A sliding window of `windowMs` milliseconds. */
export function errorWindow(clock: Clock, windowMs: number): ErrorWindow {
  let samples: Sample[] = []
  const current = () => {
    const from = clock.now() - windowMs
    const first = samples.findIndex((sample) => sample.at > from)
    samples = first < 0 ? [] : samples.slice(Math.max(first, samples.length - MOST_SAMPLES))
    return samples
  }
  return {
    add(ok) {
      current().push({ at: clock.now(), ok })
    },
    attempts: () => current().length,
    errors: () => errorsAmong(current()),
    errorRate() {
      const all = current()
      return all.length === 0 ? 0 : errorsAmong(all) / all.length
    },
    clear() {
      samples = []
    },
  }
}

const errorsAmong = (samples: readonly Sample[]): number => samples.filter((sample) => !sample.ok).length
