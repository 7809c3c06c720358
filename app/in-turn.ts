/**
 * Lets at most `atOnce` run; the others wait in the order they came. Before one has to wait, `whenWaiting` is told how many
 * wait already, and may throw to refuse it.
 */
export function inTurn(
  atOnce: number,
  whenWaiting: (waiting: number) => void = () => {},
): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running < atOnce) running += 1
    else {
      whenWaiting(waiting.length)
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
