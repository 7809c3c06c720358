import type { Json } from '#kernel/fields/field.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { CivilRegistry, CivilRegistryReply } from '#ports/civil-registry.ts'
import type { Clock } from '#ports/clock.ts'
import type { StudentStatus } from '#ports/student-status.ts'
import type { Database } from '#store/database.ts'
import { findPerson, findPersonId } from '#store/people.ts'
import { findInRegister } from '#store/register.ts'
import { randomUUID } from 'node:crypto'
import type { Sources } from './look-up.ts'

type Parts = { db: Database; clock: Clock; civilRegistry: CivilRegistry; studentStatus: StudentStatus }

/** Who answers what services ask: the civil registry, the ministry of science, and our own register. */
export function sourcesOf({ db, clock, civilRegistry, studentStatus }: Parts): Sources {
  const ours = (value: Json) => ({
    value,
    source: 'register',
    replyId: randomUUID(),
    saidAt: new Date(clock.now()).toISOString(),
  })
  return {
    'civil-registry.person': async (about) => {
      const { number, birthDate } = about as { number: PersonalNumber; birthDate: IsoDate }
      return fromRegistry(await civilRegistry.find(number, birthDate))
    },
    'civil-registry.self': async (about) => {
      const { number } = about as { number: PersonalNumber }
      const personId = await findPersonId(db, number)
      const person = personId === undefined ? undefined : await findPerson(db, personId)
      if (person === undefined) throw new Error('only people with an account apply')
      return fromRegistry(await civilRegistry.find(number, person.birthDate))
    },
    'register.membership': async (about) => {
      const { number } = about as { number: PersonalNumber }
      const { member, coveredBy } = await findInRegister(db, number)
      const branch = member?.branchId == null ? null : { code: String(member.branchId), name: member.branchName }
      return ours({ standing: member?.standing ?? (coveredBy === null ? 'none' : 'dependant'), branch })
    },
    'register.cover': async (about) => {
      const { number } = about as { number: PersonalNumber }
      const { member, coveredBy } = await findInRegister(db, number)
      return ours({
        insured: member?.standing === 'insured',
        pension: member?.pension ?? false,
        otherFund: member?.otherFund ?? false,
        working: member?.working ?? false,
        dependantOf: coveredBy?.number ?? null,
        coveredUntil: coveredBy?.until ?? null,
        firstBirthDate: member?.firstBirthDate ?? null,
        idCardOnFile: member?.idCardOnFile ?? false,
      })
    },
    'student-status.code': async (about) => {
      const { number, code } = about as { number: PersonalNumber; code: string }
      const { study, source, replyId, at } = await studentStatus.check(number, code)
      return { value: study, source, replyId, saidAt: at }
    },
  }
}

function fromRegistry(reply: CivilRegistryReply) {
  const value = reply.outcome === 'found' ? (reply.person as unknown as Json) : null
  return { value, source: reply.source, replyId: reply.replyId, saidAt: reply.at }
}
