import type { Tx } from '#store/database.ts'
import type { KeptFile } from '#store/files.ts'
import { enqueue } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { done } from '../problem.ts'
import { actWithin } from './act.ts'
import { clockActor } from './load.ts'

/** Takes an infected file out of its application, so that it is asked for again, and tells the person. */
export async function dropInfected(
  tx: Tx,
  app: Pick<App, 'clock' | 'workingTimes'>,
  file: Pick<KeptFile, 'personId' | 'applicationId' | 'document' | 'id'>,
): Promise<void> {
  const { personId, applicationId, document, id } = file
  const result = await actWithin(tx, app, { personId, applicationId }, clockActor, null, ({ application }) => {
    const there = application.documents[document]?.some((one) => one.id === id) === true
    return done(there ? [{ kind: 'removed', document, file: id }] : [])
  })
  if (!result.ok) throw new Error(result.problem.message)
  await enqueue(
    tx,
    {
      personId,
      kind: 'send-sms',
      payload: { template: 'application-file-refused', to: 'person', applicationId },
      dedupeKey: `infected:${id}`,
    },
    nowOf(app),
  )
}
