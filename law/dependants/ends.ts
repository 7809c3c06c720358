import { type IsoDate, addDays, addJalaliYears, completedYears } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { type Parameter, inForce } from '../parameters.ts'
import { sonAgeLimit, sonAgeReading, studyProofYears } from '../parameters/dependants.ts'
import { birthdayOf, sonLimit } from './ages.ts'
import { commitmentMissed } from './commitment.ts'
import type { EndReason } from './endings.ts'
import { type Cover, notWorking, withoutMeans } from './means.ts'
import { type Relation, type Sex, childAs, isChild, isSupported } from './relation.ts'
import type { Union } from './ties.ts'

/**
 * What a cover rests on besides the tie itself. `age`: a son under the limit. `study`, `disability`: what opened the way.
 * The Act puts no end to what the livelihood inquiry or the medical commission found, so neither runs out by itself.
 */
export type Ground = 'tie' | 'age' | 'study' | 'disability'

/** A running cover as the register has it. */
export type Held = {
  readonly relation: Relation
  /** Null only where the register was written before it was kept, for an adopted child. */
  readonly sex: Sex | null
  /** The birth date that ages are counted from. */
  readonly birth: IsoDate
  readonly from: IsoDate
  readonly ground: Ground
  /** The day on which the ground was shown: the beginning, or the last renewal. */
  readonly since: IsoDate
  /** The last day of study, where the ministry told one. */
  readonly studyUntil: IsoDate | null
  /** When the insured was asked for the commitment about a daughter who comes of age, and when they gave it. */
  readonly commitmentAskedOn: IsoDate | null
  readonly committedOn: IsoDate | null
}

/** Why and from which day on somebody is no longer covered: `on` is the first day without cover. */
export type End = { readonly on: IsoDate; readonly reason: EndReason; readonly parameters: readonly string[] }

/** What a cover rests on when it begins. */
export function groundOf(
  relation: Relation,
  sex: Sex,
  birth: IsoDate,
  on: IsoDate,
  shown: { readonly study: boolean; readonly disability: boolean },
): Ground {
  if (shown.study) return 'study'
  if (shown.disability) return 'disability'
  return childAs(relation, sex) === 'son' && completedYears(birth, on) < sonLimit(on).value ? 'age' : 'tie'
}

/** The end that is known beforehand, from dates alone; null where no date ends the cover. */
export function plannedEnd(held: Held): End | null {
  const { relation, birth, from, ground, since, studyUntil } = held
  if (ground === 'tie') return commitmentMissed(held)
  if (ground === 'age' && isChild(relation)) return atLeast(from, ageLimitReached(birth))
  if (ground !== 'study') return null
  if (studyUntil !== null) return atLeast(from, { on: addDays(studyUntil, 1), reason: 'study-ended', parameters: [] })
  const every = inForce(studyProofYears, since)
  const on = addJalaliYears(since, every.value)
  return { on, reason: 'study-proof-due', parameters: [every.version] }
}

/** The first day on which a son has as many completed years as the limit in force on that very day. */
function ageLimitReached(birth: IsoDate): End {
  const days = changesOf(sonAgeLimit, sonAgeReading)
  for (const [at, day] of days.entries()) {
    const limit = sonLimit(day)
    const reached = later(birthdayOf(birth, limit.value), day)
    const next = days[at + 1]
    if (next === undefined || reached < next) return { on: reached, reason: 'age-limit', parameters: limit.versions }
  }
  throw new RangeError('the limit of age has no value')
}

const changesOf = (...parameters: readonly Parameter<unknown>[]): IsoDate[] =>
  [...new Set(parameters.flatMap(({ values }) => values.map(({ from }) => from)))].toSorted()

/** What is told of the people of a cover. Null in place of a value that may be null itself is `not-told`. */
export type Told = {
  readonly insured: PersonalNumber
  readonly insuredDiedOn: IsoDate | null | 'not-told'
  readonly diedOn: IsoDate | null | 'not-told'
  /** All marriages of the dependant. */
  readonly marriages: readonly (Union & { readonly marriedOn: IsoDate })[] | 'not-told'
  /** Insurance, pension and work of the dependant's own. */
  readonly own: Omit<Cover, 'dependantOf'> | 'not-told'
}

/** What a person must find out where no register can tell: then the branch decides. */
export type Question = 'death' | 'insured-death' | 'bond' | 'marriage' | 'support' | 'own-cover'

/** Does a cover go on? `unknown` where nothing ends it for certain but something that matters is not known. */
export type Continuation =
  | { readonly verdict: 'yes' }
  | { readonly verdict: 'no'; readonly end: End }
  | { readonly verdict: 'unknown'; readonly questions: readonly Question[] }

/**
 * Does the cover go on, by what is told on a day? The earliest of all ends counts. An end lies at the event itself (the
 * divorce, the death, the marriage); where only the present state is told (work, insurance), at the day it was told.
 */
export function goesOn(held: Held, told: Told, on: IsoDate): Continuation {
  const planned = plannedEnd(held)
  const found = [
    planned !== null && planned.on <= on ? planned : null,
    byDeath('death', told.diedOn),
    byDeath('insured-death', told.insuredDiedOn),
    byMarriage(held, told),
    byMeans(held, told.own, on),
  ]
  const ends = found.filter((one): one is End => one !== null && typeof one === 'object')
  const [first] = ends.toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
  if (first !== undefined) return { verdict: 'no', end: atLeast(held.from, first) }
  const questions = found.filter((one): one is Question => typeof one === 'string')
  return questions.length === 0 ? { verdict: 'yes' } : { verdict: 'unknown', questions }
}

/** The events of the civil registry that can end a cover: of the dependant, and of the insured. */
export function eventsThatMatter(relation: Relation): {
  readonly dependant: readonly ('death' | 'divorce' | 'marriage')[]
  readonly insured: readonly ('death' | 'divorce')[]
} {
  if (relation === 'wife' || relation === 'husband')
    return { dependant: ['death', 'divorce'], insured: ['death', 'divorce'] }
  if (relation === 'daughter' || relation === 'adopted' || relation === 'mother')
    return { dependant: ['death', 'marriage'], insured: ['death'] }
  return { dependant: ['death'], insured: ['death'] }
}

type Found = End | Question | null

function byDeath(reason: 'death' | 'insured-death', on: IsoDate | null | 'not-told'): Found {
  if (on === 'not-told') return reason
  return on === null ? null : { on, reason, parameters: [] }
}

/** Divorce ends the cover of wife or husband; marriage that of a daughter. A mother who marries may have another keeper. */
function byMarriage({ relation, sex, from }: Held, told: Told): Found {
  if (relation === 'wife' || relation === 'husband') return byBond(told)
  const { marriages } = told
  const married = marriages === 'not-told' ? [] : marriages.filter(({ ended }) => ended === null)
  if (relation === 'mother') return married.some(({ marriedOn }) => marriedOn > from) ? 'support' : null
  if (!isChild(relation) || (sex !== null && childAs(relation, sex) === 'son')) return null
  if (marriages === 'not-told') return 'marriage'
  const [first] = married.toSorted((one, other) => (one.marriedOn < other.marriedOn ? -1 : 1))
  if (first === undefined) return null
  return sex === null && relation === 'adopted'
    ? 'marriage'
    : { on: first.marriedOn, reason: 'marriage', parameters: [] }
}

function byBond({ marriages, insured, diedOn, insuredDiedOn }: Told): Found {
  if (marriages === 'not-told') return 'bond'
  const ours = marriages.filter(({ spouse }) => spouse === insured)
  if (ours.some(({ ended }) => ended === null)) return null
  const ended = ours.map((one) => one.ended!).toSorted((one, other) => (one.on < other.on ? 1 : -1))[0]
  // The branch once saw the tie in the papers; that the registry has no such marriage does not undo it.
  if (ended === undefined) return 'bond'
  if (ended.by === 'divorce') return { on: ended.on, reason: 'divorce', parameters: [] }
  // Ended by a death. Whose it was is told beside it, and counts there; the one who is not told of is the one who died.
  const oneLives = diedOn === null && insuredDiedOn === 'not-told'
  return oneLives ? { on: ended.on, reason: 'insured-death', parameters: [] } : 'bond'
}

function byMeans({ relation }: Held, own: Told['own'], on: IsoDate): Found {
  if (relation === 'wife') return null // she may be insured in her own right too
  if (own === 'not-told') return 'own-cover'
  const cover = { ...own, dependantOf: null }
  if (isSupported(relation)) {
    const means = withoutMeans(relation, cover, on)
    return means.verdict === 'no' ? { on, reason: 'means', parameters: means.parameters } : null
  }
  if (notWorking(cover).verdict === 'no') return { on, reason: 'job', parameters: [] }
  return own.insured || own.otherFund ? { on, reason: 'own-insurance', parameters: [] } : null
}

const later = (one: IsoDate, other: IsoDate): IsoDate => (one > other ? one : other)

/** No cover ends before it began. */
const atLeast = (from: IsoDate, end: End): End => ({ ...end, on: later(from, end.on) })
