import { answerClock, type Request } from '#kernel/request/request.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { refused, type Clerk } from './clerk.ts'
import { policyOf } from './read.ts'
import { notYours } from './take.ts'

/**
 * Asks the person something. Our clock goes on until they have really got it (`gotAsk`): then it stands still, at most twice
 * and never past the deadline. For information it never does.
 */
export async function askPerson(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  text: string,
  once: string | null,
): Promise<Result<Request>> {
  const words = text.trim()
  if (words === '') return invalid([{ field: 'text', message: 'پرسش خود را بنویسید.' }])
  return actAsClerk(app, clerk, code, once, (seen) => {
    const { request } = seen
    if (request.holder !== clerk.staffId) return notYours
    const { pausable, maxPauses } = policyOf(seen)
    const clock = answerClock(request)
    if (pausable && clock !== null && clock.pauses.length >= maxPauses)
      return refused('از این شهروند به همان تعدادی که مجاز است پرسیده شده است. با آنچه هست پاسخ دهید.')
    return done([{ kind: 'asked', text: words.slice(0, 2_000) }])
  })
}
