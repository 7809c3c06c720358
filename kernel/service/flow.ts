/** Who acts. The clock acts when a time limit ends. */
export const ROLES = ['citizen', 'officer', 'supervisor', 'inquirer', 'physician', 'clock'] as const
export type Role = (typeof ROLES)[number]
export type StaffRole = Exclude<Role, 'citizen' | 'clock'>

/** `role:action`, as in `officer:approve`. */
export type MoveName = `${Role}:${string}`

/**
 * What must hold before a move. complete: everything asked is given and no rule says no; certain: complete, and every
 * rule says yes; approval: every rule says yes; remarks, reasons: the move carries them; wanted: a fact that this role
 * records is missing; recorded: none is; code: complete, and the person confirms it with a code sent to their mobile.
 */
// oxfmt-ignore
export type Need = 'complete' | 'code' | 'certain' | 'approval' | 'remarks' | 'reasons' | `${'wanted' | 'recorded'}:${StaffRole}`

export type Move<N extends string = string> = {
  readonly to: N
  readonly needs?: Need
  /** At most once in the life of an application. */
  readonly once?: true
}

export type Moves<N extends string = string> = { readonly [Name in MoveName]?: N | Move<N> }

type Common<N extends string> = {
  /** The state in plain Persian, as the citizen reads it. */
  readonly title: string
  /** As colleagues at the desk read it, where that is something else. */
  readonly desk?: string
  /** Closed to whoever last did one of these: a second person must act here. */
  readonly otherThan?: readonly MoveName[]
  /** In days; of a final state: how long its moves stay possible. */
  readonly unit?: 'working-day' | 'calendar-day'
  readonly on?: Moves<N>
}

/** A state in which somebody's clock runs; at its end it goes to `after`, or, without one, stays and is late. */
export type OpenState<N extends string = string> = Common<N> & {
  readonly clock: 'citizen' | 'organisation'
  readonly days: number
  /** So many days before the end the person is reminded. */
  readonly reminder?: number
  readonly after?: N
  readonly final?: never
}

/** The end: with something to carry out, or a lapse that owes nobody anything. */
export type FinalState<N extends string = string> = Common<N> & {
  readonly final: 'outcome' | 'lapse'
  readonly days?: number
  readonly clock?: never
  readonly after?: never
}

export type State<N extends string = string> = OpenState<N> | FinalState<N>
export type States = Readonly<Record<string, State>>

export type Flow<T = States> = { readonly start: string; readonly states: T }

/** The states whose outcome a service must say. */
export type Outcomes<T> = { [N in keyof T]: T[N] extends { readonly final: 'outcome' } ? N : never }[keyof T]

/** A flow from its table of states; the first one is where an application begins. */
export function flow<const T extends { readonly [N in keyof T]: State<keyof T & string> }>(states: T): Flow<T> {
  const [start] = Object.keys(states)
  if (start === undefined) throw new RangeError('A flow needs a state')
  return { start, states }
}

/** The move the clock makes at the end of the time limit of a state that has an `after`. */
export const CLOCK_MOVE = 'clock:due' satisfies MoveName

export function moveOf(state: State | undefined, name: string): Move | null {
  const move = name === CLOCK_MOVE ? state?.after : state?.on?.[name as MoveName]
  return move === undefined ? null : typeof move === 'string' ? { to: move } : move
}

/** The names of all moves out of a state, the clock's too. */
export function movesOf(state: State | undefined): readonly MoveName[] {
  const moves = Object.keys(state?.on ?? {}) as MoveName[]
  return state?.after === undefined ? moves : [...moves, CLOCK_MOVE]
}
