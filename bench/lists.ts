import { archiveWords } from '#kernel/archive-words.ts'
import { searchRequests } from '#app/requests/archive.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { headsView } from '#app/requests/heads.ts'
import { inbox, type InboxWish } from '#app/requests/inbox.ts'
import { openDatabase } from '#store/database.ts'
import { onDatabase, testDatabase, testServer } from '../test/support/database.ts'
import type { Ending } from '../test/support/portal.ts'
import { requestsApp, StoppedClock } from '../test/support/requests-app.ts'
import { manyListedRequests, PROVINCES } from './many-listed.ts'
import { NOW } from './many-requests.ts'
import { nowSeconds } from './measure.ts'
import { told, within, type Row } from './table.ts'

const WISHES: readonly InboxWish[] = [
  {},
  { standing: 'late' },
  { standing: 'due-today' },
  { standing: 'on-time' },
  { standing: 'waiting' },
  { standing: 'done' },
  { holder: 'free' },
  { holder: 'mine' },
  { area: 'other', standing: 'on-time' },
]
/** Words that nearly all, some and hardly any requests have, and several together. */
const SEARCHES = ['واژه1', 'واژه9', 'واژه120', 'واژه2750', 'واژه3 واژه40', 'واژه2 واژه17 واژه300', 'چنین واژه‌ای نیست']

/** Every list of the desk among a million requests, by the use cases that its pages call. */
export async function listRates(t: Ending): Promise<Row[]> {
  const database = await testDatabase(t, await manyListedRequests())
  const db = openDatabase(onDatabase(await testServer(), database.name), { poolSize: 4 })
  t.after(() => db.close())
  const app = requestsApp(db, new StoppedClock(NOW))
  const some = <T>(of: (n: number) => T): T[] => Array.from({ length: 20 }, (_, n) => of(n))
  const clerks = some((n): Clerk => ({ staffId: `${601 + n * 29}`, role: 'officer', scope: { branchId: 1 + n * 29 } }))
  const heads = some((n): Clerk => ({ staffId: `${1 + n * 29}`, role: 'supervisor', scope: { branchId: 1 + n * 29 } }))
  const provinces = some((n): Clerk => ({
    staffId: '1',
    role: 'province-head',
    scope: { province: `استان ${1 + (n % PROVINCES)}` },
  }))
  const director: Clerk = { staffId: '1', role: 'director', scope: 'everywhere' }
  const officer: Clerk = { staffId: '1', role: 'information-officer', scope: 'everywhere' }
  const five = <T>(one: T): T[] => [one, one, one, one, one]

  const pages = (who: readonly Clerk[]) =>
    who.flatMap((clerk) =>
      WISHES.map((wish) => async () => {
        const first = await inbox(app, clerk, wish, null)
        if (first === null) throw new Error(`${clerk.role} has no inbox`)
      }),
    )
  const nextPages = async (clerk: Clerk) =>
    Promise.all(
      WISHES.map(async (wish) => {
        const end = (await inbox(app, clerk, wish, null))?.next ?? null
        return () => inbox(app, clerk, wish, end)
      }),
    )
  const searches = (who: readonly Clerk[]) =>
    who.flatMap((clerk) => SEARCHES.map((words) => () => searchRequests(app, clerk, words)))
  const views = (who: readonly Clerk[]) => who.map((clerk) => () => headsView(app, clerk))

  if (archiveWords(SEARCHES[0]!).length !== 1) throw new Error('the words of the bench are not words of the archive')
  return [
    ...(await times('the inbox of a clerk', pages(clerks))),
    ...(await times('of a head of a branch', pages(heads))),
    ...(await times('of a province', pages(provinces))),
    ...(await times('of the director', pages(five(director)))),
    ...(await times('of who answers for information', pages(five(officer)))),
    ...(await times('next pages of the director', (await nextPages(director)).flatMap(five))),
    ...(await times('search of the archive by a branch', searches(heads))),
    ...(await times('by a province', searches(provinces))),
    ...(await times('by the director', searches(five(director)))),
    ...(await times('broken deadlines, ladders, loads of a branch', views(heads))),
    ...(await times('of a province', views(provinces))),
    ...(await times('of the director', views([...five(director), ...five(director)]))),
  ]
}

/** Half and nineteen in twenty of them took no longer than so many milliseconds. Each is asked once before it counts. */
async function times(what: string, asked: readonly (() => Promise<unknown>)[]): Promise<Row[]> {
  const taken: number[] = []
  for (const round of [0, 1])
    for (const ask of asked) {
      const begun = nowSeconds()
      await ask()
      if (round > 0) taken.push((nowSeconds() - begun) * 1000)
    }
  const sorted = taken.toSorted((one, other) => one - other)
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
  return [told(`${what}, p50`, share(0.5), 'ms'), within(`${what}, p95`, share(0.95), 200, 'ms')]
}
