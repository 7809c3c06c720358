import { type IsoDate, tehranDate } from '../dates.ts'
import type { WorkingTime } from '../working-time/working-time.ts'
import { faultOfProof } from '../steps/proof.ts'
import type { Actor, Grounds } from './action.ts'
import type { Application } from './application.ts'
import { deadline } from './deadline.ts'
import { CLOCK_MOVE, type Move, type MoveName, type State, moveOf, movesOf } from './flow.ts'
import { type Parts, missingParts, openParts } from './form.ts'
import { judgeContext } from './judge.ts'
import type { Service } from './service.ts'
import { type MissingFact, type Situation, barredFrom, situation } from './situation.ts'

/** An instant, and the working time of the branch in charge. */
export type Moment = { readonly at: number; readonly time: WorkingTime }

export type Permission = { readonly move: MoveName; readonly to: string } & (
  | { readonly allowed: true }
  /** Why not, said to the actor. */
  | { readonly allowed: false; readonly why: string }
)

/** What an actor can do now. Whose application it is, and which branch an officer serves, is checked by whoever asks. */
export type Permitted = {
  readonly moves: readonly Permission[]
  /** What the person may change. */
  readonly edit: Parts
  readonly claim: boolean
  readonly release: boolean
  /** Give it to a colleague. */
  readonly assign: boolean
  /** Give it, being in hand, to a colleague with a word. */
  readonly handOver: boolean
  /** Ask a colleague about it. */
  readonly ask: boolean
  /** The facts that this colleague, who has it in hand, has to record. */
  readonly record: readonly MissingFact[]
}

export function permitted(service: Service, application: Application, actor: Actor, moment: Moment): Permitted {
  const { role, id } = actor
  const state = service.flow.states[application.state]
  const today = tehranDate(moment.at)
  const names = movesOf(state).filter((name) => name.startsWith(`${role}:`))
  const isDesk = state?.clock === 'organisation' && role !== 'citizen' && role !== 'clock'
  const claims = isDesk && names.length > 0 && application.holder === null
  const holds = isDesk && application.holder === id
  const missing = holds ? situation(service, application, today).missingFacts : []
  return {
    moves: names.map((move) => permissionOf(service, application, actor, move, moment)),
    edit: role === 'citizen' ? openParts(service, application, today) : { fields: [], documents: [] },
    claim: claims && isFree(service, application, actor, state, today),
    release: holds,
    assign: isDesk && role === 'supervisor',
    handOver: holds,
    ask: role !== 'citizen' && role !== 'clock' && application.submitted !== null && state?.final === undefined,
    record: missing.filter(({ from }) => from.recordedBy === role),
  }
}

/** As one of `permitted`; with `grounds` a move is judged together with what it brings, as it must be before it is made. */
export function permissionOf(
  service: Service,
  application: Application,
  actor: Actor,
  name: MoveName,
  moment: Moment,
  grounds?: Grounds,
): Permission {
  const state = service.flow.states[application.state]
  const move = name.startsWith(`${actor.role}:`) ? moveOf(state, name) : null
  if (state === undefined || move === null)
    return {
      move: name,
      to: application.state,
      allowed: false,
      why: `در وضعیت «${state?.title ?? ''}» این کار شدنی نیست.`,
    }
  const now = situation(service, application, tehranDate(moment.at))
  const why =
    (move.once === true && application.moves.some((made) => made.move === name) ? TWICE : null) ??
    whoMayNot(service, application, actor, state, tehranDate(moment.at)) ??
    whenNot(service, application, name, moment) ??
    whatIsMissing(service, application, move, now, grounds)
  return why === null ? { move: name, to: move.to, allowed: true } : { move: name, to: move.to, allowed: false, why }
}

const TWICE = 'این کار را یک بار انجام داده‌اید و دوباره شدنی نیست.'

function whoMayNot(service: Service, application: Application, actor: Actor, state: State, on: IsoDate): string | null {
  if (actor.role === 'citizen' || actor.role === 'clock') return null
  if (application.holder === null) return 'اول پرونده را به نام خود بردارید.'
  if (application.holder !== actor.id) return 'این پرونده در دست همکار دیگری است.'
  return isFree(service, application, actor, state, on)
    ? null
    : 'این تصمیم را شما گرفته‌اید؛ همکار دیگری باید آن را بررسی کند.'
}

/** Nobody decides again about what they have decided: here, or before it came here. */
function isFree(service: Service, of: Application, { id }: Actor, { otherThan = [] }: State, on: IsoDate): boolean {
  if (service.notBy !== undefined && barredFrom(service, situation(service, of, on)) === id) return false
  return otherThan.every((name) => of.moves.findLast((made) => made.move === name)?.by.id !== id)
}

function whenNot(service: Service, application: Application, name: MoveName, { at, time }: Moment): string | null {
  const ends = name === CLOCK_MOVE
  if (!ends && service.flow.states[application.state]?.final === undefined) return null
  const limit = deadline(service, application, time)
  if (limit === null || (ends ? at >= limit.at : at <= limit.at)) return null
  return ends ? 'مهلت هنوز به پایان نرسیده است.' : 'مهلت این کار به پایان رسیده است.'
}

function whatIsMissing(
  service: Service,
  application: Application,
  { needs }: Move,
  now: Situation,
  grounds?: Grounds,
): string | null {
  if (needs === undefined) return null
  if (needs === 'remarks') return grounds === undefined ? null : faultOfRemarks(service, now, grounds)
  if (needs === 'reasons') return grounds === undefined ? null : faultOfReasons(service, grounds)
  if (needs !== 'complete' && needs !== 'code' && needs !== 'certain' && needs !== 'approval') {
    const [how, role] = needs.split(':')
    const missing = now.missingFacts.some(({ from }) => from.recordedBy === role)
    if (how === 'wanted') return missing ? null : 'این درخواست به این بررسی نیاز ندارد.'
    return missing ? 'اول نتیجهٔ بررسی را ثبت کنید.' : null
  }
  const missing = missingParts(service, application, now)
  const lost = missing.documents.concat(missing.fields).find((name) => application.infected.includes(name))
  if (needs === 'approval' && lost !== undefined)
    return `پروندهٔ «${service.documents[lost]?.title ?? service.fields[lost]?.label ?? ''}» آلوده بود و پاک شد؛ اول باید دوباره فرستاده شود.`
  if (needs !== 'approval' && missing.fields.length > 0) return 'هنوز پرسشی بی‌پاسخ مانده است.'
  if (needs !== 'approval' && missing.documents.length > 0) return 'هنوز مدرکی فرستاده نشده است.'
  // What is decided on sending is carried out on sending: its outcome may read what no rule has read.
  if (needs === 'certain' && now.missingFacts.some(({ from }) => from.recordedBy === null))
    return `هنوز پاسخ ${now.missingFacts[0]!.from.title} نرسیده است. کمی بعد دوباره بفرستید.`
  const { verdict, rules } = judgeContext(service, now.context)
  if (verdict === 'yes') return needs === 'code' ? faultOfProof(grounds) : null
  const rule = rules.find((one) => one.verdict === verdict)
  if (verdict === 'no') return rule?.refusal ?? ''
  if (needs !== 'complete' && needs !== 'code') return `«${rule?.title ?? ''}» هنوز معلوم نیست.`
  if (now.wanted.length === 0) return needs === 'code' ? faultOfProof(grounds) : null
  return 'هنوز پاسخ استعلام نرسیده است. کمی بعد دوباره امتحان کنید.'
}

function faultOfRemarks(service: Service, now: Situation, { remarks = [] }: Grounds): string | null {
  if (remarks.length === 0) return 'دست‌کم یک مورد را برای اصلاح مشخص کنید.'
  if (remarks.some(({ remark }) => remark.trim() === '')) return 'برای هر مورد بنویسید چه چیزی باید اصلاح شود.'
  const fields = now.pages.flatMap((page) => service.pages[page]?.fields ?? [])
  const known = remarks.every(({ about, name }) => (about === 'field' ? fields : now.documents).includes(name))
  return known ? null : 'فقط پرسش‌ها و مدارک همین درخواست را می‌شود برگرداند.'
}

function faultOfReasons(service: Service, { reasons = [] }: Grounds): string | null {
  if (reasons.length === 0) return 'دلیل رد را از فهرست انتخاب کنید.'
  if (reasons.some(({ note }) => note.trim() === '')) return 'برای هر دلیل توضیحی برای شخص بنویسید.'
  return reasons.every(({ rule }) => rule in service.rules) ? null : 'دلیل رد باید یکی از قاعده‌های همین خدمت باشد.'
}
