import { tehranDate } from '../dates.ts'
import type { WorkingTime } from '../working-time/working-time.ts'
import type { Actor, Grounds } from './action.ts'
import { type Application, isCitizens } from './application.ts'
import { deadline } from './deadline.ts'
import { CLOCK_MOVE, type Move, type MoveName, type Need, moveOf } from './flow.ts'
import { type Parts, missingParts, openParts } from './form.ts'
import { judgeContext } from './judge.ts'
import type { Service } from './service.ts'
import { type MissingFact, type Situation, situation } from './situation.ts'

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
  /** The facts that this colleague has to record. */
  readonly record: readonly MissingFact[]
}

export function permitted(service: Service, application: Application, actor: Actor, moment: Moment): Permitted {
  const { role } = actor
  const state = service.flow.states[application.state]
  const names = (Object.keys(state?.on ?? {}) as MoveName[]).filter((name) => name.startsWith(`${role}:`))
  if (role === 'clock' && state?.after !== undefined) names.push(CLOCK_MOVE)
  const isStaff = role !== 'citizen' && role !== 'clock' && names.length > 0 && state?.clock === 'organisation'
  const now = situation(service, application, tehranDate(moment.at))
  return {
    moves: names.map((move) => permissionOf(service, application, actor, move, moment)),
    edit: role === 'citizen' ? openParts(service, application, tehranDate(moment.at)) : { fields: [], documents: [] },
    claim: isStaff && application.holder === null && sameHand(application, actor, state?.otherThan ?? []) === null,
    release: isStaff && application.holder === actor.id,
    record: isStaff ? now.missingFacts.filter(({ from }) => from.recordedBy === role) : [],
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
  const move = name === CLOCK_MOVE && state?.after !== undefined ? { to: state.after } : moveOf(state, name)
  if (move === null || !name.startsWith(`${actor.role}:`))
    return {
      move: name,
      to: application.state,
      allowed: false,
      why: `در وضعیت «${state?.title ?? ''}» این کار شدنی نیست.`,
    }
  const why =
    whoMayNot(service, application, actor, move, name) ??
    whenNot(service, application, name, moment) ??
    whatIsMissing(service, application, move, tehranDateSituation(service, application, moment), grounds)
  return why === null ? { move: name, to: move.to, allowed: true } : { move: name, to: move.to, allowed: false, why }
}

const tehranDateSituation = (service: Service, application: Application, { at }: Moment) =>
  situation(service, application, tehranDate(at))

function whoMayNot(
  service: Service,
  application: Application,
  actor: Actor,
  move: Move,
  name: MoveName,
): string | null {
  const state = service.flow.states[application.state]
  if (move.once === true && application.moves.some((made) => made.move === name))
    return 'این کار را یک بار انجام داده‌اید و دوباره شدنی نیست.'
  if (actor.role === 'citizen' || actor.role === 'clock') return null
  if (application.holder !== actor.id)
    return application.holder === null ? 'اول پرونده را به نام خود بردارید.' : 'این پرونده در دست همکار دیگری است.'
  return sameHand(application, actor, state?.otherThan ?? [])
}

function sameHand({ moves }: Application, actor: Actor, otherThan: readonly MoveName[]): string | null {
  const mine = otherThan.some((name) => moves.findLast((made) => made.move === name)?.by.id === actor.id)
  return mine ? 'این تصمیم را شما گرفته‌اید؛ همکار دیگری باید آن را بررسی کند.' : null
}

function whenNot(service: Service, application: Application, name: MoveName, { at, time }: Moment): string | null {
  const state = service.flow.states[application.state]
  if (isCitizens(state) && name !== CLOCK_MOVE) return null
  const limit = name === CLOCK_MOVE || state?.final !== undefined ? deadline(service, application, time) : null
  if (limit === null) return null
  if (name === CLOCK_MOVE) return at >= limit.at ? null : 'مهلت هنوز به پایان نرسیده است.'
  return at <= limit.at ? null : 'مهلت این کار به پایان رسیده است.'
}

function whatIsMissing(
  service: Service,
  application: Application,
  move: Move,
  now: Situation,
  grounds?: Grounds,
): string | null {
  const need: Need | undefined = move.needs
  if (need === undefined) return null
  if (need === 'remarks') return grounds === undefined ? null : faultOfRemarks(service, now, grounds)
  if (need === 'reasons') return grounds === undefined ? null : faultOfReasons(service, grounds)
  if (need.startsWith('wanted:') || need.startsWith('recorded:')) {
    const [how, role] = need.split(':')
    const missing = now.missingFacts.some(({ from }) => from.recordedBy === role)
    if (how === 'wanted') return missing ? null : 'این درخواست به این بررسی نیاز ندارد.'
    return missing ? 'اول نتیجهٔ بررسی را ثبت کنید.' : null
  }
  const missing = missingParts(service, application, now)
  if (need !== 'approval') {
    if (missing.fields.length > 0) return 'هنوز پرسشی بی‌پاسخ مانده است.'
    if (missing.documents.length > 0) return 'هنوز مدرکی فرستاده نشده است.'
  }
  const { verdict, rules } = judgeContext(service, now.context)
  if (verdict === 'no') return rules.find((rule) => rule.verdict === 'no')?.refusal ?? ''
  if (verdict === 'yes') return null
  const waits = rules.find((rule) => rule.verdict === 'unknown')?.title ?? ''
  if (need === 'complete')
    return now.wanted.length === 0 ? null : 'هنوز پاسخ استعلام نرسیده است. کمی بعد دوباره امتحان کنید.'
  return `«${waits}» هنوز معلوم نیست.`
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
