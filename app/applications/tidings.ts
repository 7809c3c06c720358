import { CLOCK_MOVE, type MoveName, type State, type States, moveOf, movesOf } from '#kernel/service/flow.ts'

/** What a person can be told by SMS when their application moves; the end of one is told by its service's own texts. */
export type Tidings =
  | 'application-received'
  | 'application-corrected'
  | 'application-objected'
  | 'application-returned'
  | 'application-asked'
  | 'application-supplied'
  | 'application-inquiry'
  | 'application-commission'
  | 'application-lapsed'

/** A move out of a state, as a table of states has it. */
export type Step = { readonly from: string; readonly move: MoveName; readonly to: string }

/** What a person must learn of a step; null: it is the organisation's own affair, their own doing, or told by its outcome. */
export function tidingsOf(states: States, start: string, { from, move, to }: Step): Tidings | null {
  const after = states[to]
  if (after === undefined || after.final === 'outcome') return null
  // Of what was never sent nobody waits for an end.
  if (after.final === 'lapse') return move === CLOCK_MOVE && from !== start ? 'application-lapsed' : null
  if (move.startsWith('citizen:')) {
    if (states[from]?.final !== undefined) return 'application-objected'
    if (from === start) return 'application-received'
    return isOfReturns(states, from) ? 'application-corrected' : 'application-supplied'
  }
  if (after.clock === 'citizen') return move.endsWith(':return') ? 'application-returned' : 'application-asked'
  if (isFor(after, 'inquirer')) return 'application-inquiry'
  return isFor(after, 'physician') ? 'application-commission' : null
}

/** Whether only what was returned leads to a state; else the person is asked for something new there. */
const isOfReturns = (states: States, name: string): boolean =>
  Object.values(states).every((state) =>
    movesOf(state).every((move) => moveOf(state, move)?.to !== name || move.endsWith(':return')),
  )

/** Whether somebody outside the desk goes on with it, whom the person will meet. */
const isFor = (state: State, role: 'inquirer' | 'physician'): boolean =>
  Object.keys(state.on ?? {}).some((name) => name.startsWith(`${role}:`))
