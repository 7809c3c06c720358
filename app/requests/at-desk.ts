import { tehranDate } from '#kernel/dates.ts'
import type { Policy } from '#kernel/request/policy.ts'
import { promptnessOf, type PromptnessOf } from '#kernel/request/promptness.ts'
import { answerClock, type Request } from '#kernel/request/request.ts'
import type { EventKind, RequestEvent } from '#kernel/request/request-event.ts'
import { standing, type Standing } from '#kernel/request/standing.ts'
import { stateAfter } from '#kernel/request/states.ts'
import type { Question } from '#store/answers.ts'
import { listBranches, type Branch } from '#store/branches.ts'
import { listPolicies } from '#store/clocks.ts'
import { listAbsent } from '#store/deputies.ts'
import { listOfPersonInScope, staffNames, type Colleague } from '#store/desk.ts'
import { findFile } from '#store/files.ts'
import { findPerson, type Person } from '#store/people.ts'
import { findRequestInScope } from '#store/request-desk.ts'
import { listReaders, listSeenOfPerson, noteReader } from '#store/request-inbox.ts'
import type { Tellable } from '#store/staff-notices.ts'
import { nowOf, type App } from '../app.ts'
import { openFile, scanWords, type OpenedFile } from '../files/open-file.ts'
import { done, type Result } from '../problem.ts'
import { listed, type Listed } from '../staff/desk.ts'
import { deskRoles } from '../staff/staff.ts'
import { actAsClerk } from './act.ts'
import { isHead, refused, requestNotFound, viewerOf, type Clerk } from './clerk.ts'
import { colleaguesOn } from './hand.ts'
import { inboxListed, type InboxListed } from './inbox.ts'
import { loadRequest, openRequestAtDesk, policyOf, type RequestView } from './read.ts'
import { toLearnFor, type PassedOver } from './routing.ts'

/** What the reader may do with a request now. */
export type May = {
  readonly holds: boolean
  readonly take: boolean
  readonly release: boolean
  readonly ask: boolean
  readonly draft: boolean
  /** Approve a colleague's draft, or give it back. */
  readonly decide: boolean
  readonly takeBack: boolean
  readonly undo: boolean
  readonly transfer: boolean
  readonly hand: boolean
  readonly merge: boolean
  readonly refer: boolean
  readonly promptness: boolean
  readonly link: boolean
  /** Say why a deadline was broken. */
  readonly explain: boolean
}

/** A request on a desk, with all that its reader needs to answer it. */
export type RequestAtDesk = RequestView & {
  readonly clerk: Clerk
  /** When it was opened, milliseconds since 1970 UTC. */
  readonly at: number
  readonly standing: Standing
  readonly policy: Policy
  /** Names of the staff who appear in it. */
  readonly names: ReadonlyMap<string, string>
  readonly branchNames: ReadonlyMap<number, string>
  /** Who asks, where they have an account. */
  readonly person: Person | null
  /** Colleagues who have it open just now. */
  readonly readers: readonly string[]
  /** Everything else of the same person that the reader may see. */
  readonly requests: readonly InboxListed[]
  readonly applications: readonly Listed[]
  /** Of those requests, open ones of the same kind: perhaps the same matter. */
  readonly twins: readonly InboxListed[]
  /** The organisation's questions most like it, best first, and the one that it was found to be. */
  readonly candidates: readonly Question[]
  readonly linked: Question | null
  /** What the reader has to learn before answering that question. */
  readonly toLearn: PassedOver['documents']
  /** To whom it can be given. */
  readonly colleagues: readonly Colleague[]
  readonly branches: readonly Branch[]
  readonly safety: ReadonlyMap<string, string>
  /** How often the clock may still stand still for a question to the person. */
  readonly pausesLeft: number
  /** Why it is as prompt as it is, by rule. */
  readonly promptness: PromptnessOf
  /** In whose place the reader would take it. */
  readonly insteadOf: string | null
  readonly may: May
}

/** What showing a request at the desk touches. */
export type DeskApp = Pick<App, 'db' | 'clock' | 'workingTimes' | 'questions'>

/** A request that was opened in the last minutes is taken to be open still. */
const OPEN_FOR = 10 * 60_000
const MOST_OTHERS = 30
const MOST_CANDIDATES = 5
const NOTHING: readonly string[] = []

/** Opens a request for reading, with the person's whole history as far as the reader may see it. */
export async function openAtDesk(app: DeskApp, clerk: Clerk, code: string): Promise<Result<RequestAtDesk>> {
  const opened = await openRequestAtDesk(app, clerk, code)
  if (!opened.ok) return opened
  const view = opened.value
  const { key, row, request, events } = view
  const now = nowOf(app)
  const day = tehranDate(now.getTime())
  await noteReader(app.db, key, clerk.staffId, now)
  const person =
    row.contactName === null && row.secretHash === null ? await findPerson(app.db, key.personId) : undefined
  const [readers, policies, branches, others, applications, candidates, linked, toLearn, tellable, absent, safety] =
    await Promise.all([
      listReaders(app.db, key, clerk.staffId, new Date(now.getTime() - OPEN_FOR)),
      listPolicies(app.db),
      listBranches(app.db),
      listSeenOfPerson(app.db, viewerOf(clerk), { personId: key.personId, mobile: row.contactMobile }, MOST_OTHERS),
      person === undefined ? [] : applicationsOf(app, clerk, person),
      app.questions.like(app.db, `${request.title} ${request.body}`, MOST_CANDIDATES),
      request.questionId === null ? undefined : app.questions.find(app.db, request.questionId),
      toLearnFor(app, clerk, request.questionId),
      colleaguesOn(app.db, request, now.getTime()),
      request.holder === null ? NOTHING : listAbsent(app.db, clerk.staffId, day),
      safetyOf(app, view),
    ])
  const names = await staffNames(app.db, [
    ...new Set([...staffIn(events, request), ...tellable.map(({ staffId }) => staffId)]),
  ])
  const requests = (await inboxListed(app, others)).filter(({ requestId }) => requestId !== key.requestId)
  const insteadOf = request.holder !== null && absent.includes(request.holder) ? request.holder : null
  const policy = policyOf({ request, policies })
  const twins = requests.filter((one) => one.open && one.kind === request.kind)
  const may = mayNow(view, clerk, insteadOf, twins)
  return done({
    ...view,
    clerk,
    at: now.getTime(),
    standing: standing({ ...row, dueAt: row.dueAt.getTime() }, now.getTime()),
    policy,
    names,
    branchNames: new Map(branches.map(({ branchId, name }) => [branchId, name])),
    person: person ?? null,
    readers,
    requests,
    applications,
    twins,
    candidates,
    linked: linked ?? null,
    toLearn,
    colleagues: may.hand ? colleaguesOf(tellable, names, request) : [],
    branches: may.transfer ? branches.filter(({ branchId }) => branchId !== request.aboutBranch) : [],
    safety,
    pausesLeft: policy.pausable ? Math.max(0, policy.maxPauses - (answerClock(request)?.pauses.length ?? 0)) : 0,
    promptness: promptnessOf(request.kind, request.area, `${request.title} ${request.body}`),
    insteadOf,
    may,
  })
}

async function applicationsOf(app: DeskApp, { staffId, role, scope }: Clerk, { personId }: Person): Promise<Listed[]> {
  const deskRole = deskRoles[role]
  if (deskRole === undefined) return []
  const rows = await listOfPersonInScope(app.db, { staffId, role: deskRole, scope }, personId, MOST_OTHERS)
  return listed(app, rows)
}

function colleaguesOf(
  tellable: readonly Tellable[],
  names: ReadonlyMap<string, string>,
  { holder }: Request,
): Colleague[] {
  return tellable
    .filter(({ staffId }) => staffId !== holder)
    .map(({ staffId, role }) => ({ staffId, role, name: names.get(staffId) ?? '' }))
}

/** Ids of the members of staff whom the events name. */
function staffIn(events: readonly RequestEvent[], { holder }: Request): string[] {
  const ids = events.flatMap((event) => [
    ...(event.by.role === 'citizen' || event.by.role === 'clock' ? [] : [event.by.id]),
    ...(event.kind === 'handed' ? [event.to] : []),
    ...(event.kind === 'taken' && event.insteadOf !== undefined ? [event.insteadOf] : []),
  ])
  return holder === null ? ids : [...ids, holder]
}

function mayNow(
  { request, breaches }: RequestView,
  clerk: Clerk,
  insteadOf: string | null,
  twins: readonly InboxListed[],
): May {
  const { state, holder, draft } = request
  const can = (kind: EventKind) => stateAfter(state, kind) !== null
  const me = clerk.staffId
  const holds = holder === me
  const leads = isHead(clerk)
  const waits = state === 'pending-approval'
  return {
    holds,
    take: !holds && (holder === null || insteadOf !== null) && can('taken'),
    release: holds && can('released'),
    ask: holds && can('asked'),
    draft: holds && can('drafted'),
    decide: waits && draft?.author !== me && clerk.role !== 'call-centre',
    takeBack: waits && draft?.author === me,
    undo: state === 'sending' && (leads || [draft?.author, draft?.approver, holder].includes(me)),
    transfer: (holds || leads) && can('transferred'),
    hand: (holds || leads) && can('handed'),
    merge: holds && can('merged') && twins.length > 0,
    refer: holds && can('referred'),
    promptness: (holds || leads) && can('promptness-set'),
    link: holds,
    explain: leads && breaches.length > 0,
  }
}

/** Files that came with a request and with what the person wrote since, oldest first. */
export const filesIn = (events: readonly RequestEvent[]) =>
  events.flatMap((event) => (event.kind === 'received' || event.kind === 'wrote' ? event.files : []))

async function safetyOf(app: DeskApp, { key, events }: RequestView): Promise<ReadonlyMap<string, string>> {
  const kept = await Promise.all(filesIn(events).map(({ id }) => findFile(app.db, key.personId, id)))
  return new Map(kept.flatMap((file) => (file === undefined ? [] : [[file.id, scanWords(file)] as const])))
}

/** Opens a file of a request; every opening is an event that the person can read. */
export async function openRequestFile(
  app: Pick<App, 'db' | 'clock' | 'workingTimes' | 'files'>,
  clerk: Clerk,
  code: string,
  fileId: string,
): Promise<Result<OpenedFile>> {
  const row = await findRequestInScope(app.db, viewerOf(clerk), code)
  const view = row === undefined ? undefined : await loadRequest(app, row)
  if (view === undefined || !filesIn(view.events).some(({ id }) => id === fileId)) return requestNotFound
  const opened = await openFile(app, view.key.personId, fileId)
  if (opened === null) return requestNotFound
  if (opened === 'quarantine') return refused('این پیوست هنوز در صف پویش است. کمی بعد دوباره آن را باز کنید.')
  if (opened === 'infected') return refused('این پیوست آلوده بود و پاک شد. از شهروند بخواهید دوباره بفرستد.')
  const viewed = await actAsClerk(app, clerk, code, null, () => done([{ kind: 'viewed', what: opened.name }]))
  return viewed.ok ? done(opened) : viewed
}
