import { enqueue } from '#store/outbox.ts'
import { lockSignUp, markSubmitted, type SignUp } from '#store/sign-ups.ts'
import { newTrackingCode } from '#store/tracking.ts'
import { nowOf, type App } from '../app.ts'
import { done, type Result } from '../problem.ts'
import { stageOf, wrongStep } from './sign-up.ts'

/**
 * Fifth step: the request is sent. One transaction writes the tracking code, the receipt SMS and the check to be made;
 * sending it again, from anywhere, changes nothing and answers the same tracking code.
 */
export async function submitSignUp(app: App, signUp: SignUp): Promise<Result<{ trackingCode: string }>> {
  return app.db.transaction(async (tx) => {
    const locked = await lockSignUp(tx, signUp.personId)
    if (locked === undefined) return wrongStep()
    if (locked.trackingCode !== null) return done({ trackingCode: locked.trackingCode })
    if (stageOf(locked) !== 'review') return wrongStep()
    const at = nowOf(app)
    const { personId } = locked
    const trackingCode = await newTrackingCode(tx, personId, 'sign-up')
    await markSubmitted(tx, personId, trackingCode, at)
    await enqueue(
      tx,
      {
        personId,
        kind: 'send-sms',
        payload: { template: 'sign-up-received', to: 'sign-up' },
        dedupeKey: 'sign-up-received',
      },
      at,
    )
    await enqueue(tx, { personId, kind: 'check-sign-up', payload: {}, dedupeKey: 'check-sign-up' }, at)
    return done({ trackingCode })
  })
}
