import { type IsoDate, completedYears } from '#kernel/dates.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import type { Finding } from '#kernel/service/verdict.ts'
import * as law from '#law/dependants.ts'
import type * as sources from '../sources.ts'
import type { fields } from './pages.ts'

/** What the rules and pages of this service read. */
export type Given = Context<
  typeof fields,
  {
    membership: typeof sources.membership
    self: typeof sources.civilSelf
    civil: typeof sources.civilPerson
    cover: typeof sources.cover
    fatherCover: typeof sources.cover
    study: typeof sources.studentStatus
    livelihood: typeof sources.livelihoodInquiry
    commission: typeof sources.medicalCommission
    papers: typeof sources.papersSeen
  }
>

/** The tie as the registry tells it; null where it tells nothing, and for an adopted child: then papers show it. */
export function tieInRegistry({ answers, facts, applicant }: Given): Finding | null {
  const { relation, person } = answers
  const civil = known(facts.civil)
  const self = known(facts.self)
  if (relation === 'wife' || relation === 'husband') {
    if (civil.marriages !== null) return law.married(applicant, civil.marriages)
    return self.marriages === null ? null : law.married(person.number, self.marriages)
  }
  if (relation === 'adopted') return null
  if (relation === 'father' || relation === 'mother') {
    const told = relation === 'father' ? self.father : self.mother
    return told === null ? null : law.related(relation, told === person.number)
  }
  const told = self.sex === 'male' ? civil.father : civil.mother
  if (told !== null) return law.related(relation, told === applicant)
  return self.children === null ? null : law.related(relation, self.children.includes(person.number))
}

export const birthDate = ({ answers, facts }: Given): IsoDate =>
  law.countedBirthDate(facts.cover.firstBirthDate, answers.person.birthDate)

const age = (given: Given): number => completedYears(birthDate(given), given.today)

/** The day for which a son's age is judged: where a cover that soon ends is to go on, the day on which it would end. */
export function judgedOn({ facts, applicant, today }: Given): IsoDate {
  const until = law.isRenewal(applicant, facts.cover, today) ? (facts.cover.coveredUntil ?? today) : today
  return until > today ? until : today
}

const childAs = ({ answers, facts }: Given) =>
  law.isChild(answers.relation) ? law.childAs(answers.relation, known(facts.civil).sex) : null

export const isSon = (given: Given): boolean => childAs(given) === 'son'
export const isDaughter = (given: Given): boolean => childAs(given) === 'daughter'

/** A son for whom age alone is no longer enough. */
export function isOlderSon(given: Given): boolean {
  const on = judgedOn(given)
  return isSon(given) && completedYears(birthDate(given), on) >= law.sonLimit(on).value
}

export const isStudent = (given: Given): boolean => isOlderSon(given) && given.answers.sonGround === 'student'

export const isGrownDaughter = (given: Given): boolean =>
  isDaughter(given) && age(given) >= law.daughterCommitmentFrom(given.today).value

export function supportedRelation({ answers: { relation } }: Given): 'husband' | 'father' | 'mother' | null {
  return relation === 'husband' || relation === 'father' || relation === 'mother' ? relation : null
}

/** Husband, father or mother below the age: only the medical commission can open the way. */
export function isBelowAge(given: Given): boolean {
  const relation = supportedRelation(given)
  return relation !== null && age(given) < law.leastAge(relation, given.today).value
}

export function claimsDisability(given: Given): boolean {
  if (isOlderSon(given)) return given.answers.sonGround === 'disabled'
  return isBelowAge(given) && given.answers.disabled
}

/** A child whose mother applies. */
export const isThroughMother = ({ answers, facts }: Given): boolean =>
  law.isChild(answers.relation) && known(facts.self).sex === 'female'

/** Then custody is asked: the father has a job or insurance of his own. */
export function asksCustody(given: Given): boolean {
  if (!isThroughMother(given) || known(given.facts.civil).father === null) return false
  return law.throughMother({ custody: false, cover: () => given.facts.fatherCover }, given.today).verdict === 'no'
}
