import { open, rename, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { beginList, findUnwritten, listLines, markWritten, type PayoutLine, type PayoutList } from '#store/payouts.ts'
import { nowOf, type App } from '../app.ts'
import { failed, done, type Result } from '../problem.ts'

/** Columns of a list. The finance system tells us of an order by its list and id. */
const COLUMNS = ['list', 'order', 'iban', 'rials', 'number', 'name', 'purpose'] as const
const PAGE = 5_000

/**
 * Writes every order that has an account and is on no list yet to a new file for the finance system: CSV in UTF-8, each order
 * on one list only. First the orders are put on the list, then the file is written beside its place and put there whole; a
 * run that died in between is finished by the next, under the name it was given, before a new list is begun.
 */
export async function listPayouts(
  app: Pick<App, 'db' | 'clock'>,
  file: string,
): Promise<Result<readonly PayoutList[]>> {
  const path = resolve(file)
  const written: PayoutList[] = []
  for (let list = await findUnwritten(app.db); list !== undefined; list = await findUnwritten(app.db)) {
    await write(app, list)
    written.push(list)
  }
  if (written.some((list) => list.file === path)) return done(written)
  if (await isThere(path)) return failed({ code: 'wrong-step', message: `${path} is there already.` })
  if (!(await isThere(dirname(path))))
    return failed({ code: 'wrong-step', message: `There is no folder ${dirname(path)}.` })
  const list = await app.db.transaction((tx) => beginList(tx, path, nowOf(app)))
  if (list === undefined) return done(written)
  await write(app, list)
  return done([...written, list])
}

async function write(app: Pick<App, 'db' | 'clock'>, list: PayoutList): Promise<void> {
  const { listId, file } = list
  if (!(await isThere(file))) {
    const part = `${file}.part`
    const out = await open(part, 'w', 0o600)
    try {
      await out.write(`${COLUMNS.join(',')}\r\n`)
      let lines: PayoutLine[] = []
      do {
        lines = await listLines(app.db, listId, lines.at(-1)?.orderId ?? '-9223372036854775808', PAGE)
        await out.write(lines.map((line) => csv(listId, line)).join(''))
      } while (lines.length === PAGE)
      await out.sync()
    } finally {
      await out.close()
    }
    await rename(part, file)
  }
  await markWritten(app.db, listId, nowOf(app))
}

const csv = (list: string, { orderId, iban, rials, number, name, purpose }: PayoutLine): string =>
  `${[list, orderId, iban, rials, number, name, purpose].map(cell).join(',')}\r\n`

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
