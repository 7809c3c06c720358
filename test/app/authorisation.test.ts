import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { act } from '#app/applications/act.ts'
import { applicationCode, confirmApplication, sendApplicationCode } from '#app/applications/confirm.ts'
import { answerPage } from '#app/applications/fill.ts'
import { citizen, loadOwn } from '#app/applications/load.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import { handle, moveApplication, note, view } from '#app/applications/move.ts'
import { openOwnFile } from '#app/applications/own-file.ts'
import { submitApplication } from '#app/applications/submit.ts'
import { removeFile, uploadFile } from '#app/applications/upload.ts'
import { done } from '#app/problem.ts'
import * as cases from '#app/staff/case.ts'
import * as certificates from '#app/staff/case-certificates.ts'
import * as colleagues from '#app/staff/colleagues.ts'
import { queue, search, type Desk } from '#app/staff/desk.ts'
import { takeNext } from '#app/staff/take-next.ts'
import { nameDeputy, takeBackDeputy, team } from '#app/staff/team.ts'
import type { StaffScope } from '#app/staff/staff.ts'
import { branchOf } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import sharp from 'sharp'

// Who may what, asked of the use cases themselves. Every exported function of app/ that takes the portal's parts stands in one
// list below; a new one fails the first test until somebody has thought about it.

const listed = (text: string): string[] => text.trim().split(/\s+/)

/** Takes who is signed in (`SignedIn`, `StaffSignedIn`), as the session says, and is about nobody else, or what all staff read. */
const ABOUT_ONESELF =
  listed(`lookUpRoles chooseRole changePassword changeEmail startMobileChange resendMobileChangeCode finishMobileChange signOut
  beginPayment openPayment listOwnContracts openOwnContract changeContractBase cancelContract
  signOutEverywhere signOutDevice signOutStaff beginApplication openApplication openOwnCertificate tell licencesOf giveLicence takeLicenceBack
  myTraining openLesson takeCheck answersAtDesk questionAtDesk answerAtDesk proposalsAtDesk knowledgeTidings corpusAtDesk`)
/** Takes proof that is its own permission: password, code, token, signature, the sign-up or the draft of a secret cookie. */
const BY_PROOF = listed(`startRecovery resendRecoveryCode proveRecovery finishRecovery grantIsGood openSession signIn
  signInStaff openStaffSession openStaffVisit openDraft sentFromDraft changeDraft draftFiles attachToDraft detachFromDraft sendDraft
  sendDraftCode draftCodeWait anonymousReceipt openPass startTracking resendTrackingCode trackingCodeWait
  proveTracking returnFromGateway trackByPhrase acknowledgeSignUp giveIdentity givePassword proveSignUpMobile signUpMessage openSignUp
  startSignUp resendSignUpCode submitSignUp receiveNotice receiveReport checkCertificate publishedKeys inquire openLicensed`)
/** Takes the key of an application: what is not the person's own is not there. */
const OF_OWN_APPLICATION = listed(`loadOwn answerPage lookUpFacts uploadFile removeFile moveApplication openOwnFile
  submitApplication sendApplicationCode applicationCode confirmApplication`)
/** Takes who is signed in and the name of a cover: one that they do not give themselves is not there (test/app/commitments.test.ts). */
const OF_OWN_COVER = listed(`openCommitment giveCommitment`)
/** Takes a desk and the code of a case: what is out of its scope is not there. */
const OF_CASE =
  listed(`openCase openCaseFile claimCase releaseCase noteOnCase moveCase recordFact assignCase handOverCase
  askColleague replyToColleague openCaseCertificates openCaseCertificate revokeCaseCertificate`)
/** Takes a desk, and shows or does only what is in its scope. */
const OF_DESK = listed(`queue takeNext search team nameDeputy takeBackDeputy questionsOf coversAtDesk openCoverQuestion
  answerCoverQuestion readiness calendarAtDesk proposeAtDesk openProposal decideAtDesk`)
/** Takes who of the staff is signed in; for whoever writes no answers it is not there (test/app/answers-desk.test.ts). */
const OF_EDITORS =
  listed(`writingDesk previewAnswer writeAnswer decideAnswer takeBack writeQuestion articleAtDesk previewText
  enterText wordingsAtDesk readWording receiversOf sendCorrections gapsOfWeek`)
/** As those, for whoever publishes no copies (test/app/copies.test.ts). */
const OF_PUBLISHERS = listed(`copiesAtDesk openCopy decideAboutCopy takeCopyDown composeCopy proposeCopy`)
/** Takes the key of a request, which is the person's own or was proved by `proveRequest`. */
const OF_OWN_REQUEST = listed(`listOwnRequests openOwnRequest openProvedRequest writeToRequest withdrawRequest
  reopenRequest rateRequest sendFileToRequest openRequestFile`)
/** Takes a clerk and a tracking code: what is out of their scope, or not of their kinds, is not there. */
const OF_CLERK =
  listed(`searchRequests takeRequest takeNextRequest releaseRequest handRequest transferRequest askPerson draftReply
  approveReply refuseReply undoSending mergeRequests referRequest noteOnRequest giveCause setPromptness
  openRequestAtDesk openAtDesk openRequestFile composeAnswer questionsFor linkRequest`)
/** Takes a clerk, and shows or does only what is within their scope and of their kinds; for other roles it is not there. */
const OF_CLERKS_OWN = listed(
  `inbox searchInbox headsView noticesAtDesk markNoticesSeen findCaller takeDown passedOver countPassedOver archiveAtDesk`,
)
/** Of the worker and the operator's commands; not within reach of any request. */
const OF_THE_PORTAL =
  listed(`sendCorrection carryOutEffect lookUpFactsLater wakeDue carryOut followDeliveries tidy sendSms sendCodeSms
  scanFile sweepFiles checkSignUp addStaff renewAccess changeUnit printCertificate dropInfected askAboutCover
  followLifeEvents heedNotice lookAtDueCovers checkItself faultOfRequest pulse watch proposeDays proposeYear previewProposal decideDays restateAgain moveDeadlines
  proposeAnswer approveAnswer approveAll endAnswer importCorpus sendReply sweepClocks heedDelivery deliveryKnown
  messageAboutRequest sayOfService remindApplicant
  followPayment afterPayment advancePayment reconcile lookAtDueContracts
  orderPayout lookAtWaitingPayouts listPayouts settleOrder enterPaid`)
/** Open to everybody, signed in or not: the organisation's own words. */
const PUBLIC = listed(
  `announcedAhead wagesKnownAhead publicStatistics publishedAnswers publishedAnswer giveAnswer searchQuestions noteUse receiveRequest proveRequest beginDraft`,
)
/** Parts of use cases, which rely on the one around them for who may. */
const PARTS =
  listed(`beginSession nowOf act actWithin loadApplication momentOf handle note view keepFile openFile keptBytes
  sweepFile sendCode proveCode codeWait codeMobile issueCertificate openCertificate absentOf listed colleaguesOf doublesOf
  sendFresh onCase comeBack returnAddress readReturnKey watchContracts
  coverBegins coverEnds coverReturns proposeCopyOf proposeAs approveAs lookInto restate askAgain actOnRequest actOnRequestWithin actByCommand stepOf actAsClerk loadRequest
  printSheet verified gotAsk sealPass showRequest receiptOf proposeDaysAs decideDaysAs toLearnFor moveDeadline inboxListed todayOf`)
/** Those of the parts that pages and API may ask all the same: they change nothing, or say nothing of anybody. */
const HARMLESS = listed(
  `pulse nowOf loadApplication momentOf codeWait codeMobile openFile absentOf openCertificate sealPass showRequest printSheet`,
)

const root = join(import.meta.dirname, '../..')
const sources = (room: string) =>
  globSync(`${room}/**/*.{ts,tsx}`, { cwd: root }).map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }))

test('every use case stands in one list, and the lists name no other', () => {
  const takesApp =
    /^export (?:async )?(?:function (\w+)\s*|const (\w+) =\s*(?:async )?)(?:<[^(]*>)?\(\s*(?:tx: Tx,\s*)?(?:\w+|\{[^}]*\}): [^),]*App\b/gm
  const found = sources('app').flatMap(({ text }) =>
    [...text.matchAll(takesApp)].map(([, one, other]) => one ?? other!),
  )
  const lists = [
    ABOUT_ONESELF,
    BY_PROOF,
    OF_OWN_APPLICATION,
    OF_OWN_COVER,
    OF_CASE,
    OF_DESK,
    OF_EDITORS,
    OF_PUBLISHERS,
    OF_OWN_REQUEST,
    OF_CLERK,
    OF_CLERKS_OWN,
    OF_THE_PORTAL,
    PUBLIC,
    PARTS,
  ].flat()
  assert.deepEqual(lists.toSorted(), found.toSorted())
})

test('pages and API call no part without the use case around it, and nothing of the worker', () => {
  const forbidden = [...PARTS, ...OF_THE_PORTAL].filter((name) => !HARMLESS.includes(name))
  for (const { path, text } of sources('web'))
    for (const [, names = '', from = ''] of text.matchAll(/^import \{([^}]*)\} from '(#app\/[^']*)'/gm))
      for (const name of names.split(',').map((one) => one.trim()))
        assert.ok(!forbidden.includes(name), `${path} imports ${name} from ${from}`)
})

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
  .png()
  .toBuffer()

/** What a use case answered, in one word. */
async function answerOf(work: Promise<unknown>): Promise<string> {
  const answer = (await work) as { ok?: boolean; problem?: { code: string }; complete?: boolean } | null | undefined
  if (answer === null || answer === undefined) return 'not-found'
  return answer.ok === false ? answer.problem!.code : 'done'
}

test('an application under the number of anybody else is not there, and nothing is done to it', async () => {
  const mine = await branch.draft()
  const other = await branch.draft()
  await branch.upload(mine, 'idCard')
  const [file] = (await branch.load(mine)).application.documents['idCard']!
  const asIf = { personId: other.personId, applicationId: mine.applicationId }
  const calls: Record<string, () => Promise<unknown>> = {
    loadOwn: () => loadOwn(app, other.personId, mine.applicationId),
    answerPage: () => answerPage(app, asIf, 'person', { json: {} }),
    uploadFile: () => uploadFile(app, asIf, 'idCard', { name: 'a.png', bytes }),
    removeFile: () => removeFile(app, asIf, 'idCard', file!.id),
    moveApplication: () => moveApplication(app, asIf, citizen(other.personId), 'citizen:withdraw'),
    submitApplication: () => submitApplication(app, asIf),
    sendApplicationCode: () => sendApplicationCode(app, asIf),
    applicationCode: () => applicationCode(app, asIf),
    confirmApplication: () => confirmApplication(app, asIf, '123456'),
    openOwnFile: async () => openOwnFile(app, other.personId, (await branch.load(other)).application, file!.id),
    lookUpFacts: async () => ((await lookUpFacts(app, asIf)).silent.length === 0 ? null : 'asked'),
  }
  assert.deepEqual(Object.keys(calls).toSorted(), OF_OWN_APPLICATION.toSorted())
  const before = (await branch.load(mine)).row.lastHash
  for (const [name, call] of Object.entries(calls)) assert.equal(await answerOf(call()), 'not-found', name)
  assert.equal((await branch.load(mine)).row.lastHash, before)
  const files = await portal.database.query('select person_id from file where application_id = $1', [
    mine.applicationId,
  ])
  assert.deepEqual(files, [])
})

test('nobody acts as a citizen on the application of another, even where its key is known', async () => {
  const mine = await branch.draft()
  const stranger = citizen((await branch.draft()).personId)
  const before = (await branch.load(mine)).row.lastHash
  for (const work of [
    moveApplication(app, mine, stranger, 'citizen:withdraw'),
    note(app, mine, stranger, 'x', 'staff'),
    view(app, mine, stranger, 'case'),
    handle(app, mine, stranger, 'claimed'),
    act(app, mine, stranger, null, () => done([{ kind: 'viewed', what: 'x' }])),
  ])
    assert.equal(await answerOf(work), 'not-found')
  assert.equal((await branch.load(mine)).row.lastHash, before)
})

const SCOPES: readonly (readonly [string, StaffScope, boolean])[] = [
  ['own branch', { branchId: 1 }, true],
  ['other branch', { branchId: 2 }, false],
  ['own province', { province: 'قم' }, true],
  ['other province', { province: 'تهران' }, false],
  ['everywhere', 'everywhere', true],
]

for (const role of ['officer', 'supervisor', 'inquirer', 'physician'] as const)
  for (const [where, scope, covers] of SCOPES)
    test(`${role}, ${where}: of a case waiting for an officer of branch 1`, async () => {
      const key = await branch.sent()
      const { code } = key
      const { staffId } = await branch.staff('officer', scope)
      const desk: Desk = { staffId, role, scope }
      const may = covers && (role === 'officer' || role === 'supervisor')
      const calls: Record<string, () => Promise<unknown>> = {
        openCaseFile: () => cases.openCaseFile(app, desk, code, 'none'),
        replyToColleague: () => colleagues.replyToColleague(app, desk, code, 0, 'x', null),
        recordFact: () => cases.recordFact(app, desk, code, 'livelihood', {}),
        noteOnCase: () => cases.noteOnCase(app, desk, code, 'x'),
        assignCase: () => colleagues.assignCase(app, desk, code, '1'),
        handOverCase: () => colleagues.handOverCase(app, desk, code, '1', 'x', null),
        askColleague: () => colleagues.askColleague(app, desk, code, '1', 'x', null),
        claimCase: () => cases.claimCase(app, desk, code),
        moveCase: () => cases.moveCase(app, desk, code, 'return', {}),
        releaseCase: () => cases.releaseCase(app, desk, code),
        openCaseCertificates: () => certificates.openCaseCertificates(app, desk, code),
        openCaseCertificate: () => certificates.openCaseCertificate(app, desk, code, '7'),
        revokeCaseCertificate: () => certificates.revokeCaseCertificate(app, desk, code, '7', 'x'),
        openCase: () => cases.openCase(app, desk, code),
      }
      assert.deepEqual(Object.keys(calls).toSorted(), OF_CASE.toSorted())
      const before = (await branch.load(key)).row.lastHash
      for (const [name, call] of Object.entries(calls)) {
        const answer = await answerOf(call())
        // There is no such file, question or certificate; `return` is a move of officers.
        const none = ['openCaseFile', 'replyToColleague', 'openCaseCertificate', 'revokeCaseCertificate']
        const absent = none.includes(name) || (name === 'moveCase' && role !== 'officer')
        assert.equal(answer === 'not-found', !may || absent, `${name}: ${answer}`)
      }
      if (!may) assert.equal((await branch.load(key)).row.lastHash, before, 'a trace was left')

      const page = await queue(app, desk, { all: true }, null)
      const shown = JSON.stringify([page.rows, await search(app, desk, code), await colleagues.questionsOf(app, desk)])
      assert.equal(shown.includes(code), may)
      const taken = await takeNext(app, desk)
      assert.equal(taken === null, !(covers && role === 'officer'))
      assert.equal((await team(app, desk)) === null, role !== 'supervisor')
      for (const work of [nameDeputy(app, desk, {}), takeBackDeputy(app, desk, '7')]) {
        const answer = await answerOf(work)
        assert.ok(answer !== 'done' && (role === 'supervisor' || answer === 'not-found'), answer)
      }
    })
