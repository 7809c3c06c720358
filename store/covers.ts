import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Database, Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'

/** Names one cover: who covers whom, since when. */
export type CoverKey = { readonly personId: PersonId; readonly dependantId: PersonId; readonly from: IsoDate }

export type Ground = 'tie' | 'age' | 'study' | 'disability'

/** A cover with all that its end depends on. */
export type CoverRow = CoverKey & {
  relation: string
  name: string
  birthDate: IsoDate
  /** On the ID card first presented to the organisation: ages are counted from it. */
  firstBirthDate: IsoDate | null
  sex: 'female' | 'male' | null
  ground: Ground | null
  since: IsoDate | null
  studyUntil: IsoDate | null
  /** The first day without cover, where it is known beforehand. */
  until: IsoDate | null
  endedOn: IsoDate | null
  endedBecause: string | null
  lookOn: IsoDate | null
  askedOn: IsoDate | null
  warnedOf: IsoDate | null
  /** About a daughter who comes of age: when the insured was asked to commit themselves, reminded of it, and did. */
  commitmentAskedOn: IsoDate | null
  commitmentRemindedOn: IsoDate | null
  committedOn: IsoDate | null
  question: string | null
}

const columns = `c.person_id as "personId", c.dependant_id as "dependantId", c.from_date as "from", c.relation, c.name,
  c.birth_date as "birthDate", c.sex, c.ground, c.since_date as since, c.study_until as "studyUntil",
  c.until_date as until, c.ended_on as "endedOn", c.ended_because as "endedBecause", c.look_on as "lookOn",
  c.asked_on as "askedOn", c.warned_of as "warnedOf", c.question,
  c.commitment_asked_on as "commitmentAskedOn", c.commitment_reminded_on as "commitmentRemindedOn",
  c.committed_on as "committedOn",
  (select m.first_birth_date from register_member m where m.person_id = c.dependant_id) as "firstBirthDate"`
const OF_KEY = 'c.person_id = $1 and c.dependant_id = $2 and c.from_date = $3'
const keyOf = ({ personId, dependantId, from }: CoverKey): unknown[] => [personId, dependantId, from]

export async function findCover(db: Tx, key: CoverKey): Promise<CoverRow | undefined> {
  return (await db.query<CoverRow>(`select ${columns} from register_cover c where ${OF_KEY}`, keyOf(key)))[0]
}

/** The cover, for one who is going to change it; whoever else does waits. */
export async function lockCover(tx: Tx, key: CoverKey): Promise<CoverRow | undefined> {
  return (
    await tx.query<CoverRow>(`select ${columns} from register_cover c where ${OF_KEY} for update of c`, keyOf(key))
  )[0]
}

/** Running covers that are to be looked at by this day, the longest due first. */
export async function listDueCovers(db: Database, on: IsoDate, limit: number): Promise<CoverKey[]> {
  return db.query<CoverKey>(
    `select person_id as "personId", dependant_id as "dependantId", from_date as "from" from register_cover
     where ended_on is null and look_on <= $1 order by look_on limit $2`,
    [on, limit],
  )
}

/** When the worker looks again, and what it knows by then. */
export async function saveLook(
  tx: Tx,
  key: CoverKey,
  look: Pick<CoverRow, 'until' | 'warnedOf' | 'askedOn' | 'commitmentAskedOn' | 'commitmentRemindedOn'> & {
    readonly lookOn: IsoDate
  },
): Promise<void> {
  await tx.query(
    `update register_cover c set until_date = $4, warned_of = $5, asked_on = $6, look_on = $7, commitment_asked_on = $8,
       commitment_reminded_on = $9 where ${OF_KEY}`,
    [
      ...keyOf(key),
      look.until,
      look.warnedOf,
      look.askedOn,
      look.lookOn,
      look.commitmentAskedOn,
      look.commitmentRemindedOn,
    ],
  )
}

/** Puts the next look off, where a look failed, or brings it forward. */
export async function setLookOn(tx: Tx, key: CoverKey, on: IsoDate): Promise<void> {
  await tx.query(`update register_cover c set look_on = $4 where ${OF_KEY} and ended_on is null`, [...keyOf(key), on])
}

/** The insured has committed themselves: the end that was to follow is gone, and the worker looks again. */
export async function setCommitted(tx: Tx, key: CoverKey, on: IsoDate): Promise<void> {
  await tx.query(
    `update register_cover c set committed_on = $4, until_date = null, warned_of = null, look_on = $4 where ${OF_KEY}`,
    [...keyOf(key), on],
  )
}

/** Asks the branch something about a cover; null takes the question back. */
export async function setQuestion(tx: Tx, key: CoverKey, question: string | null, at: Date): Promise<void> {
  await tx.query(`update register_cover c set question = $4, question_at = $5 where ${OF_KEY}`, [
    ...keyOf(key),
    question,
    question === null ? null : at,
  ])
}

/** Ends a cover; false when it had ended before. Its questions are no longer asked. */
export async function endCover(tx: Tx, key: CoverKey, on: IsoDate, because: string): Promise<boolean> {
  const ended = await tx.query(
    `update register_cover c set ended_on = $4, ended_because = $5, question = null, question_at = null
     where ${OF_KEY} and ended_on is null returning person_id`,
    [...keyOf(key), on, because],
  )
  if (ended.length === 0) return false
  await tx.query(`delete from register_dependant where person_id = $1 and insured_id = $2`, [
    key.dependantId,
    key.personId,
  ])
  return true
}

/** How a cover ended, as it was written down. */
export type NotedEnd = {
  readonly eventId: string
  /** Staff id, 'clock' or 'insured'. */
  readonly by: string
  readonly note: string | null
  /** The application by which it was asked for. */
  readonly applicationId: string | null
}

/** The last end that was written down of a cover; undefined of one that ended before this was kept. */
export async function findNotedEnd(tx: Tx, key: CoverKey): Promise<NotedEnd | undefined> {
  const rows = await tx.query<NotedEnd>(
    `select event_id::text as "eventId", by, detail ->> 'note' as note, detail ->> 'applicationId' as "applicationId"
     from register_cover_event where person_id = $1 and dependant_id = $2 and from_date = $3 and kind = 'ended'
     order by at desc limit 1`,
    keyOf(key),
  )
  return rows[0]
}

/** The cover that a member gave somebody and that ended last; undefined where none has ended. */
export async function findEndedCover(db: Tx, personId: PersonId, dependantId: PersonId): Promise<CoverRow | undefined> {
  const rows = await db.query<CoverRow>(
    `select ${columns} from register_cover c where c.person_id = $1 and c.dependant_id = $2 and c.ended_on is not null
     order by c.ended_on desc, c.from_date desc limit 1`,
    [personId, dependantId],
  )
  return rows[0]
}

/** What a cover rests on once its end is taken back. */
export type Restored = Pick<CoverRow, 'ground' | 'since' | 'studyUntil' | 'committedOn' | 'until'>

/**
 * Takes the end of a cover back: it runs from its first day as before, and the worker looks at it on `lookOn`. The application
 * takes the place of the one that began it. False, and nothing is changed, where another member covers the person by now.
 */
export async function restoreCover(
  tx: Tx,
  key: CoverKey,
  { ground, since, studyUntil, committedOn, until }: Restored,
  applicationId: string,
  lookOn: IsoDate,
): Promise<boolean> {
  const claimed = await tx.query(
    `insert into register_dependant (person_id, insured_id) values ($1, $2) on conflict (person_id) do nothing returning person_id`,
    [key.dependantId, key.personId],
  )
  if (claimed.length === 0) return false
  await tx.query(
    `update register_cover c set ended_on = null, ended_because = null, warned_of = null, ground = $4, since_date = $5,
       study_until = $6, committed_on = $7, until_date = $8, application_id = $9, look_on = $10 where ${OF_KEY}`,
    [...keyOf(key), ground, since, studyUntil, committedOn, until, applicationId, lookOn],
  )
  return true
}

/** Was this done to a cover for this application before, whatever befell it since? */
export async function wasNotedFor(
  tx: Tx,
  key: CoverKey,
  kind: 'ended' | 'restored',
  applicationId: string,
): Promise<boolean> {
  const rows = await tx.query(
    `select event_id from register_cover_event where person_id = $1 and dependant_id = $2 and from_date = $3
       and kind = $4 and detail ->> 'applicationId' = $5 limit 1`,
    [...keyOf(key), kind, applicationId],
  )
  return rows.length > 0
}

export type CoverEventKind =
  | 'moved'
  | 'warned'
  | 'renewed'
  | 'ended'
  | 'restored'
  | 'asked'
  | 'answered'
  | 'commitment-asked'
  | 'commitment-reminded'
  | 'committed'

/** Writes down what befell a cover. `by` is a staff id, 'clock', or 'insured'. */
export async function noteCoverEvent(
  tx: Tx,
  key: CoverKey,
  event: {
    readonly kind: CoverEventKind
    readonly detail: Record<string, unknown>
    readonly by: string
    readonly at: Date
  },
): Promise<void> {
  await tx.query(
    `insert into register_cover_event (person_id, dependant_id, from_date, event_id, kind, detail, by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [...keyOf(key), randomId(), event.kind, event.detail, event.by, event.at],
  )
}

/** The running cover of a dependant; a person has one at most. */
export async function findCoverOf(db: Tx, dependantId: PersonId): Promise<CoverRow | undefined> {
  const rows = await db.query<CoverRow>(
    `select ${columns} from register_dependant d join register_cover c
       on c.person_id = d.insured_id and c.dependant_id = d.person_id and c.ended_on is null
     where d.person_id = $1`,
    [dependantId],
  )
  return rows[0]
}

/** The running covers that a member gives. */
export async function listCoversBy(db: Tx, personId: PersonId): Promise<CoverRow[]> {
  return db.query<CoverRow>(
    `select ${columns} from register_cover c where c.person_id = $1 and c.ended_on is null order by c.from_date`,
    [personId],
  )
}

/** Number and birth date by which the civil registry is asked about somebody of a cover. */
export type Known = { readonly number: PersonalNumber; readonly birthDate: IsoDate | null }

/** The birth date is that of the account, else the one the register has. */
export async function findKnown(db: Tx, personId: PersonId): Promise<Known | undefined> {
  const rows = await db.query<Known>(
    `select i.number, coalesce(p.birth_date, m.first_birth_date) as "birthDate"
     from identity i left join person p on p.person_id = i.person_id left join register_member m on m.person_id = i.person_id
     where i.person_id = $1`,
    [personId],
  )
  return rows[0]
}

/** Was this asked about the cover before: after this very notice, or, without one, ever? */
export async function wasAsked(tx: Tx, key: CoverKey, question: string, noticeId: string | null): Promise<boolean> {
  const rows = await tx.query(
    `select event_id from register_cover_event where person_id = $1 and dependant_id = $2 and from_date = $3
       and kind = 'asked' and detail ->> 'question' = $4 and ($5::text is null or detail ->> 'noticeId' = $5) limit 1`,
    [...keyOf(key), question, noticeId],
  )
  return rows.length > 0
}
