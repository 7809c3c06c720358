import type { Action, Actor, Addressee } from './action.ts'
import type { Application } from './application.ts'

/** A question that staff put to a colleague inside an application, with its answer once there is one. */
export type Question = {
  /** Its place in the list of actions. */
  readonly n: number
  readonly at: number
  readonly by: Actor
  readonly to: Addressee
  readonly text: string
  readonly reply: Extract<Action, { kind: 'replied' }> | null
}

/** The questions of an application, oldest first. They are for staff and move nobody's clock. */
export function questions({ actions }: Application): readonly Question[] {
  return actions.flatMap((action, n) => {
    if (action.kind !== 'asked') return []
    const reply = actions.find((one) => one.kind === 'replied' && one.question === n)
    return [{ n, at: action.at, by: action.by, to: action.to, text: action.text, reply: replyOf(reply) }]
  })
}

const replyOf = (action: Action | undefined) => (action?.kind === 'replied' ? action : null)

/** Whether it is this actor's to answer: put to them or to their role, by somebody else, and not answered. */
export function mayReply({ to, by, reply }: Question, { role, id }: Actor): boolean {
  return reply === null && by.id !== id && ('staff' in to ? to.staff === id : to.role === role)
}
