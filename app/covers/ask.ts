import { tehranDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { goesOn, type Question, type Told } from '#law/dependants.ts'
import type { CivilPerson, LifeEventKind } from '#ports/civil-registry.ts'
import {
  findCover,
  findKnown,
  lockCover,
  noteCoverEvent,
  setQuestion,
  wasAsked,
  type CoverKey,
  type CoverRow,
} from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import { personIdFrom } from '#store/ids.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { endCoverOnce } from './end.ts'
import { heldOf } from './held.ts'

/** What a notice said happened, to whom of the two. */
export type Hint = { readonly noticeId: string; readonly kind: LifeEventKind; readonly of: 'dependant' | 'insured' }

/** Has the registers asked about a cover, now or at `due`; `again`: for a second time after the same hint. */
export async function askLater(
  tx: Tx,
  key: CoverKey,
  hint: (Hint & { readonly again: true }) | null,
  at: Date,
  due: Date = at,
): Promise<void> {
  const { personId, dependantId, from } = key
  const occasion = hint === null ? tehranDate(at.getTime()) : hint.noticeId
  await enqueue(
    tx,
    {
      personId,
      kind: 'ask-about-cover',
      payload: { dependantId, from, ...(hint === null ? {} : { hint }) },
      dedupeKey: `ask:${dependantId}:${from}:${occasion}`,
    },
    due,
  )
}

/** The command that `askLater` leaves. Waits while the civil registry is silent. */
export async function askAboutCover(app: App, { personId, payload }: Command): Promise<void> {
  const dependantId = personIdFrom(String(payload['dependantId']))
  if (dependantId === null) throw new Error('no such person')
  const hint = (payload['hint'] as Hint | undefined) ?? null
  await lookInto(app, { personId, dependantId, from: payload['from'] as CoverKey['from'] }, hint)
}

/** What came of looking: in words an operator understands, kept with the notice. */
export type Found = 'over before' | 'ended' | 'asked the branch' | 'not confirmed' | 'goes on'

/**
 * Asks the registers about a cover and decides by the law: what is certain ends it; what only people can find out becomes a
 * question to the branch. What a notice said and the registry does not confirm is looked at once more after a day.
 */
export async function lookInto(app: App, key: CoverKey, hint: Hint | null): Promise<Found> {
  const seen = await findCover(app.db, key)
  if (seen === undefined || seen.endedOn !== null) return 'over before'
  const told = await toldOf(app, seen)
  const at = nowOf(app)
  return app.db.transaction(async (tx) => {
    const row = await lockCover(tx, key)
    if (row === undefined || row.endedOn !== null) return 'over before'
    const result = goesOn(heldOf(row), told, tehranDate(at.getTime()))
    if (result.verdict === 'no') {
      await endCoverOnce(tx, row, { ...result.end, by: 'clock' }, at)
      return 'ended'
    }
    const question = result.verdict === 'yes' ? undefined : questionOf(result.questions, told, hint)
    if (question !== undefined) return (await ask(tx, row, question, hint, at)) ? 'asked the branch' : 'goes on'
    if (hint === null) return 'goes on'
    if (!('again' in hint)) {
      const tomorrow = new Date(at.getTime() + 24 * 3600_000)
      await askLater(tx, row, { ...hint, again: true }, at, tomorrow)
    }
    return 'not confirmed'
  })
}

/**
 * Which of the open questions is worth a person's time: after a notice the one it raises; otherwise only what the registry
 * itself contradicts. That it tells nothing is nothing new.
 */
function questionOf(questions: readonly Question[], told: Told, hint: Hint | null): Question | undefined {
  const raised: readonly Question[] =
    hint === null || hint.kind === 'birth'
      ? told.marriages === 'not-told'
        ? []
        : ['bond', 'support', 'marriage']
      : hint.kind === 'death'
        ? [hint.of === 'dependant' ? 'death' : 'insured-death']
        : ['bond', 'marriage', 'support']
  return questions.find((one) => raised.includes(one))
}

/** False where it waits already, or was asked before and nothing new was heard. */
async function ask(tx: Tx, row: CoverRow, question: Question, hint: Hint | null, at: Date): Promise<boolean> {
  if (row.question !== null || (await wasAsked(tx, row, question, hint?.noticeId ?? null))) return false
  await setQuestion(tx, row, question, at)
  const detail = { question, ...(hint === null ? {} : { noticeId: hint.noticeId, kind: hint.kind, of: hint.of }) }
  await noteCoverEvent(tx, row, { kind: 'asked', detail, by: 'clock', at })
  return true
}

/** What civil registry and register tell of the two people. What they do not tell is not guessed. */
async function toldOf(app: App, row: CoverRow): Promise<Told> {
  const [dependant, insured] = await Promise.all([findKnown(app.db, row.dependantId), findKnown(app.db, row.personId)])
  if (dependant === undefined || insured === undefined) throw new Error('a cover of people without a number')
  const [person, holder, member] = await Promise.all([
    find(app, dependant.number, row.birthDate),
    find(app, insured.number, insured.birthDate),
    app.register.member(dependant.number),
  ])
  return {
    insured: insured.number,
    insuredDiedOn: holder === null ? 'not-told' : holder.diedOn,
    diedOn: person === null ? 'not-told' : person.diedOn,
    marriages: person?.marriages ?? fromOtherSide(holder, dependant.number, insured.number),
    own: {
      insured: member?.standing === 'insured',
      pension: member?.pension ?? false,
      otherFund: member?.otherFund ?? false,
      working: member?.working ?? false,
    },
  }
}

async function find(app: App, number: PersonalNumber, birthDate: CivilPerson['birthDate'] | null) {
  if (birthDate === null) return null
  const reply = await app.civilRegistry.find(number, birthDate)
  return reply.outcome === 'found' ? reply.person : null
}

/** The marriages of the two, where the registry tells only those of the insured. */
function fromOtherSide(
  holder: CivilPerson | null,
  dependant: PersonalNumber,
  insured: PersonalNumber,
): Told['marriages'] {
  const ours = (holder?.marriages ?? []).filter(({ spouse }) => spouse === dependant)
  return ours.length === 0 ? 'not-told' : ours.map((marriage) => ({ ...marriage, spouse: insured }))
}
