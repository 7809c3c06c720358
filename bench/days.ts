import { requestsStage } from '../test/support/requests-app.ts'
import { FIRST_DAY, liveDays } from '../test/support/request-days.ts'
import type { Ending } from '../test/support/portal.ts'
import { told, type Row } from './table.ts'

const days = Number(process.env['DAYS'] ?? 60)
const perDay = Number(process.env['PER_DAY'] ?? 20)

/**
 * Days over Nowruz with so many requests each, received, answered, forgotten, asked back, opened again, and read back by an
 * account written apart. `DAYS=60 PER_DAY=20000 npm run bench -- --only=days` is what the organisation means to answer; the
 * account holds all of it in memory.
 */
export async function requestDays(t: Ending): Promise<Row[]> {
  const begun = Date.now()
  const lived = await liveDays(await requestsStage(t, FIRST_DAY), { days, perDay, seed: 7 }, (day, received) =>
    console.error(`day ${day}: ${received} requests, ${Math.round((Date.now() - begun) / 1000)} s`),
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
