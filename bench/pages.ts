import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { get, inTurn, median, type Headers, type Load } from './measure.ts'
import { formToken, sessionCookie, type PeopledStage, type Stage } from './stage.ts'
import { atLeast, told, type Row } from './table.ts'

// Both sides are asked with the same headers, 32 in flight. The reference answers one row in a page of the same bytes
// (docs/decisions/0029-what-is-bare.md).

/** The sign-in page and the signed-in home against bare fastify with one row read, and what compressing them costs. */
export async function pageRates(stage: PeopledStage): Promise<Row[]> {
  const { cookie } = await formToken(stage.web)
  const session = await sessionCookie(stage.db, stage.accounts[0]!.personId)
  const rows: Row[] = []
  for (const [name, path, headers] of [
    ['sign-in page', '/sign-in', { cookie }],
    ['signed-in home', '/', { cookie: `${cookie}; ${session}` }],
  ] as const) {
    rows.push(...(await pageRate(stage, name, path, [headers])))
    rows.push(await compressedRate(stage, name, path, headers))
  }
  return rows
}

async function compressedRate({ web }: Stage, name: string, path: string, headers: Headers): Promise<Row> {
  const rateOf = async (more: Headers) => (await get(web.url + path, [{ ...headers, ...more }])).rate
  const pair = await inTurn(
    () => rateOf({ 'accept-encoding': 'gzip, deflate, br' }),
    () => rateOf({}),
    3,
  )
  return told(`${name} compressed / uncompressed`, pair.ours, 'requests/s', pair.reference)
}

/** A page of ours, asked for by each of these visitors in turn, against the bare one. */
export async function pageRate(stage: Stage, name: string, path: string, visitors: readonly Headers[]): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'tamin-bench-page-'))
  const file = join(directory, 'page.html')
  writeFileSync(file, await (await fetch(stage.web.url + path, { headers: visitors[0]! })).text())
  const bare = await stage.start(['--import', './scripts/tsx.mjs', 'bench/reference-server.ts'], '/', {
    PAGE_FILE: file,
  })
  const loads: Record<'ours' | 'bare', Load[]> = { ours: [], bare: [] }
  const measured = async (side: 'ours' | 'bare', url: string) => {
    const load = await get(url, visitors)
    loads[side].push(load)
    return load.rate
  }
  const pair = await inTurn(
    () => measured('ours', stage.web.url + path),
    () => measured('bare', bare.url),
  )
  const own = await inTurn(
    () => get(stage.web.url + path, visitors).then((load) => load.rate),
    () => get(`${bare.url}/own`, visitors).then((load) => load.rate),
    3,
  )
  await bare.stop()
  rmSync(directory, { recursive: true })
  const [ours, reference] = [loads.ours, loads.bare].map((each) => ({
    p50: median(each.slice(1).map((load) => load.p50)),
    p99: median(each.slice(1).map((load) => load.p99)),
  })) as [Load, Load]
  return [
    atLeast(`${name} / fastify, one row, a page of the same bytes`, pair, 'requests/s', 0.5),
    told(`${name} / the same, the row over our own connection`, own.ours, 'requests/s', own.reference),
    told(`${name}, 32 in flight, p50`, ours.p50, 'ms', reference.p50),
    told(`${name}, 32 in flight, p99`, ours.p99, 'ms', reference.p99),
  ]
}
