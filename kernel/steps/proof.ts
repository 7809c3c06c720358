import type { Grounds } from '../service/action.ts'
import { type State, moveOf, movesOf } from '../service/flow.ts'

/** That the applicant's mobile was in their hand when they did something: the code that was sent to it and typed. */
export type Proof = { readonly by: 'sms-code'; readonly issue: number }

/** Must this move of a state be confirmed with a code? */
export const needsCode = (state: State | undefined, move: string): boolean => moveOf(state, move)?.needs === 'code'

/** Why a move that needs a code cannot be made with what it brings; null where it can, or nothing is brought yet. */
export const faultOfProof = (grounds: Grounds | undefined): string | null =>
  grounds === undefined || grounds.proof !== undefined
    ? null
    : 'این کار با کد پیامکی تأیید می‌شود. کد بخواهید و کد شش‌رقمی پیامک را بنویسید.'

/** Moves out of a state that ask for a code and are not the person's own: whose mobile would it be? */
export const codeOfNobody = (state: State): readonly string[] =>
  movesOf(state).filter((move) => needsCode(state, move) && !move.startsWith('citizen:'))
