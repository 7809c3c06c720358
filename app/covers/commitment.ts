import { addDays, isIsoDate, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { commitmentAskedFrom, commitmentMissed, commitmentNeededFrom, type Held } from '#law/dependants.ts'
import { DAUGHTER_COMMITMENT } from '#services/dependants/guide.ts'
import { findCover, lockCover, noteCoverEvent, setCommitted, type CoverKey, type CoverRow } from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import { enqueue } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import { askLater } from './ask.ts'
import { heldOf } from './held.ts'

type Asking = Pick<CoverRow, 'commitmentAskedOn' | 'commitmentRemindedOn'> & { readonly held: Held }

/**
 * The clock's part: a month before a covered daughter comes of age her father or mother is asked for the commitment, and
 * reminded once, on the birthday or half a month after a later asking. Answers the cover as it stands after that.
 */
export async function askForCommitment(tx: Tx, row: CoverRow, today: IsoDate, at: Date): Promise<Asking> {
  const held = heldOf(row)
  const { commitmentAskedOn, commitmentRemindedOn } = row
  const from = commitmentAskedFrom(held)
  if (from === null || from > today) return { held, commitmentAskedOn, commitmentRemindedOn }
  if (commitmentAskedOn === null) {
    const asked = { ...held, commitmentAskedOn: today }
    await tell(tx, row, asked, 'commitment-asked', today, at)
    return { held: asked, commitmentAskedOn: today, commitmentRemindedOn }
  }
  if (commitmentRemindedOn !== null || remindOn(held)! > today) return { held, commitmentAskedOn, commitmentRemindedOn }
  await tell(tx, row, held, 'commitment-reminded', today, at)
  return { held, commitmentAskedOn, commitmentRemindedOn: today }
}

/** When the clock looks again for the sake of the commitment. */
export function commitmentDays(held: Held, today: IsoDate): IsoDate[] {
  const days = [commitmentAskedFrom(held), remindOn(held)]
  return days.filter((day): day is IsoDate => day !== null && day > today)
}

/** On the birthday, or half a month after the asking where that came late. */
function remindOn(held: Held): IsoDate | null {
  const needed = commitmentNeededFrom(held)
  const asked = held.commitmentAskedOn
  if (needed === null || asked === null) return null
  const late = addDays(asked, 15)
  return needed > late ? needed : late
}

async function tell(
  tx: Tx,
  row: CoverRow,
  held: Held,
  kind: 'commitment-asked' | 'commitment-reminded',
  today: IsoDate,
  at: Date,
): Promise<void> {
  const { personId, dependantId, from } = row
  const until = commitmentMissed(held)?.on ?? commitmentNeededFrom(held)
  await noteCoverEvent(tx, row, { kind, detail: { until }, by: 'clock', at })
  const payload = { template: `cover-${kind}`, to: 'person', insuredId: personId, dependantId, from, until }
  const dedupeKey = `${kind}:${dependantId}:${from}:${today}`
  await enqueue(tx, { personId, kind: 'send-sms', payload, dedupeKey }, at)
}

/** A commitment that waits for its father or mother. `until`: the last day with cover unless it is given. */
export type Commitment = CoverKey & {
  readonly name: string
  readonly neededFrom: IsoDate
  readonly last: IsoDate | null
  /** What is committed to, in the words that are kept. */
  readonly words: string
}

const notThere: Result<never> = failed({
  code: 'not-found',
  message: 'برای این فرد تعهدی از شما خواسته نشده است؛ شاید پیش‌تر داده‌اید.',
})

/** What a person is asked to commit themselves to. `name` is the cover's in the address: dependant and first day. */
export async function openCommitment(app: App, personId: PersonId, name: string): Promise<Result<Commitment>> {
  const key = ownCoverNamed(personId, name)
  const row = key === null ? undefined : await findCover(app.db, key)
  return row === undefined ? notThere : commitmentOf(row)
}

function commitmentOf(row: CoverRow): Result<Commitment> {
  const held = heldOf(row)
  const neededFrom = commitmentNeededFrom(held)
  if (row.endedOn !== null || neededFrom === null || row.commitmentAskedOn === null) return notThere
  const missed = commitmentMissed(held)
  const { personId, dependantId, from } = row
  const last = missed === null ? null : addDays(missed.on, -1)
  return done({ personId, dependantId, from, name: row.name, neededFrom, last, words: DAUGHTER_COMMITMENT })
}

/**
 * The insured commits themselves that the daughter has neither husband nor job. The words are kept with the day; the
 * registers are asked right away whether it is so. Given twice it is given once.
 */
export async function giveCommitment(
  app: App,
  personId: PersonId,
  name: string,
  ticked: boolean,
): Promise<Result<Commitment>> {
  const key = ownCoverNamed(personId, name)
  if (key === null) return notThere
  const at = nowOf(app)
  const today = tehranDate(at.getTime())
  return app.db.transaction(async (tx) => {
    const row = await lockCover(tx, key)
    const open = row === undefined ? notThere : commitmentOf(row)
    if (!open.ok) return open
    if (!ticked)
      return invalid([{ field: 'commitment', message: `برای ادامهٔ پوشش ${open.value.name} این تعهد لازم است.` }])
    await setCommitted(tx, key, today)
    const detail = { words: DAUGHTER_COMMITMENT, neededFrom: open.value.neededFrom }
    await noteCoverEvent(tx, key, { kind: 'committed', detail, by: 'insured', at })
    await askLater(tx, key, null, at)
    return open
  })
}

/** How one's own cover is named in an address. */
export const ownCoverName = ({ dependantId, from }: Pick<CoverKey, 'dependantId' | 'from'>): string =>
  `${dependantId}.${from}`

export function ownCoverNamed(personId: PersonId, name: string): CoverKey | null {
  const [dependant = '', from = ''] = name.split('.')
  const dependantId = personIdFrom(dependant)
  return dependantId === null || !isIsoDate(from) ? null : { personId, dependantId, from }
}
