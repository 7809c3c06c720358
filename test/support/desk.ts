import { beginSession } from '#app/account/session.ts'
import { act, digest } from '#app/applications/act.ts'
import { answerPage } from '#app/applications/fill.ts'
import { citizen, loadApplication } from '#app/applications/load.ts'
import { lookUpFacts, type Sources } from '#app/applications/look-up.ts'
import { moveApplication } from '#app/applications/move.ts'
import { openApplication } from '#app/applications/open.ts'
import { done, type Result } from '#app/problem.ts'
import { randomToken, tokenHash } from '#app/secrets.ts'
import type { StaffRole, StaffScope } from '#app/staff/staff.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Json } from '#kernel/fields/field.ts'
import type { FileId } from '#kernel/fields/file.ts'
import { nextPage } from '#kernel/service/form.ts'
import { situation } from '#kernel/service/situation.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { randomId, randomPersonId, type PersonId } from '#store/ids.ts'
import { claimNumber, insertPerson } from '#store/people.ts'
import { insertStaff, insertStaffSession } from '#store/staff.ts'
import type { PopulationLine } from '#ports/population.ts'
import { good, safeCode, somebody } from './people.ts'
import type { TestPortal } from './portal.ts'
import { Visitor } from './visitor.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'

export const ok = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.problem.message} ${JSON.stringify(result.problem.errors ?? [])}`)
  return result.value
}

const relatives = {
  wife: { number: safeCode(700_001), born: '1365/05/05', sex: 'female', firstName: 'زهرا' },
  mother: { number: safeCode(700_002), born: '1330/05/05', sex: 'female', firstName: 'صدیقه' },
  father: { number: safeCode(700_003), born: '1350/05/05', sex: 'male', firstName: 'علی‌اکبر' },
} as const
export type Relative = keyof typeof relatives

const numberOf = (relation: Relative) => good(parsePersonalNumber(relatives[relation].number))
const applicant = somebody({ firstName: 'محمدرضا', lastName: 'صادقی', sex: 'male', born: '۱۳۶۵/۰۱/۰۱' })
const marriage = { spouse: numberOf('wife'), marriedOn: '2010-01-01', ended: null, permanent: true }
const self = {
  ...applicant.person,
  marriages: [marriage],
  mother: numberOf('mother'),
  father: numberOf('father'),
}

/** Persons whose registry record is made here, not by a simulator. */
function recordOf(relation: Relative) {
  const { number, born, sex, firstName } = relatives[relation]
  const { person } = somebody({ number, born, sex, firstName, lastName: 'کریمی' })
  // Of marriages the registry tells only the applicant's: everybody here applies under a number of their own.
  return { ...person, marriages: null }
}

/** People who apply, and staff who decide, in one portal. Registries answer from here. */
export function branchOf(portal: Pick<TestPortal, 'app' | 'url'>) {
  const said = async (value: unknown) => ({
    value: value as Json,
    source: 'test',
    replyId: '1',
    saidAt: new Date(0).toISOString(),
  })
  const cover = {
    insured: false,
    pension: false,
    otherFund: false,
    working: false,
    dependantOf: null,
    firstBirthDate: null,
    idCardOnFile: false,
  }
  const sources: Sources = {
    'civil-registry.person': async (about) => {
      const { number } = about as { number: string }
      const relation = (Object.keys(relatives) as Relative[]).find((one) => relatives[one].number === number)!
      return said(recordOf(relation))
    },
    'civil-registry.self': async () => said(self),
    'register.membership': async () => said({ standing: 'insured', branch: { code: '1', name: 'شعبهٔ یک قم' } }),
    'register.cover': async () => said(cover),
  }
  const app = { ...portal.app, sources }
  const today = () => tehranDate(app.clock.now())
  const load = async (key: ApplicationKey) => (await loadApplication(app, key))!

  async function member(branchId: number, lines: PopulationLine = applicant): Promise<PersonId> {
    const personId = randomPersonId()
    const { number } = somebody().person
    const { firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate } = lines.person
    await app.db.transaction(async (tx) => {
      await claimNumber(tx, number, personId)
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
          mobile: lines.mobiles[0]!,
          email: null,
          branchId,
          registeredAt: new Date(),
        },
        'x',
      )
    })
    return personId
  }

  async function upload(key: ApplicationKey, document: string): Promise<void> {
    const id = `file-${document}-${Math.random().toString(36).slice(2)}`
    const file = { id: id as FileId, name: `${document}.jpg`, bytes: 1000, type: 'image/jpeg', sha256: digest(id) }
    ok(await act(app, key, citizen(key.personId), null, () => done([{ kind: 'uploaded', document, file }])))
  }

  /** Fills everything in that is open, up to the review. */
  async function fill(key: ApplicationKey, relation: Relative): Promise<void> {
    const answers: Record<string, Record<string, Json>> = {
      person: { person: { number: relatives[relation].number, birthDate: relatives[relation].born }, relation },
      details: { placeOfBirth: 'کاشان', placeOfIssue: 'قم', branch: null },
      livelihood: { supported: true, livelihood: 'با ما زندگی می‌کند.' },
      disability: { disabled: true },
      truth: { truth: true },
    }
    for (let turns = 0; turns < 30; turns += 1) {
      const { service, application } = await load(key)
      const next = nextPage(service, application, today())
      if (next.step === 'page') ok(await answerPage(app, key, next.page, { json: answers[next.page]! }))
      else if (next.step === 'wait') await lookUpFacts(app, key)
      else if (next.step === 'documents') {
        for (const document of situation(service, application, today()).documents)
          if ((application.documents[document] ?? []).length === 0) await upload(key, document)
      } else break
    }
    await lookUpFacts(app, key)
  }

  /** Fills everything in that is open and sends it. */
  async function send(key: ApplicationKey, relation: Relative): Promise<void> {
    await fill(key, relation)
    ok(await moveApplication(app, key, citizen(key.personId), 'citizen:submit'))
  }

  return {
    app,
    load,
    upload,
    fill,
    send,
    /** An application that was sent to a branch. */
    async sent(relation: Relative = 'wife', branchId = 1): Promise<ApplicationKey & { code: string }> {
      const key = ok(await openApplication(app, await member(branchId), 'dependants'))
      await send(key, relation)
      return { ...key, code: (await load(key)).row.trackingCode }
    },
    /** Another one of the same person, for the same relative. */
    async again(of: ApplicationKey, relation: Relative = 'wife'): Promise<ApplicationKey & { code: string }> {
      const key = ok(await openApplication(app, of.personId, 'dependants'))
      await send(key, relation)
      return { ...key, code: (await load(key)).row.trackingCode }
    },
    /** One that is still being filled in. */
    async draft(branchId = 1): Promise<ApplicationKey & { code: string }> {
      const key = ok(await openApplication(app, await member(branchId), 'dependants'))
      return { ...key, code: (await load(key)).row.trackingCode }
    },
    /** The person whose application it is, signed in, at their browser. */
    async owner({ personId }: ApplicationKey): Promise<Visitor> {
      const visitor = new Visitor(portal.url)
      const origin = { address: '127.0.0.1', device: 'مرورگر', deviceHash: tokenHash(randomToken()) }
      visitor.setCookie('session', await beginSession(app, personId, origin))
      return visitor
    },
    /** A member of staff with a session, at their browser. */
    async staff(
      role: StaffRole,
      scope: StaffScope = { branchId: 1 },
      name = 'زهرا کاظمی',
    ): Promise<Visitor & { staffId: string }> {
      const staffId = randomId()
      const sessionId = randomId()
      const secret = randomToken()
      const at = new Date(app.clock.now())
      await app.db.transaction(async (tx) => {
        const branchId = scope !== 'everywhere' && 'branchId' in scope ? scope.branchId : null
        const province = scope !== 'everywhere' && 'province' in scope ? scope.province : null
        const names = { staffId, userName: `user-${staffId}`, displayName: name, role, branchId, province }
        await insertStaff(tx, { ...names, passwordHash: 'x', totpSecret: Buffer.alloc(1) }, at)
        const expiresAt = new Date(at.getTime() + 3600_000)
        await insertStaffSession(tx, { staffId, sessionId, tokenHash: tokenHash(secret), at, expiresAt })
      })
      const visitor = new Visitor(portal.url)
      visitor.setCookie('staff', `${staffId}.${sessionId}.${secret}`)
      return Object.assign(visitor, { staffId })
    },
  }
}
