import { sameName } from '#kernel/text.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import { writeAudit } from '#store/audit.ts'
import { findDefaultBranch } from '#store/branches.ts'
import type { Tx } from '#store/database.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import { identityOf, insertPerson } from '#store/people.ts'
import { noteDevice } from '#store/sessions.ts'
import { findSignUp, lockSignUp, markDecided, type SignUp, type SignUpOutcome } from '#store/sign-ups.ts'
import { nowOf, type App } from '../app.ts'
import { TryLater } from '../commands/try-later.ts'

/** After this long a person is told that the check takes longer, in milliseconds. */
const delayToldAfter = 30 * 60_000
/** A mobile whose owner nobody can name for this long goes to the branch: nothing waits for ever. */
const unknownOwnerEndsAfter = 72 * 3600_000

/**
 * The worker's part of a sign-up: asks who owns the mobile and what the civil registry knows, then decides once.
 * Never fails open: while either is unknown the command is tried again. The mobile comes first: to somebody whose SIM
 * is not the applicant's own, nothing is said about what the registry holds.
 */
export async function checkSignUp(app: App, command: Command): Promise<void> {
  const signUp = await findSignUp(app.db, command.personId)
  if (signUp === undefined || signUp.submittedAt === null || signUp.outcome !== null) return
  const waited = app.clock.now() - signUp.submittedAt.getTime()
  const verdict = await judge(app, signUp).catch(async (error: unknown) => {
    if (!(error instanceof OutsideSystemUnavailable)) throw error
    if (waited > delayToldAfter) await tellDelay(app, signUp)
    throw new TryLater(error.system)
  })
  if (verdict === 'unknown-owner') {
    if (waited <= unknownOwnerEndsAfter) {
      if (waited > delayToldAfter) await tellDelay(app, signUp)
      throw new TryLater('mobile ownership unknown')
    }
    return decide(app, signUp, { outcome: 'mobile-unknown' })
  }
  return decide(app, signUp, verdict)
}

type Verdict =
  | { outcome: Exclude<SignUpOutcome, 'succeeded' | 'already-registered'> }
  | { outcome: 'matches'; person: CivilPerson }

async function judge(app: App, signUp: SignUp): Promise<Verdict | 'unknown-owner'> {
  const [ownership, civil] = await Promise.allSettled([
    app.mobileOwnership.check(signUp.number, signUp.mobile),
    app.civilRegistry.find(signUp.number, signUp.birthDate!),
  ])
  if (ownership.status === 'rejected') throw ownership.reason
  if (ownership.value.owner === 'no') return { outcome: 'mobile-not-own' }
  if (ownership.value.owner === 'unknown') return 'unknown-owner'
  if (civil.status === 'rejected') throw civil.reason
  if (civil.value.outcome === 'no-match') return { outcome: 'registry-no-match' }
  const { person } = civil.value
  if (person.diedOn !== null) return { outcome: 'deceased' }
  return matches(signUp, person) ? { outcome: 'matches', person } : { outcome: 'registry-mismatch' }
}

/** Names compare by their folded form; what the registry does not know cannot contradict. */
export function matches(signUp: SignUp, person: CivilPerson): boolean {
  const number = (text: string) => text.replace(/^0+(?=.)/, '').toUpperCase()
  return (
    sameName(signUp.firstName!, person.firstName) &&
    sameName(signUp.lastName!, person.lastName) &&
    (!person.fatherName || sameName(signUp.fatherName!, person.fatherName)) &&
    (!person.idCardNumber || number(signUp.idCardNumber!) === number(person.idCardNumber)) &&
    signUp.sex === person.sex &&
    signUp.birthDate === person.birthDate
  )
}

async function decide(app: App, signUp: SignUp, verdict: Verdict): Promise<void> {
  const at = nowOf(app)
  const branch = await findDefaultBranch(app.db)
  await app.db.transaction(async (tx) => {
    const locked = await lockSignUp(tx, signUp.personId)
    if (locked === undefined || locked.outcome !== null) return
    if (verdict.outcome !== 'matches') return end(tx, signUp, verdict.outcome, at)
    const { person } = verdict
    const personId = await identityOf(tx, signUp.number, signUp.personId)
    const isNew = await insertPerson(
      tx,
      {
        personId,
        number: signUp.number,
        firstName: person.firstName,
        lastName: person.lastName,
        fatherName: person.fatherName,
        idCardNumber: person.idCardNumber,
        placeOfIssue: person.placeOfIssue,
        sex: person.sex,
        birthDate: person.birthDate,
        mobile: signUp.mobile,
        email: signUp.email,
        branchId: branch?.branchId ?? null,
        registeredAt: at,
      },
      locked.passwordHash!,
    )
    if (!isNew) return end(tx, signUp, 'already-registered', at)
    if (signUp.deviceHash !== null) await noteDevice(tx, personId, signUp.deviceHash, at)
    await writeAudit(tx, personId, { at, actor: 'person', action: 'signed-up', address: null, device: null })
    await end(tx, signUp, 'succeeded', at)
  })
}

/** The outcome and its one SMS, in the same transaction. */
async function end(tx: Tx, signUp: SignUp, outcome: SignUpOutcome, at: Date): Promise<void> {
  await markDecided(tx, signUp.personId, outcome, at)
  await enqueue(
    tx,
    {
      personId: signUp.personId,
      kind: 'send-sms',
      payload: { template: 'sign-up-outcome', to: 'sign-up' },
      dedupeKey: 'sign-up-outcome',
    },
    at,
  )
}

async function tellDelay(app: App, signUp: SignUp): Promise<void> {
  await enqueue(
    app.db,
    {
      personId: signUp.personId,
      kind: 'send-sms',
      payload: { template: 'sign-up-delayed', to: 'sign-up' },
      dedupeKey: 'sign-up-delayed',
    },
    nowOf(app),
  )
}
