import { availableParallelism } from 'node:os'
import { requestsStage, requestsStageOn } from '../test/support/requests-app.ts'
import { FIRST_DAY, liveDays } from '../test/support/request-days.ts'
import type { Diary } from '../test/support/request-diary.ts'
import { at } from '../test/support/jalali.ts'
import type { Ending } from '../test/support/portal.ts'
import { accountBy } from './days-account.ts'
import { diaryIn, databaseIn } from './days-kept.ts'
import { told, type Row } from './table.ts'

const days = Number(process.env['DAYS'] ?? 60)
const perDay = Number(process.env['PER_DAY'] ?? 20)
/** The Jalali day it begins on. */
const from = process.env['FROM'] === undefined ? FIRST_DAY : at(process.env['FROM'], '00:00')
/** A folder, when the days are to be lived in several runs. */
const kept = process.env['KEEP']
/** So many requests lie in memory at once when they are read back. */
const PORTION = 100_000

/**
 * Days over Nowruz with so many requests each, received, answered, forgotten, asked back, opened again, and read back by an
 * account written apart. `DAYS=60 PER_DAY=20000 npm run bench -- --only=days` is what the organisation means to answer;
 * with `FROM=1404/12/24` ten days cross Nowruz. With `KEEP=folder` the database stays in that folder; after SIGTERM the day
 * that runs is lived to its evening, and the same command goes on from there. The account reads the requests in portions,
 * by as many processes as there are processors; what stays in memory of each request is its number and those of its messages.
 */
export async function requestDays(t: Ending): Promise<Row[]> {
  const portions = Math.ceil((days * perDay) / PORTION)
  const stage = kept === undefined ? requestsStage(t, from) : requestsStageOn(t, await databaseIn(t, kept), from)
  const diary = kept === undefined ? { last: null, keep: () => true } : diaryIn(kept)
  const account = accountBy(Math.min(portions, availableParallelism()), (await stage).database.url, portions)
  const lived = await liveDays(await stage, { days, perDay, seed: 7, from }, aloud(diary), account)
  if (lived === null) return []
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

/** Says of each day what it was. */
function aloud(diary: Diary): Diary {
  let before = diary.last?.seconds ?? 0
  return {
    last: diary.last,
    keep(evening, news) {
      const seconds = evening.seconds - before
      before = evening.seconds
      console.error(
        `day ${evening.days}: ${evening.counter} requests, ${seconds.toFixed(1)} s, ` +
          `${(perDay / seconds).toFixed(0)} lives/s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
      )
      return diary.keep(evening, news)
    },
  }
}
