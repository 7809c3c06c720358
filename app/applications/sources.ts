import type { Json } from '#kernel/fields/field.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { fold, toLatinDigits } from '#kernel/text.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { CivilRegistry, CivilRegistryReply } from '#ports/civil-registry.ts'
import type { Clock } from '#ports/clock.ts'
import type { MonthRange, Register } from '#ports/register.ts'
import type { StudentStatus } from '#ports/student-status.ts'
import type { Database } from '#store/database.ts'
import { type Branch, listBranches } from '#store/branches.ts'
import { findCoverOf } from '#store/covers.ts'
import { findPerson, findPersonId } from '#store/people.ts'
import { findInRegister } from '#store/register/members.ts'
import type { OwnRegister, Standing } from '#store/register/own-register.ts'
import { randomUUID } from 'node:crypto'
import { endedCoverOf } from '../covers/ended.ts'
import type { Sources } from './look-up.ts'

type Parts = {
  db: Database
  clock: Clock
  civilRegistry: CivilRegistry
  studentStatus: StudentStatus
  register: Register
}

type Of = { readonly number: PersonalNumber }

/** Who answers what services ask: the civil registry, the ministry of science, and our own register. */
export function sourcesOf({ db, clock, civilRegistry, studentStatus, register }: Parts): Sources {
  const ours = (value: unknown) => ({
    value: value as Json,
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
      const { member, coveredBy } = await standingOf(register, db, number)
      const standing = member?.standing ?? (coveredBy === null ? 'none' : 'dependant')
      return ours({ standing, branch: member?.branch ?? null })
    },
    'register.cover': async (about) => {
      const { number } = about as { number: PersonalNumber }
      const { member, coveredBy } = await standingOf(register, db, number)
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
    'register.given-cover': async (about) => {
      const { number, dependant } = about as { number: PersonalNumber; dependant: PersonalNumber }
      const [personId, dependantId] = await Promise.all([findPersonId(db, number), findPersonId(db, dependant)])
      const cover = dependantId === undefined ? undefined : await findCoverOf(db, dependantId)
      if (cover === undefined || cover.personId !== personId) return ours(null)
      return ours({ name: cover.name, relation: cover.relation, from: cover.from })
    },
    'register.ended-cover': async (about) => {
      const { number, dependant } = about as { number: PersonalNumber; dependant: PersonalNumber }
      const [personId, dependantId] = await Promise.all([findPersonId(db, number), findPersonId(db, dependant)])
      if (personId === undefined || dependantId === undefined) return ours(null)
      return ours(await endedCoverOf(db, personId, dependantId))
    },
    'register.member': async (about) => ours((await register.member((about as Of).number)) ?? null),
    'register.spells': async (about) => ours(await register.spells((about as Of).number)),
    'register.wages': async (about) => {
      const { number, from, to } = about as Of & MonthRange
      return ours(await register.wages(number, { from, to }))
    },
    'register.contracts': async (about) => ours(await register.contracts((about as Of).number)),
    'register.premiums': async (about) => {
      const { number, contractId } = about as Of & { contractId: string }
      return ours(await register.premiums(number, contractId))
    },
    'register.benefits': async (about) => ours(await register.benefits((about as Of).number)),
    'register.pensions': async (about) => ours(await register.pensions((about as Of).number)),
    'register.payslips': async (about) => {
      const { number, pensionNumber } = about as Of & { pensionNumber: string }
      return ours(await register.payslips(number, pensionNumber))
    },
    'register.bank-account': async (about) => ours(await register.bankAccount((about as Of).number)),
    'register.workshop': async (about) => ours((await register.workshop((about as { code: string }).code)) ?? null),
    'register.workshops-of': async (about) => ours(await register.workshopsOf((about as Of).number)),
    'register.workshop-months': async (about) => {
      const { number, from, to } = about as Of & MonthRange
      return ours(await register.workshopMonths(number, { from, to }))
    },
    'branch.named': async (about) => ours(branchCalled(await listBranches(db), (about as { name: string }).name)),
    'student-status.code': async (about) => {
      const { number, code } = about as { number: PersonalNumber; code: string }
      const { study, source, replyId, at } = await studentStatus.check(number, code)
      return { value: study, source, replyId, saidAt: at }
    },
  }
}

/** By its name or number as people write them; null where none fits, or several do. */
function branchCalled(branches: readonly Branch[], name: string): { code: string; name: string } | null {
  const plain = (text: string) =>
    fold(text)
      .replace(/^شعبه\s*/, '')
      .trim()
  const wanted = plain(name)
  const exact = branches.filter((one) => plain(one.name) === wanted || String(one.branchId) === toLatinDigits(wanted))
  const found = exact.length > 0 ? exact : branches.filter((one) => wanted !== '' && plain(one.name).includes(wanted))
  const [only, ...others] = found
  return only === undefined || others.length > 0 ? null : { code: String(only.branchId), name: only.name }
}

function fromRegistry(reply: CivilRegistryReply) {
  const value = reply.outcome === 'found' ? (reply.person as unknown as Json) : null
  return { value, source: reply.source, replyId: reply.replyId, saidAt: reply.at }
}

/** What somebody is, and who covers them: covers are ours, also where a core system keeps the members. */
async function standingOf(register: Register | OwnRegister, db: Database, number: PersonalNumber): Promise<Standing> {
  if ('withCover' in register) return register.withCover(number)
  const [member, { coveredBy }] = await Promise.all([register.member(number), findInRegister(db, number)])
  return { member, coveredBy }
}
