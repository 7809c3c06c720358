import { parseJalali } from '#kernel/dates.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import { good } from './people.ts'

/** An instant of a Jalali day in Tehran, in milliseconds since 1970 UTC: at('1404/12/26', '10:00:00'). */
export function at(date: string, time = '10:00:00'): number {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
  return (tehranInstant(good(parseJalali(date)), hour * 60 + minute) + second) * 1000
}
