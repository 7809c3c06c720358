import { importCorpus } from '#app/answers/corpus.ts'
import { approveAnswer, proposeAnswer } from '#app/answers/answers.ts'
import type { Result } from '#app/problem.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { loadRequest, type RequestView } from '#app/requests/read.ts'
import { receiveRequest, type Asker, type NewRequest, type Receipt } from '#app/requests/receive.ts'
import type { StaffRole, StaffScope } from '#app/staff/staff.ts'
import { parseJalali, tehranDate } from '#kernel/dates.ts'
import { randomId, randomPersonId, type PersonId } from '#store/ids.ts'
import { claimNumber, insertPerson } from '#store/people.ts'
import type { RequestKey } from '#store/requests.ts'
import { insertStaff } from '#store/staff.ts'
import { addWriters, smallCorpus } from './answers.ts'
import { somebody } from './people.ts'
import type { TestPortal } from './portal.ts'

export { at } from './jalali.ts'

export const ok = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.problem.message} ${JSON.stringify(result.problem.errors ?? [])}`)
  return result.value
}

/** Why it was refused. Throws when it was not. */
export const problemOf = (result: Result<unknown>): string => {
  if (result.ok) throw new Error('was not refused')
  return result.problem.code
}

const plain: NewRequest = {
  kind: 'question',
  area: 'insurance',
  title: 'سابقهٔ بیمه',
  body: 'سابقهٔ بیمهٔ سال ۱۴۰۲ من در سامانه نیست.',
}

/** People who ask and staff who answer, in one portal. */
export function requestsOf(
  portal: Pick<TestPortal, 'app' | 'database'> & { clock: Pick<TestPortal['clock'], 'now' | 'forward'> },
) {
  const { app, clock, database } = portal

  async function staff(role: StaffRole, scope: StaffScope = { branchId: 1 }, name = 'همکار'): Promise<Clerk> {
    const staffId = randomId()
    const branchId = scope !== 'everywhere' && 'branchId' in scope ? scope.branchId : null
    const province = scope !== 'everywhere' && 'province' in scope ? scope.province : null
    await app.db.transaction((tx) =>
      insertStaff(
        tx,
        {
          staffId,
          userName: `user-${staffId}`,
          displayName: name,
          role,
          branchId,
          province,
          passwordHash: 'x',
          totpSecret: Buffer.alloc(1),
        },
        new Date(),
      ),
    )
    await train(staffId)
    return { staffId, role, scope }
  }

  /** Has passed the check on the small corpus as it is today. */
  async function train(staffId: string): Promise<void> {
    await database.query(
      `insert into training (staff_id, document_id, edition, n, at, score)
       select $1, document_id, document_edition(document_id, $2), 1, now(), 3 from law_document on conflict do nothing`,
      [staffId, tehranDate(clock.now())],
    )
  }

  async function member(branchId = 1, mobile?: string): Promise<PersonId> {
    const personId = randomPersonId()
    const { person, mobiles } = somebody()
    await app.db.transaction(async (tx) => {
      await claimNumber(tx, person.number, personId)
      const { number, firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate } = person
      await insertPerson(
        tx,
        {
          personId,
          number,
          firstName,
          lastName,
          fatherName,
          idCardNumber,
          placeOfIssue,
          sex,
          birthDate,
          mobile: (mobile ?? mobiles[0]!) as never,
          email: null,
          branchId,
          registeredAt: new Date(),
        },
        'x',
      )
    })
    return personId
  }

  return {
    app,
    staff,
    member,
    train,
    /** Moves time to an instant. It never goes back. */
    until(instant: number): void {
      clock.forward(instant - clock.now())
    },
    async receive(values: Partial<NewRequest> = {}, asker?: Asker, once: string | null = null): Promise<Receipt> {
      const who = asker ?? { by: 'person' as const, personId: await member() }
      return ok(await receiveRequest(app, who, { ...plain, ...values }, once))
    },
    async view(key: RequestKey): Promise<RequestView> {
      const view = await loadRequest(app, key)
      if (view === undefined) throw new Error('no such request')
      return view
    },
    /** The small corpus, without answers. Question 1 asks nothing, question 2 two facts. */
    async questions(): Promise<void> {
      await addWriters(app, 'nevisande', 'taeed')
      ok(await importCorpus(app, 'nevisande', smallCorpus()))
    },
    /** An approved answer to question 1, from a Jalali day on; its number. */
    async answer(body: string, from = '1404/01/01', articleIds = ['act-1']): Promise<string> {
      const day = parseJalali(from)
      if (!day.ok) throw new Error(day.error)
      const answer = { questionId: 1, caseKey: '', body, from: day.value, until: null, articleIds }
      const answerId = ok(await proposeAnswer(app, 'nevisande', answer))
      ok(await approveAnswer(app, 'taeed', answerId))
      return answerId
    },
  }
}
