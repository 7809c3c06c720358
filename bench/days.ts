import { requestsStage } from '../test/support/requests-app.ts'
import { FIRST_DAY, liveDays } from '../test/support/request-days.ts'
import { at } from '../test/support/jalali.ts'
import type { Ending } from '../test/support/portal.ts'
import { told, type Row } from './table.ts'

const days = Number(process.env['DAYS'] ?? 60)
const perDay = Number(process.env['PER_DAY'] ?? 20)
/** The Jalali day it begins on. */
const from = process.env['FROM'] === undefined ? FIRST_DAY : at(process.env['FROM'], '00:00')
/** So many requests lie in memory at once when they are read back. */
const PORTION = 50_000

/**
 * Days over Nowruz with so many requests each, received, answered, forgotten, asked back, opened again, and read back by an
 * account written apart. `DAYS=60 PER_DAY=20000 npm run bench -- --only=days` is what the organisation means to answer;
 * with `FROM=1404/12/24` ten days cross Nowruz. The account reads the requests in portions; what stays in memory of each is its
 * number and those of its messages.
 */
export async function requestDays(t: Ending): Promise<Row[]> {
  const portions = Math.ceil((days * perDay) / PORTION)
  let before = Date.now()
  const lived = await liveDays(
    await requestsStage(t, from),
    { days, perDay, seed: 7, from, portions },
    (day, received) => {
      const seconds = (Date.now() - before) / 1000
      before = Date.now()
      console.error(
        `day ${day}: ${received} requests, ${seconds.toFixed(1)} s, ${(perDay / seconds).toFixed(0)} lives/s, ` +
          `${Math.round(process.memoryUsage().rss / 1e6)} MB`,
      )
    },
  )
  for (const fault of lived.faults.slice(0, 20)) console.error(fault)
  const { requests, answered, breaches, pauses, reopened, steps, messages, seconds, faults } = lived
  const of = `${days} days of ${perDay.toLocaleString('en')} requests`
  return [
    {
      ...told(`${of}: lost, doubled, wrong or silent`, faults.length, 'requests'),
      bound: 'none',
      ok: faults.length === 0,
    },
    told('received', requests, 'requests'),
    told('answered', answered, 'requests'),
    told('deadlines broken, each on record and told', breaches, 'requests'),
    told('times that a clock waited for the person', pauses, 'times'),
    told('opened again', reopened, 'requests'),
    told('steps of clocks', steps, 'steps'),
    told('messages to people', messages, 'messages'),
    told('whole lives a second, by one process that is web and worker', requests / seconds, 'requests/s'),
  ]
}
