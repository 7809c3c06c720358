import { personalTraces } from '#kernel/personal-traces.ts'
import { addWording } from '#store/answers.ts'
import { decideWording, listWordingsWaiting, lockWording, type WordingProposal } from '#store/wordings.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { mayEdit, notEditor } from './desk.ts'
import { inWords, REFUSALS, refused } from './refusals.ts'

const LONGEST = 200

/** How people asked what clerks recognised as a question, for editors to read. */
export async function wordingsAtDesk(
  app: Pick<App, 'db'>,
  who: StaffSignedIn,
): Promise<Result<readonly (WordingProposal & { readonly own: boolean })[]>> {
  if (!mayEdit(who)) return notEditor
  const waiting = await listWordingsWaiting(app.db)
  return done(waiting.map((one) => ({ ...one, own: one.proposedBy === who.staffId })))
}

/** Takes a wording in, perhaps shortened, so that the question is found by it; or does not. Nothing personal is taken in. */
export async function readWording(
  app: Pick<App, 'db' | 'clock'>,
  who: StaffSignedIn,
  proposalId: string,
  form: Readonly<Record<string, string>>,
): Promise<Result<'taken' | 'left'>> {
  if (!mayEdit(who)) return notEditor
  const takes = form['decision'] === 'take'
  if (!takes && form['decision'] !== 'leave') return refused('بگویید این عبارت را می‌پذیرید یا نه.')
  const wording = (form['wording'] ?? '').trim().replace(/\s+/g, ' ')
  const field = `wording-${proposalId}`
  if (takes && (wording === '' || wording.length > LONGEST))
    return invalid([{ field, message: 'عبارت را کوتاه، در یک جمله بنویسید.' }])
  if (takes && personalTraces(wording).length > 0)
    return invalid([{ field, message: 'در این عبارت شماره یا نشانی کسی هست. آن را بردارید و سپس بپذیرید.' }])
  return inWords(() =>
    app.db.transaction(async (tx) => {
      const proposal = await lockWording(tx, proposalId)
      if (proposal === undefined)
        return failed({ code: 'wrong-step', message: 'دربارهٔ این عبارت پیش‌تر تصمیم گرفته شده است.' })
      if (proposal.proposedBy === who.staffId) return refused(REFUSALS.wording_read_by_a_second_person)
      await decideWording(tx, proposalId, who.staffId, takes ? wording : null, nowOf(app))
      if (takes) await addWording(tx, proposal.questionId, wording, who.staffId, nowOf(app))
      return done(takes ? ('taken' as const) : ('left' as const))
    }),
  )
}
