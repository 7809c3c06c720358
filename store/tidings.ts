import type { IsoDate } from '#kernel/dates.ts'
import type { Reader, Row } from './database.ts'
import type { OfPerson } from './of-person.ts'
import { editions } from './training.ts'

/** What of the organisation's knowledge waits for somebody of the staff, whoever reads it. Staff by id, in the order of the work. */
export type Waiting = {
  /** Editions of documents that have a check, by `editionKey`. */
  readonly toLearn: readonly string[]
  readonly tasks: readonly { readonly owner: string; readonly dueOn: IsoDate }[]
  /** Who wrote the answers that wait for a second person. */
  readonly authors: readonly string[]
  /** Who proposed the wordings that wait for an editor. */
  readonly proposers: readonly string[]
}

const editionKey = (documentId: string, day: string): string => `${documentId} || ' ' || ${day}`

/** The same for everybody: one read, which many may share. */
export async function readKnowledge(db: Reader, today: IsoDate): Promise<Waiting> {
  const rows = await db.read<Row & { knowledge: Waiting }>('knowledge', knowledge, [today])
  return rows[0]!.knowledge
}

// oxfmt-ignore
const knowledge = `select json_build_object(
  'toLearn', array(select ${editionKey('one."documentId"', 'one.day')} from (${editions}) one where "hasCheck"),
  'tasks', (select coalesce(json_agg(json_build_object('owner', owner::text, 'dueOn', due_on) order by due_on), '[]') from answer_task
    where done_at is null),
  'authors', array(select author::text from answer_version where status = 'proposed'),
  'proposers', array(select proposed_by::text from wording_proposal where decided_at is null)) as knowledge`

/** The editions that a member of staff has learnt, by the same keys. */
export const passedBy: OfPerson<string> = {
  name: 'passed',
  values: [editionKey('document_id', 'edition')],
  from: 'from training where staff_id = $1 and score = 3',
  read: ([edition]) => edition!,
}
