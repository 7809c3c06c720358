import { IRAN } from '#kernel/working-time/iran.ts'
import { workingTime, type WorkingTime } from '#kernel/working-time/working-time.ts'

const times = new Map<string, WorkingTime>()

/** The working time of a branch, or of the nation where no branch is known. Computed once for each. */
export function workingTimeOf(branchId: number | null): WorkingTime {
  const key = branchId === null ? '' : String(branchId)
  let time = times.get(key)
  if (time === undefined) {
    time = workingTime(IRAN, branchId === null ? {} : { branch: key })
    times.set(key, time)
  }
  return time
}
