import { addDays, formatJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { Clock } from '#ports/clock.ts'
import type { Tx } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { listServiceStates, type SaidOfService } from '#store/service-states.ts'
import { failed, type Result } from '../problem.ts'

/** How a service stands on a day. */
export type ServiceState =
  | { readonly kind: 'active' }
  | {
      readonly kind: 'off' | 'warning'
      readonly reason: string
      readonly until: IsoDate | null
      /** Said of this person alone. */
      readonly yours: boolean
    }
  | { readonly kind: 'outside'; readonly reason: string; readonly link: string; readonly until: IsoDate | null }

/** A change is seen within this time, in milliseconds, by every process. */
const FRESH = 5_000
/** Days after a service was off in which nothing lapses: whoever could not send has them to do so. */
export const GRACE = 3

/** How services stand: what was said of them, read anew when it may be old. */
export class ServiceStates {
  readonly #clock: Clock
  #now: StatesNow | null = null
  #readAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async now(tx: Tx): Promise<StatesNow> {
    const at = this.#clock.now()
    if (this.#now !== null && Math.abs(at - this.#readAt) < FRESH) return this.#now
    const today = tehranDate(at)
    this.#now = new StatesNow(await listServiceStates(tx, addDays(today, -GRACE)), today)
    this.#readAt = at
    return this.#now
  }
}

const ACTIVE: ServiceState = { kind: 'active' }

/** What holds today. */
export class StatesNow {
  readonly #said: readonly SaidOfService[]
  readonly #today: IsoDate

  constructor(said: readonly SaidOfService[], today: IsoDate) {
    this.#said = said
    this.#today = today
  }

  /** How a service stands for somebody; for everybody where nobody is named. What is off for all is off for each. */
  of(service: string, personId: PersonId | null = null): ServiceState {
    const ofAll = this.#on(service, null, this.#today)
    if (personId === null || ofAll.kind === 'off') return ofAll
    const own = this.#on(service, personId, this.#today)
    return own.kind === 'off' ? own : ofAll
  }

  /** The services that are not simply on, for everybody. */
  differing(): (readonly [service: string, state: ServiceState])[] {
    const named = new Set(this.#said.map(({ service }) => service))
    return [...named].map((service) => [service, this.of(service)] as const).filter(([, { kind }]) => kind !== 'active')
  }

  /** Is it off for somebody, or was it within the last days? */
  holdsBack(service: string, personId: PersonId): boolean {
    const days = Array.from({ length: GRACE + 1 }, (_, ago) => addDays(this.#today, -ago))
    return days.some((day) => [null, personId].some((whose) => this.#on(service, whose, day).kind === 'off'))
  }

  #on(service: string, personId: PersonId | null, day: IsoDate): ServiceState {
    const said = this.#said.findLast(
      (one) =>
        one.service === service &&
        one.personId === personId &&
        one.from <= day &&
        (one.until === null || day <= one.until),
    )
    return said === undefined ? ACTIVE : stateOf(said)
  }
}

function stateOf({ state, reason, link, until, personId }: SaidOfService): ServiceState {
  switch (state) {
    case 'active':
      return ACTIVE
    case 'outside':
      return { kind: 'outside', reason, link: link ?? '', until }
    default:
      return { kind: state, reason, until, yours: personId !== null }
  }
}

/** «تا پایان ۱۰ آذر ۱۴۰۵» */
export const untilWords = (until: IsoDate | null): string =>
  until === null ? 'فعلاً' : `تا پایان ${formatJalali(until, 'long')}`

/** Why a service cannot be begun now; null where it can. */
export function cannotBegin(state: ServiceState): Result<never> | null {
  if (state.kind === 'off') return refused(`${closedWords(state)} ${state.reason}`)
  if (state.kind === 'outside') return refused(`این خدمت این‌جا انجام نمی‌شود. ${state.reason}`)
  return null
}

/** Why an application that was opened before cannot be sent now; null where it can. */
export function cannotSend(state: ServiceState): Result<never> | null {
  if (state.kind !== 'off') return null
  return refused(
    `${closedWords(state)} ${state.reason} چیزی فرستاده نشد و چیزی هم پاک نشد: پاسخ‌ها و مدارک شما می‌ماند و پس از باز شدن خدمت همین‌جا می‌توانید بفرستید.`,
  )
}

export const closedWords = ({ yours, until }: { yours: boolean; until: IsoDate | null }): string =>
  yours ? `این خدمت ${untilWords(until)} برای شما بسته است.` : `این خدمت ${untilWords(until)} بسته است.`

const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })
